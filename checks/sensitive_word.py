"""The check for words that have no place on a government site."""

from collections.abc import Iterator

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.faults import faults


@check(
    "sensitive-word",
    severity=Severity.SERIOUS,
    name="敏感信息",
    wording="存在敏感信息",
    theme=Theme.CONTENT,
    rank=150,
    alike=Alike.TEXT,
    by_rules=True,
    clause="国办秘函〔2019〕19号 单项否决：链接或发布反动、暴力、色情等内容",
)
def sensitive_word(page: Page) -> Iterator[Fault]:
    """网页中出现赌博、色情、诈骗等敏感用语。

    ## 为什么要紧
    这类文字多由攻击者写入，出现在政府网站上属于单项否决事项。它说明页面可能已被篡改，也可能是发布时没有审核。
    ## 怎样改正
    立即下线该页并保留现场，查明写入的途径，清除后全站复查；确属正当引用的，请在处置时说明理由，不再提示。
    ## 判断界限
    单独一个词不作判断：可以正当使用的词，只有旁边还有联系方式、价格或招揽用语，且没有“查处”“打击”等用语时才报出；
    两端不是词的边界、只是两个词挨着的、邮箱和网址里的字母不报；用符号隔开藏起来的照样报出，允许的词也管这种写法。
    公安、法院、检察、体彩、福彩、反诈等单位和栏目的页面上，只报出完整的招揽用语，不报出单独的名词。
    ## 已知盲区
    图片、视频里的文字看不到；用谐音、拆字书写的变体只认词表中写明的形式。
    """
    yield from faults(page, "sensitive-word")
