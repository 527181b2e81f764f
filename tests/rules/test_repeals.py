"""The office's list of documents that hold no more."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.facts import Repeal
from govsweep.rules import load_rules
from govsweep.rules.repeals import read_repeals


def written(folder: Path, *lines: str, name: str = "废止目录.csv") -> Path:
    (folder / name).write_text("\n".join(lines), "utf-8")
    return folder


def test_a_row_with_all_that_it_may_have(tmp_path: Path) -> None:
    found, troubles = read_repeals(
        written(
            tmp_path,
            "文件名称,文号,废止日期,依据",
            "《云州市拆迁管理办法》,云政发[2003]8号,2019/6/1,云政发〔2019〕20号",
        )
    )
    assert not troubles
    assert found == (
        Repeal(
            title="云州市拆迁管理办法", number="云政发〔2003〕8号", day=dt.date(2019, 6, 1),
            source="云政发〔2019〕20号",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("办法,云政发〔2003〕8号,", "标题", "不足 6 个字"),
        ("云州市拆迁管理办法,8号,", "文号", "“8号”不是文号"),
        ("云州市拆迁管理办法,,去年", "日期", "“去年”不是日期"),
        ("云州市拆迁管理办法,,2019-02-30", "日期", "不是日期"),
    ],
)
def test_a_wrong_row_by_line_and_field(tmp_path: Path, row: str, field: str, said: str) -> None:
    folder = written(tmp_path, "标题,文号,日期", "云州市绿化管理办法,,", row)
    found, (trouble,) = read_repeals(folder)
    assert [one.title for one in found] == ["云州市绿化管理办法"]
    assert (trouble.line, trouble.field) == (3, field)
    assert said in trouble.reason


def test_it_is_among_the_rules_and_changes_their_version(tmp_path: Path) -> None:
    before = load_rules(tmp_path).version
    rules = load_rules(written(tmp_path, "标题", "云州市拆迁管理办法"))
    assert len(rules.repeals) == 1
    assert rules.version != before
    assert not rules.troubles
