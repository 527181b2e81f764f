"""unanswered-message: a letter to the government has waited for more than three months."""

import datetime as dt
import re
from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import Page, PageKind, Place
from govsweep.findings import Certainty, Fault, Severity

_COLUMN = re.compile("信箱|留言|咨询|来信|信件|问政|投诉|建言")
_NOT_JUDGED = re.compile("信访|举报|访谈|征集|调查|纪检|纪委")
_ASKED = re.compile(
    r"(?:留言|来信|提交|咨询|信件|写信|提问|发信|投诉|提出|受理)(?:时间|日期)\s*[:：]?\s*"
    r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
)
_WAITING = re.compile(
    r"(?:未|待|等待|暂无|没有)\s*(?:答复|回复|办理|处理)|"
    r"(?:状态|情况|进度)\s*[:：]?\s*(?:受理中|办理中|处理中|已受理|待审核|转办中|未处理|待处理)|"
    r"(?:答复|回复)(?:内容|意见|时间|日期|单位|部门)?\s*[:：]?\s*(?:暂无|尚未|未)"
)
_ANSWERED = re.compile(
    r"(?:答复|回复|办结|反馈)(?:时间|日期)\s*[:：]?\s*20\d\d|(?:答复|回复)如下|已(?:答复|回复|办结)|"
    r"(?:答复|回复|反馈|处理|办理)(?:内容|意见|结果|情况)?\s*[:：]\s*"
    r"(?!暂|无|未|尚|待|(?:答复|回复)?(?:单位|部门|时间|日期|人))[\u4e00-\u9fff“]{4,}"
)
_LIMIT, _YEAR = 90, 365  # days


@check(
    "unanswered-message",
    severity=Severity.SERIOUS,
    wording="留言回复不及时",
    theme=Theme.INTERACTION,
    rank=240,
    clause="国办秘函〔2019〕19号 单项否决：互动回应差",
    needs=Need.MESSAGES,
)
def unanswered_message(page: Page) -> Iterator[Fault]:
    """网民留言超过三个月没有答复。

    ## 为什么要紧
    一年内有效留言超过 3 个月未答复的，即单项否决。

    ## 怎样改正
    尽快答复并公开；建立留言办理提醒。

    ## 判断界限
    信箱、留言、咨询类栏目里的信件页，留言时间在一年之内、已过 90 天。
    写明“未答复”“处理中”等为“确认”；页面上没有答复内容也没有这类字样的为“疑似”。信访、举报、访谈、征集调查不在此列。

    ## 已知盲区
    没有公开的留言看不到；答复由脚本载入的可能误作疑似。
    """
    if page.kind not in (PageKind.ARTICLE, PageKind.OTHER) or page.context is None:
        return
    where = " ".join([page.column, *(name for name, _ in page.breadcrumb)])
    if not _COLUMN.search(where) or _NOT_JUDGED.search(where) or page.shell:
        return
    text = " ".join(
        block.text for block in page.blocks if block.place in (Place.MAIN, Place.NAVIGATION)
    )
    asked = _ASKED.search(text)
    if asked is None or _ANSWERED.search(text):
        return
    try:
        day = dt.date(*map(int, asked.groups()))
    except ValueError:
        return
    waiting = _WAITING.search(text)
    if _LIMIT < (page.context.day - day).days <= _YEAR:
        yield Fault(
            f"留言“{page.title or page.document_title}”提交于 {day}，超过三个月没有答复",
            subject=page.url,
            quote=waiting.group() if waiting else "",
            certainty=Certainty.CONFIRMED if waiting else Certainty.SUSPECTED,
        )
