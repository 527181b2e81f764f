"""What the office does about findings, and what its papers printed of them."""

from govsweep.store import decision_rows, notice_rows, notice_step_rows
from govsweep.store.repository import Reads, Repository, Writes


class DecisionRepository(Repository):
    """What the office decided on findings."""

    all = Reads(decision_rows.decisions)
    write = Writes(decision_rows.decide)
    undo = Writes(decision_rows.undo)
    marks = Reads(decision_rows.marks)
    follow = Writes(decision_rows.follow_all)


class NoticeRepository(Repository):
    """Notices of rectification that were issued."""

    all = Reads(notice_rows.notices)
    of = Reads(notice_rows.notices_of)
    numbered = Reads(notice_rows.notices_numbered)
    issue = Writes(notice_rows.issue)
    take_step = Writes(notice_step_rows.take_step)
    keep_files = Writes(notice_step_rows.keep_files)
    files = Reads(notice_step_rows.files)
    answer = Writes(notice_step_rows.answer)
    answers = Reads(notice_step_rows.answers)
    enclosures = Reads(notice_step_rows.enclosures)
    enclosed = Reads(notice_step_rows.enclosed)
    asked_again = Reads(notice_step_rows.asked_again)


class FreezeRepository(Repository):
    """What papers print, as it was known on their day."""

    add = Writes(notice_rows.add_freeze)
    has = Reads(notice_rows.is_frozen)
    newest = Reads(notice_rows.newest_freeze)
    before = Reads(notice_rows.freeze_before)
