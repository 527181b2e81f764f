"""What a register changes of known accounts, and which of its rows are older than what is known."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from govsweep.facts import MediaAccount, MediaStatus, Platform, StatusChange
from govsweep.media import KnownStatuses, MediaRow, compared

RUNNING, CANCELLING, CANCELLED = MediaStatus
MAY, OCTOBER, DAY = dt.date(2020, 5, 1), dt.date(2026, 10, 15), dt.date(2026, 11, 30)
GOING = (StatusChange(MAY, RUNNING), StatusChange(DAY, CANCELLING))
BACK = (StatusChange(OCTOBER, CANCELLING), StatusChange(DAY, RUNNING))


def row(status: str, **days: dt.date) -> MediaRow:
    fields = {name: day.isoformat() for name, day in days.items()}
    return MediaRow.model_validate(
        {"platform": "微信", "handle": "fabu", "name": "某发布", "organizer": "某局"}
        | {"status": status}
        | fields
    )


def account(one: MediaRow, history: tuple[StatusChange, ...]) -> MediaAccount:
    status = {"status": history[-1].status} if history else {}
    made = one.model_copy(update=status).account(DAY)
    return msgspec.structs.replace(made, history=history)


@pytest.mark.parametrize(
    ("history", "given", "refused"),
    [
        (GOING, row("运行"), True),
        (GOING, row("运行", opened=MAY), True),
        ((StatusChange(DAY, CANCELLED),), row("注销中", cancelling_on=OCTOBER), True),
        (BACK, row("注销中", cancelling_on=OCTOBER), True),  # it is known, and was taken back
        (GOING, row("注销中", cancelling_on=OCTOBER), False),  # the status in which it stands
        (GOING, row("已注销"), False),  # a step onwards
        (GOING[:1], row("注销中", cancelling_on=OCTOBER), False),
        ((StatusChange(OCTOBER, CANCELLED),), row("运行", opened=DAY), False),  # opened anew
        ((), row("已注销"), False),
    ],
)
def test_a_row_that_is_older_than_a_known_status(
    history: tuple[StatusChange, ...], given: MediaRow, refused: bool
) -> None:
    found = KnownStatuses([account(row("运行"), history)]).refused(given)
    assert (found is not None) == refused
    if found is not None:
        assert found[0] == "status"
        assert str(history[-1].day) in found[1]


def test_an_account_that_nobody_knows_is_taken() -> None:
    assert KnownStatuses([]).refused(row("运行")) is None


def test_what_changed_is_told_by_its_fields(
    a_media_account: Callable[..., MediaAccount],
) -> None:
    same, old = a_media_account("a"), a_media_account("b", name="旧名", interactive=None)
    now = a_media_account("b", name="新名", interactive=True)
    new = a_media_account("c")
    saved = compared([same, old], [same, now, new])
    assert (saved.new, saved.same) == ((new.identifier,), 1)
    (change,) = saved.changed
    assert change.told == f"{old.shown_name}：名称 旧名→新名，互动功能 空→有"


def test_a_handle_of_weixin_in_another_case_is_the_registered_one() -> None:
    known = KnownStatuses([account(row("运行"), GOING)])
    other = row("运行").model_copy(update={"handle": "FaBu"})
    assert known.registered(other).handle == "fabu"
    assert known.refused(other) is not None
    weibo = other.model_copy(update={"platform": Platform.WEIBO})
    assert known.registered(weibo).handle == "FaBu"
    assert KnownStatuses([]).registered(other).handle == "FaBu"


class TestFieldsThatARegisterLacks:
    def known(self) -> MediaAccount:
        there = account(row("注销中", opened=MAY), GOING)
        return msgspec.structs.replace(
            there, url="http://a.cn/", addresses=("http://a.cn/",), interactive=True, max_age_days=7
        )

    def read(self, folder: Path, text: str) -> tuple[MediaAccount, str]:
        path, known = folder / "表.csv", KnownStatuses([self.known()])
        path.write_text(text, "utf-8")
        (one,), faults = known.read(path, DAY)
        assert not faults
        return known.account(one, DAY), known.told_kept

    def test_a_known_account_keeps_them(self, tmp_path: Path) -> None:
        made, told = self.read(tmp_path, "平台,账号,名称,主办单位\n微信,fabu,新名,某局\n")
        kept = msgspec.structs.replace(self.known(), name="新名", history=())
        assert made == kept
        assert told.endswith("保留原值的字段：状态、主页网址、开设日期、互动功能、更新期限")

    def test_an_empty_cell_empties(self, tmp_path: Path) -> None:
        head = "平台,账号,名称,主办单位,状态,主页网址,开设日期,互动功能,更新期限\n"
        made, told = self.read(tmp_path, head + "微信,fabu,某发布,某局,注销中,,,,\n")
        assert (made.addresses, made.opened, made.interactive, made.max_age_days) == (
            (), None, None, 14,
        )  # fmt: skip
        assert told == ""

    def test_one_that_nobody_knows_has_what_rows_say(self, tmp_path: Path) -> None:
        made, told = self.read(tmp_path, "平台,账号,名称,主办单位\n微信,other,某发布,某局\n")
        assert (made.status, made.max_age_days, told) == (RUNNING, 14, "")
