"""The office's own lists: CSV, XLSX or TXT, told apart by their header row.

| list | header |
|---|---|
| 错别字 | 错误, 正确 [, 说明, 前文排除, 后文排除, 级别] |
| 敏感词 | 敏感词 [, 类别, 说明] |
| 保护用语 | 规范名称 [, 职务, 生效日期, 失效日期, 说明] |
| 允许的域名 | 域名 |
| 允许的词 | 允许词 |

A TXT file holds one word a line and is told apart by its name, which is one of the five.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from pydantic import ValidationError

from govsweep import reasons
from govsweep.csv_rows import csv_rows
from govsweep.errors import InputError
from govsweep.rules import repeals, reposts
from govsweep.rules.heads import unknown_heads
from govsweep.rules.list_text import shown_name, text_of_list, why_unread
from govsweep.rules.model import (
    Level,
    ListDigests,
    ListTrouble,
    Protected,
    RefusedCellError,
    WordRule,
    row_digest,
)
from govsweep.table_cells import (
    CELL_ERRORS,
    WrongCell,
    is_blank,
    is_workbook,
    plain,
    wrong_cell,
)
from govsweep.table_files import cells_of_file, delimiter_of

_HOST = re.compile(r"(?!-)[a-z0-9\u4e00-\u9fff-]+(\.[a-z0-9\u4e00-\u9fff-]+)+(:\d+)?")
_LEVELS = {"": Level.ERROR, "错误": Level.ERROR, "建议": Level.SUGGEST, "提示": Level.INFO}
_LEVELS |= {level.value: level for level in Level}
SYNONYMS = {
    "错误写法": "错误",
    "正确写法": "正确",
    "错词": "错误",
    "正词": "正确",
    "wrong": "错误",
    "right": "正确",
    "why": "说明",
    "not_before": "前文排除",
    "not_after": "后文排除",
    "level": "级别",
    "sensitive": "敏感词",
    "category": "类别",
    "protected": "规范名称",
    "title": "职务",
    "valid_from": "生效日期",
    "valid_to": "失效日期",
    "任职日期": "生效日期",
    "离任日期": "失效日期",
    "host": "域名",
    "allowed": "允许词",
}
BY_NAME = {"错别字": "错误", "敏感词": "敏感词", "保护用语": "规范名称"}
BY_NAME |= {"允许的域名": "域名", "允许的词": "允许词"}
_HEADS = frozenset(SYNONYMS.values())
_TEXTUAL = {".csv", ".txt"}


@dataclass
class OfficeLists:
    """What the office's folder holds, and which lines of it were refused."""

    word_rules: list[WordRule] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    allowed_words: set[str] = field(default_factory=set)
    allowed_hosts: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, ListDigests] = field(default_factory=dict)  # of each list, as `counts`
    troubles: list[ListTrouble] = field(default_factory=list)
    digest: bytes = b""

    def parts(self) -> Iterator[str]:
        """What the rows say, however their files write it: by this alone is judged."""
        for one in (*self.word_rules, *self.protected):
            yield one.model_dump_json()
        for words in (self.allowed_words, self.allowed_hosts):
            yield from (*sorted(words), "")


@dataclass(frozen=True)
class _ListRow:
    """One row, its cells by Chinese header name."""

    file: str
    line: int
    cells: dict[str, str]
    wrong: WrongCell | None = None  # what of it cannot be taken as it stands

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_lists(folder: Path) -> OfficeLists:
    """Read every list of the folder; a list or line that is wrong is named, the rest kept."""
    lists = OfficeLists()
    state = blake2b(digest_size=16)
    if not folder.is_dir():
        lists.troubles.append(ListTrouble(str(folder), 0, "文件夹", "不存在"))
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() not in (*_TEXTUAL, ".xlsx") or path.name.startswith(("~", ".")):
            continue
        if why := why_unread(path):
            lists.troubles.append(ListTrouble(shown_name(path), 1, "文件", why))
            continue
        if path.name.lower() in reposts.NAMES | repeals.NAMES:
            state.update(path.name.encode() + b"\0" + path.read_bytes())
        else:
            _read_list(path, lists)
    for part in lists.parts():
        state.update(part.encode("utf-8", "surrogatepass") + b"\0")
    lists.digest = state.digest()
    return lists


def read_list(path: Path) -> OfficeLists:
    """Read one list; lines that are wrong are named, the rest is kept."""
    lists = OfficeLists()
    _read_list(path, lists)
    return lists


def word_rule(**cells: str) -> WordRule:
    """The rule that a row of a list makes, its cells by head; raises `InputError` for none."""
    lists = OfficeLists()
    plain = {name: clean_cell(cell) for name, cell in cells.items()}
    head = next((name for name in _KINDS if plain.get(name)), "")
    try:
        if not head:
            raise RefusedCellError("错误", "是空的")
        _take(_ListRow("", 1, plain), head, {}, lists)
    except RefusedCellError as refused:
        # What the list's head calls 错误 would look like the beginning of a message.
        named = {"错误": "错误写法", "正确": "正确写法"}.get(refused.field, refused.field)
        raise InputError(f"{named}：{refused.reason}") from None
    return lists.word_rules[0]


def _read_list(path: Path, lists: OfficeLists) -> None:
    before = len(lists.troubles)
    loaded = 0
    seen: dict[str, int] = {}
    try:
        for row in _rows(path, lists.troubles):
            head = next((name for name in _KINDS if name in row.cells), None)
            if head is None:
                raise RefusedCellError("表头", f"应当有{'、'.join(_KINDS)}之一")
            try:
                loaded += _take(row, head, seen, lists)
            except RefusedCellError as refused:
                lists.troubles.append(
                    ListTrouble(path.name, row.line, refused.field, refused.reason)
                )
    except RefusedCellError as refused:
        lists.troubles.append(ListTrouble(path.name, 1, refused.field, refused.reason))
    if loaded or len(lists.troubles) > before:
        lists.counts[path.name] = loaded


def _take(row: _ListRow, head: str, seen: dict[str, int], lists: OfficeLists) -> bool:
    if row.wrong is not None:
        raise RefusedCellError(*row.wrong)
    if not row[head]:
        raise RefusedCellError(head, "是空的")
    if "\ufffd" in "".join(row.cells.values()):
        raise RefusedCellError(head, "有无法识别的字符，请检查文件编码")
    key = f"{row[head]}\0{row['职务']}\0{row['生效日期']}"
    if key in seen:
        raise RefusedCellError(head, f"“{row[head]}”与第 {seen[key]} 行重复")
    try:
        _KINDS[head](row, lists)
    except ValidationError as error:
        raise RefusedCellError(head, reasons.of_fields(error)[0].reason) from None
    seen[key] = row.line
    said = sorted(f"{name}={cell}" for name, cell in row.cells.items() if name in _HEADS and cell)
    lists.rows.setdefault(row.file, {})[row_digest(head, key)] = row_digest(*said)
    return True


def _typo(row: _ListRow, lists: OfficeLists) -> None:
    wrong, right = row["错误"], row["正确"]
    if len(wrong) < 2:
        raise RefusedCellError("错误", f"“{wrong}”只有一个字，会误报")
    if not right:
        raise RefusedCellError("正确", "是空的")
    if wrong == right:
        raise RefusedCellError("正确", "与错误写法相同")
    if wrong in right:
        raise RefusedCellError("错误", f"“{wrong}”是“{right}”的一部分，正确写法也会被误报")
    if row["级别"] not in _LEVELS:
        raise RefusedCellError("级别", f"“{row['级别']}”应当是错误、建议或提示")
    lists.word_rules.append(
        WordRule(
            id=f"office-typo-{wrong}",
            kind="office",
            level=_LEVELS[row["级别"]],
            literals=(wrong,),
            replace=right,
            not_before=_split(row["前文排除"]),
            not_after=_split(row["后文排除"]),
            why=row["说明"] or "本单位词表",
        )
    )


def _sensitive(row: _ListRow, lists: OfficeLists) -> None:
    word = row["敏感词"]
    if len(word) < 2:
        raise RefusedCellError("敏感词", f"“{word}”只有一个字，会误报")
    lists.word_rules.append(
        WordRule(
            id=f"office-sensitive-{word}",
            check="sensitive-word",
            kind=row["类别"] or "office",
            literals=(word,),
            why=row["说明"] or "本单位词表",
        )
    )


def _protected(row: _ListRow, lists: OfficeLists) -> None:
    if len(row["规范名称"]) < 2:
        raise RefusedCellError("规范名称", f"“{row['规范名称']}”只有一个字，会误报")
    first, last = _day(row, "生效日期"), _day(row, "失效日期")
    if first and last and first > last:
        raise RefusedCellError("失效日期", "早于生效日期")
    lists.protected.append(
        Protected(
            text=row["规范名称"],
            kind="person" if row["职务"] else "office",
            title=row["职务"],
            valid_from=first,
            valid_to=last,
            why=row["说明"] or "本单位词表",
        )
    )


def _host(row: _ListRow, lists: OfficeLists) -> None:
    host = row["域名"].lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if not _HOST.fullmatch(host):
        raise RefusedCellError("域名", f"“{row['域名']}”不是域名")
    lists.allowed_hosts.add(host)


def _word(row: _ListRow, lists: OfficeLists) -> None:
    lists.allowed_words.add(row["允许词"])


_KINDS: dict[str, Callable[[_ListRow, OfficeLists], None]] = {
    "错误": _typo,
    "敏感词": _sensitive,
    "规范名称": _protected,
    "域名": _host,
    "允许词": _word,
}


def _day(row: _ListRow, name: str) -> dt.date | None:
    cell = row[name].partition(" ")[0].replace("/", "-").replace(".", "-")
    if not cell:
        return None
    try:
        return dt.date(*map(int, cell.split("-")))
    except (TypeError, ValueError):
        raise RefusedCellError(name, f"“{row[name]}”不是日期，应当写作 2024-01-31") from None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[/、；;|]", cell)))


def _rows(path: Path, troubles: list[ListTrouble]) -> Iterator[_ListRow]:
    is_sheet, is_plain = is_workbook(path), path.suffix.lower() == ".txt"
    header: list[str] = []
    for line, cells in _sheet(path) if is_sheet else _text(path):
        clean = [clean_cell(cell) for cell in cells]
        if is_blank(clean) or _is_remark(clean[0]):
            continue
        if not header:
            header = [SYNONYMS.get(name.lower(), name) for name in clean]
            if not _KINDS.keys().isdisjoint(header):
                troubles += unknown_heads(path.name, line, header, _HEADS)
                continue
            if not is_plain or path.stem not in BY_NAME:
                raise RefusedCellError(
                    "表头", f"应当有{'、'.join(_KINDS)}之一，现在是“{clean[0][:20]}”"
                )
            header = [BY_NAME[path.stem], "正确"]
        wrong = None if is_plain else wrong_cell(header, clean, _HEADS, formulas=is_sheet)
        yield _ListRow(path.name, line, dict(zip(header, plain(clean), strict=False)), wrong)


def _is_remark(cell: str) -> bool:
    return cell.startswith("#") and cell not in CELL_ERRORS


def clean_cell(cell: str) -> str:
    """A cell as it is read: without what nobody sees, and in plain forms."""
    return unicodedata.normalize("NFKC", bare(cell)).strip()


def bare(cell: str) -> str:
    """A cell without what nobody sees."""
    return _BARE.sub("", cell)


_BARE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b-\u200f\u202a-\u202e\u2060]")


def _text(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    text = text_of_list(path.read_bytes())
    if path.suffix.lower() == ".txt":
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from (
            (number, re.split(r"[\t,，]| +", line.strip())) for number, line in enumerate(lines, 1)
        )
        return
    for row in csv_rows(text, delimiter_of(text), breaks=False):
        yield row.first, row.cells


def _sheet(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        yield from cells_of_file(path, formulas=True, merged=True)
    except InputError:
        raise RefusedCellError("文件", "不是可读的 XLSX：可能损坏或加了密") from None
