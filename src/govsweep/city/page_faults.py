"""Faults that stand on pages: guides cut short, drafts left behind, wrong dates and links."""

from collections.abc import Iterator

from govsweep.city.faults import Planter, insert_link, plants
from govsweep.city.model import Document, Planted
from govsweep.facts import ColumnKind as Kind

GUIDE = (
    "申请条件：具有本市户籍，家庭人均收入低于规定标准。",
    "申请材料：身份证、户口簿复印件各一份，家庭收入证明一份。",
    "办理流程：申请、受理、审核、公示、发证。",
)


@plants("guide-incomplete")
def _guide(planter: Planter) -> Iterator[Planted]:
    """A guide with three of the ten elements."""
    guide = planter.draft.publish(Kind.NOTICE, "公共租赁住房申请办事指南", list(GUIDE), 16)
    url = planter.url(guide)
    yield planter.planted(url, url, "办事指南缺少依据、地点、机构、收费等要素", url)


@plants("placeholder-text")
def _trial(planter: Planter) -> Iterator[Planted]:
    text = "测试一下发布流程，稍后删除。"
    trial = planter.draft.publish(Kind.NOTICE, "测试", [text], 15)
    url = planter.url(trial)
    yield planter.planted(url, url, "发布后没有删除的测试稿", url, "测试")


@plants("unopenable-link")
def _disk(planter: Planter) -> Iterator[Planted]:
    article, written = planter.pick(), "file:///D:/2026/申请表.doc"
    insert_link(article, "申请表请", written, "点击下载")
    yield planter.planted(written, planter.url(article), "链接指向编辑的硬盘", "file:///D:/")


@plants("redirect-home")
def _redirect(planter: Planter) -> Iterator[Planted]:
    draft, path = planter.draft, "/zwgk/ghjh/201803/t20180316_2291.html"
    draft.documents[path] = Document(status=302, location="/")
    article = planter.pick()
    insert_link(article, "有关规划见", path, "专项规划")
    url = draft.url(path)
    yield planter.planted(url, planter.url(article), "原来的网页跳到了首页", url)


@plants("list-disorder")
def _ornaments(planter: Planter) -> Iterator[Planted]:
    column = planter.draft.column(Kind.NOTICE)
    for article in column.articles[1:4:2]:
        article.title = f"★{article.title}"
    url = planter.draft.url(planter.style.column_path(column))
    yield planter.planted(url, url, "列表里有两行标题带星号", url)


@plants("undated-article")
def _undated(planter: Planter) -> Iterator[Planted]:
    column = planter.draft.column(Kind.NOTICE)
    column.on_home = False  # where its rows have their dates
    planter.draft.undated.add(column.slug)
    url = planter.draft.url(planter.style.column_path(column))
    yield planter.planted(url, url, f"“{column.name}”的信息都没有发布日期", url)


@plants("interpretation-unlinked")
def _unlinked(planter: Planter) -> Iterator[Planted]:
    """Interpretations that lead to no document; the documents lead to them."""
    column = planter.draft.column(Kind.INTERPRETATION)
    for article in column.articles:
        article.counterpart = None
    url = planter.draft.url(planter.style.column_path(column))
    yield planter.planted(url, url, "解读没有链接到文件", url)


@plants("falsified-date")
def _redated(planter: Planter) -> Iterator[Planted]:
    """An article that is the same as the night before and ten days younger."""
    free = [one for one in planter.draft.of(Kind.NEWS) if one.number not in planter.draft.used]
    article = free[-1]
    planter.draft.used.add(article.number)
    planter.draft.redated[article.number] = 10
    url = planter.url(article)
    yield planter.planted(url, url, "正文没有变，发布日期比昨夜晚了十天", url)
