"""What stands by a list's rows and may turn to further ones, whether or not it says so.

Where the newest rows come first nobody turns for newer ones. Of a list where they do not, nothing
may be said as long as anything on its page may turn it.
"""

import re
from collections.abc import Iterator, Sequence

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Box, Run, Tree

_LONGEST = 60  # characters of a pager's line
_NUMERALS = "一二三四五六七八九十壹贰叁"
_NUMBER = re.compile(r"\d{1,6}")
_COUNTED = re.compile(r"(\d{1,6})\s*(?:条|篇|则|项|个|entries|records|items|rows|results)")
_PAGER = re.compile(
    rf"(?:首\s*页|上\s*一?\s*页|下\s*一?\s*页|[前后]\s*一?\s*页|尾\s*页|末\s*页|最后一?页|第\s*[{_NUMERALS}\d]{{1,4}}\s*[页条]?|"
    rf"[{_NUMERALS}](?=\s|$)|总?共计?有?|合计|总计?|还有|剩余|当前|显示|到|至|每|页[次码数]?|条(?:记录|信息|数据)?|篇|记录|数|"
    r"跳?转[到至]?|前往|确定|更多|加载|点击|换一[批组页换]|前|后|下|上|showing|page|of|to|entries|records|items|total|next|prev(?:ious)?|"
    r"go|last|first|\d{1,6}|[\W_])+",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"共|总|合计|of\b|第?\s*1\s*页|(?<!\d)1(?!\d)", re.IGNORECASE)
_MORE_THAN = re.compile(r"(\d{1,6})\s*(?:条|篇|则)|(\d{1,4})\s*页")
_TELLS = re.compile(
    r"\d|[页条]|换一|next|more|更多|加载|[▶►▸»›→>]|[一二三四五六七八九十]\s+[一二三四五六七八九十]",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:^|[/_\-.])(?:next|more|page|pager|right|arrow|down|last|xia|xyy|fan|fy|hou|ye|weiye)[\w\-]*\.\w{3,4}(?:$|\?)",
    re.IGNORECASE,
)
# What operates the page, or passes it on, and turns no list.
_OPERATES = re.compile(
    r".{0,3}(?:打印|关闭|返回|顶部|分享|微信|微博|空间|收藏|字[体号]|搜|检索|登录|注册|二维码|扫|无障碍|适老|关怀|长者|"
    r"简体|繁[体體]|English|纠错|找错|客服|回到|置顶).{0,4}|top",
    re.IGNORECASE,
)
_FILLED_IN = re.compile(
    r"搜|查询|检索|关键|search|\bkw|key|\bq\b|query|验证|姓名|电话|邮箱|mail|phone|user|pass|title|标题|"
    r"内容|content|code",
    re.IGNORECASE,
)


def may_turn(
    tree: Tree, addresses: Addresses, places: Sequence[Place], lines: range, rows: int
) -> bool:
    """Whether anything by the `rows` rows of a list, which stand on these lines, may turn it."""
    shown = _AroundRows(tree, places, lines)
    told = list(shown.pagers(rows))
    alone = _is_alone(told, rows)
    return (
        (bool(told) and not alone)
        or any(not (alone and is_pager(one)) for one in shown.acting(addresses))
        or shown.is_filled_in()
        or shown.offers_numbers()
        or shown.is_pictured()
    )


def _is_alone(lines: Sequence[str], rows: int) -> bool:
    """Whether the lines of a pager name no other page than the first, nor more rows than shown."""
    whole = " ".join(lines)
    counted = [int(one) for one in _COUNTED.findall(whole)]
    numbers = [int(one) for one in _NUMBER.findall(_COUNTED.sub(" ", whole))]
    if not counted and not numbers:
        return False
    only = max(numbers, default=1) <= 1 and max(counted, default=0) <= rows
    return only and _OF_ALL.search(whole) is not None


class _AroundRows:
    """What a visitor sees of a page beside a list, its footer left aside."""

    def __init__(self, tree: Tree, places: Sequence[Place], lines: range) -> None:
        self.tree = tree
        self.places = places
        self.end = lines.stop
        self.first = _above(tree, lines)
        self.start = lines.start

    def _runs(self) -> Iterator[tuple[int, Run]]:
        for at in (*range(self.first, self.start), *range(self.end, len(self.tree.runs))):
            run = self.tree.runs[at]
            if self._sees(run.box):
                yield at, run

    def _sees(self, box: Box) -> bool:
        return box.hidden is Hidden.NOT and self.places[box.number] is not Place.FOOTER

    def _beside(self, run: int) -> bool:
        return self.first <= run <= self.start or run >= self.end

    def pagers(self, rows: int) -> Iterator[str]:
        """The lines that a pager may be, or that tell of more than these rows."""
        for _, run in self._runs():
            text = run.text
            if _turns(text) or (len(text) <= _LONGEST and _tells_more(text, rows)):
                yield text

    def acting(self, addresses: Addresses) -> Iterator[str]:
        """What a click sets to work behind the rows, and leads to no address."""
        for control in self.tree.controls:
            if control.run >= self.end:
                works = not _OPERATES.fullmatch(control.text)
            else:
                works = self._beside(control.run) and _turns(control.text)
            if works and self._is_within(control.run):
                yield control.text
        for box, texts in self._dead(addresses):
            if self._sees(box):
                yield from (one for one in texts if not _OPERATES.fullmatch(one))

    def _is_within(self, run: int) -> bool:
        """Whether what comes before a line stands outside the footer."""
        runs = self.tree.runs
        before = runs[run - 1].box if run else None
        after = runs[run].box if run < len(runs) else None
        return any(one is not None and self._sees(one) for one in (before, after))

    def _dead(self, addresses: Addresses) -> Iterator[tuple[Box, list[str]]]:
        first = self.tree.runs[self.end - 1].last_link if self.end else 0
        for link in self.tree.links[first:]:
            target = link.target.strip().lower()
            if not target and not link.text:
                continue  # a piece of what a script writes: '<a href="' + page
            dead = target in ("", "#") or target.startswith(("javascript:", "#"))
            if dead and not addresses.resolve(link.target):
                if target.startswith("#") and len(target) > 1:
                    continue  # a place on the page
                yield link.box, [link.text]

    def is_filled_in(self) -> bool:
        """Whether something may be filled in behind the rows, as a page's number is."""
        return any(
            run >= self.end and self._sees(box) and not _FILLED_IN.search(words)
            for box, words, run in self.tree.fields
        )

    def offers_numbers(self) -> bool:
        """Whether a field by the rows offers numbers, from which a page may be chosen."""
        found: dict[int, list[str]] = {}
        for one in self.tree.others:
            if one.tag == "option" and self._beside(one.run) and self._sees(one.box):
                found.setdefault(one.box.number, []).append(one.text)
        return any(
            len(texts) > 1 and all(_PAGER.fullmatch(one) and _NUMBER.search(one) for one in texts)
            for texts in found.values()
        )

    def is_pictured(self) -> bool:
        """Whether a picture behind the rows is called what turns a page."""
        return any(
            one.tag == "img"
            and one.run >= self.end
            and self._sees(one.box)
            and (_PICTURE.search(one.target) is not None or _turns(one.text))
            for one in self.tree.others
        )


def _tells_more(text: str, rows: int) -> bool:
    """Whether a line that counts a list's rows or pages has more than those shown."""
    told = _MORE_THAN.findall(text) if "每页" in text or "共" in text else []
    return any(int(of or 0) > rows or int(pages or 0) > 1 for of, pages in told)


def is_pager(text: str) -> bool:
    """Whether a line holds nothing but the words and the numbers of a pager."""
    return len(text) <= _LONGEST and _PAGER.fullmatch(text) is not None


def _turns(text: str) -> bool:
    return bool(text) and is_pager(text) and _TELLS.search(text) is not None


def _above(tree: Tree, lines: range) -> int:
    """The first line of the box around the rows and what stands above them."""
    box: Box | None = tree.runs[lines.start].box if lines else None
    while box is not None and box.last_run < lines.stop:
        box = box.parent
    if box is None or box.parent is None or box.parent.tag in ("body", "html"):
        return lines.start
    return box.parent.first_run
