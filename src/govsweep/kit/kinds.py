"""The kinds of fault that the kit plants, with the names and checks by which tools tell them."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class FaultKind(StrEnum):
    """A kind of fault, by its code in lists of findings."""

    WRONG_CHARACTER = "wrong-character"
    MISSING_CHARACTER = "missing-character"
    DOUBLED_CHARACTER = "doubled-character"
    PUNCTUATION = "punctuation"
    SERIOUS = "serious"
    SPAM = "spam"
    HIDDEN_LINK = "hidden-link"
    DEAD_LINK = "dead-link"
    DEAD_IMAGE = "dead-image"
    PERSONAL_DATA = "personal-data"
    GARBLED = "garbled"
    NAMELESS_PICTURE = "nameless-picture"


class KindNames(NamedTuple):
    """What a kind is called, and which checks of ours tell it."""

    name: str
    checks: tuple[str, ...]


NAMES: dict[FaultKind, KindNames] = {
    FaultKind.WRONG_CHARACTER: KindNames("别字", ("typo",)),
    FaultKind.MISSING_CHARACTER: KindNames("漏字", ("typo",)),
    FaultKind.DOUBLED_CHARACTER: KindNames("重字", ("typo",)),
    FaultKind.PUNCTUATION: KindNames("标点和数字用法", ("typo",)),
    FaultKind.SERIOUS: KindNames("严重表述错误", ("serious-expression", "typo")),
    FaultKind.SPAM: KindNames("违法广告文字", ("sensitive-word", "spam-text")),
    FaultKind.HIDDEN_LINK: KindNames("暗链", ("hidden-link",)),
    FaultKind.DEAD_LINK: KindNames("死链", ("dead-link",)),
    FaultKind.DEAD_IMAGE: KindNames("图片打不开", ("dead-image",)),
    FaultKind.PERSONAL_DATA: KindNames("泄露个人信息", ("personal-data",)),
    FaultKind.GARBLED: KindNames("乱码", ("garbled-text",)),
    FaultKind.NAMELESS_PICTURE: KindNames("图片没有替代文字", ("access-fault",)),
}
_BY_NAME = {names.name: kind for kind, names in NAMES.items()} | {one.value: one for one in NAMES}


def kinds_named(told: str) -> tuple[FaultKind, ...]:
    """The kinds that a tool may mean: by a kind's code or name, or by a check of ours.

    A check tells several kinds apart no further; () where nothing is called so.
    """
    named = _BY_NAME.get(told.strip())
    return (named,) if named else tuple(_of_check(told.strip()))


def _of_check(check: str) -> Iterator[FaultKind]:
    yield from (kind for kind, names in NAMES.items() if check in names.checks)
