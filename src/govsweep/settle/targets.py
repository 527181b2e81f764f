"""The targets of a site's links that are not fine, with the pages they stand on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govsweep.facts import Anchor, Context, Failure, Link, LinkStatus, PageState, TargetKind
from govsweep.link_status import Asked, link_status
from govsweep.settle.outages import Outages
from govsweep.store import StoredLink, StoredPage

_LISTED = 20
_TEMPLATE_SHARE = 0.5  # of a site's pages: a target on more of them stands in a template
_TEMPLATE_LEAST = 5
_FAILURES = frozenset(Failure)


@dataclass(slots=True)
class _Target:
    """A target that is not fine, while the pages it stands on are gathered."""

    link: StoredLink
    text: str = ""
    pages: list[str] = field(default_factory=list)
    sightings: int = 0
    on_home: bool = False


def unresolved(links: Mapping[str, StoredLink]) -> dict[str, StoredLink]:
    """The links of a sweep in which no host outside of the sites answered.

    A machine of an office's own network may know no outside names at all: that it found none of
    them says nothing of any.
    """
    return {
        url: one._replace(status=LinkStatus.UNVERIFIABLE) if one.failure is Failure.DNS else one
        for url, one in links.items()
    }


class Targets:
    """Collects where the bad targets of one site stand."""

    def __init__(self, bad_links: Mapping[str, StoredLink], outages: Outages | None = None) -> None:
        """`outages` are the sites that the sweep found out of order."""
        self._outages = outages or Outages()
        self._targets = {url: _Target(link) for url, link in bad_links.items()}
        self._pages = 0

    def note_failed(self, stored: StoredPage) -> None:
        """Take in an own page that did not answer well: it is a target too."""
        failure = Failure(stored.reason) if stored.reason in _FAILURES else None
        status = link_status(failure, stored.status, Asked.PAGE)
        if stored.state is PageState.BLOCKED:  # it said when to come back, say
            status = LinkStatus.UNVERIFIABLE
        link = StoredLink(
            stored.url,
            status,
            failure,
            stored.status,
            stored.final_url,
            TargetKind.PAGE.value,
        )
        self._targets[stored.url] = _Target(link)

    def note_page(self, url: str, anchors: Iterable[Anchor], *, home: bool) -> None:
        """Take in the references of a page that was read."""
        self._pages += 1
        seen: set[str] = set()
        for anchor in [one for one in anchors if one.target in self._targets]:  # few of many
            if anchor.target in seen:
                continue
            seen.add(anchor.target)
            target = self._targets[anchor.target]
            target.sightings += 1
            target.text = target.text or anchor.text
            if anchor.kind is TargetKind.ATTACHMENT:
                target.link = target.link._replace(kind=anchor.kind.value)
            target.on_home = target.on_home or home
            if len(target.pages) < _LISTED:
                target.pages.append(url)

    @property
    def untested(self) -> int:
        """How many targets that stand on the pages nobody came to ask for."""
        waiting = (one for one in self._targets.values() if one.sightings)
        return sum(one.link.status is LinkStatus.UNTRIED for one in waiting)

    def links(self, context: Context) -> Iterator[Link]:
        """Every target that stands on the site's pages and is not fine."""
        least = max(_TEMPLATE_LEAST, int(self._pages * _TEMPLATE_SHARE))
        for url, target in sorted(self._targets.items()):
            if target.sightings and target.link.status is not LinkStatus.UNTRIED:
                yield Link(
                    target=url,
                    kind=TargetKind(target.link.kind),
                    status=self._outages.status(target.link),
                    context=context,
                    http_status=target.link.http_status,
                    failure=target.link.failure,
                    text=target.text,
                    pages=tuple(target.pages),
                    sightings=target.sightings,
                    in_template=target.sightings >= least,
                    on_home=target.on_home,
                )
