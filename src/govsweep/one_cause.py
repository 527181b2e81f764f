"""One cause, one finding: which of several findings owns what they all stand on.

A gambling text in a hidden link is the link's, a dead link in an article is no external link
besides, a misspelt name of a state is no plain slip as well; what stands on the view to print of an
article, or on its page for telephones, is the article's. The others say whose part they are, and
count only where that one does not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govsweep.findings import LIVING, Certainty, Finding, State
from govsweep.print_views import is_print_of

HIDDEN = "hidden"  # the variant of a finding whose words stand where no visitor sees them
_PAIRS = (  # the finding that owns, the one that is a part of it
    ("hidden-link", "sensitive-word"),
    ("hidden-link", "spam-text"),
    ("dead-link", "external-link"),
    ("serious-expression", "typo"),
    ("serious-expression", "sensitive-word"),
    ("garbled-text", "typo"),
    ("blank-column", "catalogue-gap"),
    # What others found and a check finds, too.
    ("serious-expression", "outside-result"),
    ("sensitive-word", "outside-result"),
    ("typo", "outside-result"),
)
_LETTER = re.compile(r"\w")
# What is found of a page by its address, so that each copy of the page has a finding of its own.
_OF_A_PAGE = ("personal-data", "garbled-text", "placeholder-text", "guide-incomplete")
CHECKS = frozenset((*_OF_A_PAGE, *(code for pair in _PAIRS for code in pair)))


class CausePart(NamedTuple):
    """A finding and the one that owns its cause, by their ids."""

    finding: str
    owner: str


def parts(
    findings: Iterable[Finding],
    copies: Mapping[str, str] | None = None,
    *,
    before: bool = False,
) -> list[CausePart]:
    """Which of a site's findings are parts of others; those that stand no more take no part.

    `copies` say of twins of pages whose copy each is. What was a part `before` stays one where not
    all pages were looked at: of those that were left nobody knows what they are copies of.

    Of two that stand on the same the surer one owns it, else the graver: a part never counts more
    than its owner does. No finding is a part of a part.
    """
    by_check: dict[str, list[Finding]] = {}
    for one in findings:
        if one.check in CHECKS and one.state in LIVING:
            by_check.setdefault(one.check, []).append(one)
    found = {
        part: owner
        for check in _OF_A_PAGE
        for part, owner in _on_copies(by_check.get(check, []), copies or {})
    }
    for graver, lesser in _PAIRS:
        by_place = _by_place(by_check.get(graver, ()))
        for two in by_check.get(lesser, ()):
            alike = (one for place in _places(two) for one in by_place.get(place, ()))
            whole = next((one for one in alike if _same_cause(one, two)), None)
            if whole is None or two.id in found or whole.id in found:
                continue
            owner, part = (whole, two) if _sure(whole) >= _sure(two) else (two, whole)
            if part.id not in found.values():
                found[part.id] = owner.id
    for one in (one for own in by_check.values() for one in own if before):
        if one.part_of and one.id not in (*found, *found.values()) and one.part_of not in found:
            found[one.id] = one.part_of
    return [CausePart(*pair) for pair in found.items()]


def holds(part: Finding, owner: Finding | None) -> bool:
    """Whether a finding still is a part: its owner stands, or both are mended, and it counts."""
    if owner is None or _sure(owner) < _sure(part):
        return False
    both_fixed = owner.state is State.FIXED and part.state is State.FIXED
    return owner.state in LIVING or both_fixed


def held_together(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those that are parts no more set free."""
    findings = list(findings)
    by_id = {one.id: one for one in findings}
    return [
        one
        if not one.part_of or holds(one, by_id.get(one.part_of))
        else one.model_copy(update={"part_of": ""})
        for one in findings
    ]


def _on_copies(alike: list[Finding], copies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Findings of one check on copies of pages, each with that on the page itself."""
    for copy in alike:
        own = (
            one
            for one in alike
            if is_print_of(copy.url, one.url) or copies.get(copy.url) == one.url
        )
        owner = next((one for one in own if _sure(one) >= _sure(copy)), None)
        if owner is not None and copy.subject.replace(copy.url, owner.url) == owner.subject:
            yield copy.id, owner.id


def _sure(finding: Finding) -> tuple[bool, bool]:
    return finding.held is None, finding.certainty is Certainty.CONFIRMED


def _by_place(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for one in findings:
        for place in _places(one):
            found.setdefault(place, []).append(one)
    return found


def _places(finding: Finding) -> tuple[str, ...]:
    """Where two findings can meet: a link at its target, words on their pages."""
    if finding.check in ("dead-link", "external-link"):
        return (finding.subject,)
    return finding.pages or (finding.url,)


def _same_cause(owner: Finding, part: Finding) -> bool:
    if "outside-result" in (owner.check, part.check):
        words = [one.quote for one in (owner, part)]
        return all(words) and (words[0] in words[1] or words[1] in words[0])
    if owner.check == "hidden-link":
        return part.variant == HIDDEN
    if owner.check == "serious-expression":
        return part.quote in owner.quote or owner.quote in part.quote
    if owner.check == "garbled-text":  # marks doubled all over a page, and one pair of them
        return not _LETTER.search(owner.quote + part.quote)
    return True
