"""Findings: one check's word on one subject of one site."""

from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from govsweep.addresses import ordered

CONTEXT = 40  # characters that a finding keeps on each side of the quoted words


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
    """The identity of a finding across sweeps: 32 hex digits.

    A subject that is an address counts in its ordered form, however a page writes it.
    """
    key = "\0".join((code, site, _known_by(" ".join(subject.split()))))
    return blake2b(key.encode(), digest_size=16).hexdigest()


def _known_by(subject: str) -> str:
    if not subject.startswith(("http://", "https://")) or " " in subject:
        return subject
    address, hash_sign, part = subject.partition("#")
    return f"{ordered(address) or address}{hash_sign}{part}"


class Finding(BaseModel):
    """A finding as it is exported: one JSON object (see docs/finding.schema.json)."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )

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
    part_of: str = ""  # the id of the one that owns its cause, and is counted for both
    site_closed: bool = False  # nobody is asked to mend it any more: no sum counts it

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
    def short_id(self) -> str:
        """The beginning of its id, by which people and commands know it."""
        return self.id[:8]
