"""Outside: of hosts that are no swept site's, a page or two is read when a link to it is tested.

Nothing is asked for that would not be asked for anyway: of an answer that comes, more is let in.
"""

import logging
from collections.abc import Collection
from urllib.parse import urlsplit

from scrapy.http import Response

from govsweep.facts import OutsidePage
from govsweep.frontier import Task, TaskPurpose
from govsweep.reading.outside import outside_page
from govsweep.spiders.assignment import PageReader
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.files import content_type

_log = logging.getLogger(__name__)

BYTES = 262_144  # of a page: footers stand at the end
_PAGES = 2  # of a host, by a lease; its first page beside them
_ROOTS = ("", "/")


class Outside:
    """Decides which answers of outside hosts are read, and reads them."""

    def __init__(self, read: PageReader, swept: Collection[str]) -> None:
        self._read = read
        self._swept = frozenset(swept)

    def wants(self, task: Task, lease: Lease, kind: bytes | None) -> bool:
        """Whether an answer of this type is read."""
        own = lease.site is not None and lease.site.identifier in self._swept
        if own or task.purpose is not TaskPurpose.LINK or b"html" not in (kind or b"").lower():
            return False
        if urlsplit(task.url).path not in _ROOTS and lease.outside_read >= _PAGES:
            return False
        lease.outside_read += 1
        return True

    @staticmethod
    def missed(lease: Lease) -> None:
        """Note that an answer that was wanted was no page after all."""
        lease.outside_read -= 1

    def seen(self, response: Response) -> OutsidePage | None:
        """What an answer says of its host; None where it cannot be read."""
        try:
            kind = content_type(response)
            page = self._read(response.body, url=response.url, content_type=kind, home=False)
        except Exception as error:  # what cannot be read tells nothing
            _log.debug("%s could not be read: %s", response.url, error)
            return None
        return outside_page(page)
