"""identifier-mismatch: another site's code, number or province."""

from collections.abc import Callable

import pytest

from govsweep.checks.identifier_mismatch import identifier_mismatch
from govsweep.facts import Context, FooterMark, Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault

ROOT = "http://www.qinghe.gov.cn/"
OWN, OTHER = "5118000001", "5118000099"


@pytest.fixture
def judge(a_context: Callable[..., Context]) -> Callable[..., list[Fault]]:
    def run(
        tag: str = "", footer: str = "", columns: tuple[str, ...] = (), shown: str = "", **site: str
    ) -> list[Fault]:
        footers = {
            f"{ROOT}{number}/": {FooterMark.IDENTIFIER: code} for number, code in enumerate(columns)
        }
        if footer or shown:
            footers[ROOT] = {FooterMark.IDENTIFIER: footer or None, FooterMark.ICP: shown or None}
        home = Page(url=ROOT, kind=PageKind.HOME, identifier=tag)
        visit = SiteVisit(context=a_context(**site), home=home, footers=footers)
        return list(identifier_mismatch(visit))

    return run


@pytest.mark.parametrize(
    "words",
    [
        {"tag": OTHER},
        {"footer": OTHER},
        {"tag": OTHER, "footer": OTHER},
        {"tag": OWN, "columns": (OTHER, OTHER, OWN)},
    ],
    ids=["in the tag", "in the footer", "in both", "on most columns"],
)
def test_another_code(judge: Callable[..., list[Fault]], words: dict[str, str]) -> None:
    (fault,) = judge(**words)
    assert (fault.subject, fault.suggestion) == (OTHER, OWN)
    assert fault.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize(
    "words",
    [
        {"tag": OWN, "footer": OWN},
        {},
        {"tag": "28"},
        {"columns": (OTHER, OWN, OWN)},
    ],
    ids=["the same", "none", "no code at all", "on a column alone"],
)
def test_no_other_code(judge: Callable[..., list[Fault]], words: dict[str, str]) -> None:
    assert judge(**words) == []


@pytest.mark.parametrize(
    ("shown", "site", "faults"),
    [
        ("湘ICP备19000137号-1", {"name": "四川省清禾市人民政府"}, 1),
        ("蜀ICP备19000137号-1", {"name": "四川省清禾市人民政府"}, 0),
        ("湘ICP备19000137号-1", {}, 0),
        ("蜀ICP备13001288号", {"icp": "蜀ICP备19000137号-1"}, 1),
        ("蜀ICP备 19000137号-2", {"icp": "蜀ICP备19000137号-1"}, 0),
    ],
    ids=["another province", "its own", "no province named", "another number", "its own number"],
)
def test_licences_are_only_suspected(
    judge: Callable[..., list[Fault]], shown: str, site: dict[str, str], faults: int
) -> None:
    found = judge(shown=shown, **site)
    assert [fault.certainty for fault in found] == [Certainty.SUSPECTED] * faults
