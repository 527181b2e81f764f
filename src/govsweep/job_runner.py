"""Running jobs, each as a command in a process of its own; nobody who asks waits for it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from govsweep import clock
from govsweep.errors import ServiceError
from govsweep.jobs import Job, JobKind, JobState
from govsweep.store import Store

# Whoever started us may have told us to ignore what a terminal says; a job hears it.
# It holds one end of a pipe, and is interrupted when nobody holds the other any more: whoever ran
# it was killed and could not end it.
_PROGRAM = """
import os, signal, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
def leave_with_the_runner():
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=leave_with_the_runner, daemon=True).start()
from govsweep.cli import main
main(prog_name="govsweep")
"""
_GLANCE = 1.0  # seconds between two looks for jobs
_BEAT = 10.0  # seconds between two signs that a job is still run
_PATIENCE = 60.0  # seconds that a command has to end after it was asked to
_COMMANDS = {JobKind.RECHECK: ("recheck", "{subject}"), JobKind.SWEEP: ("sweep",)}
_AFTER_STOP = {JobKind.SWEEP: ("sweep", "close")}  # what was read so far is judged


class JobRunner:
    """Takes the jobs of one kind, one after the other.

    What an earlier run of this program on this machine left unfinished is told to be aborted, and
    what a run elsewhere left once nothing was heard of it for `jobs.LEASE`.
    """

    def __init__(self, store: Store, kind: JobKind) -> None:
        """Run those of a kind."""
        self._store, self._kind = store, kind
        self._name = f"{socket.gethostname()}.{_birth(os.getpid())}"
        self._ended = threading.Event()
        self._stopped: set[int] = set()
        self._process: subprocess.Popen[str] | None = None
        self._running: Job | None = None
        self._thread = threading.Thread(target=self._run, name=f"jobs-{kind}", daemon=True)
        self._keeper = threading.Thread(target=self._keep, name=f"kept-{kind}", daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        self._store.jobs.abort_left(self._kind, _is_gone, clock.now())
        self._thread.start()
        self._keeper.start()

    def stop(self, number: int) -> None:
        """Ask a job that runs to end."""
        self._stopped.add(number)
        self._interrupt()

    def close(self) -> None:
        """Take no more jobs; the one that runs is ended, and told to be aborted."""
        self._ended.set()
        self._interrupt()
        self._thread.join(_PATIENCE)
        self._keeper.join(_PATIENCE)

    def _interrupt(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGINT)

    def _keep(self) -> None:
        """Say of the job that runs that it does, and look after those of runners that are gone."""
        while not self._ended.wait(_BEAT):
            with contextlib.suppress(ServiceError):
                if (one := self._running) is not None:
                    self._store.jobs.keep(one.id, clock.now())
                self._store.jobs.abort_left(self._kind, _is_gone, clock.now())

    def _run(self) -> None:
        while not self._ended.wait(_GLANCE):
            # A database that is away for a while is no reason never to look for jobs again.
            with contextlib.suppress(ServiceError):
                one = self._store.jobs.take(self._kind, self._name, clock.now())
                if one is not None:
                    self._finish(one)

    def _finish(self, one: Job) -> None:
        """Do a job and note how it ended, as soon as the database takes it."""
        self._running = one
        try:
            state = self._state(one)
        except (ServiceError, OSError):  # the database is away, or there is no process to be had
            state = JobState.FAILED
        finally:
            self._running = None
        while True:
            try:
                return self._store.jobs.end(one.id, state, clock.now())
            except ServiceError:
                if self._ended.wait(_GLANCE):
                    raise

    def _state(self, one: Job) -> JobState:
        code = 0 if one.id in self._stopped else self._call(one, _COMMANDS[one.kind])
        if self._ended.is_set():
            return JobState.ABORTED
        if one.id in self._stopped:
            if one.kind in _AFTER_STOP:
                self._call(one, _AFTER_STOP[one.kind])
            return JobState.STOPPED
        # 1: done, and something is to be looked at; it says what.
        return JobState.DONE if code in (0, 1) else JobState.FAILED

    def _call(self, one: Job, words: tuple[str, ...]) -> int:
        words = tuple(word.format(subject=one.subject) for word in words)
        command = [sys.executable, "-c", _PROGRAM, *words]
        with subprocess.Popen(  # noqa: S603 - our own module, and a finding's key
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
            start_new_session=True,  # Ctrl+C in the terminal of the pages is not its own
        ) as process:
            self._process = process
            if self._ended.is_set():
                self._interrupt()  # that was asked for before there was a process
            for line in self._lines(process):
                self._store.jobs.tell(one.id, line)
        self._process = None
        return process.returncode

    @staticmethod
    def _lines(process: "subprocess.Popen[str]") -> Iterator[str]:
        for line in process.stdout or ():
            if line.strip():
                yield line.strip()


def _birth(process: int) -> str:
    """A process by its number and, where the system tells it, the tick at which it began.

    Numbers come again: after the machine starts anew, and in a container nearly always.
    """
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return str(process)
    # The name stands in parentheses and may hold anything; the tick is the 20th word after it.
    return f"{process}.{told.rpartition(')')[2].split()[19]}"


def _is_gone(runner: str) -> bool:
    """Whether a process of this machine that ran jobs is there no more."""
    own = f"{socket.gethostname()}."
    process, _, tick = runner.removeprefix(own).partition(".")
    if not runner.startswith(own) or not process.isdigit():
        return False  # nobody can tell from here
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return bool(tick) and _birth(int(process)) != f"{process}.{tick}"
