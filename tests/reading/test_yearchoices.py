"""Years that a visitor chooses and a script brings."""

import datetime as dt

import pytest

from govsweep.reading import read_page

DAY = dt.date(2026, 11, 20)
ROWS = "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2024-11-1{one}</i></li>"
    for one in range(6)
)


def later(choice: str, rows: str = ROWS) -> bool:
    html = f"<title>公示公告</title><body>{choice}<ul>{rows}</ul></body>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/", day=DAY).later


def each(pattern: str, *years: int) -> str:
    return "".join(pattern.format(year) for year in years)


OPTION = "<option value='{0}'>{0}年</option>"


@pytest.mark.parametrize(
    "choice",
    [
        f"<select>{each(OPTION, 2026, 2025)}</select>",
        f"<select>{each('<option>{}年度</option>', 2026, 2025)}</select>",
        each("<span onclick='show({0})'>{0}年</span>", 2026, 2025),
        each("<a href='javascript:show({0})'>{0}</a> ", 2025, 2024),
        f"<select>{each(OPTION, 2027, 2026, 2025)}</select>",
    ],
    ids=["options", "options by their words", "scripts", "links", "and a year to come"],
)
def test_a_later_year_that_a_script_brings(choice: str) -> None:
    assert later(choice)


@pytest.mark.parametrize(
    ("choice", "rows"),
    [
        ("", ROWS),
        (f"<select>{each(OPTION, 2026, 2025)}</select>", ""),
        (f"<select>{each(OPTION, 2024, 2023)}</select>", ROWS),
        (f"<select>{each(OPTION, 2026)}</select>", ROWS),
        (f"<select>{each(OPTION, 2028, 2027)}</select>", ROWS),
        (each("<a href='/gs/{0}/'>{0}年</a> ", 2026, 2025), ROWS),
        ("<span onclick='show(1)'>供水</span><span onclick='show(2)'>排水</span>", ROWS),
    ],
    ids=["none", "no rows", "earlier ones", "one year", "years to come", "addresses", "topics"],
)
def test_no_later_year(choice: str, rows: str) -> None:
    assert not later(choice, rows)
