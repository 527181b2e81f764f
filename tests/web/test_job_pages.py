"""Jobs on pages, run by real processes: recheck now, start and stop a sweep."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select

from govsweep import clock, job_runner
from govsweep.accounts import Actor, AuditAct, Role
from govsweep.findings import State
from govsweep.job_runner import JobRunner
from govsweep.jobs import ASKED, LEASE, Job, JobKind, JobState
from govsweep.rectification import issue
from govsweep.store import Store
from govsweep.tables import job

PATIENCE = 300.0


@pytest.fixture
def desk(
    office: Any, serve: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The office with runners of jobs; a job knows its database by the environment."""
    url = f"sqlite:///{tmp_path}/office.db"
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", url)
    monkeypatch.delenv("GOVSWEEP_LEXICONS", raising=False)
    monkeypatch.chdir(tmp_path)
    with running(office.store) as runners, serve(url, runners=runners) as server:
        server.store, server.runners = office.store, runners
        yield server


@contextmanager
def running(store: Store) -> Iterator[dict[JobKind, JobRunner]]:
    runners = {kind: JobRunner(store, kind) for kind in JobKind}
    for one in runners.values():
        one.start()
    yield runners
    for one in runners.values():
        one.close()


def awaited(store: Store, kind: JobKind, until: Callable[[Job], bool]) -> Job:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        (last,) = store.jobs.all(kind, limit=1)
        if until(last):
            return last
        time.sleep(0.1)
    raise AssertionError(last)


def is_over(one: Job) -> bool:
    return not one.is_open


class TestRecheck:
    def test_is_asked_for_watched_and_told(self, desk: Any, log_in: Any) -> None:
        (one,) = desk.store.findings.all(state=[State.FIXED])  # which takes no request
        reviewer = log_in(desk, "reviewer")
        page = f"/findings/{one.id}"
        assert reviewer.ask(f"{page}/recheck/events").status == 204
        answer = reviewer.send(f"{page}/recheck")
        assert (answer.status, answer.headers["location"]) == (303, page)
        said = reviewer.ask(f"{page}/recheck/events").text
        assert json.loads(said.partition("data: ")[2])["told"]
        done = awaited(desk.store, JobKind.RECHECK, is_over)
        assert (done.state, done.told) == (
            JobState.DONE,
            "复查 0 个问题：已整改 0，仍存在 0，未能判断 0；没有复查 1 个",
        )
        assert json.loads(reviewer.ask(f"{page}/recheck/events").text.partition("data: ")[2]) == {
            "told": "做完：复查 0 个问题：已整改 0，仍存在 0，未能判断 0；没有复查 1 个",
            "over": True,
        }
        assert "做完：复查 0 个问题" in reviewer.ask(page).text
        assert desk.store.audit.entries(limit=1)[1][0].act is AuditAct.RECHECK_ASKED

    def test_asked_for_twice_is_refused(self, desk: Any, log_in: Any) -> None:
        (one,) = desk.store.findings.all(state=[State.FIXED])
        desk.store.jobs.ask_for(JobKind.RECHECK, one.id, Actor(name="别人"), clock.now())
        answer = log_in(desk, "reviewer").send(f"/findings/{one.id}/recheck")
        if answer.status == 303:  # the other's was done already
            assert awaited(desk.store, JobKind.RECHECK, is_over)
        else:
            assert (answer.status, "别人已经要求过" in answer.text) == (400, True)

    def test_of_all_that_units_asked_for(self, desk: Any, log_in: Any) -> None:
        own = next(one for one in desk.store.findings.all() if one.site == "5118000002")
        issue(desk.store, own.site, {"办": [own.id]}, number=None, at=clock.now(), working_days=5)
        (notice,) = desk.store.notices.all()
        contact, reviewer = log_in(desk, "contact"), log_in(desk, "reviewer")
        assert "现在复查" not in reviewer.ask("/notices").text
        fields = {f"kind-{own.id}": "mended", f"words-{own.id}": "已改", "recheck": own.id}
        assert contact.send(f"/notices/{notice.id}/answers", **fields).status == 303
        assert "现在复查这 1 个" in reviewer.ask("/notices").text
        assert "现在复查" not in contact.ask("/notices").text
        assert reviewer.send("/notices/recheck").status == 303
        done = awaited(desk.store, JobKind.RECHECK, is_over)
        assert (done.subject, done.state) == (ASKED, JobState.DONE)
        assert done.told.startswith("复查 1 个问题：")
        said = reviewer.ask("/notices/recheck/events").text
        assert json.loads(said.partition("data: ")[2])["over"] is True

    def test_of_what_is_not_there_is_not_asked_for(self, desk: Any, log_in: Any) -> None:
        reviewer = log_in(desk, "reviewer")
        for key in ("0" * 32, "x"):
            assert reviewer.send(f"/findings/{key}/recheck").status == 404
        assert desk.store.jobs.all(JobKind.RECHECK) == []

    def test_a_reader_and_a_unit_see_nothing_of_it(self, desk: Any, log_in: Any) -> None:
        own = next(one for one in desk.store.findings.all() if one.site == "5118000002")
        for role in (Role.READER, Role.CONTACT):
            assert "现在复查" not in log_in(desk, role.value).ask(f"/findings/{own.id}").text


class TestSweep:
    def test_that_cannot_begin_says_why(
        self, desk: Any, log_in: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOVSWEEP_LEXICONS", "/nowhere")
        admin = log_in(desk, "admin")
        assert admin.send("/running/start").status == 303
        failed = awaited(desk.store, JobKind.SWEEP, is_over)
        assert failed.state is JobState.FAILED
        assert "词表文件夹 /nowhere 不存在" in failed.told
        assert "没有做成" in admin.ask("/running").text

    def test_is_stopped_and_closed(
        self, desk: Any, log_in: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stays = ("serve", "--port", "0")  # any command that goes on until it is told to stop
        monkeypatch.setitem(job_runner._COMMANDS, JobKind.SWEEP, stays)
        monkeypatch.setitem(job_runner._AFTER_STOP, JobKind.SWEEP, ("users", "list"))
        admin = log_in(desk, "admin")
        assert admin.send("/running/stop").status == 400
        admin.send("/running/start")
        awaited(desk.store, JobKind.SWEEP, lambda one: "登录" in one.told)
        assert "停止并收尾" in admin.ask("/running").text
        assert admin.send("/running/stop").status == 303
        stopped = awaited(desk.store, JobKind.SWEEP, is_over)
        assert stopped.state is JobState.STOPPED
        assert stopped.told.startswith("reviewer")  # what the command after it said last
        assert desk.store.audit.entries(limit=1)[1][0].act is AuditAct.JOB_STOPPED

    def test_ends_with_the_pages_and_is_told_to_be_aborted(
        self, desk: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(job_runner._COMMANDS, JobKind.SWEEP, ("serve", "--port", "0"))
        desk.store.jobs.ask_for(JobKind.SWEEP, "", Actor(name="王工"), clock.now())
        awaited(desk.store, JobKind.SWEEP, lambda one: "登录" in one.told)
        desk.runners[JobKind.SWEEP].close()
        (left,) = desk.store.jobs.all(JobKind.SWEEP)
        assert left.state is JobState.ABORTED


SERVES = """
import sys, time
from govsweep import job_runner
from govsweep.job_runner import JobRunner
from govsweep.jobs import JobKind
from govsweep.store import Store
job_runner._COMMANDS[JobKind.SWEEP] = ("serve", "--port", "0")
store = Store(sys.argv[1])
runner = JobRunner(store, JobKind.SWEEP)
runner.start()
time.sleep(600)
"""


def test_a_job_ends_with_a_runner_that_is_killed(
    office: Any, start: Callable[..., Any], until: Callable[..., None], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/office.db"
    words = os.environ | {"GOVSWEEP_DATABASE_URL": url}
    pages = start(sys.executable, "-c", SERVES, url, cwd=tmp_path, env=words)
    office.store.jobs.ask_for(JobKind.SWEEP, "", Actor(name="王工"), clock.now())
    awaited(office.store, JobKind.SWEEP, lambda one: "登录" in one.told)
    (child,) = {
        one
        for task in Path(f"/proc/{pages.pid}/task").iterdir()
        for one in (task / "children").read_text("utf-8").split()
    }
    pages.kill()
    until(lambda: _is_over(int(child)))


def _is_over(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"  # nobody is left who would look how it ended


def test_jobs_are_kept_and_those_that_are_not_are_aborted(
    desk: Any, monkeypatch: pytest.MonkeyPatch, until: Callable[..., None]
) -> None:
    monkeypatch.setitem(job_runner._COMMANDS, JobKind.SWEEP, ("serve", "--port", "0"))
    long_ago = clock.now() - timedelta(seconds=LEASE + 1)
    desk.store.jobs.ask_for(JobKind.RECHECK, "ab" * 16, Actor(name="王工"), long_ago)
    desk.store.jobs.take(JobKind.RECHECK, "a container that is gone", long_ago)
    desk.store.jobs.ask_for(JobKind.SWEEP, "", Actor(name="王工"), clock.now())
    gone = awaited(desk.store, JobKind.RECHECK, is_over)
    assert gone.state is JobState.ABORTED
    running = awaited(desk.store, JobKind.SWEEP, lambda one: "登录" in one.told)
    until(lambda: _alive(desk.store) > running.started_at.timestamp())


def _alive(store: Store) -> float:
    with store.engine.connect() as connection:
        return float(connection.scalar(select(func.max(job.c.alive_at))))


def test_what_a_program_that_is_gone_left_is_told_to_be_aborted(office: Any) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    host, number = socket.gethostname(), int(gone.stdout)
    for subject, runner in (("a", f"{host}.{number}"), ("b", f"{host}.{os.getpid()}")):
        office.store.jobs.ask_for(JobKind.RECHECK, subject, Actor(name="王工"), clock.now())
        office.store.jobs.take(JobKind.RECHECK, runner, clock.now())
    runner = JobRunner(office.store, JobKind.RECHECK)
    runner.start()
    runner.close()
    states = {one.subject: one.state for one in office.store.jobs.all(JobKind.RECHECK)}
    assert states == {"a": JobState.ABORTED, "b": JobState.RUNNING}


def test_what_an_earlier_process_of_the_same_number_left_is_told_to_be_aborted(
    office: Any,
) -> None:
    """After the machine starts anew, and in a container always, the number is in use again."""
    own = JobRunner(office.store, JobKind.RECHECK)._name
    earlier = f"{socket.gethostname()}.{os.getpid()}.0"
    for subject, runner in (("a", earlier), ("b", own)):
        office.store.jobs.ask_for(JobKind.RECHECK, subject, Actor(name="王工"), clock.now())
        office.store.jobs.take(JobKind.RECHECK, runner, clock.now())
    runner = JobRunner(office.store, JobKind.RECHECK)
    runner.start()
    runner.close()
    states = {one.subject: one.state for one in office.store.jobs.all(JobKind.RECHECK)}
    assert states == {"a": JobState.ABORTED, "b": JobState.RUNNING}


def test_a_database_that_was_away_does_not_end_the_looking_for_jobs(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(job_runner._COMMANDS, JobKind.SWEEP, ("users", "list"))
    here = desk.store._transactions.engine
    away = create_engine("sqlite:////nowhere/office.db")
    monkeypatch.setattr(desk.store._transactions, "engine", away)
    time.sleep(2 * job_runner._GLANCE)  # it looks at least once
    monkeypatch.setattr(desk.store._transactions, "engine", here)
    desk.store.jobs.ask_for(JobKind.SWEEP, "", Actor(name="王工"), clock.now())
    assert awaited(desk.store, JobKind.SWEEP, is_over).state is JobState.DONE


def test_without_runners_nothing_is_asked_for(office: Any, log_in: Any) -> None:
    admin = log_in(office, "admin")
    answer = admin.send("/running/start")
    assert (answer.status, "这里没有开启复查和巡检" in answer.text) == (400, True)
    assert "开始巡检" not in admin.ask("/running").text
