"""Posts of media accounts as rows: what was imported, and in which sweep it was judged."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, and_, delete, func, select, update

from govsweep.addresses import digest, fingerprint
from govsweep.clock import BEIJING
from govsweep.facts import DaySpan, Post
from govsweep.findings import LIVING, Finding
from govsweep.media import joined
from govsweep.store.connection import instant
from govsweep.store.finding_rows import findings, save_findings, see_in
from govsweep.store.statements import add_new, upsert
from govsweep.tables import deleted_post, finding, post, post_span, sighting

_SIGHTING = tuple(one.name for one in sighting.columns)


class PostCounts(NamedTuple):
    """What an import did, or would do."""

    new: int = 0
    same: int = 0
    changed: int = 0
    deleted: int = 0


class StoredMedia(msgspec.Struct, frozen=True, kw_only=True):
    """What was imported of an account."""

    account: str
    spans: tuple[DaySpan, ...] = ()  # days of which all posts are known, apart, oldest first
    days: tuple[tuple[dt.date, int], ...] = ()  # how many were published on each day, oldest first
    deleted: tuple[tuple[dt.date, int], ...] = ()  # how many of these are there no more

    def standing(self) -> tuple[tuple[dt.date, int], ...]:
        """How many that are still there were published on each day, oldest first."""
        gone = dict(self.deleted)
        return tuple(
            (day, count - gone.get(day, 0)) for day, count in self.days if count > gone.get(day, 0)
        )


def add_posts(
    connection: Connection,
    posts: Iterable[Post],
    deleted: Iterable[Post],
    spans: Mapping[str, DaySpan],
    at: float,
    *,
    dry_run: bool = False,
) -> PostCounts:
    """Keep posts, of those that were deleted only their days, and the days known of accounts.

    The same file again changes nothing. With `dry_run` nothing is written.
    """
    given = {(one.account, one.key): one for one in posts}
    gone = {(one.account, one.key): one for one in deleted}
    gone = {key: one for key, one in gone.items() if key not in given}
    accounts = {account for account, _ in (*given, *gone)}
    known, before = hashes(connection, accounts), _deleted(connection, accounts)
    new = [one for key, one in given.items() if key not in known]
    changed = [one for key, one in given.items() if known.get(key, hash_of(one)) != hash_of(one)]
    fresh = sorted(gone.keys() - before)
    if not dry_run:
        upsert(connection, post, [_row(one, at) for one in (*new, *changed)])
        _drop(connection, post, gone.keys() & known.keys())
        _drop(connection, deleted_post, given.keys() & before)
        add_new(connection, deleted_post, [_deleted_row(gone[key]) for key in fresh])
        _keep_spans(connection, spans)
    return PostCounts(
        new=len(new),
        same=len(given) - len(new) - len(changed) + len(gone) - len(fresh),
        changed=len(changed),
        deleted=len(fresh),
    )


def hashes(connection: Connection, accounts: Collection[str]) -> dict[tuple[str, bytes], bytes]:
    """Of all posts of accounts what they say, as hashes, by account and key."""
    found: dict[tuple[str, bytes], bytes] = {}
    for account in sorted(accounts):
        rows = select(post.c.key, post.c.hash).where(post.c.account == account)
        found |= {(account, bytes(key)): bytes(told) for key, told in connection.execute(rows)}
    return found


def _deleted(connection: Connection, accounts: Collection[str]) -> set[tuple[str, bytes]]:
    """The posts of accounts that are known to have been deleted."""
    found: set[tuple[str, bytes]] = set()
    for account in sorted(accounts):
        rows = select(deleted_post.c.key).where(deleted_post.c.account == account)
        found |= {(account, bytes(key)) for key in connection.scalars(rows)}
    return found


def _drop(connection: Connection, table: Table, keys: Iterable[tuple[str, bytes]]) -> None:
    for account, key in sorted(keys):
        connection.execute(delete(table).where(table.c.account == account, table.c.key == key))


def _deleted_row(one: Post) -> dict[str, Any]:
    day = one.at.astimezone(BEIJING).date()
    return {"account": one.account, "key": one.key, "day": day}


def hash_of(one: Post) -> bytes:
    """What a post says, as a hash."""
    return digest(f"{one.at.isoformat()}\0{one.title}\0{one.text}")


def _row(one: Post, at: float) -> dict[str, Any]:
    return {
        "account": one.account,
        "key": one.key,
        "fingerprint": fingerprint(one.address),
        "url": one.url,
        "at": one.at.timestamp(),
        "day": one.at.astimezone(BEIJING).date(),
        "title": one.title,
        "text": one.text,
        "hash": hash_of(one),
        "imported_at": at,
        "judged": None,
        "judged_by": "",
    }


def _keep_spans(connection: Connection, spans: Mapping[str, DaySpan]) -> None:
    for account, span in sorted(spans.items()):
        rows = _spans(connection, [account]).get(account, [])
        connection.execute(delete(post_span).where(post_span.c.account == account))
        add_new(
            connection,
            post_span,
            [
                {"account": account, "since": one.since, "through": one.through}
                for one in joined([*rows, span])
            ],
        )


def _spans(connection: Connection, accounts: Collection[str] = ()) -> dict[str, list[DaySpan]]:
    query = select(post_span).order_by(post_span.c.account, post_span.c.since)
    if accounts:
        query = query.where(post_span.c.account.in_(list(accounts)))
    found: dict[str, list[DaySpan]] = {}
    for account, since, through in connection.execute(query):
        found.setdefault(account, []).append(DaySpan(since, through))
    return found


def imported(connection: Connection, since: dt.date | None = None) -> list[StoredMedia]:
    """What was imported of each account; posts are counted from a day on where it is given."""
    there, gone = _by_day(connection, post, since), _by_day(connection, deleted_post, since)
    spans = _spans(connection)
    return [
        StoredMedia(
            account=account,
            spans=tuple(spans.get(account, ())),
            days=tuple(sorted((there[account] + gone[account]).items())),
            deleted=tuple(sorted(gone[account].items())),
        )
        for account in sorted(spans.keys() | there.keys() | gone.keys())
    ]


def _by_day(
    connection: Connection, table: Table, since: dt.date | None
) -> defaultdict[str, Counter[dt.date]]:
    """How many posts of a table each account published on each day."""
    query = select(table.c.account, table.c.day, func.count()).group_by(
        table.c.account, table.c.day
    )
    if since is not None:
        query = query.where(table.c.day >= since)
    found: defaultdict[str, Counter[dt.date]] = defaultdict(Counter)
    for account, day, number in connection.execute(query):
        found[account][day] = number
    return found


def posts(
    connection: Connection,
    account: str,
    *,
    limit: int | None = None,
    addresses: Collection[str] | None = None,
) -> list[Post]:
    """The posts of an account, the newest first; those at some addresses where given."""
    query = select(post).where(post.c.account == account)
    if addresses is not None:
        query = query.where(post.c.fingerprint.in_([fingerprint(one) for one in addresses]))
    query = query.order_by(post.c.at.desc(), post.c.key).limit(limit)
    return [_post(dict(row)) for row in connection.execute(query).mappings()]


def _post(row: Mapping[str, Any]) -> Post:
    return Post(
        account=row["account"],
        key=bytes(row["key"]),
        url=row["url"],
        at=instant(row["at"]),
        title=row["title"],
        text=row["text"],
    )


def begin_judging(
    connection: Connection, account: str, number: int, version: str, checks: Collection[str]
) -> None:
    """Forget what was judged by other rules, and see again what stands on the other posts."""
    connection.execute(
        update(post)
        .where(post.c.account == account, post.c.judged_by != version)
        .values(judged=None)
    )
    own = select(finding.c.id).where(finding.c.site == account, finding.c.check.in_(list(checks)))
    here = select(post.c.fingerprint).where(post.c.account == account, post.c.judged == number)
    connection.execute(
        delete(sighting).where(
            sighting.c.sweep == number, sighting.c.finding.in_(own), sighting.c.page.not_in(here)
        )
    )
    carried = connection.execute(
        select(sighting, post.c.imported_at)
        .join(post, and_(post.c.fingerprint == sighting.c.page, post.c.judged == sighting.c.sweep))
        .where(post.c.account == account, post.c.judged < number, sighting.c.finding.in_(own))
    ).mappings()
    rows, seen = [], set()
    for row in carried:
        rows.append({name: row[name] for name in _SIGHTING} | {"sweep": number})
        seen.add(row["finding"])
    add_new(connection, sighting, rows)
    see_in(connection, number, seen)
    connection.execute(
        update(post).where(post.c.account == account, post.c.judged < number).values(judged=number)
    )


def to_judge(connection: Connection, account: str, through: dt.date) -> list[Post]:
    """The posts of an account up to a day that the rules of today have not judged."""
    query = select(post).where(
        post.c.account == account, post.c.judged.is_(None), post.c.day <= through
    )
    return [_post(dict(row)) for row in connection.execute(query.order_by(post.c.at)).mappings()]


def judged_posts(
    connection: Connection,
    number: int,
    version: str,
    judged: Sequence[tuple[Post, Sequence[Finding]]],
) -> None:
    """Keep what was found on posts."""
    found = [(one, fingerprint(where.address)) for where, own in judged for one in own]
    if found:
        save_findings(connection, number, found)
    for one, _ in judged:
        connection.execute(
            update(post)
            .where(post.c.account == one.account, post.c.key == one.key)
            .values(judged=number, judged_by=version)
        )


def left_behind(
    connection: Connection, account: str, number: int, checks: Collection[str]
) -> list[Finding]:
    """The findings of these checks that still stand and were seen on no post in a sweep."""
    seen = select(sighting.c.finding).where(sighting.c.sweep == number)
    return findings(
        connection,
        and_(
            finding.c.site == account,
            finding.c.check.in_(list(checks)),
            finding.c.state.in_([one.value for one in LIVING]),
            finding.c.id.not_in(seen),
        ),
    )
