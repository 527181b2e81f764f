"""The form of judgements as an office fills it in: what is read, and what is told of a slip."""

from decimal import Decimal
from pathlib import Path

import pytest

from govsweep.assess import OfficeJudgement, OfficeWords, Result
from govsweep.errors import InputError
from govsweep.reports.judgement_form import FormLine, joined, read_form

HEAD = "网站标识码,网站名称,指标,结论,分值,说明\n"
SITE = "5118000001,清禾市人民政府门户网站"


class RefusedLinesError(Exception):
    """What was read of a form in which lines were refused, and why they were."""


def read(tmp_path: Path, *lines: str, charset: str = "utf-8-sig") -> dict[str, OfficeWords]:
    path = tmp_path / "判定.csv"
    path.write_text(HEAD + "".join(f"{SITE},{line}\n" for line in lines), charset)
    lines, faults = read_form(path)
    whole, disputed = joined({}, lines)
    if faults := [*faults, *disputed]:
        raise RefusedLinesError(whole, faults)
    return whole


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030"])
def test_results_points_and_reasons(tmp_path: Path, charset: str) -> None:
    said = read(
        tmp_path, "V19-S1-6,符合,,未见报道", "D19-16,不符合,7,", "D19-17,,０.5,", "B19-10,加分,,",
        "B19-09,不加分,,", "D19-10,,,还没有看", charset=charset,
    )["5118000001"]  # fmt: skip
    assert (said.on("V19-S1-6").result, said.on("V19-S1-6").why) == (Result.PASS, "未见报道")
    assert (said.on("D19-16").result, said.on("D19-16").points) == (Result.FAIL, 7)
    assert said.on("D19-17").points == Decimal("0.5")
    assert said.on("B19-10").result is Result.PASS
    assert said.on("B19-09").result is Result.FAIL
    assert said.on("D19-10") is None


def test_an_empty_form_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "D19-10,,,") == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("D19-99,符合,,", "结论（指标 D19-99）：没有这个指标"),
        ("V19-S1-6,好,,", "结论：“好”不是结论，应为 符合、不符合、不适用、加分、不加分"),
        ("D19-16,,八,", "分值：“八”不是数字"),
        ("D19-16,,nan,", "分值（指标 D19-16）：分值应为数字"),
        ("D19-16,,Infinity,", "分值（指标 D19-16）：分值应为数字"),
        ("D19-16,加分,,", "结论（指标 D19-16）：不是加分项，应写符合、不符合或不适用"),
        ("V19-S1-6,不加分,,", "结论（指标 V19-S1-6）：不是加分项"),
        ("V19-S1-1,,5,", "分值（指标 V19-S1-1）：这一项不计分，只能写结论：符合、不符合、不适用"),
        ("D19-16,,8,", "分值（指标 D19-16）：分值应在 0 到 7 之间"),
        ("D19-16,符合,3,", "分值（指标 D19-16）：与结论“符合”相反"),
        (",符合,,", "结论（指标 没有写）：没有这个指标"),
    ],
)
def test_a_slip_is_told_with_file_line_and_field(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedLinesError) as raised:
        read(tmp_path, "V19-S1-6,符合,,", line)
    whole, (fault,) = raised.value.args
    assert f"判定.csv 第 3 行，{message}" in fault
    assert set(whole["5118000001"].rows) == {"V19-S1-6"}, "the other line stands"


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RefusedLinesError) as raised:
        read(
            tmp_path, "D19-16,,8,", "D19-17,,1,", "D19-17,,2,", "V19-S1-6,符合,,", "V19-S1-6,符合,,"
        )
    whole, (first, second) = raised.value.args
    assert "第 2 行" in first
    assert "第 4 行，指标：5118000001 的 D19-17 前面" in second
    assert set(whole["5118000001"].rows) == {"V19-S1-6"}, "of two that differ neither is taken"


def test_a_file_without_its_heads_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "判定.csv"
    path.write_text("网站,结果\n", "utf-8")
    with pytest.raises(InputError, match="第 1 行：缺少“网站标识码”“指标”“结论”列"):
        read_form(path)


def test_a_row_that_is_judged_in_two_ways_is_told_and_the_rest_is_joined() -> None:
    yes, no = OfficeJudgement(result=Result.PASS), OfficeJudgement(result=Result.FAIL)

    def line(number: int, row: str, judgement: OfficeJudgement) -> FormLine:
        return FormLine(f"判定.csv 第 {number} 行", "5118000001", row, judgement)

    before = {"5118000001": OfficeWords(services=False, rows={"D19-16": yes})}
    whole, faults = joined(before, [line(2, "D19-17", yes), line(3, "D19-16", yes)])
    assert (whole["5118000001"].services, faults) == (False, [])
    assert set(whole["5118000001"].rows) == {"D19-16", "D19-17"}
    whole, (fault,) = joined(before, [line(2, "D19-17", yes), line(3, "D19-16", no)])
    assert set(whole["5118000001"].rows) == {"D19-17"}
    assert fault.startswith("判定.csv 第 3 行，指标：5118000001 的 D19-16 前面或 office.toml 里")
