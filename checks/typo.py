"""The check for wrong characters."""

from collections.abc import Iterator

from msgspec.structs import replace

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.faults import faults

_WORTH_A_LOOK = 0.9  # probability; leaves 1.3 flags in 10,000 characters of clean official text


@check(
    "typo",
    severity=Severity.MINOR,
    name="错别字",
    wording="存在错别字",
    theme=Theme.CONTENT,
    rank=140,
    alike=Alike.TEXT,
    by_rules=True,
    spares_usage=True,
    clause="国办秘函〔2019〕19号 内容发布：错别字",
)
def typo(page: Page) -> Iterator[Fault]:
    """网页文字中有错别字。

    ## 为什么要紧
    错别字损害政府信息的权威；涉及人名、地名、数字和法律用语时还会误导办事群众。各地通报按处计数并限期改正。
    ## 怎样改正
    按“应为”改正原文，并检查同一稿件在其他栏目和转载处的副本；模板里的错字改一处即全站改正。
    确认无误的写法（地名、人名、引文）可以驳回，或加入本单位的允许词表，以后不再提示。
    ## 判断界限
    “确定”的只有误报极少的来源：人工编写、逐条有出处的规则；词典中三字以上词语的同音、形近误写；
    公文语料中高频固定搭配的一字之差；统计把握极大的。其余由语言模型提示的标为“疑似”，按把握从大到小
    排列，不计入通报；把握不到九成的，巡检时不列出（`govsweep judge --kind lines` 会列出）；
    三个以上网站都这样写的，视为惯用写法。网站自己的名称和主办单位名称永远不报。
    ## 已知盲区
    少字、语序和用词不当基本看不出；以繁体字为主的段落、乱码页面不作判断；图片里的文字看不到。
    """
    marks = tuple(one for one in page.marks if one.confirmed or one.score >= _WORTH_A_LOOK)
    yield from faults(replace(page, marks=marks), "typo")
