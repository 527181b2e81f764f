"""A city to which things happen by chance, the same for a seed each time."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import msgspec
from tests.reports.agreement.city import City
from tests.reports.agreement.shown import (
    DISTRICTS,
    accounts_of,
    columns_of,
    home_of,
    lists_of,
    posts_of,
)

from govsweep.accounts import Actor
from govsweep.assess import ALL_MEDIA
from govsweep.duties import DutyList
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, MediaStatus, Site
from govsweep.findings import LIVING, Certainty, Finding, Severity, State
from govsweep.indicators import IndicatorScope, load_pack
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import close, extend, issue, remind
from govsweep.rectification.deciding import Words, decide
from govsweep.reports import Office
from govsweep.reports.gather import freeze
from govsweep.store import Store

CHECKS = ("typo", "dead-link", "stale-column", "hidden-link", "site-unreachable", "falsified-date")
MEDIA_CHECKS = ("typo", "media-stale", "serious-expression")
STATUSES = ("closed", "suspended", "running")
BY = Actor(name="王工")
Make = Callable[..., Any]


class Nights:
    """Sweeps of some or all, and between them an office that decides, imports and looks again."""

    def __init__(self, store: Store, make_site: Make, make_finding: Make, seed: int) -> None:
        self.store, self.make, self.chance = store, make_finding, random.Random(seed)
        self.make_site = make_site
        self.city = City(store, [self._site(make_site, number) for number in range(1, 9)])
        self.accounts = accounts_of(self.chance, 5)
        store.media.save(self.accounts, self.city.day)
        self.known: list[Finding] = []
        self._import_lists()
        self._import_posts()

    def _site(self, make_site: Make, number: int) -> Site:
        """One portal, under whose host the sites of both districts stand."""
        district = DISTRICTS[number % 2]
        words = {"kind": "部门网站", "url": f"http://b{number}.s1.gov.cn/"}
        if number == 1:
            words = {"kind": "政府门户网站", "url": "http://www.s1.gov.cn/"}
        site: Site = make_site(
            number, parent=f"{district}人民政府", organizer=f"第{number}局", level="县级", **words
        )
        return site

    @property
    def office(self) -> Office:
        """What the office filled in: now and then it has judged what is left to it of accounts."""
        if self.chance.random() < 0.5:
            return Office(region="全市")
        rows = [
            row.id
            for group, row in load_pack("2019").rows()
            if group.scope is IndicatorScope.NEW_MEDIA
        ]
        judged: Any = {ALL_MEDIA: dict.fromkeys(rows, "pass")}
        return Office(judgements=judged)

    def pass_by(self, number: int) -> None:
        """So many nights, and the days between them."""
        for _ in range(number):
            self.night()
            for second in range(1, self.chance.randrange(1, 5)):
                self.act(self.city.at(days=-1, second=second * 10))
            self.city.day += dt.timedelta(days=self.chance.choice((0, 0, 5, 12)))

    def night(self) -> None:
        """A sweep of all or of some: some sites not to be read, some cut, some faults gone."""
        chance, city = self.chance, self.city
        sites = city.sites if chance.random() < 0.5 else chance.sample(city.sites, 3)
        blind, cut = (tuple(chance.sample(sites, chance.randrange(3))) for _ in range(2))
        away = tuple(one for one in sites if one not in (*blind, *cut) and chance.random() < 0.1)
        unread = (*blind, *away)
        keys = {one.identifier for one in sites} - {one.identifier for one in (*unread, *cut)}
        keys |= {one.identifier for one in self.accounts}
        before = [one for one in self.store.findings.all() if one.site in keys]
        gone = [one for one in before if chance.random() < 0.3 and one.state in LIVING]
        again = [one for one in self.known if one.site in keys and chance.random() < 0.7]
        again = [one for one in again if one.id not in {left.id for left in gone}]
        new = [self.finding(chance.choice(sites)) for _ in range(chance.randrange(5))]
        new += [self.of_account() for _ in range(chance.randrange(2))]
        new = [one for one in new if one.site in keys]
        self.known += new
        owed = self.store.duties.all()
        homes = [
            home_of(chance, one, city.day, owed, seen=one not in unread, whole=one not in cut)
            for one in sites
        ]
        columns = [
            row
            for one in sites
            if one not in (*unread, *cut)
            for row in columns_of(chance, one, city.day)
        ]
        sweep = city.sweep(
            *again, *new, of=sites, fixed=tuple(gone), blind=blind, cut=cut, away=away,
            homes=homes, columns=columns,
        )  # fmt: skip
        if before and chance.random() < 0.2:
            at = city.at(days=-1)
            self.store.findings.mark_withdrawn([chance.choice(before).id], at, sweep.id)
            freeze(self.store, at)

    def finding(self, of: Site) -> Finding:
        """A fault of a site that was not seen before."""
        return self._made(self.chance.choice(CHECKS), of)

    def of_account(self) -> Finding:
        """One of an account."""
        return self._made(self.chance.choice(MEDIA_CHECKS), self.chance.choice(self.accounts))

    def _made(self, check: str, of: Site | MediaAccount) -> Finding:
        chance = self.chance
        words: dict[str, Any] = {"subject": f"{len(self.known)}-{chance.random()}"}
        if chance.random() < 0.3:
            words["certainty"] = Certainty.SUSPECTED
        if chance.random() < 0.1:
            words["severity"] = Severity.NOTICE
        if chance.random() < 0.1:
            words["held"] = "一夜增多"
        if self.known and chance.random() < 0.15:
            words["part_of"] = chance.choice(self.known).id
        return self.make(check, of=of, **words)  # type: ignore[no-any-return]

    def act(self, at: dt.datetime) -> None:
        """What people do between nights."""
        chance = self.chance
        acts: tuple[Callable[[dt.datetime], object], ...] = (
            self._decide, self._issue, self._follow_up, self._look_again, self._change_site,
            self._change_account, lambda _: self._import_lists(), self._import_more,
            self._add_site,
        )  # fmt: skip
        chance.choice(acts)(at)

    def _decide(self, at: dt.datetime) -> None:
        if found := self.store.findings.all():
            one = self.chance.choice(found)
            kinds = [DecisionKind.DISMISS, DecisionKind.CONFIRM, DecisionKind.REOPEN]
            verdict = DecisionKind.RELEASE if one.held is not None else self.chance.choice(kinds)
            decide(self.store, [one], verdict, Words(BY.name, "看过"), at)

    def _issue(self, at: dt.datetime) -> None:
        found = [
            one for one in self.store.findings.all() if one.state in (State.OPEN, State.RELAPSED)
        ]
        if found:
            one = self.chance.choice(found)
            issue(self.store, one.site, {"办公室": [one.id]}, number=None, at=at,
                  working_days=self.chance.choice((1, 10)))  # fmt: skip

    def _follow_up(self, at: dt.datetime) -> None:
        if notices := [one for one in self.store.notices.all() if not one.is_closed]:
            one = self.chance.choice(notices)
            later = one.last_due + dt.timedelta(days=self.chance.randrange(1, 20))
            match self.chance.randrange(3):
                case 0:
                    remind(self.store, one.id, BY, at)
                case 1:
                    extend(self.store, one.id, BY, at, due=later, reason="汛期")
                case _:
                    close(self.store, one.id, BY, at, reason="机构撤销")

    def _look_again(self, at: dt.datetime) -> None:
        """A recheck, as it is kept: some are mended, the others were seen to stand."""
        living = [one for one in self.store.findings.all() if one.state in LIVING]
        some = self.chance.sample(living, min(3, len(living)))
        keys = [one.id for one in some]
        self.store.findings.mark_fixed(keys[:1], at)
        self.store.rechecks.see_again(keys[1:], at)

    def _change_site(self, _: dt.datetime) -> None:
        place = self.chance.randrange(len(self.city.sites))
        words = {"name": f"改名{self.chance.random()}"}
        if self.chance.random() < 0.3:
            words = {"status": self.chance.choice(STATUSES)}
        self.city.sites[place] = msgspec.structs.replace(self.city.sites[place], **words)
        self.store.sites.save(self.city.sites)

    def _add_site(self, _: dt.datetime) -> None:
        """One that was not there when the quarter began; no sweep went there yet."""
        self.city.sites.append(self._site(self.make_site, len(self.city.sites) + 1))
        self.store.sites.save(self.city.sites)

    def _change_account(self, at: dt.datetime) -> None:
        one, status = self.chance.choice(self.accounts), self.chance.choice([*MediaStatus])
        try:
            self.store.media.set_status(one.identifier, status, at.date(), BY, at, "改正")
        except InputError:
            return  # it stands so already

    def _import_lists(self) -> None:
        day = self.city.day
        lists = lists_of(self.chance, self.city.sites, day)
        at = self.city.at(days=-1)
        for kind in DutyList:
            if self.chance.random() < 0.7:
                self.store.duties.save(kind, getattr(lists, kind.value), BY, at)

    def _import_more(self, at: dt.datetime) -> None:
        """Posts come in after a sweep, are judged, and papers of the night know of it."""
        self._import_posts()
        newest = self.store.sweeps.get()
        assert newest is not None
        new = self.of_account()
        self.known.append(new)
        seen = new.model_copy(
            update={"sweep": newest.id, "first_seen": at, "last_seen": at, "owner": ""}
        )
        self.store.findings.save(newest.id, [seen])
        freeze(self.store, at, night=at.date())

    def _import_posts(self) -> None:
        for one in self.chance.sample(self.accounts, 3):
            posts, span = posts_of(self.chance, one, self.city.day - dt.timedelta(days=1))
            self.store.posts.add(posts, (), {one.identifier: span}, self.city.at().timestamp())
