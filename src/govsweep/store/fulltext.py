"""The full-text index of all sites' texts: kept up, and searched."""

from collections.abc import Callable, Sequence

from govsweep.store import fulltext_rows, fulltext_search
from govsweep.store.alone import alone
from govsweep.store.fulltext_rows import SiteReading
from govsweep.store.repository import Reads, Repository

INDEXING = "fulltext"  # the lock of whoever changes the index
_TEXTS_AT_ONCE = 20_000  # in one transaction: others wait a second for it at the most


class FulltextRepository(Repository):
    """The full-text index."""

    state = Reads(fulltext_search.index_state)
    search = Reads(fulltext_search.search)
    hits = Reads(fulltext_search.hits)
    texts_with = Reads(fulltext_search.texts_with)
    pages_with = Reads(fulltext_search.pages_with)
    pages_read = Reads(fulltext_search.pages_read)

    def update(
        self, done: Callable[[int, int], None] = lambda done, of: None, wait: float = 0.0
    ) -> None:
        """Take in what closed sweeps read since; `done` hears how many of how many readings are.

        Raises `TakenError` where another process is at it, and still is after so many seconds.
        """
        with alone(self._transactions.engine, INDEXING, wait=wait):
            due = self._transactions.read(fulltext_rows.due)
            waiting: list[SiteReading] = []
            texts: dict[bytes, None] = {}
            for count, one in enumerate(due, 1):
                read = self._transactions.read(fulltext_rows.reading, one)
                waiting.append(read)
                for own, _ in read.read.values():
                    texts.update(dict.fromkeys(own))
                if len(texts) >= _TEXTS_AT_ONCE or count == len(due):
                    self._take_in(waiting, list(texts))
                    waiting, texts = [], {}
                    done(count, len(due))

    def _take_in(self, readings: Sequence[SiteReading], texts: Sequence[bytes]) -> None:
        numbers: dict[bytes, int] = {}
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            some = texts[start : start + _TEXTS_AT_ONCE]
            numbers |= self._transactions.write(fulltext_rows.number_texts, some)
        self._transactions.write(fulltext_rows.keep_sites, readings, numbers)
