"""Builds the city after its plan."""

import datetime as dt
from collections.abc import Collection

import govsweep.city.letters
import govsweep.city.page_faults
import govsweep.city.site_faults
import govsweep.city.stale_faults  # noqa: F401 - all register their plantings
from govsweep.city import outside
from govsweep.city.asked import ASKED, answer, build_asked
from govsweep.city.contents import furnish
from govsweep.city.counter import apology, search
from govsweep.city.draft import Draft
from govsweep.city.duties import build_duties, hang
from govsweep.city.ended import build_ended
from govsweep.city.faults import PLANTINGS, Planter
from govsweep.city.media import build_media, link
from govsweep.city.model import Document, Planted, SampleArticle, Trap
from govsweep.city.plan import SITES
from govsweep.city.reposts import build_reposts, repost
from govsweep.city.roster import build_roster
from govsweep.city.sample_city import SampleCity, SampleHost
from govsweep.city.styles import STYLES
from govsweep.city.traps import TRAPS, lay
from govsweep.facts import Site

_OVERNIGHT = ("home-tampered", "falsified-date")  # seen only by who saw the night before
_NEGLECT = ("stale-home", "stale-column", "blank-column")  # they take articles out: first


def build(
    day: dt.date,
    *,
    seed: int = 7,
    faults: bool = True,
    only: Collection[str] | None = None,
    slow_seconds: float = 3.3,
) -> SampleCity:
    """The city as it stands on the night of `day`.

    `faults=False` is the city in order; `only` names the checks to plant faults for.
    """
    sites: list[Site] = []
    hosts: dict[str, SampleHost] = {}
    truth: list[Planted] = []
    traps: list[Trap] = []
    foreign = list(outside.hosts())
    drafts: list[Draft] = []
    published: dict[str, SampleArticle] = {}
    asked = ASKED.intersection(ASKED if only is None else only) if faults else frozenset()
    late = faults and (only is None or "late-repost" in only)
    for plan in SITES:
        draft = furnish(plan, day, seed)
        repost(draft, faults=late)
        published |= answer(draft, only=asked)
        wanted = [
            fault for fault in plan.faults if faults and (only is None or _check(fault) in only)
        ]
        traps += _lay_traps(draft, seed)
        truth += _plant_faults(draft, wanted, seed)
        link(draft)
        hang(draft, faults=faults and (only is None or "mandatory-entrance" in only))
        drafts.append(draft)
        if draft.home_tail:
            foreign += outside.farm_of(plan.number)
        sites.append(draft.site)
        hosts[plan.host] = _open(draft, slow_seconds)
    overnight = tuple(one for one in truth if one.check in _OVERNIGHT)
    unique = tuple(dict.fromkeys(foreign))
    return SampleCity(
        tuple(sites),
        tuple(one for one in truth if one.check not in _OVERNIGHT),
        tuple(traps),
        hosts,
        unique,
        slow_seconds,
        build_media(day, faults=faults),
        build_duties(drafts, faults=faults, only=only),
        build_roster(day, faults=faults),
        build_ended(faults=faults),
        build_reposts(day, drafts, faults=late),
        build_asked(day, drafts, published),
        overnight,
    )


def _check(fault: str) -> str:
    return fault.partition(":")[0]


def _lay_traps(draft: Draft, seed: int) -> list[Trap]:
    style = STYLES[draft.plan.style]
    names = sorted(draft.plan.traps, key=list(TRAPS).index)  # what takes articles out comes first
    return [lay(name, Planter(draft, style, "trap", name, seed)) for name in names]


def _plant_faults(draft: Draft, faults: list[str], seed: int) -> list[Planted]:
    style = STYLES[draft.plan.style]
    planted: list[Planted] = []
    for fault in sorted(faults, key=lambda one: _check(one) not in _NEGLECT):
        check, _, variant = fault.partition(":")
        planted += PLANTINGS[check](Planter(draft, style, check, variant, seed))
    return planted


def _open(draft: Draft, slow_seconds: float) -> SampleHost:
    style = STYLES[draft.plan.style]
    if draft.slow_home:
        draft.delays["/"] = slow_seconds
    before = dict(style.documents(draft))
    draft.home_tail += draft.tonight
    _redate(draft)
    documents = dict(style.documents(draft)) | draft.documents
    for path in draft.missing:
        documents.pop(path, None)
    host = SampleHost(documents, [*draft.dynamic, search(draft, style)])
    host.apology = apology(draft, style) if draft.apologises else None
    host.whole = draft.whole
    if draft.tonight or draft.redated:
        host.before = {path: one for path, one in before.items() if documents.get(path) != one}
    host.to_search = _for_search(draft, documents["/"])
    return host


def _redate(draft: Draft) -> None:
    for column in draft.columns:
        for article in column.articles:
            article.when += dt.timedelta(days=draft.redated.get(article.number, 0))
        column.articles.sort(key=lambda one: one.when, reverse=True)


def _for_search(draft: Draft, home: Document) -> Document | None:
    """The home page as search engines and who comes from them get it, where it is another."""
    if not draft.for_search:
        return None
    title = f"<title>{draft.for_search}_".encode(draft.plan.charset.encoding)
    return home._replace(body=home.body.replace(b"<title>", title))
