"""Running a sweep: open it, set workers to it, watch them, settle and close it."""

from govsweep.sweep_runner.closing import Closed, close, unmet_of
from govsweep.sweep_runner.importing import import_columns, import_sites
from govsweep.sweep_runner.office import open_store, ordered, rules_of
from govsweep.sweep_runner.opening import SWEPT, drawn_sites, open_sweep, weekly
from govsweep.sweep_runner.queue_servers import check_queue_server, queue_server
from govsweep.sweep_runner.rejudging import judge_posts, rejudge
from govsweep.sweep_runner.working import Watch, WorkerPool, work

__all__ = [
    "SWEPT",
    "Closed",
    "Watch",
    "WorkerPool",
    "check_queue_server",
    "close",
    "drawn_sites",
    "import_columns",
    "import_sites",
    "judge_posts",
    "open_store",
    "open_sweep",
    "ordered",
    "queue_server",
    "rejudge",
    "rules_of",
    "unmet_of",
    "weekly",
    "work",
]
