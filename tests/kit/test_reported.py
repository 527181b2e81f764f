"""Findings of any tool: which forms are read, and what is refused by line and field."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep.errors import InputError
from govsweep.exports import FORMATS, Language, export
from govsweep.findings import Certainty, Finding
from govsweep.kit.kinds import FaultKind
from govsweep.kit.reported import read_reported

URL = "http://127.0.0.1/1.html"


def written(folder: Path, name: str, text: str, charset: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(charset))
    return path


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_of_another_tool(tmp_path: Path, charset: str) -> None:
    text = f"网址,类型,原文,把握\n{URL},别字,布署,\n{URL},dead-link,/x.doc,疑似\n"
    one, other = read_reported(written(tmp_path, "甲.csv", text, charset))
    assert (one.line, one.urls, one.kinds) == (2, (URL,), (FaultKind.WRONG_CHARACTER,))
    assert (one.words, one.certainty) == (("布署",), Certainty.CONFIRMED)
    assert (other.kinds, other.certainty) == ((FaultKind.DEAD_LINK,), Certainty.SUSPECTED)


def test_json_and_json_lines(tmp_path: Path) -> None:
    row = f'{{"url": "{URL}", "kind": "spam", "quote": "六合彩"}}'
    for name, text in (("a.json", f"[{row}]"), ("a.jsonl", f"{row}\n\n")):
        (found,) = read_reported(written(tmp_path, name, text))
        assert (found.urls, found.kinds, found.words) == ((URL,), (FaultKind.SPAM,), ("六合彩",))


@pytest.mark.parametrize(("form", "language"), [("jsonl", "en"), ("csv", "en"), ("csv", "zh")])
def test_our_own_export(
    tmp_path: Path, a_finding: Callable[..., Finding], form: str, language: str
) -> None:
    assert form in FORMATS
    path = tmp_path / f"查出.{form}"
    found = [a_finding(check="typo", quote="布署"), a_finding(check="stale-column", subject="x")]
    with path.open("wb") as out:
        export(form, found, out, Language(language))
    (one,) = read_reported(path)  # what the kit plants nothing of is left out
    assert FaultKind.WRONG_CHARACTER in one.kinds
    assert "布署" in one.words


def test_none(tmp_path: Path) -> None:
    assert read_reported(written(tmp_path, "a.csv", "网址,类型\n")) == []
    assert read_reported(written(tmp_path, "a.json", "[]")) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "网址,原文\n", "第 1 行：缺少“类型”一列"),
        ("a.csv", f"网址,类型\n{URL},错字\n", "第 2 行，类型：没有“错字”，可选：别字"),
        ("a.csv", f"网址,类型\n{URL},别字\n,别字\n", "第 3 行，网址：不能空着"),
        ("a.csv", "网址,类型\n附件一,别字\n", "第 2 行，网址：“附件一”不是网址"),
        ("a.csv", f"网址,类型,把握\n{URL},别字,大概\n", "第 2 行，把握：“大概”不认识"),
        ("a.csv", f"网址,类型\n{URL},别字,多\n", "第 2 行：比表头多出几格"),
        ("a.json", "{}", "应是一个数组"),
        ("a.json", "[1]", "第 1 行：应是一个对象"),
        ("a.json", "[", "不是 JSON"),
        ("a.jsonl", f'{{"url": "{URL}", "kind": "spam"}}\n{{', "第 2 行：不是 JSON"),
        ("a.csv", "网址,类型\n" + "长" * 200_000, "第 2 行：不是 CSV：引号没有成对，或有一格太长"),
        ("a.jsonl", '{"kind": "spam"}', "第 1 行，网址：不能空着"),
        ("a.json", '[{"url": 5, "kind": "spam"}]', "第 1 行，网址：“5”不是网址"),
        ("a.json", f'[{{"url": "{URL}", "kind": ["spam"]}}]', "第 1 行，类型：“['spam']”不是类型"),
        (
            "a.json",
            f'[{{"url": "{URL}", "kind": "spam", "把握": []}}]',
            "第 1 行，把握：“[]”不认识",
        ),
        ("a.csv", f"网址,类型\nftp://a/,别字\n{URL},别字\n", "第 2 行，网址：“ftp://a/”不是网址"),
        ("a.txt", "", "只读 .csv、.json、.jsonl"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        read_reported(written(tmp_path, name, text))
    assert told in str(refused.value)
    assert name in str(refused.value)
    assert re.search("[a-z]{3,} [a-z]{2,}", str(refused.value)) is None  # a library's English


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"网址,类型\n{URL},错字\n{URL},别字\n,别字\n{URL},别字,多\n"),
        ("a.json", f'[1, {{"url": "{URL}", "kind": "spam"}}, {{"url": ""}}, {{"url": 5}}]'),
        ("a.jsonl", f'{{\n{{"url": "{URL}", "kind": "spam"}}\n{{"url": ""}}\n[]\n'),
    ],
)
def test_every_wrong_line_is_named(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_reported(written(tmp_path, name, text))
    head, *lines = str(refused.value).splitlines()
    first = 2 if name == "a.csv" else 1
    assert head == "3 处有误"
    numbers = [int(line.split(" 第 ")[1].split(" 行")[0]) for line in lines]
    assert numbers == [first, first + 2, first + 3]


@pytest.mark.parametrize(("rows", "lines", "last"), [(50, 51, "第 51 行"), (57, 52, "还有 7 处")])
def test_of_many_wrong_lines_the_first_are_named(
    tmp_path: Path, rows: int, lines: int, last: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_reported(written(tmp_path, "a.csv", "网址,类型\n" + ",别字\n" * rows))
    told = str(refused.value).splitlines()
    assert (told[0], len(told)) == (f"{rows} 处有误", lines)
    assert last in told[-1]


def test_a_scheme_in_capitals_is_one(tmp_path: Path) -> None:
    text = "网址,类型\nHTTP://127.0.0.1/1.html,别字\n"
    (found,) = read_reported(written(tmp_path, "a.csv", text))
    assert found.urls == ("HTTP://127.0.0.1/1.html",)
