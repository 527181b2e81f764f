"""The accounts on platforms that a site's pages lead to: icons, banners, QR codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govsweep.facts import Context, MediaMention, Page, PageKind, Place, TargetKind
from govsweep.media import may_name, named_by

_LISTED = 20


@dataclass(slots=True)
class _Mention:
    target: str
    text: str
    image: str
    pages: list[str] = field(default_factory=list)
    sightings: int = 0


class Mentions:
    """Gathers them page by page; what an article's body leads to is told, and not shown."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        """`codes` says what the QR codes in images say, by the image's address."""
        self._codes = codes
        self._found: dict[str, _Mention] = {}

    def note(self, url: str, page: Page) -> None:
        """Take in a page."""
        # Most pages lead to no platform: asked of all addresses at once, that is soon told.
        if not self._codes and not may_name("\n".join([one.target for one in page.anchors])):
            return
        seen: set[str] = set()
        for anchor in page.anchors:
            if anchor.place is Place.HIDDEN:
                continue
            if anchor.place is Place.MAIN and page.kind is PageKind.ARTICLE:
                continue
            image = anchor.target if anchor.kind is TargetKind.IMAGE else ""
            target = self._codes.get(image, "") if image else anchor.target
            name = named_by(target)
            if not name or name in seen:
                continue
            seen.add(name)
            found = self._found.setdefault(name, _Mention(target, anchor.text, image))
            found.sightings += 1
            if len(found.pages) < _LISTED:
                found.pages.append(url)

    def told(self, context: Context) -> Iterator[MediaMention]:
        """What was gathered."""
        for name, one in sorted(self._found.items()):
            yield MediaMention(
                name=name,
                target=one.target,
                context=context,
                text=one.text,
                image=one.image,
                pages=tuple(one.pages),
                sightings=one.sightings,
            )
