"""Marks to faults: one for each wrong word of a page, worded for the editor."""

from collections.abc import Iterator

from govsweep.facts import Mark, Page, Place
from govsweep.findings import CONTEXT, Certainty, Fault
from govsweep.one_cause import HIDDEN


def faults(page: Page, code: str) -> Iterator[Fault]:
    """What the marks of this check say, once for each wrong word.

    Words that no visitor sees are told apart from the same words in sight.
    """
    told: set[tuple[str, bool]] = set()
    for mark in page.marks:
        if mark.check != code:
            continue
        quote, before, after = excerpt(page, mark)
        hidden = page.blocks[mark.block].place is Place.HIDDEN
        if (quote, hidden) not in told:
            told.add((quote, hidden))
            yield Fault(
                message=where(hidden=hidden) + _message(mark, quote),
                subject=f"{quote} {HIDDEN}" if hidden else quote,
                variant=HIDDEN if hidden else "",
                quote=quote,
                before=before,
                after=after,
                suggestion=mark.suggestion,
                certainty=Certainty.CONFIRMED if mark.confirmed else Certainty.SUSPECTED,
                rule=mark.rule,
            )


def excerpt(page: Page, mark: Mark) -> tuple[str, str, str]:
    """The marked words and what stands before and after them."""
    text = page.blocks[mark.block].text
    before = text[max(0, mark.start - CONTEXT) : mark.start]
    return text[mark.start : mark.end], before, text[mark.end : mark.end + CONTEXT]


def where(*, hidden: bool) -> str:
    """How the message of a fault begins whose words stand where no visitor sees them."""
    return "看不见的文字里" if hidden else ""


def _message(mark: Mark, quote: str) -> str:
    verb = "应为" if mark.confirmed else "疑似应为"
    advice = f"“{quote}”{verb}“{mark.suggestion}”" if mark.suggestion else f"出现“{quote}”"
    return f"{advice}：{mark.reason}" if mark.reason else advice
