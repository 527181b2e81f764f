"""Forks workers of a process that has loaded all they need, as if each had been started anew.

    python fork_server.py SOCKET

Loading takes most of what a worker does in a test of a few pages. A request on the socket is a
folder, an environment and words in JSON, with the files that are to be the worker's standard output
and error. What was forked and what ended is told on standard output: `forked PID`, `ended PID 0`.
"""

import atexit
import datetime as dt
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

from scrapy.utils.misc import load_object

from govsweep import worker
from govsweep.config import Settings
from govsweep.facts import Site
from govsweep.judging import Judges
from govsweep.rules import load_rules

_DAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
_ORDERED = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")
_SINGLE = ("DOWNLOADER", "SCHEDULER", "STATS_CLASS", "LOG_FORMATTER", "REQUEST_FINGERPRINTER_CLASS")


def load() -> None:
    """Load the modules and the rules of a worker; nothing is opened, no thread is begun."""
    gc.disable()  # as a worker does while it loads
    chosen = worker.scrapy_settings(Settings())
    paths = [path for name in _ORDERED for path in chosen.getwithbase(name)]
    paths += chosen.getwithbase("DOWNLOAD_HANDLERS").values()
    for path in (*paths, *(chosen[name] for name in _SINGLE)):
        if path is not None:
            load_object(path)
    share_words()
    read_first_page(Judges.by(load_rules(None, "2019"), []))
    assert "twisted.internet.reactor" not in sys.modules, "each worker installs its own"


def share_words() -> None:
    """Let all that is forked judge by the words that are made ready here."""
    here = str(Path(__file__).parents[1])
    sys.path.append(here)  # no worker finds its modules there
    from simulate.words import read_once  # noqa: PLC0415

    sys.path.remove(here)
    read_once()


def read_first_page(judges: Judges) -> None:
    """Read and judge a page: much is loaded only when the first one comes."""
    document = "<html><body><div><p>会议对下一步工作作了布署。</p></div></body></html>".encode()
    read = worker.DocumentReader(_DAY.date())
    page = read(document, url="http://www.qinghe.gov.cn/", content_type="text/html", home=True)
    site = Site(identifier="5118000001", name="清禾市", url=page.url, organizer="办公室")
    assert judges.pages(1, _DAY.date())(page, site, _DAY).findings


def serve(requests: socket.socket) -> list[str] | None:
    """Fork at every request; the words of a worker in what was forked."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    while True:
        ready, _, _ = select.select([requests, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            reap()
        if requests in ready:
            told, files, _, _ = socket.recv_fds(requests, 1 << 20, 2)
            if not told:
                return None
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.close(woken)
                os.close(wake)
                folder, environment, words = json.loads(told)
                become(folder, environment, files)
                return list(words)
            for file in files:
                os.close(file)
            print("forked", pid, flush=True)


def reap() -> None:
    """Tell what ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        print("ended", pid, os.waitstatus_to_exitcode(status), flush=True)


def become(folder: str, environment: dict[str, str], files: list[int]) -> None:
    """Take on a worker's folder, environment and streams."""
    os.chdir(folder)
    for file, place in zip(files, (1, 2), strict=True):
        os.dup2(file, place)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    named = environment.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = [folder, *filter(None, named)]  # as `python -m` has it


def end(code: int) -> NoReturn:
    """End as a program does, but let the system free what was loaded before the fork.

    To take apart every object of it takes a quarter of what a worker does in a test.
    """
    threading._shutdown()  # waits for threads, and first has pools of them end
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    load()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as requests:
        requests.connect(sys.argv[1])
        print("ready", flush=True)
        words = serve(requests)
    if words is None:
        sys.exit(0)
    end(worker.main(words))
