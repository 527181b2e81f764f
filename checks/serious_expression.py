"""The check for gravely wrong expressions."""

from collections.abc import Iterator

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.faults import faults


@check(
    "serious-expression",
    severity=Severity.SERIOUS,
    name="严重表述错误",
    wording="存在严重表述错误",
    theme=Theme.CONTENT,
    rank=130,
    alike=Alike.TEXT,
    by_rules=True,
    clause="国办秘函〔2019〕19号 单项否决：严重表述错误",
)
def serious_expression(page: Page) -> Iterator[Fault]:
    """国名、国家机构、固定表述或领导人姓名写错，或用语不合规范。

    ## 为什么要紧
    严重表述错误是单项否决事项，出现一处网站即可能被判为不合格。
    ## 怎样改正
    立即按“应为”改正，并检查同一稿件的转载和附件；旧机构名称按页面发布时间判断，确属引用历史的可以驳回。
    ## 判断界限
    受保护的写法错一个字、多一个字、少一个字或相邻两字颠倒，才报为确定；只差一字但本身正确的写法不报。
    机构改革前的旧称，只在页面日期晚于改革完成之日时提示为疑似；“原”“时任”“撤销”之后和引号、书名号内的不提示。
    领导人姓名和职务由本单位词表提供，写明生效、失效日期；只有职务紧邻、且错字与正字音近或形近时才报。
    页面日期晚于职务的失效日期、职务与姓名连写的，和几人连写而先后与本单位词表不同的，提示为疑似；“原”“时任”之后的不提示。
    网站自己的名称和主办单位名称永远不报。
    ## 已知盲区
    没有日期的页面不判断旧机构名称和旧职务；错两个字以上的写法看不出；姓名之间隔着职务的名单不判断排序。
    """
    yield from faults(page, "serious-expression")
