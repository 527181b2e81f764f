"""Pagers that scripts turn: by their words and their build, whatever their classes are called."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Control, Reference, Tree

_NEXT = r"(?:下一?页|后一?页|下页|next(?: ?page)?|[>»›→]{1,2})"
_NEXT_ONLY = re.compile(rf"[\[【<(（]?\s*{_NEXT}\s*[>»\]】)）]*", re.IGNORECASE)
_BACK = re.compile(r"[\[【<(（«‹]*\s*(?:上一?页|前一?页|首页|第一页|prev\w*)\W*", re.IGNORECASE)
# A line with nothing but the numbers and words of a pager, from 1 and 2 on, and a way ahead.
_LINE = re.compile(
    r"(?:首页|第一页|上一?页|前一?页|prev(?:ious)?|\W)*+1\W{0,3}+2(?!\d*[年月日])"
    rf"(?:\W{{0,3}}+\d{{1,4}}+)*+(?:{_NEXT}|尾页|末页|最后一?页|跳?转到?|到?第|页|go|确定|\W)*+",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"\d\W{{0,3}}(?:{_NEXT}|尾页|末页|最后一?页)", re.IGNORECASE)
_WORDS = re.compile(
    rf"首页|第一页|上一?页|前一?页|prev(?:ious)?|{_NEXT}|尾页|末页|最后一?页|[«‹]", re.IGNORECASE
)
_PART = re.compile(
    r"(?:第|页[码次]|当前页?|page)?\s*[:：]?\s*1\s*(?:/|／|of)\s*(\d{1,4})\s*页?", re.IGNORECASE
)
_SPAN = re.compile(r"1\s*[-–~—]\s*(\d{1,3})\s*(?:/|／|of|共)\s*(\d{1,6})\s*条?", re.IGNORECASE)
_MORE = re.compile(  # 更多 alone heads the next box, and leads to its column
    r"(?:点击|点此|上拉|上滑|下拉)?(?:加载|显示|查看|浏览|展开|获取|阅读|了解)更多(?:内容|信息|数据|文章)?\W{0,4}|"
    r"(?:load|show|view) ?more\W{0,4}",
    re.IGNORECASE,
)
_OPTION = re.compile(r"第?\s*(\d{1,4})\s*页?")
_OF_PAGES = re.compile(r"页|[跳转]到?|\bgo\b", re.IGNORECASE)
_RUNS = re.compile(r"javascript:\s*(?!void\b)[\w$.\[\]]+\s*\(", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# writePages(12, 0, "index", "html"): whatever it is called, it names files with their endings.
_OF_FILES = re.compile(
    r"\w\s*\((?:[^()\n]{0,60},)?\s*['\"]?(\d{1,4})['\"]?\s*,\s*['\"]?[01]['\"]?\s*,[^()\n]{0,80}['\"]"
    r"\.?(?:s?html?|jspx?|aspx?|php)['\"]"
)
# fenye("p", 12, 1): what is called after pages, and fetches nothing by its name.
_OF_NUMBERS = re.compile(
    r"(?<![\w$])(?!get|load|query|search|ask|to|go|set)[\w$]{0,40}(?:page|paging|pagina|fen_?ye|fan_?ye)"
    r"[\w$]{0,40}\s*\((?:\s*['\"][^'\"\n]{0,40}['\"]\s*,)?\s*['\"]?(\d{1,4})['\"]?\s*,\s*['\"]?[01]['\"]?\s*"
    r"[,)]",
    re.IGNORECASE,
)
_LONGEST_SCRIPT = 20_000  # characters: libraries are longer
_LONGEST = 120  # characters of a pager's line
_NEAR = 3  # lines behind the rows in which they are told to go on
_LEAST = 2  # numbers in a row
_FOOTER = Place.FOOTER


class _Behind:
    """What a page shows behind the last row of its list, its footer left aside."""

    def __init__(self, tree: Tree, places: Sequence[Place], end: int) -> None:
        self.tree = tree
        self.end = end  # the number of the first run behind the rows
        self.runs = [
            (number, run)
            for number, run in enumerate(tree.runs[end:], end)
            if run.box.hidden is Hidden.NOT and places[run.box.number] is not _FOOTER
        ]
        self.lines = [run.text for _, run in self.runs if len(run.text) <= _LONGEST]

    def controls(self, addresses: Addresses) -> Iterator[Control]:
        """What a click sets to work there: buttons, scripts, links that lead to no address."""
        yield from (one for one in self.tree.controls if one.run >= self.end)
        for number, run in self.runs:
            for link in self.tree.links[run.first_link : run.last_link]:
                if not addresses.resolve(link.target):
                    call = link.target if _RUNS.match(link.target) else ""
                    yield Control(number, link.text, call, works=call != "")


def is_turned_by_script(
    tree: Tree, addresses: Addresses, places: Sequence[Place], end: int, rows: int
) -> bool:
    """Whether what stands behind the rows, or scripts that draw it, tell of further pages."""
    behind = _Behind(tree, places, end)
    if any(_tells_more(line, rows) for line in behind.lines) or _counts_on(behind):
        return True
    controls = list(behind.controls(addresses))
    if not _is_alone(behind) and _turns(controls):
        return True
    return _loads(behind, controls) or _selects(behind) or _draws(tree)


def _tells_more(line: str, rows: int) -> bool:
    """Whether a line is that of a pager with more than one page."""
    bare = _WORDS.sub("", line).strip()
    part, span = _PART.fullmatch(bare), _SPAN.fullmatch(bare)
    if part or span:
        return bool(part and int(part[1]) > 1) or bool(span and rows <= int(span[1]) < int(span[2]))
    return _LINE.fullmatch(line) is not None and _AHEAD.search(line) is not None


def _counts_on(behind: _Behind) -> bool:
    """Whether numbers from 1 on have a line each, and beside them a way ahead or a leap.

    The dots below turning pictures are numbered, too.
    """
    runs, lines = behind.runs, [run.text for _, run in behind.runs]
    for at, line in enumerate(lines):
        if line != "1" or lines[at + 1 : at + 2] != ["2"]:
            continue
        last = at + 1
        while last + 1 < len(lines) and lines[last + 1].isdecimal() and len(lines[last + 1]) <= 4:
            last += 1
        leap = int(lines[last]) > last - at + 1
        ahead = last + 1 < len(lines) and _NEXT_ONLY.fullmatch(lines[last + 1].strip("… ."))
        if leap or ahead or _is_flanked(behind, runs[at][0]):
            return True
    return False


def _is_flanked(behind: _Behind, number: int) -> bool:
    """Whether a button stands before the box whose lines are the numbers, and one behind it."""
    boxes, box = behind.tree.boxes, behind.tree.runs[number].box.parent
    if box is None or box.parent is None:
        return False
    buttons = [one for one in boxes[box.parent.number : box.parent.last + 1] if one.tag == "button"]
    return any(one.number < box.number for one in buttons) and any(
        one.number > box.last for one in buttons
    )


def _is_alone(behind: _Behind) -> bool:
    """Whether the only page that a pager names is the first."""
    words = [word for line in behind.lines for word in re.split(r"[^\w]+", line)]
    numbers = {word for word in words if word.isdecimal() and len(word) <= 3}
    joined = (_DIGITS.findall(line) for line in behind.lines if _BACK.match(line))
    return numbers == {"1"} or any(found == ["1"] for found in joined)


def _turns(controls: Sequence[Control]) -> bool:
    """Whether something turns to the next page, and not to the same one as what turns back."""
    back = {one.call for one in controls if one.call and _BACK.fullmatch(one.text)}
    return any(
        one.works and one.call not in back for one in controls if _NEXT_ONLY.fullmatch(one.text)
    )


def _loads(behind: _Behind, controls: Sequence[Control]) -> bool:
    """Whether right behind the rows stands what brings more of them, and leads nowhere else."""
    scripted = bool(behind.tree.scripts)
    if any(one.run < behind.end + _NEAR and _MORE.fullmatch(one.text) for one in controls):
        return scripted
    plain = (run.text for _, run in behind.runs[:_NEAR] if not run.linked)
    return scripted and any(map(_MORE.fullmatch, plain))


def _selects(behind: _Behind) -> bool:
    """Whether a page can be chosen by its number, out of several."""
    found: dict[int, list[Reference]] = {}
    for one in behind.tree.others:
        if one.tag == "option" and one.box.first_run >= behind.end:
            found.setdefault(one.box.number, []).append(one)
    return any(_chooses_page(behind.tree, options) for options in found.values())


def _chooses_page(tree: Tree, options: Sequence[Reference]) -> bool:
    told = [_OPTION.fullmatch(one.text) for one in options]
    numbers = [int(one[1]) for one in told if one]
    if len(numbers) != len(options) or len(numbers) < _LEAST or numbers[0] != 1:
        return False
    holder = options[0].box.parent
    runs = tree.runs[holder.first_run : holder.last_run] if holder is not None else []
    words = "".join([*(one.text for one in options), *(one.text for one in runs)])
    follow = all(later == one + 1 for one, later in pairwise(numbers))
    return follow and _OF_PAGES.search(words) is not None


def _draws(tree: Tree) -> bool:
    """Whether a script draws a pager of more than one page, as its numbers say."""
    for text, _ in tree.scripts:
        if text and len(text) <= _LONGEST_SCRIPT:
            calls = (*_OF_FILES.finditer(text), *_OF_NUMBERS.finditer(text))
            if any(int(call[1]) > 1 for call in calls):
                return True
    return False
