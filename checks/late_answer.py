"""late-answer: a letter to the government waits, or waited, for more than thirty days."""

from collections.abc import Iterator

from govsweep.checking import Need, check
from govsweep.facts import LetterState, SiteVisit
from govsweep.findings import Fault, Severity
from govsweep.letters import is_of_year

_MONTH, _VETO = 30, 90  # days


@check(
    "late-answer",
    severity=Severity.NOTICE,
    name="留言答复迟缓",
    rank=305,
    clause="国办秘函〔2019〕19号 扣分指标：办理答复",
    looked=lambda subject, visit: any(one.url == subject for one in visit.letters),
    needs=Need.MESSAGES,
    sees=lambda visit: any(is_of_year(one, visit.context.day) for one in visit.letters),
)
def late_answer(visit: SiteVisit) -> Iterator[Fault]:
    """网民留言超过三十天才答复，或已过三十天还没有答复。

    ## 为什么要紧
    指标要求 5 个工作日内答复；拖到三个月即单项否决。三十天是提醒的界线。
    ## 怎样改正
    尽快办理并公开答复；建立留言办理提醒。
    ## 判断界限
    信箱、留言、咨询类栏目里公开的信件，留言时间在一年之内。写明答复时间、两者相差超过 30 天的，
    和写明“未答复”“处理中”、已过 30 天不到三个月的（三个月以上另报“留言回复不及时”）。
    信件页或列表上没有写明时间的不判断。
    ## 已知盲区
    没有公开的留言看不到；答复时间以网站公开的为准。
    """
    day = visit.context.day
    for one in visit.letters:
        if one.asked is None or not one.url or not is_of_year(one, day):
            continue
        title = one.title or "（无标题）"
        if one.answered is not None and (one.answered - one.asked).days > _MONTH:
            days = (one.answered - one.asked).days
            said = f"留言“{title}”提交于 {one.asked}，{one.answered} 才答复，用了 {days} 天"
        elif one.state is LetterState.WAITING and _MONTH < (day - one.asked).days <= _VETO:
            said = f"留言“{title}”提交于 {one.asked}，超过三十天没有答复"
        else:
            continue
        yield Fault(said, subject=one.url, url=one.url)
