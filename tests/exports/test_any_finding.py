"""Whatever a finding quotes, an export says the same again and acts on nobody."""

import csv
import io
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsweep.exports.cells import cells_of
from govsweep.exports.fields import TABLE
from govsweep.exports.formats.csv import write_csv
from govsweep.exports.formats.jsonl import write_jsonl
from govsweep.findings import Finding, fingerprint
from govsweep.reports.inert import csv_cell, is_formula, one_line, storable, visible, xlsx_cell

texts = st.one_of(
    st.text(max_size=20),
    st.builds(
        str.__add__,
        st.sampled_from(["=", "+", "-", "@", "\t", "\r", "＝", " =", "\u3000-", "\x00="]),
        st.text(max_size=12),
    ),
)
words = st.fixed_dictionaries(
    dict.fromkeys(("subject", "message", "quote", "before", "after", "suggestion"), texts)
)
_fixture = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(words)
@_fixture
def test_a_line_of_json_is_the_finding(
    make_finding: Callable[..., Finding], given_words: dict[str, Any]
) -> None:
    finding = make_finding(**given_words)
    out = io.BytesIO()
    write_jsonl([finding, finding], out)
    assert out.getvalue().count(b"\n") == 2
    for line in out.getvalue().split(b"\n")[:2]:
        assert Finding.model_validate_json(line) == finding


@given(words)
@_fixture
def test_a_row_of_csv_is_the_finding_and_no_formula(
    make_finding: Callable[..., Finding], given_words: dict[str, Any]
) -> None:
    finding = make_finding(**given_words)
    out = io.BytesIO()
    write_csv([finding], out)
    header, row = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert header == list(TABLE)
    assert not any(map(is_formula, row))
    for cell, value in zip(row, cells_of(finding), strict=True):
        assert cell.removeprefix("'") == storable(str(value)).removeprefix("'")


@given(texts)
def test_text_made_inert_stays_so(text: str) -> None:
    assert not is_formula(csv_cell(text))
    assert csv_cell(csv_cell(text)) == csv_cell(text)
    assert visible(visible(text)) == visible(text)
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
    assert xlsx_cell(text) == storable(text)


@given(texts)
def test_a_fingerprint_heeds_code_site_and_subject_but_no_white_space(subject: str) -> None:
    mine = fingerprint("typo", "5118000001", subject)
    assert mine == fingerprint("typo", "5118000001", f" \n{subject}\u3000")
    assert mine != fingerprint("dead-link", "5118000001", subject)
    assert mine != fingerprint("typo", "5118000002", subject)
    assert mine != fingerprint("typo", "5118000001", subject + "x")
