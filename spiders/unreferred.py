"""Asking a foreign host once more without telling where one comes from, before a link is dead.

Servers that guard their pictures and files against other sites refuse whom another site sends. A
page can have its browsers tell nothing (`referrerpolicy`, `<meta name=referrer>`, 微信's pictures
are shown so), and then they are let in: what answers either way is not dead.
"""

from scrapy import Request
from scrapy.http import Response

from govsweep.frontier import TaskPurpose
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.replies import Reply, ReplyKind
from govsweep.spiders.requests import UNREFERRED, Requests


def asked_anew(response: Response, reply: Reply, requests: Requests) -> Request | None:
    """The question by one who comes from nowhere; None where the answer is to be taken as it is.

    Only the second try asks so: most of what fails at first is not there for anybody.
    """
    request = response.request
    assert request is not None  # noqa: S101 - set by the engine
    task, lease = request.meta["task"], request.meta["lease"]
    assert isinstance(lease, Lease)  # noqa: S101 - set with the request
    foreign_link = lease.site is None and task.purpose is TaskPurpose.LINK
    if not foreign_link or not task.referrer or not task.tries or UNREFERRED in request.meta:
        return None
    return requests.unreferred(response) if reply.kind is ReplyKind.FAILED else None
