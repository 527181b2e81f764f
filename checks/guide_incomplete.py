"""guide-incomplete: a service guide lacks four or more of its ten elements."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import Page, Place, TargetKind
from govsweep.findings import Certainty, Fault, Severity
from govsweep.service_guides import elements_headed, elements_lacking, is_guide

_HEADINGS = 3
_LACKING = 4


@check(
    "guide-incomplete",
    severity=Severity.NOTICE,
    name="办事指南不完整",
    rank=320,
    clause="国办秘函〔2019〕19号 单项否决：服务不实用；扣分：办事指南",
)
def guide_incomplete(page: Page) -> Iterator[Fault]:
    """办事指南缺少四类以上要素。

    ## 为什么要紧
    办事指南缺四类及以上要素的事项达到 5 个，即单项否决；门户网站每缺一类扣 0.5 分。

    ## 怎样改正
    补齐事项名称、设定依据、申请条件、办理材料、办理地点、办理机构、收费标准、办理时间、
    联系电话、办理流程。

    ## 判断界限
    标题或栏目写明是办事指南、正文至少有三类要素作小标题的文章，十类里缺四类以上才报，标为“疑似”。
    各类要素的常见别名（如“受理条件”“承诺时限”）都算。

    ## 已知盲区
    指南做成附件或图片的不检查；要素是否准确看不出来。
    """
    if not is_guide(page) or any(
        one.place is Place.MAIN and one.kind in (TargetKind.ATTACHMENT, TargetKind.IMAGE)
        for one in page.anchors
    ):
        return
    lacking = elements_lacking(page)
    if elements_headed(page) >= _HEADINGS and len(lacking) >= _LACKING:
        yield Fault(
            f"办事指南“{page.title}”要素缺失，包括{'、'.join(lacking)}",
            subject=page.url,
            quote=page.title,
            certainty=Certainty.SUSPECTED,
        )
