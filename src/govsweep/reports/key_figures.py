"""The figures that a quarterly self-check is asked for: each with where it comes from, or why not.

What nobody has seen or filled in is named as missing, and never counted as nought.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govsweep.assess import SiteVerdict
from govsweep.facts import DutyState
from govsweep.findings import State
from govsweep.reports import (
    duties,
    duty_lines,
    figures,
    interpretations,
    letters,
    media,
    unit_months,
)
from govsweep.reports.assessing import assessments, pass_rate
from govsweep.reports.choices import Office
from govsweep.reports.papers.filling import complaint_figures
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import checked_sites

_FILLED = "office.toml，由本单位填报"


class KeyFigure(NamedTuple):
    """One figure."""

    name: str
    value: str  # "": it is missing
    source: str  # the command that tells it row by row
    lacks: str = ""  # why it is missing
    partly: str = ""  # what the value is without: it is the sum of a part

    @property
    def told(self) -> str:
        """The value and what it is without, or that there is none."""
        if not self.value:
            return f"缺（{self.lacks}）"
        return f"{self.value}（{self.partly}）" if self.partly else self.value


class _FigureCommands(NamedTuple):
    """The commands that tell figures of a snapshot, as they are typed."""

    period: str
    district: str  # "" for all
    site: str = ""  # the one site that the figures are of; "" for all

    def listing(self, words: str) -> str:
        """One that knows of no period."""
        narrowed = f" --district {_typed(self.district)}" if self.district else ""
        narrowed = f" --site {_typed(self.site)}" if self.site else narrowed
        return f"govsweep {words}{narrowed}"

    def of(self, words: str) -> str:
        """One that tells of the period."""
        return self.listing(f"{words} --period {_typed(self.period)}")


def _typed(word: str) -> str:
    """A word as a shell takes it; quoted where it has to be."""
    return word if re.fullmatch(r"[\w.-]+", word) else shlex.quote(word)


def key_figures(
    snapshot: Snapshot, office: Office, district: str = "", site: str = ""
) -> list[KeyFigure]:
    """All of them, in the order in which reports tell them.

    Where a district or a site is named the snapshot is of that alone, and so are the commands.
    """
    by = _FigureCommands(snapshot.period.span.words, district, site)
    # No account is a site's: the table of accounts is the one that knows of none.
    accounts = by._replace(site="").of("report media")
    return [
        *_of_sites(snapshot, office, by),
        *_of_media(snapshot, office, accounts, site),
        *_of_publishing(snapshot, by.of("report duties")),
        *_of_letters(snapshot, by.of("report letters")),
        _of_complaints(snapshot, office, district or site),
        _of_interpretations(snapshot, by.of("report interpretations")),
        *_of_duties(snapshot, by.of("report duties")),
    ]


_WORK = ("录入信息", "有图片的信息", "被采用的信息", "政策解读与文件关联率", "公开目录", "必挂入口")


def work_in_words(rows: list[KeyFigure]) -> str:
    """What was published and disclosed, without a stop; "" where nothing of it is known."""
    known = {one.name: one.told for one in rows if one.value}
    return "；".join(f"{name}{known[name]}" for name in _WORK if name in known)


def missing_in_words(rows: list[KeyFigure]) -> str:
    """Which figures are missing, or not whole, and why, without a stop; "" where none is."""
    reasons: dict[str, list[str]] = {}
    for one in rows:
        if not one.value:
            reasons.setdefault(one.lacks, []).append(one.name)
        elif one.partly:
            reasons.setdefault(one.partly, []).append(f"{one.name}的一部分")
    return "；".join(f"{'、'.join(names)}（{why}）" for why, names in reasons.items())


def _of_sites(snapshot: Snapshot, office: Office, by: _FigureCommands) -> Iterator[KeyFigure]:
    listed = figures.listed(snapshot)
    seen = checked_sites(snapshot)
    registered = by.listing("sites list")
    yield KeyFigure("登记网站", f"{len(listed)}个", registered)
    yield KeyFigure("正在运行的网站", f"{len(figures.running(snapshot))}个", registered)
    yield _known(
        "检查的网站", f"{len(seen)}个" if seen else "", by.of("report census"), "没有读到网站"
    )
    assessed = assessments(snapshot, office)
    undecided = sum(one.verdict is SiteVerdict.OPEN for one in assessed)
    yield _known(
        "网站合格率",
        pass_rate(assessed),
        by.of("assess"),
        f"{undecided}个网站未定，判定之后才有" if assessed else "没有正在运行的网站",
    )
    found = figures.of_period(snapshot)
    fixed = sum(one.state is State.FIXED for one in found)
    yield _known(
        "发现问题、已整改",
        f"{len(found)}条，已整改{fixed}条" if found or seen else "",
        by.of("report problems"),
        "没有读到网站",
    )


def _of_media(snapshot: Snapshot, office: Office, source: str, site: str) -> Iterator[KeyFigure]:
    none = "只写一个网站，不含新媒体账号" if site else "没有登记新媒体账号"
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


def _of_publishing(snapshot: Snapshot, source: str) -> Iterator[KeyFigure]:
    months = unit_months.by_month(snapshot)
    every = unit_months.of_all_units(months)
    unlisted = duties.unlisted("adoptions", snapshot.duties)
    adopted = "采用情况里没有本期的" if snapshot.duties.adoptions else unlisted
    for name, field, why in (
        ("录入信息", "posted", "没有读到带日期的信息"),
        ("有图片的信息", "pictured", "没有读到带日期的信息"),
        ("被采用的信息", "adopted", adopted),
    ):
        number = getattr(every, field)
        value, part = (
            ("", "") if number is None else (f"{number}条", unit_months.lacking(months, field))
        )
        yield _known(name, value, source, why)._replace(partly=part)


def _of_letters(snapshot: Snapshot, source: str) -> Iterator[KeyFigure]:
    why = "没有读到写明时间的留言"
    told = letters.figures_of_all(snapshot)
    yield _known(
        "来信、办结", f"{told.received}件，办结{told.answered}件" if told else "", source, why
    )
    average = f"{told.average}个" if told is not None and told.average is not None else ""
    lacks = "答复的留言没有公开答复日期" if told is not None else why
    yield _known("平均办理工作日", average, source, lacks)


def _of_complaints(snapshot: Snapshot, office: Office, part: str) -> KeyFigure:
    told = complaint_figures(snapshot, office)
    value = f"{told.received}条，按期办结{told.on_time}条" if told else ""
    lacks = "没有按网站填报 complaints_file" if part else "本单位没有填报"
    if office.complaints is not None:
        lacks = "complaints_file 里有误的行没有读"
    return _known("“我为政府网站找错”留言", value, _FILLED, lacks)


def _of_interpretations(snapshot: Snapshot, source: str) -> KeyFigure:
    every = interpretations.of_all(snapshot)
    value = (
        f"{every.share}（抽查{every.asked}处，关联{every.linked}处）" if every is not None else ""
    )
    return _known("政策解读与文件关联率", value, source, "没有读到政策文件")


def _of_duties(snapshot: Snapshot, source: str) -> Iterator[KeyFigure]:
    seen, sites = unit_months.kept(snapshot), figures.listed(snapshot)
    items = duty_lines.catalogue(snapshot.duties, seen, sites, snapshot.as_of)
    yield _known(
        "公开目录",
        _catalogue_in_words(items),
        source,
        _unseen(items, "没有看到目录各项", duties.unlisted("catalogue", snapshot.duties)),
    )
    lines = duty_lines.entrances(snapshot.duties, seen, sites, snapshot.as_of, snapshot.findings)
    yield _known(
        "必挂入口",
        duties.checked_in_words(lines) if any(one.is_known for one in lines) else "",
        source,
        _unseen(lines, "没有看到首页", "没有导入必挂清单"),
    )


def _unseen(
    lines: Sequence[duty_lines.CatalogueLine | duty_lines.EntranceLine], told: str, unlisted: str
) -> str:
    """Why nothing is known of any line: the one reason of all, where they have one."""
    why = {one.why for one in lines}
    if not lines:
        return unlisted
    return told if len(why) > 1 else f"{told}：{why.pop()}"


def _catalogue_in_words(items: list[duty_lines.CatalogueLine]) -> str:
    """How the items stand, in the words of the table of them; "" where none was seen."""
    if not any(one.seen and one.seen.state is not DutyState.UNKNOWN for one in items):
        return ""
    return f"{len(items)}项，{duties.states_in_words(items)}"


def _known(name: str, value: str, source: str, lacks: str) -> KeyFigure:
    return KeyFigure(name, value, source, "" if value else lacks)
