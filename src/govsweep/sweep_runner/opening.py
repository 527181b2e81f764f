"""Opening a sweep or joining the one that is open: its sites, and what is asked beside them."""

import datetime as dt
from collections.abc import Callable, Sequence

from govsweep import clock
from govsweep.addresses import fingerprint, href
from govsweep.clock import night_of
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.facts import Address, Site
from govsweep.periods import Draw, drawn
from govsweep.rule_changes import loaded, said
from govsweep.rules import Rules
from govsweep.source_digest import reader_version
from govsweep.store import Store, Sweep
from govsweep.suspects import Stage, stands_outside
from govsweep.sweep_runner.closing import BROKEN, close, closing_alone, freeze_papers
from govsweep.sweep_runner.office import ordered
from govsweep.sweep_runner.queue_servers import is_worked_on

SWEPT = ("running", "moved")  # suspended and closed sites are not visited
CLOSED = "closed"  # asked once a week whether anybody still answers there
_WEEK_DAYS = 7


def open_sweep(
    store: Store,
    settings: Settings,
    rules: Rules,
    *,
    as_of: dt.date | None,
    only: tuple[str, ...],
    again: bool,
    draw: Draw | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Sweep, bool]:
    """Join the open sweep or open tonight's; tells whether it was joined.

    One of an earlier night on which nobody works any more is closed first as it stands, and one
    whose closing broke off is taken up again. Raises `InputError` where nothing is registered, or
    an identifier is not.
    """
    sites = _chosen(store, only)
    drawn_from = len(sites) if draw is not None else 0
    if draw is not None:
        sites = drawn_sites(sites, draw)
    last = store.sweeps.get()
    if last is not None and last.closed_at is None:
        _take_up(store, settings, last, rules, tell)
        last = store.sweeps.get()
    if last is not None and last.closed_at is not None and not store.freezes.has(last.id):
        freeze_papers(store)  # whoever closed it ended before they could, or was of version 0.1
    moment = clock.now()
    night = night_of(moment)
    opened, joined = store.sweeps.open(
        night=night,
        as_of=as_of or night,
        sites=sites,
        indicators=settings.indicators,
        rules_version=ordered(store, rules, moment, as_of or night).version,
        at=moment.timestamp(),
        again=again,
        reader=reader_version(),
        seed=draw.seed if draw is not None else "",
        drawn_from=drawn_from,
    )
    if joined and draw is not None and opened.seed != draw.seed:
        tell(f"巡检 {opened.id} 已经打开，接着做它，没有另行抽取；收尾后再抽")
    if not joined:
        store.sweeps.keep_lists(opened.id, loaded(rules), said(rules))
        if not only and draw is None:
            store.queue.add(opened.id, weekly(store, opened.night))
    return opened, joined


def weekly(store: Store, night: dt.date) -> list[Address]:
    """What is asked once a week: where closed sites stood, and suspected counterfeits."""
    # Loaded only here: whoever merely looks at the store needs no routes.
    from govsweep.spiders.routes import Routes  # noqa: PLC0415

    sites = store.sites.all()
    urls = [href(one.url) for one in sites if one.status == CLOSED]
    urls += [
        one.url
        for one in store.suspects.all()
        if one.stage is not Stage.CLEARED and stands_outside(one.url)
    ]
    keys = {fingerprint(url): url for url in urls}
    since = night - dt.timedelta(days=_WEEK_DAYS - 1)
    done = store.outside.asked_since(since, keys)
    queue_of = Routes(sites).queue_of
    return [
        Address(queue_of(url), url, key, is_link=True)
        for key, url in keys.items()
        if key not in done
    ]


def drawn_sites(sites: Sequence[Site], draw: Draw) -> list[Site]:
    """The sites that are drawn, in the registry's order."""
    chosen = drawn({one.identifier for one in sites}, draw.size, draw.seed)
    return [one for one in sites if one.identifier in chosen]


def _take_up(
    store: Store, settings: Settings, last: Sweep, rules: Rules, tell: Callable[[str], None]
) -> None:
    """See to a sweep that is still open when another is to begin."""
    if last.closing_at is not None:
        with closing_alone(store, last, tell):
            store.sweeps.reopen(last.id)  # where it was not closed meanwhile
    if last.night < night_of(clock.now()) and not is_worked_on(store, settings, last):
        tell(
            f"{last.night} 夜的巡检 {last.id} 没有收尾就中断了，现在按做到的情况收尾；"
            "没有读到的，今夜先做"
        )
        close(store, settings, last, rules, finished=False, reason=BROKEN, tell=tell)


def _chosen(store: Store, only: tuple[str, ...]) -> list[Site]:
    sites = store.sites.all(statuses=SWEPT)
    unknown = set(only) - {site.identifier for site in sites}
    if unknown:
        raise InputError(
            f"没有登记（或已关停）的网站标识码：{'、'.join(sorted(unknown))}。"
            "用 govsweep sites list 查看"
        )
    if not sites:
        raise InputError(
            "还没有登记网站。请先运行 govsweep sites import 登记表.csv，"
            "或 govsweep sweep --registry 登记表.csv"
        )
    return [site for site in sites if not only or site.identifier in only]
