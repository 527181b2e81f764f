"""Interpretations that lead to no document."""

import pytest

from govsweep.facts import Anchor, ColumnKind, Page, PageKind, Place, PolicyFacts, TargetKind
from govsweep.settle.unlinked import Linkage, Unlinked

ROOT = "http://www.qinghe.gov.cn/"
OWN, POLICY, SISTER = ROOT + "jd/1.html", ROOT + "wj/1.html", ROOT + "jd/2.html"
COLUMNS = {OWN: "政策解读", SISTER: "政策解读", POLICY: "政策文件"}


def unlinked(*anchors: Anchor, column: str = "政策解读") -> set[str]:
    made = Unlinked(ROOT)
    made.note(OWN, Page(url=OWN, kind=PageKind.ARTICLE, column=column, anchors=anchors))
    return made.among(COLUMNS)


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(POLICY, "相关文件", Place.NAVIGATION),
        Anchor(ROOT + "a.pdf", "文件", Place.MAIN, TargetKind.ATTACHMENT),
        Anchor("http://www.gov.cn/zhengce/1.htm", "原文", Place.MAIN),
    ],
    ids=["a document of the site", "an attachment", "a document of another government"],
)
def test_a_link_to_a_document(anchor: Anchor) -> None:
    assert unlinked(anchor) == set()


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(SISTER, "下一篇", Place.NAVIGATION),
        Anchor(POLICY, "网站地图", Place.FOOTER),
        Anchor(ROOT + "wj/", "政策文件", Place.NAVIGATION),
        Anchor("http://www.x.com/", "某站", Place.MAIN),
    ],
    ids=["its neighbour", "the footer", "a column", "another site"],
)
def test_other_links_are_none(anchor: Anchor) -> None:
    assert unlinked(anchor) == {OWN}


def test_other_articles_need_none() -> None:
    assert unlinked(column="通知公告") == set()


def test_an_interpretation_and_its_mobile_page_are_one() -> None:
    made = Unlinked(ROOT)
    twin = ROOT + "m/jd/1.html"
    for url, anchors in ((OWN, ()), (twin, (Anchor(POLICY, "相关文件", Place.NAVIGATION),))):
        made.note(url, Page(url=url, kind=PageKind.ARTICLE, column="政策解读", anchors=anchors))
    document = Page(
        url=POLICY, kind=PageKind.ARTICLE, column="政策文件",
        anchors=(Anchor(twin, "手机看解读", Place.NAVIGATION),),
    )  # fmt: skip
    made.note(POLICY, document)
    made.fold({twin: OWN})
    assert made.among(COLUMNS) == set()
    assert [tuple(one) for one in made.led_back()] == [(OWN, True)]
    assert [tuple(one) for one in made.interpreted()] == [(POLICY, True)]


def test_what_every_interpretation_links_to_is_a_side_list() -> None:
    made = Unlinked(ROOT)
    for number in range(6):
        url = f"{ROOT}jd/{number}.html"
        anchors = (Anchor(POLICY, "热点文件", Place.NAVIGATION),)
        made.note(url, Page(url=url, kind=PageKind.ARTICLE, column="政策解读", anchors=anchors))
    assert len(made.among(COLUMNS)) == 6


def site(*pages: tuple[str, str, str, tuple[str, ...]]) -> Unlinked:
    made = Unlinked(ROOT)
    for url, column, title, leads in pages:
        anchors = tuple(Anchor(one, "相关", Place.MAIN) for one in leads)
        made.note(
            url, Page(url=url, kind=PageKind.ARTICLE, column=column, title=title, anchors=anchors)
        )
    return made


ABOUT = "关于印发清禾市取水许可管理办法的通知"


@pytest.mark.parametrize(
    "pages",
    [
        ((POLICY, "政策文件", ABOUT, ()), (OWN, "政策解读", "取水怎么办", (POLICY,))),
        ((POLICY, "政策文件", ABOUT, (OWN,)), (OWN, "政策解读", "取水怎么办", ())),
        (
            (POLICY, "政策文件", ABOUT, ()),
            (OWN, "政策解读", "《清禾市取水许可管理办法》政策解读", ()),
        ),
    ],
    ids=["led to", "leads", "named"],
)
def test_a_document_that_is_interpreted(
    pages: tuple[tuple[str, str, str, tuple[str, ...]], ...],
) -> None:
    assert site(*pages).interpreted() == [(POLICY, True)]


def test_one_that_is_not() -> None:
    made = site((POLICY, "政策文件", ABOUT, ()), (OWN, "政策解读", "节水型社会建设图解", ()))
    assert made.interpreted() == [(POLICY, False)]
    assert site((OWN, "政策解读", "图解", ())).interpreted() == []


def test_documents_that_lead_back() -> None:
    leads = (OWN, "政策解读", "图解", (POLICY,))
    assert site(leads, (POLICY, "政策文件", ABOUT, (OWN,))).led_back() == [(OWN, True)]
    assert site(leads, (POLICY, "政策文件", ABOUT, ())).led_back() == [(OWN, False)]
    assert site((OWN, "政策解读", "图解", ())).led_back() == []  # that is another row's matter


def test_a_column_that_the_lists_alone_tell() -> None:
    made = Unlinked(ROOT)
    for url, title, anchors in (
        (OWN, "《清禾市停车管理办法》政策解读", (Anchor(POLICY, "文件", Place.MAIN),)),
        (POLICY, "关于印发《清禾市停车管理办法》的通知", ()),
    ):
        facts = PolicyFacts(number="清政发〔2026〕1号") if url == POLICY else None
        made.note(
            url, Page(url=url, kind=PageKind.ARTICLE, title=title, anchors=anchors, policy=facts)
        )
    assert (made.interpreted(), made.led_back(), made.among(COLUMNS)) == ([], [], set())
    kinds = {OWN: ColumnKind.INTERPRETATION, POLICY: ColumnKind.POLICY}
    told = made.placed(kinds, {})
    assert told.interpreted() == [Linkage(POLICY, linked=True)]
    assert told.led_back() == [Linkage(OWN, linked=False)]
    elsewhere = made.placed(dict.fromkeys(kinds, ColumnKind.NEWS), {})
    assert (elsewhere.interpreted(), elsewhere.led_back()) == ([], [])
    assert made.among(COLUMNS) == set()  # what is told of single interpretations stays


def test_an_article_that_names_no_column_and_looks_like_neither() -> None:
    made = Unlinked(ROOT)
    made.note(POLICY, Page(url=POLICY, kind=PageKind.ARTICLE, title="市领导调研停车场建设"))
    assert made.placed({POLICY: ColumnKind.POLICY}, {}).interpreted() == []
