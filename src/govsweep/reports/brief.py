"""The brief (一页简报): what is worst, what changed since last time, what breaks next; one page.

Every list has a fixed number of lines and every line a fixed length, so that a city of 700 sites
has a page, too. Counts are those of the bulletin.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govsweep.facts import TermStanding
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.reports import charts, figures
from govsweep.reports.ahead import days_in_words, limit_in_words, outlooks
from govsweep.reports.basis import basis_of
from govsweep.reports.causes import causes
from govsweep.reports.choices import Office
from govsweep.reports.dates import chinese_day
from govsweep.reports.inert import one_line
from govsweep.reports.labels import wording
from govsweep.reports.movements import MoveCause, Movement, movement
from govsweep.reports.papers.prose import in_prose
from govsweep.reports.snapshot import Snapshot, TrendRow
from govsweep.reports.unchecked import (
    checked_sites,
    names_of,
    unchecked_items,
    unchecked_sites,
    why_unseen,
)

_WORST, _CHANGED, _AHEAD_LINES, _UNCHECKED = 4, 5, 3, 3  # lines of a section
_NAMES = 3  # in a line
_LONGEST_NAME = 14  # characters
_LONGEST = 68  # characters of a line: two on paper
_AHEAD = 7  # days
_ALL_LOOKED_AT = "每个项目都至少在一个网站上检查过；没有看全的，见自查报告附件1。"


class BriefFigure(NamedTuple):
    """A figure in large type, and by how much it changed since the last sweep."""

    name: str
    value: int
    change: str


class Brief(NamedTuple):
    """What the page says, a line each."""

    headlines: list[BriefFigure]
    worst: list[str]
    changed: list[str]
    ahead: list[str]
    unchecked: list[str]


def of(snapshot: Snapshot, office: Office | None = None) -> Brief:
    """The page of a snapshot, under the pack of rules that the office's papers go by."""
    names = {site.identifier: _short(one_line(site.name)) for site in snapshot.sites}
    found = figures.of_period(snapshot)
    standing = [one for one in found if one.state is not State.FIXED]
    return Brief(
        _headlines(snapshot, standing),
        _lines(_worst(standing, names), _WORST) or [_nothing_worst(snapshot)],
        _lines(_changed(snapshot, found, names), _CHANGED),
        _lines(_ahead(snapshot, names, office), _AHEAD_LINES)
        or [f"{_AHEAD}天内没有看到将要超期或否决的。"],
        _lines(_unchecked(snapshot), _UNCHECKED) or [_ALL_LOOKED_AT],
    )


def _headlines(snapshot: Snapshot, standing: Sequence[Finding]) -> list[BriefFigure]:
    today = charts.today(snapshot)
    last = _comparable(snapshot)
    moved = movement(snapshot) if last is not None else None
    stood = moved.before if moved is not None else last.unresolved if last else None
    serious = [one for one in standing if one.severity is Severity.SERIOUS]
    return [
        BriefFigure("登记网站", today.sites, ""),
        BriefFigure(
            "待整改网站", today.troubled, _change(today.troubled, last.troubled if last else None)
        ),
        BriefFigure("严重问题网站", len({one.site for one in serious}), ""),
        BriefFigure(
            "待整改问题",
            len(standing),
            _change(today.unresolved, stood),
        ),
        BriefFigure("未检查网站", len(unchecked_sites(snapshot)), ""),
    ]


def _change(now: int, last: int | None) -> str:
    if last is None:
        return ""
    return f"比上次{now - last:+d}" if now != last else "与上次相同"


def _comparable(snapshot: Snapshot) -> TrendRow | None:
    """The sweep before; None where this one was the first to look at a site: its numbers are new.

    What stands on a site that nobody had looked at has not come since.
    """
    first_looked = snapshot.sweep.id in snapshot.first_sweeps.values()
    return snapshot.earlier[-1] if snapshot.earlier and not first_looked else None


def _nothing_worst(snapshot: Snapshot) -> str:
    listed = figures.listed(snapshot)
    if any(snapshot.period.has_seen(one.identifier) for one in listed):
        return "已检查的网站和项目没有待整改的突出问题。"
    return "没有检查到网站，不作结论。"


def _worst(standing: Sequence[Finding], names: dict[str, str]) -> Iterable[str]:
    """Serious problems by what they are, then what is widest, then the sites with most."""
    serious = [one for one in standing if one.severity is Severity.SERIOUS]
    kinds: dict[str, list[str]] = {}
    for one in sorted(serious, key=figures.census_order):
        kinds.setdefault(wording(one), []).append(one.site)
    widest = sorted(kinds.items(), key=lambda kind: -len(set(kind[1])))
    shown = min(len(widest), 2)
    for told, sites in widest[:shown]:
        rest = sum(len(own) for _, own in widest[shown:]) if told == widest[shown - 1][0] else 0
        more = f"；另有{len(widest) - shown}类{rest}条" if rest else ""
        yield f"严重｜{told}：{_named(dict.fromkeys(sites), names)}{more}"
    for cause in causes(standing)[:1]:
        said = in_prose(cause.message, "台账").rstrip("。")
        yield f"面广｜{said}（{cause.spread.replace(' ', '')}）"
    most = Counter(one.site for one in standing).most_common(_NAMES)
    yield "最多｜" + "、".join(f"{names[site]}{count}条" for site, count in most) if most else ""


def _named(sites: Iterable[str], names: dict[str, str]) -> str:
    known = [names.get(one, one) for one in sites]
    more = f"等{len(known)}个网站" if len(known) > _NAMES else ""
    return "、".join(known[:_NAMES]) + more


def _changed(snapshot: Snapshot, found: Sequence[Finding], names: dict[str, str]) -> Iterable[str]:
    """What is new and what is mended since the sweep before, and what waits for a look."""
    if snapshot.earlier:
        yield from _since_last(snapshot, found, names)
    else:
        yield "这是第一次巡检，没有上次可比。"
    if late := figures.overdue(snapshot):
        sites = dict.fromkeys(one.site for one in late)
        yield f"通知后逾期未整改{len(late)}条：{_named(sites, names)}"
    waiting = sum(map(figures.waits, figures.current(snapshot)))
    if waiting:
        yield f"另有{waiting}条疑似或暂扣的等人核实，没有计入。"


def _since_last(
    snapshot: Snapshot, found: Sequence[Finding], names: dict[str, str]
) -> Iterable[str]:
    """What is new and mended; on a site that was never looked at before, who knows since when."""
    own = snapshot.sweep.id
    moved = movement(snapshot)
    new = (
        [one for one in found if one.first_sweep == own and _stands(one)]
        if moved is None
        else moved.new
    )
    unseen = [one for one in new if snapshot.first_sweeps.get(one.site) == own]
    sites = len({one.site for one in unseen})
    last = f"与{_called(snapshot.earlier[-1], snapshot)}相比{_partly(snapshot)}"
    first = f"（其中{len(unseen)}条在首次检查的{sites}个网站上）" if unseen else ""
    yield f"{last}：新增{len(new)}条{first}，{_came_and_went(snapshot, found, moved)}。"
    again = sum(one.state is State.RELAPSED for one in found)
    told = [
        f"另有{moved.others}" if moved is not None and moved.others else "",
        f"现有复发{again}条" if again else "",
    ]
    yield f"{'；'.join(filter(None, told))}。" if any(told) else ""
    if grave := [one for one in new if one.severity is Severity.SERIOUS]:
        places = dict.fromkeys(one.site for one in grave)
        yield f"新增严重问题{len(grave)}条：{_named(places, names)}"


def _came_and_went(snapshot: Snapshot, found: Sequence[Finding], moved: Movement | None) -> str:
    """What came back and what was mended; without papers of the sweep before, as far as known."""
    if moved is None:
        return f"整改{sum(_mended_since(one, snapshot) for one in found)}条"
    again = f"（其中复查{moved.rechecked}条）" if moved.rechecked else ""
    back, fixed = (moved.counts.get(one, 0) for one in (MoveCause.BACK, MoveCause.FIXED))
    return f"复发{back}条，整改{fixed}条{again}"


def _called(before: TrendRow, snapshot: Snapshot) -> str:
    """The sweep before, by its day, and by its number where the day has had another since."""
    same = before.night == snapshot.sweep.night
    return chinese_day(before.night) + (f"第{before.number}次巡检" if same else "")


def _partly(snapshot: Snapshot) -> str:
    """That the last sweep went to few sites: nothing is new, or mended, on the others."""
    told = basis_of(snapshot.period, figures.listed(snapshot))
    return f"（最近一次{told.last_words}）" if told.last_words else ""


def _stands(finding: Finding) -> bool:
    return finding.state is not State.FIXED and finding.certainty is Certainty.CONFIRMED


def _mended_since(finding: Finding, snapshot: Snapshot) -> bool:
    if finding.state is not State.FIXED:
        return False
    if finding.fixed_sweep is not None:
        return finding.fixed_sweep == snapshot.sweep.id
    mended = figures.fixed_on(snapshot, finding)
    return mended is not None and mended > snapshot.earlier[-1].night


def _ahead(snapshot: Snapshot, names: dict[str, str], office: Office | None) -> Iterable[str]:
    """What breaks in the days to come if nothing happens, a veto before a column."""
    ahead = outlooks(snapshot, _AHEAD, office=office)
    coming = [one for one in ahead if one.standing is TermStanding.COMING]
    presumed = sum(one.standing is TermStanding.PRESUMED for one in ahead)
    lines = _AHEAD_LINES - bool(presumed)
    coming.sort(key=lambda one: (not one.row, one.days, one.site, one.url))
    for place, one in enumerate(coming[:lines], start=1):
        day = chinese_day(one.on) if one.on else ""
        more = len(coming) - place if place == lines else 0
        rest = f"（另有{more}项）" if more else ""
        yield f"{days_in_words(one)}（{day}）{rest}｜{names[one.site]}：{limit_in_words(one)}"
    if presumed:
        yield f"按最近一次看到的情况应已超期或否决、之后没有看过的{presumed}项，未证实"


def _unchecked(snapshot: Snapshot) -> Iterable[str]:
    shut = [
        one_line(one.name)
        for one in checked_sites(snapshot)
        if not snapshot.period.has_seen(one.identifier)
    ]
    if shut:
        more = f"等{len(shut)}个网站" if len(shut) > _NAMES else ""
        names = "、".join(map(_short, shut[:_NAMES]))
        yield f"打不开，只判了“无法访问”：{names}{more}"
    yield from _unchecked_sites(snapshot)
    reasons = list(unchecked_items(snapshot).items())
    shown = reasons[: _UNCHECKED - 1]
    rest = sum(len(items) for _, items in reasons[len(shown) :])
    for place, (why, items) in enumerate(shown, start=1):
        more = f"等{len(items)}项" if len(items) > _NAMES else ""
        others = f"；因其他原因{rest}项" if rest and place == len(shown) else ""
        yield f"{why}：{'、'.join(items[:_NAMES])}{more}{others}"


def _unchecked_sites(snapshot: Snapshot) -> Iterable[str]:
    """The sites that were not checked, by why, in one line."""
    sites = unchecked_sites(snapshot)
    if sites:
        reasons = Counter(why_unseen(snapshot, one) for one in sites)
        why = "、".join(f"{why}{number}个" for why, number in reasons.most_common())
        names = "、".join(map(_short, names_of(sites)[:_NAMES]))
        more = f"等{len(sites)}个网站" if len(sites) > _NAMES else ""
        yield f"{why}：{names}{more}"


def _lines(lines: Iterable[str], most: int) -> list[str]:
    told = [one_line(one) for one in lines if one][:most]
    return [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in told]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
