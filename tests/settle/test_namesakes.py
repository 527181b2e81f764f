"""Whose name a host bears."""

from collections.abc import Callable

import pytest

from govsweep.facts import Namesake, OutsidePage, Site
from govsweep.settle.namesakes import Namesakes

FAKE = "www.fake.example"


@pytest.fixture
def site(a_site: Callable[..., Site]) -> Site:
    return a_site(
        identifier="5118000001",
        name="清禾市水利局",
        url="http://slj.qinghe.gov.cn/",
        organizer="清禾市水利局办公室",
    )


def borne(site: Site, *spared: str, first: bool = True, **shown: str) -> Namesake | None:
    page = OutsidePage(url=f"http://{FAKE}/", **{"title": "百度"} | shown)
    return Namesakes([site], spared).namesake(FAKE, page, first=first)


@pytest.mark.parametrize(
    ("shown", "by"),
    [
        ({"identifier": "5118000001"}, "网站标识码"),
        ({"organizer": "清禾市水利局办公室"}, "主办单位"),
        ({"title": "欢迎访问-清禾市水利局官网"}, "网站名称"),
    ],
)
def test_a_site_is_told_by_its_code_its_organizer_or_its_name(
    site: Site, shown: dict[str, str], by: str
) -> None:
    found = borne(site, **shown)
    assert found is not None
    assert (found.identifier, found.by) == ("5118000001", by)


def test_beyond_the_first_page_a_name_is_only_spoken_of(site: Site) -> None:
    assert borne(site, first=False, title="清禾市水利局") is None
    assert borne(site, first=False, identifier="5118000001") is not None


def test_a_host_that_a_person_cleared_bears_no_name(site: Site) -> None:
    assert borne(site, FAKE, title="清禾市水利局") is None


def test_a_page_that_shows_nothing_bears_no_name(site: Site) -> None:
    assert borne(site, title="") is None


def test_what_all_governments_have_in_common_is_nobodys_domain(a_site: Callable[..., Site]) -> None:
    namesakes = Namesakes([a_site(url="http://www.gov.cn/")], [])
    page = OutsidePage(url="http://www.elsewhere.gov.cn/", title="别处")
    assert not namesakes.is_ours("www.elsewhere.gov.cn", page)
