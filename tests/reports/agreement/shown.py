"""What sites, accounts and the office's own lists show on a night, by chance of a seed."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from govsweep.facts import (
    Adoption,
    CatalogueItem,
    ColumnKind,
    DaySpan,
    Duties,
    DutySeen,
    DutyState,
    EmptyAnswer,
    Entrance,
    Letter,
    LetterState,
    MediaAccount,
    MediaStatus,
    Platform,
    Post,
    Published,
    Quota,
    QuotaSpan,
    Site,
    SiteDuties,
    StatusChange,
    Surveyed,
)
from govsweep.indicators import Measure
from govsweep.media import identifier
from govsweep.store import StoredColumn, StoredHome

DISTRICTS = ("岚东区", "岚西区")


def home_of(
    chance: random.Random, site: Site, day: dt.date, owed: Duties, *, seen: bool, whole: bool
) -> StoredHome:
    """A home page: letters, interpretations, and what it shows of what is owed."""
    if not seen:
        return StoredHome(site=site.identifier, seen=False, week=((20, chance.randrange(3)),))
    many = 6 if whole else 2
    topics = (Measure.INTERPRETED, Measure.LINKED_BACK)
    return StoredHome(
        site=site.identifier,
        seen=True,
        newest=day - dt.timedelta(days=chance.randrange(20)),
        week=((20, 0), (20, chance.randrange(3))),
        survey=tuple(
            Surveyed(topic=one, asked=(asked := chance.randrange(5)), bad=chance.randint(0, asked))
            for one in topics
        ),
        letters=tuple(_letter(chance, day, n) for n in range(chance.randrange(many))),
        duties=_duties(chance, site, day, owed, whole=whole),
    )


def _letter(chance: random.Random, day: dt.date, number: int) -> Letter:
    asked = day - dt.timedelta(days=chance.randrange(70))
    state = chance.choice(list(LetterState))
    answered = None
    if state is LetterState.ANSWERED and chance.random() < 0.8:
        answered = min(day, asked + dt.timedelta(days=chance.randrange(12)))
    return Letter(
        f"http://letters.example/{number}",
        "关于路灯的来信",
        state,
        asked if chance.random() < 0.9 else None,
        answered,
        "",
        EmptyAnswer.SHORT if answered and chance.random() < 0.2 else None,
    )


def _duties(
    chance: random.Random, site: Site, day: dt.date, owed: Duties, *, whole: bool
) -> SiteDuties:
    states = list(DutyState) if whole else [DutyState.UNKNOWN]
    months = [(day.replace(day=1) - dt.timedelta(days=30 * n)).replace(day=1) for n in range(4)]
    return SiteDuties(
        whole=whole,
        published=tuple(
            Published(unit, "动态", f"{site.url}gzdt/", month, number, chance.randint(0, number))
            for unit in (site.organizer, f"{site.parent}另一单位")
            for month in chance.sample(months, 3)
            for number in [chance.randrange(9)]
        ),
        items=tuple(
            DutySeen(one.key, (state := chance.choice(states)),
                     sure=state is DutyState.UNKNOWN or chance.random() < 0.8,
                     url=f"{site.url}gzdt/")
            for one in owed.catalogue if one.site == site.identifier
        ),
        entrances=tuple(
            DutySeen(one.name, chance.choice((DutyState.MET, DutyState.ABSENT, states[-1])))
            for one in owed.entrances
        ),
    )  # fmt: skip


def columns_of(chance: random.Random, site: Site, day: dt.date) -> Iterator[StoredColumn]:
    """The columns that a sweep comes upon: now and then one is gone."""
    for number in range(3):
        if chance.random() < 0.8:
            yield StoredColumn(
                site=site.identifier,
                url=f"{site.url}c{number}/",
                name=f"栏目{number}",
                kind=ColumnKind.NOTICE,
                max_age_days=chance.choice((14, 30, None)),
                newest=day - dt.timedelta(days=chance.randrange(60)),
                entries=chance.randrange(30),
            )


def lists_of(chance: random.Random, sites: Sequence[Site], day: dt.date) -> Duties:
    """The office's lists as it imports them anew."""
    asked = chance.sample(sites, min(len(sites), 4))
    return Duties(
        catalogue=tuple(
            CatalogueItem(
                unit=site.organizer, code=f"A{n}", name=f"事项{n}", site=site.identifier, least=n
            )
            for site in asked
            for n in range(chance.randrange(3))
        ),
        quotas=tuple(
            Quota(
                unit=one.organizer, site=one.identifier, number=5, span=chance.choice([*QuotaSpan])
            )
            for one in asked
        ),
        entrances=tuple(
            Entrance(name=name, portals=chance.random() < 0.5)
            for name in chance.sample(("督查", "堵点", "政务服务"), 2)
        ),
        adoptions=tuple(
            Adoption(unit=one.organizer, month=day.replace(day=1), number=chance.randrange(9))
            for one in asked
        ),
    )


def accounts_of(chance: random.Random, number: int) -> list[MediaAccount]:
    """A register of accounts, some of each district."""
    return [
        MediaAccount(
            identifier=identifier(platform, f"{100 + place}"),
            name=f"账号{place}",
            url=f"https://p.example/{place}",
            organizer=f"{DISTRICTS[place % 2]}第{place}局",
            platform=platform,
            handle=f"{100 + place}",
            interactive=chance.choice((True, None)),
            history=(StatusChange(dt.date(2019, 1, 1), MediaStatus.RUNNING),),
        )
        for place in range(number)
        for platform in [chance.choice((Platform.WEIXIN, Platform.WEIBO))]
    ]


def posts_of(
    chance: random.Random, account: MediaAccount, day: dt.date
) -> tuple[list[Post], DaySpan]:
    """What is imported of an account up to a day, or to one that is long past."""
    through = day - dt.timedelta(days=chance.choice((0, 0, 1, 40)))
    span = DaySpan(through - dt.timedelta(days=90), through)
    days = [span.since + dt.timedelta(days=chance.randrange(91)) for _ in range(6)]
    return [
        Post(
            account=account.identifier, key=bytes([chance.randrange(256) for _ in range(16)]),
            url="", at=dt.datetime.combine(one, dt.time(9)).astimezone(), text="各单位：",
        )
        for one in days
    ], span  # fmt: skip
