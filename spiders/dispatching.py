"""Dispatching: the next request of a lease; what needs none goes to the store at once."""

from scrapy import Request

from govsweep.facts import Failure
from govsweep.frontier import Errand, Ticket
from govsweep.spiders.assignment import Sink
from govsweep.spiders.catching import Catcher, Exchange
from govsweep.spiders.lease import Lease
from govsweep.spiders.requests import Requests
from govsweep.spiders.scouting import Scouts
from govsweep.spiders.traps import ALIKE
from govsweep.spiders.verdicts import Answer, Verdict

_DEATHS = 3  # a ticket that so many workers died with is not asked for again


class Dispatcher:
    """Makes requests of tickets, for one worker."""

    def __init__(self, requests: Requests, scouts: Scouts, catcher: Catcher, sink: Sink) -> None:
        self._requests = requests
        self._scouts = scouts
        self._catcher = catcher
        self._sink = sink

    def next_request(self, lease: Lease) -> Request | None:
        """The next request of a lease that has one to send."""
        while lease.startable:
            scout = self._scouts.next_request(lease)
            if scout is not None:
                return scout
            ticket = lease.begin()
            if not self._is_answered(ticket, lease):
                return self._request(ticket, lease)
        return None

    def _request(self, ticket: Ticket, lease: Lease) -> Request | None:
        try:
            return self._requests.of(ticket, lease)
        except ValueError:  # an address that cannot be asked for
            lease.land(ticket.key)
            verdict = Verdict(Answer.FAILED, Failure.DNS)
            self._sink.put(self._catcher.without_page(Exchange(ticket, lease, verdict)))
            return None

    def _is_answered(self, ticket: Ticket, lease: Lease) -> bool:
        """Whether a ticket needs no request; then it is on its way to the store."""
        if ticket.deaths >= _DEATHS:
            catch = self._catcher.parked(ticket, lease)
        elif ticket.errand is Errand.PROBE and ticket.fingerprint in lease.read:
            catch = self._catcher.known_already(ticket, lease)
        elif self._scouts.forbids(ticket, lease):
            catch = self._catcher.forbidden(ticket, lease)
        elif self._is_cut(ticket, lease):
            catch = self._catcher.cut(ticket, lease, ALIKE)
        else:
            return False
        lease.land(ticket.key)
        self._sink.put(catch)
        return True

    @staticmethod
    def _is_cut(ticket: Ticket, lease: Lease) -> bool:
        if lease.caps is None or ticket.errand is not Errand.PAGE or ticket.key == lease.home:
            return False
        return lease.caps.says_nothing_new(ticket.url)
