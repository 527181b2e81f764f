"""The check for words that the office ordered to be looked for."""

from collections.abc import Iterator

from govsweep.checking import Alike, Need, Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.faults import faults


@check(
    "standing-order",
    severity=Severity.MINOR,
    name="专查用语",
    wording="表述过时或有误",
    theme=Theme.CONTENT,
    rank=167,
    alike=Alike.TEXT,
    by_rules=True,
    needs=Need.ORDERS,
    clause="本单位专查要求",
)
def standing_order(page: Page) -> Iterator[Fault]:
    """网页中出现本单位要求专门查找的用语。

    ## 为什么要紧
    人员离任、文件废止、机构改名之后，旧的姓名、文件和名称还写在网页上，公众会照着去找人、办事。
    ## 怎样改正
    改为现在的写法，或撤下该页；按当时情况写的旧闻、史料，请在处置时说明理由，不再提示。
    ## 判断界限
    只报出 govsweep orders 登记的、在起止日期之内的用语，逐字相同才报；不看文章的发布日期。
    没有写明可以确认的，一律标为疑似。
    落在“允许的词”里面的不报。
    ## 已知盲区
    同名同姓的人、引文和史料里的旧称也会报出；图片、视频里的文字看不到。
    """
    yield from faults(page, "standing-order")
