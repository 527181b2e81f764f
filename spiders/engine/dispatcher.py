"""Dispatching: the next request of a lease; what needs none goes to the store at once."""

from collections.abc import Callable

from scrapy import Request

from govsweep.facts import Failure
from govsweep.frontier import Task, TaskPurpose
from govsweep.spiders.assignment import Sink
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.preflight import Preflight
from govsweep.spiders.http.replies import Reply, ReplyKind
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.outcome_builder import Ending, OutcomeBuilder
from govsweep.spiders.requests import Requests
from govsweep.spiders.traps import ALIKE

_DEATHS = 3  # a task that so many workers died with is not asked for again


class Dispatcher:
    """Makes requests of tasks, for one worker."""

    def __init__(
        self,
        requests: Requests,
        preflight: Preflight,
        outcome_builder: OutcomeBuilder,
        sink: Sink,
        first_look: Callable[[FetchOutcome], Request],
    ) -> None:
        self._requests = requests
        self._preflight = preflight
        self._outcomes = outcome_builder
        self._sink = sink
        self._first_look = first_look

    def next_request(self, lease: Lease) -> Request | None:
        """The next request of a lease that has one to send."""
        while lease.startable:
            step = self._preflight.next_request(lease)
            if step is not None:
                return step
            task = lease.begin()
            if not self._is_answered(task, lease):
                return self._request(task, lease)
        return None

    def _request(self, task: Task, lease: Lease) -> Request | None:
        if task.purpose is TaskPurpose.TIMING and task.depth:
            return self._first_look(self._outcomes.known_already(task, lease))
        try:
            return self._requests.of(task, lease)
        except ValueError:  # an address that cannot be asked for
            lease.land(task.key)
            reply = Reply(ReplyKind.FAILED, Failure.DNS)
            self._sink.put(self._outcomes.without_page(Ending(task, lease, reply)))
            return None

    def _is_answered(self, task: Task, lease: Lease) -> bool:
        """Whether a task needs no request; then it is on its way to the store."""
        if task.deaths >= _DEATHS:
            outcome = self._outcomes.parked(task, lease)
        elif task.purpose is TaskPurpose.LINK and task.fingerprint in lease.read:
            outcome = self._outcomes.known_already(task, lease)
        elif task.purpose is not TaskPurpose.TIMING and lease.is_silent(task.url):
            outcome = self._outcomes.untested(task, lease)
        elif self._preflight.forbids(task, lease):
            outcome = self._outcomes.forbidden(task, lease)
        elif self._is_cut(task, lease):
            outcome = self._outcomes.cut(task, lease, ALIKE)
        elif task.purpose is not TaskPurpose.TIMING and (
            failed := self._outcomes.failed_already(task, lease)
        ):
            outcome = failed
        elif task.purpose is not TaskPurpose.TIMING and (
            postponed := self._outcomes.postponed(task, lease)
        ):
            outcome = postponed
        else:
            return False
        lease.land(task.key)
        self._sink.put(outcome)
        return True

    @staticmethod
    def _is_cut(task: Task, lease: Lease) -> bool:
        if lease.caps is None or task.purpose is not TaskPurpose.PAGE or task.key == lease.home:
            return False
        return lease.caps.says_nothing_new(task.url)
