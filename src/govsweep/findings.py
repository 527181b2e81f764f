"""Findings: one check's word on one subject of one site, and the table of codes."""

from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from govsweep.facts import ColumnKind


class Severity(StrEnum):
    """How grave a code is; fixed per code."""

    NOTICE = "notice"
    MINOR = "minor"
    SERIOUS = "serious"


class Certainty(StrEnum):
    """Whether a finding counts, or waits to be confirmed by a person."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"


class State(StrEnum):
    """Where a finding stands in its life."""

    OPEN = "open"
    NOTIFIED = "notified"
    FIXED = "fixed"
    RELAPSED = "relapsed"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"  # by its rule, which went or changed: no fault, and none mended


LIVING = (State.OPEN, State.NOTIFIED, State.RELAPSED)  # states of a finding that still stands


class Code(NamedTuple):
    """A public code: how grave, and how the census words it ("" keeps it out of the census)."""

    severity: Severity
    wording: str = ""


_SERIOUS, _MINOR, _NOTICE = Severity.SERIOUS, Severity.MINOR, Severity.NOTICE

# In the order of the census. A code is never reused. A check whose code is not here is a notice.
CODES: dict[str, Code] = {
    "site-unreachable": Code(_SERIOUS, "网站无法访问"),
    "stale-home": Code(_SERIOUS, "首页更新不及时"),
    "stale-column": Code(_MINOR, "栏目更新不及时"),  # worded by kind, below
    "weekend-gap": Code(_MINOR, "周末信息更新不及时"),
    "blank-column": Code(_MINOR, "存在空白栏目"),
    "duplicate-article": Code(_MINOR, "信息重复发布"),
    "garbled-text": Code(_MINOR, "信息格式混乱"),
    "list-disorder": Code(_MINOR, "栏目格式混乱"),
    "dead-link": Code(_MINOR, "链接无法打开"),
    "dead-image": Code(_MINOR, "图片没有显示"),
    "external-link": Code(_MINOR, "信息存在外部链接"),
    "slow-site": Code(_MINOR, "网站速度较慢"),
    "serious-expression": Code(_SERIOUS, "存在严重表述错误"),
    "typo": Code(_MINOR, "存在错别字"),
    "sensitive-word": Code(_SERIOUS, "存在敏感信息"),
    "personal-data": Code(_SERIOUS, "泄露个人信息"),
    "hidden-link": Code(_SERIOUS, "存在暗链"),
    "spam-text": Code(_SERIOUS, "存在暗链"),
    "cloaking": Code(_SERIOUS, "存在暗链"),
    "missing-footer-mark": Code(_MINOR, "网站标识信息缺失"),
    "identifier-mismatch": Code(_MINOR, "网站名称域名不规范"),
    "name-mismatch": Code(_MINOR, "网站名称域名不规范"),
    "domain-noncompliant": Code(_MINOR, "网站名称域名不规范"),
    "unanswered-message": Code(_SERIOUS, "留言回复不及时"),
    "late-repost": Code(_MINOR, "转载信息更新不及时"),
    "undated-article": Code(_NOTICE),
    "redirect-home": Code(_NOTICE),
    "missing-page-tag": Code(_NOTICE),
    "placeholder-text": Code(_NOTICE),
    "certificate-fault": Code(_NOTICE),
    "search-unusable": Code(_NOTICE),
    "guide-incomplete": Code(_NOTICE),
    "interpretation-unlinked": Code(_NOTICE),
    "late-annual-report": Code(_NOTICE),
    "falsified-date": Code(_NOTICE),
}

STALE_COLUMN_WORDINGS: dict[ColumnKind, str] = {
    ColumnKind.HEADLINE: "头条推荐更新不及时",
    ColumnKind.NEWS: "动态栏目更新不及时",
    ColumnKind.REPOST: "重要转载信息栏目更新不及时",
    ColumnKind.NOTICE: "通知公告栏目更新不及时",
    ColumnKind.POLICY: "政策文件栏目更新不及时",
    ColumnKind.INTERPRETATION: "政策解读栏目更新不及时",
    ColumnKind.INTERACTION: "互动栏目更新不及时",
    ColumnKind.OTHER: "栏目更新不及时",
}
REPOST_WEEKEND_WORDING = "周末转载信息更新不及时"


class Fault(NamedTuple):
    """What a check yields; the runner adds code, severity, site and rules version to it.

    `subject` names what is wrong (a dead target, a wrong word, a column's address) and makes, with
    code and site, the finding's identity: no counts, dates or ages in it.
    """

    message: str  # Chinese, for the editor who must mend it
    subject: str
    url: str = ""  # the page it stands on; the fact's own address where empty
    quote: str = ""
    before: str = ""
    after: str = ""
    suggestion: str = ""
    certainty: Certainty = Certainty.CONFIRMED
    column: str = ""
    variant: str = ""  # tells wordings of one code apart: a column's kind
    pages: tuple[str, ...] = ()  # where it stands, capped; the page alone where empty
    sightings: int = 1  # on how many pages, exact
    rule: str = ""  # the word rule that made it, if one did


def fingerprint(code: str, site: str, subject: str) -> str:
    """The identity of a finding across sweeps: 32 hex digits."""
    key = "\0".join((code, site, " ".join(subject.split())))
    return blake2b(key.encode(), digest_size=16).hexdigest()


class Finding(BaseModel):
    """A finding as it is exported: one JSON object (see docs/finding.schema.json)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(description="Fingerprint of check, site and subject; stays across sweeps.")
    check: str
    severity: Severity
    certainty: Certainty
    site: str
    site_name: str
    owner: str
    url: str
    subject: str
    column: str
    message: str
    quote: str
    before: str
    after: str
    suggestion: str
    clause: str
    sightings: int
    pages: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    state: State
    held: str | None
    rule_version: str
    sweep: int

    # For papers, beyond the exported fields:
    variant: str = Field(default="", exclude=True)
    first_sweep: int = Field(default=0, exclude=True)
    fixed_at: datetime | None = Field(default=None, exclude=True)
    fixed_sweep: int | None = Field(default=None, exclude=True)
    changed_at: datetime | None = Field(default=None, exclude=True)  # decided on, notified, held
    rule: str = Field(default="", exclude=True)  # the word rule that made it, if one did
    withdrawn_sweep: int | None = Field(default=None, exclude=True)
    relapses: int = Field(default=0, exclude=True)
    until: date | None = Field(default=None, exclude=True)  # a dismissal's last day
    due: date | None = Field(default=None, exclude=True)  # by when a notice wants it rectified
    judged: Certainty | None = Field(default=None, exclude=True)  # by its check, before a decision

    @property
    def wording(self) -> str:
        """How the census names it; "" where it stays out of the census."""
        if self.check == "stale-column" and self.variant:
            return STALE_COLUMN_WORDINGS.get(ColumnKind(self.variant), CODES[self.check].wording)
        if self.check == "weekend-gap" and self.variant == ColumnKind.REPOST:
            return REPOST_WEEKEND_WORDING
        code = CODES.get(self.check)
        return code.wording if code else ""
