"""More faults: columns nobody tends, links and pictures that lead nowhere, footers cut short."""

import datetime as dt
from collections.abc import Iterator

from govsweep.city import outside
from govsweep.city.draft import Draft, MenuLink
from govsweep.city.faults import Planter, insert_link, plants
from govsweep.city.model import Planted, SampleColumn
from govsweep.facts import ColumnKind as Kind
from govsweep.facts import FooterMark

# How old the newest entry of a stale column is, in days.
_AGES = {
    Kind.NEWS: 23,
    Kind.REPOST: 21,
    Kind.NOTICE: 197,
    Kind.POLICY: 214,
    Kind.INTERPRETATION: 205,
    Kind.INTERACTION: 400,  # its name is that of surveys
}
_MARKS = {
    FooterMark.CONAC: "党政机关",
    FooterMark.IDENTIFIER: "标识码",
    FooterMark.ICP: "ICP",
    FooterMark.POLICE: "公安",
    FooterMark.ORGANIZER: "主办单位",
    FooterMark.CONTACT: "联系",
    FooterMark.JIUCUO: "找错",
}


def forget_since(draft: Draft, column: SampleColumn, age: int) -> None:
    """Take out everything newer than `age` days; what is newest then is just that old."""
    day = draft.day - dt.timedelta(days=age)
    kept = [one for one in column.articles if one.when.date() <= day] or column.articles[-1:]
    if kept[0].number not in draft.used:
        kept[0].when = dt.datetime.combine(day, kept[0].when.time())
    for article in column.articles:
        if article not in kept and article.counterpart is not None:
            article.counterpart.counterpart = None
    column.articles = kept


def forget_unexplained(draft: Draft, age: int) -> None:
    """The same for the policy column, with the interpretations of what is gone."""
    forget_since(draft, draft.column(Kind.POLICY), age)
    newest = draft.of(Kind.POLICY)[0]
    if newest.counterpart is not None:
        newest.counterpart.when = newest.when
    column = draft.column(Kind.INTERPRETATION)
    column.articles = [one for one in column.articles if one.counterpart is not None]


REPEALED = "平澜市职业技能培训补贴发放管理办法"
REPEALED_NUMBER = "平府发〔2016〕18号"


def repeal(draft: Draft) -> None:
    """A decision that does away with that document."""
    told = f"经研究，决定废止《{REPEALED}》（{REPEALED_NUMBER}）。本决定自公布之日起施行。"
    draft.publish(Kind.NOTICE, "关于废止部分规范性文件的决定", [told], 30)


@plants("outdated-document")
def _outdated(planter: Planter) -> Iterator[Planted]:
    """The document itself, with nothing on its page that says so."""
    text = "第一条 为规范培训补贴发放，制定本办法。第二条 补贴按培训人数核定，由财政部门拨付。"
    old = planter.draft.publish(Kind.POLICY, REPEALED, [text], 260)
    old.reference = REPEALED_NUMBER
    repeal(planter.draft)
    url = planter.url(old)
    yield planter.planted(url, url, "决定废止了的文件没有标注", url)


@plants("stale-column")
def _stale_column(planter: Planter) -> Iterator[Planted]:
    kind = Kind(planter.variant)
    if kind is Kind.POLICY:
        forget_unexplained(planter.draft, _AGES[kind])
        yield _stale(planter, Kind.INTERPRETATION)
    else:
        forget_since(planter.draft, planter.draft.column(kind), _AGES[kind])
    yield _stale(planter, kind)
    if kind in (Kind.NEWS, Kind.REPOST):
        yield planter.follows("weekend-gap", "停更栏目周末也没有更新")


def _stale(planter: Planter, kind: Kind) -> Planted:
    column = planter.draft.column(kind)
    url = planter.draft.url(planter.style.column_path(column))
    planted = planter.planted(url, url, f"“{column.name}”超期未更新", url, column.name)
    return planted._replace(check="stale-column")


@plants("stale-home")
def _stale_home(planter: Planter) -> Iterator[Planted]:
    draft = planter.draft
    for kind in (Kind.NEWS, Kind.REPOST, Kind.NOTICE):
        forget_since(draft, draft.column(kind), 26)
    forget_unexplained(draft, 60)
    yield planter.planted(draft.site.url, draft.site.url, "首页26天没有新内容")
    yield _stale(planter, Kind.NEWS)
    yield _stale(planter, Kind.REPOST)
    yield planter.follows("weekend-gap", "停更网站周末也没有更新")
    yield planter.follows("stale-column", "头条随之过期", "头条", "headline")


@plants("blank-column")
def _blank(planter: Planter) -> Iterator[Planted]:
    column = planter.draft.column(Kind(planter.variant))
    for article in column.articles:
        if article.counterpart is not None:
            article.counterpart.counterpart = None
    column.articles = []
    url = planter.draft.url(planter.style.column_path(column))
    yield planter.planted(url, url, f"“{column.name}”没有内容", url, column.name)


@plants("dead-link")
def _dead_link(planter: Planter) -> Iterator[Planted]:
    draft = planter.draft
    path, lead, words = {
        "attachment": (f"/upload/files/{draft.plan.number}/bmb2019.docx", "报名表请", "点击下载"),
        "menu": ("/ztzl/jsxsh/index.html", "", "节水型社会"),
        "soft": ("/ztzl/2021/jkxd/index.html", "有关情况见", "专题专栏"),
        "soft-menu": ("/ztzl/2020/index.html", "", "专题专栏"),
    }.get(planter.variant, ("/zwgk/ghjh/201905/t20190512_1187.html", "有关规划见", "发展规划"))
    target, url = draft.url(path), draft.site.url
    if planter.variant == "friend":
        target = outside.DEAD_PAGE
        draft.friends.append(MenuLink("省专题活动", target))
        draft.friends.append(MenuLink("市政府法制网", f"http://{outside.UNKNOWN_HOST}/"))
        yield planter.follows("dead-link", "域名已经注销", outside.UNKNOWN_HOST)
    elif planter.variant.endswith("menu"):
        draft.menu.append(MenuLink(words, path))
    else:
        article = planter.pick()
        insert_link(article, lead, path, words)
        url = planter.url(article)
    soft = planter.variant.startswith("soft")
    draft.apologises |= soft
    yield planter.planted(target, url, "链接的目标不存在", target)._replace(soft=soft)


@plants("dead-image")
def _dead_image(planter: Planter) -> Iterator[Planted]:
    draft = planter.draft
    if planter.variant == "template":
        target = "/images/2018banner.png"
        draft.pictures.append(target)
        draft.missing.add(target)
        url = draft.site.url
    else:
        article = planter.pick(Kind.NEWS)
        name = "W020190312556677.png"
        article.pictures.append(name)
        target = planter.style.resolve(article, planter.style.picture(article, name))
        draft.missing.add(target)
        url = planter.url(article)
    yield planter.planted(draft.url(target), url, "图片文件不存在", draft.url(target))


@plants("missing-footer-mark")
def _missing_marks(planter: Planter) -> Iterator[Planted]:
    url = planter.draft.site.url
    for name in planter.variant.split("+"):
        mark = FooterMark(name)
        planter.draft.omitted.add(mark)
        yield planter.planted(name, url, f"页脚缺少{_MARKS[mark]}", name, _MARKS[mark])
        if mark is FooterMark.IDENTIFIER:
            yield planter.follows("identifier-mismatch", "页脚没有标识码")
