"""Posts out of files: JSON Lines, CSV or XLSX, as the office or a vendor exports them.

A line has platform, account, time, title, text and address; one that names an account and nothing
else says that it published nothing. A bad line is named with file, line, field and reason; the
good ones are kept.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from govsweep import reasons
from govsweep.addresses import canonical, digest, host, href
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Post
from govsweep.media.naming import PLATFORM_WORDS, PLATFORMS
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
_NAMES = ("platform", "account", "time", "title", "text", "url", "deleted")
_REQUIRED = ("account", "time")
_MOST = 200_000  # characters of one post
_MOST_BYTES = 256 * 1024 * 1024
_YES = ("是", "已删除", "true", "True", "1", "yes")
_NO = ("", "否", "false", "False", "0", "no")
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?|分)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_FIRST_YEAR = 2009  # no platform is older
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class PostFault(NamedTuple):
    """Why a line was refused."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，字段 {self.field}：{self.reason}"


class PostFile(NamedTuple):
    """What a file of posts says."""

    posts: list[Post]
    deleted: list[Post]  # that were published, and taken off again
    silent: list[str]  # identifiers of accounts that are said to have published nothing
    faults: list[PostFault]

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return len({one.line for one in self.faults})


class _Wrong(ValueError):
    """What is wrong with a field."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


class PostReader:
    """Turns lines into posts of the registered accounts."""

    def __init__(self, accounts: Iterable[MediaAccount], now: dt.datetime) -> None:
        """`now` is the moment after which nothing can have been published."""
        self._latest = now + dt.timedelta(hours=1)  # clocks differ
        self._known: dict[tuple[str, str], list[MediaAccount]] = {}
        for one in accounts:
            for name in {one.identifier, one.handle, one.name}:
                for platform in ("", one.platform.value):
                    self._known.setdefault((platform, name), []).append(one)

    def read(
        self, source: str, lines: Iterable[tuple[int, Mapping[str, Any] | PostFault]]
    ) -> PostFile:
        """What numbered lines say; one that is no line at all comes as its fault."""
        found = PostFile([], [], [], [])
        for number, line in lines:
            if isinstance(line, PostFault):
                found.faults.append(line)
                continue
            try:
                self._add(found, {name: _text(line.get(name), name) for name in _NAMES})
            except _Wrong as wrong:
                found.faults.append(PostFault(source, number, wrong.field, wrong.reason))
        return found

    def _add(self, found: PostFile, line: Mapping[str, str]) -> None:
        account = self._account(line["platform"], line["account"])
        if not any(line[name] for name in ("time", "title", "text", "url")):
            found.silent.append(account.identifier)
            return
        at = self._time(line["time"])
        deleted = _yes(line["deleted"])
        if not (line["title"] or line["text"] or deleted):
            raise _Wrong("text", "标题和正文都是空的")
        url = _url(line["url"])
        post = Post(
            account=account.identifier,
            key=_key(account, url, at, line["title"]),
            url=url,
            at=at,
            title=line["title"],
            text=line["text"],
        )
        (found.deleted if deleted else found.posts).append(post)

    def _account(self, platform: str, name: str) -> MediaAccount:
        if not name:
            raise _Wrong("account", "没有写账号")
        known = PLATFORM_WORDS.get(platform) if platform else None
        if platform and known is None:
            words = "、".join(PLATFORMS.values())
            raise _Wrong("platform", f"“{platform}”不是认得的平台：应为 {words} 之一")
        found = self._known.get((known.value if known else "", name), [])
        if not found:
            where = f"{PLATFORMS[known]}账号" if known else "账号"
            raise _Wrong("account", f"{where}“{name}”没有登记，请先导入新媒体登记表")
        if len(found) > 1:
            raise _Wrong("account", f"登记了 {len(found)} 个叫“{name}”的账号，请写明平台和账号编号")
        return found[0]

    def _time(self, text: str) -> dt.datetime:
        if not text:
            raise _Wrong("time", "没有写发布时间")
        match = _TIME.fullmatch(text)
        if match is None:
            raise _Wrong("time", f"“{text[:40]}”不是时间：应写作 2026-11-20 09:30")
        *numbers, zone = match.groups()
        try:
            at = dt.datetime(*(int(one or 0) for one in numbers), tzinfo=BEIJING)  # type: ignore[arg-type,misc]
            if zone:
                at = at.replace(tzinfo=dt.datetime.fromisoformat(f"2026-01-01T00:00{zone}").tzinfo)
        except ValueError:
            raise _Wrong("time", f"“{text}”不是时间：历法上没有这一刻") from None
        if at.year < _FIRST_YEAR:
            raise _Wrong("time", f"“{text}”早于 {_FIRST_YEAR} 年")
        if at > self._latest:
            raise _Wrong("time", f"“{text}”还没有到")
        return at.astimezone(BEIJING)


def _text(value: object, name: str) -> str:
    """What a field says; a post's lines stay, other white space around it goes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and name in ("account", "deleted"):
        return str(value)
    if not isinstance(value, str):
        raise _Wrong(name, "应是文字")
    if len(value) > _MOST:
        raise _Wrong(name, f"超过 {_MOST:,} 字")
    if name != "text" and any("\udc80" <= mark <= "\udcff" for mark in value):
        raise _Wrong(name, "字符编码有误：应与全表一致，为 UTF-8 或 GB18030")
    return _CONTROLS.sub("�", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _yes(text: str) -> bool:
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _Wrong("deleted", f"“{text}”应为 是 或 否")


def _url(text: str) -> str:
    address = href(text) if text.startswith(("http://", "https://")) else ""
    if text and (not address or not host(address)):
        raise _Wrong("url", f"“{text[:80]}”不是网址：应以 http:// 或 https:// 开头")
    return address


def _key(account: MediaAccount, url: str, at: dt.datetime, title: str) -> bytes:
    told = canonical(url) or url if url else f"{at.isoformat()} {title}"
    return digest(f"{account.identifier} {told}")


def read_posts(path: Path, reader: PostReader) -> PostFile:
    """Read a file of posts, `.jsonl` or a table.

    Raises `InputError` where it cannot be read at all.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} 超过 {_MOST_BYTES >> 20} MB，请分几份导入")
    except OSError as error:
        raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        try:
            body = path.read_bytes()
        except OSError as error:
            raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
        return reader.read(str(path), json_lines(str(path), body))
    found = reader.read(str(path), _rows(path))
    heads = _heads(path)
    faults = [one._replace(field=heads.get(one.field, one.field)) for one in found.faults]
    return found._replace(faults=faults)


def _heads(path: Path) -> dict[str, str]:
    """What a table calls the fields; of those that it lacks, what the manual does."""
    _, header = next(cells_of_file(path), (1, []))
    usual = {field: head for head, field in reversed(list(FIELDS.items()))}
    return usual | {FIELDS[cell.strip()]: cell.strip() for cell in header if cell.strip() in FIELDS}


def json_lines(source: str, body: bytes) -> Iterator[tuple[int, Mapping[str, Any] | PostFault]]:
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
            yield number, PostFault(source, number, "整行", "不是一个 JSON 对象：一行一条")
            continue
        if not isinstance(value, dict):
            yield number, PostFault(source, number, "整行", "不是一个 JSON 对象：一行一条")
            continue
        yield number, {FIELDS.get(str(name), str(name)): one for name, one in value.items()}


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | PostFault]]:
    formulas = is_workbook(path)  # elsewhere a text that begins with “=” is one
    lines = cells_of_file(path, formulas=True, merged=True)
    number, header = next(lines, (1, []))
    if not header:
        raise InputError(f"{path} 是空文件：第一行应为表头")
    names = [FIELDS.get(cell.strip(), cell.strip().lower()) for cell in plain(header)]
    missing = [name for name in _REQUIRED if name not in names]
    why = "表头缺少这一列" if {*names} & {*_NAMES} else f"表头缺少这一列{TITLED}"
    for name in missing:
        yield number, PostFault(str(path), number, name, why)
    if missing:
        return
    for line, cells in lines:
        if is_blank(cells):
            continue
        wrong = wrong_cell(names, cells, _NAMES, formulas=formulas)
        if wrong is not None:
            yield line, PostFault(str(path), line, *wrong)
        else:
            yield line, dict(zip(names, plain(cells), strict=False))
