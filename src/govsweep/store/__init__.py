"""The store: SQL stands only here. Facts, findings and ledgers in SQLite or PostgreSQL."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from govsweep.crawl import Delivery, Earlier, KnownPage, Outline
from govsweep.errors import ClosedError
from govsweep.facts import Address, Page, Probe, Redated, Site, View
from govsweep.findings import Finding
from govsweep.store import (
    crawl,
    event_rows,
    fence_rows,
    finding_rows,
    finding_search,
    home_rows,
    ledger_rows,
    migrate,
    probe_rows,
    queue_rows,
    settling_rows,
    site_rows,
    sweep_rows,
    withdrawal_rows,
)
from govsweep.store.alone import TakenError, alone
from govsweep.store.connection import reading, writing
from govsweep.store.decision_rows import Case, Decision, Follow
from govsweep.store.delivery_rows import DeliveryCount, Taken, Tried, Waiting
from govsweep.store.event_rows import Event, EventKind
from govsweep.store.finding_search import FindingCount
from govsweep.store.hold_rows import Hold, StoredHold, Tally
from govsweep.store.home_rows import StoredHome
from govsweep.store.ledger_rows import LedgerRow, LinkCount, Progress
from govsweep.store.notice_rows import Freeze, Look, Notice
from govsweep.store.rectifying import Rectifying
from govsweep.store.settling_rows import StoredLink, StoredPage
from govsweep.store.site_rows import StoredColumn
from govsweep.store.sweep_rows import Sweep
from govsweep.store.telling import Telling
from govsweep.store.watching import Watching

__all__ = [
    "Case",
    "Decision",
    "Delivery",
    "DeliveryCount",
    "Earlier",
    "Event",
    "EventKind",
    "FindingCount",
    "Follow",
    "Freeze",
    "Hold",
    "KnownPage",
    "LedgerRow",
    "LinkCount",
    "Look",
    "Notice",
    "Outline",
    "Progress",
    "Store",
    "StoredColumn",
    "StoredHold",
    "StoredHome",
    "StoredLink",
    "StoredPage",
    "Sweep",
    "Taken",
    "TakenError",
    "Tally",
    "Tried",
    "Waiting",
]

_BLOCKS_REMEMBERED = 32_768  # those of the sites at hand come again, the others hardly


def _closed(number: int, answers: int = 0) -> ClosedError:
    lost = f"，{answers} 个应答来晚了，没有写入" if answers else ""
    return ClosedError(f"巡检 {number} 已收尾或正在收尾，不再接收{lost}")


class Store(Rectifying, Telling, Watching):
    """One database. Every method is a query of its own or one transaction.

    All raise `errors.ServiceError` when the database does not answer. One thread at a time may
    write through one `Store`.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet.

        Opened `read_only`, it is neither made nor changed, whatever is called.
        """
        super().__init__(url, read_only=read_only)
        self._stored_blocks: set[bytes] = set()

    def upgrade(self) -> None:
        """Make the tables, or bring those of an older release up to date."""
        with self._lock, writing(self._engine) as connection:
            migrate.upgrade(connection)

    def is_current(self) -> bool:
        """Whether the tables are there, and are those of this release."""
        return self._read(migrate.is_current)

    # Sites and columns

    def save_sites(self, sites: Collection[Site]) -> None:
        """Add sites or change those whose identifier is known."""
        self._write(site_rows.save_sites, sites, time.time())

    def sites(self, *, statuses: Collection[str] | None = None) -> list[Site]:
        """The registered sites in the registry's order, of these statuses only where given."""
        return self._read(site_rows.sites, statuses)

    def save_columns(self, columns: Collection[StoredColumn]) -> None:
        """Add or change columns; what was registered by hand stays."""
        self._write(site_rows.save_columns, columns)

    def columns(self, site: str | None = None) -> list[StoredColumn]:
        """The known columns, of one site where given."""
        return self._read(site_rows.columns, site)

    # Sweeps

    def open_sweep(self, **words: Any) -> tuple[Sweep, bool]:
        """Join the open sweep or open one: see `sweep_rows.open_sweep`."""
        return self._write(sweep_rows.open_sweep, **words)

    def sweep(self, number: int | None = None) -> Sweep | None:
        """A sweep by its id, or the newest; None where there is none."""
        return self._read(sweep_rows.newest_sweep, number)

    def sweeps(self) -> list[Sweep]:
        """All sweeps, oldest first."""
        return self._read(sweep_rows.sweeps)

    def close_sweep(self, number: int, *, reason: str, finished: bool) -> bool:
        """Leave the rest, write the ledger, mark the sweep closed; tells whether all balances.

        `finished` says that the frontier counted nothing left: pages still queued then are an
        imbalance, not a rest.
        """
        with self._lock, writing(self._engine) as connection:
            fence_rows.lock(connection, number)  # what workers are writing is waited for
            last = sweep_rows.newest_sweep(connection, number)
            if last is not None and last.closed_at is not None:  # by another process, meanwhile
                return bool(last.balanced)
            left = ledger_rows.leave_rest(connection, number, reason)
            ledger_rows.leave_links(connection, number, reason)
            balanced = ledger_rows.write_ledger(connection, number) and not (finished and left)
            at = dt.datetime.now(dt.UTC)
            sweep_rows.close_sweep(connection, number, at.timestamp(), balanced)
            fence_rows.forget(connection, number)
            event_rows.tell_closed(connection, number, at)
        return balanced

    def begin_closing(self, number: int, by: str) -> None:
        """Let no worker write in a sweep any more; what they are writing is waited for."""
        with self._lock, writing(self._engine) as connection:
            fence_rows.lock(connection, number)
            sweep_rows.begin_closing(connection, number, time.time(), by)

    def reopen(self, number: int) -> None:
        """Let workers write again in a sweep whose closing broke off."""
        self._write(sweep_rows.reopen, number)

    def alone(
        self, name: str, *, wait: float = 0.0, waits: Callable[[], None] = lambda: None
    ) -> AbstractContextManager[None]:
        """Hold a lock that one process at a time holds on this database: see `alone.alone`."""
        return alone(self._engine, name, wait=wait, waits=waits)

    def ledger(self, number: int) -> list[LedgerRow]:
        """The ledger of a closed sweep."""
        return self._read(ledger_rows.ledger_rows, number)

    def link_counts(self, number: int) -> list[LinkCount]:
        """The ledger of links of a sweep, by host."""
        return self._read(ledger_rows.link_counts, number)

    def progress(self, number: int) -> Progress:
        """How far a sweep is."""
        return self._read(ledger_rows.progress, number)

    def set_rules_version(self, number: int, version: str) -> None:
        """Record by which rules a sweep was judged last."""
        self._write(sweep_rows.set_rules_version, number, version)

    def add_crashes(self, number: int, crashes: int) -> None:
        """Count checks that raised."""
        self._write(sweep_rows.add_crashes, number, crashes)

    # Crawling

    def commit(self, number: int, deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        """Write deliveries in one transaction; delivered twice, they change nothing.

        Gives those that were refused, since another lease has followed theirs. Raises
        `ClosedError`, with nothing written but their number, where the sweep takes no more.
        """
        committed = self._write(crawl.commit, number, deliveries, self._stored_blocks)
        if committed.closed:
            raise _closed(number, len(deliveries))
        # Only after the commit: a transaction undone has stored no block.
        if len(self._stored_blocks) > _BLOCKS_REMEMBERED:
            self._stored_blocks.clear()
        self._stored_blocks.update(committed.blocks)
        return committed.refused

    def newest_fence(self, number: int) -> int:
        """The fence of the latest lease that has written in a sweep; 0 where none has."""
        return self._read(fence_rows.newest, number)

    def waiting(self, number: int) -> Iterator[Address]:
        """Every queued page and untried link of a sweep, pages first."""
        for probes in (False, True):
            last: bytes | None = b""
            while last is not None:
                some, last = self.waiting_after(number, last, probes=probes)
                yield from some

    def waiting_after(
        self, number: int, last: bytes, *, probes: bool
    ) -> tuple[list[Address], bytes | None]:
        """Some of what waits, beyond a fingerprint; and beyond which to go on, None at the end."""
        return self._read(queue_rows.waiting_after, number, last, probes=probes)

    def known_pages(self, number: int, queue: str) -> Iterator[KnownPage]:
        """The pages known of a site in a sweep, with their addresses."""
        with reading(self._engine) as connection:
            yield from queue_rows.known_pages(connection, number, queue)

    def leave(self, number: int, queue: str, reason: str, fence: int | None = None) -> None:
        """Note that a sweep goes on without what a queue still holds, and why.

        Raises `ClosedError` where the sweep takes no more.
        """
        if not self._write(ledger_rows.leave_queue, number, queue, reason, fence):
            raise _closed(number)

    def add(self, number: int, addresses: Sequence[Address]) -> None:
        """Make addresses known that no page revealed, such as those of a seed list.

        Raises `ClosedError` where the sweep takes no more.
        """
        if not self._write(crawl.add, number, addresses):
            raise _closed(number)

    def earlier(self, number: int, fingerprints: Sequence[bytes]) -> dict[bytes, Earlier]:
        """Pages as they were last fetched in the sweeps just before one."""
        return self._read(queue_rows.earlier, number, fingerprints)

    def outlines(self, number: int, fingerprints: Sequence[bytes]) -> dict[bytes, Outline]:
        """What some pages reveal by their newest facts up to a sweep."""
        return self._read(queue_rows.outlines, number, fingerprints)

    # Settling

    def pages(self, number: int, site: str, *, texts: bool = False) -> Iterator[StoredPage]:
        """Every page of a site in a sweep with its facts."""
        with reading(self._engine) as connection:
            yield from settling_rows.site_pages(connection, number, site, texts=texts)

    def with_texts(self, page: Page) -> Page:
        """A page of `pages` with the texts of its blocks."""
        return self._read(settling_rows.with_texts, page)

    def redated(self, number: int, site: str) -> list[Redated]:
        """A site's articles whose day moved since its last sweep, their text the same."""
        return self._read(settling_rows.redated, number, site)

    def links(self, number: int, *, bad: bool = False) -> dict[str, StoredLink]:
        """The link targets tried in a sweep; only those not fine if asked for."""
        return self._read(settling_rows.tried_links, number, bad=bad)

    def untried(self, number: int, targets: Collection[str]) -> set[str]:
        """Those of some targets that a sweep knew of and never asked for."""
        return self._read(settling_rows.untried, number, targets)

    def probes(self, site: str, number: int) -> tuple[Probe, ...]:
        """The timed visits to a site's home page in a sweep."""
        return self._read(probe_rows.probes, site, number)

    def timer_probes(self, site: str, since: dt.datetime, until: dt.datetime) -> tuple[Probe, ...]:
        """The timed visits to a site's home page that the timer paid between two instants."""
        return self._read(probe_rows.timer_probes, site, since.timestamp(), until.timestamp())

    def views(self, number: int, site: str) -> tuple[View, ...]:
        """A site's home page as other visitors than a browser got it in a sweep."""
        return self._read(probe_rows.views, number, site)

    def keep_settled(
        self,
        number: int,
        *,
        findings: Collection[Finding],
        columns: Collection[StoredColumn],
        home: StoredHome,
        oldest: int,
    ) -> None:
        """Write what settling a site came to: all of it or nothing.

        Columns that no sweep from `oldest` on has seen go, and findings that, judged again, stand
        on no page any more.
        """
        with self._lock, writing(self._engine) as connection:
            if findings:
                finding_rows.save_findings(connection, number, [(one, None) for one in findings])
            site_rows.save_columns(connection, columns)
            site_rows.forget_columns(connection, home.site, oldest)
            home_rows.save_home(connection, number, home)
            withdrawal_rows.withdraw(connection, number, home.site)

    def homes(self, number: int) -> list[StoredHome]:
        """The home pages as a sweep saw them."""
        return self._read(home_rows.homes, number)

    def usual_seconds(self, number: int) -> float:
        """How long a page took in a sweep, in the median over all sites."""
        return self._read(settling_rows.usual_seconds, number)

    def save_probes(self, rows: Collection[tuple[str, Probe]]) -> None:
        """Keep probes of the timer."""
        self._write(probe_rows.save_probes, rows)

    # Findings

    def save_findings(self, number: int, findings: Collection[Finding]) -> None:
        """Write findings that list their pages themselves."""
        if findings:
            self._write(finding_rows.save_findings, number, [(one, None) for one in findings])

    def judge_again(self, number: int, deliveries: Sequence[Delivery]) -> None:
        """Replace what was found on pages in a sweep by what is found on them now."""
        self._write(crawl.judge_again, number, deliveries)

    def carry_on(self, number: int, checks: Collection[str]) -> None:
        """See again what these checks found on unchanged pages."""
        self._write(finding_rows.carry_on, number, checks)

    def withdraw(self, number: int, site: str) -> None:
        """Take back findings of a site that, judged again, stand on no page any more."""
        self._write(withdrawal_rows.withdraw, number, site)

    def count_sightings(self, number: int, checks: Collection[str]) -> None:
        """Count on how many pages each finding of these checks stood in a sweep."""
        self._write(finding_rows.count_sightings, number, checks)

    def drop_usage(self, number: int, check: str, sites: int, rules: Collection[str]) -> None:
        """Drop what these rules merely suspect and stands alike on so many sites."""
        self._write(withdrawal_rows.drop_usage, number, check, sites, rules)

    def unseen(self, number: int, sites: Collection[str]) -> list[Finding]:
        """The findings of some sites that still stand but were not seen in a sweep."""
        return self._read(finding_rows.unseen, number, sites)

    def mark_fixed(self, keys: Collection[str], at: dt.datetime, number: int | None = None) -> None:
        """Say of findings that they are fixed, as a sweep saw it or a look apart from any."""
        if number is None:
            self._write_and_tell(at, keys, finding_rows.mark_fixed, at)
        elif keys:
            self._write(finding_rows.mark_fixed, keys, at, number)

    def findings(self, **terms: Any) -> list[Finding]:
        """Findings that match: see `finding_rows.matching` for the terms."""
        return self._read(finding_rows.findings, finding_rows.matching(**terms))

    def page_of_findings(
        self, *, limit: int, offset: int = 0, **terms: Any
    ) -> tuple[int, list[Finding]]:
        """How many findings match, and some of them: see `finding_search.narrowed`."""
        where = finding_search.narrowed(**terms)
        return self._read(finding_search.page_of, where, limit=limit, offset=offset)

    def finding_counts(self, *, columns: bool = False, **terms: Any) -> list[FindingCount]:
        """Count findings that match: see `finding_search.narrowed` for the terms."""
        where = finding_search.narrowed(**terms)
        return self._read(finding_search.counts, where, columns=columns)

    def owners(self) -> list[str]:
        """Whom any finding concerns."""
        return self._read(finding_search.owners)
