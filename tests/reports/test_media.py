"""Media accounts in papers: counts by platform and status, the rate, what was found, what not."""

import csv
import dataclasses
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from govsweep.assess import ALL_MEDIA, OfficeJudgement, OfficeWords, Result
from govsweep.checking import checks
from govsweep.facts import DaySpan, MediaAccount, MediaStatus, Platform, StatusChange
from govsweep.findings import State
from govsweep.reports import Choices, Office, dashboard, media, overview, write
from govsweep.reports.snapshot import Snapshot
from govsweep.store import StoredMedia

NIGHT = dt.date(2026, 11, 20)
PASS = OfficeJudgement(result=Result.PASS)
OFFICE = Office(judgements={})
OFFICE = OFFICE.model_copy(
    update={"judgements": {ALL_MEDIA: OfficeWords(rows={"V19-M1": PASS, "V19-M3-2": PASS})}}
)


def imported(account: MediaAccount, *days: int) -> StoredMedia:
    """Posts on these days of November, and all of the quarter known."""
    return StoredMedia(
        account=account.identifier,
        spans=(DaySpan(dt.date(2026, 10, 1), NIGHT),),
        days=tuple((dt.date(2026, 11, day), 2) for day in days),
    )


@pytest.fixture
def town(
    a_media_account: Callable[..., MediaAccount],
    make_snapshot: Callable[..., Snapshot],
    make_finding: Callable[..., Any],
) -> Callable[..., Snapshot]:
    """Six accounts: two kept well, one silent, one unseen, one being cancelled, one cancelled."""
    good = a_media_account("good", interactive=True, name="清禾发布")
    weibo = a_media_account("w", platform=Platform.WEIBO, interactive=True, name="清禾微博")
    silent = a_media_account("silent", interactive=True, name="清禾水利")
    unseen = a_media_account("unseen", name="清禾教育")
    going = a_media_account(
        "going",
        platform=Platform.DOUYIN,
        status=MediaStatus.CANCELLING,
        history=(StatusChange(dt.date(2026, 10, 21), MediaStatus.CANCELLING),),
    )
    gone = a_media_account(
        "gone",
        platform=Platform.DOUYIN,
        status=MediaStatus.CANCELLED,
        history=(
            StatusChange(dt.date(2026, 9, 1), MediaStatus.CANCELLING),
            StatusChange(dt.date(2026, 10, 11), MediaStatus.CANCELLED),
        ),
    )
    stale = make_finding(
        "media-stale",
        site=silent.identifier,
        site_name=silent.shown_name,
        owner="清禾市水利局",
        url=silent.url,
        subject=silent.identifier,
        message="截至2026年11月20日，已超过14天没有更新，最近一次是 2026-11-01",
        suggestion="",
        quote="",
        column="",
    )

    def make(**changes: Any) -> Snapshot:
        return make_snapshot(
            **{
                "findings": (stale,),
                "media": (good, weibo, silent, unseen, going, gone),
                "posts": (imported(good, 3, 18), imported(weibo, 19), imported(silent, 1)),
                "checks": tuple(checks()),
            }
            | changes
        )

    return make


def test_counts_by_status_and_outcome(town: Callable[..., Snapshot]) -> None:
    all_, *platforms = media.counts(town(), OFFICE)
    assert (all_.registered, all_.running, all_.cancelling, all_.cancelled) == (6, 4, 1, 1)
    assert (all_.checked, all_.passed, all_.failed, all_.open, all_.unseen) == (3, 2, 1, 0, 1)
    assert all_.rate_told == "66.7%"
    assert [(one.name, one.registered, one.passed) for one in platforms] == [
        ("微信", 3, 1),
        ("微博", 1, 1),
        ("抖音", 2, 0),
    ]


def test_without_a_persons_word_nothing_passes(town: Callable[..., Snapshot]) -> None:
    all_ = media.counts(town())[0]
    assert (all_.passed, all_.failed, all_.open) == (0, 1, 2)
    assert all_.rate_told == "—"
    assert "未定的判定之后才有合格率" in media.summary(town())


def test_the_rate_against_the_period_before(town: Callable[..., Snapshot]) -> None:
    before = town(findings=(), posts=town().posts)
    assert media.counts(town(before=before), OFFICE)[0].change_told == "降低33.3个百分点"
    assert media.counts(town(before=town()), OFFICE)[0].change_told == "持平"
    assert media.counts(town(), OFFICE)[0].change_told == ""


def test_the_summary_says_what_was_not_seen(town: Callable[..., Snapshot]) -> None:
    assert media.summary(town(), OFFICE) == (
        "登记政务新媒体6个，其中运行4个、注销中1个、已注销1个；"
        "本期检查3个，不合格1个、合格2个、未定0个；"
        "另有1个没有导入发布内容或导入不足，未检查，不作结论；合格率66.7%。"
    )


def test_a_line_an_account(town: Callable[..., Snapshot]) -> None:
    told = {
        one.account.handle: (one.posts, one.verdict, one.problems)
        for one in media.lines(town(), OFFICE)
    }
    assert told == {
        "good": (4, "合格", "无"),
        "w": (2, "合格", "无"),
        "silent": (2, "不合格（单项否决）", "两周内没有更新"),
        "unseen": (None, "未知", "未检查"),
        "going": (None, "—", "—"),
        "gone": (None, "—", "—"),
    }


def test_a_quarter_of_which_no_day_is_known_has_no_count(town: Callable[..., Snapshot]) -> None:
    snapshot = town()
    account = snapshot.media[0]
    known = StoredMedia(
        account=account.identifier,
        spans=(DaySpan(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),),
        days=((dt.date(2026, 9, 5), 2),),
    )
    (line, *_) = media.lines(dataclasses.replace(snapshot, posts=(known,)))
    assert (line.posts, line.newest, line.through) == (
        None, dt.date(2026, 9, 5), dt.date(2026, 9, 30),
    )  # fmt: skip
    later = StoredMedia(
        account=account.identifier,
        spans=(DaySpan(dt.date(2026, 11, 25), dt.date(2026, 11, 25)),),
        days=((dt.date(2026, 11, 25), 2),),
    )
    (line, *_) = media.lines(dataclasses.replace(snapshot, posts=(later,)))
    assert (line.posts, line.newest, line.through) == (None, None, None)


def test_the_tracker_of_cancellations(town: Callable[..., Snapshot], tmp_path: Path) -> None:
    write("media", town(), tmp_path / "m.xlsx", Choices(office=OFFICE))
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["政务新媒体", "平台统计", "注销台账"]
    rows = [[cell.value for cell in row][4:8] for row in book["注销台账"].iter_rows(min_row=3)]
    assert rows == [
        ["注销中", "2026-10-21", "", 30],
        ["已注销", "2026-09-01", "2026-10-11", 40],
    ]


def test_the_table_as_csv(town: Callable[..., Snapshot], tmp_path: Path) -> None:
    write("media", town(), tmp_path / "m.csv", Choices(office=OFFICE))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "m.csv").read_text("utf-8-sig"))))
    assert [row["结论"] for row in rows][:4] == ["合格", "合格", "不合格（单项否决）", "未知"]


def test_what_a_workbook_has_on_other_sheets_stands_beside_a_csv(
    town: Callable[..., Snapshot], tmp_path: Path
) -> None:
    beside = write("media", town(), tmp_path / "m.csv", Choices(office=OFFICE))
    assert [one.name for one in beside] == ["m-平台统计.csv", "m-注销台账.csv"]
    assert beside[1].read_text("utf-8-sig").count("已注销") == 1
    last = (tmp_path / "m.csv").read_text("utf-8-sig").splitlines()[-1]
    assert last.startswith("这一份只有“政务新媒体”一张表；“平台统计”“注销台账”在")
    assert write("media", town(), tmp_path / "m.xlsx", Choices(office=OFFICE)) == []


def test_a_cancelled_account_that_goes_on_publishing(town: Callable[..., Snapshot]) -> None:
    gone = town().media[5]
    for day, told in ((12, "2026-10-11 已注销，2026-11-12 还有发布"), (None, "—")):
        posts = (imported(gone, day),) if day else ()
        assert media.lines(town(posts=posts), OFFICE)[5].problems.startswith(told)
    before = StoredMedia(account=gone.identifier, days=((dt.date(2026, 10, 11), 1),))
    assert media.lines(town(posts=(before,)), OFFICE)[5].problems == "—"


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("name", ["bulletin", "selfcheck"])
def test_papers_tell_of_accounts(town: Callable[..., Snapshot], tmp_path: Path, name: str) -> None:
    write(name, town(), tmp_path / "p.docx", Choices(office=OFFICE))
    said = _text(tmp_path / "p.docx")
    assert "登记政务新媒体6个，其中运行4个" in said
    assert "1个账号发现问题1条" in said
    assert "清禾水利（微信）：截至2026年11月20日，已超过14天没有更新" in said
    assert "政务新媒体检查情况表" in said
    assert "检查政务新媒体（本单位填报）个" not in said


@pytest.mark.parametrize("name", ["bulletin", "selfcheck"])
def test_without_a_register_the_office_says_it(
    make_snapshot: Callable[..., Snapshot], tmp_path: Path, name: str
) -> None:
    write(name, make_snapshot(), tmp_path / "p.docx", Choices())
    said = _text(tmp_path / "p.docx")
    assert "检查政务新媒体（本单位填报）个" in said
    assert "政务新媒体检查情况表" not in said


def test_problems_of_accounts_are_none_of_sites(
    town: Callable[..., Snapshot], tmp_path: Path
) -> None:
    write("bulletin", town(), tmp_path / "p.docx", Choices(office=OFFICE))
    assert "存在突出问题的网站0个" in _text(tmp_path / "p.docx")


def test_a_notice_to_the_unit_of_an_account(town: Callable[..., Snapshot], tmp_path: Path) -> None:
    snapshot = town()
    key = snapshot.media[2].identifier
    write("notice", snapshot, tmp_path / "n.docx", Choices(site=key))
    said = _text(tmp_path / "n.docx")
    assert "政务新媒体问题整改通知书" in said
    assert "清禾市水利局：" in said
    assert re.search(rf"清禾水利（微信）（编号{key}）\s*存在1条严重问题", said)
    assert "没有导入" not in said


def test_the_census_has_them_on_a_sheet_of_their_own(
    town: Callable[..., Snapshot], make_snapshot: Callable[..., Snapshot], tmp_path: Path
) -> None:
    write("census", town(), tmp_path / "c.xlsx", Choices(office=OFFICE))
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames[1:] == ["分层级", "政务新媒体", "平台统计", "注销台账"]
    write("census", make_snapshot(), tmp_path / "d.xlsx", Choices(office=OFFICE))
    assert openpyxl.load_workbook(tmp_path / "d.xlsx").sheetnames == ["汇总表", "分层级"]


def test_the_list_of_problems_names_them(town: Callable[..., Snapshot], tmp_path: Path) -> None:
    write("problems", town(), tmp_path / "p.csv", Choices())
    row, *_ = csv.DictReader(io.StringIO((tmp_path / "p.csv").read_text("utf-8-sig")))
    assert (row["网站名称"], row["责任单位"]) == ("清禾水利（微信）", "清禾市水利局")


def test_the_dashboard_lists_them_apart_from_the_figures_of_sites(
    town: Callable[..., Snapshot],
) -> None:
    view = overview.of(town(), OFFICE)
    assert view.media.startswith("登记政务新媒体6个")
    assert [line.site for line in view.findings] == ["清禾水利（微信）"]
    assert view.standings.total() == 0
    assert "登记政务新媒体6个" in dashboard.html(town(), OFFICE)


def test_what_was_mended_and_what_of_a_cancelled_account(
    town: Callable[..., Snapshot],
) -> None:
    snapshot = town()
    (stale,) = snapshot.findings
    mended = stale.model_copy(update={"state": State.FIXED, "fixed_at": stale.last_seen})
    line = media.lines(town(findings=(mended,)), OFFICE)[2]
    assert (line.problems, line.mended) == ("两周内没有更新", "是")
    gone = stale.model_copy(update={"site": snapshot.media[5].identifier})
    assert media.paper_words(town(findings=(gone,)), OFFICE)["media_problems"] == 0
