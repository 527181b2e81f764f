"""Protected strings: what must stand exactly so, one slip of the pen away.

More than one of them may cover a place: the longest that explains it speaks.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules, packs
from govsweep.words.alike import alike, likes
from govsweep.words.dictionary import is_seen, is_word
from govsweep.words.literals import AllFound, Found
from govsweep.words.normal import Batch, normalise
from govsweep.words.variants import (
    LOOSE,
    Pieces,
    Variant,
    VariantKind,
    after_beginning,
    before_end,
    pieces,
)

_SHORT = 5  # characters up to which only what sounds or looks alike is written for another
_NAME = 3  # characters of a name that has a middle
_LEAST = 4  # shorter strings are judged only as a person's name
RARE = 50  # an edge is certain where at most one in so many is another
_MANY = "…"  # stands for others that are too many to name
_FEW = 4  # other characters at an edge that are still an exception each
_ANONYMOUS = "某"  # stands for whatever was left out of a judgment
# Behind these words a 中 begins a name; behind others it may say where.
_BEFORE_NAMES = (
    *("坚持", "贯彻", "拥护", "根据", "依照", "按照", "遵照", "关于", "加入", "传达", "阐述"),
    *("是", "的", "和", "在", "了", "以", "把"),
)
_PARTICLES = frozenset("了的在和是与对为以把从向到及由等之")
_ADVERBS = frozenset("都不")  # that may stand for the last character: 自然资源都
_STOPS = "，。；：！？、”’》）)】」』\n"  # and nothing
_OPENINGS = "“‘《（(【「『，。；：！？、\n"  # and nothing
_FORMULA, _REGION, _PARTY = "formula", "region", "party"
# Strings that name one or a post: others of like name held it too, and it has deputies, former
# holders and acting ones.
_HELD = frozenset({"person", "post"})
_BESIDE = 24  # characters within which formulas that count speak for each other
# Formulas with this are long, and none is another one without a word.
_CORE, _PERSONAL = "中国特色社会主义", "习近平"
_ORGANS = frozenset("局厅委办处科站所院署部")  # what names of organs end in
_TAIL = 3  # characters of a name behind which another organ's may have ended: 委员会
_RUN = 5  # characters of a run that is looked for in official text
_QUOTES = ("“", "”", "‘", "’", '"')


class ProtectedNames:
    """All protected strings over a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        self._usual = frozenset(_allowed()) | rules.allowed_words
        strings = [one for one in rules.protected if len(one.text) >= _LEAST and not one.title]
        self._numbered = [one.text for one in rules.protected if one.numbered]
        self._longest = max((len(one.text) for one in strings), default=0)
        self._edges = _edges()
        self._open = _open_places((normalise(one.text).text for one in strings), self._usual)
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
            if not _leaves(batch.text, start, end):
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
            yield start, end, not is_shortened and _is_certain(text, variant)

    def _is_slip(self, text: str, one: Protected, variant: Variant) -> bool:
        if variant.slip is VariantKind.ADDED:
            return _is_wrongly_added(text, one, variant)
        meant = one.text[variant.place]
        if variant.slip is VariantKind.REPLACED:
            character = text[variant.at]
            if not (_is_han(character) and _is_han(meant)) or character in _ANONYMOUS:
                return False
            if alike(character, meant):
                return True
            return not (self._is_loose(text, one, variant) or _is_split(text, one, variant))
        if variant.slip is VariantKind.LEFT_OUT:
            if len(one.text) == _SHORT and one.kind != _FORMULA:
                goes_on = one.kind != _PARTY and _makes_a_word(text, variant.end - 1, 1)
                if goes_on or _is_used(one, variant.place):
                    return False  # 国家政局 is no 国家邮政局
            return not (_is_dispensable(one.text, variant.place) or _is_split(text, one, variant))
        return len(one.text) > _SHORT or variant.slip is VariantKind.SWAPPED

    def _is_loose(self, text: str, one: Protected, variant: Variant) -> bool:
        """Whether other characters may well stand in this place."""
        if (one.text, variant.place) in self._middles:
            return False
        if (one.text, variant.place) in self._open or one.kind in _HELD:
            return True
        if one.numbered:
            before = text[max(0, variant.start - 1) : variant.start]
            return before not in _QUOTES or not self._stands_beside(text, variant)
        return len(one.text) <= _SHORT and _is_ever_written(text, variant.at)

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
        is_other_word = _makes_a_word(text, there, step)
        is_closed = self._is_closed(one, step, character)
        if step > 0 and one.text in self._holders and _ends_a_name(character, is_other_word):
            yield *without, True
        elif _is_han(character) and alike(character, one.text[variant.place]):
            if is_closed or not (is_other_word or character in _ADVERBS):
                yield variant.start, variant.end, True
        elif one.numbered:
            if character in _QUOTES:
                yield *without, False
            elif _is_han(character) and self._is_replaced(text, variant):
                yield variant.start, variant.end, False
        elif is_closed and len(one.text) >= _SHORT:
            is_other_word = is_other_word or character in _PARTICLES
            if _is_han(character) and not is_other_word and character not in _ANONYMOUS:
                yield variant.start, variant.end, True
            elif text[slice(*without)] in self._usual:
                return
            elif _is_han(character) or character in (_STOPS if step > 0 else _OPENINGS):
                # In a row, the next may share it: 人民法院、人民检察、公安机关. And what ends
                # with its text may have been cut for want of room.
                is_cut = step > 0 and not character.strip()
                in_row = character == "、" and len(one.text) <= _SHORT
                yield *without, not (is_cut or in_row)

    def _is_replaced(self, text: str, variant: Variant) -> bool:
        """Whether a formula that counts ends wrongly in its own quotes: “两个维持”."""
        quotes = (
            text[max(0, variant.start - 1) : variant.start],
            text[variant.end : variant.end + 1],
        )
        is_own = variant.slip is VariantKind.LAST and all(one in _QUOTES for one in quotes)
        return is_own and self._stands_beside(text, variant)

    def _is_closed(self, one: Protected, step: int, character: str) -> bool:
        """Whether official text knows no such way to begin, or to end, but for this string's."""
        edges = self._edges.get(one.text)
        if edges is None:
            return False
        times, others = edges.times, edges.after if step > 0 else edges.before
        few = len(others) * RARE <= times and len(set(others)) <= _FEW
        return not others or (
            few and _MANY not in others and not (character and character in others)
        )


def _cut_short(one: Protected, known: Collection[str]) -> Iterator[str]:
    """A formula without one of its words inside, where official text has nothing of the kind."""
    if _CORE not in one.text or one.kind != _FORMULA:
        return
    for place in range(1, len(one.text) - 2):
        cut = one.text[:place] + one.text[place + 2 :]
        across = range(max(0, place - _RUN + 1), min(place, len(cut) - _RUN + 1))
        is_seen_so = [is_seen(cut[start : start + _RUN]) for start in across]
        is_personal = cut.startswith(_PERSONAL) and not all(is_seen_so)
        is_other = is_personal or not any(is_seen_so)
        if is_word(one.text[place : place + 2]) and is_other and cut not in known:
            yield cut


def _is_ever_written(text: str, at: int) -> bool:
    """Whether official text has a character beside either of its neighbours."""
    return is_seen(text[at - 1 : at + 1]) or is_seen(text[at : at + 2])


class _Edges(NamedTuple):
    """How often a string stands in official text, and what else stands at either edge there."""

    times: int
    before: str
    after: str


def _by_piece(strings: list[Protected], which: int) -> dict[str, Pieces[Protected]]:
    """The strings with the same beginning (0) or end (1), each with what it has besides."""
    found: dict[str, list[tuple[Protected, str]]] = {}
    for one in strings:
        piece = pieces(one.text)[which]
        other = one.text[: -len(piece)] if which else one.text[len(piece) :]
        found.setdefault(normalise(piece).text, []).append((one, other))
    return {piece: Pieces(some, are_ends=which == 1) for piece, some in found.items()}


def _makes_a_word(text: str, at: int, step: int) -> bool:
    """Whether the character begins, or ends, a word of the dictionary that leaves the string."""
    if at < 0:
        return False
    starts = ((at, size) if step > 0 else (at + 1 - size, size) for size in (2, 3))
    return any(
        is_word(text[start : start + size])
        for start, size in starts
        if 0 <= start <= len(text) - size
    )


def _ends_a_name(character: str, is_other_word: bool) -> bool:
    """Whether no name goes on with a character: a sentence that ends, a number, another word."""
    is_stop = character in _STOPS and bool(character.strip())  # at a line's end it may be cut
    return is_other_word or character.isdigit() or is_stop


def _leaves(text: str, start: int, end: int) -> bool:
    """Whether the first or the last character belongs to the word beside the span."""
    return _makes_a_word(text, start, -1) or _makes_a_word(text, end - 1, 1)


def _is_certain(text: str, variant: Variant) -> bool:
    """Whether a doubled 中 stands alone: “企业中中国共产党基层组织” is no slip."""
    is_first = variant.slip is VariantKind.ADDED and variant.start == variant.at
    return not (is_first and _says_where(text, variant.start))


def _says_where(text: str, at: int) -> bool:
    """Whether a 中 belongs to what stands before it: 讲话中."""
    before = text[max(0, at - 2) : at]
    is_han = _is_han(before[-1:] or " ")
    return text[at] == "中" and is_han and not before.endswith(_BEFORE_NAMES)


def misspelt(name: str) -> Iterator[str]:
    """Each way to write a person's name with one character alike, doubled or out of its place."""
    for place, one in enumerate(name):
        yield from (name[:place] + other + name[place + 1 :] for other in likes(one))
        yield name[:place] + one + name[place:]
        if place:
            yield name[: place - 1] + one + name[place - 1] + name[place + 1 :]


def _is_split(text: str, one: Protected, variant: Variant) -> bool:
    """Whether what is left of a string's edge belongs to the word beside it."""
    if variant.place == 1:
        is_replaced = variant.slip is VariantKind.REPLACED
        follows = is_replaced and _says_where(text, variant.start)
        return follows or _makes_a_word(text, variant.start, -1)
    is_added = variant.slip is VariantKind.ADDED
    if variant.place == len(one.text) - (1 if is_added else 2):
        return _makes_a_word(text, variant.end - 1, 1)
    return False


def _is_wrongly_added(text: str, one: Protected, variant: Variant) -> bool:
    """Whether a character too many stands in a string, or is doubled at one of its edges."""
    added = text[variant.at]
    if not _is_han(added):
        return False
    if variant.start == variant.at:  # doubled at the beginning
        return not _makes_a_word(text, variant.at, -1)
    if variant.end == variant.at + 1:  # doubled at the end
        is_council = text.startswith("务", variant.end)  # 国家统计局局务会议
        return not (is_council or _makes_a_word(text, variant.at, 1))
    if added in (text[variant.at - 1], text[variant.at + 1 : variant.at + 2]):
        return True
    if added in _ORGANS and variant.end - variant.at - 1 <= _TAIL:
        return False  # 住房和城乡建设局|部署: the organ of a lower level, and the next word
    if _is_split(text, one, variant):
        return False
    return len(one.text) > _SHORT and added not in LOOSE and one.kind not in _HELD


def _is_dispensable(right: str, place: int) -> bool:
    """Whether a string is only loosened without this character: 国家发展改革委员会."""
    if not _is_han(right[place]) or right[place] == "的" or len(right) < _LEAST:
        return True
    beside = right[place - 2 : place], right[place + 1 : place + 3]
    holding = right[place - 1 : place + 1], right[place : place + 2]  # 和谐
    return right[place] in LOOSE and all(map(is_word, beside)) and not any(map(is_word, holding))


def _is_used(one: Protected, place: int) -> bool:
    """Whether official text has a short string without this character, or words explain it.

    Whole words stand on both sides of the gap, or of a word across it: 国家|政局, but 国|家计|局.
    Behind the first character whatever stands before it may be the rest of a word: 广西|自治区.
    """
    short = one.text[:place] + one.text[place + 1 :]
    first, last = place - 1, place + 1
    across = ((first, last), (max(0, first - 1), last), (first, last + 1))
    words = [(start, end) for start, end in across if is_word(short[start:end])]
    if place == 1:
        return bool(words) or (is_seen(short) and one.kind != _REGION)
    if is_seen(short) or one.kind == _PARTY:
        return is_seen(short)
    edges = [(place, place), *words] if words else []
    return any(_is_whole(short[:start]) and _is_whole(short[end:]) for start, end in edges)


def _is_whole(text: str) -> bool:
    return not text or (len(text) > 1 and is_word(text))


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


def _open_places(strings: Iterable[str], usual: frozenset[str]) -> set[tuple[str, int]]:
    """The places of strings at which official text has other characters too."""
    variants: dict[tuple[str, int], set[str]] = {}  # by all but the character at a place
    for one in usual:
        for place, rest in _but_one(one):
            variants.setdefault((rest, place), set()).add(one)
    return {
        (text, place)
        for text in set(strings)
        for place, rest in _but_one(text)
        if variants.get((rest, place), set()) - {text}
    }


def _but_one(text: str) -> Iterator[tuple[int, str]]:
    return ((place, text[:place] + text[place + 1 :]) for place in range(len(text)))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


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


@cache
def _allowed() -> tuple[str, ...]:
    lines = (packs() / "protected_allowed.txt").read_text("utf-8").splitlines()
    return tuple(normalise(line).text for line in lines if line and not line.startswith("#"))


@cache
def _edges() -> dict[str, _Edges]:
    with (packs() / "protected_edges.csv").open(encoding="utf-8", newline="") as lines:
        return {
            normalise(row["text"]).text: _Edges(int(row["count"]), row["before"], row["after"])
            for row in csv.DictReader(lines)
        }
