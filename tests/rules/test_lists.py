"""The office's lists as they are read: what the folder holds, and what a row makes."""

import os
from pathlib import Path

import pytest

from govsweep.rules import load_rules
from govsweep.rules.lists import word_rule


def test_what_bears_the_name_of_a_list_and_is_none_is_named_and_the_rest_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "敏感词.csv").write_text("敏感词\n澳门赌场\n", "utf-8")
    (tmp_path / "夹.csv").mkdir()
    for name in ("断.csv", "重要转载.csv", "废止目录.csv"):
        (tmp_path / name).symlink_to(tmp_path / "没有.csv")
    os.mkfifo(tmp_path / "管.csv")
    rules = load_rules(tmp_path)
    assert rules.counts == {"敏感词.csv": 1}
    assert sorted(one.file for one in rules.troubles) == sorted(
        ["夹.csv", "断.csv", "重要转载.csv", "废止目录.csv", "管.csv"]
    )
    assert {one.reason for one in rules.troubles} == {"不是文件，或它指到的文件不存在"}


def test_a_name_in_the_bytes_of_windows_stops_no_sweep(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "错别字.csv".encode("gbk"))).write_text("x")
    except OSError:
        pytest.skip("the file system takes UTF-8 alone")
    (told,) = load_rules(tmp_path).troubles
    assert "改名" in str(told)
    assert str(told).encode()  # it can be written anywhere


def test_a_row_that_is_tried_is_read_as_the_list_would_be() -> None:
    assert word_rule(错误="报名\u200b截止到", 正确="报名截至").literals == ("报名截止到",)
    assert word_rule(敏感词="ＡＢ赌场").literals == ("AB赌场",)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_parted_as_its_spreadsheet_parts_cells(tmp_path: Path, separator: str) -> None:
    text = "错误,正确\n报名截止到,报名截至\n".replace(",", separator)
    (tmp_path / "错别字.csv").write_text(text, "utf-8")
    rules = load_rules(tmp_path)
    assert (rules.counts, rules.troubles) == ({"错别字.csv": 1}, ())
