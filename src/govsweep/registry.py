"""The registry: sites and columns from the office's own CSV or XLSX, row by row.

A bad row is named with file, line, field and reason; the good ones are kept.
"""

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
)

from govsweep import reasons
from govsweep.addresses import absolute, canonical, host, href
from govsweep.errors import InputError
from govsweep.facts import ColumnKind, Site
from govsweep.maintenance import windows
from govsweep.merged_cells import MERGED, MergedRange, marked, merged_ranges
from govsweep.table_fields import TableRow, refusal

SITE_HEADERS = {
    "网站标识码": "identifier",
    "标识码": "identifier",
    "网站名称": "name",
    "栏目名称": "name",
    "名称": "name",
    "首页网址": "url",
    "网址": "url",
    "栏目网址": "url",
    "主办单位": "organizer",
    "层级": "level",
    "类型": "kind",
    "网站类型": "kind",
    "类别": "kind",
    "上级单位": "parent",
    "上级": "parent",
    "状态": "status",
    "ICP备案号": "icp",
    "icp备案号": "icp",
    "icp备案编号": "icp",
    "公安备案号": "police",
    "公安机关备案号": "police",
    "每秒请求数": "pace",
    "页数上限": "budget",
    "维护时段": "maintenance",
    "包括网址": "include",
    "排除网址": "exclude",
    "防陷阱": "capped",
    "责任单位": "owner",
    "更新期限": "max_age_days",
    "更新期限（天）": "max_age_days",
}
# A table of columns may name their sites, too: its own headings come first.
COLUMN_HEADERS = {"栏目名称": "name", "栏目网址": "url", "类别": "kind"} | SITE_HEADERS
_STATUSES = {
    "": "running",
    "运行": "running",
    "正常": "running",
    "正常运行": "running",
    "暂停": "suspended",
    "临时下线": "suspended",
    "关停": "closed",
    "关闭": "closed",
    "迁移": "moved",
}
# The heading that each field is known by.
SITE_HEADS = {field: head for head, field in reversed(SITE_HEADERS.items())}
COLUMN_HEADS = {field: head for head, field in reversed(COLUMN_HEADERS.items())}
STATUS_WORDS = {"running": "运行", "suspended": "暂停", "closed": "关停", "moved": "迁移"}
_SWITCH = {"": True, "开": True, "是": True, "关": False, "否": False}
UNLIMITED = "不限"
UNLIMITED_PAGES = 10_000_000
_BETWEEN_PREFIXES = re.compile(r"[\s;；]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_ROWS = 200_000  # of a table
_MOST_UNPACKED = 300_000_000  # bytes of a workbook
_FORMULA = re.compile(rb"<f[ >/]")
_CELL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_NO_HEADER = "（第一行要是表头，上面不要有标题）"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
COLUMN_KIND_WORDS = {
    "": ColumnKind.OTHER,
    "动态": ColumnKind.NEWS,
    "动态要闻": ColumnKind.NEWS,
    "通知公告": ColumnKind.NOTICE,
    "政策文件": ColumnKind.POLICY,
    "政策解读": ColumnKind.INTERPRETATION,
    "重要转载信息": ColumnKind.REPOST,
    "头条推荐": ColumnKind.HEADLINE,
    "静态": ColumnKind.STATIC,
    "互动": ColumnKind.INTERACTION,
    "办事指南": ColumnKind.GUIDE,
    "年度信息": ColumnKind.YEARLY,
    "其他": ColumnKind.OTHER,
}


def _identifier(text: str) -> str:
    if _SCIENTIFIC.fullmatch(text):
        raise refusal(
            f"“{text}”是表格软件改写过的数，后几位已经丢失：请把这一列设为文本，重新填写标识码"
        )
    text = unicodedata.normalize("NFKC", text)  # full-width digits
    local = len(text) == 10 and text.isascii() and text.isdigit()
    central = len(text) == 10 and text.startswith("bm") and text[2:].isdigit() and text.isascii()
    if not local and not central:
        raise refusal(f"“{text}”不是网站标识码：应为 10 位数字，或 bm 加 8 位数字")
    return text


def web_address(text: str) -> str:
    """An address with a host that can be, and without a password; raises a refusal."""
    address = href(text)
    # A browser makes a host of what stands after "http:///"; a row that says so is a slip.
    if (
        not address
        or not host(text)
        or not _plausible(host(address))
        or any(mark in text for mark in " \t\\")
    ):
        raise refusal(f"“{text}”不是网址：应以 http:// 或 https:// 开头，并有主机名")
    if "@" in text.split("//", 1)[1].split("/", 1)[0]:
        raise refusal("网址里不得带用户名和密码")
    return address


def _plausible(name: str) -> bool:
    name, _, port = name.rpartition(":") if name.rpartition(":")[2].isdigit() else (name, "", "80")
    return bool(name) and 0 < int(port or 0) < 65_536 and all(name.strip("[]").split("."))


def _status(text: str) -> str:
    status = _STATUSES.get(text, text)
    if status not in _STATUSES.values():
        raise refusal(f"“{text}”不是网站状态：应为 {'、'.join(STATUS_WORDS.values())} 之一")
    return status


def _maintenance(text: str) -> str:
    try:
        windows(text)
    except ValueError as error:
        raise refusal(str(error)) from error
    return text


def _budget(text: object) -> object:
    return UNLIMITED_PAGES if text == UNLIMITED else text


def _switch(text: object) -> object:
    if isinstance(text, str) and text in _SWITCH:
        return _SWITCH[text]
    raise refusal(f"“{text}”应为 开 或 关")


def _prefixes(text: object, info: ValidationInfo) -> object:
    """Prefixes of addresses, as paths; they stand on the site's own host."""
    home = info.data.get("url")
    if not isinstance(text, str) or home is None:  # where the address is wrong, that is told
        return ()
    return tuple(_prefix(one, home) for one in _BETWEEN_PREFIXES.split(text) if one)


def _prefix(written: str, home: str) -> str:
    if not written.startswith(("/", "http://", "https://")):
        raise refusal(f"“{written}”不是网址前缀：应以 / 或 http:// 开头，几个用空格或分号隔开")
    address = absolute(home, written)
    if not address or host(address) != host(home):
        raise refusal(f"“{written}”不在这个网站的主机 {host(home)} 上，别的主机请另行登记")
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if path == "/":
        raise refusal(f"“{written}”是整个主机：前缀应写到目录，如 /bumen/")
    return path


def _kind(text: str) -> str:
    kind = COLUMN_KIND_WORDS.get(text, text)
    if kind not in set(ColumnKind):
        words = "、".join(word for word in COLUMN_KIND_WORDS if word)
        raise refusal(f"“{text}”不是栏目类别：应为 {words} 之一")
    return str(kind)


_Text = Annotated[str, Field(min_length=1)]
_Identifier = Annotated[_Text, AfterValidator(_identifier)]
_Url = Annotated[_Text, AfterValidator(web_address)]


class SiteRow(TableRow):
    """A row of the registry of sites."""

    identifier: _Identifier
    name: _Text
    url: _Url
    organizer: str = ""
    level: str = ""
    kind: str = ""
    parent: str = ""
    status: Annotated[str, AfterValidator(_status)] = "running"
    icp: str = ""
    police: str = ""
    pace: float | None = Field(default=None, ge=0, le=1000, allow_inf_nan=False)
    budget: Annotated[int | None, BeforeValidator(_budget)] = Field(
        default=None, ge=1, le=10_000_000
    )
    maintenance: Annotated[str, AfterValidator(_maintenance)] = ""
    include: Annotated[tuple[str, ...], BeforeValidator(_prefixes)] = ()
    exclude: Annotated[tuple[str, ...], BeforeValidator(_prefixes)] = ()
    capped: Annotated[bool, BeforeValidator(_switch)] = True

    def site(self, *, pace: float, budget: int) -> Site:
        """The site it registers, with the defaults of pace and budget where it names none."""
        words = self.model_dump()
        words["organizer"] = self.organizer or self.name
        words["pace"] = pace if self.pace is None else self.pace
        words["budget"] = self.budget or budget
        return Site(**words)


class ColumnRow(TableRow):
    """A row of the registry of columns."""

    identifier: _Identifier
    name: _Text
    url: _Url
    kind: Annotated[str, AfterValidator(_kind)] = ColumnKind.OTHER.value
    owner: str = ""
    max_age_days: int | None = Field(default=None, ge=1, le=36_500)

    @property
    def column_kind(self) -> ColumnKind:
        """Its kind."""
        return ColumnKind(self.kind)


class RowFault(NamedTuple):
    """Why a row was refused."""

    file: str
    line: int
    field: str
    reason: str
    head: str = ""  # of the field, as the table has it

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，字段 {self.head or self.field}：{self.reason}"


_Row = TypeVar("_Row", bound=BaseModel)


class Registered(NamedTuple, Generic[_Row]):
    """The good rows of a file and what is wrong with the others."""

    rows: list[_Row]
    faults: list[RowFault]


def refused_lines(faults: Iterable[RowFault]) -> int:
    """How many lines were refused: one may have several faults."""
    return len({one.line for one in faults})


def site_row(fields: Mapping[str, str]) -> tuple[SiteRow | None, list[RowFault]]:
    """A row of what somebody wrote into fields, or what is wrong with them."""
    row, wrong = _row(SiteRow, list(fields), list(fields.values()))
    return row, [RowFault("", 0, field, reason) for field, reason in wrong]


def column_row(fields: Mapping[str, str]) -> tuple[ColumnRow | None, list[RowFault]]:
    """The same of a column."""
    row, wrong = _row(ColumnRow, list(fields), list(fields.values()))
    return row, [RowFault("", 0, field, reason) for field, reason in wrong]


def read_sites(path: Path) -> Registered[SiteRow]:
    """Read a registry of sites; identifier and address must each stand once."""
    return read_rows(path, SiteRow, unique=("identifier", "url"))


def read_columns(path: Path, sites: Collection[str] | None = None) -> Registered[ColumnRow]:
    """Read a registry of columns; an address must stand once a site.

    Where `sites` are given, a column must be of one of them.
    """

    def of_known(row: ColumnRow) -> tuple[str, str] | None:
        if sites is None or row.identifier in sites:
            return None
        return "identifier", f"网站 {row.identifier} 没有登记，请先导入"

    return read_rows(
        path,
        ColumnRow,
        unique=("url",),
        within="identifier",
        headers=COLUMN_HEADERS,
        wrong=of_known,
    )


def unknown_headers(
    path: Path, model: type[BaseModel] = SiteRow, headers: Mapping[str, str] = SITE_HEADERS
) -> list[str]:
    """The columns of a file that are not read: misspelt, or of no use here."""
    _, header = next(cells_of_file(path), (0, []))
    fields = _fields(header, headers, model)
    return [cell.strip() for cell, field in zip(header, fields, strict=True) if not field and cell]


def told_unused(heads: Collection[str]) -> str:
    """That columns were not read, in a clause; "" where all were."""
    return "、".join(f"“{head}”" for head in heads) + "一列没有用到" if heads else ""


def _fields(header: Sequence[str], headers: Mapping[str, str], model: type[BaseModel]) -> list[str]:
    """The field that each column is read into; "" for one that is not read.

    Of columns that mean one field the heading is read that `headers` names first.
    """
    ranks = {head: rank for rank, head in enumerate(headers)}
    chosen: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(header):
        head = cell.strip()
        field = headers.get(head, head.lower())
        if field in model.model_fields:
            rank = (ranks.get(head, len(ranks)), place)
            chosen[field] = min(rank, chosen.get(field, rank))
    places = {place: field for field, (_, place) in chosen.items()}
    return [places.get(place, "") for place in range(len(header))]


def read_rows(
    path: Path,
    model: type[_Row],
    unique: tuple[str, ...],
    *,
    within: str = "",
    headers: Mapping[str, str] = SITE_HEADERS,
    wrong: Callable[[_Row], tuple[str, str] | None] = lambda _: None,
    context: object = None,
) -> Registered[_Row]:
    """Read a table row by row into a model; `headers` gives the field of each heading.

    What stands in a field of `unique` must stand once, or once for each value of the field
    `within`. `wrong` names the field and the reason for which a good row is refused after all.
    The model's validators are given `context`.
    """
    lines = cells_of_file(path, formulas=True, merged=True)
    good: list[_Row] = []
    faults: list[RowFault] = []
    taken: dict[tuple[str, ...], int] = {}
    try:
        number, header = next(lines)
    except StopIteration:
        raise InputError(f"{path} 是空文件：第一行应为表头") from None
    header = _plain(header)
    fields = _fields(header, headers, model)
    names = [field or f"第 {place} 列" for place, field in enumerate(fields, start=1)]
    heads = {field: head for head, field in reversed(list(headers.items()))}
    heads |= {name: cell.strip() for name, cell in zip(names, header, strict=True)}
    missing = [
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in names
    ]
    if missing:
        why = "表头缺少这一列" if any(fields) else f"表头缺少这一列{_NO_HEADER}"
        wanted = [RowFault(str(path), number, name, why, heads.get(name, "")) for name in missing]
        return Registered(good, wanted)
    for count, (line, cells) in enumerate(lines, start=1):
        if count > _MOST_ROWS:
            raise InputError(f"{path} 超过 {_MOST_ROWS} 行，请分成几份")
        if not any(cell.strip() for cell in _plain(cells)):
            continue
        row, told = _row(model, names, cells, context)
        if row is not None and (one := wrong(row)) is not None:
            row, told = None, [one]
        faults += [
            RowFault(str(path), line, field, reason, heads.get(field, "")) for field, reason in told
        ]
        if row is None:
            continue
        for field in unique:
            value = getattr(row, field)
            known_by = canonical(value) if field == "url" else value
            key = (field, getattr(row, within) if within else "", known_by)
            first = taken.setdefault(key, line)
            if first != line:
                told_twice = f"与第 {first} 行重复"
                faults.append(RowFault(str(path), line, field, told_twice, heads.get(field, "")))
                break
        else:
            good.append(row)
    return Registered(good, faults)


def _row(
    model: type[_Row], names: list[str], cells: list[str], context: object = None
) -> tuple[_Row | None, list[tuple[str, str]]]:
    for name, cell in zip(names, cells, strict=False):
        if cell == MERGED and name in model.model_fields:
            return None, [(name, "这一格与别的格合并了：请取消合并，逐行填写")]
    cells = _plain(cells)
    for name, cell in zip(names, cells, strict=False):
        if any("\udc80" <= mark <= "\udcff" for mark in cell):
            return None, [(name, "字符编码有误：应与全表一致，为 UTF-8 或 GB18030")]
        if _CONTROLS.search(cell):  # which PostgreSQL's texts do not hold, or nobody sees
            return None, [(name, "有看不见的控制字符，请删去重新填写")]
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return None, [(names[-1], f"有 {len(cells)} 格，比表头的 {len(names)} 格多")]
    values = {
        name: cell.strip()
        for name, cell in zip(names, cells, strict=False)
        if cell.strip() and name in model.model_fields
    }
    for name, cell in values.items():
        if cell in _CELL_ERRORS:
            return None, [(name, f"“{cell}”是表格软件算错的标记，不是内容：请改正公式或直接填写")]
        if cell.startswith("="):
            return None, [
                (name, f"“{cell}”是没有算出结果的公式：请用表格软件打开、保存一次，或直接填写")
            ]
    try:
        return model.model_validate(values, context=context), []
    except ValidationError as error:
        return None, [(str(one.place[0]), one.reason) for one in reasons.of_fields(error)]


def _plain(cells: Iterable[str]) -> list[str]:
    """The cells, those that are merged into others as the blank ones that they are."""
    return ["" if cell == MERGED else cell for cell in cells]


def cells_of_file(
    path: Path, *, formulas: bool = False, merged: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Each row of a CSV or XLSX file with the number of the line it begins on.

    With `formulas`, the cell of a workbook whose formula nobody worked out shows the formula, and
    with `merged`, one that is merged into another is `MERGED`; both are empty otherwise.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        yield from _xlsx_cells(path, content, formulas=formulas, merged=merged)
        return
    text = _decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{path} 第 {line} 行不是有效的 CSV：引号没有成对，或有一格太长"
        ) from error


def _xlsx_cells(
    path: Path, content: bytes, *, formulas: bool, merged: bool
) -> Iterator[tuple[int, list[str]]]:
    ranges: list[MergedRange] = []
    written = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(one.file_size for one in parts.infolist())
            if size <= _MOST_UNPACKED:
                written = formulas and _has_formulas(parts)
                ranges = merged_ranges(parts) if merged else []
    except Exception as error:  # a broken archive raises whatever its parts raise
        raise _broken(path) from error
    if size > _MOST_UNPACKED:
        raise InputError(f"{path} 解开后超过 {_MOST_UNPACKED // 1_000_000} MB，没有读")
    try:
        for line, row in enumerate(_values(content, written=written), start=1):
            yield line, marked([_text(value) for value in row], line, ranges)
    except Exception as error:  # a broken workbook raises whatever its parts raise
        raise _broken(path) from error


def _values(content: bytes, *, written: bool) -> Iterator[Iterable[object]]:
    """The rows of a workbook; formulas that nobody worked out as they are `written`."""
    values = _rows_of_workbook(content, values=True)
    if not written:
        yield from values
        return
    for row, shown in zip(values, _rows_of_workbook(content, values=False), strict=False):
        yield map(_worked_out, row, shown)


def _broken(path: Path) -> InputError:
    return InputError(f"{path} 不是有效的 XLSX 文件：可能损坏或加了密")


def _has_formulas(parts: zipfile.ZipFile) -> bool:
    return any(
        _FORMULA.search(parts.read(name))
        for name in parts.namelist()
        if name.startswith("xl/worksheets/")
    )


def _rows_of_workbook(content: bytes, *, values: bool) -> Iterator[tuple[object, ...]]:
    # Loaded only here: most registries are CSV, and it takes a quarter of a second.
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    yield from book.worksheets[0].iter_rows(values_only=True)
    book.close()


def _worked_out(value: object, shown: object) -> object:
    """What a cell is worth; its formula where nobody worked it out."""
    if value is not None or shown is None:
        return value
    return shown if isinstance(shown, str) else "=…"  # a formula of several cells


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Excel keeps identifiers as numbers
    return "" if value is None else str(value)


def _delimiter(text: str) -> str:
    """What parts the cells, by the header: some spreadsheets write semicolons or tabs."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _decode(content: bytes) -> str:
    """Text by the charset most lines are in; bytes of another stay visible as surrogates."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for charset in ("utf-8-sig", "gb18030"):
        lines = [line for line in content.split(b"\n") if not line.isascii()]
        valid = sum(_decodes(line, charset) for line in lines)
        if valid * 2 > len(lines) or not lines:
            return content.decode(charset, errors="surrogateescape")
    return content.decode("utf-8-sig", errors="surrogateescape")


def _decodes(line: bytes, charset: str) -> bool:
    try:
        line.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
