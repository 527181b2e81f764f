"""The traps: what looks like a fault to a careless eye, and must not be reported."""

import datetime as dt
import re
from collections.abc import Callable

from markupsafe import Markup

from govsweep.city import decoys, outside
from govsweep.city.draft import MenuLink
from govsweep.city.faults import Planter, insert_link
from govsweep.city.footer import footer_inside
from govsweep.city.letters import open_mailbox
from govsweep.city.model import Document, SampleArticle, SampleColumn, Trap
from govsweep.city.page_faults import GUIDE
from govsweep.city.plan import DOMAIN
from govsweep.city.prose import full_day
from govsweep.city.stale_faults import (
    REPEALED,
    REPEALED_NUMBER,
    forget_since,
    forget_unexplained,
    repeal,
)
from govsweep.facts import ColumnKind as Kind

Layer = Callable[[Planter], str]  # lays the trap, returns its address

_AGE_OF_TERM = 330  # days since a document of one year came into force
_MONTH = re.compile(r"(?:^|&)month=(\d{4})-(\d{2})(?:&|$)")


def lay(name: str, planter: Planter) -> Trap:
    """Lay the trap of that name."""
    layer, check, note = TRAPS[name]
    return Trap(planter.draft.site.identifier, check, layer(planter), note)


def _text(lure: tuple[str, list[str]], kind: Kind = Kind.NOTICE, age: int = 6) -> Layer:
    def layer(planter: Planter) -> str:
        title, paragraphs = lure
        article = planter.draft.publish(kind, title, list(paragraphs), age)
        if kind is Kind.REPOST:
            article.source = "省人民政府门户网站"
        return planter.url(article)

    return layer


def _body_link(target: str, words: str) -> Layer:
    def layer(planter: Planter) -> str:
        insert_link(planter.pick(), "有关内容见", target, words)
        return target

    return layer


def _flaky(planter: Planter) -> str:
    """A target of this site's own, since it fails but once."""
    target = f"http://{outside.FLAKY}/zx{planter.draft.plan.number}.html"
    return _body_link(target, "咨询平台")(planter)


def _tabs(planter: Planter) -> str:
    """A second tab that shows on a click."""
    rows = Markup().join(
        Markup('<li><a href="{}">{}</a></li>').format(planter.style.article_path(one), one.title)
        for one in planter.draft.of(Kind.NOTICE)[:5]
    )
    planter.draft.tabs += Markup(
        '<div class="tab-con" style="display:none"><ul>{}</ul></div>'
    ).format(rows)
    return planter.draft.site.url


def _repealed(planter: Planter) -> str:
    """A document that says of itself that it holds no more, and one whose title contains its."""
    repeal(planter.draft)
    text = "第一条 为规范培训补贴发放，制定本办法。第二条 补贴按培训人数核定，由财政部门拨付。"
    planter.draft.publish(Kind.POLICY, f"{REPEALED}实施细则", [text], 120)
    marked = planter.draft.publish(Kind.POLICY, f"{REPEALED}（已废止）", [text], 261)
    marked.reference = REPEALED_NUMBER
    return planter.url(marked)


def _running_term(planter: Planter) -> str:
    """A document whose own term ends soon, and is not over."""
    begins = planter.draft.day - dt.timedelta(days=_AGE_OF_TERM)
    text = (
        "第一条 为规范补助资金管理，制定本办法。"
        f"第九条 本办法自{full_day(begins)}起施行，有效期1年。"
    )
    article = planter.draft.publish(
        Kind.POLICY, "平澜市农村公路养护补助资金管理办法", [text], _AGE_OF_TERM
    )
    article.reference = f"平财发〔{begins.year}〕7号"
    return planter.url(article)


def _mobile_edition(planter: Planter) -> str:
    """Pages for wide screens, and an edition for telephones that the home page leads to."""
    draft, path = planter.draft, "/wap/"
    draft.adapted = False
    draft.friends.append(MenuLink("手机版", path))
    draft.documents[path] = Document(status=302, location="/")
    return draft.site.url


def _mailbox(planter: Planter) -> str:
    """A mailbox whose letters were all answered within three days."""
    column = open_mailbox(planter.draft, "区长信箱")
    return planter.url(column.articles[0])


def _guide(planter: Planter) -> str:
    """A guide with all ten elements under the names that guides give them."""
    guide = planter.draft.publish(Kind.NOTICE, "法律援助办事指南", [*GUIDE, *decoys.GUIDE_REST], 17)
    return planter.url(guide)


def _stars(planter: Planter) -> str:
    """Stars that are a grade."""
    for age, name in ((18, "平澜宾馆"), (19, "澜江饭店")):
        title = f"关于{name}评定旅游饭店星级的公示（★★★★）"
        text = [
            f"经评定，拟确定{name}为四星级旅游饭店，现予公示。",
            f"{name}的评定材料可到我局查阅。",
        ]
        planter.draft.publish(Kind.NOTICE, title, text, age)
    return planter.draft.url(planter.style.column_path(planter.draft.column(Kind.NOTICE)))


def _short_name(planter: Planter) -> str:
    planter.draft.called = "平澜市卫健委"
    return planter.draft.site.url


def _plain_for_search(planter: Planter) -> str:
    """A title that is longer for search engines, and of the site itself."""
    planter.draft.for_search = "天气预报、预警信息"
    return planter.draft.site.url


def _moved_inside(planter: Planter) -> str:
    """An old address whose page sends its visitors on to the column."""
    draft, path = planter.draft, "/zwgk/tzgg/201803/t20180316_2291.html"
    target = planter.style.column_path(draft.column(Kind.NOTICE))
    page = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head></html>'
    draft.documents[path] = Document(page.encode())
    return _body_link(path, "有关公告")(planter)


def _media_menu(planter: Planter) -> str:
    """A drop-down of friendly sites, two of them of the media."""
    links = Markup().join(
        Markup('<a href="http://{}/">{}</a>').format(host, name)
        for host, name in [
            *list(outside.FRIENDS.items())[:2],
            ("www.pinglanrb-news.com", "平澜日报网"),
            ("www.pinglan-lvyou0780.net", "平澜旅游网"),
        ]
    )
    planter.draft.tabs += Markup('<div class="dropdown" style="display: none;">{}</div>').format(
        links
    )
    return planter.draft.site.url


def _options(planter: Planter) -> str:
    planter.draft.options += [
        MenuLink(name, f"http://{host}/") for host, name in list(outside.FRIENDS.items())[:3]
    ]
    planter.draft.options.append(MenuLink("平澜日报网", "http://www.pinglanrb-news.com/"))
    return planter.draft.site.url


def _media_footer(planter: Planter) -> str:
    planter.draft.friends.append(MenuLink("平澜日报网", "http://www.pinglanrb-news.com/"))
    planter.draft.menu.append(MenuLink("平澜旅游", "http://www.pinglan-lvyou0780.net/"))
    return "http://www.pinglanrb-news.com/"


def _counted_searches(planter: Planter) -> str:
    """A counter that notes which search engine its visitor comes from."""
    planter.draft.home_tail += (
        "<script>var from=document.referrer;if(from.indexOf('baidu.com')>0){"
        "window._counted=['search',from];}"
        "function goSearch(q){location.href='/search?q='+q;}</script>"
    )
    return planter.draft.site.url


def _new_counter(planter: Planter) -> str:
    """A counter that everybody knows, on the home page since tonight, and one of its own."""
    planter.draft.tonight += (
        '<script src="http://hm.baidu.com/hm.js?5c1f"></script><script src="/js/tj.js"></script>'
    )
    planter.draft.documents["/js/tj.js"] = Document(b"var tj=1;", "application/javascript")
    return planter.draft.site.url


def _friend(host: str, words: str) -> Layer:
    def layer(planter: Planter) -> str:
        planter.draft.friends.append(MenuLink(words, f"http://{host}/"))
        return f"http://{host}/"

    return layer


def _channel(planter: Planter) -> str:
    """A channel page that is nothing but a redirect, in odd case."""
    target = planter.style.column_path(planter.draft.column(Kind.NOTICE))
    page = f"<HTML><HEAD><META HTTP-EQUIV='Refresh' CONTENT='0; url={target}'></HEAD></HTML>"
    planter.draft.documents["/xxgk/"] = Document(page.encode())
    planter.draft.menu.append(MenuLink("信息公开", "/xxgk/"))
    return planter.draft.url("/xxgk/")


def _calendar(planter: Planter) -> str:
    """Months without end, each leading to the next."""
    draft, style = planter.draft, planter.style
    column = SampleColumn("活动日历", "hdrl", 999, Kind.STATIC)
    path = style.column_path(column)
    draft.menu.append(MenuLink(column.name, f"{path}?month={draft.day:%Y-%m}"))

    def answer(asked: str, query: str) -> Document | None:
        if asked != path:
            return None
        month = _MONTH.search(query)
        year, number = (int(month[1]), int(month[2])) if month else (draft.day.year, 1)
        if not (1 <= number <= 12 and 1 <= year <= 9998):
            return None
        first = dt.date(year, number, 1)
        links = Markup().join(
            Markup('<a href="{}?month={:%Y-%m}">{}</a> ').format(path, day, words)
            for words, day in (
                ("上一月", first - dt.timedelta(days=1)),
                ("下一月", first + dt.timedelta(days=32)),
            )
        )
        text = [f"{year}年{number}月活动安排", "本月活动安排以通知公告栏目发布的信息为准。", links]
        when = dt.datetime.combine(draft.day, dt.time())
        article = SampleArticle(0, column.name, when, column, text, draft.plan.short)
        return style.page(draft, "page", path, column=column, article=article)

    draft.dynamic.append(answer)
    return draft.url(path)


def _shell(planter: Planter) -> str:
    """A column whose rows come by script."""
    column = planter.draft.column(Kind.INTERACTION)
    column.shell = True
    return planter.draft.url(planter.style.column_path(column))


def _pictures_only(planter: Planter) -> str:
    """Two articles of a picture each: no text, so no equal text."""
    for number, age in enumerate((4, 9), 1):
        title = f"图解：惠民政策一图看懂（第{number}期）"
        article = planter.draft.publish(Kind.NOTICE, title, [], age)
        article.pictures = [f"W0{article.when:%Y%m%d}{article.number:07d}.png"]
    return planter.url(article)


def _similar(planter: Planter) -> str:
    title, paragraphs = decoys.SIMILAR
    for age, place in ((12, "柳塘镇便民服务中心"), (13, "白鹭镇便民服务中心")):
        text = [one.format(place) for one in paragraphs]
        article = planter.draft.publish(Kind.NOTICE, title.format(place), text, age)
    return planter.url(article)


def _script_footer(planter: Planter) -> str:
    """The footer is in no page: a script writes it."""
    planter.draft.footer_by_script = True
    html = str(footer_inside(planter.draft))  # what is put into Markup would be escaped
    text = html.replace("\n", "").replace("'", "\\'").replace("</", "<\\/")
    script = f"document.write('{text}');".encode(planter.draft.plan.charset.encoding)
    planter.draft.documents["/js/footer.js"] = Document(script, "application/javascript")
    return planter.draft.site.url


def _apology(planter: Planter) -> str:
    """A host that answers 200 to whatever it does not have."""
    planter.draft.apologises = True
    return planter.draft.url("/nothing/here.html")


def _bare_home(planter: Planter) -> str:
    planter.draft.bare_home = True
    return planter.draft.site.url


def _nearly_stale_news(planter: Planter) -> str:
    column = planter.draft.column(Kind.NEWS)
    forget_since(planter.draft, column, 13)
    return planter.draft.url(planter.style.column_path(column))


def _nearly_stale_policy(planter: Planter) -> str:
    forget_unexplained(planter.draft, 170)
    return planter.draft.url(planter.style.column_path(planter.draft.column(Kind.POLICY)))


TRAPS: dict[str, tuple[Layer, str, str]] = {
    "news-13": (_nearly_stale_news, "stale-column", "动态栏目13天没有更新，还没有超期"),
    "policy-170": (_nearly_stale_policy, "stale-column", "政策栏目170天没有更新，还没有超期"),
    "lottery": (_text(decoys.LOTTERY), "sensitive-word", "体育彩票管理中心的公告"),
    "gambling-notice": (_text(decoys.GAMBLING), "sensitive-word", "公安机关禁赌通告"),
    "court": (_text(decoys.COURT), "sensitive-word", "法院宣判的罪名"),
    "services": (_text(decoys.SERVICES), "sensitive-word", "“综合性服务”“帮办代办”"),
    "typhoon": (_text(decoys.TYPHOON), "typo", "台风“登陆”"),
    "deadline": (_text(decoys.DEADLINE), "typo", "“截止日期”“登录”"),
    "old-law": (_text(decoys.OLD_LAW, age=9), "typo", "旧规定原文的“帐户”"),
    "masked": (_text(decoys.MASKED), "personal-data", "遮盖过的身份证号码和受理编号"),
    "offices": (_text(decoys.OFFICES), "serious-expression", "写对了的机关名称，“检查了院落”"),
    "shared-repost": (
        _text(decoys.SHARED, Kind.REPOST, age=4),
        "duplicate-article",
        "几个网站转载同一上级文件",
    ),
    "similar": (_similar, "duplicate-article", "只差一个名称的两则公示"),
    "pictures-only": (_pictures_only, "duplicate-article", "两篇只有图片的信息"),
    "tabs": (_tabs, "hidden-link", "点击后才显示的选项卡"),
    "media-menu": (_media_menu, "hidden-link", "下拉菜单里有两家媒体"),
    "mailbox": (_mailbox, "unanswered-message", "来信都在三天之内答复"),
    "running-term": (_running_term, "outdated-document", "有效期还没有届满的文件"),
    "repealed": (_repealed, "outdated-document", "写明已废止的文件，和名称里含有它的文件"),
    "guide": (_guide, "guide-incomplete", "要素齐全的办事指南"),
    "mandarin": (_text(decoys.MANDARIN), "placeholder-text", "普通话水平测试"),
    "stars": (_stars, "list-disorder", "饭店的星级"),
    "private-path": (
        _body_link(f"http://{outside.HEAD_LIAR}/D/192.168.1.8.html", "系统说明"),
        "unopenable-link",
        "路径里像是内部网络地址",
    ),
    "short-name": (_short_name, "name-mismatch", "首页用单位的简称"),
    "moved-inside": (_moved_inside, "redirect-home", "旧地址跳到栏目"),
    "plain-for-search": (_plain_for_search, "cloaking", "给搜索引擎的标题长一些"),
    "mobile-edition": (_mobile_edition, "not-for-telephones", "另设手机版，首页有入口"),
    "options": (_options, "external-link", "下拉框里的友情链接"),
    "media-footer": (_media_footer, "external-link", "页脚和导航里的媒体链接，不在正文"),
    "registered": (
        _body_link(f"http://czj.{DOMAIN}/", "市财政局网站"),
        "external-link",
        "正文链接到在册网站",
    ),
    "wall-403": (_body_link(f"http://{outside.WALL_403}/", "数据开放平台"), "dead-link", "防火墙"),
    "wall-521": (_body_link(f"http://{outside.WALL_521}/", "统计公报"), "dead-link", "加速乐防护"),
    "head-liar": (
        _body_link(f"http://{outside.HEAD_LIAR}/index.html", "政策文件库"),
        "dead-link",
        "HEAD答405，GET答200",
    ),
    "flaky-link": (_flaky, "dead-link", "只有第一次答503"),
    "slow-file": (_body_link(outside.SLOW_FILE, "规划文本"), "dead-link", "很慢的PDF"),
    "moved": (_body_link(outside.MOVED, "政策法规"), "dead-link", "301跳转到新地址"),
    "channel": (_channel, "blank-column", "只有meta refresh的频道页"),
    "calendar": (_calendar, "blank-column", "没有尽头的日历"),
    "shell": (_shell, "blank-column", "列表由脚本加载"),
    "script-footer": (_script_footer, "missing-footer-mark", "页脚由脚本写入"),
    "apology": (_apology, "dead-link", "不存在的地址也答200"),
    "lottery-friend": (_friend(outside.LOTTERY, "省体彩网"), "turned-host", "体育彩票网站"),
    "newspaper": (
        _friend(outside.NEWSPAPER, "南岭早报"),
        "counterfeit-suspect",
        "标题里说到本局的报纸",
    ),
    "counted-searches": (_counted_searches, "search-redirect", "只统计来路的脚本"),
    "new-counter": (_new_counter, "home-tampered", "首页新加的常用统计脚本和本站脚本"),
    "bare-home": (_bare_home, "stale-home", "首页只有导航"),
}
