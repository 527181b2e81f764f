"""quota-missed: a unit published less in a span that is over than it had to."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import QuotaLook, QuotaSpan, looked_at
from govsweep.findings import Certainty, Fault

_SPANS = {QuotaSpan.MONTH: "月", QuotaSpan.QUARTER: "季度", QuotaSpan.YEAR: "年"}


@check(
    "quota-missed",
    name="发布任务没有完成",
    rank=327,
    looked=looked_at,
    clause="本单位下达的信息发布任务",
)
def quota_missed(look: QuotaLook) -> Iterator[Fault]:
    """一个单位上月（上季度、上年）发布的条数没有达到任务数。

    ## 为什么要紧
    发布任务按月、按季通报，完成情况记入年度考核。
    ## 怎样改正
    按任务补发应当公开的信息，不要为凑数转载；任务定得不合适的，更新任务清单。
    ## 判断界限
    任务由 govsweep duties import 导入；只看已经过完、开始时任务已经下达的一期，由网站上还看得到的
    条目数出来。
    一条算谁的：先看文中“来源”，是登记的单位就算它的；否则算栏目的责任单位，再没有就算主办单位的。
    没有日期的条目补得上任务数的，不提出。列表没有读到这一期开头、网站没有读完的，标疑似。
    只作提示，不进汇总表。
    ## 已知盲区
    发布之后又撤下的数不到；一条登在两个栏目里的，只在文章自己的栏目算一次；来源写成媒体的，算栏目责任单位的。
    """
    quota = look.quota
    if look.posted is None or look.posted + look.undated >= quota.number:
        return
    span = f"上{_SPANS[quota.span]}（{look.begins} 至 {look.ends}）"
    yield Fault(
        f"{quota.unit}在{quota.where}{span}发布{look.posted}条，任务是{quota.number}条",
        subject=look.subject,
        certainty=Certainty.CONFIRMED if look.sure else Certainty.SUSPECTED,
    )
