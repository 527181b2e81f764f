"""list-disorder: the rows of a list are not alike: dates, formats, marks in titles, their order."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from govsweep.checking import Theme, check
from govsweep.facts import Column, Entry
from govsweep.findings import Certainty, Fault, Severity
from govsweep.row_order import far_ahead, misplaced

_ROWS = 5
_FEW = 2
_MARKUP = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|middot|#\d{2,5});|"
    r"</?(?:a|b|i|em|br|p|div|font|span|strong|img|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"[★☆●◆■▲▼◎※♦♥✿❤]")
_GRADE = re.compile(r"★+(?=级)|(?<=[（(“])★+(?=[）)”])")  # of a hotel
_BULLET = re.compile(r"^[\s★☆●◆■▲▼◎※♦·•]+")
_WEEK = timedelta(days=7)  # less is the day of another time zone, or of the approval
_AGREEING = 4
_HEADING = 4  # characters of what heads a part of a list rather than being a row of it
_LONGEST_SHOWN = 12  # characters: "2026年11月20日"


@check(
    "list-disorder",
    severity=Severity.MINOR,
    wording="栏目格式混乱",
    theme=Theme.CONTENT,
    rank=80,
    clause="地方通报：栏目格式混乱；国办发〔2017〕47号 网页设计规范",
)
def list_disorder(column: Column) -> Iterator[Fault]:
    """栏目列表格式混乱：日期缺失或写法不一，标题带有代码或装饰符号，不按时间先后排列。

    ## 为什么要紧
    同一列表格式不一，影响浏览和检索，常被通报为“栏目格式混乱”。

    ## 怎样改正
    统一列表模板，由系统输出日期；清除标题里的代码和装饰符号。

    ## 判断界限
    列表至少 5 行才看日期：多数行有日期而夹在中间的至少两行没有；或至少两行的日期写法与多数行不同
    并且与之交错（分隔符不同、有的缺年份；补不补零、加不加括号不算）。
    标题里露出 HTML 代码的一行即报；装饰符号须至少两行有而其余行没有，每行行首都有的项目符号不算。
    次序只报“疑似”，因为列表可能按别的日期排列：其余各行从新到旧，只有一两行比前后的行早或者晚
    一周以上，或者列表当中（上面至少四行，下面至少两行）只有一行比其余各行都新；或者每隔两三行就由旧变新（四行的列表须有两处）。排在最前面的旧信息当作置顶，不报；从旧到新的、
    一页有几个列表（上下排列，或者在表格里左右并列）而各自有序的也不报。把日期当作文字排序的
    （2026-9-9 排在 2026-11-25 前面），其余各行（至少四行）都已过而一两行在后年以后的，
    也作“疑似”。
    列表的日期与文章自己标注的相差一周以上的，也只报“疑似”：其余各行（至少四行，
    占四分之三以上）与文章一致才报，普遍不一致的，多半是两处写的不是同一个日期。

    ## 已知盲区
    “HOT”“new”等角标图片不算；只看栏目第一页。
    """
    if not column.seen:
        return
    told = [*_markup(column.rows), *_ornaments(column.rows)]
    if len(column.rows) >= _ROWS:
        told += [*_missing(column.rows), *_formats(column.rows)]
    sure = bool(told)
    told += [
        *misplaced(column.rows),
        *far_ahead(column.rows, column.context.day),
        *_contradicted(column),
    ]
    if told:
        yield Fault(
            f"栏目“{column.name}”列表格式混乱：{'；'.join(words for words, _ in told)}",
            subject=column.url,
            url=column.url,
            quote=told[0][1],
            certainty=Certainty.CONFIRMED if sure else Certainty.SUSPECTED,
            column=column.name,
            variant=column.kind.value,
        )


def _missing(rows: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    dated = [number for number, row in enumerate(rows) if row.date is not None]
    if len(dated) * 2 <= len(rows):
        return
    inner = [row for row in rows[dated[0] : dated[-1]] if row.date is None]
    folders = {row.url.rpartition("/")[0].count("/") for row in rows if row.date is not None}
    lacking = [
        row
        for row in inner
        if row.url.rpartition("/")[0].count("/") in folders and len(row.title) > _HEADING
    ]
    if len(lacking) >= _FEW:
        yield f"{len(lacking)} 行没有日期", lacking[0].title


def _formats(rows: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    shapes = [_shape(row.shown) if row.date is not None else "" for row in rows]
    counted = Counter(shape for shape in shapes if shape)
    if len(counted) < 2:
        return
    usual, often = counted.most_common(1)[0]
    other = [row for row, shape in zip(rows, shapes, strict=True) if shape not in ("", usual)]
    order = [shape for shape in shapes if shape]
    switches = sum(one != two for one, two in pairwise(order))
    # One switch alone parts two lists of one page, or the days before and after a new template.
    if len(other) >= _FEW and often >= _FEW and switches > 1:
        first = rows[shapes.index(usual)].shown
        yield f"日期写法不一（{first}、{other[0].shown}）", other[0].title


def _contradicted(column: Column) -> Iterator[tuple[str, str]]:
    """A row whose article tells quite another day, in a list that else agrees with its articles."""
    far = [one for one in column.conflicts if abs(one.told - one.listed) > _WEEK]
    agreeing = column.dated - len(column.conflicts)
    if far and agreeing >= max(_AGREEING, 3 * len(column.conflicts)):
        one = far[0]
        title = next((row.title for row in column.rows if row.url == one.url), "")
        yield f"列表日期 {one.listed} 与文章标注的 {one.told} 不一致（{len(far)} 行）", title


def _shape(shown: str) -> str:
    """How a date is written: `Y-N-N`, `N.N`; "" where it is more than a day."""
    day = re.sub(r"\s*\d{1,2}[:：∶时]\d{1,2}.*$", "", shown.strip(" []()（）【】〔〕"))
    day = re.sub(r"(?<=\d[日\d])\s+(?:19|20)\d\d年?$", "", day)  # the year heads its first row
    if len(day) > _LONGEST_SHOWN or not re.match(r"\d", day):
        return ""
    return re.sub(r"\s+", "", re.sub(r"\d+", "N", re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "Y", day)))


def _markup(rows: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    found = [row.title for row in rows if _MARKUP.search(row.title)]
    if found:
        yield f"标题里有 HTML 代码（{len(found)} 行）", found[0]


def _ornaments(rows: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    bulleted = sum(bool(_BULLET.match(row.title)) for row in rows) * 2 > len(rows)
    titles = [_BULLET.sub("", row.title) if bulleted else row.title for row in rows]
    found = [title for title in titles if _ORNAMENT.search(_GRADE.sub("", title))]
    if _FEW <= len(found) < len(rows):
        yield f"标题里有装饰符号（{len(found)} 行）", found[0]
