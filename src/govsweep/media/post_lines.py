"""Lines of posts out of files and bodies, before anybody asks what they say.

A line that cannot be taken as it stands comes as its fault, with what it says of its account.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from govsweep.errors import InputError
from govsweep.table_cells import TITLED, is_blank, is_workbook, plain, wrong_cell
from govsweep.table_files import cells_of_file

FIELDS: Mapping[str, str] = {
    "平台": "platform",
    "账号": "account",
    "帐号": "account",
    "账号ID": "account",
    "账号名称": "account",
    "时间": "time",
    "发布时间": "time",
    "标题": "title",
    "正文": "text",
    "内容": "text",
    "网址": "url",
    "链接": "url",
    "已删除": "deleted",
}
NAMES = ("platform", "account", "time", "title", "text", "url", "deleted")
_REQUIRED = ("account", "time")
WHOLE = "整行"  # for the field of a fault that is of none


class PostFault(NamedTuple):
    """Why a line was refused."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，字段 {self.field}：{self.reason}"


class BadLine(NamedTuple):
    """A line that is refused before it is read."""

    fault: PostFault
    told: Mapping[str, Any] = {}  # its fields as far as they can be told


PostLine = tuple[int, Mapping[str, Any] | BadLine]


def heads_of(path: Path) -> dict[str, str]:
    """What a table calls the fields; of those that it lacks, what the manual does."""
    _, header = next(cells_of_file(path), (1, []))
    usual = {field: head for head, field in reversed(list(FIELDS.items()))}
    return usual | {FIELDS[cell.strip()]: cell.strip() for cell in header if cell.strip() in FIELDS}


def unknown_heads(path: Path) -> list[str]:
    """The heads of a table's columns that are of no field."""
    _, header = next(cells_of_file(path), (1, []))
    heads = [cell.strip() for cell in plain(header)]
    return [head for head in heads if head and FIELDS.get(head, head.lower()) not in NAMES]


def json_lines(source: str, body: bytes) -> Iterator[PostLine]:
    """Each line of JSON Lines; raises `InputError` for bytes that are no UTF-8."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise InputError(f"{source} 第 {line} 行不是 UTF-8：JSON Lines 应存为 UTF-8") from error
    for number, line_ in enumerate(text.split("\n"), start=1):
        if not line_.strip():
            continue
        try:
            value = json.loads(line_)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            yield number, in_fields(value)
        else:
            fault = PostFault(source, number, WHOLE, "不是一个 JSON 对象：一行一条")
            yield number, BadLine(fault)


def in_fields(line: Mapping[Any, Any]) -> Mapping[str, Any]:
    """A line by the names of fields, whatever headings it has."""
    return {FIELDS.get(str(name), str(name)): one for name, one in line.items()}


def table_lines(path: Path) -> Iterator[PostLine]:
    """Each row of a table below its header."""
    formulas = is_workbook(path)  # elsewhere a text that begins with “=” is one
    lines = cells_of_file(path, formulas=True, merged=True)
    number, header = next(lines, (1, []))
    if not header:
        raise InputError(f"{path} 是空文件：第一行应为表头")
    names = [FIELDS.get(cell.strip(), cell.strip().lower()) for cell in plain(header)]
    missing = [name for name in _REQUIRED if name not in names]
    why = "表头缺少这一列" if {*names} & {*NAMES} else f"表头缺少这一列{TITLED}"
    for name in missing:
        yield number, BadLine(PostFault(str(path), number, name, why))
    if missing:
        return
    for line, cells in lines:
        if is_blank(cells):
            continue
        wrong = wrong_cell(names, cells, NAMES, formulas=formulas)
        told = dict(zip(names, plain(cells), strict=False))
        yield line, told if wrong is None else BadLine(PostFault(str(path), line, *wrong), told)
