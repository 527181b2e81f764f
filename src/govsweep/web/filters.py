"""The terms by which findings are chosen, as an address carries them."""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from starlette.datastructures import QueryParams

from govsweep.checking import checks
from govsweep.facts import subject_kinds
from govsweep.findings import LIVING, Certainty, Severity, State
from govsweep.near_words import perhaps
from govsweep.store import FindingTerms, Subjects

MOST = 500  # findings in one answer
_FARTHEST = 10_000_000
_HIGHEST = 2**31 - 1  # what PostgreSQL takes for an integer

SITE = f"^({'|'.join(one.identifiers for one in subject_kinds())})$"  # or a media account
FINDING = r"^[0-9a-f]{32}$"
_SINCE_1971 = r"^(19(7[1-9]|[89][0-9])|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
Identifier = Annotated[str, StringConstraints(pattern=SITE)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,31}$")]


def _known_check(code: str) -> str:
    """A check's code; another raises `ValueError` with what was perhaps meant."""
    if code not in checks():
        raise ValueError(f"没有这个检查项{perhaps(code, checks())}")
    return code


# By its pattern first: what cannot be a code is compared with none.
CheckCode = Annotated[
    Code,
    AfterValidator(_known_check),
    Field(json_schema_extra=lambda schema: schema.update(enum=sorted(checks()))),
]
# PostgreSQL's texts hold no NUL; nobody looks for the other control characters.
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


def _day(text: object) -> dt.date:
    """A day as it is written; Pydantic would take a number for an instant too."""
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        raise ValueError("不是日期，应写作 2026-11-20") from None


Day = Annotated[
    dt.date,
    BeforeValidator(_day),
    # No instant is told before; a schema has no other words for it.
    Field(ge=dt.date(1970, 1, 2), json_schema_extra={"pattern": _SINCE_1971}),
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="至多几条")]
Offset = Annotated[int, Field(ge=0, le=_FARTHEST, description="略过前几条")]

ALL = "all"


class Filters(BaseModel):
    """What findings are asked for, and which part of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    site: list[Identifier] = Field(default=[], max_length=100, description="网站标识码，可重复")
    check: list[CheckCode] = Field(default=[], max_length=100, description="检查项代码，可重复")
    state: list[State] = Field(default=[], max_length=10, description="状态，可重复")
    certainty: Certainty | None = Field(default=None, description="把握")
    severity: list[Severity] = Field(default=[], max_length=3, description="程度，可重复")
    owner: Words | None = Field(default=None, description="责任单位")
    column: Words | None = Field(default=None, description="栏目名称")
    held: bool | None = Field(default=None, description="是否暂扣待核")
    sweep: int | None = Field(default=None, ge=1, le=_HIGHEST, description="某次巡检见到的")
    words: Words | None = Field(
        default=None, description="说明、引文、建议、网址、栏目或责任单位中都有的字词，以空格分隔"
    )
    mended_since: Day | None = Field(default=None, description="略去在这一天之前就已整改的")
    part: bool | None = Field(default=None, description="是否属于同一原因的别的问题")
    among: Subjects | None = Field(
        default=None,
        description="sites 没有关停的网站的，media 新媒体账号的，kept 两者的，不含已注销的账号",
    )
    limit: Limit = 50
    offset: Offset = 0

    @property
    def terms(self) -> FindingTerms:
        """As the store takes them."""
        return FindingTerms(
            site=self.site,
            check=self.check,
            state=self.state,
            certainty=self.certainty,
            severity=self.severity,
            owner=self.owner,
            column=self.column,
            held=self.held,
            sweep=self.sweep,
            words=self.words,
            mended_since=self.mended_since,
            part=self.part,
            among=self.among,
        )


def number_of(text: str) -> int:
    """The number of a thing, of nine digits at most; 0, which nothing has, where it is none."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else 0


class PageFilters(Filters):
    """The terms of a page's address, as its form writes them.

    An empty field is none. Without a state those that still stand are meant; "all" means all.
    """

    @model_validator(mode="before")
    @classmethod
    def _of_form(cls, given: dict[str, Any]) -> dict[str, Any]:
        there: dict[str, Any] = {}
        for name, value in given.items():
            many = isinstance(value, list)
            texts = [one for one in (value if many else [value]) if str(one).strip()]
            if texts:
                there[name] = ",".join(texts).split(",") if many else texts[0].strip()
        states = there.get("state") or list(LIVING)
        return there | {"state": [] if ALL in states else states}


def fields_of(query: QueryParams) -> dict[str, str]:
    """The terms of a page's address as its form shows them."""
    given = {name: [one for one in query.getlist(name) if one.strip()] for name in query}
    return {name: given[name][0] for name in PageFilters.model_fields if given.get(name)}
