"""outside-result: what a person or a third party found, and nobody has mended."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import ResultLook, looked_at
from govsweep.findings import Fault, Severity


@check(
    "outside-result",
    severity=Severity.MINOR,
    name="别处查出的问题",
    wording="上级、第三方或人工检查发现的问题",
    theme=Theme.OTHER,
    rank=900,
    looked=looked_at,
    needs=Need.RESULTS,
    clause="上级、第三方或本单位人工检查的结果，见来源",
)
def outside_result(look: ResultLook) -> Iterator[Fault]:
    """上级抽查、第三方检测或者人工检查发现的问题，还没有整改。

    ## 为什么要紧
    别处查出的问题同样要限期整改、同样计入整改率；分开记在表格里，就没有人复查。
    ## 怎样改正
    按问题的说明改正；改正以后由巡检或本单位复查办结。
    ## 判断界限
    由 govsweep results import 导入，写明来源，当时就列为确认的问题。
    写了原文的，巡检读到那个网页而原文不在了，记为已整改；网页已经删除的也是。没有写原文的，
    程序看不出改没改，由本单位用 govsweep results close 办结。网页没有读到的，不作结论，照旧。
    同一网页上同一原文，巡检也查出了错别字、严重表述错误、敏感信息的，属于那一个，不另计数。
    ## 已知盲区
    导入的对不对由来源负责；原文换了写法的算作不在了；图片、附件里的原文看不到，请不要写原文。
    """
    if look.standing:
        one = look.result
        found = f"（{one.source}{f'，{one.day}' if one.day else ''}）"
        yield Fault(f"{one.problem}{found}", subject=look.subject, quote=one.quote)
