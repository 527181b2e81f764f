"""catalogue-gap: an item of the catalogue that is empty, missing or too seldom filled."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import CatalogueLook, DutyState, looked_at
from govsweep.findings import Certainty, Fault, Severity

_FAULTS = (DutyState.EMPTY, DutyState.ABSENT, DutyState.SHORT)


@check(
    "catalogue-gap",
    severity=Severity.MINOR,
    name="目录空项漏项",
    wording="信息公开目录有空项、漏项",
    theme=Theme.UPDATES,
    rank=55,
    looked=looked_at,
    needs=Need.CATALOGUE,
    clause="《政府信息公开条例》第十九条、第二十条：主动公开目录所列信息应当公开；本单位公开目录",
)
def catalogue_gap(look: CatalogueLook) -> Iterator[Fault]:
    """公开目录里的一项没有内容、网站上没有，或者一年里公布的不够。

    ## 为什么要紧
    目录是对公众的承诺；空项、漏项在季度检查和年度考核里逐项扣分。
    ## 怎样改正
    补上应当公开的内容；栏目已经并到别处的，更新公开目录里的栏目网址。
    ## 判断界限
    目录由 govsweep duties import 导入。
    确定：栏目网页正常打开，一条内容也没有（空项）；栏目网址打不开（漏项）；
    近 365 天公布的条数少于目录所写的“每年至少”，而且列表一直读到了一年以前。
    疑似：网站上没有链接通向栏目网址；目录没有写网址，网站上也没有同名的栏目；列表没有读到一年以前。
    栏目没有读到、靠脚本显示、没有日期的条目补得上的，是“未检查”，不提出。
    一个网页就是全部内容的（机构职能），有文字就不是空项。
    ## 已知盲区
    只看有没有、有几条，不看公开的内容全不全；以附件、图片公开的一页当作有内容；同一网站上有两个同名栏目、
    目录又没有写网址的，看不出是哪一个。
    """
    seen, item = look.seen, look.item
    if seen.state not in _FAULTS:
        return
    named = f"{item.unit}的公开目录“{item.name}”（{item.code}）"
    told = {
        DutyState.EMPTY: "没有任何内容",
        DutyState.ABSENT: f"在网站上没有：{seen.why}",
        DutyState.SHORT: f"一年里公布{seen.number}条，应当至少{item.least}条",
    }[seen.state]
    yield Fault(
        f"{named}{told}",
        subject=look.subject,
        certainty=Certainty.CONFIRMED if seen.sure else Certainty.SUSPECTED,
        variant=seen.state.value,
    )
