"""The footers of a site's home page and columns, those that they show in a frame among them."""

from collections.abc import Mapping

from govsweep.facts import FooterMark, Page, PageKind, TargetKind
from govsweep.reading.footer_signs import POINTED

Marks = dict[FooterMark, str | None]
_LONGEST = 600  # characters of a page that is a footer alone


class Footers:
    """Gathers the footers of one site, page by page."""

    def __init__(self) -> None:
        self._own: dict[str, Marks] = {}
        self._alone: dict[str, Marks] = {}  # of pages that are a footer and nothing else
        self._framing: dict[str, Page] = {}  # pages without a footer, and with frames

    def note(self, url: str, page: Page) -> None:
        """Take in a page that was read."""
        marks = page.footer
        if not page.is_seen:
            return  # what else its foot says, nobody knows
        if page.kind in (PageKind.HOME, PageKind.LIST):
            if marks is not None:
                self._own[url] = dict(marks)
            elif _framed(page):
                self._framing[url] = page
        elif marks is not None and page.main_length <= _LONGEST and not page.entries:
            self._alone[url] = dict(marks)

    def told(self) -> Mapping[str, Marks]:
        """The marks of each page whose footer was seen."""
        shown = {url: _united(page, self._alone) for url, page in self._framing.items()}
        return self._own | {url: marks for url, marks in shown.items() if marks}


def _united(page: Page, alone: Mapping[str, Marks]) -> Marks:
    """What the footer in a page's frame says, and what its own links do; {}: none was seen."""
    framed = next((alone[one] for one in _framed(page) if one in alone), None)
    if framed is None:
        return {}
    return framed | {
        mark: "present"
        for mark, sign in POINTED.items()
        if framed.get(mark) is None and any(sign.search(one.target) for one in page.anchors)
    }


def _framed(page: Page) -> list[str]:
    """What a page shows in frames: these point somewhere and have no words."""
    return [one.target for one in page.anchors if one.kind is TargetKind.PAGE and not one.text]
