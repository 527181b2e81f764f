"""Persons laid open by what stands around: doors of their homes, letters, numbers left unmasked."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

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
_OPEN = re.compile(r"1[3-9]\d{9}")
_MASKED = re.compile(r"(?=.*[*＊×xX●○]{3})1[3-9][\d*＊×xX●○]{9}")
_MAX_COLUMNS = 10  # from one number of a table's column to the next
_NAMED = re.compile(r"姓名|户主|学生|学员|申请人|中奖|获奖|业主|考生|居民")
# Heads of tables whose numbers are those of offices, firms, or of those who serve the public.
_PUBLIC = re.compile(
    r"单位名称|机构|企业|公司|商[户家]|[门商]店|网点|联系人|负责人|责任人|经办|值班|公开|咨询|热线|服务|办公|监督|举报|"
    r"河长|林长|网格|律师|医生|调解|书记|主任|职务|部门|科室|辖区"
)


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


def unmasked(page: Page) -> Iterator[Fault]:
    """Mobile numbers that stand open in a table's column whose others are masked.

    Whoever masked the others took them for private. It is sure where the table names persons, and
    few were forgotten.
    """
    cells = ["".join(one.text.split()) for one in page.blocks if one.place is Place.MAIN]
    for column in _columns(cells):
        width = column[1] - column[0]
        is_open = [at for at in column if _OPEN.fullmatch(cells[at])]
        masked = len(column) - len(is_open)
        rows = ((at, "".join(cells[max(0, at - width + 1) : at])) for at in is_open)
        shown = [cells[at] for at, beside in rows if not _PUBLIC.search(beside)]
        head = "".join(cells[max(0, column[0] - 2 * width + 1) : column[0]])
        if not shown or not masked or _PUBLIC.search(head):
            continue
        sure = masked >= _LISTED * len(shown) and _NAMED.search(head)
        quote = mask(shown[0])
        yield Fault(
            message=f"公开了 {len(shown)} 个手机号码，如“{quote}”，同一列的其他号码都已遮盖",
            subject=f"手机号码 {page.url}",
            quote=quote,
            suggestion="遮去号码中间的数字后再发布",
            certainty=Certainty.CONFIRMED if sure else Certainty.SUSPECTED,
        )
        return


def _columns(cells: Sequence[str]) -> Iterator[list[int]]:
    """The places of mobile numbers, open or masked, that stand one below the other."""
    places = [at for at, one in enumerate(cells) if _OPEN.fullmatch(one) or _MASKED.fullmatch(one)]
    column = places[:1]
    for before, after in pairwise(places):
        width = column[1] - column[0] if len(column) > 1 else after - before
        if after - before != width or not 1 < width <= _MAX_COLUMNS:
            if len(column) > 1:
                yield column
            column = [after]
        else:
            column.append(after)
    if len(column) > 1:
        yield column


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
