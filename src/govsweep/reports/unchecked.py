"""What was not looked for, and why: nothing is called clean that nobody could see."""

from collections.abc import Iterable

from govsweep.checking import Check, Need, checks
from govsweep.facts import Duties, MediaLook, PageState, Site
from govsweep.periods import SHELL
from govsweep.reports import charts, figures
from govsweep.reports.inert import one_line
from govsweep.reports.looked_for import SitesLookedAt
from govsweep.reports.snapshot import Snapshot
from govsweep.store import ELSEWHERE, FAREWELL

UNCHECKED = "未检查"
_SHOWN_INSTEAD = {
    ELSEWHERE: "首页只跳到别的网址",
    FAREWELL: "首页只写着网站已迁移或关闭",
    SHELL: "首页没有看到，内容靠脚本显示",
}


def why_unchecked(snapshot: Snapshot, code: str) -> str:
    """Why a check that found nothing cannot have run on any site of a snapshot; "" where it did."""
    return SitesLookedAt(snapshot).why_not(code)


def unchecked_items(snapshot: Snapshot) -> dict[str, list[str]]:
    """By the reason, what counts and was not looked for, as the census names it.

    What was looked for on no site has the bare reason, else how many sites were left out stands
    before it: what ran on one site says nothing of the others. What was found all the same on no
    site that was looked at (by an earlier sweep) is told there, and not here.
    """
    found = {finding.check for finding in figures.of_period(snapshot)}
    sights = SitesLookedAt(snapshot)
    items: dict[str, list[str]] = {}
    for code, known in checks().items():
        if not _counts(known, snapshot.duties):
            continue
        nowhere = sights.why_not(code)
        reasons = sights.left_out(code) if not nowhere else [nowhere] if code not in found else []
        for why in reasons:
            items.setdefault(why, []).append(known.name)
    return items


def _counts(check: Check, duties: Duties) -> bool:
    """Whether the census of sites counts it; media accounts say of each what was not seen.

    What the office gave no list of is not asked of anybody.
    """
    lists = {Need.CATALOGUE: duties.catalogue, Need.ENTRANCES: duties.entrances}
    own = check.needs in (Need.ORDERS, Need.RESULTS)  # what nobody asked for is no gap
    asked = not own and (check.needs is None or bool(lists.get(check.needs, True)))
    return bool(check.wording) and check.about is not MediaLook and asked


def unchecked_in_words(snapshot: Snapshot) -> str:
    """The same in one sentence without its stop; "" where all was looked for."""
    counted = sum(_counts(one, snapshot.duties) for one in checks().values())
    return "；".join(
        f"{'全部项目' if len(names) == counted else '、'.join(names)}（{why}）"
        for why, names in unchecked_items(snapshot).items()
    )


def checked_sites(snapshot: Snapshot) -> list[Site]:
    """The listed sites that a sweep of the period went to, and of which it can say anything."""
    conditions = charts.site_conditions(snapshot)
    return [
        site
        for site in figures.listed(snapshot)
        if figures.is_checked(conditions[site.identifier], snapshot.period.look_at(site.identifier))
    ]


def unchecked_sites(snapshot: Snapshot) -> list[Site]:
    """The other listed sites; of some an earlier sweep found what still stands."""
    checked = {one.identifier for one in checked_sites(snapshot)}
    return [one for one in figures.listed(snapshot) if one.identifier not in checked]


def names_of(sites: Iterable[Site]) -> list[str]:
    """The names of sites, as papers print them."""
    return [one_line(site.name) for site in sites]


def why_unseen(snapshot: Snapshot, site: Site) -> str:
    """Why nobody read a page of a listed site's own; "" where one was read."""
    look = snapshot.period.look_at(site.identifier)
    if site.status == "suspended" and (look is None or not look.read):
        return "暂停运行"
    if look is None:
        return "本期没有巡检到"
    if look.read:
        return ""
    told = figures.coverage(look.ledger)
    for why, words in _SHOWN_INSTEAD.items():
        if any(reason == why for _, reason, _ in told.reasons):
            return words
    return "被拦截" if told.ends[PageState.BLOCKED] else "读取不到页面"


def unknown_sites(snapshot: Snapshot) -> list[Site]:
    """The unchecked sites of which no earlier sweep found anything either."""
    conditions = charts.site_conditions(snapshot)
    return [
        site
        for site in unchecked_sites(snapshot)
        if conditions[site.identifier] is figures.Condition.UNKNOWN
    ]
