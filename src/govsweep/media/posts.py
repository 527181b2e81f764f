"""Posts out of files: JSON Lines, CSV or XLSX, as the office or a vendor exports them.

A line has platform, account, time, title, text and address; one that names an account and nothing
else says that it published nothing. A bad line is named with file, line, field and reason; the
good ones are kept. What a bad line was to say nobody knows: of its account not all is known.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from govsweep import reasons
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Platform, Post
from govsweep.media.naming import PLATFORM_WORDS, PLATFORMS, plain_handle
from govsweep.media.post_fields import WrongPostField, is_yes, key_of, text_of, time_of, url_of
from govsweep.media.post_lines import (
    NAMES,
    WHOLE,
    BadLine,
    PostFault,
    PostLine,
    heads_of,
    json_lines,
    table_lines,
    unknown_heads,
)

_MOST_BYTES = 256 * 1024 * 1024


class RepeatedLine(NamedTuple):
    """A line that says what another has said."""

    line: int
    first: int


class PostPlace(NamedTuple):
    """Where in a file a post stands."""

    line: int
    post: Post
    deleted: bool

    def says(self, post: Post, *, deleted: bool) -> bool:
        """Whether another line of the same post says the same."""
        own, theirs = ((one.at, one.title, one.text) for one in (self.post, post))
        return self.deleted is deleted and (deleted or own == theirs)


class PostFile(msgspec.Struct, kw_only=True):
    """What a file of posts says."""

    source: str = ""
    posts: list[Post] = []
    deleted: list[Post] = []  # that were published, and taken off again
    silent: list[str] = []  # identifiers of accounts that are said to have published nothing
    repeated: list[RepeatedLine] = []
    faults: list[PostFault] = []
    doubted: set[str] = set()  # accounts of lines that were refused
    strange: list[int] = []  # refused lines whose account is not a registered one
    nameless: list[int] = []  # refused lines that tell no account
    places: dict[tuple[str, bytes], PostPlace] = {}  # by account and key
    unused: list[str] = []  # heads of columns that nobody reads

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return len({one.line for one in self.faults})

    def without(self, posts: Iterable[Post], reason: str) -> "PostFile":
        """The same, with some posts refused after all."""
        given = list(posts)
        keys = {(one.account, one.key) for one in given}
        faults = [PostFault(self.source, self.places[key].line, WHOLE, reason) for key in keys]
        return msgspec.structs.replace(
            self,
            posts=[one for one in self.posts if (one.account, one.key) not in keys],
            faults=sorted([*self.faults, *faults], key=lambda one: one.line),
            doubted=self.doubted | {one.account for one in given},
        )


class PostReader:
    """Turns lines into posts of the registered accounts."""

    def __init__(self, accounts: Iterable[MediaAccount], now: dt.datetime) -> None:
        """`now` is the moment after which nothing can have been published."""
        self._latest = now + dt.timedelta(hours=1)  # clocks differ
        self._known: dict[tuple[str, str], list[MediaAccount]] = {}
        for one in accounts:
            for name in {one.identifier, one.name, plain_handle(one.platform, one.handle)}:
                for platform in ("", one.platform.value):
                    self._known.setdefault((platform, name), []).append(one)

    def read(self, source: str, lines: Iterable[PostLine]) -> PostFile:
        """What numbered lines say; one that is no line at all comes as its fault."""
        found = PostFile(source=source)
        for number, line in lines:
            if isinstance(line, BadLine):
                found.faults.append(line.fault)
                self._doubt(found, number, line.told)
                continue
            try:
                self._add(found, number, {name: text_of(line.get(name), name) for name in NAMES})
            except WrongPostField as wrong:
                found.faults.append(PostFault(source, number, wrong.field, wrong.reason))
                self._doubt(found, number, line)
        return found

    def _doubt(self, found: PostFile, number: int, line: Mapping[str, Any]) -> None:
        """Note whose a refused line may be: of these nobody knows all."""
        try:
            platform, name = (text_of(line.get(one), one) for one in ("platform", "account"))
        except WrongPostField:
            platform = name = ""
        known = PLATFORM_WORDS.get(platform)
        own = self._named(known, name) or self._named(None, name)
        found.doubted |= {one.identifier for one in own}
        if not own:
            (found.strange if name else found.nameless).append(number)

    def _add(self, found: PostFile, number: int, line: Mapping[str, str]) -> None:
        account = self._account(line["platform"], line["account"])
        if not any(line[name] for name in ("time", "title", "text", "url")):
            found.silent.append(account.identifier)
            return
        at = time_of(line["time"], self._latest)
        deleted = is_yes(line["deleted"])
        if not (line["title"] or line["text"] or deleted):
            raise WrongPostField("text", "标题和正文都是空的")
        url = url_of(line["url"])
        post = Post(
            account=account.identifier,
            key=key_of(account, url, at, line["title"]),
            url=url,
            at=at,
            title=line["title"],
            text=line["text"],
        )
        _keep(found, PostPlace(number, post, deleted))

    def _account(self, platform: str, name: str) -> MediaAccount:
        if not name:
            raise WrongPostField("account", "没有写账号")
        known = PLATFORM_WORDS.get(platform) if platform else None
        if platform and known is None:
            words = "、".join(PLATFORMS.values())
            raise WrongPostField("platform", f"“{platform}”不是认得的平台：应为 {words} 之一")
        found = self._named(known, name)
        if not found:
            where = f"{PLATFORMS[known]}账号" if known else "账号"
            raise WrongPostField("account", f"{where}“{name}”没有登记，请先导入新媒体登记表")
        if len(found) > 1:
            raise WrongPostField(
                "account", f"登记了 {len(found)} 个叫“{name}”的账号，请写明平台和账号编号"
            )
        return found[0]

    def _named(self, platform: Platform | None, name: str) -> list[MediaAccount]:
        where = platform.value if platform else ""
        exact = self._known.get((where, name), [])
        folded = self._known.get((where, plain_handle(Platform.WEIXIN, name)), [])
        return exact or [one for one in folded if one.platform is Platform.WEIXIN]


def _keep(found: PostFile, place: PostPlace) -> None:
    """Keep a post once; raises `WrongPostField` where another line says something else of it."""
    post = place.post
    before = found.places.setdefault((post.account, post.key), place)
    first = before.line
    if before is place:
        (found.deleted if place.deleted else found.posts).append(post)
    elif before.says(post, deleted=place.deleted):
        found.repeated.append(RepeatedLine(place.line, first))
    elif post.url:
        raise WrongPostField(WHOLE, f"与第 {first} 行是同一网址，说的不一样")
    else:
        raise WrongPostField(
            WHOLE, f"与第 {first} 行的时间和标题都相同，说的不一样，分不清是不是同一条：请写明网址"
        )


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
    found = reader.read(str(path), table_lines(path))
    heads = heads_of(path)
    faults = [one._replace(field=heads.get(one.field, one.field)) for one in found.faults]
    return msgspec.structs.replace(found, faults=faults, unused=unknown_heads(path))
