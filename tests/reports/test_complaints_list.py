"""The list of complaints as an office exports it, and what papers make of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep.assess import Result
from govsweep.assess.complaints import Complaint, ComplaintList
from govsweep.errors import InputError
from govsweep.reports.assessing import assessments
from govsweep.reports.choices import Office, read_office
from govsweep.reports.complaints_list import read_complaints
from govsweep.reports.papers.filling import TO_BE_SAID, shared

HEAD = "编号,网站标识码,收到日期,答复日期,敷衍\n"
SITE = "3609000001"


def write(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    path = tmp_path / "找错留言.csv"
    path.write_text(head + "".join(f"{line}\n" for line in lines), "utf-8-sig")
    return path


def test_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path, f"1,{SITE},2026-10-12,2026年10月14日,否", "", f"2,{SITE},2026/10/20 09:30,,"
    )
    read, faults = read_complaints(path)
    assert read.rows == (
        Complaint(
            site=SITE, received=dt.date(2026, 10, 12), answered=dt.date(2026, 10, 14), evasive=False
        ),
        Complaint(site=SITE, received=dt.date(2026, 10, 20)),
    )
    assert (faults, read.unread) == ([], frozenset())
    assert read_complaints(write(tmp_path)) == (ComplaintList(), [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1,36,2026-10-12,,", "第 2 行，网站标识码：“36”"),
        (f"1,{SITE},昨天,,", "第 2 行，收到日期：“昨天”"),
        (f"1,{SITE},2026-10-12,2026-10-11,", "第 2 行，答复日期：2026-10-11 早于"),
        (f"1,{SITE},2026-10-12,2026-10-13,也许", "第 2 行，敷衍：“也许”"),
    ],
)
def test_a_slip_is_named_with_its_line_and_field(tmp_path: Path, line: str, told: str) -> None:
    read, (fault,) = read_complaints(write(tmp_path, line, f"2,{SITE},2026-10-12,,"))
    assert told in fault
    assert [one.site for one in read.rows] == [SITE], "the other line stands"


def test_a_list_without_its_heads(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="第 1 行：缺少“收到日期”“答复日期”列"):
        read_complaints(write(tmp_path, head="网站标识码\n"))


def test_what_assessments_and_papers_make_of_it(
    tmp_path: Path, make_site: Callable[..., Any], make_snapshot: Callable[..., Any]
) -> None:
    write(tmp_path, f"1,{SITE},2026-10-12,2026-10-14,", f"2,{SITE},2026-10-12,2026-10-30,")
    file = tmp_path / "office.toml"
    file.write_text('complaints_file = "找错留言.csv"\n', "utf-8")
    office = read_office(file)
    portal = make_snapshot(make_site(1, kind="政府门户网站"))
    (one,) = assessments(portal, office, "2019")
    rows = {outcome.row.id: outcome for outcome in one.outcomes}
    assert (rows["D19-24a"].result, rows["D19-24a"].points) == (Result.FAIL, 1)
    assert rows["D19-24b"].result is Result.MANUAL  # nobody has looked at the answers
    told = shared(portal, office)["office"]
    assert (told["messages"], told["messages_on_time"]) == (2, 1)
    # What the office says itself stands.
    file.write_text(
        'complaints_file = "找错留言.csv"\nmessages = 7\nmessages_on_time = 7\n'
        f'[judgements."{SITE}"]\n"D19-24a" = "pass"\n', "utf-8",
    )  # fmt: skip
    office = read_office(file)
    (one,) = assessments(portal, office, "2019")
    assert {outcome.row.id: outcome for outcome in one.outcomes}["D19-24a"].result is Result.PASS
    assert shared(portal, office)["office"]["messages"] == 7


class TestALineThatIsRefused:
    """Of whom it may be, nothing good is said; all else stands."""

    @pytest.fixture
    def judged(
        self, tmp_path: Path, make_site: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> Callable[..., Any]:
        def judged(*lines: str) -> tuple[Any, dict[str, Any], Office]:
            write(tmp_path, *lines)
            (tmp_path / "office.toml").write_text(
                'name = "清禾市政府办"\ncomplaints_file = "找错留言.csv"\n', "utf-8"
            )
            office = read_office(tmp_path / "office.toml")
            portal = make_snapshot(make_site(1, kind="政府门户网站"))
            (one,) = assessments(portal, office, "2019")
            row = next(outcome for outcome in one.outcomes if outcome.row.id == "D19-24a")
            return row, shared(portal, office)["office"], office

        return judged

    def test_of_the_site_itself(self, judged: Callable[..., Any]) -> None:
        row, told, office = judged(f"1,{SITE},2026-10-12,2026-10-14,", f"2,{SITE},昨天,,")
        assert row.result is Result.MANUAL, "a late answer may stand in the line"
        assert told["messages"] == TO_BE_SAID
        assert told["name"] == "清禾市政府办", "what else the office filled in is not lost"
        assert "第 3 行，收到日期：“昨天”" in office.faults[0]

    def test_what_the_others_show_to_be_wrong_stands(self, judged: Callable[..., Any]) -> None:
        row, _, _ = judged(f"1,{SITE},2026-10-12,2026-10-30,", f"2,{SITE},昨天,,")
        assert (row.result, row.points) == (Result.FAIL, 1)
        assert "清单里有误的行没有计入" in row.evidence.note

    def test_of_another_site(self, judged: Callable[..., Any]) -> None:
        row, told, _ = judged(f"1,{SITE},2026-10-12,2026-10-14,", "2,3609000099,昨天,,")
        assert row.result is Result.PASS
        assert (told["messages"], told["messages_on_time"]) == (1, 1)

    def test_of_nobody_knows_whom(self, judged: Callable[..., Any]) -> None:
        row, told, _ = judged(f"1,{SITE},2026-10-12,2026-10-14,", "2,36,2026-10-12,,")
        assert row.result is Result.MANUAL
        assert told["messages"] == TO_BE_SAID
