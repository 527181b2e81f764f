"""Protected strings: what must stand exactly so, one slip of the pen away.

More than one of them may cover a place: the longest that explains it speaks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import Any

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules
from govsweep.words.alike import alike, likes
from govsweep.words.character_classes import han
from govsweep.words.dictionary import is_seen, is_word
from govsweep.words.literals import AllFound, Found
from govsweep.words.normal import Batch, normalise
from govsweep.words.protected_edges import allowed, edges_of_all, open_places
from govsweep.words.protected_slips import (
    FORMULA,
    HELD,
    LEAST,
    PARTY,
    SHORT,
    STOPS,
    ends_a_name,
    is_certain,
    is_dispensable,
    is_ever_written,
    is_split,
    is_used,
    is_wrongly_added,
    leaves_its_word,
    makes_a_word,
    may_lack_its_end,
    names_departments,
)
from govsweep.words.variants import (
    LOOSE,
    Pieces,
    Variant,
    VariantKind,
    after_beginning,
    before_end,
    pieces,
)

_NAME = 3  # characters of a name that has a middle
_ANONYMOUS = "某"  # stands for whatever was left out of a judgment
_PARTICLES = frozenset("了的在和是与对为以把从向到及由等之")
_ADVERBS = frozenset("都不")  # that may stand for the last character: 自然资源都
_OPENINGS = "“‘《（(【「『，。；：！？、\n"  # begin one, without the first
_BESIDE = 24  # characters within which formulas that count speak for each other
# Formulas with this are long, and none is another one without a word.
_CORE, _PERSONAL = "中国特色社会主义", "习近平"
_RUN = 5  # characters of a run that is looked for in official text
_QUOTES = ("“", "”", "‘", "’", '"')


class ProtectedNames:
    """All protected strings over a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        self._usual = frozenset(allowed()) | rules.allowed_words
        strings = [one for one in rules.protected if len(one.text) >= LEAST and not one.title]
        self._numbered = [one.text for one in rules.protected if one.numbered]
        self._longest = max((len(one.text) for one in strings), default=0)
        self._edges = edges_of_all()
        self._open = open_places((normalise(one.text).text for one in strings), self._usual)
        names = [one for one in rules.protected if one.kind == "name"]
        known = {one.text for one in rules.protected} | self._usual
        held = [one for one in rules.protected if one.title and len(one.text) == _NAME]
        # Nobody else holds a post whose name differs from the holder's in its middle alone,
        # or is the holder's without its end.
        self._middles = {(f"{one.title}{one.text}", len(one.title) + 1) for one in held}
        self._holders = {f"{one.title}{one.text}" for one in held}
        self.literals: list[tuple[str, str, Any]] = [
            *(("name", wrong, one) for one in names for wrong in misspelt(one.text)),
            *(("shortened", cut, one) for one in strings for cut in _cut_short(one, known)),
            *(("exact", one.text, one) for one in strings),
            *(("beginning", piece, some) for piece, some in _by_piece(strings, 0).items()),
            *(("end", piece, some) for piece, some in _by_piece(strings, 1).items()),
        ]

    def marks(self, batch: Batch, found: AllFound) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        exact = sorted(found.of("exact"), key=_start)
        told: set[tuple[int, int]] = set()
        for one, variant in self._variants(batch.text, found, exact):
            for start, end, certain in self._slips(batch.text, one, variant, exact):
                if (start, end) not in told:
                    told.add((start, end))
                    yield _mark(batch, one, start, end, certain)
        for one, start, end in found.of("name"):
            if not leaves_its_word(batch.text, start, end):
                yield _mark(batch, one, start, end)
        for one, start, end in found.of("shortened"):
            yield _mark(batch, one, start, end, certain=one.text.startswith(_PERSONAL))

    def _near(self, place: int, exact: list[Found]) -> list[Found]:
        """Those of the strings that stand exactly so, in order, that may hold a place."""
        first = bisect_left(exact, place - self._longest, key=_start)
        return exact[first : bisect_right(exact, place, first, key=_start)]

    @staticmethod
    def _variants(
        text: str, found: AllFound, exact: list[Found]
    ) -> Iterator[tuple[Protected, Variant]]:
        """Whatever is one slip away from a string, right or wrong."""
        for some, start, end in found.of("beginning"):
            for one in some.following(text, end):
                variant = after_beginning(text, start, one.text)
                if variant:
                    yield one, variant
        for some, start, end in found.of("end"):
            for one in some.preceding(text, start):
                variant = before_end(text, end, one.text)
                if variant:
                    yield one, variant
        for one, start, end in exact:
            if text.startswith(one.text[-1], end):
                yield one, Variant(start, end + 1, VariantKind.ADDED, len(one.text), end)
            if start and text[start - 1] == one.text[0]:
                yield one, Variant(start - 1, end, VariantKind.ADDED, 0, start - 1)

    def _slips(
        self, text: str, one: Protected, variant: Variant, exact: list[Found]
    ) -> Iterator[tuple[int, int, bool]]:
        """The span of the text that is wrong, and whether it is so for certain."""
        start, end = variant.start, variant.end
        if text[start:end] in self._usual or _is_covered(variant, self._near(variant.at, exact)):
            return
        if one.numbered and not self._is_spoken_of(text, variant):
            return
        if variant.slip in (VariantKind.FIRST, VariantKind.LAST):
            yield from self._edge(text, one, variant)
        elif "\n" not in text[start:end] and self._is_slip(text, one, variant):
            is_shortened = one.numbered and variant.slip is VariantKind.LEFT_OUT
            yield start, end, not is_shortened and is_certain(text, variant)

    def _is_slip(self, text: str, one: Protected, variant: Variant) -> bool:
        if variant.slip is VariantKind.ADDED:
            return is_wrongly_added(text, one, variant)
        meant = one.text[variant.place]
        if variant.slip is VariantKind.REPLACED:
            character = text[variant.at]
            if not (han(character) and han(meant)) or character in _ANONYMOUS:
                return False
            if character in LOOSE and names_departments(text, one, variant):
                return False
            if alike(character, meant):
                return True
            return not (self._is_loose(text, one, variant) or is_split(text, one, variant))
        if variant.slip is VariantKind.LEFT_OUT:
            if len(one.text) == SHORT and one.kind != FORMULA:
                goes_on = one.kind != PARTY and makes_a_word(text, variant.end - 1, 1)
                if goes_on or is_used(one, variant.place):
                    return False  # 国家政局 is no 国家邮政局
            return not (is_dispensable(one.text, variant.place) or is_split(text, one, variant))
        return len(one.text) > SHORT or variant.slip is VariantKind.SWAPPED

    def _is_loose(self, text: str, one: Protected, variant: Variant) -> bool:
        """Whether other characters may well stand in this place."""
        if (one.text, variant.place) in self._middles:
            return False
        if (one.text, variant.place) in self._open or one.kind in HELD:
            return True
        if one.numbered:
            before = text[max(0, variant.start - 1) : variant.start]
            return before not in _QUOTES or not self._stands_beside(text, variant)
        return len(one.text) <= SHORT and is_ever_written(text, variant.at)

    def _is_spoken_of(self, text: str, variant: Variant) -> bool:
        """Whether a formula that counts stands in quotes, or beside another one."""
        before, after = text[max(0, variant.start - 1) : variant.start], text[variant.end :][:1]
        if before in _QUOTES and after in _QUOTES:
            return True
        return variant.slip is not VariantKind.FIRST and self._stands_beside(text, variant)

    def _stands_beside(self, text: str, variant: Variant) -> bool:
        around = text[max(0, variant.start - _BESIDE) : variant.end + _BESIDE]
        return any(other in around for other in self._numbered)

    def _edge(self, text: str, one: Protected, variant: Variant) -> Iterator[tuple[int, int, bool]]:
        """What stands wrongly in place of the first or the last character, or without it."""
        step = 1 if variant.slip is VariantKind.LAST else -1
        there = variant.at
        character = text[there : there + 1] if there >= 0 else ""
        without = (variant.start, variant.end - 1) if step > 0 else (there + 1, variant.end)
        is_other_word = makes_a_word(text, there, step)
        edges = self._edges.get(one.text)
        is_closed = edges is not None and edges.is_closed(step, character)
        if step > 0 and one.text in self._holders and ends_a_name(character, is_other_word):
            yield *without, True
        elif han(character) and alike(character, one.text[variant.place]):
            if is_closed or not (is_other_word or character in _ADVERBS):
                yield variant.start, variant.end, True
        elif one.numbered:
            if character in _QUOTES:
                yield *without, False
            elif han(character) and self._is_replaced(text, variant):
                yield variant.start, variant.end, False
        elif is_closed and len(one.text) >= SHORT:
            is_other_word = is_other_word or character in _PARTICLES
            if han(character) and not is_other_word and character not in _ANONYMOUS:
                yield variant.start, variant.end, True
            elif text[slice(*without)] in self._usual:
                return
            elif han(character) or character in (STOPS if step > 0 else _OPENINGS):
                # In a row, the next may share it: 人民法院、人民检察、公安机关. And what ends
                # with its text may have been cut for want of room.
                is_cut = step > 0 and not character.strip()
                in_row = character == "、" and len(one.text) <= SHORT
                certain = not (is_cut or in_row or (step > 0 and may_lack_its_end(text, *without)))
                yield *without, certain

    def _is_replaced(self, text: str, variant: Variant) -> bool:
        """Whether a formula that counts ends wrongly in its own quotes: “两个维持”."""
        quotes = (
            text[max(0, variant.start - 1) : variant.start],
            text[variant.end : variant.end + 1],
        )
        is_own = variant.slip is VariantKind.LAST and all(one in _QUOTES for one in quotes)
        return is_own and self._stands_beside(text, variant)


def _cut_short(one: Protected, known: Collection[str]) -> Iterator[str]:
    """A formula without one of its words inside, where official text has nothing of the kind."""
    if _CORE not in one.text or one.kind != FORMULA:
        return
    for place in range(1, len(one.text) - 2):
        cut = one.text[:place] + one.text[place + 2 :]
        across = range(max(0, place - _RUN + 1), min(place, len(cut) - _RUN + 1))
        is_seen_so = [is_seen(cut[start : start + _RUN]) for start in across]
        is_personal = cut.startswith(_PERSONAL) and not all(is_seen_so)
        is_other = is_personal or not any(is_seen_so)
        if is_word(one.text[place : place + 2]) and is_other and cut not in known:
            yield cut


def _by_piece(strings: list[Protected], which: int) -> dict[str, Pieces[Protected]]:
    """The strings with the same beginning (0) or end (1), each with what it has besides."""
    found: dict[str, list[tuple[Protected, str]]] = {}
    for one in strings:
        piece = pieces(one.text)[which]
        other = one.text[: -len(piece)] if which else one.text[len(piece) :]
        found.setdefault(normalise(piece).text, []).append((one, other))
    return {piece: Pieces(some, are_ends=which == 1) for piece, some in found.items()}


def misspelt(name: str) -> Iterator[str]:
    """Each way to write a person's name with one character alike, doubled or out of its place."""
    for place, one in enumerate(name):
        yield from (name[:place] + other + name[place + 1 :] for other in likes(one))
        yield name[:place] + one + name[place:]
        if place:
            yield name[: place - 1] + one + name[place - 1] + name[place + 1 :]


def _is_covered(variant: Variant, exact: list[Found]) -> bool:
    """Whether the character concerned belongs to a string that stands exactly so."""
    first = variant.at - (variant.slip is VariantKind.LEFT_OUT)
    last = variant.at + (variant.slip in (VariantKind.SWAPPED, VariantKind.SOUNDED))
    return any(
        one.start <= first and last < one.end
        for one in exact
        if variant.slip is not VariantKind.ADDED or one.start < variant.at < one.end - 1
    )


def _start(one: Found) -> int:
    return one.start


def _mark(
    batch: Batch, one: Protected, start: int, end: int, certain: bool = True
) -> tuple[int, Mark]:
    index, first, last = batch.span(start, end)
    return index, Mark(
        rule=f"protected-{one.text}",
        check=one.check,
        start=first,
        end=last,
        suggestion=one.text,
        confirmed=certain,
        reason=one.why,
        score=1.0 if certain else 0.9,
    )
