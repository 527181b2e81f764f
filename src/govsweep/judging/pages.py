"""The judge of pages: their marks are derived by the word rules, then all checks are run."""

import datetime as dt
from collections.abc import Sequence

from govsweep.facts import Context, Page, Subject
from govsweep.judging.deriving import Deriver
from govsweep.judging.facts import FactJudge, JudgedFact, crash

_WORDS = "words"  # what crashed, where it was no check


class PageJudge:
    """Facts of pages to findings, by the rules of one sweep; no page spoils another."""

    def __init__(
        self,
        derive: Deriver,
        judge: FactJudge,
        *,
        day: dt.date,
        known_hosts: frozenset[str],
        known_media: frozenset[str] | None = None,
    ) -> None:
        self._derive = derive
        self._judge = judge
        self._day = day
        self._known_hosts = known_hosts
        self._known_media = known_media

    def look_ahead(self, pages: Sequence[Page]) -> None:
        """Derive the marks of pages that are judged next: together they take half the time."""
        self._derive.look_ahead(pages)

    def __call__(self, page: Page, site: Subject, at: dt.datetime) -> JudgedFact:
        """Derive the page's marks and run all checks on it."""
        context = Context(
            site=site,
            day=self._day,
            known_hosts=self._known_hosts,
            known_media=self._known_media,
        )
        try:
            derived = self._derive(page, context)
        except Exception as error:  # what one text does to the word rules spoils that page only
            return JudgedFact([], [crash(_WORDS, page, error)], whole=False)
        return self._judge(derived, at)
