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
    受保护的写法错一个字（首尾两字也算）、多一个字、少一个字、相邻两字颠倒或写成同音的另一个词，才报为确定；
    几种写法都能解释的，按最长的报一处；只差一字但本身正确的写法不报；首尾两字按公文中的实际接法判断。
    “四个意识”一类只在引号里或与同类表述相邻时判断；书名号里的全国性法律法规名称按公布的名称核对。
    涉港澳台用语依新华社《新闻信息报道中的禁用词和慎用词》，引号内、“所谓”之后的不提示。
    机构改革前的旧称，只在页面日期晚于改革完成之日时提示为疑似；“原”“时任”“撤销”之后和引号、书名号内的不提示。
    国家领导人的姓名、职务程序自带，本地的由本单位词表提供，写明生效、失效日期；职务紧邻、错字与正字音近或形近的才报。
    页面日期晚于职务的失效日期、职务与姓名连写的，和几人连写而先后与本单位词表不同的，提示为疑似；“原”“时任”之后的不提示。
    网站自己的名称和主办单位名称永远不报。
    ## 已知盲区
    没有日期的页面不判断旧机构名称和旧职务；错两个字以上的写法、网页末尾被截断的写法看不出；
    法律简称只核对书名号里的；姓名之间隔着职务的名单不判断排序。
    """
    yield from faults(page, "serious-expression")
