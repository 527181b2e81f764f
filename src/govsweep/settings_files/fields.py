"""A field of a form: what stands in a file as people write it on a page, and back."""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import SecretStr

_NUMBER = re.compile(r"[+-]?\d{1,12}")
_FRACTION = re.compile(r"[+-]?\d{1,12}\.\d{1,6}")
_FLAGS = {"是": True, "否": False}
EMPTY = '""'  # written where a field is to be there, and empty


class FieldKind(StrEnum):
    """How a field is written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    SPANS = "spans"  # a name, its first and its last day, a line each
    PAIRS = "pairs"  # a name and a word, a line each

    @property
    def is_long(self) -> bool:
        """Whether it has several lines."""
        return self in (FieldKind.SPANS, FieldKind.PAIRS)


class Locked(StrEnum):
    """Why a field is not edited on a page."""

    CREDENTIAL = "密码和令牌不在网页上显示，也不在网页上改"
    PATH = "指到服务器的文件系统，只能在服务器上改"
    DATABASE = "决定数据存在哪里，只能在服务器上改"
    LOGIN = "决定谁能登录，写错了人人都进不来，只能在服务器上改"
    ELSEWHERE = "写给别的系统的地址和凭证在里面，只能在服务器上改"
    FORM = "用人工判定表填写，或在服务器上改"
    ENVIRONMENT = "由环境变量给出，优先于文件，只能在服务器上改"


class SettingField(NamedTuple):
    """A field as a page shows it."""

    name: str
    meaning: str
    kind: FieldKind
    text: str  # what is set; "" where nothing is
    default: str
    is_set: bool
    choices: tuple[str, ...] = ()
    locked: Locked | None = None


def text_of(kind: FieldKind, value: Any) -> str:
    """A value as a page writes it; secrets are never told."""
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return "（已设）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return "\n".join(_line(kind, name, one) for name, one in value.items())
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value)


def _line(kind: FieldKind, name: str, one: Any) -> str:
    if kind is FieldKind.SPANS and isinstance(one, Mapping):
        return f"{name} {one.get('begins', '')} {one.get('ends', '')}"
    return f"{name} {one}" if kind is FieldKind.PAIRS else str(name)


def value_of(kind: FieldKind, text: str) -> Any:
    """What was written on a page, as TOML has it; None where nothing was.

    What is no value of the kind stays a text, of which the model says what is wrong.
    """
    if kind.is_long:
        return _table(kind, text)
    plain = " ".join(text.split())
    if not plain:
        return None
    if kind is FieldKind.FLAG:
        return _FLAGS.get(plain, plain)
    if kind is FieldKind.NUMBER:
        if _NUMBER.fullmatch(plain):
            return int(plain)
        return float(plain) if _FRACTION.fullmatch(plain) else plain
    if kind is FieldKind.DATE:
        return _day(plain)
    return "" if plain == EMPTY else plain


def _day(text: str) -> Any:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _table(kind: FieldKind, text: str) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for line in filter(None, map(str.split, text.splitlines())):
        if kind is FieldKind.SPANS:
            *words, begins, ends = line if len(line) > 2 else [*line, "", ""]
            found[" ".join(words)] = {"begins": _day(begins), "ends": _day(ends)}
        else:
            *words, said = line if len(line) > 1 else [*line, ""]
            found[" ".join(words)] = said
    return found or None
