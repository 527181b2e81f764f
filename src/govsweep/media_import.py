"""Importing the register of media accounts and their posts, from files or from programs."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import DaySpan, MediaStatus
from govsweep.media import KnownStatuses, MediaSaved, PostFile, PostReader, read_posts
from govsweep.store import PostCounts, PostSource, Store
from govsweep.table_rows import RowFault, require_rows

_EARLIER = (
    "说的是更正或删除以前的内容，像是较早导出的文件；"
    "平台上确实改回去了的，加 --reverted（经接口的，加 reverted=true）再导入"
)


class MediaImport(NamedTuple):
    """What became of a register of media accounts."""

    saved: MediaSaved
    faults: list[RowFault]
    registered: int
    unnamed: list[str]  # names of accounts that are registered, and that the file does not name
    kept: str  # which fields the file lacks that kept their words, in a line; "" where none did


def import_media(store: Store, path: Path, by: Actor) -> MediaImport:
    """Register the good rows of a file; the accounts that it does not name stay as they are."""
    today, known = clock.now().date(), KnownStatuses(store.media.all())
    rows, faults = known.read(path, today)
    require_rows(path, rows, faults)
    accounts = [known.account(row, today) for row in rows]
    saved = store.media.save(accounts, today, by, source=path.name)
    named = {one.identifier for one in accounts} | known.kept
    return MediaImport(
        saved,
        faults,
        len(accounts),
        [
            one.name
            for one in store.media.all()
            if one.identifier not in named and one.status is not MediaStatus.CANCELLED
        ],
        known.told_kept,
    )


class Known(NamedTuple):
    """Of which days a file is said to have all posts."""

    since: dt.date | None = None  # None: from the first post of each account in it
    through: dt.date | None = None  # None: up to the last
    every: bool = False  # also of running accounts that it does not name
    reverted: bool = False  # what says again what was changed since was changed back

    def check(self) -> None:
        """Raise `InputError` for days that cannot be."""
        if self.through is not None and self.through > clock.now().date():
            raise InputError(f"截至的日子 {self.through} 还没有到")
        if self.since and self.through and self.since > self.through:
            raise InputError(f"起始的日子 {self.since} 晚于截至的 {self.through}")
        if self.every and not (self.since and self.through):
            raise InputError("说全部账号都收齐了，要写明从哪天到哪天")


class PostImport(NamedTuple):
    """What became of posts."""

    counts: PostCounts
    file: PostFile
    accounts: int  # of which it has posts, or days are known by it
    untold: int = 0  # accounts that are said to have been silent, and nobody says till when
    doubted: tuple[str, ...] = ()  # those with refused lines: not all of their posts are known
    unowned: tuple[int, ...] = ()  # refused lines that may be of accounts of which no post came


def import_file(store: Store, path: Path, known: Known, by: Actor, *, dry_run: bool) -> PostImport:
    """Import the posts of a file; with `dry_run` nothing is written.

    Raises `InputError` for a file without a line: an export that failed looks like that, too, and
    does not say that nobody published anything.
    """
    known.check()
    file = read_posts(path, reader(store))
    if not (file.posts or file.deleted or file.silent or file.faults):
        raise InputError(f"{path} 里一条也没有。确实没有发布的账号，每个写一行，只写平台和账号")
    return import_posts(store, file, known, PostSource(by, path.name, clock.now()), dry_run=dry_run)


def reader(store: Store) -> PostReader:
    """What reads posts of the registered accounts; raises `InputError` where there are none."""
    accounts = store.media.all()
    if not accounts:
        raise InputError(
            "还没有登记新媒体账号，无法认出是谁发布的",
            "。请先运行 govsweep media import 新媒体登记表.csv",
        )
    return PostReader(accounts, clock.now())


def import_posts(
    store: Store, file: PostFile, known: Known, source: PostSource, *, dry_run: bool
) -> PostImport:
    """Import posts that were read already."""
    if not known.reverted:
        file = file.without(store.posts.earlier(file.posts), _EARLIER)
    spans = _spans(store, file, known)
    source = source._replace(refused=file.refused)
    counts = (
        store.posts.add(file.posts, file.deleted, spans, source.at.timestamp(), dry_run=True)
        if dry_run
        else store.posts.import_(file.posts, file.deleted, spans, source)
    )
    return PostImport(
        counts,
        file,
        len(spans.keys() | {one.account for one in (*file.posts, *file.deleted)}),
        len(set(file.silent) - spans.keys() - file.doubted) if not file.nameless else 0,
        tuple(sorted(file.doubted)),
        tuple(sorted([*file.nameless, *(file.strange if known.every else ())])),
    )


def _spans(store: Store, file: PostFile, known: Known) -> Mapping[str, DaySpan]:
    """The days that are known of each account now; of none that a refused line may be of."""
    if file.nameless:
        return {}
    days: dict[str, list[dt.date]] = {}
    for one in (*file.posts, *file.deleted):
        days.setdefault(one.account, []).append(one.at.astimezone(BEIJING).date())
    silent = set(file.silent)
    if known.every and not file.strange:
        silent |= {one.identifier for one in store.media.all() if one.status is MediaStatus.RUNNING}
    found: dict[str, DaySpan] = {}
    for account in sorted((days.keys() | silent) - file.doubted):
        own = days.get(account, [])
        since = known.since or min(own, default=None)
        through = known.through or max(own, default=None)
        if since and through and since <= through:
            found[account] = DaySpan(since, through)
    return found
