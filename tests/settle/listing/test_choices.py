"""Pages of a year, a month or a letter: parts of the column that they are chosen in."""

from collections.abc import Mapping

import pytest

from govsweep.reading import read_page
from govsweep.settle.listing import Listing

HOME = "http://www.a.gov.cn/"
MENU = (
    '<ul class="nav"><li><a href="/gg/">供水公告</a></li><li><a href="/tj/">统计数据</a></li></ul>'
)
YEARS = {"2026年": "/gg/2026/", "2025年": "/gg/2025/", "2023年": "/gg/2023/"}


def links(choice: Mapping[str, str]) -> str:
    return "".join(f'<a href="{target}">{words}</a> ' for words, target in choice.items())


def rows(folder: str, year: int) -> str:
    return "".join(
        f'<li><a href="{folder}{number}.html">{year}年第{number}号管段停水检修通告</a>'
        f"<i>{year}-03-0{number}</i></li>"
        for number in range(1, 5)
    )


def taken(pages: Mapping[str, str], menu: str = MENU, name: str = "供水公告") -> Listing:
    """A site's pages by path, each with what it shows below its menu."""
    listing = Listing(HOME)
    for path, body in {"/": "", **pages}.items():
        url = HOME.rstrip("/") + path
        head = f'<title>{name}</title><meta name="ColumnName" content="{name}">' if body else ""
        html = f"<html><head>{head}</head><body>{menu}<div>{body}</div></body></html>"
        listing.take(url, read_page(html.encode(), url=url, home=path == "/"))
    return listing


def cut(choice: Mapping[str, str], years: tuple[int, ...], first: int = 2023) -> dict[str, str]:
    """A column with a choice on each of its pages."""
    pages = {"/gg/": f"{links(choice)}<ul>{rows('/gg/', first)}</ul>"}
    for target, year in zip(choice.values(), years, strict=False):
        pages[target] = f"{links(choice)}<ul>{rows(target, year)}</ul>"
    return pages


def columns(listing: Listing) -> dict[str, str]:
    return {
        url.removeprefix(HOME.rstrip("/")): listing.name(url, page)
        for url, page in listing.columns(())
    }


@pytest.mark.parametrize(
    "choice",
    [
        YEARS,
        {"2026": "/gg/y26/", "2025": "/gg/y25/", "2023": "/gg/y23/"},
        {"2026年度": "/gg/?y=2026", "2025年度": "/gg/?y=2025", "2023年度": "/gg/?y=2023"},
        {"三月": "/gg/m3.html", "2月": "/gg/m2.html", "1月份": "/gg/m1.html"},
        {"A": "/gg/a.html", "B": "/gg/b.html", "C": "/gg/c.html"},
        {"第一季度": "/gg/q1.html", "下半年": "/gg/h2.html", "2023-05": "/gg/x.html"},
    ],
    ids=["folders", "bare years", "queries", "months", "letters", "others"],
)
def test_pages_of_a_choice_are_those_of_their_column(choice: Mapping[str, str]) -> None:
    listing = taken(cut(choice, (2026, 2025, 2023)))
    assert columns(listing) == {"/gg/": "供水公告"}
    newest = max(row.date for row in listing.further_entries(HOME + "gg/") if row.date)
    assert newest.year == 2026


def test_a_column_without_rows_of_its_own_has_those_of_its_first_choice() -> None:
    pages = cut(YEARS, (2026, 2025, 2023)) | {"/gg/": links(YEARS)}
    listing = taken(pages)
    shown = listing.entries(HOME + "gg/", listing.pages[HOME + "gg/"])
    assert shown[0].url == HOME + "gg/2026/1.html"


def test_a_choice_that_was_not_read_is_where_the_column_goes_on() -> None:
    listing = taken(cut(YEARS, ()))
    assert HOME + "gg/2026/" in listing.further(HOME + "gg/")


def test_where_no_menu_names_any_the_shortest_is_the_column() -> None:
    choice = {"2026年": "/gg/", "2025年": "/gg/2025/"}
    pages = cut(choice, (2026, 2025), first=2026)
    assert list(columns(taken(pages, menu=""))) == ["/gg/"]


def test_a_year_that_is_part_of_no_column_is_one_by_its_year() -> None:
    menu = f'{MENU}<ul class="nav"><li><a href="/nb/23/">2023年</a></li></ul>'
    listing = taken({"/nb/23/": f"<ul>{rows('/nb/23/', 2023)}</ul>"}, menu, "供水通报")
    assert columns(listing) == {"/nb/23/": "供水通报（2023年）"}


@pytest.mark.parametrize(
    "choice",
    [
        {"项目公示": "/gg/xm/", "招考公告": "/gg/zk/"},
        {"2026年": "/gg/2026/"},
        {"2026年工作要点": "/gg/2026/", "2025年工作要点": "/gg/2025/"},
    ],
    ids=["columns below", "one year alone", "words with a year"],
)
def test_what_is_no_choice(choice: Mapping[str, str]) -> None:
    listing = taken(cut(choice, (2026, 2025)))
    assert not listing.choices(HOME + "gg/")
    assert set(columns(listing)) == {"/gg/", *choice.values()}


def test_a_site_without_any() -> None:
    assert columns(taken({})) == {}
