"""Findings of any tool: CSV, JSON or JSON Lines in a small documented form, and our own export.

    网址,类型,原文,把握
    http://…/1.html,别字,布署,确认

网址 and 类型 must be there; 原文 says which place is meant; 把握 is 确认 (by default) or 疑似.
English names (url, kind, quote, certainty) will do, and `check` of our own export.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govsweep import reasons
from govsweep.csv_rows import UNCLOSED, csv_rows
from govsweep.errors import InputError
from govsweep.findings import Certainty
from govsweep.kit.kinds import NAMES, FaultKind, kinds_named

_FIELDS = {
    "url": ("url", "网址", "页面", "所在网页"),
    "kind": ("kind", "类型", "check", "检查项代码", "检查项"),
    "quote": ("quote", "原文", "引文"),
    "certainty": ("certainty", "把握"),
    "subject": ("subject", "对象"),
    "message": ("message", "说明", "问题说明"),
    "pages": ("pages", "所在页面"),
}
_CERTAINTIES = {
    "": Certainty.CONFIRMED,
    "确认": Certainty.CONFIRMED,
    "confirmed": Certainty.CONFIRMED,
    "疑似": Certainty.SUSPECTED,
    "suspected": Certainty.SUSPECTED,
}
_OURS = frozenset({"check", "检查项代码"})
_LONGEST = 100_000_000  # bytes of a file
_TOLD = 50  # faults of a file


class ReportedFinding(NamedTuple):
    """One finding of a tool."""

    line: int  # of the file, or the number of the object
    urls: tuple[str, ...]
    kinds: tuple[FaultKind, ...]  # that it may mean
    words: tuple[str, ...]  # in which the place may be told
    certainty: Certainty


def read_reported(path: Path) -> list[ReportedFinding]:
    """A tool's findings of kinds that the kit knows.

    Of our own export what the kit plants no fault of is left out. Raises `InputError` naming file,
    line and field for whatever is wrong.
    """
    if path.suffix.lower() not in (".csv", ".json", ".jsonl"):
        raise InputError(f"{path}：只读 .csv、.json、.jsonl 文件")
    text = text_of(path)
    rows = _csv(path, text) if path.suffix.lower() == ".csv" else _json(path, text)
    found, faults = [], []
    for line, row in rows:
        try:
            one = _finding(path, line, row)
        except InputError as error:
            faults.append(error.told)
            continue
        if one is not None:
            found.append(one)
    if faults:
        raise InputError(_all_of(faults))
    return found


def _all_of(faults: Sequence[str]) -> str:
    """What is wrong with all lines; of many the first, and how many there are."""
    if len(faults) == 1:
        return faults[0]
    left = len(faults) - _TOLD
    more = [f"还有 {left} 处没有列出"] if left > 0 else []
    return "\n".join((f"{len(faults)} 处有误", *faults[:_TOLD], *more))


def text_of(path: Path) -> str:
    """A file's text; raises `InputError` where it cannot be read."""
    try:
        if path.stat().st_size > _LONGEST:
            raise InputError(f"{path}：文件超过 {_LONGEST // 1_000_000} MB")
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}：{reasons.of_system(error)}") from error
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}：不是 UTF-8 或 GB18030 的文字")


def _csv(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    heads: list[str] = []
    for line, _, cells in csv_rows(text, ","):
        if cells == [UNCLOSED]:
            raise InputError(f"{path} 第 {line} 行：不是 CSV：引号没有成对，或有一格太长")
        if not heads:
            heads = [cell.strip() for cell in cells]
            _require_heads(path, heads)
        elif any(cells):
            more = cells[len(heads) :]
            row: dict[Any, Any] = dict(zip(heads, cells, strict=False))
            yield line, row | ({None: more} if more else {})
    if not heads:
        _require_heads(path, heads)


def _require_heads(path: Path, heads: Sequence[str]) -> None:
    for field in ("url", "kind"):
        if not set(heads) & set(_FIELDS[field]):
            raise InputError(f"{path} 第 1 行：缺少“{_FIELDS[field][1]}”一列")


def _json(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    if path.suffix.lower() == ".json":
        try:
            rows = json.loads(text)
        except ValueError as error:
            raise InputError(f"{path}：不是 JSON") from error
        if not isinstance(rows, list):
            raise InputError(f"{path}：应是一个数组，一个问题一项")
        numbered = list(enumerate(rows, start=1))
    else:
        numbered = []
        for line, written in enumerate(text.splitlines(), start=1):
            if not written.strip():
                continue
            try:
                numbered.append((line, json.loads(written)))
            except ValueError as error:
                numbered.append((line, error))
    yield from numbered


def _finding(path: Path, line: int, row: Any) -> ReportedFinding | None:
    if isinstance(row, ValueError):
        raise InputError(f"{path} 第 {line} 行：不是 JSON")
    if not isinstance(row, dict):
        raise InputError(f"{path} 第 {line} 行：应是一个对象，写在花括号里")
    if any(row.get(None) or ()):
        raise InputError(f"{path} 第 {line} 行：比表头多出几格")

    def told(field: str) -> Any:
        return next((row[name] for name in _FIELDS[field] if row.get(name) not in (None, "")), "")

    def refuse(field: str, why: str) -> InputError:
        return InputError(f"{path} 第 {line} 行，{_FIELDS[field][1]}：{why}")

    url, kind, certainty = told("url"), told("kind"), told("certainty")
    if not isinstance(url, str):
        raise refuse("url", f"“{str(url)[:60]}”不是网址")
    if not url.strip():
        raise refuse("url", "不能空着")
    if not url.strip().lower().startswith(("http://", "https://", "/")):
        raise refuse("url", f"“{url[:60]}”不是网址")
    if not isinstance(kind, str):
        raise refuse("kind", f"“{str(kind)[:40]}”不是类型")
    if not kind.strip():
        raise refuse("kind", "不能空着")
    if not isinstance(certainty, str) or certainty not in _CERTAINTIES:
        raise refuse("certainty", f"“{certainty}”不认识，应为 确认 或 疑似")
    kinds = kinds_named(kind)
    if not kinds:
        if _OURS & {name for name in row if row[name]}:
            return None  # a check of ours that finds what the kit does not plant
        names = "、".join(names.name for names in NAMES.values())
        raise refuse("kind", f"没有“{kind[:40]}”，可选：{names}")
    pages = told("pages")
    more = pages if isinstance(pages, (list, tuple)) else str(pages).split()
    words = (told(field) for field in ("quote", "subject", "message"))
    return ReportedFinding(
        line,
        tuple(dict.fromkeys((url.strip(), *map(str, more)))),
        kinds,
        tuple(str(one) for one in words if one),
        _CERTAINTIES[certainty],
    )
