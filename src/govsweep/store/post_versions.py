"""Earlier versions of posts: what an import replaced or took off is told in the audit.

An export that is older than what is kept says again what was mended since: it is known by that.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.addresses import digest
from govsweep.facts import DaySpan, Post
from govsweep.store.audit_rows import record
from govsweep.store.post_rows import PostCounts, add_posts, hash_of, hashes
from govsweep.tables import audit

_REPLACED = "replaced"


class PostSource(NamedTuple):
    """Who imports posts, whence and when."""

    by: Actor
    name: str
    at: dt.datetime
    refused: int = 0
    always: bool = True  # noted in the audit even where nothing of what was there was changed


def import_posts(
    connection: Connection,
    posts: Iterable[Post],
    deleted: Iterable[Post],
    spans: Mapping[str, DaySpan],
    source: PostSource,
) -> PostCounts:
    """Keep posts as `add_posts` does, and enter into the audit what became of what was there."""
    posts, deleted = list(posts), list(deleted)
    known = hashes(connection, {one.account for one in (*posts, *deleted)})
    given = {(one.account, one.key): hash_of(one) for one in posts}
    gone = {(one.account, one.key): b"" for one in deleted}
    replaced = sorted(
        _version(key, known[key])
        for key, told in (gone | given).items()
        if known.get(key, told) != told
    )
    counts = add_posts(connection, posts, deleted, spans, source.at.timestamp())
    if source.always or replaced:
        entry = AuditEntry(
            at=source.at, by=source.by, act=AuditAct.POSTS_IMPORTED, subject="新媒体发布内容",
            reason=source.name, before={_REPLACED: replaced} if replaced else {},
            after=counts._asdict() | {"refused": source.refused},
        )  # fmt: skip
        record(connection, entry)
    return counts


def earlier_versions(connection: Connection, posts: Iterable[Post]) -> list[Post]:
    """Those of some posts that say what an import replaced or took off, and does not stand now."""
    own = list(posts)
    known = hashes(connection, {one.account for one in own})
    unlike = [one for one in own if known.get((one.account, one.key)) != hash_of(one)]
    if not unlike:
        return []
    query = select(audit.c.before).where(audit.c.act == AuditAct.POSTS_IMPORTED.value)
    past = {
        one
        for before in connection.scalars(query.where(audit.c.before.contains(_REPLACED)))
        for one in json.loads(before)[_REPLACED]
    }
    return [one for one in unlike if _version((one.account, one.key), hash_of(one)) in past]


def _version(key: tuple[str, bytes], told: bytes) -> str:
    return digest(f"{key[0]} {key[1].hex()} {told.hex()}").hex()
