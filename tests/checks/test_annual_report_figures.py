"""annual-report-figures: tables that do not add up, read from the standard form of 2021."""

from collections.abc import Callable

import pytest

from govsweep.annual_reports import disclosure_report, disclosure_year
from govsweep.checks.annual_report_figures import annual_report_figures
from govsweep.facts import AnnualReport, Context, SiteVisit
from govsweep.findings import Certainty, Fault
from govsweep.reading import read_page

TITLE = "清禾市水利局{}年政府信息公开工作年度报告"
LABELS = (
    "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    *(f"{number}．不予公开的情形" for number in range(1, 9)),
    *(f"{number}．无法提供的情形" for number in range(1, 4)),
    *(f"{number}．不予处理的情形" for number in range(1, 6)),
    *(f"{number}．其他处理的情形" for number in range(1, 4)),
)  # fmt: skip
Rows = dict[str, tuple[object, ...]]


def row(*numbers: object) -> tuple[object, ...]:
    """A row of which the second to sixth kinds of applicants have nothing."""
    return (numbers[0], 0, 0, 0, 0, 0, numbers[-1])


def right() -> Rows:
    rows: Rows = {
        "一、本年新收政府信息公开申请数量": row(12, 12),
        "二、上年结转政府信息公开申请数量": row(1, 1),
    }
    rows |= {label: row(0, 0) for label in LABELS}
    rows |= {LABELS[0]: row(9, 9), LABELS[10]: row(2, 2)}
    return rows | {"（七）总计": row(11, 11), "四、结转下年度继续办理": row(2, 2)}


def report(
    rows: Rows, text: str = "全年共收到政府信息公开申请12件。", year: int = 2025,
    reviews: tuple[int, ...] = (1, 0, 0, 1, 2, *[0] * 10),
) -> AnnualReport:  # fmt: skip
    lines = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{one}</td>' for one in numbers)}</tr>"
        for label, numbers in rows.items()
    )
    html = (
        f"<meta charset=utf-8><title>{TITLE.format(year)}</title><h1>{TITLE.format(year)}</h1>"
        f"<p>发布时间：{year + 1}-01-20</p><div><p>{text}</p><table>{lines}</table>"
        f"<table><tr><td>行政复议</td></tr>"
        f"<tr>{''.join(f'<td>{one}</td>' for one in reviews)}</tr></table></div>"
    )
    page = read_page(html.encode(), url=f"http://www.qinghe.gov.cn/{year}.html")
    found = disclosure_year(page)
    assert found == year
    return disclosure_report(page, year)


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(*reports: AnnualReport) -> list[Fault]:
        return list(annual_report_figures(SiteVisit(context=a_context(), annual_reports=reports)))

    return run


def test_a_report_that_adds_up(judge: Callable[..., list[Fault]]) -> None:
    assert judge(report(right())) == []
    assert (
        judge(report(right(), "共收到政府信息公开申请13件，其中上年结转1件，结转下年2件。")) == []
    )
    assert judge() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({LABELS[0]: (9, 0, 0, 0, 0, 0, 8)}, "合计 9，总计写作 8"),
        ({"四、结转下年度继续办理": row(3, 3)}, "应当相等"),
        ({LABELS[10]: row(1, 1)}, "办理结果逐项合计 10 件，总计写作 11 件"),
    ],
    ids=["a row", "what came and went", "the results"],
)
def test_tables_that_do_not(judge: Callable[..., list[Fault]], changed: Rows, said: str) -> None:
    faults = judge(report(right() | changed))
    assert any(said in one.message for one in faults)
    assert {one.certainty for one in faults} == {Certainty.CONFIRMED}


def test_reviews_and_suits(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(report(right(), reviews=(1, 0, 0, 1, 3, *[0] * 10)))
    assert "行政复议各种结果合计 2，总计写作 3" in fault.message


def test_the_text_and_the_year_before_are_suspected(judge: Callable[..., list[Fault]]) -> None:
    (fault,) = judge(report(right(), "全年共收到政府信息公开申请15件。"))
    assert (fault.certainty, "正文写" in fault.message) == (Certainty.SUSPECTED, True)
    (fault,) = judge(report(right()), report(right(), year=2024))
    assert fault.certainty is Certainty.SUSPECTED  # two went over to 2025, and one came
    assert "2024 年度报告" in fault.message


def test_rows_that_were_not_read_whole_say_nothing(judge: Callable[..., list[Fault]]) -> None:
    gaps = right() | {LABELS[0]: (9, "", 0, 0, 0, 0, 8), "（七）总计": (11, "／", 0, 0, 0, 0, 11)}
    assert judge(report(gaps)) == []
    shifted = {label: (*numbers[1:], 1) for label, numbers in right().items()}
    assert {one.certainty for one in judge(report(shifted))} == {Certainty.SUSPECTED}


def test_other_pages_are_no_reports() -> None:
    name = "关于编制年度报告的通知"
    html = f"<meta charset=utf-8><title>{name}</title><h1>{name}</h1><p>请按时编制。</p>"
    page = read_page(html.encode(), url="http://www.qinghe.gov.cn/1.html")
    assert disclosure_year(page) is None
