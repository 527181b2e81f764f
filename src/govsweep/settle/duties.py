"""What a site shows of what units owe: who published how much where, and what is missing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from govsweep.addresses import host
from govsweep.facts import (
    Article,
    CatalogueItem,
    CatalogueLook,
    Column,
    Context,
    Duties,
    DutySeen,
    DutyState,
    Entrance,
    EntranceLook,
    Entry,
    FooterMark,
    Page,
    Place,
    Published,
    Quota,
    QuotaLook,
    SiteDuties,
    TargetKind,
)
from govsweep.letters import is_letters
from govsweep.settle.dating import Days
from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias

_YEAR = dt.timedelta(days=365)
_FEW_LINKS = 10  # on a home page; with fewer it is none that shows its entrances
_TELLING = 8  # characters of a title that hardly two articles of a day share
_SHORTEST = 4  # characters of a source by which a unit's name may end
_COMPLAINTS = "找错"  # what the entrance is called that a script puts into the footer


class ShownPiece(NamedTuple):
    """A piece of information that a site shows."""

    unit: str
    column: str
    url: str  # of the column; "" where no list shows it
    day: dt.date | None
    pictured: bool


class Owed:
    """Gathers a site's articles, and tells what is there of what is owed."""

    def __init__(self, context: Context, duties: Duties, units: Iterable[str]) -> None:
        """`duties` are those of all sites, `units` the names by which sources are known."""
        own = context.site.identifier
        self._context = context
        self._catalogue = [one for one in duties.catalogue if one.site == own]
        self._quotas = [one for one in duties.quotas if one.site == own]
        self._entrances = [one for one in duties.entrances if _asked_of(one, context)]
        self._units = frozenset(units) | duties.units
        self._named: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._pictured: set[str] = set()

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        if page.source:
            self._sources[url] = page.source
        if any(one.kind is TargetKind.IMAGE and one.place is Place.MAIN for one in page.anchors):
            self._pictured.add(url)

    def told(self, sight: "SiteSight") -> "OwedHere":
        """What there is, once all pages are gathered."""
        pieces = list(self._pieces(sight))
        items = [(one, *self._item(one, sight)) for one in self._catalogue]
        entrances = [(one, _entrance(one, sight.home)) for one in self._entrances]
        return OwedHere(
            looks=(
                *(
                    CatalogueLook(context=self._context, item=one, seen=seen, url=url)
                    for one, seen, url in items
                ),
                *(
                    self._quota(one, pieces, sight)
                    for one in self._quotas
                    if one.is_judged(self._context.day)
                ),
                *(
                    EntranceLook(context=self._context, entrance=one, seen=seen)
                    for one, seen in entrances
                ),
            ),
            kept=SiteDuties(
                whole=sight.whole,
                published=tuple(_counted(pieces, dt.date(self._context.day.year - 1, 1, 1))),
                items=tuple(_asked(one.asked, seen) for one, seen, _ in items),
                entrances=tuple(_asked(one.asked, seen) for one, seen in entrances),
                quotas=tuple(
                    DutySeen(one.key, DutyState.UNKNOWN if why else DutyState.MET, why=why)
                    for one in self._quotas
                    for why in (_unseen_because(one, sight),)
                ),
            ),
        )

    def _pieces(self, sight: "SiteSight") -> Iterator[ShownPiece]:
        """Each piece once: by the first list that shows it, else by its own column's name."""
        counted = self._letters(sight)
        elsewhere: set[str] = set()  # listed by a column that is not their own
        copies: set[bytes | tuple[str, dt.date]] = set()
        by_url = {one.url: one for one in sight.articles}
        by_name = _unique(sight.columns)
        for column in sight.columns:
            for entry in sight.rows(column):
                key = _key(entry, column, sight)
                own = by_url.get(entry.url)
                if own is not None and by_name.get(own.column, column) is not column:
                    elsewhere.add(own.url)
                    continue
                if key in counted:
                    continue
                counted.add(key)
                if own is not None:
                    copies.update(_marks(own))
                yield self._piece(entry.url, column.name, column, sight.days.of(entry))
        for one in sight.articles:
            if sight.original(one.url) in counted or not copies.isdisjoint(_marks(one)):
                continue
            if one.published is None and one.url not in elsewhere:
                continue  # no list shows it, nor does it a day: perhaps it is none
            found = by_name.get(one.column)
            copies.update(_marks(one))
            yield self._piece(one.url, one.column, found, one.published)

    def _letters(self, sight: "SiteSight") -> set[str]:
        """What citizens wrote, which no unit publishes: letters, and what their columns show.

        A column for which the office itself set a quota counts all the same.
        """
        by_url = {one.url: one for one in sight.articles}
        by_name = _unique(sight.columns)
        owed = {column.url for one in self._quotas if (column := sight.column_of(one))}
        found = {sight.original(one) for one in sight.letters}
        found.update(sight.original(one.url) for one in sight.articles if is_letters(one.column))
        for column in sight.columns:
            if not is_letters(column.name):
                continue
            keys = {
                _key(row, column, sight)
                for row in sight.rows(column)
                if (own := by_url.get(row.url)) is None or by_name.get(own.column, column) is column
            }
            found = found - keys if column.url in owed else found | keys
        return found

    def _piece(self, url: str, name: str, column: Column | None, day: dt.date | None) -> ShownPiece:
        site = self._context.site
        owner = (column.owner if column is not None else "") or site.organizer or site.name
        unit = self._unit(self._sources.get(url, "")) or owner
        return ShownPiece(unit, name, column.url if column else "", day, url in self._pictured)

    def _unit(self, source: str) -> str:
        """The unit that a source names; "" where it is none that is known."""
        if source not in self._named:
            found = [source] if source in self._units else []
            if not found and len(source) >= _SHORTEST:
                found = [one for one in self._units if one.endswith(source)]
            self._named[source] = found[0] if len(found) == 1 else ""
        return self._named[source]

    def _item(self, item: CatalogueItem, sight: "SiteSight") -> tuple[DutySeen, str]:
        """An item as the site shows it, and where to look."""
        home = self._context.site.url
        column = sight.column_at(item.url) if item.url else sight.column_called(item.name)
        if column is not None:
            seen = _by_column(item, column, sight)
            return msgspec.structs.replace(seen, url=column.url), column.url
        if not item.url:
            return _absent(item, "目录没有写它的栏目网址，网站上也没有同名的栏目", sight), home
        url = sight.settled(item.url)
        if url in sight.gone:
            return DutySeen(item.key, DutyState.ABSENT, why="栏目网址打不开"), url
        if url in sight.failed:
            return DutySeen(item.key, DutyState.UNKNOWN, why=sight.failed[url]), url
        if url not in sight.read:
            return _absent(item, "网站上没有链接通向它的栏目网址", sight), home
        return _by_page(item, sight.lists.get(url)), url

    def _quota(self, quota: Quota, pieces: Sequence[ShownPiece], sight: "SiteSight") -> QuotaLook:
        begins, ends = quota.last_span(self._context.day)
        column = sight.column_of(quota)
        look = QuotaLook(context=self._context, quota=quota, begins=begins, ends=ends, posted=None)
        if why := _unseen_because(quota, sight):
            return msgspec.structs.replace(look, why=why)
        own = [
            one
            for one in pieces
            if one.unit == quota.unit and (column is None or one.url == column.url)
        ]
        sure = sight.reaches(column, begins) if column is not None else sight.whole
        return msgspec.structs.replace(
            look,
            posted=sum(one.day is not None and begins <= one.day <= ends for one in own),
            undated=sum(one.day is None for one in own),
            sure=sure,
        )


class OwedHere(NamedTuple):
    """What is judged, and what is kept for papers."""

    looks: tuple[CatalogueLook | QuotaLook | EntranceLook, ...]
    kept: SiteDuties


class SiteSight(NamedTuple):
    """What was gathered of a site, as far as what is owed there depends on it."""

    columns: Sequence[Column]
    articles: Sequence[Article]
    listing: Listing
    days: Days
    home: Page | None
    read: frozenset[str]
    gone: frozenset[str]
    failed: Mapping[str, str]
    whole: bool
    spell: Callable[[str], str]  # an address as it is spelt here
    copies: Mapping[str, str]  # by the address of an article's twin that of the article
    letters: frozenset[str] = frozenset()  # addresses of citizens' letters: no unit published them

    @property
    def lists(self) -> Mapping[str, Page]:
        """The pages that may be lists."""
        return self.listing.pages

    def original(self, url: str) -> str:
        """The address by which an article is known that this is one of."""
        return self.copies.get(url, url)

    def settled(self, url: str) -> str:
        """Where an address of the office's leads in the end, as it is spelt here."""
        return self.listing.settled(self.spell(url))

    def column_at(self, url: str) -> Column | None:
        """The column of an address."""
        url = self.settled(url)
        return next(
            (one for one in self.columns if one.url == url or alias(one.url) == alias(url)), None
        )

    def column_called(self, name: str) -> Column | None:
        """The one column of a name."""
        return _unique(self.columns).get(name) if name else None

    def column_of(self, quota: Quota) -> Column | None:
        """The column in which a quota is counted."""
        return self.column_at(quota.url) if quota.url else self.column_called(quota.column)

    def rows(self, column: Column) -> list[Entry]:
        """All rows of a column, as far as they were read."""
        url = self.listing.settled(column.url)
        page = self.listing.pages.get(url)
        if page is None or not column.seen:
            return list(column.rows)
        return [*self.listing.entries(url, page), *self.listing.further_entries(url)]

    def reaches(self, column: Column, day: dt.date) -> bool:
        """Whether everything that a column shows from a day on was seen."""
        found = [own for row in self.rows(column) if (own := self.days.of(row))]
        page = self.listing.pages.get(self.listing.settled(column.url))
        ends_here = page is not None and not page.more and not page.fetches
        return bool(found) and (min(found) < day or (ends_here and self.whole))


def _asked(by: str, seen: DutySeen) -> DutySeen:
    return msgspec.structs.replace(seen, asked=by)


def _unseen_because(quota: Quota, sight: SiteSight) -> str:
    """Why nothing is known of a quota; "" where it was seen."""
    if not sight.read:
        return "没有读到网站"
    column = sight.column_of(quota)
    if not (quota.url or quota.column) or (column is not None and column.seen):
        return ""
    return (column.reason if column is not None else "") or "没有读到这个栏目"


def _asked_of(entrance: Entrance, context: Context) -> bool:
    site = context.own_site
    due = entrance.since is None or entrance.since <= context.day
    return due and site.status == "running" and (site.is_portal or not entrance.portals)


def _unique(columns: Iterable[Column]) -> dict[str, Column]:
    """The columns by name, but those of which there are two."""
    often = Counter(one.name for one in columns)
    return {one.name: one for one in columns if one.name and often[one.name] == 1}


def _absent(item: CatalogueItem, why: str, sight: SiteSight) -> DutySeen:
    if sight.whole and sight.read:
        return DutySeen(item.key, DutyState.ABSENT, sure=False, why=why)
    return DutySeen(item.key, DutyState.UNKNOWN, why="网站没有读完")


def _by_column(item: CatalogueItem, column: Column, sight: SiteSight) -> DutySeen:
    if not column.seen:
        return DutySeen(item.key, DutyState.UNKNOWN, why=column.reason or "没有读到")
    if not column.entries:
        return DutySeen(item.key, DutyState.EMPTY)
    rows = sight.rows(column)
    first = sight.days.today - _YEAR
    days = [sight.days.of(row) for row in rows]
    number = sum(day is not None and day > first for day in days)
    newest = max((day for day in days if day is not None), default=None)
    seen = DutySeen(item.key, DutyState.MET, number, newest)
    if item.least is None or number >= item.least:
        return seen
    undated = sum(day is None for day in days) or (0 if rows else column.entries)
    if number + undated >= item.least:
        return DutySeen(item.key, DutyState.UNKNOWN, number, newest, why=f"有{undated}条没有日期")
    sure = sight.reaches(column, first)
    return DutySeen(item.key, DutyState.SHORT, number, newest, sure)


def _by_page(item: CatalogueItem, page: Page | None) -> DutySeen:
    """An item whose address is no column's: one document, as 机构职能 is, or nothing."""
    if page is None:
        return DutySeen(item.key, DutyState.MET)
    if page.shell or page.fetches:
        return DutySeen(item.key, DutyState.UNKNOWN, why="shell")
    if page.entries or page.main_length:
        return DutySeen(item.key, DutyState.MET)
    return DutySeen(item.key, DutyState.EMPTY, sure=False)


def _entrance(entrance: Entrance, home: Page | None) -> DutySeen:
    if home is None or home.shell or len(home.anchors) < _FEW_LINKS:
        return DutySeen(entrance.name, DutyState.UNKNOWN, why="没有读到首页")
    name = "".join(entrance.name.split())
    if any(name in "".join(one.text.split()) for one in home.anchors) or (
        entrance.url and any(_leads_there(one.target, entrance.url) for one in home.anchors)
    ):
        return DutySeen(entrance.name, DutyState.MET)
    if _COMPLAINTS in name and home.footer and home.footer.get(FooterMark.JIUCUO):
        return DutySeen(entrance.name, DutyState.MET)
    # What scripts add is not seen, nor what a picture without words leads to.
    sure = bool(entrance.url) and home.footer is not None and not home.fetches
    return DutySeen(entrance.name, DutyState.ABSENT, sure=sure)


def _leads_there(target: str, url: str) -> bool:
    """Whether a link leads to an address or below it; of a bare host, anywhere on it."""
    bare, wanted = alias(target).rstrip("/"), alias(url).rstrip("/")
    if "/" not in wanted and "?" not in wanted:
        return host(target).removeprefix("www.") == wanted
    return bare == wanted or bare.startswith((f"{wanted}/", f"{wanted}?", f"{wanted}&"))


def _key(entry: Entry, column: Column, sight: SiteSight) -> str:
    """By what a row is known: the article that it leads to, else its title there."""
    return sight.original(entry.url) or f"{column.url}\0{entry.title}"


def _marks(article: Article) -> Iterator[bytes | tuple[str, dt.date]]:
    """By what a second view of it is known: its text, or (views for print) its title and day."""
    if article.main_hash:
        yield article.main_hash
    if article.published is not None and len(article.title) >= _TELLING:
        yield article.title, article.published


def _counted(pieces: Iterable[ShownPiece], first: dt.date) -> Iterator[Published]:
    """How many there are by month; of years before the last nobody asks, and sites show decades."""
    sums: Counter[tuple[str, str, str, dt.date | None]] = Counter()
    pictured: Counter[tuple[str, str, str, dt.date | None]] = Counter()
    for one in pieces:
        if one.day is not None and one.day < first:
            continue
        key = (one.unit, one.column, one.url, one.day.replace(day=1) if one.day else None)
        sums[key] += 1
        pictured[key] += one.pictured
    for key in sorted(sums, key=lambda one: (*one[:3], one[3] or dt.date.min)):
        yield Published(*key, sums[key], pictured[key])
