"""The written rules: all literals in one pass, context only where something was hit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govsweep.rules import Boundary, Quoted, Rules, WordRule
from govsweep.words.dictionary import is_word
from govsweep.words.hidden import HiddenText
from govsweep.words.literals import AllFound
from govsweep.words.names_around import person
from govsweep.words.normal import Batch, Plain
from govsweep.words.segments import edges
from govsweep.words.surroundings import inside_quotes, quotations

_LONGEST = 4  # characters of a word
_REACH = 40  # how far a pattern may reach to either side of its literal
_INTRUDERS = frozenset({"sensitive-word", "spam-text"})  # checks of what others wrote into a page
_ADDRESS = re.compile(
    r"[a-z0-9._%+\-]+@[a-z0-9.\-]+|(?:https?://|www\.)[^\s\u4e00-\u9fff，。；）)”]+"
)
_LATIN = re.compile(r"[a-z0-9]")
_SHORT = 2  # characters that a word takes one from by chance
_CITED = 12  # characters of a quotation, and of what is said of it
_AS_A_SLIP = re.compile("[写说读念错误当叫][成作为]|谐音|别字|错字|笔误|之误|故意")
_OF_SLIPS = re.compile(rf"{_AS_A_SLIP.pattern}|差错|错误|写错|印错|排版|更正|[勘正]误|误[写用]")


class Hit(NamedTuple):
    """A rule that holds at a place of a plain text."""

    rule: WordRule
    plain: Plain
    start: int
    end: int
    suggestion: str
    doubtful: bool = False  # a word lies across one edge: it may be the end or beginning of that


class LexiconRules:
    """The written rules over a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        self.literals: list[tuple[str, str, WordRule]] = [
            ("rule", literal, rule) for rule in rules.word_rules for literal in rule.literals
        ]
        # Which symbols may hide.
        self.gapped = [one for rule in rules.word_rules if rule.gap for one in rule.literals]

    def hits(
        self,
        batch: Batch,
        found: AllFound,
        hidden: Iterable[HiddenText],
    ) -> Iterator[tuple[int, Hit]]:
        """Each hit, with the number of its text."""
        allowed = found.of("allowed")
        plains, starts = batch.plains, batch.starts
        for rule, start, end in found.of("rule"):
            if allowed and any(one.start <= start and end <= one.end for one in allowed):
                continue
            index = bisect_right(starts, start) - 1
            plain, place = plains[index], start - starts[index]
            # Most literals stand without their pattern: these are turned away first.
            if rule.regex is None or rule.regex.search(
                plain.text, max(0, place - _REACH), place + end - start + _REACH
            ):
                for hit in _held(rule, plain, place, place + end - start):
                    yield index, hit
        for text in hidden:
            for rule, start, end in text.hidden("rule"):
                if rule.gap:
                    yield from ((text.number, hit) for hit in _held(rule, text.plain, start, end))


def _held(rule: WordRule, plain: Plain, start: int, end: int) -> Iterator[Hit]:
    """The rule at this literal, where its pattern and its context agree."""
    text = plain.text
    if rule.regex is None:
        if _agrees(rule, text, start, end):
            doubtful = rule.check == "typo" and _may_be_of_two_words(text, start, end)
            yield Hit(rule, plain, start, end, rule.replace, doubtful)
        return
    for match in rule.regex.finditer(text, max(0, start - _REACH), end + _REACH):
        first, last = match.span()
        if first <= start and end <= last and _agrees(rule, text, first, last):
            yield Hit(rule, plain, first, last, match.expand(rule.replace))


def _agrees(rule: WordRule, text: str, start: int, end: int) -> bool:
    before = text[max(0, start - rule.window) : start]
    after = text[end : end + rule.window]
    # A pattern may hold what speaks for it; a literal needs it beside itself.
    sides = (before, after) if rule.regex is None else (f"{before}{text[start:end]}{after}",)
    return not (
        any(word in before for word in rule.not_before)
        or any(word in after for word in rule.not_after)
        or (rule.near and not any(word in beside for word in rule.near for beside in sides))
        or (rule.quoted is Quoted.OUTSIDE and inside_quotes(text, start, end))
        or (rule.check in _INTRUDERS and not _stands_free(text, start, end))
        or (rule.boundary is Boundary.WORD and not _is_whole(text, start, end))
        or (rule.regex is None and _is_of_two_words(text, start, end))
        or (rule.check == "typo" and _is_cited(text, start, end))
        or (rule.check == "typo" and person(text, start, end) is not None)
    )


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit goes on beside the span, and it is no part of an address."""
    for one, other in ((start - 1, start), (end - 1, end)):
        if one >= 0 and other < len(text) and _LATIN.match(text[one]) and _LATIN.match(text[other]):
            return False
    if not _LATIN.search(text, start, end):
        return True
    first = max(0, start - 60)
    return not any(
        match.start() < end and start < match.end()
        for match in _ADDRESS.finditer(text, first, end + 60)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether both ends are ends of words in the clause around it."""
    return {start, end} <= _ends(text, start, end)


def _is_of_two_words(text: str, start: int, end: int) -> bool:
    """Whether the span is the end of a word and the beginning of the next: 公布|署名, 举办|证书."""
    # Where no word lies across either end no cutting finds one, and the cutter, which takes
    # seventy megabytes, need not be loaded.
    if not _has_word(text, range(max(0, start - _LONGEST), start), range(start + 1, end)):
        return False
    if not _has_word(text, range(start + 1, end), range(end + 1, end + _LONGEST)):
        return False
    ends = _ends(text, start, end)
    return start not in ends and end not in ends and any(start < one < end for one in ends)


def _may_be_of_two_words(text: str, start: int, end: int) -> bool:
    """Whether a word lies across one edge, and what is left may be of a name: 当时|侯庆山."""
    if end - start != _SHORT:
        return False
    inside = range(start + 1, end)
    return _has_word(text, range(max(0, start - _LONGEST), start), inside) or _has_word(
        text, inside, range(end + 1, end + _LONGEST)
    )


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether a span is quoted as a slip, or as a play on words: 误作“侯补”.

    What is quoted by itself is spoken of: the word that says so may stand farther off.
    """
    for first, last in quotations(text, start, end, _CITED):
        if last >= 0:
            alone = (first + 1, last) == (start, end)
            reach = _REACH if alone else _CITED
            beside = text[max(0, first - reach) : first], text[last + 1 : last + 1 + reach]
            return any(map((_OF_SLIPS if alone else _AS_A_SLIP).search, beside))
    return False


def _has_word(text: str, firsts: Iterable[int], lasts: Iterable[int]) -> bool:
    """Whether a word begins at one of these places and ends at one of those."""
    return any(
        1 < last - first <= _LONGEST and last <= len(text) and is_word(text[first:last])
        for first in firsts
        for last in lasts
    )


def _ends(text: str, start: int, end: int) -> frozenset[int]:
    first, last = max(0, start - 16), end + 16
    return frozenset(one + first for one in edges(text[first:last]))
