"""Why finding nothing tells nothing of a row on a site."""

from govsweep.assess import surveyed
from govsweep.assess.matching import about, seen
from govsweep.assess.outcome import AssessedSite
from govsweep.assess.reach import ReachStep, reach
from govsweep.facts import Column, PageKind, SiteVisit
from govsweep.indicators import IndicatorRow, Measure

NOT_SEEN = "本次没有读到页面，无法判断"
NOT_WHOLE = "有页面没有看到，无法判断"
NOT_LOOKED_FOR = "没有检查"
_NO_HOME = "首页没有看到，或者没有带日期的信息，无法判断"
_NO_SUCH_COLUMN = "没有读到这类栏目，无法判断"
_UNKNOWN_COLUMNS = "没有看到首页，又没有看完，有哪些栏目无法判断"
_NO_FEET = "没有看到这些页面的页脚，或者有的标识由脚本写，无法判断"
_NO_OTHERS = "除首页外没有读到页面，无法判断"
_NO_PAGES = {
    PageKind.ARTICLE: "没有读到内容页，无法判断",
    PageKind.LIST: "没有读到栏目页，无法判断",
}
_FEET = "missing-footer-mark"


def blind(row: IndicatorRow, case: AssessedSite) -> str:
    """Why finding nothing tells nothing; "" where it does."""
    if not case.read:
        return NOT_SEEN
    reached = [reach(code, case) for code in row.looked_for]
    if any(one.step is ReachStep.OF_ANOTHER_LIST for one in reached):
        return NOT_LOOKED_FOR
    if row.fact is Measure.LETTERS_ANSWERED and (dark := surveyed.letters_unseen(case)):
        return dark
    if dark := _of_pages(row, case):
        return dark
    if not seen(row, case):
        return _NO_SUCH_COLUMN
    return next((f"{one.why}，无法判断" for one in reached if one.step is not ReachStep.LOOKED), "")


def _of_pages(row: IndicatorRow, case: AssessedSite) -> str:
    """Why the pages that were seen are not those that a row is about."""
    kinds = {about(code) for code in row.looked_for}
    if row.fact is Measure.HOME and (not case.home_seen or case.home_newest is None):
        return _NO_HOME
    if (SiteVisit in kinds or row.place == "home") and not case.home_seen:
        return _NO_HOME
    if kinds - {Column, SiteVisit} and not case.whole:
        return NOT_WHOLE
    if Column in kinds and not (case.home_seen or case.whole):
        return _UNKNOWN_COLUMNS
    return _of_kinds(row, case)


def _of_kinds(row: IndicatorRow, case: AssessedSite) -> str:
    pages = case.pages
    if pages is None:
        return ""
    number = {PageKind.ARTICLE: pages.articles, PageKind.LIST: pages.lists}
    if missing := [kind for kind in row.pages if not number[kind]]:
        return _NO_PAGES[missing[0]]
    if row.place == "elsewhere" and not pages.inner:
        return _NO_OTHERS
    if _FEET in row.codes:
        home, others = row.place != "elsewhere", row.place != "home"
        if (home and not pages.home_foot) or (others and not pages.feet):
            return _NO_FEET
    return ""
