"""What the pages and the API show: small models, each made from what the store knows."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from pydantic import BaseModel, ConfigDict, Field, computed_field

from govsweep.facts import ColumnKind, PageState
from govsweep.findings import Finding, Severity
from govsweep.reports import figures
from govsweep.reports.basis import Basis
from govsweep.reports.figures import Condition, Standing
from govsweep.reports.unread import why_not_whole
from govsweep.store import FindingCount
from govsweep.words.error_rate import ErrorRate


class Shown(BaseModel):
    """The base of all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Shown):
    """为什么没有答复。"""

    detail: str


class Figures(Shown):
    """问题条数，口径与汇总表、总览一致。"""

    serious: int = Field(default=0, ge=0, description="待整改的严重问题")
    minor: int = Field(default=0, ge=0, description="待整改的一般问题")
    suspected: int = Field(default=0, ge=0, description="疑似待核，不计入通报")
    held: int = Field(default=0, ge=0, description="暂扣待核，放行前不外发")
    fixed: int = Field(default=0, ge=0, description="本期已整改")
    notices: int = Field(default=0, ge=0, description="提示，不计入通报")

    @computed_field(description="待整改的问题：严重与一般之和")  # type: ignore[prop-decorator]
    @property
    def unresolved(self) -> int:
        """Findings that count and have still to be mended."""
        return self.serious + self.minor

    @classmethod
    def of(cls, rows: Iterable[FindingCount]) -> "Figures":
        """Add up counts."""
        grave: Counter[Severity] = Counter()
        stand: Counter[Standing] = Counter()
        for row in rows:
            if figures.is_part(row):
                continue
            if figures.is_only_notice(row):
                grave[Severity.NOTICE] += row.findings
                continue
            if figures.was_doubtful(row):
                continue
            stand[figures.standing(row)] += row.findings
            if figures.unresolved(row):
                grave[row.severity] += row.findings
        return cls(
            serious=grave[Severity.SERIOUS],
            minor=grave[Severity.MINOR],
            suspected=stand[Standing.SUSPECTED],
            held=stand[Standing.HELD],
            fixed=stand[Standing.FIXED],
            notices=grave[Severity.NOTICE],
        )

    @classmethod
    def seen(cls, rows: Collection[FindingCount], *, looked: bool) -> "Figures | None":
        """The same of what somebody looked at; None of what nobody saw and nobody told of."""
        return cls.of(rows) if looked or rows else None


class ListedPart(Shown):
    """一段列表。"""

    total: int | None = Field(ge=0, description="共有几条；还没有做过巡检而一条也没有的为空")
    limit: int
    offset: int
    note: str = Field(default="", description="没有列出不等于没有时，在这里说明；别的时候为空")


class Reason(Shown):
    """一种未读原因下有多少地址。"""

    state: PageState
    reason: str
    addresses: int


class CoverageOut(Shown):
    """已知地址的去向：已知等于各去向之和，差额在 missing。"""

    known: int
    read: int = Field(description="读取和未变之和")
    share: float | None = Field(
        description="网页读取率：读取页面占已知地址的份额，只就巡检到的网站而言；没有已知地址时为空"
    )
    ends: dict[PageState, int]
    missing: int = Field(description="去向不明的地址；账目平时为 0")
    whole: bool = Field(
        description="看完了：没有剩余、没有截去、链接都测过，被拦截和连不上的不到五分之一；"
        "不是的，没有问题不等于看过"
    )
    why: str = Field(description="没有看完的原因，如“链接未测3个”；看完的为空")
    untested: int = Field(ge=0, description="巡检收尾时还没有测到的链接")
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, coverage: figures.Coverage) -> "CoverageOut":
        """As the papers have it."""
        return cls(
            known=coverage.known,
            read=coverage.read,
            share=coverage.share,
            ends=coverage.ends,
            missing=coverage.missing,
            whole=coverage.whole,
            why=why_not_whole(coverage),
            untested=coverage.untested,
            reasons=tuple(
                Reason(state=state, reason=reason, addresses=count)
                for state, reason, count in coverage.reasons
            ),
        )


class ErrorRateOut(Shown):
    """文字差错率（万分比），参照 CY/T 266—2023；各页相同的文字只计一次。"""

    errors: int = Field(ge=0, description="尚存的文字差错，疑似、暂扣、驳回的不计")
    suspected: int = Field(ge=0, description="疑似的文字差错，未计入")
    characters: int = Field(ge=1, description="读到的字数，不含空白")
    rate: float = Field(description="每万字的差错")
    low: float = Field(description="95% 区间的下限")
    high: float = Field(description="95% 区间的上限")

    @classmethod
    def of(cls, told: ErrorRate | None) -> "ErrorRateOut | None":
        """As the papers have it; None where no text was read, or too little for a rate."""
        if told is None or told.rate is None or told.interval is None:
            return None
        low, high = told.interval
        return cls(**told._asdict(), rate=told.rate, low=low, high=high)

    @property
    def cell(self) -> str:
        """With its interval, as tables have it."""
        return ErrorRate(self.errors, self.characters, self.suspected).cell


class SiteOut(Shown):
    """一个登记的网站和它的现状。"""

    identifier: str = Field(description="网站标识码")
    name: str
    url: str
    organizer: str = Field(description="主办单位")
    level: str
    kind: str
    parent: str
    status: str = Field(description="running 运行，suspended 暂停，moved 迁移，closed 关停")
    condition: Condition = Field(
        description="unreachable 无法访问，troubled 有突出问题，unknown 未知，fine 正常"
    )
    findings: Figures | None = Field(description="问题条数；没有巡检到、也没有问题的为空：未检查")
    coverage: CoverageOut | None = Field(description="最近一次巡检的覆盖账目；没有巡检到时为空")
    error_rate: ErrorRateOut | None = Field(
        description="文字差错率；没有读到文字或读到的太少时为空"
    )


class ColumnOut(Shown):
    """一个栏目、它的更新期限和所剩天数。"""

    id: str = Field(description="栏目地址的指纹，在网站之内唯一")
    site: str = Field(description="网站标识码")
    site_name: str
    url: str
    name: str
    kind: ColumnKind
    owner: str = Field(description="责任单位；没有登记的为网站的主办单位")
    registered: bool = Field(description="人工登记的为 true，巡检发现的为 false")
    max_age_days: int | None = Field(description="更新期限（天）；空为没有期限")
    newest: dt.date | None = Field(description="最近更新的日期")
    days_left: int | None = Field(
        description="离超期还有几天，负数为最近一次看到时已超期的天数；没有期限、没有日期、本期没有看到或看过以后才到期的为空"
    )
    unseen: str = Field(
        description="本期没有看到这个栏目、或看过以后才到期的，写明最近一次看到的日期；别的为空"
    )
    entries: int | None = Field(description="读到的条目数；巡检没有见过它的为空")
    part: str = Field(description="只读到列表一部分的，写明读到多少；读全了的为空")
    sweep: int | None = Field(description="最近一次见到它的巡检编号；没有见过的为空")
    findings: Figures | None = Field(description="问题条数；没有见过、也没有问题的为空：未检查")


class SweepOut(Shown):
    """一次巡检。"""

    id: int
    night: dt.date = Field(description="所属的夜")
    number: int = Field(description="当夜第几次")
    as_of: dt.date = Field(description="日期都算到这一天")
    opened_at: dt.datetime
    closed_at: dt.datetime | None = Field(description="空为尚未结束")
    balanced: bool | None = Field(description="账目是否平；尚未结束时为空")
    crashes: int = Field(description="检查项或页面处理出错的次数")
    sites: int = Field(description="巡检的网站数")
    indicators: str = Field(description="考核指标的版本")
    rules_version: str


class SiteLedger(Shown):
    """一个网站在一次巡检中的账目。"""

    site: str
    site_name: str
    coverage: CoverageOut


class Ledger(Shown):
    """一次巡检的账目；尚未结束时各网站的账目还是空的。"""

    sweep: int
    total: CoverageOut
    sites: tuple[SiteLedger, ...]


class CheckFigures(Shown):
    """一个检查项下的问题条数。"""

    check: str
    name: str
    severity: Severity
    findings: Figures


class BasisLineOut(Shown):
    """一次巡检，和以它为准的网站。"""

    sweep: int
    night: dt.date
    number: int = Field(description="当夜第几次")
    sites: int = Field(description="以它为准的网站数")
    partly: int = Field(description="其中没有看完的")


class BasisOut(Shown):
    """数字的依据：本季度各网站最近一次看完的巡检，没有看完过的以看得最多的一次为准。"""

    span: str = Field(description="时段")
    lines: tuple[BasisLineOut, ...] = Field(description="最近的在前")
    unvisited: int = Field(description="没有巡检到的网站数")
    last: int = Field(description="最近一次巡检的网站数")
    partial: bool = Field(description="最近一次巡检是否只看一部分网站")
    of_one_sweep: bool = Field(description="数字是否都出自最近一次巡检")
    words: str = Field(description="写成一句话；没有看过网站的为空")
    last_words: str = Field(description="最近一次巡检看了几个网站；看全部的为空")

    @classmethod
    def of(cls, basis: Basis) -> "BasisOut":
        """As the papers have it."""
        lines = tuple(
            BasisLineOut(**{name: getattr(one, name) for name in BasisLineOut.model_fields})
            for one in basis.lines
        )
        told = {name: getattr(basis, name) for name in cls.model_fields if name != "lines"}
        return cls(lines=lines, **told)


class OverviewOut(Shown):
    """全局：最近一次结束的巡检，和此刻的问题。"""

    sweep: SweepOut | None = Field(description="空为还没有做过巡检，以下为空的都是未检查")
    note: str = Field(description="还没有做过巡检时，在这里说明；做过的为空")
    basis: BasisOut | None
    sites: int = Field(description="网站数，不含关停的")
    running: int = Field(description="其中在运行的")
    conditions: dict[Condition, int] | None
    unchecked: int = Field(
        description="本期没有检查的网站数：没有巡检到或没有读到，此前发现过问题的也在内"
    )
    findings: Figures | None
    since: dt.date = Field(description="本季度第一天：在这之前整改的不再计入")
    overdue: int | None = Field(
        description="最近一次看到时已超期未更新的栏目数；本期没有看到的、看过以后才到期的不计"
    )
    seen: int | None = Field(description="本季度读到过网页的网站数")
    site_coverage: float | None = Field(
        description="网站覆盖率：读到过网页的网站占网站数的份额；没有登记网站时为空"
    )
    coverage: CoverageOut | None = Field(description="巡检到的网站的账目；其中 share 是网页读取率")
    error_rate: ErrorRateOut | None = Field(description="各网站合计的文字差错率")
    checks: tuple[CheckFigures, ...] | None


class CheckOut(Shown):
    """一个检查项。"""

    code: str
    name: str
    severity: Severity
    wording: str = Field(description="在汇总表中的写法；空为不进入汇总表")
    clause: str
    summary: str
    text: str = Field(description="完整说明（Markdown）")


class SitePage(ListedPart):
    """一段网站，问题最重的在前。"""

    sites: tuple[SiteOut, ...]


class ColumnPage(ListedPart):
    """一段栏目，最该处理的在前。"""

    columns: tuple[ColumnOut, ...]


class SweepPage(ListedPart):
    """一段巡检，最近的在前。"""

    sweeps: tuple[SweepOut, ...]


class FindingPage(ListedPart):
    """一段问题，最紧要的在前。"""

    findings: tuple[Finding, ...]
