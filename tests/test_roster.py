"""Who is on duty, and on which days sites are looked at more often."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep import clock
from govsweep.cli import main
from govsweep.periods import Span
from govsweep.reports import read_office
from govsweep.roster import DutyShift, read_roster, roster_days, why_heightened
from govsweep.rules.workdays import public_holiday

SESSIONS = Span(dt.date(2026, 3, 4), dt.date(2026, 3, 11), "两会")
NATIONAL = dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (NATIONAL, "国庆节"),
        (dt.date(2026, 10, 10), ""),  # a Saturday that is worked
        (dt.date(2026, 10, 17), ""),  # a plain weekend
        (dt.date(2026, 3, 4), "两会"),
        (dt.date(2026, 3, 12), ""),
        (dt.date(2199, 10, 1), ""),  # of a year that nobody knows
    ],
)
def test_days_on_which_sites_are_looked_at_more_often(day: dt.date, why: str) -> None:
    assert why_heightened(day, [SESSIONS]) == why


def test_a_holiday_in_a_period_is_both() -> None:
    whole_year = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31), "保障")
    assert why_heightened(NATIONAL, [whole_year]) == "国庆节、保障"
    assert public_holiday(NATIONAL) == "国庆节"


def test_a_day_without_anybody_is_told() -> None:
    shifts = [DutyShift(day=NATIONAL, name="张三"), DutyShift(day=NATIONAL, name="李四")]
    days = list(roster_days(dt.date(2026, 9, 30), dt.date(2026, 10, 2), shifts, ()))
    assert [(one.why, len(one.shifts), one.is_unmanned) for one in days] == [
        ("", 0, False),
        ("国庆节", 2, False),
        ("国庆节", 0, True),
    ]


def test_wrong_lines_are_refused_by_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "值班表.csv"
    file.write_text(
        "日期,姓名,电话\n2026年10月1日,张三,1\n2026-13-01,李四,2\n2026-10-02,,3\n2026-10-01,张三,4\n",
        "utf-8",
    )
    read = read_roster(file)
    assert [(one.day, one.name) for one in read.rows] == [(NATIONAL, "张三")]
    told = [str(one) for one in read.faults]
    assert "第 3 行，字段 日期：“2026-13-01”不是日期" in told[0]
    assert "第 4 行，字段 姓名" in told[1]
    assert "第 5 行，字段 姓名" in told[2]
    (tmp_path / "office.toml").write_text('roster_file = "值班表.csv"\n', "utf-8")
    office = read_office(tmp_path / "office.toml")
    assert (office.roster, office.roster_refused) == (tuple(read.rows), 3)
    assert office.faults == tuple(told)


class TestTheOffice:
    """From the office's files to what is printed and done."""

    @pytest.fixture
    def run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GOVSWEEP_DATABASE_URL", f"sqlite:///{tmp_path}/x.db")

        def run(*words: str, at: dt.date, code: int = 0) -> Result:
            moment = dt.datetime.combine(at, dt.time(4), dt.UTC)
            monkeypatch.setattr(clock, "now", lambda: moment)
            done = CliRunner().invoke(main, [*words])
            assert done.exit_code == code, done.output
            return done

        return run

    @pytest.fixture(autouse=True)
    def office(self, tmp_path: Path) -> None:
        (tmp_path / "值班表.csv").write_text(
            "日期,姓名,电话,说明\n2026-10-01,张三,139,带班\n2026-10-01,李四,138,\n2026-10-02,王五,,\n",
            "utf-8",
        )
        (tmp_path / "office.toml").write_text(
            'roster_file = "值班表.csv"\n[heightened."两会"]\n'
            "begins = 2026-03-04\nends = 2026-03-11\n",
            "utf-8",
        )

    def test_the_days_ahead_and_who_is_missing(self, run: Callable[..., Result]) -> None:
        told = run("roster", "--days", "3", at=dt.date(2026, 9, 30)).stdout.splitlines()
        assert told[1:] == [
            "2026-09-30\t三\t—\t—",
            "2026-10-01\t四\t国庆节\t张三（带班） 139、李四 138",
            "2026-10-02\t五\t国庆节\t王五",
        ]
        missing = run("roster", "--days", "4", at=dt.date(2026, 9, 30), code=1).stderr
        assert "没有人值班：2026-10-03（国庆节）" in missing
        assert "（两会）" in run("roster", "--days", "1", at=dt.date(2026, 3, 5), code=1).stderr

    def test_a_wrong_line_is_told_and_the_others_stand(
        self, run: Callable[..., Result], tmp_path: Path
    ) -> None:
        table = tmp_path / "值班表.csv"
        table.write_text(table.read_text("utf-8") + "2026-10-03号,赵六,,\n", "utf-8")
        told = run("roster", "--days", "3", at=dt.date(2026, 9, 30))
        assert "2026-10-02\t五\t国庆节\t王五" in told.stdout
        assert "值班表.csv 第 5 行，字段 日期：“2026-10-03号”不是日期" in told.stderr
        assert "没有采用这一行" in told.stderr
        assert "2026-10-01 是国庆节" in run("sweep", "--heightened", at=NATIONAL, code=2).stdout

    def test_a_misspelt_head_is_told(self, run: Callable[..., Result], tmp_path: Path) -> None:
        assert "没有用到" not in run("roster", "--days", "3", at=dt.date(2026, 9, 30)).stderr
        table = tmp_path / "值班表.csv"
        table.write_text(table.read_text("utf-8").replace("电话", "电活"), "utf-8")
        told = run("roster", "--days", "3", at=dt.date(2026, 9, 30))
        assert "值班表.csv 的“电活”一列没有用到" in told.stderr

    def test_a_sweep_more_is_done_on_these_days_alone(self, run: Callable[..., Result]) -> None:
        told = run("sweep", "--heightened", at=dt.date(2026, 9, 29))
        assert told.stdout == "2026-09-29 不是节假日，也不在重点时段里：不加巡\n"
        told = run("sweep", "--heightened", at=NATIONAL, code=2)
        assert "2026-10-01 是国庆节：加巡" in told.stdout
        assert "登记" in told.stderr, "it goes on, and finds that no site is registered"

    def test_without_a_roster_nobody_is_missing(
        self, run: Callable[..., Result], tmp_path: Path
    ) -> None:
        (tmp_path / "office.toml").unlink()
        told = run("roster", "--days", "1", at=NATIONAL)
        assert "没有写 roster_file" in told.stderr
