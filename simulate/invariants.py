"""What must be so after each night, whatever befell it."""

from itertools import pairwise
from typing import Any

from sqlalchemy import func, or_, select

from govsweep.config import Settings
from govsweep.facts import PageState
from govsweep.findings import LIVING, State
from govsweep.reports.gather import gather
from govsweep.store import Store, Sweep
from govsweep.tables import finding, page
from govsweep.tables import sweep as swept
from simulate.hosts import City, MadeUpSite
from simulate.network import Network
from simulate.watching import Watcher
from simulate.world import LEASE, World

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_PACE = 2.0
_TOLERANCE = 0.005
_SITE_HOURS: float = Settings.model_fields["site_hours"].default
_RECENT = 8  # sweeps that are looked at again: older ones were, and are folded in the end


def look(
    world: World,
    city: City,
    store: Store,
    network: Network,
    watcher: Watcher,
    night: int,
    *,
    last: bool,
) -> None:
    """Note what is not as it must be."""
    newest = store.sweeps.get()
    if newest is None:
        if last:
            world.violate("no sweep was ever opened")
        return
    if last and newest.closed_at is None:
        world.violate(f"the last night left sweep {newest.id} open")
    _look_at_pace(world, network, city)
    for sweep in sorted(store.sweeps.all(), key=lambda one: one.id)[-_RECENT:]:
        if sweep.closed_at is not None:
            _look_at_ledger(world, store, sweep)
            _look_at_pages(world, city, store, sweep, night)
    _look_at_what_was_left(world, store, watcher)
    if newest.closed_at is not None:
        _look_at_slips(world, city, store, night)
        _look_at_papers(world, store, newest)
    if last:
        _look_at_the_end(world, city, store, newest)


def living(store: Store, *, last: bool = False) -> frozenset[tuple[str, str, str]]:
    """What stands now, by check, site and subject; `last`: as the newest sweep saw it."""
    query = select(finding.c.check, finding.c.site, finding.c.subject).where(
        finding.c.state.in_([one.value for one in LIVING])
    )
    if last:
        query = query.where(finding.c.sweep == select(func.max(swept.c.id)).scalar_subquery())
    with store.engine.connect() as connection:
        rows = connection.execute(query)
        return frozenset((row.check, row.site, row.subject) for row in rows)


def _look_at_ledger(world: World, store: Store, sweep: Sweep) -> None:
    if not sweep.balanced:
        world.violate(f"the ledger of sweep {sweep.id} does not balance")
    if sweep.crashes:
        world.violate(f"{sweep.crashes} checks or pages of sweep {sweep.id} crashed")
    sums: dict[str, int] = {}
    for row in store.sweeps.ledger(sweep.id):
        sums[row.state] = sums.get(row.state, 0) + row.addresses
    known = sums.pop("known", 0)
    if known != sum(sums.values()):
        world.violate(f"sweep {sweep.id} knows {known} addresses and tells of {sums}")


def _rows(store: Store, number: int) -> list[Any]:
    with store.engine.connect() as connection:
        return list(
            connection.execute(
                select(page.c.site, page.c.url, page.c.state, page.c.reason, page.c.etag).where(
                    page.c.sweep == number
                )
            )
        )


def _look_at_pages(world: World, city: City, store: Store, sweep: Sweep, night: int) -> None:
    """Whatever a page that was read leads to is known, and no page waits any more."""
    rows = _rows(store, sweep.id)
    known = {row.url for row in rows}
    for site in city.sites:
        if site.identifier in sweep.sites and f"http://{site.host}/" not in known:
            world.violate(f"sweep {sweep.id} does not know the home page of {site.host}")
    sites = {one.identifier: one for one in city.sites}
    for row in rows:
        if row.state == PageState.QUEUED.value:
            world.violate(f"{row.url} still waits in sweep {sweep.id}, which is closed")
        if row.state == PageState.UNCHANGED.value and not row.etag:
            world.violate(f"{row.url} is unchanged in sweep {sweep.id}, and by what is not known")
        if row.state in _READ:
            site = sites[row.site]
            path = row.url.removeprefix(f"http://{site.host}")
            read = city.night_of(site, path, row.etag, night + 1)
            for link in [] if read is None else city.links(site, path, read):
                if f"http://{site.host}{link}" not in known:
                    world.violate(
                        f"{row.url} was read in sweep {sweep.id}, yet nothing is known of {link}"
                    )


def _look_at_pace(world: World, network: Network, city: City) -> None:
    for site in city.sites:
        asked = network.asked[site.host]
        for before, after in pairwise(asked):
            # Nor can who held a lease, until it renews it, that its server's clock ended them all.
            unaware = before.process != after.process and any(
                0 <= before.at - leap < LEASE / 4 for leap in world.leaps
            )
            early = after.at - before.at < 1 / _PACE - _TOLERANCE
            if early and not unaware:
                world.violate(
                    f"{site.host} was asked by {before.process} at {before.at:.3f} and by "
                    f"{after.process} {after.at - before.at:.3f} s later"
                )
        network.asked[site.host] = asked[-1:]


def _look_at_slips(world: World, city: City, store: Store, night: int) -> None:
    """What stands on the pages as they were read last is known, and nothing else."""
    newest = _newest_reads(store)
    with store.engine.connect() as connection:
        rows = connection.execute(
            select(finding.c.site, finding.c.quote, finding.c.state, finding.c.url).where(
                finding.c.check == "typo"
            )
        )
        found = {(row.site, row.quote): State(row.state) for row in rows}
    for site in city.sites:
        for one in site.articles:
            etag = newest.get((site.identifier, f"http://{site.host}{one.path}"), "")
            read = city.night_of(site, one.path, etag, night + 1)
            if one.slip is None or read is None:
                continue
            state = found.pop((site.identifier, one.slip.wrong), None)
            stands = one.slip.stands(read)
            where = f"{site.host}{one.path} ({one.slip.wrong}), read as of night {read}"
            # Of a page that was taken down, and fixed so, the visits that failed may be pruned.
            is_down = state is State.FIXED and not one.is_there(night)
            if stands and not is_down and (state is None or state not in LIVING):
                world.violate(f"{where}: it stands there, and is {state}")
            if not stands and state is not None and state in LIVING:
                world.violate(f"{where}: it does not stand there any more, and is {state}")
    for (identifier, quote), state in found.items():
        if state in LIVING and not _is_unread(city, identifier, quote, newest):
            world.violate(f"{identifier}: {quote} is {state} and stands nowhere")


def _is_unread(city: City, identifier: str, quote: str, newest: dict[tuple[str, str], str]) -> bool:
    for site in city.sites:
        for one in site.articles:
            if site.identifier == identifier and one.slip and one.slip.wrong == quote:
                return (identifier, f"http://{site.host}{one.path}") not in newest
    return False


def _look_at_what_was_left(world: World, store: Store, watcher: Watcher) -> None:
    """No night is too short for all there is, and what was not read is not fixed."""
    with store.engine.connect() as connection:
        for row in connection.execute(
            select(page.c.sweep, page.c.url, page.c.reason)
            .join(swept, swept.c.id == page.c.sweep)
            .where(
                page.c.state == PageState.LEFT.value,
                page.c.reason.in_(("until", "time", "lost")),
                # One whose machine slept till the next day had none to spare.
                swept.c.closed_at - swept.c.opened_at < _SITE_HOURS * 3_600,
            )
        ):
            if not watcher.closed_by.get(row.sweep, "").startswith("close"):  # at any time
                told = f"sweep {row.sweep} left {row.url} ({row.reason})"
                world.violate(f"{told}, with hours to spare")
        fixed = select(finding.c.check, finding.c.url, finding.c.subject, page.c.state).join(
            page, (page.c.sweep == finding.c.fixed_sweep) & (page.c.url == finding.c.url)
        )
        for row in connection.execute(
            fixed.where(
                finding.c.state == State.FIXED.value,
                finding.c.check == "typo",
                page.c.state.not_in(_READ),
                or_(page.c.status.is_(None), page.c.status >= 500),  # else it is gone
            )
        ):
            world.violate(f"{row.url} was not read, and {row.subject} on it is said to be fixed")


def _newest_reads(store: Store) -> dict[tuple[str, str], str]:
    """The tags of pages as they were read last, but for those that the newest sweep left.

    An address that led elsewhere tells nothing of what stood there.
    """
    told = page.c.site, page.c.url, page.c.state, page.c.etag, page.c.final_url
    with store.engine.connect() as connection:
        rows = connection.execute(select(*told).order_by(page.c.sweep))
        newest = {(row.site, row.url): row for row in rows}
    return {
        key: row.etag
        for key, row in newest.items()
        if row.state in _READ and row.final_url in ("", row.url)
    }


def _look_at_papers(world: World, store: Store, newest: Sweep) -> None:
    """The papers of now say what the store says, and those kept say it too."""
    now = gather(store)
    told = {(one.check, one.site, one.subject) for one in now.findings if one.state in LIVING}
    stands = living(store)
    if told != stands:
        world.violate(f"papers and store differ in {sorted(told ^ stands)[:3]}")
    kept = gather(store, newest.as_of)
    if {one.id: one.state for one in kept.findings} != {one.id: one.state for one in now.findings}:
        world.violate(f"papers kept of {newest.as_of} say other than those of now")


def _look_at_the_end(world: World, city: City, store: Store, newest: Sweep) -> None:
    """A quiet night reads all that is there."""
    if newest.closed_at is None:
        return
    night = city.night
    states = {row.url: row for row in _rows(store, newest.id)}
    for site in city.sites:
        for path in _reachable(city, site, night):
            url = f"http://{site.host}{path}"
            row = states.get(url)
            if row is None or row.state not in _READ:
                told = "unknown" if row is None else f"{row.state} {row.reason}"
                world.violate(f"the quiet night did not read {url}: {told}")


def _reachable(city: City, site: MadeUpSite, night: int) -> list[str]:
    paths = ["/"]
    for path in paths:
        paths += [one for one in city.links(site, path, night) if one not in paths]
    return [one for one in paths if city.page(site, one, night).status == 200
            and not (site.is_("lies", night) and _is_gone(site, one, night))]  # fmt: skip


def _is_gone(site: MadeUpSite, path: str, night: int) -> bool:
    article = site.by_path.get(path)
    return article is not None and not article.is_there(night)
