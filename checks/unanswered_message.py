"""unanswered-message: a letter to the government has waited for more than three months."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import LetterState, Page
from govsweep.findings import Certainty, Fault, Severity
from govsweep.letters import is_letter_page, is_of_year, letter_of, said_to_wait

_LIMIT, _YEAR = 90, 365  # days


@check(
    "unanswered-message",
    severity=Severity.SERIOUS,
    wording="留言回复不及时",
    theme=Theme.INTERACTION,
    rank=240,
    clause="国办秘函〔2019〕19号 单项否决：互动回应差",
    needs=Need.MESSAGES,
    sees=lambda visit: any(is_of_year(one, visit.context.day) for one in visit.letters),
)
def unanswered_message(page: Page) -> Iterator[Fault]:
    """网民留言超过三个月没有答复。

    ## 为什么要紧
    一年内有效留言超过 3 个月未答复的，即单项否决。

    ## 怎样改正
    尽快答复并公开；建立留言办理提醒。

    ## 判断界限
    信箱、留言、咨询类栏目里的信件页，以及没有写明栏目、有“来信时间”“来信内容”一类标签的网页，
    留言时间在一年之内、已过 90 天。
    写明“未答复”“处理中”等为“确认”；页面上没有答复内容（或者“答复内容”后面是空的）也没有这类字样的为“疑似”。信访、举报、访谈、征集调查不在此列。

    ## 已知盲区
    没有公开的留言看不到；答复由脚本载入的可能误作疑似。
    """
    if page.context is None or not is_letter_page(page):
        return
    letter = letter_of(page)
    if letter is None or letter.asked is None or letter.state is LetterState.ANSWERED:
        return
    if _LIMIT < (page.context.day - letter.asked).days <= _YEAR:
        sure = letter.state is LetterState.WAITING
        yield Fault(
            f"留言“{letter.title}”提交于 {letter.asked}，超过三个月没有答复",
            subject=page.url,
            quote=said_to_wait(page) if sure else "",
            certainty=Certainty.CONFIRMED if sure else Certainty.SUSPECTED,
        )
