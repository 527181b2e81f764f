"""Who an article says it is from: the tag ContentSource, or the line 来源：…"""

import re

from govsweep.reading.tree import Tree

_LABEL = re.compile(
    r"(?:^|[\s　|｜】\])）])[【\[(（]?"
    r"(?:(?:信息|文章|稿件|内容|新闻)?来\s*源|(?:发布|公开|供稿)(?:机构|单位))\s*[:：]\s*(.*)"
)
# Where a line goes on with something else.
_ENDS = re.compile(
    r"\s{2,}|[\s　]*(?:[|｜【\[（(]|发布|更新|时间|日期|作者|浏览|阅读|点击|访问|"
    r"字体|字号|编辑|责任|审核|分享|打印|\d{4}[-年/])"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_LINE, _LONGEST = 200, 40  # characters
_FAR = 40  # runs behind the one that a line is looked for from


def read_source(tree: Tree, first: int) -> str:
    """The source of the article whose head is around a run; "" where it names none."""
    tagged = _named(tree.meta.get("contentsource", ""))
    if tagged:
        return tagged
    near = range(max(0, first - _FAR), min(len(tree.runs), first + _FAR))
    last = range(max(near.stop, len(tree.runs) - _FAR), len(tree.runs))
    for number in (*near, *last):
        text = tree.runs[number].text
        match = _LABEL.search(text) if len(text) <= _LONGEST_LINE and "。" not in text else None
        if match is None:
            continue
        told = match.group(1)
        if not told.strip() and number + 1 < len(tree.runs):
            told = tree.runs[number + 1].text
        if found := _named(told):
            return found
    return ""


def _named(text: str) -> str:
    name = " ".join(_ENDS.split(text.strip(), maxsplit=1)[0].split()).strip("《》“”\"'，,。；;：:")
    return name if 2 <= len(name) <= _LONGEST and _HAN.search(name) else ""
