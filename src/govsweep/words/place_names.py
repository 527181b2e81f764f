"""Names of places and of what is called after them, which no count of official text knows.

What stands right before 村, 小学 or 卫生院 is a name, unless what is meant is usual there:
普济卫生院 is no slip for 普及, 示犯村 is one for 示范村.
"""

import re

from govsweep.words.dictionary import is_word, usage
from govsweep.words.ngrams import LONGEST

_CALLED = (
    "街道|社区|小区|新村|花园|广场|公园|大厦|卫生院|卫生室|医院|诊所|药店|药房|小学|中学|学校|幼儿园|水库|大桥|隧道|"
    "机场|林场|农场|煤矿|公司|酒店|宾馆|饭店|超市|村委|"
    "[省市县区州旗盟镇乡村寨屯庄巷街路桥]"
)
_PLACE = re.compile(_CALLED)
# Forms of the land that hardly a word but names of places holds: 大垭乡, 黄峪村.
_LANDS = "垭峪塬垴塆垸圩坨堰甸峁梁浜泾渚圳"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_OVER = "省市县区州旗盟镇乡"  # what the place lies in ends so
_ENDS = "巷街路村镇乡寨屯庄"
_SAYS = tuple("为是位在")
_SHORT = 2  # characters of a name
_USUAL = 8  # level of a run of what is meant and what is called so


def is_of_place(text: str, start: int, end: int, meant: str) -> bool:
    """Whether a span that should read otherwise is the name, or the end of it, of a place."""
    if len(meant) != end - start:
        return False
    differing = [at for at in range(len(meant)) if text[start + at] != meant[at]]
    if not differing:
        return False
    last = start + differing[-1]
    if text[last] in _LANDS and _PLACE.match(text, last + 1):
        return True
    if start and differing == [0] and _ends_one(text, start):
        return True
    if len(meant) > _SHORT and is_word(meant):
        return False  # no chance makes of a name another one that long: 平定山市, 平顶山市
    called = _called(text, end) or _called_later(text, start, end)
    return bool(called) and usage((meant + called)[-LONGEST:]) < _USUAL


def _called(text: str, start: int) -> str:
    """What says that a place ends here; nothing where that begins a word of its own: 村民."""
    match = _PLACE.match(text, start)
    if match is None:
        return ""
    end = match.end()
    # 鼓城村|道路建设: what could begin a word ends a name where another word goes on behind it.
    begins, behind = end - start == 1 and is_word(text[start : end + 1]), text[end : end + 2]
    goes_on = len(behind) == len("道路") and is_word(behind)
    return match.group() if goes_on or not begins else ""


def _called_later(text: str, start: int, end: int) -> str:
    """The same behind one more character of a name that begins where no word does: 长寨湾镇."""
    before = text[start - 1 : start]
    begins = not before or not _HAN.match(before) or before in _OVER
    goes_on = _HAN.match(text, end) is not None and not is_word(text[end : end + 2])
    return _called(text, end + 1) if begins and goes_on else ""


def _ends_one(text: str, start: int) -> bool:
    """Whether a place ends here of which something is said: 启众巷|为规范地名."""
    return text[start] in _ENDS and text[start + 1 : start + 2] in _SAYS
