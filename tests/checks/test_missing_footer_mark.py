"""missing-footer-mark: one fault for each mark that home or most columns lack."""

from collections.abc import Callable

from govsweep.checks.missing_footer_mark import missing_footer_mark
from govsweep.facts import Context, FooterMark, SiteVisit
from govsweep.findings import Certainty

HOME = "http://www.qinghe.gov.cn/"
FULL: dict[FooterMark, str | None] = dict.fromkeys(FooterMark, "有")


def visit_of(context: Context, **footers: dict[FooterMark, str | None]) -> SiteVisit:
    return SiteVisit(
        context=context,
        footers={HOME + name.replace("home", ""): marks for name, marks in footers.items()},
    )


def test_a_mark_that_all_pages_lack_is_one_fault(a_context: Callable[..., Context]) -> None:
    lacking = FULL | {FooterMark.POLICE: None}
    faults = list(missing_footer_mark(visit_of(a_context(), home=lacking, a=lacking, b=lacking)))
    assert [fault.subject for fault in faults] == ["police"]
    assert faults[0].sightings == 3
    assert faults[0].url == HOME
    assert "公安" in faults[0].message


def test_most_columns_lacking_it_is_a_fault(a_context: Callable[..., Context]) -> None:
    lacking = FULL | {FooterMark.ICP: None}
    faults = list(
        missing_footer_mark(visit_of(a_context(), home=FULL, a=lacking, b=lacking, c=FULL))
    )
    assert [fault.subject for fault in faults] == ["icp"]


def test_a_single_column_of_another_template_is_none(a_context: Callable[..., Context]) -> None:
    lacking = FULL | {FooterMark.ICP: None}
    assert list(missing_footer_mark(visit_of(a_context(), home=FULL, a=lacking, b=FULL))) == []


def test_unknown_footers_are_none(a_context: Callable[..., Context]) -> None:
    assert list(missing_footer_mark(visit_of(a_context()))) == []


def test_an_organizer_is_suspected_to_be_missing_where_the_rights_name_somebody(
    a_context: Callable[..., Context],
) -> None:
    rights = FULL | {FooterMark.ORGANIZER: None}
    nobody = rights | {FooterMark.RIGHTS: None}
    for footers, certainty in (
        ({"home": rights, "a": rights}, Certainty.SUSPECTED),
        ({"home": rights, "a": nobody}, Certainty.CONFIRMED),
    ):
        faults = list(missing_footer_mark(visit_of(a_context(), **footers)))
        assert [(one.subject, one.certainty) for one in faults] == [("organizer", certainty)]


def test_nobody_need_claim_the_rights(a_context: Callable[..., Context]) -> None:
    silent = FULL | {FooterMark.RIGHTS: None}
    assert list(missing_footer_mark(visit_of(a_context(), home=silent))) == []
