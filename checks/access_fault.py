"""access-fault: what keeps people who need assistive software out of pages."""

from collections.abc import Iterator

from govsweep.accessibility import STANDARD, clause_of
from govsweep.checking import Alike, check
from govsweep.facts import AccessCause, AccessIssue, SiteVisit
from govsweep.findings import Certainty, Fault

_WHERE = {
    AccessCause.TEMPLATE: "页面模板",
    AccessCause.HOME: "首页",
    AccessCause.PAGES: "单个网页",
}


_ENOUGH = 10  # pages by which an element of the template is told from one of the home page


def looked(subject: str, visit: SiteVisit) -> bool:
    """Whether the markup was read of pages enough to say what a fault of this cause would be."""
    cause = AccessCause(subject.rpartition(":")[2])
    home = visit.home
    if cause is AccessCause.HOME and (home is None or home.access is None or not home.is_seen):
        return False
    return visit.access.pages > 0 and _tells(cause, visit)


def _tells(cause: AccessCause, visit: SiteVisit) -> bool:
    return cause is AccessCause.TEMPLATE or not visit.waiting or visit.access.pages >= _ENOUGH


@check(
    "access-fault",
    name="无障碍问题",
    rank=315,
    alike=Alike.MARK,
    looked=looked,
    clause=f"{STANDARD}；《无障碍环境建设法》第三十二条",
)
def access_fault(visit: SiteVisit) -> Iterator[Fault]:
    """网页有辅助技术读不出、用不了的地方。

    ## 为什么要紧
    视障、老年访问者靠读屏软件和键盘使用网站：图片没有替代文字、表单项没有标签、网页没有写明语言，
    他们就看不到、填不了。政府网站应当逐步达到无障碍网站设计标准。

    ## 怎样改正
    照问题说明里写的改：多数在页面模板里改一处，全站就都改正了。

    ## 判断界限
    只看标记就能定的：图片没有 alt（装饰图片写了 alt="" 的不算，看不见的、一个像素的不算）；链接
    里只有图片而图片没有文字；表单项没有 label、aria-label、title 或 placeholder；html 没有 lang，
    或写的不是中文而正文是中文；没有 title；标题级别跳跃；嵌入的网页没有 title；viewport 不让放大。
    一个原因一个问题：同一元素在三个以上网页出现的算模板的，一种规则在模板、首页、单个网页各至多
    一个问题，写明共几处、几个网页。没有 title、标题级别跳跃，标记不足以断定，为“疑似”，浏览器里的
    axe-core 也这样说才为“确认”；别的规则为“确认”，axe-core 看过这些网页而没有这样说的，为“疑似”。
    网站没有看完、读到的网页不足 10 个时，分不清是模板的还是首页自己的，只说模板的。

    ## 已知盲区
    机器按规则能查出的约占无障碍问题数的 57%：替代文字写得对不对、键盘走不走得通、读屏听不听得懂，
    要由人来测。由脚本后来补上的替代文字，没有装浏览器时看不到。
    """
    for issue in visit.access.issues:
        if _tells(issue.cause, visit):
            yield _fault(issue)


def _fault(issue: AccessIssue) -> Fault:
    clause = clause_of(issue.rule)
    some = f"，如 {'、'.join(issue.what[:3])}" if issue.what else ""
    return Fault(
        f"{_WHERE[issue.cause]}：{clause.name}（{clause.words}），{issue.pages} 个网页共 "
        f"{issue.elements} 处{some}",
        subject=f"{issue.rule}:{issue.cause}",
        url=issue.urls[0] if issue.urls else "",
        quote=issue.what[0] if issue.what else "",
        suggestion=clause.remedy,
        certainty=Certainty.CONFIRMED if issue.sure else Certainty.SUSPECTED,
        pages=issue.urls,
        sightings=issue.pages,
    )
