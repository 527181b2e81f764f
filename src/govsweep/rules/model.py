"""What a word rule is, and what all rules together are."""

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from govsweep.facts import ColumnKind, Place, Repeal, Repost

DURATIONS: dict[ColumnKind, int | None] = {
    ColumnKind.NEWS: 14,
    ColumnKind.HEADLINE: 14,
    ColumnKind.REPOST: 14,
    ColumnKind.NOTICE: 180,
    ColumnKind.POLICY: 180,
    ColumnKind.INTERPRETATION: 180,
    ColumnKind.INTERACTION: 60,
    ColumnKind.YEARLY: 450,  # a year, and a quarter to publish what closed with it
    ColumnKind.OTHER: None,
    ColumnKind.STATIC: None,
    ColumnKind.GUIDE: None,
}
_VISIBLE = (Place.TITLE, Place.META, Place.MAIN, Place.NAVIGATION, Place.FOOTER)


class Level(StrEnum):
    """What a hit means: it counts, it waits for a person, or it is only told."""

    ERROR = "error"
    SUGGEST = "suggest"
    INFO = "info"


class Boundary(StrEnum):
    """Whether both ends of a hit must be ends of words."""

    WORD = "word"
    NONE = "none"


class Quoted(StrEnum):
    """Whether a rule speaks inside quotation marks."""

    ANY = "any"
    OUTSIDE = "outside"


SHIPS = object()  # the context of rules that ship: a test compiles each of their patterns


def _compilable(pattern: str, info: ValidationInfo) -> str:
    if info.context is SHIPS:
        return pattern  # compiled where first tried: all together take as long as to read the rules
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"正则表达式写错了：{error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compilable)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Tests(_Data):
    """A rule's own specimens."""

    hit: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


class WordRule(_Data):
    """A word rule: what it looks for, where it keeps silent, what it advises and why.

    `literals` are looked for in one pass with those of all rules; a `pattern` is tried only
    around one of its literals.
    """

    id: str = Field(min_length=1)
    check: str = "typo"
    kind: str = "written"
    level: Level = Level.ERROR
    literals: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)
    pattern: Pattern = ""
    replace: str = ""
    not_before: tuple[str, ...] = ()  # words that, standing before the hit, veto it
    not_after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()  # where given, one of them must stand within the window
    window: int = Field(default=12, ge=0, le=200)
    gap: bool = False  # also with symbols set between its Han characters
    boundary: Boundary = Boundary.NONE
    quoted: Quoted = Quoted.ANY
    where: tuple[Place, ...] = _VISIBLE
    columns_except: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    why: str = Field(min_length=1)
    tests: Tests = Tests()

    @model_validator(mode="after")
    def _in_order(self) -> "WordRule":
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("生效日期晚于失效日期")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str] | None:
        """The compiled pattern, where there is one."""
        return re.compile(self.pattern) if self.pattern else None

    def in_force(self, day: dt.date | None) -> bool:
        """Whether the rule judges a text of this day; of a text without a day it says nothing."""
        if day is None:
            return self.valid_from is None and self.valid_to is None
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class Protected(_Data):
    """A string that must stand exactly so: a state, an institution, a slogan, a person's name."""

    text: str = Field(min_length=2)
    kind: str = "institution"
    check: str = "serious-expression"
    title: str = ""  # a person's office, where the string is a name
    numbered: bool = False  # judged only in quotes or beside another of its kind
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    why: str = ""

    def in_force(self, day: dt.date | None) -> bool:
        """Whether the string is protected in a text of this day; without a day it is of today."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from or day) <= day <= (self.valid_to or day)


ListDigests: TypeAlias = dict[bytes, bytes]  # of a list: what each row speaks of, and says of it


def row_digest(*cells: str) -> bytes:
    """What tells a row of a list from others, however its file writes it."""
    return blake2b("\0".join(cells).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class ListTrouble:
    """A line of an office's list that was refused."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，{self.field}：{self.reason}"


class RefusedCellError(Exception):
    """A cell of a list's row is not usable."""

    def __init__(self, field: str, reason: str) -> None:
        """Name the field and say what is wrong with it."""
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class Rules:
    """Everything judging depends on, under one version."""

    version: str
    word_rules: tuple[WordRule, ...]
    protected: tuple[Protected, ...] = ()
    allowed_words: frozenset[str] = frozenset()
    allowed_hosts: frozenset[str] = frozenset()
    durations: dict[ColumnKind, int | None] = field(default_factory=lambda: dict(DURATIONS))
    indicators: str = ""  # an edition; "" for that in force
    counts: dict[str, int] = field(default_factory=dict)  # loaded rows by list, to be printed
    rows: dict[str, ListDigests] = field(default_factory=dict)  # what these rows say
    troubles: tuple[ListTrouble, ...] = ()  # refused lines, to be printed
    reposts: tuple[Repost, ...] = ()  # items that every site must repost
    repeals: tuple[Repeal, ...] = ()  # documents that hold no more, by the office's list
