"""What was read of pages and links, and what is still to be asked for."""

from collections.abc import Iterator, Sequence

from govsweep.crawl import Delivery
from govsweep.facts import Address
from govsweep.store import (
    character_rows,
    crawl,
    fence_rows,
    ledger_rows,
    queue_rows,
    script_rows,
    settling_rows,
)
from govsweep.store.repository import Reads, Repository, Streams, Writes
from govsweep.store.transactions import Transactions

_BLOCKS_REMEMBERED = 32_768  # those of the sites at hand come again, the others hardly


class PageRepository(Repository):
    """What visits brought, page by page."""

    of_site = Streams(settling_rows.site_pages)
    at = Reads(settling_rows.page_at)
    judged_otherwise = Reads(settling_rows.judged_otherwise)
    of_finding = Reads(settling_rows.pages_of)
    with_texts = Reads(settling_rows.with_texts)
    count_characters = Reads(character_rows.count_characters)
    redated = Reads(settling_rows.redated)
    links = Reads(settling_rows.tried_links)
    has_outside_answered = Reads(settling_rows.has_outside_answered)
    untried = Reads(settling_rows.untried)
    scripts = Reads(script_rows.scripts)
    usual_seconds = Reads(settling_rows.usual_seconds)
    judge_again = Writes(crawl.judge_again)

    def __init__(self, transactions: Transactions) -> None:
        """Reach them through transactions of their database."""
        super().__init__(transactions)
        self._stored_blocks: set[bytes] = set()

    def commit(self, number: int, deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        """Write deliveries in one transaction; delivered twice, they change nothing.

        Gives those that were refused, since another lease has followed theirs. Raises
        `ClosedError`, with nothing written but their number, where the sweep takes no more.
        """
        done = self._transactions.write(crawl.commit, number, deliveries, self._stored_blocks)
        if done.closed:
            raise fence_rows.closed(number, len(deliveries))
        # Only after the commit: a transaction undone has stored no block.
        if len(self._stored_blocks) > _BLOCKS_REMEMBERED:
            self._stored_blocks.clear()
        self._stored_blocks.update(done.blocks)
        return done.refused


class QueueRepository(Repository):
    """The addresses that a sweep knows, and those that wait in it."""

    waiting_after = Reads(queue_rows.waiting_after)
    known_pages = Streams(queue_rows.known_pages)
    earlier = Reads(queue_rows.earlier)
    outlines = Reads(queue_rows.outlines)
    read_of = Reads(queue_rows.read_of)

    def waiting(self, number: int) -> Iterator[Address]:
        """Every queued page and untried link of a sweep, pages first."""
        for links in (False, True):
            last: bytes | None = b""
            while last is not None:
                some, last = self.waiting_after(number, last, links=links)
                yield from some

    def leave(self, number: int, queue: str, reason: str, fence: int | None = None) -> None:
        """Note that a sweep goes on without what a queue still holds, and why.

        Raises `ClosedError` where the sweep takes no more.
        """
        if not self._transactions.write(ledger_rows.leave_queue, number, queue, reason, fence):
            raise fence_rows.closed(number)

    def add(self, number: int, addresses: Sequence[Address]) -> None:
        """Make addresses known that no page revealed, such as those of a seed list.

        Raises `ClosedError` where the sweep takes no more.
        """
        if not self._transactions.write(crawl.add, number, addresses):
            raise fence_rows.closed(number)
