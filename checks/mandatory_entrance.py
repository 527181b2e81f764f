"""mandatory-entrance: an entrance that every home page must have is not on it."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import DutyState, EntranceLook, looked_at
from govsweep.findings import Certainty, Fault, Severity


@check(
    "mandatory-entrance",
    severity=Severity.MINOR,
    name="必挂入口缺失",
    wording="没有挂出必挂入口",
    theme=Theme.IDENTITY,
    rank=205,
    looked=looked_at,
    needs=Need.ENTRANCES,
    clause="上级和本单位关于在首页挂出“互联网+督查”等入口的通知",
)
def mandatory_entrance(look: EntranceLook) -> Iterator[Fault]:
    """首页没有挂出必须挂的入口。

    ## 为什么要紧
    “互联网+督查”“我为政府网站找错”等入口由上级统一要求，逐站核查，缺一个就点名。
    ## 怎样改正
    在首页显著位置加上入口的图标或链接，链接到规定的网址。
    ## 判断界限
    清单由 govsweep duties import 导入。首页上任何链接、图片的文字里有它的名称，
    或者链接到它的网址（或它下面的网页），就是挂了；只写了主机的，链接到这个主机的任何网页都算。“找错”入口由页脚脚本挂的也算。
    确定：清单写了网址，首页连同页脚都读到，没有靠脚本取的内容，而没有一处链接通向它。其余缺少的标疑似。
    首页没有读到、靠脚本显示的，是“未检查”。
    ## 已知盲区
    由脚本或框架挂上的看不到；只看有没有，不看点开是不是好的（那由错链检查）；不看位置显著不显著。
    """
    if look.seen.state is DutyState.ABSENT:
        yield Fault(
            f"首页没有“{look.entrance.name}”入口",
            subject=look.subject,
            certainty=Certainty.CONFIRMED if look.seen.sure else Certainty.SUSPECTED,
            suggestion=f"链接到 {look.entrance.url}" if look.entrance.url else "",
        )
