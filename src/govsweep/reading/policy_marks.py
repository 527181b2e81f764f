"""What tells the reader of a policy document that it holds no more.

It stands in the text, in the headline, or in what stands about the headline: a table of the
document's own facts (索引号、发文字号、有效性), a list of them, a stamp.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govsweep.reading.tree import Tree

_SHORT = 60  # characters of a mark, of a cell
_FACTS = 200  # and of a line of several of its own facts
_HEAD = 14  # lines from the first, among which such facts stand
_ABOVE = 40  # runs above the headline in which its facts may stand
_BELOW = 60  # and below it
_LABEL = (
    r"(?:有\s*效\s*性|时\s*效\s*性|时效状态|效力状态|效力|文件状态|有效状态|是否有效)\s*[:：]?\s*"
)
_ENDED = r"(?:已?(?:废止|失效|无效|作废|修改|修订)|否(?![\u4e00-\u9fff]))"
_STATUS = re.compile(_LABEL + f"({_ENDED})")
_LABELLED = re.compile(_LABEL)
_VALUE = re.compile(_ENDED)
_OTHER = re.compile(r"全部|现行|(?:现行|继续|部分)?有效|是")  # beside an end they are a choice
_MARK = re.compile(
    r"[【〔\[（(](?:此件|本文|该文件)?(?:已|全文|部分)?(?:废止|失效|作废|宣布失效|修改|修订)[^】〕\]）)]{0,30}"
    r"[】〕\]）)]|(?:此件|本件|本文件|该文件|本文|文件)[^，。]{0,12}(?:已|已经)(?:于[^，。]{4,14})?(?:被)?(?:废止|失效|作废)|"
    r"^(?:已废止|已失效|已作废|全文废止|全文失效)$"
)


# No mark, no field of a document's own facts is without one of these.
_WORDS = re.compile(r"效\s*性|效力|效状态|文件状态|是否有效|废止|失效|作废|修改|修订")


def may_mark(text: str) -> bool:
    """Whether a document may tell its reader that it holds no more: to be asked before all else."""
    return _WORDS.search(text) is not None


def lines_about(tree: Tree, head: int, body: int) -> tuple[list[str], list[str]]:
    """The lines above the headline and those between it and the text, links and hidden ones out."""
    if head < 0 or body <= head:
        return [], []
    ranges = (range(max(0, head - _ABOVE), head), range(head + 1, min(body, head + _BELOW)))
    above, below = ([tree.runs[one] for one in numbers] for numbers in ranges)
    return (
        [one.text.strip() for one in above if not (one.linked or one.box.hidden)],
        [one.text.strip() for one in below if not (one.linked or one.box.hidden)],
    )


def find_mark(
    title: str, lines: Sequence[str], above: Sequence[str] = (), below: Sequence[str] = ()
) -> str:
    """What tells the reader that a document holds no more, as it stands there; "" for none."""
    for text in (title, *lines):
        status = _STATUS.search(text)
        if status:
            return status[0][:_SHORT]
        if (text is title or len(text) <= _SHORT) and (found := _MARK.search(text)):
            return found[0][:_SHORT]
    for text in below:
        if len(text) <= _SHORT and (found := _MARK.search(text)):
            return found[0][:_SHORT]
    return next((one for some in (above, below, lines[:_HEAD]) for one in _statuses(some)), "")


def _statuses(lines: Sequence[str]) -> Iterator[str]:
    """What fields of a document's own facts say of it, their values in lines of their own, too."""
    for text in lines:
        status = _STATUS.search(text) if len(text) <= _FACTS else None
        if status:
            yield status[0]
    after = [*lines[2:], ""]
    for (label, value), third in zip(pairwise(lines), after, strict=False):
        if _LABELLED.fullmatch(label) and _VALUE.fullmatch(value) and not _OTHER.fullmatch(third):
            yield f"{label.rstrip('：: ')}：{value}"
