"""A rule tried before it counts: what it would hit in the texts that are stored."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from govsweep.errors import InputError
from govsweep.facts import Place
from govsweep.fulltext import Passage, Phrase, around, fold
from govsweep.rules import WordRule
from govsweep.store import Store
from govsweep.words.tried import TriedHit, TriedRules

SAMPLES = 20  # of a rule
_MOST = 500  # rules tried at once
_MOST_SAMPLES = 400  # of all rules
_TEXTS = 2_000  # in one pass


class TrialSample(NamedTuple):
    """A text in which a rule would speak, and a page on which it stands."""

    rule: WordRule
    suggestion: str
    passage: Passage
    pages: int  # on which the text stands
    site: str
    site_name: str
    url: str
    title: str
    published: dt.date | None


class RuleReach(NamedTuple):
    """What one rule would hit."""

    texts: int
    pages: int
    sites: int


class Trial(NamedTuple):
    """What rules would hit."""

    rules: Sequence[WordRule]
    by_rule: Mapping[str, RuleReach]  # by the rule's id; only those that hit something
    texts: int
    pages: int
    sites: Sequence[tuple[str, str, int]]  # identifier, name, pages; most pages first
    samples: Sequence[TrialSample]
    cut: bool  # a rule's words are so common that not all texts were looked at

    @property
    def told(self) -> str:
        """How much would be hit, in a sentence."""
        if not self.pages:
            return "在存下的文字里一处也没有"
        more = "以上（字词太常见，只看了较新的文字）" if self.cut else ""
        return (
            f"会提出 {self.texts:,} 段不同的文字，"
            f"在 {len(self.sites):,} 个网站的 {self.pages:,} 个页面上{more}"
        )


def try_rules(store: Store, rules: Sequence[WordRule], allowed: Collection[str] = ()) -> Trial:
    """Run written rules over the texts as each page was read last; nothing is written.

    `allowed` are the words that the office's lists allow. Raises `InputError` for too many rules.
    """
    if len(rules) > _MOST:
        raise InputError(f"一次至多试 {_MOST} 条，现在是 {len(rules):,} 条")
    phrases = {Phrase(fold(word)) for one in rules for word in one.literals}
    there, cut = store.fulltext.texts_with(sorted(phrases, key=lambda one: one.folded))
    hits = dict(_hits(there, TriedRules(rules, allowed)))
    matches = store.fulltext.pages_with(sorted(hits))
    names = {one.identifier: one.name for one in store.sites.all()}
    sites = [(key, names[key], len(some)) for key, some in matches.sites.items() if key in names]
    return Trial(
        rules=rules,
        by_rule=dict(_reaches(store, hits, names)),
        texts=len(hits),
        pages=sum(pages for *_, pages in sites),
        sites=sorted(sites, key=lambda one: (-one[2], one[0])),
        samples=list(islice(_samples(store, there, hits, names), _MOST_SAMPLES)),
        cut=cut,
    )


def _hits(there: Mapping[int, str], tried: TriedRules) -> Iterator[tuple[int, list[TriedHit]]]:
    numbers = list(there)
    for start in range(0, len(numbers), _TEXTS):
        some = numbers[start : start + _TEXTS]
        found = tried.hits([there[number] for number in some])
        yield from ((number, own) for number, own in zip(some, found, strict=True) if own)


def _reaches(
    store: Store, hits: Mapping[int, Sequence[TriedHit]], names: Mapping[str, str]
) -> Iterator[tuple[str, RuleReach]]:
    texts: dict[str, list[int]] = {}
    for number in sorted(hits):
        for rule in {one.rule.id for one in hits[number]}:
            texts.setdefault(rule, []).append(number)
    for rule, numbers in texts.items():
        found = store.fulltext.pages_with(numbers).sites
        pages = [len(some) for site, some in found.items() if site in names]
        yield rule, RuleReach(len(numbers), sum(pages), len(pages))


def _samples(
    store: Store,
    there: Mapping[int, str],
    hits: Mapping[int, Sequence[TriedHit]],
    names: Mapping[str, str],
) -> Iterator[TrialSample]:
    """Texts with hits, of each rule in turn, each on a page where visitors see it."""
    told: Counter[str] = Counter()
    for number in _in_turn(hits):
        if told[hits[number][0].rule.id] == SAMPLES:
            continue
        found = store.fulltext.pages_with([number])
        pages = [(site, page) for site, some in found.sites.items() for page in some[:1]]
        for page in store.fulltext.pages_read([one for one in pages if one[0] in names]):
            if page.place_of(there[number]) in (None, Place.HIDDEN):
                continue
            own = hits[number]
            told[own[0].rule.id] += 1
            places = [(one.start, one.end) for one in own]
            yield TrialSample(
                rule=own[0].rule,
                suggestion=own[0].suggestion,
                passage=around(there[number], places),
                pages=found.pages,
                site=page.site,
                site_name=names[page.site],
                url=page.url,
                title=page.title,
                published=page.published,
            )
            break


def _in_turn(hits: Mapping[int, Sequence[TriedHit]]) -> Iterator[int]:
    """The texts, the newest first, one of each rule after the other."""
    queues: dict[str, list[int]] = {}
    for number in sorted(hits):
        queues.setdefault(hits[number][0].rule.id, []).append(number)
    while queues:
        for rule in list(queues):
            yield queues[rule].pop()
            if not queues[rule]:
                del queues[rule]
