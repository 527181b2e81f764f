"""Interpretations that lead to no document."""

import pytest

from govsweep.facts import Anchor, Page, PageKind, Place, TargetKind
from govsweep.settle.unlinked import Unlinked

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


def test_what_every_interpretation_links_to_is_a_side_list() -> None:
    made = Unlinked(ROOT)
    for number in range(6):
        url = f"{ROOT}jd/{number}.html"
        anchors = (Anchor(POLICY, "热点文件", Place.NAVIGATION),)
        made.note(url, Page(url=url, kind=PageKind.ARTICLE, column="政策解读", anchors=anchors))
    assert len(made.among(COLUMNS)) == 6
