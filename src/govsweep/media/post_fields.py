"""The fields of a line of posts: what each says, or what is wrong with it."""

import datetime as dt
import re

from govsweep.addresses import canonical, digest, host, href
from govsweep.clock import BEIJING
from govsweep.facts import MediaAccount

_MOST = 200_000  # characters of one post
_YES = ("是", "已删除", "true", "True", "1", "yes")
_NO = ("", "否", "false", "False", "0", "no")
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?|分)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_FIRST_YEAR = 2009  # no platform is older
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class WrongPostField(ValueError):
    """What is wrong with a field."""

    def __init__(self, field: str, reason: str) -> None:
        """`field` is the one of `post_lines.NAMES`, or the whole line."""
        super().__init__(reason)
        self.field, self.reason = field, reason


def text_of(value: object, name: str) -> str:
    """What a field says; a post's lines stay, other white space around it goes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and name in ("account", "deleted"):
        return str(value)
    if not isinstance(value, str):
        raise WrongPostField(name, "应是文字")
    if len(value) > _MOST:
        raise WrongPostField(name, f"超过 {_MOST:,} 字")
    if name != "text" and any("\udc80" <= mark <= "\udcff" for mark in value):
        raise WrongPostField(name, "字符编码有误：应与全表一致，为 UTF-8 或 GB18030")
    return _CONTROLS.sub("�", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_yes(text: str) -> bool:
    """Whether it says yes."""
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise WrongPostField("deleted", f"“{text}”应为 是 或 否")


def url_of(text: str) -> str:
    """The address as a browser asks for it; "" where there is none."""
    address = href(text) if text.startswith(("http://", "https://")) else ""
    if text and (not address or not host(address)):
        raise WrongPostField("url", f"“{text[:80]}”不是网址：应以 http:// 或 https:// 开头")
    return address


def key_of(account: MediaAccount, url: str, at: dt.datetime, title: str) -> bytes:
    """By what a post is known: its address, or its time and title where it has none."""
    told = canonical(url) or url if url else f"{at.isoformat()} {title}"
    return digest(f"{account.identifier} {told}")


def time_of(text: str, latest: dt.datetime) -> dt.datetime:
    """When it was published, at the latest by a moment."""
    if not text:
        raise WrongPostField("time", "没有写发布时间")
    match = _TIME.fullmatch(text)
    if match is None:
        raise WrongPostField("time", f"“{text[:40]}”不是时间：应写作 2026-11-20 09:30")
    *numbers, zone = match.groups()
    try:
        at = dt.datetime(*(int(one or 0) for one in numbers), tzinfo=BEIJING)  # type: ignore[arg-type,misc]
        if zone:
            at = at.replace(tzinfo=dt.datetime.fromisoformat(f"2026-01-01T00:00{zone}").tzinfo)
    except ValueError:
        raise WrongPostField("time", f"“{text}”不是时间：历法上没有这一刻") from None
    if at.year < _FIRST_YEAR:
        raise WrongPostField("time", f"“{text}”早于 {_FIRST_YEAR} 年")
    if at > latest:
        raise WrongPostField("time", f"“{text}”还没有到")
    return at.astimezone(BEIJING)
