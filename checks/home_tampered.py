"""home-tampered: a home page is not what it was, in the ways in which intruders change it."""

from collections.abc import Iterator

from govsweep.baselines import ChangeKind, baseline_of, changes
from govsweep.checking import Need, Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_TOLD = {
    ChangeKind.SCRIPT: "首页新引用了站外脚本 {what}，此前没有",
    ChangeKind.TITLE: "首页的标题、关键词里新出现“{what}”",
    ChangeKind.STRUCTURE: "首页的结构整个换了，标题也不再有本站名称，现为“{what}”",
}
_ADVICE = {
    ChangeKind.SCRIPT: "确认脚本是谁加的、做什么；不认识的立即删除，常用的列入允许的域名",
    ChangeKind.TITLE: "保留现场，改回标题和关键词，查找写入途径",
    ChangeKind.STRUCTURE: "打开首页核对：改版的，驳回；不是本单位改的，保留现场并恢复",
}


def _looked(_: str, visit: SiteVisit) -> bool:
    if visit.home is None or visit.baseline is None:
        return False
    return baseline_of(visit.home, visit.context) is not None


@check(
    "home-tampered",
    severity=Severity.SERIOUS,
    name="首页被篡改嫌疑",
    wording="首页疑被篡改",
    theme=Theme.SECURITY,
    rank=196,
    looked=_looked,
    clause="国办秘函〔2019〕19号 单项否决：安全、泄密事故等严重问题",
    needs=Need.EARLIER,
    sees=lambda visit: _looked("", visit),
)
def home_tampered(visit: SiteVisit) -> Iterator[Fault]:
    """首页和上一次相比，出现了入侵者惯做的改动。

    ## 为什么要紧
    入侵者改标题、关键词骗搜索引擎，加一行脚本就能控制每个访问者看到的内容，或者把整个首页换掉。

    ## 怎样改正
    核对改动是不是本单位做的；不是的，保留现场后恢复，查找写入途径，修补后全站复查。

    ## 判断界限
    每个网站的首页留有底版：结构、脚本的主机、标题、关键词。只说三种改动：新增不认识的站外脚本（疑似）；
    标题、关键词里新出现赌博、色情推广用语（不会有别的意思的确认，其余疑似）；
    结构整个换了而标题里不再有原来的名称（疑似）。常用的统计、地图、公共脚本库，政府网站、登记的和允许的域名不算；
    换栏目、换图片、改版而名称还在的不算；页头里的站外脚本归垃圾信息，不另计。疑似的改动不进底版，改正之前每夜都提出。

    ## 已知盲区
    第一次巡检之前的改动看不到；只看首页，内页没有底版；写在网页里的脚本换了内容、由脚本再加载的脚本看不到；
    首页是空壳、打不开的，不比较。
    """
    if visit.home is None or visit.baseline is None:
        return
    now = baseline_of(visit.home, visit.context)
    if now is None:
        return
    in_head = set(visit.home.head_scripts)
    for one in changes(visit.baseline, now, visit.context):
        if one.kind is ChangeKind.SCRIPT and any(host.endswith(one.what) for host in in_head):
            continue
        subject = f"script {one.what}" if one.kind is ChangeKind.SCRIPT else one.kind.value
        yield Fault(
            _TOLD[one.kind].format(what=one.what[:80]),
            subject=subject,
            url=visit.context.site.url,
            quote=visit.home.document_title if one.kind is not ChangeKind.SCRIPT else one.what,
            suggestion=_ADVICE[one.kind],
            certainty=Certainty.CONFIRMED if one.sure else Certainty.SUSPECTED,
        )
