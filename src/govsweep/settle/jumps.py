"""Links of a site's pages to places on its pages that are not there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from govsweep.facts import Context, Failure, Link, LinkStatus, Page, PageKind, TargetKind
from govsweep.reading.jumps import mark

_LISTED = 20


@dataclass(slots=True)
class _Sought:
    """A place on a page that links lead to, while the pages are gathered."""

    text: str
    pages: list[str] = field(default_factory=list)
    on_home: bool = False


class Jumps:
    """Collects which places on which pages links lead to, and what places there are."""

    def __init__(self) -> None:
        self._sought: dict[str, dict[str, _Sought]] = defaultdict(dict)
        self._named: dict[str, frozenset[bytes]] = {}
        self._articles: set[str] = set()

    def note(self, url: str, page: Page, *, home: bool) -> None:
        """Take in a page that was read."""
        if page.named is not None and not (page.redirect or page.soft_error or page.shell):
            names = page.named
            self._named[url] = frozenset(names[at : at + 4] for at in range(0, len(names), 4))
            if page.kind is PageKind.ARTICLE:
                self._articles.add(url)
        for one in page.jumps:
            sought = self._sought[one.target].setdefault(one.part, _Sought(one.text))
            sought.on_home = sought.on_home or home
            if url not in sought.pages:
                sought.pages.append(url)

    def links(self, context: Context) -> Iterator[Link]:
        """The links whose page was read and has no place of that name."""
        for url, sought in sorted(self._sought.items()):
            names = self._named.get(url)
            if names is None:
                continue
            lacking = {part for part in sought if not _is_there(part, names)}
            plain = url in self._articles or len(lacking) < len(sought)
            for part in sorted(lacking):
                one = sought[part]
                if one.pages == [url] or plain:
                    yield _link(f"{url}#{part}", one, context)


def _is_there(part: str, names: frozenset[bytes]) -> bool:
    return mark(part) in names or mark(unquote(part)) in names


def _link(target: str, one: _Sought, context: Context) -> Link:
    return Link(
        target=target,
        kind=TargetKind.PAGE,
        status=LinkStatus.SUSPECTED,
        context=context,
        failure=Failure.NO_PLACE,
        text=one.text,
        pages=tuple(one.pages[:_LISTED]),
        sightings=len(one.pages),
        on_home=one.on_home,
    )
