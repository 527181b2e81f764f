"""A sweep that is told to stop leaves nothing running."""

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REGISTRY = "网站名称,网站标识码,首页网址\n某局,3609000001,http://www.qinghe.gov.cn/\n"


def children_of(process: int) -> list[int]:
    """The processes that a process started and that still run."""
    running = (path for path in Path("/proc").glob("[0-9]*/stat"))
    return [int(path.parent.name) for path in running if _state_and_parent(path)[1] == process]


def _state_and_parent(stat: Path) -> tuple[str, int]:
    try:
        state, parent, *_ = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return "", 0
    return state, int(parent)


def is_running(process: int) -> bool:
    """Whether a process is there that has not ended, whether or not anybody has heard of it."""
    state, _ = _state_and_parent(Path(f"/proc/{process}/stat"))
    return state not in ("", "Z")


def test_a_sweep_that_is_terminated_stops_its_workers_and_its_queue(
    tmp_path: Path, start: Callable[..., Any], until: Callable[..., None]
) -> None:
    (tmp_path / "登记表.csv").write_text(REGISTRY, "utf-8")
    now, hour = dt.datetime.now(), dt.timedelta(hours=1)
    hours = f"{now - hour:%H:%M}-{now + hour:%H:%M}"  # in which nothing is asked for
    sweep = start(
        *(sys.executable, "-m", "govsweep", "sweep", "--registry", "登记表.csv"),
        cwd=tmp_path,
        env={**os.environ, "GOVSWEEP_QUIET_HOURS": hours, "GOVSWEEP_WORKERS": "1"},
    )
    until(lambda: len(children_of(sweep.pid)) == 2, lambda: sweep.poll() is None)  # and a server
    started = children_of(sweep.pid)
    sweep.send_signal(signal.SIGTERM)
    sweep.wait(60)
    left = [one for one in started if is_running(one)]
    for one in left:
        os.kill(one, signal.SIGKILL)
    assert not left
