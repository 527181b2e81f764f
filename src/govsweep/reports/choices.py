"""What a user may ask of a report beyond its name: a site, the office's figures, templates."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from govsweep import reasons
from govsweep.assess import OfficeWords, RoundRule, parse_judgements, parse_rounds
from govsweep.assess.complaints import ComplaintList
from govsweep.errors import InputError
from govsweep.indicators import Indicators, load_pack, pack_in_force
from govsweep.periods import Span, is_calendar
from govsweep.reports.complaints_list import read_complaints
from govsweep.reports.judgement_form import joined, read_form
from govsweep.roster import DutyShift, read_roster, unknown_roster_heads
from govsweep.store import Notice
from govsweep.table_rows import refused_lines, told_unused

_LONGEST = 250  # workdays of a deadline, a year's
# Days are counted from these: there have to be days before and after.
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_PARTS = (("messages", "messages_on_time"), ("new_media", "new_media_failed"))  # of a whole


class NamedPeriod(BaseModel):
    """A span of days that the office gave a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    begins: dt.date = Field(ge=_FIRST, le=_LAST, description="第一天")
    ends: dt.date = Field(ge=_FIRST, le=_LAST, description="最后一天")

    @model_validator(mode="after")
    def _in_order(self) -> "NamedPeriod":
        if self.begins > self.ends:
            raise ValueError(f"第一天 {self.begins} 晚于最后一天 {self.ends}")
        return self


class Office(BaseModel):
    """What no crawler sees: who writes, to whom, and the figures that only the office has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = Field(default=None, description="发文单位")
    region: str = Field(default="全市", description="检查范围的称呼，如“全市”“全区”")
    addressees: str | None = Field(default=None, description="主送单位")
    heading: str | None = Field(default=None, description="通报的发文机关标志（红头）；不填用 name")
    number: str | None = Field(default=None, description="发文字号")
    signed_on: dt.date | None = Field(default=None, description="成文日期；不填用数据截至的日期")
    copies_to: str | None = Field(default=None, description='通报的抄送机关；没有的填 ""')
    printer: str | None = Field(default=None, description="通报的印发机关；不填用 name")
    printed_on: dt.date | None = Field(default=None, description="通报的印发日期")
    contact: str | None = Field(default=None, description="联系人及电话")
    working_days: int = Field(
        default=10, ge=1, le=_LONGEST, description="整改期限：收到之日起几个工作日"
    )
    serious_working_days: int | None = Field(
        default=None,
        ge=1,
        le=_LONGEST,
        description="其中严重问题的整改期限，几个工作日；不填与 working_days 相同",
    )
    new_media: int | None = Field(default=None, ge=0, description="检查的政务新媒体个数")
    new_media_failed: int | None = Field(default=None, ge=0, description="其中不合格的个数")
    messages: int | None = Field(default=None, ge=0, description="收到的网民找错留言条数")
    messages_on_time: int | None = Field(default=None, ge=0, description="其中按期办结的条数")
    counterfeit_sites: int | None = Field(default=None, ge=0, description="发现并报告的假冒网站")
    notices_sent: int | None = Field(default=None, ge=0, description="发出的整改通知书份数")
    accountable: int | None = Field(default=None, ge=0, description="约谈问责人次")
    periods: dict[str, NamedPeriod] = Field(
        default_factory=dict, description="自定时段：名称和起止日期，公文用 --period 指明"
    )
    heightened: dict[str, NamedPeriod] = Field(
        default_factory=dict,
        description="重点时段：名称和起止日期，与节假日一样加巡（govsweep sweep --heightened）",
    )
    roster_file: Path | None = Field(
        default=None,
        description="值班表（CSV 或 XLSX：日期、姓名、电话、说明），相对本文件所在的文件夹",
    )
    packs: tuple[str, ...] = Field(
        default=(),
        description="本单位所用的考核指标文件（.toml，写明施行日期 since），按时段选用当时施行的",
    )
    rounds: Annotated[dict[str, RoundRule], PlainValidator(parse_rounds)] = Field(
        default_factory=dict,
        description="时段里有几轮巡检的，各项按哪一轮算：最近、最差，或者“6次中2次”",
    )
    judgements: Annotated[dict[str, OfficeWords], PlainValidator(parse_judgements)] = Field(
        default_factory=dict, description="本单位对各网站各项指标的判定"
    )
    judgements_file: Path | None = Field(
        default=None, description="填好的人工判定表（CSV 或 XLSX），相对本文件所在的文件夹"
    )

    complaints_file: Path | None = Field(
        default=None,
        description="全部网站的找错留言清单（CSV 或 XLSX：网站标识码、收到日期、答复日期、敷衍），"
        "相对本文件所在的文件夹；各网站找错答复的判定和 messages 由它算出",
    )
    _complaints: ComplaintList | None = PrivateAttr(default=None)
    _roster: tuple[DutyShift, ...] | None = PrivateAttr(default=None)
    _roster_refused: int = PrivateAttr(default=0)
    _roster_unused: str = PrivateAttr(default="")
    _faults: tuple[str, ...] = PrivateAttr(default=())

    @field_validator("periods")
    @classmethod
    def _names_of_its_own(cls, periods: dict[str, NamedPeriod]) -> dict[str, NamedPeriod]:
        """A period called 2026Q4 would take the quarter's place, and papers would not tell."""
        for name in periods:
            if is_calendar(name):
                raise ValueError(
                    f"时段不能叫“{name}”：季度、半年、月份和年份有自己的起止日期，"
                    "请换一个名称，如“秋季检查”"
                )
        return periods

    @model_validator(mode="after")
    def _part_within_whole(self) -> "Office":
        for whole, part in _PARTS:
            all_, some = getattr(self, whole), getattr(self, part)
            if all_ is not None and some is not None and some > all_:
                raise ValueError(f"{part} {some} 大于 {whole} {all_}，请核对")
        return self

    @property
    def faults(self) -> tuple[str, ...]:
        """The lines of its lists that were refused, each with file, line, field and reason."""
        return self._faults

    @property
    def complaints(self) -> ComplaintList | None:
        """The complaints of its list; None where there is no list."""
        return self._complaints

    def with_complaints(self, path: Path) -> "Office":
        """The same with a list of complaints; raises `InputError` where nothing of it is read."""
        office = self.model_copy()
        office._complaints, faults = read_complaints(path)
        office._faults += tuple(faults)
        return office

    @property
    def roster(self) -> tuple[DutyShift, ...] | None:
        """Who is on duty when; None where there is no roster."""
        return self._roster

    @property
    def roster_refused(self) -> int:
        """How many lines of the roster were refused: who they name may be on duty, too."""
        return self._roster_refused

    @property
    def roster_unused(self) -> str:
        """Which columns of the roster nobody reads, in a clause; "" where all are read."""
        return self._roster_unused

    def with_roster(self, path: Path) -> "Office":
        """The same with a roster; raises `InputError` where nothing of it is read."""
        read = read_roster(path)
        office = self.model_copy()
        office._roster, office._roster_refused = tuple(read.rows), refused_lines(read.faults)
        office._faults += tuple(map(str, read.faults))
        if unused := told_unused(unknown_roster_heads(path)):
            office._roster_unused = f"{path} 的{unused}"
        return office

    def with_form(self, path: Path) -> "Office":
        """The same with the judgements of a form; raises `InputError` where nothing is read."""
        lines, faults = read_form(path)
        whole, disputed = joined(self.judgements, lines)
        office = self.model_copy(update={"judgements": whole})
        office._faults += (*faults, *disputed)
        return office

    @cached_property
    def own_packs(self) -> tuple[Indicators, ...]:
        """The office's packs of rules; raises `InputError` for one that is none or has no date."""
        packs = tuple(map(load_pack, self.packs))
        pack_in_force(dt.date.max, packs)
        return packs

    @property
    def spans(self) -> dict[str, Span]:
        """The spans of days that the office named."""
        return {name: Span(one.begins, one.ends, name) for name, one in self.periods.items()}

    @property
    def heightened_spans(self) -> tuple[Span, ...]:
        """The periods in which sites are looked at more often, public holidays aside."""
        return tuple(Span(one.begins, one.ends, name) for name, one in self.heightened.items())


def read_office(path: Path) -> Office:
    """Read the office's file: TOML, with the field names of `Office`."""
    try:
        office = Office.model_validate(reasons.read_toml(path))
    except ValidationError as error:
        faults = "；".join(map(str, reasons.of_fields(error)))
        raise InputError(f"{path}：{faults}") from error
    if office.packs:
        office = office.model_copy(update={"packs": tuple(_beside(path, office.packs))})
        try:
            _ = office.own_packs
        except InputError as error:
            raise InputError(f"{path}，packs：{error}") from error
    if office.complaints_file not in (None, Path()):  # "" is none
        office = office.with_complaints(path.parent / office.complaints_file)
    if office.roster_file not in (None, Path()):
        office = office.with_roster(path.parent / office.roster_file)
    if office.judgements_file in (None, Path()):
        return office
    return office.with_form(path.parent / office.judgements_file)


def _beside(path: Path, packs: Iterable[str]) -> Iterator[str]:
    """Packs by their names, files by their paths from the folder of the office's file."""
    for one in packs:
        yield str(path.parent / one) if one.endswith(".toml") else one


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user asked for."""

    site: str = ""  # an identifier; "" for all sites
    office: Office = field(default_factory=Office)
    templates: Path | None = None  # a folder whose templates go before our own
    district: str = ""  # whose sites and accounts alone are told of; "" for all
    owner: str = ""  # the unit that is to be notified; "" for all
    days: int | None = None  # workdays until a notice is due; the office's own where None
    today: dt.date | None = None  # on which notices would be issued; the papers' own day where None
    issued: tuple[Notice, ...] = ()  # the notices to print; those that would be issued where empty
