"""Messages as the text of a paper has them: days in Chinese, no addresses, no stray spaces."""

import datetime as dt
import re

from govsweep.reports.dates import chinese_day
from govsweep.reports.inert import one_line

# ASCII letters and figures only: a Chinese word that follows is none of the address.
_URL = r"https?://[!-~]+"
_HOST = r"(?:[a-z0-9-]+\.)+(?:[a-z]{2,}|\d{1,3})(?::\d+)?(?:/[!-~]*)?"
_ADDRESS = re.compile(rf"(?<![\w.@-])(?:{_URL}|{_HOST})(?![\w.-])", re.IGNORECASE | re.ASCII)
_FILE = re.compile(r"[^/]+\.(?:docx?|xlsx?|pptx?|pdf|wps|ofd|zip|rar|jpe?g|png|gif)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_HAN = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”]"
_GAP = re.compile(rf"(?<={_HAN}) +(?=[\w.])|(?<=[\w.]) +(?={_HAN})")
_LEFT = "\ue000"  # where an address stood
_COLON = re.compile(rf"：{_LEFT}(?=[（(]|$)")
_SEVERAL = re.compile(rf"{_LEFT}(?:、{_LEFT})+")


def in_prose(message: str, annex: str) -> str:
    """A message for the text of a paper; its addresses stand in the annex that is named."""
    said = _ADDRESS.sub(_without, one_line(message).replace(_LEFT, ""))
    said = _SEVERAL.sub(_LEFT, _COLON.sub("", said)).replace(_LEFT, f"{annex}所列网址")
    return _GAP.sub("", _DAY.sub(_chinese, said))


def _without(match: re.Match[str]) -> str:
    words = match[0]
    return words if _FILE.fullmatch(words) or _NUMBER.fullmatch(words) else _LEFT


def _chinese(match: re.Match[str]) -> str:
    try:
        return chinese_day(dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return match[0]
