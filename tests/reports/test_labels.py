"""Labels: whatever code a sweep writes, papers say it in Chinese."""

import ast
import inspect
import re
from enum import StrEnum

import pytest

from govsweep.cli import sweep as sweep_words
from govsweep.facts import ColumnKind, Failure, PageState, UnreadList
from govsweep.findings import Certainty, Severity, State
from govsweep.lifecycle import AnswerKind, StepKind
from govsweep.reports import labels
from govsweep.spiders import traps
from govsweep.store import ledger_rows, sweep_rows
from govsweep.sweep_runner.closing import BROKEN

# Links of a host are also left for what its own pages are not.
LEFT = sorted({*sweep_rows._LEFT, *ledger_rows.ENDED, BROKEN})


def rules_of_traps() -> set[str]:
    """What the functions that refuse an address give as their reason."""
    told = {traps.ALIKE}
    for one in ast.walk(ast.parse(inspect.getsource(traps))):
        if isinstance(one, ast.Return) and one.value is not None:
            told |= {
                part.value
                for part in ast.walk(one.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
            }
    return {one for one in told if re.fullmatch("[a-z]+", one)}


def is_chinese(words: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", words))


@pytest.mark.parametrize("reason", [*LEFT, *map(str, Failure), *sorted(rules_of_traps())])
def test_why_an_address_was_not_read_is_told_in_chinese(reason: str) -> None:
    assert is_chinese(labels.reason_name(reason))


@pytest.mark.parametrize("why", UnreadList)
def test_why_a_list_was_not_read_is_told_in_chinese(why: UnreadList) -> None:
    assert is_chinese(labels.unseen_because(why))


def test_the_rules_of_the_traps_are_seen() -> None:
    assert {"depth", "budget", "pattern", "alike"} <= rules_of_traps()


@pytest.mark.parametrize("reason", LEFT)
def test_so_is_why_a_link_was_not_tried(reason: str) -> None:
    assert is_chinese(sweep_words._UNTESTED[reason])


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Certainty, labels.CERTAINTIES),
        (StepKind, labels.STEPS),
        (AnswerKind, labels.ANSWERS),
        (State, labels.STATES),
        (Severity, labels.SEVERITIES),
        (ColumnKind, labels.COLUMN_KINDS),
    ],
)
def test_every_value_has_a_chinese_name(kind: type[StrEnum], names: dict[StrEnum, str]) -> None:
    assert [one for one in kind if not is_chinese(names[one])] == []


def test_so_has_every_end_that_an_address_comes_to() -> None:
    ends = [one for one in PageState if one is not PageState.QUEUED]  # that is none
    assert [one for one in ends if not is_chinese(labels.PAGE_STATES[one])] == []
