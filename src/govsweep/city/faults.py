"""The faults: each planting spoils a site in one way and tells what it did."""

import random
from collections.abc import Callable, Iterator

from markupsafe import Markup

from govsweep.city import outside
from govsweep.city.draft import Draft, MenuLink
from govsweep.city.model import HostAnswer, Planted, SampleArticle
from govsweep.city.plan import Charset
from govsweep.city.styles import Style
from govsweep.facts import ColumnKind as Kind


class Planter:
    """What a planting works with: the site, its style, and the variant that is asked for."""

    def __init__(self, draft: Draft, style: Style, check: str, variant: str, seed: int) -> None:
        self.draft = draft
        self.style = style
        self.check = check
        self.variant = variant
        self.rng = random.Random(f"{seed}/{draft.host}/{check}:{variant}")

    def pick(self, *kinds: Kind) -> SampleArticle:
        """An article from the first pages of these columns that carries nothing else yet."""
        kinds = kinds or (Kind.NEWS, Kind.NOTICE)
        free = [
            article
            for kind in kinds
            for article in self.draft.of(kind)[:10]
            if article.number not in self.draft.used
        ]
        article = self.rng.choice(free)
        self.draft.used.add(article.number)
        return article

    def url(self, article: SampleArticle) -> str:
        """The absolute address of an article."""
        return self.draft.url(self.style.article_path(article))

    def planted(self, subject: str, url: str, note: str, *keys: str) -> Planted:
        """The word on what was done; without keys any finding of the check is it."""
        return Planted(self.draft.site.identifier, self.check, subject, url, note, keys)

    def follows(self, check: str, note: str, *keys: str) -> Planted:
        """What may be reported as a consequence."""
        site = self.draft.site
        return Planted(site.identifier, check, site.name, site.url, note, keys, optional=True)


Planting = Callable[[Planter], Iterator[Planted]]
PLANTINGS: dict[str, Planting] = {}


def plants(check: str) -> Callable[[Planting], Planting]:
    """Register the planting of a check's faults."""

    def register(planting: Planting) -> Planting:
        PLANTINGS[check] = planting
        return planting

    return register


@plants("site-unreachable")
def _unreachable(planter: Planter) -> Iterator[Planted]:
    page = b"<html><body><h1>504 Gateway Time-out</h1></body></html>"
    gateway = HostAnswer(504, {"Content-Type": "text/html"}, page)
    planter.draft.whole = HostAnswer(0, {}, b"") if planter.variant == "closed" else gateway
    url = planter.draft.site.url
    yield planter.planted(url, url, "整个网站打不开")


@plants("slow-site")
def _slow(planter: Planter) -> Iterator[Planted]:
    url = planter.draft.site.url
    planter.draft.slow_home = True
    yield planter.planted(url, url, "首页每次都要等三秒以上")


_TYPOS = {
    "登陆网站": ("登录网站", "请各单位登陆网站首页下载有关表格，按要求填写后统一报送。"),
    "截止目前": ("截至目前", "截止目前，各项任务均已按计划完成。"),
    "按装": ("安装", "施工单位已为三个小区按装照明设施，居民夜间出行更加安全。"),
    "布署": ("部署", "会议对下一阶段重点任务作了全面布署。"),
    "秸杆": ("秸秆", "各村加强秸杆禁烧宣传，推广还田技术。"),
    "竟聘": ("竞聘", "本次中层岗位采取竟聘上岗的方式进行。"),
    "渡假村": ("度假村", "周边新建的渡假村已经对外营业。"),
    "再接再励": ("再接再厉", "希望全体同志再接再励，取得更大成绩。"),
}


@plants("typo")
def _typo(planter: Planter) -> Iterator[Planted]:
    right, sentence = _TYPOS[planter.variant]
    article = planter.pick()
    article.paragraphs[1] += sentence
    note = f"“{planter.variant}”应为“{right}”"
    yield planter.planted(
        planter.variant, planter.url(article), note, planter.variant, planter.variant[:2]
    )


@plants("serious-expression")
def _serious(planter: Planter) -> Iterator[Planted]:
    article = planter.pick()
    article.paragraphs[1] += "会上还传达了最高人民检查院关于加强协作配合的意见。"
    wrong = "最高人民检查院"
    yield planter.planted(wrong, planter.url(article), "国家机关名称写错", wrong)


@plants("personal-data")
def _personal(planter: Planter) -> Iterator[Planted]:
    article = planter.pick()
    # Of a region, a day and a check digit that fit; nobody's.
    article.paragraphs[1] += "申请人林某某，身份证号110101199003077475，材料齐全，予以受理。"
    url = planter.url(article)  # a style may show it on a page to print, too
    yield planter.planted(url, url, "身份证号码没有遮盖", url, "110**")


_INJECTIONS = {
    "gambling": (
        "澳门新葡京娱乐城官网注册送彩金，百家乐在线投注，六合彩资料大全。",
        ("新葡京", "娱乐城", "彩金", "百家乐", "投注", "六合彩"),
    ),
    "papers": (
        "专业代办各类证件，刻章办证，代开发票，欢迎来电咨询。",
        ("代办", "刻章", "办证", "代开", "发票"),
    ),
}


@plants("sensitive-word")
def _sensitive(planter: Planter) -> Iterator[Planted]:
    if planter.variant == "hidden":
        sentence, words = _INJECTIONS["gambling"]
        planter.draft.home_tail += f'<div style="display:none">{sentence}</div>'
        home = planter.draft.site.url
        yield planter.planted(words[0], home, f"首页藏有文字“{sentence}”，没有链接", home, *words)
        yield planter.follows("spam-text", "同一处插入文字", home, *words)
        return
    sentence, words = _INJECTIONS[planter.variant]
    article = planter.pick(Kind.NEWS)
    article.paragraphs.insert(2, sentence)
    url = planter.url(article)
    yield planter.planted(words[0], url, f"正文被插入“{sentence}”", url, *words)
    yield planter.follows("spam-text", "同一处插入文字", url, *words)


_FARM_NAMES = (
    *("超级军事网", "都市生活", "棋牌资讯", "玄幻小说"),
    *("娱乐城导航", "健康问答", "数码测评", "旅游攻略"),
)


@plants("hidden-link")
def _hidden_links(planter: Planter) -> Iterator[Planted]:
    farm = "".join(
        f'<a href="http://{host}/">{_FARM_NAMES[number % 8]}{number + 1}<a>'  # not closed, as found
        for number, host in enumerate(outside.farm_of(planter.draft.plan.number))
    )
    box = {
        "tail": '<div style="display:none;">{}</div>',
        "footer": '<div class="footer-links"><p style="display: none">{}</p></div>',
        "offscreen": '<div style="position:absolute;left:-9999px;top:-9999px">{}</div>',
    }[planter.variant]
    planter.draft.home_tail = box.format(farm)
    url = planter.draft.site.url
    yield planter.planted(url, url, "首页藏有38条外部链接")
    yield planter.follows("spam-text", "暗链的文字")


_FOREIGN = {
    "counterfeit-suspect:": (outside.COUNTERFEIT, "统计信息", "链接到冒用本局名称、标识码的网站"),
    "unregistered-site:": (outside.UNREGISTERED, "经济普查", "链接到没有登记的本市网站"),
    "turned-host:casino": (outside.CASINO, "红星剧院", "友情链接的域名已成赌博网站"),
    "turned-host:parked": (outside.PARKED, "文化活动周", "友情链接的域名正在出售"),
}


@plants("counterfeit-suspect")
@plants("unregistered-site")
@plants("turned-host")
def _foreign_host(planter: Planter) -> Iterator[Planted]:
    host, words, note = _FOREIGN[f"{planter.check}:{planter.variant}"]
    planter.draft.friends.append(MenuLink(words, f"http://{host}/"))
    yield planter.planted(host, planter.draft.site.url, note, host)


@plants("search-redirect")
def _search_redirect(planter: Planter) -> Iterator[Planted]:
    planter.draft.home_tail += (
        "<script>var r=document.referrer;if(/baidu|sogou|so[.]com/i.test(r)){"
        f"window.location.href='http://{outside.CASINO}/?s';" + "}</script>"
    )
    url = planter.draft.site.url
    note = "首页的脚本把从搜索引擎来的人引到赌博网站"
    yield planter.planted(outside.CASINO, url, note, outside.CASINO)


@plants("home-tampered")
def _foreign_script(planter: Planter) -> Iterator[Planted]:
    planter.draft.tonight += f'<script src="http://{outside.INJECTED}/t.js"></script>'
    url = planter.draft.site.url
    note = "首页昨夜还没有的站外脚本"
    yield planter.planted(outside.INJECTED, url, note, outside.INJECTED.partition(".")[2])


@plants("access-fault")
def _nameless_picture(planter: Planter) -> Iterator[Planted]:
    planter.draft.home_tail += '<p><img src="/images/blue.png" width="120" height="40"></p>'
    url = planter.draft.site.url
    yield planter.planted("image-alt:home", url, "首页的图片没有替代文字", "image-alt:home")


# Of one kind of applicants alone, as of most bureaus: labels with this year's and last year's.
_APPLICATIONS = (
    ("一、本年新收政府信息公开申请数量", 12, 7),
    ("二、上年结转政府信息公开申请数量", 1, 1),
    ("（七）总计", 11, 7),
    ("四、结转下年度继续办理", 2, 1),
)


@plants("annual-report-figures")
def _annual_report(planter: Planter) -> Iterator[Planted]:
    """Two reports with their table; in the newer one a row does not add up."""
    (column,) = (one for one in planter.draft.columns if one.slug == "ndbg")
    for at, article in enumerate(column.articles[:2]):
        rows = Markup().join(
            _row(label, numbers[at], numbers[at] - (at == 0 and number == 2))
            for number, (label, *numbers) in enumerate(_APPLICATIONS)
        )
        article.paragraphs.append(Markup("<table>{}</table>").format(rows))
    newest = column.articles[0]
    url = planter.url(newest)
    yield planter.planted(
        f"{url} （七）总计",
        url,
        "“总计”一行的各类申请人之和与总计不同",
        "（七）总计",
        "申请情况勾稽",
    )


def _row(label: str, number: int, total: int) -> Markup:
    cells = Markup().join(Markup("<td>{}</td>").format(one) for one in (number, *[0] * 5, total))
    return Markup("<tr><td>{}</td>{}</tr>").format(label, cells)


@plants("garbled-text")
def _garbled(planter: Planter) -> Iterator[Planted]:
    article = planter.pick(Kind.NEWS)
    if planter.variant == "mislabelled":
        planter.draft.charsets[article.number] = Charset("gbk", "utf-8", "UTF-8")
    elif planter.variant == "kun":
        article.paragraphs = ["锟斤拷" * (len(one) // 3) for one in article.paragraphs]
    else:  # UTF-8 read as GBK and saved so
        article.paragraphs = [one.encode().decode("gbk", "replace") for one in article.paragraphs]
    url, twin = planter.url(article), planter.draft.url(planter.style.twin(article))
    yield planter.planted(url, url, f"正文乱码（{planter.variant}）", url, twin)


@plants("blank-article")
def _blank_article(planter: Planter) -> Iterator[Planted]:
    article = planter.pick(Kind.NEWS)
    article.paragraphs = []
    url = planter.url(article)
    yield planter.planted(url, url, "有标题、日期，没有正文", url)


@plants("duplicate-article")
def _duplicate(planter: Planter) -> Iterator[Planted]:
    article = planter.pick(Kind.NEWS)
    kind = Kind.NEWS if planter.variant == "neighbour" else Kind.NOTICE
    column = planter.draft.column(kind)
    copy = SampleArticle(
        *(article.number + 1, article.title, article.when, column, list(article.paragraphs)),
        source=article.source,
        keywords=article.keywords,
    )
    column.articles.append(copy)
    column.articles.sort(key=lambda one: one.when, reverse=True)
    planter.draft.used.add(copy.number)
    urls = planter.url(article), planter.url(copy)
    yield planter.planted(urls[0], urls[1], "同一篇信息发布了两次", *urls)


@plants("external-link")
def _external(planter: Planter) -> Iterator[Planted]:
    host, words = {
        "firm": ("www.youxuan-shangcheng0780.com", "网上商城"),
        "training": ("www.huaxin-peixun0780.com", "在线报名"),
        "address": ("203.0.113.18", "填报系统"),
    }[planter.variant]
    article = planter.pick()
    link = Markup('<a href="http://{}/" target="_blank">{}</a>').format(host, words)
    article.paragraphs[1] = Markup("{}详情可点击{}查看。").format(article.paragraphs[1], link)
    url = planter.url(article)
    yield planter.planted(f"http://{host}/", url, "正文链接到社会网站", host)
    if planter.variant == "address":
        yield planter.follows("domain-noncompliant", "链接到IP地址", host)


def insert_link(article: SampleArticle, lead: str, href: str, words: str) -> None:
    """Put a sentence with a link into the article's body."""
    sentence = Markup('{}<a href="{}" target="_blank">{}</a>。').format(lead, href, words)
    article.paragraphs.insert(2, sentence)
