"""Whether scripts may fill an empty place on a page of a site, for all that was read of them."""

from collections.abc import Callable, Collection, Iterable, Mapping

from govsweep.addresses import fingerprint, host
from govsweep.facts import FillablePlace, Page, PageKind, ScriptFacts, TargetKind
from govsweep.link_status import GONE
from govsweep.reading.fillable import PLACE_TAGS
from govsweep.reading.purposes import scripts_no_news
from govsweep.reading.script_names import is_driven, may_add, names, puts_into
from govsweep.store import StoredLink

Scripts = Callable[[Collection[bytes]], Mapping[bytes, ScriptFacts]]
_NOTHING = ScriptFacts()


class Filling:
    """The empty places of one site's lists, and its scripts.

    A place that a script names, or that one stands in which writes, may be filled. Where scripts
    were not read, so may each that has a name or is a list's. What stands as empty on articles, or
    below the new rows of another list, is the template's.

    What holds rows may get newer ones from any script that names it, what it stands in, or what
    heads it, and does more with that than to show, hide or move it; if any script brings something.
    """

    def __init__(self, bad_links: Mapping[str, StoredLink], scripts: Scripts) -> None:
        """`scripts` tells what was read of scripts, by the fingerprints of their addresses."""
        self._bad_links = bad_links
        self._scripts = scripts
        self._of_articles: set[str] = set()
        self._on_lists: set[str] = set()
        self._below_rows: set[str] = set()
        self._held: set[str] = set()
        self._usual: set[str] = set()  # scripts of articles, and of lists with new rows
        self._asked: set[bytes] = set()
        self._read: dict[bytes, ScriptFacts] = {}

    def take(self, page: Page) -> None:
        """Take in any page that was read."""
        if page.kind is PageKind.ARTICLE:
            self._of_articles.update(one.path for one in page.fillable)
            if page.emptied is None:
                self._usual.update(_loaded(page, page.loads))

    def compare(self, lists: Iterable[Page], fresh: Iterable[Page]) -> None:
        """Take in all lists, and those with rows of their own that are up to date."""
        self._ask(page for page in lists if page.fillable)
        for page in fresh:
            self._held.add(page.held)
            self._usual.update(_loaded(page, page.loads))
            self._on_lists.update(one.path for one in page.fillable if not _has_own(one))
            self._below_rows.update(one.path for one in page.fillable if one.below)

    def _ask(self, pages: Iterable[Page]) -> None:
        """Have what was read of the scripts of pages, and of those that these load."""
        wanted = {fingerprint(url) for page in pages for url in _loaded(page, page.loads)}
        for _ in range(2):
            wanted -= self._asked
            if not wanted:
                return
            self._asked |= wanted
            some = self._scripts(wanted)
            self._read.update(some)
            wanted = {fingerprint(url) for one in some.values() for url in one.loads}

    def may_fill(self, page: Page, *, descends: bool = False) -> bool:
        """Whether scripts may fill what a page shows empty, or add rows to those that it shows.

        Below rows that descend stands their pager, unless something is brought.
        """
        self._ask([page])
        if page.entries and self._may_add(page):
            return True
        own = self._own(page)
        read, whole = self._scripts_of(page)
        if descends and self._is_usual(page) and not self._brings(page, read):
            own = [one for one in own if not one.below]
        if not own:
            return False
        if any(self._is_named(one, read, page) for one in own):
            return True
        return not whole and any(map(self._may_be_any_list, own))

    def _may_add(self, page: Page) -> bool:
        """Whether a script may add newer rows to those of a page."""
        around = [one for one in page.fillable if _has_own(one)]
        if not around:
            return False
        loaded = dict(self._all_of(page))
        told = {url: one for url, one in loaded.items() if one is not None}
        if any(one is None and url not in self._usual for url, one in loaded.items()):
            return True
        if any(one.hides or (one.blind and url not in self._usual) for url, one in told.items()):
            return True
        if any(map(is_driven, around)):
            return True
        if not self._brings(page, told.values()):
            return False
        return any(
            place.written or any(may_add(one, place) for one in told.values()) for place in around
        )

    def _is_usual(self, page: Page) -> bool:
        """Whether all scripts of a page were read, but for those of articles and of new rows."""
        known = self._all_of(page)
        return all(url in self._usual or (one is not None and one.whole) for url, one in known)

    @staticmethod
    def _brings(page: Page, read: Iterable[ScriptFacts]) -> bool:
        return page.brings or any(one.brings for one in read)

    def may_write(self, page: Page) -> bool:
        """Whether scripts may write anything at all into the own part of a page without rows."""
        read, whole = self._scripts_of(page)
        own = self._own(page)
        named = any(one.named or any(names(told, one) for told in read) for one in own)
        return not own or not whole or named

    def may_be_written(self, page: Page) -> bool:
        """Whether a script from a page's own host puts something into it, or was not read."""
        self._ask([page])
        own = (url for url in _loaded(page, page.loads) if host(url) == host(page.url))
        told = map(self._known, own)
        return any(one is None or not one.whole or one.writes or one.fills for one in told)

    def may_write_text(self, page: Page) -> bool:
        """Whether a script puts something into an empty place of an article.

        One that was not read may, unless articles with a text have it, too.
        """
        self._ask([page])
        places = [FillablePlace(one) for one in page.emptied.places] if page.emptied else []
        return any(
            url not in self._usual
            if one is None
            else any(puts_into(one, place) for place in places)
            for url, one in self._all_of(page)
        )

    def _own(self, page: Page) -> list[FillablePlace]:
        """The places that do not stand as empty on articles, of a page with rows the empty ones."""
        return [
            one
            for one in page.fillable
            if one.path not in self._of_articles and not (page.entries and _has_own(one))
        ]

    def _scripts_of(self, page: Page) -> tuple[list[ScriptFacts], bool]:
        """What was read of a page's scripts, and whether that is all."""
        known = [one for _, one in self._all_of(page)]
        read = [one for one in known if one is not None]
        return read, len(read) == len(known) and all(one.whole for one in read)

    def _all_of(self, page: Page) -> list[tuple[str, ScriptFacts | None]]:
        """What is known of each script that a page loads, and of those that these load."""
        known = [(url, self._known(url)) for url in _loaded(page, page.loads)]
        inner = [url for _, one in known if one is not None for url in one.loads]
        return known + [(url, self._known(url)) for url in inner]

    def _known(self, url: str) -> ScriptFacts | None:
        """What was read of a script: nothing where there is none; None where it is not known.

        Of one that was not read its address may say what it is for.
        """
        bad = self._bad_links.get(url)
        if bad is not None and bad.http_status in GONE:
            return _NOTHING
        read = self._read.get(fingerprint(url))
        return _NOTHING if read is None and scripts_no_news(url) else read

    def _is_named(self, place: FillablePlace, read: Iterable[ScriptFacts], page: Page) -> bool:
        if place.path in self._below_rows and (place.below or not page.entries):
            return False
        if place.source:
            source = self._known(place.source)
            return source is not None and source.writes
        if place.beside or (place.filled and place.path == "body"):
            return False  # that takes what floats over a page
        if place.filled:
            return place.written or any(puts_into(one, place) for one in read)
        return place.named or any(names(one, place) for one in read)

    def _may_be_any_list(self, place: FillablePlace) -> bool:
        """Whether a script that was not read may look for a place."""
        if place.path in self._on_lists:
            return False
        if place.source:
            source = self._known(place.source)
            return source is None or not source.whole
        element = place.path.rpartition(" ")[2]
        if not place.bare or element in self._held:
            return False
        tag = element.partition("#")[0].partition(".")[0]
        return tag in PLACE_TAGS and (element != tag or tag not in ("div", "section"))


def _has_own(place: FillablePlace) -> bool:
    """Whether a place holds something, or heads what does."""
    return place.filled or place.beside


def _loaded(page: Page, loads: Iterable[str]) -> list[str]:
    """The addresses of the scripts that a page loads."""
    tagged = (one.target for one in page.anchors if one.kind is TargetKind.SCRIPT)
    return list(dict.fromkeys((*tagged, *loads)))
