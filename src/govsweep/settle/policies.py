"""The policy documents of a site, and which repeals may be about each."""

import datetime as dt
from collections.abc import Iterable, Iterator

from govsweep.facts import Context, Page, PageKind, PolicyDocument, PolicyFacts, Repeal
from govsweep.policy_names import title_key
from govsweep.settle.kinds import kind_of


class Policies:
    """Gathers documents and decisions from a site's articles."""

    def __init__(self) -> None:
        """Begin with none."""
        self._documents: list[tuple[str, Page]] = []
        self._titled: list[tuple[str, Page]] = []
        self.repeals: list[Repeal] = []

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        if page.kind is not PageKind.ARTICLE or not page.title:
            return
        if page.policy is not None:
            self._documents.append((url, page))
            if page.policy.is_decision or page.policy.number:
                self.repeals += _told(url, page)
        else:
            self._titled.append((url, page))

    def told(self, context: Context, known: Iterable[Repeal]) -> Iterator[PolicyDocument]:
        """The documents with the repeals that may be about them, `known` and the site's own."""
        by_number: dict[str, list[Repeal]] = {}
        by_title: dict[str, list[Repeal]] = {}
        for one in (*known, *self.repeals):
            if one.number:
                by_number.setdefault(one.number, []).append(one)
            by_title.setdefault(title_key(one.title), []).append(one)
        for url, page in self._documents:
            facts = page.policy
            assert facts is not None  # noqa: S101 - see `note`
            found = [
                *(by_number.get(facts.number, ()) if facts.number else ()),
                *by_title.get(title_key(page.title), ()),
            ]
            if found or facts.ends or facts.basis:
                yield _document(url, page, context, found)
        for url, page in self._titled:
            if found := by_title.get(title_key(page.title), []):
                yield _document(url, page, context, found)


def _told(url: str, page: Page) -> Iterator[Repeal]:
    assert page.policy is not None  # noqa: S101 - its caller looked
    for one in page.policy.repeals:
        yield Repeal(
            title=one.title,
            number=one.number,
            day=_day(page),
            source=f"《{page.title}》",
            url=url,
        )


def _day(page: Page) -> dt.date | None:
    return page.published.date() if page.published is not None else None


def _document(url: str, page: Page, context: Context, repeals: Iterable[Repeal]) -> PolicyDocument:
    return PolicyDocument(
        url=url,
        title=page.title,
        context=context,
        facts=page.policy or PolicyFacts(),
        published=_day(page),
        column=page.column,
        kind=kind_of(page.column),
        repeals=tuple(dict.fromkeys(repeals)),
    )
