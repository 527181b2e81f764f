"""The office's judgements as they stand in its file."""

from decimal import Decimal
from pathlib import Path

import pytest

from govsweep.assess import OfficeWords, Result
from govsweep.errors import InputError
from govsweep.reports import read_office

SITE = '[judgements."5118000001"]\n'


def read(tmp_path: Path, content: str) -> dict[str, OfficeWords]:
    path = tmp_path / "office.toml"
    path.write_text(content, "utf-8")
    return read_office(path).judgements


def test_words_and_points(tmp_path: Path) -> None:
    said = read(
        tmp_path,
        SITE
        + 'services = false\n"V19-S5-1" = "pass"\n"D19-16" = 7\n"D19-21" = 0.5\n"B19-10" = 3\n'
        + '"D19-28" = { points = 1, why = "火狐浏览器版式错乱" }\n"D19-17" = 0\n',
    )["5118000001"]
    assert (said.services, said.portal) == (False, None)
    assert said.on("V19-S5-1").result is Result.PASS
    assert (said.on("D19-16").result, said.on("D19-16").points) == (Result.FAIL, 7)
    assert said.on("D19-21").points == Decimal("0.5")
    assert said.on("D19-17").result is Result.PASS
    assert said.on("B19-10").result is Result.PASS
    assert said.on("D19-21").result is Result.FAIL  # half a point is one
    assert said.on("D19-28").why == "火狐浏览器版式错乱"
    assert said.on("D19-29") is None


@pytest.mark.parametrize(
    ("word", "result"),
    [("符合", Result.PASS), ("不符合", Result.FAIL), ("不适用", Result.NOT_APPLICABLE)],
)
def test_results_are_taken_in_chinese_as_the_form_takes_them(
    word: str, result: Result, tmp_path: Path
) -> None:
    said = read(tmp_path, SITE + f'"V19-S5-1" = "{word}"\n"V19-S5-2" = {{ result = "{word}" }}\n')
    assert said["5118000001"].on("V19-S5-1").result is result
    assert said["5118000001"].on("V19-S5-2").result is result


def test_without_any(tmp_path: Path) -> None:
    assert read(tmp_path, 'name = "市政府办公室"\n') == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[judgements."5118"]\n', "“5118”不是网站标识码"),
        (SITE + '"D19-99" = 1\n', "“5118000001”的 D19-99：没有这个指标"),
        (SITE + '"V19-M1" = "pass"\n', "V19-M1：没有这个指标"),
        (SITE + '"D19-16" = 8\n', "D19-16：分值应在 0 到 7 之间"),
        (SITE + '"D19-16" = -1\n', "D19-16：分值应在 0 到 7 之间"),
        (SITE + '"D19-16" = true\n', "D19-16：分值应为数字"),
        (SITE + '"D19-16" = nan\n', "D19-16：分值应为数字"),
        (SITE + '"D19-16" = inf\n', "D19-16：分值应为数字"),
        (SITE + '"D19-16" = { result = ["pass"] }\n', "不是结论，应为 符合、不符合、不适用"),
        (SITE + '"D19-16" = "bad"\n', "D19-16：“bad”不是结论"),
        (SITE + '"V19-S1-1" = 5\n', "V19-S1-1：这一项不计分"),
        (SITE + '"D15-8" = "fail"\n', "D15-8：这一项的分值没有确认"),
        (SITE + '"D19-16" = { why = "无法提交" }\n', "D19-16：应写结论"),
        (SITE + '"D19-16" = { points = 1, note = "x" }\n', "D19-16：应写结论"),
        (SITE + 'portal = "yes"\n', "portal：应为 true 或 false"),
        ('judgements = "pass"\n', "judgements：应写成"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=rf"office\.toml：.*{message}"):
        read(tmp_path, content)
