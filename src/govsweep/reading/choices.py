"""What the visitors of a list choose, where a script brings the rows: years, months, parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.periods import period
from govsweep.reading.tree import Box, Reference, Tree
from govsweep.reading.wording import is_function

_LONGEST = 12  # characters of what is chosen
_LEAST = 2  # of what stands beside each other
_MAX_CHOICES = 40
_MAX_LINE = 60  # characters of a line of nothing but choices
_MAX_CLIMB = 5  # boxes from the list to what holds it and its choice
_CALLS = re.compile(r"javascript:\s*(?!void\b)[\w$.\[\]]+\s*\(\s*[^)\s]", re.IGNORECASE)
_LABEL = re.compile(r"^[\u4e00-\u9fff]{1,6}[:：]\s*")
_PARTED = (re.compile(r"[\s|｜、,，·]+"), re.compile(r"[\s|｜/、,，·\-–—]+"))
_GLUED = re.compile(
    r"(?<=\d{4})(?=(?:19|20)\d\d)|"
    r"(?<=[部限门年月周季天日度期新热史布息态容告闻章据示件])(?=[\d一二三四五六七八九十最本今当往去历上近全])"
)
# What operates a page, or passes it on, whatever it is about.
_OPERATES = re.compile(
    r".{0,2}(?:打印|关闭|搜|查[询找看]|检索|提交|重置|清空|返回|顶部|底部|分享|微信|微博|空间|收藏|字[体号]|放大|缩小|默认|登录|注册|"
    r"展开|收起|更多|下载|附件|播放|复制|扫|二维码|语音|朗读|无障碍|适老|关怀|长者|简体|繁[体體]|English|确定|取消|跳转|评论|点赞|"
    r"反馈|纠错|订阅|客服|咨询|留言).{0,4}|[大中小]号?|\W*",
    re.IGNORECASE,
)


def choices(
    tree: Tree, addresses: Addresses, places: Sequence[Place], rows: range
) -> tuple[str, ...]:
    """What can be chosen near a list, and no address leads to; `rows` are the lines of its rows."""
    holder = _holder(tree, rows)
    near = _Near(tree, places, rows, holder)
    found = dict.fromkeys((*_options(near, addresses), *_acting(near, addresses), *_lines(near)))
    return tuple(found)[:_MAX_CHOICES]


def _holder(tree: Tree, rows: range) -> Box | None:
    """The smallest box that holds all rows, and what a choice of theirs stands in with it."""
    box: Box | None = tree.runs[rows.start].box if rows else None
    while box is not None and box.last_run < rows.stop:
        box = box.parent
    for _ in range(_MAX_CLIMB):
        if box is None or box.parent is None or box.parent.tag in ("body", "html"):
            break
        box = box.parent
    return box


class _Near:
    """The part of a page around a list."""

    def __init__(
        self, tree: Tree, places: Sequence[Place], rows: range, holder: Box | None
    ) -> None:
        self.tree = tree
        self.places = places
        self.rows = rows
        self.runs = range(holder.first_run, holder.last_run) if holder else range(0)
        self.holder = holder

    def has(self, box: Box) -> bool:
        """Whether a box stands in that part, seen by visitors."""
        if box.hidden is not Hidden.NOT or self.places[box.number] is Place.FOOTER:
            return False
        return self.holder is not None and self.holder.holds(box)

    def beside(self, run: int) -> bool:
        """Whether a line is none of the rows."""
        return run in self.runs and run not in self.rows

    def around(self, run: int) -> bool:
        """Whether what stands before a line stands by the rows."""
        if not self.runs.start <= run <= self.runs.stop:
            return False
        return run <= self.rows.start or run >= self.rows.stop


def _options(near: _Near, addresses: Addresses) -> Iterator[str]:
    """The times among what a field offers."""
    for one in near.tree.others:
        if one.tag == "option" and _holds(near, one) and len(one.text) <= _LONGEST:
            leads = one.target.startswith(("/", "http:", "https:")) and addresses.resolve(
                one.target
            )
            if not leads and period(one.text) is not None:
                yield one.text


def _holds(near: _Near, one: Reference) -> bool:
    return near.has(one.box) and near.around(one.run)


def _acting(near: _Near, addresses: Addresses) -> Iterator[str]:
    """What a click sets to work: times, and parts of the list that stand beside each other."""
    tree = near.tree
    acting: list[tuple[int, str]] = []  # each with the number of its run
    for control in tree.controls:
        if near.around(control.run):
            if period(control.text) is not None:
                yield control.text
            elif control.call and control.run <= near.rows.start:
                acting.append((control.run, control.text))
    for number in near.runs:
        run = tree.runs[number]
        if not near.has(run.box) or not near.beside(number):
            continue
        for link in tree.links[run.first_link : run.last_link]:
            if len(link.text) <= _LONGEST and not addresses.resolve(link.target):
                if period(link.text) is not None:
                    yield link.text
                elif _CALLS.match(link.target) and number < near.rows.start:
                    acting.append((number, link.text))
    yield from _parts(near, acting)


def _parts(near: _Near, acting: list[tuple[int, str]]) -> Iterator[str]:
    """Words, each of a script of its own, that stand in one box in the page's own part."""
    tree = near.tree
    told = [
        (number, text)
        for number, text in sorted(acting)
        if number < len(tree.runs)
        and 2 <= len(text) <= _LONGEST
        and not is_function(text)
        and not _OPERATES.fullmatch(text)
        and near.places[tree.runs[number].box.number] is Place.MAIN
    ]
    for _, group in groupby(told, key=lambda one: _beside_of(tree, one[0])):
        texts = [text for _, text in group]
        if len(texts) >= _LEAST:
            yield from texts


def _beside_of(tree: Tree, number: int) -> int:
    box = tree.runs[number].box
    single = box.last_run - box.first_run == 1 and box.parent is not None
    return (box.parent or box).number if single else box.number


def _lines(near: _Near) -> Iterator[str]:
    """Times that stand beside each other, on a line or each on its own, for a script to open."""
    tree = near.tree
    if not tree.scripts:
        return
    alone: list[str] = []
    last = -2
    for number in near.runs:
        run = tree.runs[number]
        plain = not run.linked and near.beside(number) and near.has(run.box)
        told = _times(run.text) if plain else []
        if len(told) >= _LEAST:
            yield from told
        elif len(told) == 1:
            alone = [*alone, *told] if number == last + 1 else told
            last = number
            if len(alone) >= _LEAST:
                yield from alone


def _times(text: str) -> list[str]:
    """The times of a line that holds nothing else."""
    if len(text) > _MAX_LINE:
        return []
    bare = _LABEL.sub("", text)
    parted = [[one for one in by.split(bare) if one] for by in _PARTED]
    for told in (*parted, [two for one in parted[0] for two in _GLUED.split(one)]):
        if told and all(period(one) is not None for one in told):
            return told
    whole = bare.strip()
    return [whole] if period(whole) is not None else []
