"""By which name a foreign host is asked, where it has nothing under the crawl's own.

Some servers answer 404 to whatever they take for a program, whatever it asks for. The first page
that is missing on a host that has shown nothing yet is asked for once more, as a browser asks;
where that is shown, the rest of the host is asked for so from then on.
"""

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from govsweep.frontier import TaskPurpose
from govsweep.link_status import GONE
from govsweep.spiders.engine.lease import AgentTrial, Lease
from govsweep.spiders.http.replies import Reply, ReplyKind
from govsweep.spiders.requests import Requests

_ASKED_SO = "as_browser"  # in a request's meta
_OPEN = (AgentTrial.NONE, AgentTrial.PENDING)


class Agents:
    """Tries a browser's name, once a host and lease."""

    def __init__(self, settings: BaseSettings, requests: Requests) -> None:
        self._tries = bool(settings.get("BROWSER_AGENT"))
        self._requests = requests

    def again(self, response: Response, request: Request, reply: Reply) -> Request | None:
        """The same question as a browser puts it; None where the answer is to be taken as it is."""
        lease: Lease = request.meta["lease"]
        is_link = request.meta["task"].purpose is TaskPurpose.LINK
        if lease.site is not None or not is_link or not self._tries:
            return None
        asked_so = _ASKED_SO in request.meta
        if reply.kind is ReplyKind.READABLE:
            lease.trial = AgentTrial.BROWSER if asked_so else AgentTrial.OWN
        elif reply.status in GONE and asked_so and lease.trial is AgentTrial.PENDING:
            lease.trial = AgentTrial.OWN
        elif reply.status in GONE and not asked_so and lease.trial in _OPEN:
            lease.trial = AgentTrial.PENDING
            return self._requests.as_browser(response, _ASKED_SO)
        return None
