"""A city whose sweeps are written into the store night by night, with all that they leave there."""

import datetime as dt
from collections.abc import Collection, Iterable

from govsweep.facts import Site
from govsweep.findings import Finding
from govsweep.reports.gather import freeze
from govsweep.store import Store, StoredColumn, StoredHome, Sweep
from govsweep.store.home_rows import save_home
from govsweep.store.ledger_rows import write_ledger
from govsweep.tables import character_count, ledger, page

DAY = dt.date(2026, 11, 18)


class City:
    """A city whose sweeps are written into the store night by night."""

    def __init__(self, store: Store, sites: list[Site]) -> None:
        self.store, self.sites, self.day = store, sites, DAY
        store.sites.save(sites)

    def at(self, *, days: int = 0, second: int = 0) -> dt.datetime:
        """Just before the end of a day, so many after the next sweep's."""
        day = self.day + dt.timedelta(days=days)
        return dt.datetime.combine(day, dt.time(23, 59, second)).astimezone()

    def sweep(
        self,
        *seen: Finding,
        of: list[Site] | None = None,
        fixed: tuple[Finding, ...] = (),
        blind: tuple[Site, ...] = (),
        cut: tuple[Site, ...] = (),
        away: tuple[Site, ...] = (),
        homes: Iterable[StoredHome] = (),
        columns: Iterable[StoredColumn] = (),
    ) -> Sweep:
        """One sweep: `blind` sites were not to be read, of `cut` ones most was left.

        What `away` ones answered led to another host.
        """
        at = self.at()
        sites = self.sites if of is None else of
        sweep, _ = self.store.sweeps.open(
            night=self.day, as_of=self.day, sites=sites, indicators="2019",
            rules_version="r1", at=at.timestamp(), again=True,
        )  # fmt: skip
        self.store.findings.save(
            sweep.id,
            [
                one.model_copy(
                    update={"sweep": sweep.id, "first_seen": at, "last_seen": at, "owner": ""}
                )
                for one in seen
            ],
        )
        self.store.findings.mark_fixed([one.id for one in fixed], at, sweep.id)
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        self._keep(sweep.id, sites, (*blind, *away), cut, homes)
        self._lead_away(sweep.id, away)
        self.store.columns.save(
            [StoredColumn(**{**_fields(one), "sweep": sweep.id}) for one in columns]
        )
        freeze(self.store, at)
        self.day += dt.timedelta(days=1)
        return sweep

    def _lead_away(self, number: int, away: Collection[Site]) -> None:
        """The ledger as it is written of sites that answer with the way to another host."""
        keys = [one.identifier for one in away]
        with self.store.engine.begin() as connection:
            own = ledger.select().where(ledger.c.sweep == number, ledger.c.site.not_in(keys))
            others = [dict(row) for row in connection.execute(own).mappings()]
            connection.execute(page.delete().where(page.c.sweep == number, page.c.site.in_(keys)))
            for key in keys:
                answer = {
                    "sweep": number, "site": key, "url": f"http://{key}.example/",
                    "fingerprint": key.encode(), "state": "fetched", "status": 200,
                    "final_url": "http://elsewhere.example/",
                }  # fmt: skip
                connection.execute(page.insert().values(answer))
            write_ledger(connection, number)
            rest = ledger.c.site.not_in(keys)
            connection.execute(ledger.delete().where(ledger.c.sweep == number, rest))
            if others:
                connection.execute(ledger.insert(), others)

    def _keep(
        self,
        number: int,
        sites: Iterable[Site],
        blind: Collection[Site],
        cut: Collection[Site],
        homes: Iterable[StoredHome],
    ) -> None:
        """What a crawl of ten pages a site would have left."""
        with self.store.engine.begin() as connection:
            connection.execute(ledger.delete().where(ledger.c.sweep == number))
            for site in sites:
                connection.execute(
                    character_count.insert().values(
                        sweep=number, site=site.identifier,
                        characters=0 if site in blind else 500 if site in cut else 20_000,
                    )
                )  # fmt: skip
                read, left = (0, 0) if site in blind else (2, 8) if site in cut else (10, 0)
                ends = {"known": 10, "fetched": read, "left": left, "failed": 10 - read - left}
                rows = [
                    {"sweep": number, "site": site.identifier, "state": state, "reason": "",
                     "count": count}
                    for state, count in ends.items()
                ]  # fmt: skip
                connection.execute(ledger.insert(), rows)
            for home in homes:
                save_home(connection, number, home)


def _fields(one: StoredColumn) -> dict[str, object]:
    return {name: getattr(one, name) for name in StoredColumn.__struct_fields__}
