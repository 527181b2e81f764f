"""What a page is for, by what was read of it."""

from collections.abc import Sequence

from govsweep.facts import PageKind, Place
from govsweep.reading.columns import Breadcrumb
from govsweep.reading.headline import meta_value
from govsweep.reading.kinds import Shape, is_paged, is_shell, kind_of_page, looks_like_home
from govsweep.reading.listing import Group, listed_runs
from govsweep.reading.publication import Publication
from govsweep.reading.redirects import Redirection
from govsweep.reading.tree import Box, Tree

_LEAST_TABLE = 200  # characters of cells, outside links
_AMONG = 200  # characters of prose in which rows are no list
_FEW_LINKS, _SHORT = 8, 300  # links and characters of a page that sends its visitor on
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN


class KindOfPage:
    """Tells the kind of one page, and whether it is a shell."""

    def __init__(
        self, tree: Tree, text: str, url: str, *, home: bool, body: Box | None, length: int
    ) -> None:
        """`length` is that of the running text of its `body`, in characters."""
        self._tree = tree
        self._text = text
        self._url = url
        self._home = home
        self._body = body
        self._length = length
        self._shell: bool | None = None

    def of(
        self,
        groups: list[Group],
        places: Sequence[Place],
        dated: Publication,
        more: tuple[str, ...],
        target: Redirection,
        breadcrumb: Breadcrumb,
        *,
        headed: bool,
        leaves: bool,
    ) -> PageKind:
        """The kind, by the groups of rows, the day, the further pages and where it sends one.

        `headed`: it has a headline; `leaves`: it is a home page that says that its site is gone.
        """
        tree = self._tree
        few = len(tree.links) <= _FEW_LINKS and self._length < _SHORT
        if target.target and (target.at_once or few):
            return PageKind.REDIRECT
        if leaves:
            return PageKind.FAREWELL
        if self._home or looks_like_home(tree, self._url, len(groups), bool(breadcrumb)):
            return PageKind.HOME
        body, prose = self._body, self.prose(listed_runs(groups))
        among = prose >= _AMONG
        outside = [one for one in groups if not one.side and not (among and self._holds(one))]
        empty = not groups and self.is_shell(places)
        shape = Shape(
            rows=max((len(one.rows) for one in groups), default=0),
            dated=sum(one.dated for one in outside),
            body=prose,
            text=tree.own_length(body) if body and not empty else 0,
            headed=headed,
            filled=body is not None and body.last_other > body.first_other,
            paged=is_paged(tree, more),
            column=bool(breadcrumb or meta_value(tree, "columnname")),
        )
        return kind_of_page(tree, self._url, shape, dated)

    def is_shell(self, places: Sequence[Place]) -> bool:
        """Whether the page shows nothing until its scripts have run, if it has no rows."""
        if self._shell is None:
            drawn = any(places[box.number] is _MAIN for box in self._tree.drawings)
            awaits = is_shell(self._text, 0, self._length) and not self._shows_table(places)
            self._shell = awaits or drawn
        return self._shell

    def prose(self, listed: frozenset[int]) -> int:
        """Characters of running text in the body, without the summaries of rows."""
        if self._body is None or not listed:
            return self._length
        numbers = range(self._body.first_run, self._body.last_run)
        running = self._tree.running()
        return sum(running[one] for one in numbers if one not in listed)

    def _shows_table(self, places: Sequence[Place]) -> bool:
        """Whether the page has a table that is filled already, of telephones or of figures."""
        shown = (
            len(run.text) - run.linked
            for run in self._tree.runs
            if run.box.tag == "td" and places[run.box.number] is _MAIN
            if "{{" not in run.text
        )
        return sum(shown) >= _LEAST_TABLE

    def _holds(self, one: Group) -> bool:
        return self._body is not None and self._body.holds(one.parent)
