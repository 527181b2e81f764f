"""Remarks: what somebody writes beside an act, on a page or at the command line, in one line."""

import unicodedata

from govsweep.errors import InputError

LONGEST = 1_000  # characters
_LONGEST_NAME = 40  # as those of accounts
# No sign of theirs is seen, and databases, workbooks or a reader's eye are misled by them.
_UNSEEN = frozenset({"Cc", "Cs"})
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def remark(text: str) -> str:
    """A remark as it is kept; raises `InputError` where it is too long."""
    words = _plain(text)
    if len(words) > LONGEST:
        raise InputError(f"说明、理由至多 {LONGEST} 字，现在是 {len(words)} 字")
    return words


def signature(text: str) -> str:
    """The name of whoever acts, as it is kept; raises `InputError` where it is too long."""
    name = _plain(text)
    if len(name) > _LONGEST_NAME:
        raise InputError(f"姓名至多 {_LONGEST_NAME} 字，现在是 {len(name)} 字")
    return name


def _plain(text: str) -> str:
    line = " ".join(text.split())
    return "".join(
        one for one in line if unicodedata.category(one) not in _UNSEEN and one not in _TURNS
    ).strip()
