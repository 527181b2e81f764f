"""name-mismatch: names that differ in more than their trimmings."""

from collections.abc import Callable

import pytest

from govsweep.checking import checks
from govsweep.checks.name_mismatch import name_mismatch
from govsweep.facts import Context, Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault

ROOT = "http://www.qinghe.gov.cn/"


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(tag: str, title: str = "", name: str = "清禾市水利局") -> list[Fault]:
        home = Page(url=ROOT, kind=PageKind.HOME, meta={"sitename": tag}, document_title=title)
        context = a_context(name=name, organizer=name)
        return list(name_mismatch(SiteVisit(context=context, home=home)))

    return run


def test_another_name_in_tag_and_title(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge("渡口县林业局", "首页_渡口县林业局网站")
    assert (fault.certainty, fault.suggestion) == (Certainty.CONFIRMED, "清禾市水利局")


@pytest.mark.parametrize("title", ["清禾市水利局", "首页", ""])
def test_the_tag_alone_is_suspected(judge: Callable[..., list[Fault]], title: str) -> None:
    (fault,) = judge("渡口县林业局", title)
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("清禾市水利局门户网站", "清禾市水利局"),
        ("清禾市人民政府", "清禾市人民政府门户网站"),
        ("中国·清禾", "清禾市人民政府"),
        ("清禾市卫健委", "清禾市卫生健康委员会"),
        ("清禾市人民政府", "清禾市水利局"),
        ("", "清禾市水利局"),
        ("网站名称", "清禾市水利局"),
    ],
    ids=[
        *("with trimmings", "without them", "of a portal", "short", "its portal's", "none"),
        "a placeholder",
    ],
)
def test_the_same_name(judge: Callable[..., list[Fault]], tag: str, name: str) -> None:
    assert judge(tag, "某某网", name) == []


def test_a_home_page_not_seen(a_context: Callable[..., Context]) -> None:
    assert list(name_mismatch(SiteVisit(context=a_context()))) == []
    shell = Page(url=ROOT, kind=PageKind.HOME, meta={"sitename": "渡口县林业局"}, shell=True)
    visit = SiteVisit(context=a_context(name="清禾市水利局"), home=shell)
    assert list(name_mismatch(visit)) == []
    looked = checks()["name-mismatch"].looked
    assert looked is not None and looked("name", visit) and not looked("sitename", visit)


@pytest.mark.parametrize("name", ["清禾旅游网", "清禾教育在线", "红色清禾之窗", "清禾先锋网站"])
def test_a_name_that_is_no_institutions(judge: Callable[..., list[Fault]], name: str) -> None:
    (fault,) = judge("", name=name)
    assert (fault.subject, fault.certainty) == ("name", Certainty.SUSPECTED)
    assert name in fault.message


@pytest.mark.parametrize(
    "name",
    [
        *(
            "清禾市人民政府门户网站",
            "清禾市水利局网站",
            "中国清禾网",
            "清禾政务服务网",
            "清禾政府网",
        ),
        *(
            "清禾市图书馆",
            "清禾县网站",
            "信用中国（四川清禾）网站",
            "清禾市卫健委官方网站",
            "清禾旅游",
        ),
    ],
)
def test_names_of_institutions_and_places(judge: Callable[..., list[Fault]], name: str) -> None:
    assert judge("", name=name) == []
