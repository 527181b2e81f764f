"""The registry: sites and columns from the office's own CSV or XLSX, row by row."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
)

from govsweep.addresses import absolute, host, href
from govsweep.facts import ColumnKind, Site
from govsweep.maintenance import windows
from govsweep.table_fields import TableRow, refusal
from govsweep.table_rows import ReadTable, RowFault, read_row, read_rows

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

    def site(self) -> Site:
        """The site it registers."""
        words = self.model_dump()
        words["organizer"] = self.organizer or self.name
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


def site_row(fields: Mapping[str, str]) -> tuple[SiteRow | None, list[RowFault]]:
    """A row of what somebody wrote into fields, or what is wrong with them."""
    row, wrong = read_row(SiteRow, list(fields), list(fields.values()))
    return row, [RowFault("", 0, field, reason) for field, reason in wrong]


def column_row(fields: Mapping[str, str]) -> tuple[ColumnRow | None, list[RowFault]]:
    """The same of a column."""
    row, wrong = read_row(ColumnRow, list(fields), list(fields.values()))
    return row, [RowFault("", 0, field, reason) for field, reason in wrong]


def read_sites(path: Path) -> ReadTable[SiteRow]:
    """Read a registry of sites; identifier and address must each stand once."""
    return read_rows(path, SiteRow, unique=("identifier", "url"), headers=SITE_HEADERS)


def read_columns(path: Path, sites: Collection[str] | None = None) -> ReadTable[ColumnRow]:
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
