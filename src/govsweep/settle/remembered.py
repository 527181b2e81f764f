"""What is kept of a settled site for the nights to come: its columns and its home page."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from govsweep.baselines import baseline_of, carried_on
from govsweep.checking import checks
from govsweep.facts import Column, Letter, SiteVisit
from govsweep.settle.access import access_surveyed
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.settle.views import searches
from govsweep.settle.week import Visits
from govsweep.store import StoredColumn, StoredHome

_FORTNIGHT = dt.timedelta(days=14)  # after which a home page is out of date

_LETTERS_REMEMBERED = dt.timedelta(days=730)


def columns_to_keep(
    columns: Iterable[Column], known: Mapping[str, StoredColumn], number: int
) -> list[StoredColumn]:
    """The columns of a sweep, but those that a later night has kept already.

    What no night could read yet is kept too, as seen by none: it is a column all the same.
    """
    later = {url for url, one in known.items() if one.sweep is not None and one.sweep > number}
    return [
        _stored(column, known.get(column.url), number)
        for column in columns
        if (column.seen or _never_read(known.get(column.url))) and column.url not in later
    ]


def renamed(
    aggregate: SiteAggregate, columns: Sequence[Column], known: Iterable[StoredColumn]
) -> list[str]:
    """Known columns that are kept under another address, and unread ones that are gone.

    Gone is what no page names any more: where pages were left, or no home page was read, nobody
    knows what they name.
    """
    read = {column.url for column in columns if column.seen}
    found = {column.url for column in columns}
    looked = aggregate.home is not None and not aggregate.waiting
    return [
        one.url
        for one in known
        if not one.registered
        and one.url not in read
        and (
            aggregate.spellings.of(one.url) in read
            or one.url in aggregate.read_elsewhere
            or (looked and one.sweep is None and one.url not in found)
        )
    ]


def home_to_keep(
    aggregate: SiteAggregate,
    columns: Sequence[Column],
    visit: SiteVisit,
    week: tuple[Visits, ...],
) -> StoredHome:
    """The home page, from which days are counted ahead, and the survey beside it."""
    home, context = visit.home, visit.context
    files, unread = aggregate.shown.files
    now = baseline_of(home, context) if home is not None else None
    return StoredHome(
        site=context.site.identifier,
        seen=home is not None and not home.shell,
        newest=_newest(visit),
        week=week,
        survey=(
            *aggregate.survey(columns),
            *access_surveyed(visit.access, visit.ipv6),
            *searches(visit.views),
        ),
        access=visit.access,
        ipv6=visit.ipv6,
        letters=tuple(_letters(visit)),
        duties=aggregate.owed(columns).kept,
        baseline=carried_on(visit.baseline, now, context),
        untested=aggregate.untested,
        files=files,
        files_unread=unread,
        pages=aggregate.pages_seen(columns, blind(visit)),
    )


def _newest(visit: SiteVisit) -> dt.date | None:
    """The day of the home page's newest row; of an old one None, where scripts may add to it."""
    newest = visit.home_newest
    if newest is None or not visit.home_partly or visit.context.day - newest <= _FORTNIGHT:
        return newest
    return None


def blind(visit: SiteVisit) -> Iterator[str]:
    """The checks that a visit showed nothing of what they judge: they find nothing, whatever is."""
    for code, known in checks().items():
        if known.sees is not None and not known.sees(visit):
            yield code


def _stored(column: Column, known: StoredColumn | None, number: int) -> StoredColumn:
    first = known.first_sweep if known is not None else None
    return StoredColumn(
        site=column.context.site.identifier,
        url=column.url,
        name=column.name,
        kind=column.kind,
        owner=column.owner,
        max_age_days=column.max_age_days,
        newest=column.newest,
        entries=column.entries if column.seen else 0,
        reader=column.reader,
        rhythm=column.rhythm,
        dated=column.dated,
        sweep=number if column.seen else None,
        first_sweep=first if first is not None or not column.seen else number,
    )


def _letters(visit: SiteVisit) -> Iterator[Letter]:
    """The letters to keep for figures: those of the last two years, without their answers."""
    first = visit.context.day - _LETTERS_REMEMBERED
    for one in visit.letters:
        if one.asked is None or one.asked >= first:
            yield msgspec.structs.replace(one, answer="")


def _never_read(known: StoredColumn | None) -> bool:
    """Whether no night has read a column, and no person registered it."""
    return known is None or (known.sweep is None and not known.registered)
