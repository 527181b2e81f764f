"""Where one site's pages lead to hosts beyond the registered sites."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govsweep.facts import Anchor, Context, OutsideHost, Place
from govsweep.settle.outside import OutsideHosts

_LISTED = 20  # pages


@dataclass(slots=True)
class _HostMention:
    target: str
    text: str
    pages: list[str] = field(default_factory=list)
    sightings: int = 0


class Outward:
    """Gathers where a site's pages lead to the hosts of which there is anything to tell."""

    def __init__(self, hosts: OutsideHosts | None, sites: Collection[str]) -> None:
        """`sites` are the identifiers of all sites that may tell of a host."""
        self._hosts, self._sites = hosts, sites
        self._targets: Mapping[str, str] = hosts.targets if hosts else {}
        self._found: dict[str, _HostMention] = {}

    def note(self, url: str, anchors: Iterable[Anchor]) -> None:
        """Take in the references of a page."""
        if not self._targets:
            return
        told: set[str] = set()
        for anchor in [one for one in anchors if one.target in self._targets]:  # few of many
            name = self._targets[anchor.target]
            if name in told or anchor.place is Place.HIDDEN:
                continue
            told.add(name)
            found = self._found.setdefault(name, _HostMention(anchor.target, anchor.text))
            found.text = found.text or anchor.text
            found.sightings += 1
            if len(found.pages) < _LISTED:
                found.pages.append(url)

    def told(self, context: Context) -> Iterator[OutsideHost]:
        """What was gathered."""
        if self._hosts is None:
            return
        for name, one in sorted(self._found.items()):
            seen = self._hosts.seen[name]
            yield OutsideHost(
                host=name,
                target=one.target,
                context=context,
                page=seen.known.page,
                first_seen=seen.known.first_seen,
                turned=seen.known.turned,
                before=seen.known.before,
                namesake=seen.namesake,
                ours=seen.ours,
                told_here=self._hosts.claim(name, context.site.identifier, self._sites),
                text=one.text,
                pages=tuple(one.pages),
                sightings=one.sightings,
            )

    @property
    def unseen(self) -> frozenset[str] | None:
        """Hosts to which links lead and of which nothing was read; None: none were followed."""
        return self._hosts.unseen if self._hosts else None
