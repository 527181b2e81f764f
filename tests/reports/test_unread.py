"""What kept a look from being a whole one is told in words."""

from govsweep.facts import PagesSeen
from govsweep.periods import MENU, LedgerCount, with_untested
from govsweep.reports.figures import coverage
from govsweep.reports.unread import how_far, why_not_whole
from govsweep.store import StoredHome

READ = [LedgerCount(site="a", state=state, reason="", count=7) for state in ("known", "fetched")]


def told(pages: PagesSeen) -> list[LedgerCount]:
    return with_untested(READ, [StoredHome(site="a", seen=True, pages=pages)])


def test_a_site_whose_menu_scripts_write_was_read_in_part() -> None:
    ledger = told(PagesSeen(home=True, lists=1, articles=5, menu_hidden=True))
    assert with_untested(ledger, []) == READ  # each time anew
    seen = coverage(ledger)
    assert not seen.whole
    assert (seen.known, seen.read, seen.missing) == (7, 7, 0)
    assert why_not_whole(seen) == "首页的菜单由脚本写出，只读到7个网页"
    assert how_far(seen) == "没有读完（首页的菜单由脚本写出，只读到7个网页）"
    assert [one.count for one in ledger if one.state == MENU] == [7]


def test_one_whose_menu_stands_there_was_read_whole() -> None:
    assert told(PagesSeen(home=True, lists=1, articles=5)) == READ
    assert how_far(coverage(READ)) == "读完"


def test_of_none_nothing_was_read() -> None:
    assert how_far(coverage([])) == "没有读到网页"
