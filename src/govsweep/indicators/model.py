"""What an indicator is: a row of an official table, as data."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from govsweep.checking import checks
from govsweep.facts import ColumnKind, PageKind, Platform


class Part(StrEnum):
    """What a row can do to a site."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    GUIDELINE = "guideline"  # a demand without points
    ANNUAL = "annual"  # of the supervising office itself


class IndicatorScope(StrEnum):
    """Whom a row is about."""

    SITE = "site"
    PORTAL = "portal"
    NEW_MEDIA = "new-media"
    SUPERVISOR = "supervisor"


class Automatable(StrEnum):
    """Who can judge it: a crawler, a crawler that a person confirms, or a person alone."""

    FULL = "full"
    PARTIAL = "partial"
    MANUAL = "manual"


class Confidence(StrEnum):
    """How sure the row's words are."""

    OFFICIAL = "A"
    VENDOR = "B"
    SINGLE = "C"
    UNCONFIRMED = "U"


class Measure(StrEnum):
    """What a row reads from the figures of monitoring."""

    WEEK = "week"  # the probes of a week: too few of them tell nothing
    FAILED_PERCENT = "failed-percent"  # of these probes
    HOME = "home"  # the home page: not seen, or without any date, it tells nothing
    PORTAL_DOMAIN = "portal-domain"  # a portal's host, from the register
    UNIT_DOMAIN = "unit-domain"  # a department's host beside its portal's, from the register
    ONE_SITE = "one-site"  # how many sites of one organizer the register has
    # What a drawn sample of the pages says (see `govsweep.settle.survey`):
    GUIDE_ELEMENTS = "guide-elements"  # guides that lack one of the ten elements
    GUIDE_FORMATS = "guide-formats"  # guides that do not say how materials are to be handed in
    GUIDE_VAGUE = "guide-vague"  # guides that ask for 其他材料
    GUIDE_BASIS = "guide-basis"  # guides that name a basis and quote nothing of it
    GUIDE_FORMS = "guide-forms"  # guides that want a form and give none
    MESSAGE_ELEMENTS = "message-elements"  # published messages without day, answer or its unit
    LETTERS_ANSWERED = "letters-answered"  # letters of which it is seen whether they wait
    LETTERS_LATE = "letters-late"  # answered ones that took more than five working days
    LETTERS_QUICK = "letters-quick"  # answered ones that took more than one
    LETTERS_EMPTY = "letters-empty"  # answers that seem to say nothing
    FEW_GUIDES = "few-guides"  # fewer than five guides, and each lacks four elements or more
    INTERPRETED = "documents-interpreted"  # documents that no interpretation is about
    LINKED_BACK = "documents-back"  # documents that do not lead to their interpretation
    TIME_SHOWN = "time-shown"  # articles that show a day and no hour
    ANNUAL_REPORT = "annual-report"  # the last report of the website that was due, and in time
    SEARCH_FOUND = "search-found"  # titles that the site's own search does not find
    SEARCH_USABLE = "search-usable"  # whether it finds any
    SEARCH_CLASSES = "search-classes"  # whether what it finds is shown by class
    SEARCH_KEYWORDS = "search-keywords"  # whether it finds a title by two parts of it
    SEARCH_BELOW = "search-below"  # titles of other sites of the register that it does not find
    DISCLOSURE_REPORTS = "disclosure-reports"  # reports on disclosure that are pages
    NAME_SHOWN = "name-shown"  # pages whose head does not name the site
    HOME_RECENT = "home-recent"  # rows of the home page of the last two weeks
    CONSULTED = "consulted"  # surveys and consultations within a year
    INTERVIEWED = "interviewed"  # interviews within a year
    MEDIA_INTERACTION = "media-interaction"  # of an account, from the register
    # How far the site is open to everybody (see `govsweep.settle.access`):
    ACCESSIBLE = "accessible"  # causes of faults that keep people out of its pages
    MOBILE = "mobile"  # pages that telephones do not show well
    IPV6 = "ipv6"  # a home page that is not to be had over IPv6

    @property
    def is_surveyed(self) -> bool:
        """Whether a sample of the site's pages tells it."""
        return self not in _FROM_ELSEWHERE


_FROM_ELSEWHERE = frozenset(
    (
        Measure.WEEK,
        Measure.FAILED_PERCENT,
        Measure.HOME,
        Measure.PORTAL_DOMAIN,
        Measure.UNIT_DOMAIN,
        Measure.ONE_SITE,
    )
)
COUNTED_UP = frozenset(
    (Measure.DISCLOSURE_REPORTS, Measure.HOME_RECENT, Measure.CONSULTED, Measure.INTERVIEWED)
)


def _known_code(code: str) -> str:
    if code not in checks():
        raise ValueError(f"没有检查项“{code}”")
    return code


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"正则表达式写错了：{error}") from None
    return text


Code = Annotated[str, AfterValidator(_known_code)]
Names = Annotated[str, Field(min_length=1), AfterValidator(_pattern)]
Points = Annotated[Decimal, Field(ge=0, le=100)]


class _IndicatorData(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Some(_IndicatorData):
    """Some columns of a site: of these kinds or of such names, updated within so many days."""

    kinds: tuple[ColumnKind, ...] = ()
    names: Names | None = None
    days: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _says_which(self) -> "Some":
        if not self.kinds and not self.names:
            raise ValueError("kinds 和 names 至少写一项")
        return self

    def matches(self, kind: ColumnKind, name: str) -> bool:
        """Whether a column is one of them."""
        named = self.names is not None and re.search(self.names, name) is not None
        return kind in self.kinds or named


class Lapsed(Some):
    """Some columns, and after how many days without an update they have lapsed."""

    days: int = Field(ge=1)


class IndicatorRow(_IndicatorData):
    """A row of the table, with what it is judged by.

    Judged by `codes`, by a `fact`, by columns `shown` or `lapsed`, or by a person alone.
    """

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    rule: str = Field(min_length=1)
    codes: tuple[Code, ...] = ()
    clues: tuple[Code, ...] = ()  # what these find is a hint only, whatever `codes` find is not
    kinds: tuple[ColumnKind, ...] = ()  # findings on columns of these kinds only
    subjects: tuple[str, ...] = ()  # findings about these subjects only
    place: Literal["", "home", "elsewhere"] = ""
    # Of each of these kinds a page must have been read, or finding nothing tells nothing.
    pages: tuple[Literal[PageKind.LIST, PageKind.ARTICLE], ...] = ()
    unit: Literal["findings", "pages"] = "findings"
    older_than: int | None = Field(default=None, ge=1)  # columns without an update for longer
    idle_after: int | None = Field(default=None, ge=1)  # columns without a duty, silent longer
    needs: Some | None = None  # finding nothing tells nothing unless such a column was read
    limit: int = Field(default=1, ge=1)
    most: int | None = Field(default=None, ge=1)  # as many as the official sample has
    once: bool = False  # its points are taken once, however many there are
    candidate: bool = False  # what is found is a hint only: a person decides
    hint: bool = False  # so is what its sample lacks
    files: bool = False  # findings on files to download only
    silent: Literal["pass", "manual"] = "pass"  # what finding nothing means
    fact: Measure | None = None
    shown: Some | None = None
    lapsed: Lapsed | None = None
    platforms: tuple[Platform, ...] = ()  # media accounts on these only
    instead_of: str = ""  # earns only where that row does not
    points: Points | None = None  # None: none are given, or they are not confirmed
    central_points: Points | None = None  # of the State Council's departments
    automatable: Automatable
    confidence: Confidence

    @model_validator(mode="after")
    def _judged_one_way(self) -> "IndicatorRow":
        ways = [bool(self.codes), self.shown is not None, self.lapsed is not None]
        if sum(ways) > 1:
            raise ValueError("codes、shown、lapsed 只能写一项")
        narrowed = (
            self.kinds or self.subjects or self.place or self.pages or self.older_than or self.files
        )
        if not self.codes and (narrowed or self.idle_after or self.needs or self.clues):
            raise ValueError(
                "clues、kinds、subjects、place、pages、older_than、files、idle_after、needs "
                "要与 codes 一起写"
            )
        return self

    @property
    def looked_for(self) -> tuple[str, ...]:
        """The checks whose findings bear on it."""
        return (*self.codes, *self.clues)

    @property
    def by_machine(self) -> bool:
        """Whether anything but a person judges it."""
        return bool(self.codes or self.fact or self.shown or self.lapsed)


class IndicatorGroup(_IndicatorData):
    """A line of the official table: rows that share a ceiling of points."""

    part: Part
    scope: IndicatorScope
    theme: str = Field(min_length=1)
    name: str = Field(min_length=1)
    cap: Points | None = None
    central_cap: Points | None = None  # 0: the State Council's departments are not judged by it
    clause: str = ""
    row: tuple[IndicatorRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _within_cap(self) -> "IndicatorGroup":
        for row in self.row:
            if self.cap is not None and row.points is not None and row.points > self.cap:
                raise ValueError(f"{row.id} 的 points 超过本行上限 {self.cap}")
        return self


class WithoutServices(_IndicatorData):
    """What changes for a department that serves no public."""

    skip: tuple[str, ...]  # themes and lines that are not judged
    multiply: int = Field(ge=1)
    divide: int = Field(ge=1)


class Totals(_IndicatorData):
    """What the caps of each theme must add up to."""

    deduct: dict[str, Points] = {}
    bonus: dict[str, Points] = {}


class Scoring(_IndicatorData):
    """How points become a verdict."""

    start: Points
    fail_below: Points
    bonus_above: Points | None = None  # None: there is no bonus
    bonus_most: Points = Decimal(0)
    without_services: WithoutServices | None = None
    totals: Totals = Totals()


class Indicators(_IndicatorData):
    """One edition of the official table."""

    edition: str = Field(min_length=1)
    title: str
    clause: str
    since: dt.date | None = None  # the day from which it is in force; None: not known
    until: dt.date | None = None  # the last day of it; None: until another one begins
    over: str = ""  # the edition that it was laid over
    missing: str = ""  # what of its text is not known
    scoring: Scoring
    group: tuple[IndicatorGroup, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Indicators":
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} 晚于 until {self.until}")
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> "Indicators":
        seen: set[str] = set()
        for _, row in self.rows():
            if row.id in seen:
                raise ValueError(f"{row.id}：id 重复")
            seen.add(row.id)
            if row.instead_of and row.instead_of not in seen:
                raise ValueError(f"{row.id}：instead_of 所指的 {row.instead_of} 不在它前面")
        for part, totals in (
            (Part.DEDUCT, self.scoring.totals.deduct),
            (Part.BONUS, self.scoring.totals.bonus),
        ):
            for theme, total in totals.items():
                caps = sum(self._caps(part, theme), Decimal(0))
                if caps != total:
                    raise ValueError(f"“{theme}”各行上限合计 {caps} 分，应为 {total} 分")
        return self

    def _caps(self, part: Part, theme: str) -> Iterator[Decimal]:
        for group in self.group:
            if group.part is part and group.theme == theme:
                yield group.cap or Decimal(0)

    def clause_of(self, group: IndicatorGroup) -> str:
        """The document that a line stands in."""
        return group.clause or self.clause

    def rows(self) -> Iterator[tuple[IndicatorGroup, IndicatorRow]]:
        """Every row with its line, in the table's order."""
        for group in self.group:
            for row in group.row:
                yield group, row
