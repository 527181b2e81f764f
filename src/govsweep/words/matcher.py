"""All word rules over text blocks: what is derived, once for each distinct block."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from govsweep.facts import Block, Mark, Page, Place
from govsweep.rules import Level, Protected, Rules, WordRule
from govsweep.words.adverts import PREFIX, Adverts
from govsweep.words.anniversaries import Anniversaries
from govsweep.words.calendar import Calendar
from govsweep.words.garbled_text import is_garbled
from govsweep.words.hidden import HiddenTexts
from govsweep.words.lexicon_rules import Hit, LexiconRules
from govsweep.words.literals import Literals
from govsweep.words.memory import MarkCache
from govsweep.words.normal import Batch
from govsweep.words.norms import Norms
from govsweep.words.own_names import without_own_names
from govsweep.words.paired_marks import paired_marks
from govsweep.words.people import People
from govsweep.words.personal import Personal
from govsweep.words.protected import ProtectedNames
from govsweep.words.provinces import Provinces
from govsweep.words.speller import Speller
from govsweep.words.spread import without_spaces
from govsweep.words.stray import stray_marks
from govsweep.words.sums import Sums
from govsweep.words.titles import Titles

_MEMORY = 32_768  # blocks remembered: the templates of a city, and a night's articles


class Matcher:
    """The word rules, ready to run.

    Blocks judged before under the same rules are remembered by their hash, so that navigation,
    footers and unchanged articles cost a look-up. Without `suspected`, only what is certain is
    looked for, which is several times faster.
    """

    def __init__(self, rules: Rules, *, suspected: bool = True, memory: int = _MEMORY) -> None:
        self.version = rules.version
        self._lexicon_rules = LexiconRules(rules)
        self._adverts = Adverts(rules)
        self._guard = ProtectedNames(rules)
        self._people = People(rules)
        self._provinces = Provinces()
        self._titles = Titles()
        self._calendar = Calendar()
        self._anniversaries = Anniversaries()
        self._norms = Norms()
        self._sums = Sums()
        self._speller = Speller(suspected=suspected)
        self._personal = Personal()
        self._literals = Literals(
            [
                *self._lexicon_rules.literals,
                *self._adverts.literals,
                *self._guard.literals,
                *self._people.literals,
                *self._provinces.literals,
                *self._speller.literals,
                *(("allowed", word, None) for word in rules.allowed_words),
            ]
        )
        self._hidden = HiddenTexts([*self._lexicon_rules.gapped, *self._adverts.gapped])
        self._dated: dict[str, list[Protected]] = {}
        for one in rules.protected:
            self._dated.setdefault(f"protected-{one.text}", []).append(one)
        self._conditional = {rule.id: rule for rule in rules.word_rules if _is_conditional(rule)}
        self._memory = MarkCache(memory)

    def marks(
        self, text: str, *, day: dt.date | None = None, place: Place = Place.MAIN
    ) -> tuple[Mark, ...]:
        """The marks of one text, by their place in it."""
        (found,) = self.marks_of([text], day=day, place=place)
        return found

    def marks_of(
        self, texts: Sequence[str], *, day: dt.date | None = None, place: Place = Place.MAIN
    ) -> list[tuple[Mark, ...]]:
        """The marks of several texts, in one pass over them all."""
        return [
            tuple(settle(mark for mark in found if self._applies(mark, place, day, "")))
            for found in self._judged(list(texts))
        ]

    def derive(
        self, blocks: Sequence[Block], *, day: dt.date | None = None, column: str = ""
    ) -> tuple[Mark, ...]:
        """The marks of a page's blocks, on the page's own day, in the column of this name."""
        try:
            found = [self._memory.newer[block.hash] for block in blocks]
        except KeyError:  # it was not judged ahead, or was since forgotten
            self.remember(blocks)
            found = [self._memory.newer[block.hash] for block in blocks]
        if not any(found):
            return ()
        return tuple(
            msgspec.structs.replace(mark, block=index)
            for index, (block, marks) in enumerate(zip(blocks, found, strict=True))
            for mark in settle(one for one in marks if self._applies(one, block.place, day, column))
        )

    def remember(self, blocks: Iterable[Block]) -> None:
        """Judge blocks ahead: those of several pages at once take half the time."""
        unknown = self._memory.unknown(blocks)
        judged = self._judged(list(unknown.values()))
        self._memory.newer.update(zip(unknown, judged, strict=True))

    @property
    def remembered(self) -> int:
        """How many blocks are remembered."""
        return len(self._memory)

    def _judged(self, texts: list[str]) -> list[tuple[Mark, ...]]:
        """The marks of each text, whatever its place and day: those bound to them hide no other."""
        if not texts:
            return []
        batch = Batch.of(texts)
        found = self._literals.find(batch.text)
        hidden = self._hidden.find(batch, self._literals)
        marks: defaultdict[int, list[Mark]] = defaultdict(list)  # most texts have none
        for index, hit in self._lexicon_rules.hits(batch, found, hidden):
            marks[index].append(_mark(hit))
        for index, mark in chain(
            self._adverts.marks(batch, found, hidden),
            self._guard.marks(batch, found),
            self._people.marks(batch, found),
            self._provinces.marks(batch, found),
            self._titles.marks(batch),
            self._calendar.marks(batch),
            self._anniversaries.marks(batch),
            self._norms.marks(batch),
            paired_marks(texts, batch),
            self._sums.marks(batch),
            self._personal.marks(batch),
            stray_marks(texts, batch),
            self._through_spaces(texts, batch),
        ):
            marks[index].append(mark)
        written = {
            index: [one for one in some if not self._is_bound(one)] for index, some in marks.items()
        }
        for index, mark in self._speller.marks(batch, found):
            if not any(_is_only_suggested(mark, other) for other in written.get(index, ())):
                marks[index].append(mark)
        judged: list[tuple[Mark, ...]] = [()] * len(texts)
        for index, some in marks.items():
            judged[index] = tuple(self._settled(some))
        return judged

    def _through_spaces(self, texts: list[str], batch: Batch) -> Iterator[tuple[int, Mark]]:
        """What is protected where letters stand apart: 习 近 平 总 书 纪."""
        spread = without_spaces(batch)
        if spread is None:
            return
        found = self._literals.find(spread.batch.text)
        for at, mark in chain(
            self._guard.marks(spread.batch, found), self._people.marks(spread.batch, found)
        ):
            number = spread.numbers[at]
            if any(one.isspace() for one in texts[number][mark.start : mark.end]):
                yield number, mark

    def _settled(self, marks: list[Mark]) -> Iterator[Mark]:
        yield from (mark for mark in marks if self._is_bound(mark))
        yield from settle(mark for mark in marks if not self._is_bound(mark))

    def _is_bound(self, mark: Mark) -> bool:
        """Whether a mark holds on some days, in some places or columns only."""
        if mark.rule in self._conditional or self._people.is_bound(mark.rule):
            return True
        dated = self._dated.get(mark.rule, ())
        return bool(dated) and not any(one.in_force(None) for one in dated)

    def _applies(self, mark: Mark, place: Place, day: dt.date | None, column: str) -> bool:
        rule = self._conditional.get(mark.rule)
        if rule is None:
            is_read = place is not Place.HIDDEN or mark.rule.startswith(
                PREFIX
            )  # adverts like to hide
            return is_read and self._is_of_its_day(mark, day)
        return (
            place in rule.where
            and rule.in_force(day)
            and not any(name in column for name in rule.columns_except)
        )

    def _is_of_its_day(self, mark: Mark, day: dt.date | None) -> bool:
        is_of_day = self._people.is_of_day(mark.rule, day)
        if is_of_day is not None:
            return is_of_day
        dated = self._dated.get(mark.rule)
        return dated is None or any(one.in_force(day) for one in dated)


def join(page: Page, matcher: Matcher) -> Page:
    """The page with the marks of its blocks; none where its text is damaged.

    Marks inside the site's own registered name or its organizer's are left out.
    """
    if is_garbled(page):
        return msgspec.structs.replace(page, marks=())
    day = page.published.date() if page.published else None
    marks = matcher.derive(page.blocks, day=day, column=page.column)
    return msgspec.structs.replace(page, marks=without_own_names(marks, page))


def settle(marks: Iterable[Mark]) -> list[Mark]:
    """One mark of a check for one place: the certain before the suspected, the longer first.

    What is gravely wrong is no plain slip besides.
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=_rank):
        if not any(
            mark.check in (other.check, _BESIDES.get(other.check))
            and mark.start < other.end
            and other.start < mark.end
            for other in kept
        ):
            kept.append(mark)
    return sorted(kept, key=lambda mark: (mark.start, mark.end, mark.check))


_BESIDES = {"serious-expression": "typo"}


def _rank(mark: Mark) -> tuple[bool, bool, float, int, int]:
    return (
        not mark.confirmed,
        mark.check not in _BESIDES,
        -mark.score,
        mark.start - mark.end,
        mark.start,
    )


def _mark(hit: Hit) -> Mark:
    start, end = hit.plain.span(hit.start, hit.end)
    rule = hit.rule
    certain = rule.level is Level.ERROR
    return Mark(
        rule=rule.id,
        check=rule.check,
        start=start,
        end=end,
        suggestion=hit.suggestion,
        confirmed=certain and not hit.doubtful,
        reason=rule.why,
        score=1.0 if certain else 0.9,
    )


def _is_only_suggested(mark: Mark, other: Mark) -> bool:
    """Whether a person wrote of this place that it is a matter of choice: counts know no better."""
    same = mark.check == other.check and other.start <= mark.start and mark.end <= other.end
    return same and not other.confirmed


def _is_conditional(rule: WordRule) -> bool:
    plain = WordRule.model_fields["where"].default
    bounded = rule.valid_from or rule.valid_to
    return bool(rule.where != plain or bounded or rule.columns_except)
