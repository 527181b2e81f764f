"""access-audit: what the browser's audit alone can tell of access."""

from collections.abc import Iterator

from govsweep.accessibility import STANDARD, clause_of
from govsweep.checking import Alike, check
from govsweep.facts import SiteVisit
from govsweep.findings import Fault


def _looked(_: str, visit: SiteVisit) -> bool:
    return visit.access.audited > 0


@check(
    "access-audit",
    name="无障碍检测问题",
    rank=316,
    alike=Alike.MARK,
    looked=_looked,
    clause=f"{STANDARD}；《无障碍环境建设法》第三十二条",
)
def access_audit(visit: SiteVisit) -> Iterator[Fault]:
    """浏览器里的无障碍检测（axe-core）不通过。

    ## 为什么要紧
    对比度、按钮名称、列表和表格的结构，要在浏览器里排好版才看得出；不合要求，视障、老年访问者就
    用不了。

    ## 怎样改正
    照问题说明里写的改；多数在页面模板或样式表里改一处。

    ## 判断界限
    每个网站的首页和每种模板各一页在浏览器里检测，规则限 WCAG 2.1 的 A、AA 级。axe-core 判为“不通
    过”的才报，一条规则一个问题；它判为“不能确定”的不报，在无障碍报告里列出，由人来看。标记就能看
    出的由 access-fault 报，这里不再重复。

    ## 已知盲区
    要装 govsweep[browser] 和 Chromium，没有就不检测，报告里写明；图片不下载，压在图片上的文字对
    比度不作判断；嵌入的网页不检测；一种模板只测一页，这一页没有的看不到。机器按规则能查出的约占
    无障碍问题数的 57%，其余要由人来测。
    """
    for issue in visit.access.violations:
        clause = clause_of(issue.rule)
        yield Fault(
            f"{clause.name}（{issue.rule}，{clause.words}），"
            f"检测的 {visit.access.audited} 个网页中 {issue.pages} 个有，共 {issue.elements} 处",
            subject=issue.rule,
            url=issue.urls[0] if issue.urls else "",
            quote=issue.what[0] if issue.what else "",
            suggestion=clause.remedy,
            pages=issue.urls,
            sightings=issue.pages,
        )
