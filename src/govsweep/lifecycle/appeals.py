"""Appeals: a unit says that a finding is none, and the office accepts or rejects that.

An appeal changes nothing by itself. One that is accepted is a dismissal like any other, and is
counted as that; one that is rejected leaves the finding where it stood.
"""

import datetime as dt

import msgspec

from govsweep.errors import InputError
from govsweep.findings import LIVING, Finding, State


class Appeal(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit said of a finding, and what the office decided."""

    id: int = 0
    finding: str
    site: str
    author: str
    words: str
    at: dt.datetime
    accepted: bool | None = None  # None: nobody has decided
    decided_at: dt.datetime | None = None
    decided_by: str = ""
    reason: str = ""

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.accepted is None:
            return "待复核"
        return "申诉成立" if self.accepted else "申诉不成立"


def check_appeal(finding: Finding, appeal: Appeal, earlier: list[Appeal]) -> None:
    """Raise `InputError` where a finding takes no appeal."""
    if not appeal.author.strip():
        raise InputError("没有写明由谁申诉")
    if not appeal.words.strip():
        raise InputError("请写明申诉的理由")
    if finding.state is State.DISMISSED:
        raise InputError("这个问题已经驳回，无须申诉")
    if finding.state not in LIVING:
        raise InputError("这个问题已经整改或撤回，无须申诉")
    if any(one.accepted is None for one in earlier):
        raise InputError("这个问题的申诉还在复核，不重复提出")


def check_verdict(appeal: Appeal, by: str, reason: str) -> None:
    """Raise `InputError` where an appeal takes no verdict."""
    if appeal.accepted is not None:
        raise InputError(f"这项申诉已经由{appeal.decided_by}复核：{appeal.state}")
    if not by.strip():
        raise InputError("没有写明由谁复核")
    if not reason.strip():
        raise InputError("请写明复核的理由")
