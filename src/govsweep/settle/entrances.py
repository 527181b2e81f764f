"""Entrances that a home page owes: which of them it has."""

from govsweep.addresses import host
from govsweep.facts import (
    Context,
    DutySeen,
    DutyState,
    Entrance,
    FooterMark,
    Page,
)
from govsweep.settle.naming import alias

_FEW_LINKS = 10  # on a home page; with fewer it is none that shows its entrances
_COMPLAINTS = "找错"  # what the entrance is called that a script puts into the footer


def is_asked_of(entrance: Entrance, context: Context) -> bool:
    """Whether a site owes an entrance on the day of its judging."""
    site = context.own_site
    due = entrance.since is None or entrance.since <= context.day
    return due and site.status == "running" and (site.is_portal or not entrance.portals)


def entrance_seen(entrance: Entrance, home: Page | None) -> DutySeen:
    """An entrance as the home page shows it; unknown where that was not read."""
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
