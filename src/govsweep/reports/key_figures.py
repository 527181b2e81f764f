"""The figures that a quarterly self-check is asked for: each with where it comes from, or why not.

What nobody has seen or filled in is named as missing, and never counted as nought.
"""

from collections.abc import Iterator
from typing import NamedTuple

from govsweep.assess import SiteVerdict
from govsweep.facts import DutyState
from govsweep.findings import State
from govsweep.indicators import Measure
from govsweep.reports import duties, figures, letters, media
from govsweep.reports.assessing import assessments
from govsweep.reports.choices import Office
from govsweep.reports.papers.filling import complaint_figures
from govsweep.reports.snapshot import Snapshot

_FILLED = "office.toml，由本单位填报"


class KeyFigure(NamedTuple):
    """One figure."""

    name: str
    value: str  # "": it is missing
    source: str  # the command that tells it row by row
    lacks: str = ""  # why it is missing

    @property
    def told(self) -> str:
        """The value, or that there is none."""
        return self.value or f"缺（{self.lacks}）"


def key_figures(snapshot: Snapshot, office: Office) -> list[KeyFigure]:
    """All of them, in the order in which reports tell them."""
    return [
        *_of_sites(snapshot, office),
        *_of_media(snapshot, office),
        *_of_publishing(snapshot),
        *_of_letters(snapshot, office),
        _of_interpretations(snapshot),
        *_of_duties(snapshot),
    ]


def missing_in_words(rows: list[KeyFigure]) -> str:
    """Which figures are missing and why, without a stop; "" where none is."""
    reasons: dict[str, list[str]] = {}
    for one in rows:
        if not one.value:
            reasons.setdefault(one.lacks, []).append(one.name)
    return "；".join(f"{'、'.join(names)}（{why}）" for why, names in reasons.items())


def _of_sites(snapshot: Snapshot, office: Office) -> Iterator[KeyFigure]:
    listed = figures.listed(snapshot)
    seen = [one for one in listed if snapshot.period.has_seen(one.identifier)]
    yield KeyFigure("登记网站", f"{len(listed)}个", "govsweep sites list")
    yield KeyFigure("正在运行的网站", f"{len(figures.running(snapshot))}个", "govsweep sites list")
    yield _known(
        "检查的网站", f"{len(seen)}个" if seen else "", "govsweep sweep status", "没有读到网站"
    )
    verdicts = [one.verdict for one in assessments(snapshot, office)]
    decided = [one for one in verdicts if one is not SiteVerdict.OPEN]
    passed = sum(one is SiteVerdict.PASSED for one in verdicts)
    whole = bool(verdicts) and len(decided) == len(verdicts)
    yield _known(
        "网站合格率",
        f"{passed / len(verdicts):.1%}" if whole else "",
        "govsweep assess",
        f"{len(verdicts) - len(decided)}个网站未定，判定之后才有",
    )
    found = figures.of_period(snapshot)
    fixed = sum(one.state is State.FIXED for one in found)
    yield _known(
        "发现问题、已整改",
        f"{len(found)}条，已整改{fixed}条" if found or seen else "",
        "govsweep report problems",
        "没有读到网站",
    )


def _of_media(snapshot: Snapshot, office: Office) -> Iterator[KeyFigure]:
    source, none = "govsweep report media", "没有登记新媒体账号"
    if not snapshot.media:
        for name in ("新媒体账号", "新媒体合格率", "新媒体合格率变化"):
            yield KeyFigure(name, "", source, none)
        return
    every, *platforms = media.counts(snapshot, office)
    for one in (every, *platforms):
        name = "新媒体账号" if one is every else f"其中{one.name}"
        value = (
            f"{one.registered}个：运行{one.running}、注销中{one.cancelling}、已注销{one.cancelled}"
        )
        yield KeyFigure(name, value, source)
    rate = every.rate_told if every.rate is not None else ""
    why = f"{every.open}个账号未定" if every.open else "没有导入发布内容"
    yield _known("新媒体合格率", rate, source, why)
    yield _known("新媒体合格率变化", every.change_told, source, "没有上期的合格率可比")


def _of_publishing(snapshot: Snapshot) -> Iterator[KeyFigure]:
    months = [one for one in duties.by_month(snapshot) if one.month is None]
    source = "govsweep report duties"
    for name, field, why in (
        ("录入信息", "posted", "没有读到带日期的信息"),
        ("有图片的信息", "pictured", "没有读到带日期的信息"),
        ("被采用的信息", "adopted", "没有导入采用情况"),
    ):
        told = [number for one in months if (number := getattr(one, field)) is not None]
        yield _known(name, f"{sum(told)}条" if told else "", source, why)


def _of_letters(snapshot: Snapshot, office: Office) -> Iterator[KeyFigure]:
    source, why = "govsweep report letters", "没有读到写明时间的留言"
    told = letters.figures_of_all(snapshot)
    yield _known(
        "来信、办结", f"{told.received}件，办结{told.answered}件" if told else "", source, why
    )
    average = f"{told.average}个" if told is not None and told.average is not None else ""
    lacks = "答复的留言没有公开答复日期" if told is not None else why
    yield _known("平均办理工作日", average, source, lacks)
    complaints = complaint_figures(snapshot, office)
    value = f"{complaints[0]}条，按期办结{complaints[1]}条" if complaints else ""
    yield _known("“我为政府网站找错”留言", value, _FILLED, "本单位没有填报")


def _of_interpretations(snapshot: Snapshot) -> KeyFigure:
    told = [
        one
        for home in snapshot.homes
        for one in home.survey
        if one.topic in (Measure.INTERPRETED, Measure.LINKED_BACK)
    ]
    asked = sum(one.asked for one in told)
    good = asked - sum(one.bad for one in told)
    value = f"{good / asked:.1%}（抽查{asked}处，关联{good}处）" if asked else ""
    return _known(
        "政策解读与文件关联率", value, "govsweep assess（D19-07、08）", "没有读到政策文件"
    )


def _of_duties(snapshot: Snapshot) -> Iterator[KeyFigure]:
    seen, sites = duties.kept(snapshot), figures.listed(snapshot)
    items = duties.catalogue(snapshot.duties, seen, sites, snapshot.as_of)
    known = [one.seen for one in items if one.seen and one.seen.state is not DutyState.UNKNOWN]
    empty, absent = (
        sum(one.state is state for one in known) for state in (DutyState.EMPTY, DutyState.ABSENT)
    )
    yield _known(
        "公开目录",
        f"{len(items)}项，看到{len(known)}项，其中空项{empty}项、漏项{absent}项" if known else "",
        "govsweep report duties",
        "没有看到目录各项" if items else "没有导入公开目录",
    )
    hung = [
        one.seen
        for one in duties.entrances(snapshot.duties, seen, sites, snapshot.as_of)
        if one.seen and one.seen.state is not DutyState.UNKNOWN
    ]
    met = sum(one.state is DutyState.MET for one in hung)
    yield _known(
        "必挂入口",
        f"核对{len(hung)}处，已挂{met}处" if hung else "",
        "govsweep report duties",
        "没有看到首页" if snapshot.duties.entrances else "没有导入必挂清单",
    )


def _known(name: str, value: str, source: str, lacks: str) -> KeyFigure:
    return KeyFigure(name, value, source, "" if value else lacks)
