"""Persons laid open by more than a number: doors of their homes, letters that they signed."""

import re
from collections.abc import Iterator

from govsweep.facts import Page, Place
from govsweep.findings import Certainty, Fault
from govsweep.words.faults import excerpt
from govsweep.words.personal import mask

_HOME_HEAD = re.compile(r"(?:家庭|居住|户籍|详细|现)?(?:住址|家庭地址|居住地址|户籍地址)")
_DOOR = re.compile(
    r"\d+号(?!线|地块|路|楼)|\d+(?:号楼|[栋幢座])?\d+单元|(?:单元|[栋幢座楼])[^\d]{0,2}\d{3,4}室?$|\d{3,4}室"
)
_MAX_ADDRESS = 40  # characters of a cell
# Whoever writes a letter tells of himself before he tells his number.
_MYSELF = re.compile(
    r"我叫[\u4e00-\u9fff]{2,4}|我家?住|本人(?:姓名|叫|姓|系|是|住)|我是[^，。]{2,12}(?:居民|村民|业主|住户)"
)
_BEFORE = 100  # characters before a number in which is told whose it is
_LISTED = 3  # homes that make a list of persons


def homes(page: Page) -> Iterator[Fault]:
    """The doors of persons' homes, below the head of a table that calls them so."""
    cells = [block.text for block in page.blocks if block.place is Place.MAIN]
    heads = (at for at, text in enumerate(cells) if _HOME_HEAD.fullmatch("".join(text.split())))
    head = next(heads, None)
    if head is None:
        return
    homes = [one for one in cells[head:] if len(one) <= _MAX_ADDRESS and _DOOR.search(one)]
    if len(set(homes)) >= _LISTED:
        yield Fault(
            message=f"公开了 {len(set(homes))} 个人的详细住址，具体到门牌号",
            subject=f"住址 {page.url}",
            quote=re.sub(r"\d", "*", homes[0]),
            suggestion="只写到村、社区，删去门牌号",
            certainty=Certainty.SUSPECTED,
        )


def writers(page: Page) -> Iterator[Fault]:
    """The mobile number of one who tells of himself, as in a letter that was published."""
    for mark in page.marks:
        block = page.blocks[mark.block]
        if mark.rule != "personal-mobile" or block.place is not Place.MAIN:
            continue
        if _MYSELF.search(block.text[max(0, mark.start - _BEFORE) : mark.start]):
            quote, before, after = map(mask, excerpt(page, mark))
            yield Fault(
                message=f"公开了写信人的手机号码“{quote}”",
                subject=f"写信人 {page.url}",
                quote=quote,
                before=before,
                after=after,
                suggestion="遮去姓名、住址和号码后再发布",
                certainty=Certainty.SUSPECTED,
            )
            return
