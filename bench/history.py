"""A city of many nights, as the store would hold it: what `bench.growth` measures on.

The first two nights and each night that is measured are delivered through the store as workers
deliver, and are closed by the command. The nights between are rows, copied from the night before:
the pages of the night that changed come with their own facts, texts and findings, the findings of
the texts before are fixed, and all other rows say the same again.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, func, insert, literal, select, update

from bench.sites import Village
from bench.workbench import finding_of, site_of
from govsweep import clock, tables
from govsweep.addresses import fingerprint
from govsweep.checking import checks
from govsweep.crawl import queue_of_host
from govsweep.facts import (
    Block,
    HttpExchange,
    LinkStatus,
    Page,
    PageState,
    Place,
    Probe,
    Site,
    Visit,
)
from govsweep.findings import Certainty, Finding, State
from govsweep.reading import read_page
from govsweep.reading.view import view_of
from govsweep.reports.gather import freeze
from govsweep.rules import load_rules
from govsweep.store import Delivery, Store, Sweep
from govsweep.store.event_rows import EventKind
from govsweep.store.finding_rows import save_listed
from govsweep.store.statements import add_new, add_plain
from govsweep.store.stored_facts import pack
from govsweep.tables import (
    block,
    character_count,
    event,
    exchange,
    finding,
    home,
    ledger,
    link,
    page,
    probe,
    searched_site,
    sighting,
    sweep,
    sweep_yield,
    tally,
    view,
)

TURN = 33  # nights after which each page has changed once: 3 % change in a night
WRITTEN_ON = 4  # one page of so many has a finding, another one each time that it changes
SHARE = 4  # of a page's own texts, one of so many is another when it changes
LINKS = 10  # of each site, to hosts that are no site's
_MODELS = 10  # sites whose pages are read; the others show the same pages, with their own texts
_MODEL = "http://model.example.gov.cn"
_CHECK = "typo"
_DAY = 86_400.0
_HOURS = 20_000.0  # seconds that a night takes
_TOLD_NIGHTS = 90  # for which events are kept
_FROZEN = 30  # nights between two stocks that are made; those between are copies
_SAME_AGAIN = (view, home, ledger, tally, sweep_yield, character_count, exchange)


class City:
    """Sites of so many pages each."""

    def __init__(self, sites: int, pages: int, last: dt.date, nights: int) -> None:
        """`last` is the day of the last of all nights."""
        self.sites = [site_of(number) for number in range(sites)]
        self.pages = pages
        self._first = last - dt.timedelta(days=nights - 1)
        self._version = load_rules().version
        village = Village(_MODELS, pages)
        self._models = [
            [
                msgspec.json.encode(_read(village.page(one + 1, path) or b"", path))
                for path in village.paths()
            ]
            for one in range(_MODELS)
        ]

    def day(self, night: int) -> dt.date:
        """The day of a night, the first being 1."""
        return self._first + dt.timedelta(days=night - 1)

    def at(self, night: int) -> dt.datetime:
        """The hour at which a night's pages are read."""
        return dt.datetime.combine(self.day(night), dt.time(22), clock.BEIJING)

    def open(self, store: Store, night: int) -> Sweep:
        """Open the sweep of a night."""
        opened, _ = store.sweeps.open(
            night=self.day(night), as_of=self.day(night), sites=self.sites, indicators="2019",
            rules_version=self._version, at=self.at(night).timestamp(), again=False,
        )  # fmt: skip
        return opened

    def deliveries(self, night: int, number: int) -> Iterator[list[Delivery]]:
        """What workers bring in a night, some sites' at a time."""
        for start in range(0, len(self.sites), 10):
            chosen = range(start, min(start + 10, len(self.sites)))
            yield [
                one
                for place in chosen
                for one in (*self._pages(place, night, number), *self._links(place, night))
            ]

    def _pages(self, place: int, night: int, number: int) -> Iterator[Delivery]:
        site = self.sites[place]
        for one in range(place * self.pages, (place + 1) * self.pages):
            read = self.page(one, night)
            changed = self._changes(one, night)
            found = (self._finding(one, night, number),) if changed and _is_bad(one) else ()
            chance = random.Random(f"{one} {night}")
            visit = Visit(
                queue=site.identifier, url=read.url, fingerprint=fingerprint(read.url),
                at=self.at(night) + dt.timedelta(seconds=chance.random() * _HOURS),
                state=PageState.FETCHED if changed else PageState.UNCHANGED,
                status=200 if changed else 304, elapsed=chance.random(), etag=f'"{one}-{night}"',
                body_hash=_hash(f"{one} {night}"), page=read if changed else None,
            )  # fmt: skip
            if one % self.pages == 0:
                visit = msgspec.structs.replace(visit, **self._home(read, night))
            yield Delivery(visit, found)

    def _home(self, read: Page, night: int) -> dict[str, Any]:
        """What is known of a home page beside its facts."""
        request = "GET / HTTP/1.1\r\nHost: www.example.gov.cn\r\nAccept: text/html"
        answer = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8"
        timing = Probe(url=read.url, at=self.at(night), elapsed=0.2, status=200, certificate="")
        return {
            "timing": timing,
            "views": tuple(view_of(read, agent) for agent in ("browser", "spider", "referrer")),
            "http_log": (HttpExchange(read.url, request, 200, answer),),
        }

    def _links(self, place: int, night: int) -> Iterator[Delivery]:
        for one in range(LINKS):
            host = f"www{(place * LINKS + one) % 1_000}.example.com"
            url = f"http://{host}/{place}/{one}.html"
            yield Delivery(
                Visit(
                    queue=queue_of_host(host),
                    url=url,
                    fingerprint=fingerprint(url),
                    unread=True,
                    status=200,
                    elapsed=random.random(),
                    at=self.at(night) + dt.timedelta(seconds=random.random() * _HOURS),
                    link_status=LinkStatus.FINE,
                )
            )

    def page(self, one: int, night: int) -> Page:
        """A page by its number, as it is from a night on."""
        place, path = divmod(one, self.pages)
        site: Site = self.sites[place]
        model = self._models[place % _MODELS][path]
        own = model.replace(_MODEL.encode(), site.url.rstrip("/").encode())
        read = msgspec.json.decode(own, type=Page)
        said = f"第{night}版"
        blocks = [
            _own(each, f"第{one}页", said if (turn + night) % SHARE == 0 else "")
            if each.place is Place.MAIN
            else each
            for turn, each in enumerate(read.blocks)
        ]
        main = read.main_hash and _hash(f"第{one}页{said}")
        return msgspec.structs.replace(read, blocks=tuple(blocks), main_hash=main)

    def _changes(self, one: int, night: int) -> bool:
        return night == 1 or (one + night) % TURN == 0

    def changing(self, night: int) -> list[int]:
        """The pages that change in a night, by number."""
        first = -night % TURN
        return list(range(first, len(self.sites) * self.pages, TURN))

    def _finding(self, one: int, night: int, number: int) -> Finding:
        site = self.sites[one // self.pages]
        url = self.page(one, night).url
        made = finding_of(site, one, self.at(night), number, random.Random(one))
        return made.model_copy(
            update={
                "id": blake2b(f"{one} {night}".encode(), digest_size=16).hexdigest(),
                "check": _CHECK, "severity": checks()[_CHECK].severity, "url": url,
                "pages": (url,), "subject": f"{made.subject} {night}", "state": State.OPEN,
                "certainty": Certainty.CONFIRMED, "fixed_at": None, "rule": "示例规则",
                "rule_version": self._version,
            }
        )  # fmt: skip

    def age(self, store: Store, night: int, through: int) -> None:
        """Add the nights after one, up to another, as rows."""
        last = len_of(store)
        for number in range(night + 1, through + 1):
            with store.engine.begin() as connection:
                self._copy(connection, number, number > last + through - night - _TOLD_NIGHTS)
            if number % _FROZEN == 0:
                freeze(store, self.at(number) + dt.timedelta(hours=8))
        with store.engine.begin() as connection:
            connection.execute(update(searched_site).values(sweep=through))

    def _copy(self, connection: Connection, number: int, told: bool) -> None:
        at, fresh = self.at(number).timestamp(), self.changing(number)
        opened = {"id": number, "night": self.day(number), "as_of": self.day(number)}
        opened |= {"token": f"{number:032}", "opened_at": at, "closed_at": at + _DAY / 3}
        _again(connection, sweep, sweep.c.id == number - 1, opened)
        self._copy_pages(connection, number, fresh)
        asked = {"at": self.at(number).timestamp() + _chance(link, number, _HOURS)}
        asked |= {"elapsed": _chance(link, number + 1, 2.0)}
        _again(connection, link, link.c.sweep == number - 1, {"sweep": number} | asked)
        for table in _SAME_AGAIN:
            _again(connection, table, table.c.sweep == number - 1, {"sweep": number})
        later = {"sweep": number, "at": probe.c.at + _DAY}
        _again(connection, probe, probe.c.sweep == number - 1, later)
        if number % _FROZEN:
            self._copy_freeze(connection, number)
        self._live_on(connection, number, [one for one in fresh if _is_bad(one)], told)

    def _copy_freeze(self, connection: Connection, number: int) -> None:
        newest = select(func.max(tables.freeze.c.id)).scalar_subquery()
        following = {"id": newest + 1, "sweep": number, "day": self.day(number)}
        _again(connection, tables.freeze, tables.freeze.c.id == newest, following)

    def _copy_pages(self, connection: Connection, number: int, fresh: Sequence[int]) -> None:
        told = {"sweep": number, "state": "unchanged", "facts": None, "body": None, "status": 304}
        told |= {"facts_sweep": func.coalesce(page.c.facts_sweep, page.c.sweep), "kind": ""}
        told |= {"at": self.at(number).timestamp() + _chance(page, number, _HOURS)}
        told |= {"elapsed": _chance(page, number + 1, 2.0)}
        told |= {"published": None, "main_hash": None}
        _again(connection, page, page.c.sweep == number - 1, told)
        texts: dict[bytes, str] = {}
        for one in fresh:
            read = self.page(one, number)
            texts |= {each.hash: each.text for each in read.blocks}
            connection.execute(
                update(page)
                .where(page.c.sweep == number, page.c.fingerprint == fingerprint(read.url))
                .values(
                    state="fetched",
                    facts=pack(read),
                    facts_sweep=None,
                    status=200,
                    kind=read.kind.value,
                    published=read.published.date() if read.published else None,
                    main_hash=read.main_hash or None,
                )
            )
        add_plain(connection, block, sorted(texts.items()))

    def _live_on(self, connection: Connection, number: int, bad: Sequence[int], told: bool) -> None:
        at = self.at(number).timestamp()
        keys = [fingerprint(self.page(one, number).url) for one in bad]
        last = select(sighting.c.finding).where(
            sighting.c.sweep == number - 1, sighting.c.page.in_(keys)
        )
        mended = {"state": "fixed", "fixed_at": at, "fixed_sweep": number, "told": "fixed"}
        connection.execute(
            update(finding).where(finding.c.id.in_(last), finding.c.check == _CHECK).values(mended)
        )
        standing = select(finding.c.id).where(finding.c.state == State.OPEN.value)
        again = sighting.c.sweep == number - 1, sighting.c.finding.in_(standing)
        _again(connection, sighting, again[0] & again[1], {"sweep": number})
        connection.execute(
            update(finding)
            .where(finding.c.state == State.OPEN.value)
            .values(sweep=number, last_seen=at)
        )
        self._find(connection, number, bad, told)

    def _find(self, connection: Connection, number: int, bad: Sequence[int], told: bool) -> None:
        made = [self._finding(one, number, number) for one in bad]
        save_listed(connection, number, made)
        connection.execute(
            update(finding).where(finding.c.id.in_([one.id for one in made])).values(told="opened")
        )
        if told:  # as many were mended as are new
            rows = [
                {
                    "id": f"{one.id}{kind.value[8:12]}", "kind": kind.value, "finding": one.id,
                    "at": self.at(number).timestamp(), "sweep": number,
                    "body": one.model_dump_json(),
                }
                for one in made
                for kind in (EventKind.OPENED, EventKind.FIXED)
            ]  # fmt: skip
            add_new(connection, event, rows)


def len_of(store: Store) -> int:
    """How many sweeps a store knows."""
    newest = store.sweeps.get()
    return newest.id if newest is not None else 0


def _again(connection: Connection, table: Table, where: Any, changed: dict[str, Any]) -> None:
    """Insert the rows of a table once more, some fields changed."""
    fields = [
        literal(changed[one.name], one.type).label(one.name)
        if one.name in changed and not hasattr(changed[one.name], "label")
        else changed.get(one.name, one)
        for one in table.columns
    ]
    query = select(*fields).where(where)
    connection.execute(insert(table).from_select([one.name for one in table.columns], query))


def _chance(table: Table, number: int, most: float) -> ColumnElement[float]:
    """Another number in each row: when a page was asked for, and how long it took."""
    return func.abs(func.sin(func.coalesce(table.c.at, 0.0) * 12.9898 + number * 78.233)) * most


def _is_bad(one: int) -> bool:
    return one % WRITTEN_ON == 0


def _own(text: Block, page: str, said: str) -> Block:
    """A text as one page's own, and of one night where that is said."""
    words = f"{text.text}{page}{said}"
    return Block(words, text.place, _hash(words))


def _hash(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=16).digest()


def _read(body: bytes, path: str) -> Page:
    return read_page(body, url=f"{_MODEL}{path}", content_type="text/html; charset=utf-8")
