"""The check for wrong characters."""

from collections.abc import Iterator

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.faults import faults


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
    公文语料中高频固定搭配的一字之差；统计把握极大的。其余标为“疑似”，不计入通报：把握稍低的统计推断，
    多写、漏写一个字，词语重复，简体文字里夹的繁体字。每一类证据从多大把握起报、从多大把握起算确定，
    都在另外的干净文字上选定，使误报不超过限额。已知的词、成语、数词量词、人名地名能解释的写法不报，
    “方方面面”“一个个”、两个词相接（招标标底）不算重复。
    历法上没有的日期、与日期不符的星期、书名号里的法律法规简称、固定位置的“的地得”、概数叠用和文号写法，一律疑似。
    统计推断为疑似、而三个以上网站都这样写的，视为惯用写法；违反规范的写法（如文号的括号）不因为
    大家都这样写就不报。网站自己的名称和主办单位名称永远不报。
    ## 已知盲区
    合计数字是否相符不核对；语序和用词不当基本看不出，漏写的字只看得出一部分；
    以繁体字为主的段落、乱码页面不作判断；图片里的文字看不到。
    """
    yield from faults(page, "typo")
