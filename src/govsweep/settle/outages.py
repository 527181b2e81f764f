"""Sites that did not answer in a sweep: what links to them failed by is that, and told once."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from govsweep.addresses import canonical
from govsweep.facts import Failure, LinkStatus, Probe, Site
from govsweep.link_status import is_walled
from govsweep.store import StoredLink

_OF_A_SERVER = frozenset(
    {
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.DNS,
        Failure.TLS,
        Failure.LOST,
        Failure.ERROR_PAGE,
    }
)


class Outages(NamedTuple):
    """The home pages of the registered sites, and those that nobody could open in a sweep."""

    homes: frozenset[str] = frozenset()  # as they are known
    down: tuple[str, ...] = ()  # the folders of those sites, without their scheme

    @classmethod
    def of(cls, sites: Iterable[tuple[Site, tuple[Probe, ...]]]) -> Self:
        """Those of sites, each with the visits to its home page."""
        homes: set[str] = set()
        down: list[str] = []
        for site, probes in sites:
            homes.add(_known_as(site.url))
            if probes and not any(_is_open_or_walled(one) for one in probes):
                down.append(_folder(_known_as(site.url)))
        return cls(frozenset(homes), tuple(down))

    def status(self, link: StoredLink) -> LinkStatus:
        """What became of a link's target, as far as that says anything of the link itself.

        A link to a site that is down leads where it should: that the site is, is its own finding.
        To a home page it does so, too, where one visit failed or nobody else paid any.
        """
        if link.status not in (LinkStatus.DEAD, LinkStatus.SUSPECTED):
            return link.status
        target = _known_as(link.target)
        is_home = target in self.homes
        if (is_home or _is_of_a_server(link)) and _bare(target).startswith(self.down):
            return LinkStatus.UNVERIFIABLE
        return LinkStatus.SUSPECTED if is_home else link.status


def _is_of_a_server(link: StoredLink) -> bool:
    """Whether it failed as everything does that a server is asked for while it is out of order."""
    return link.failure in _OF_A_SERVER or (link.http_status or 0) >= 500


def _is_open_or_walled(probe: Probe) -> bool:
    return probe.failure is None or is_walled(probe.failure, probe.status)


def _folder(home: str) -> str:
    """Where a site's pages stand, several of which may share a host."""
    bare = home.partition("://")[2].partition("?")[0]
    above, _, last = bare.rpartition("/")
    return f"{above}/" if not last or "." in last else f"{bare}/"


def _known_as(url: str) -> str:
    return canonical(url) or url


def _bare(url: str) -> str:
    return url.partition("://")[2]
