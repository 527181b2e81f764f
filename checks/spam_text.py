"""The check for injected text that visitors or search engines see."""

import re
from collections.abc import Iterator

from govsweep.addresses import is_government, registrable
from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page, PageKind, Place
from govsweep.findings import Certainty, Fault, Severity
from govsweep.one_cause import HIDDEN
from govsweep.words.bait import taken_over
from govsweep.words.faults import excerpt, where
from govsweep.words.hosts import usual

_ADVICE = "保留现场后删除注入的文字，查找写入途径，全站复查"
_NUMERIC = re.compile(r"(?:&#x?[0-9a-fA-F]{2,6};\s*){3,}")


@check(
    "spam-text",
    severity=Severity.SERIOUS,
    name="垃圾信息",
    wording="存在暗链",
    theme=Theme.SECURITY,
    rank=180,
    alike=Alike.TEXT,
    by_rules=True,
    clause="国办秘函〔2019〕19号 单项否决：安全、泄密事故等严重问题",
)
def spam_text(page: Page) -> Iterator[Fault]:
    """网页中被注入了推广文字。

    ## 为什么要紧
    注入的标题和关键词会出现在搜索结果里，让政府网站替赌博、色情网站做推广，说明网站已被控制。
    ## 怎样改正
    保留现场后删除注入的文字，查找写入途径（后台口令、上传漏洞、模板文件），修补后全站复查。
    ## 判断界限
    看结构：赌博品牌加数字、用下划线或竖线串接的推广关键词、整个标题用数字实体书写。
    藏在看不见的容器里的同样报出，说明写“看不见的文字里”；暗链的文字归暗链，不另计。
    首页的标题和关键词里有两个以上赌博、色情网站的用语，就报出，不管以前是不是这样。
    页头引用不常见的站外脚本只作疑似；常用的统计、地图和公共脚本库不算。
    体育彩票、公安反诈等页面上的正常词语，因为没有上述结构，不会报出。
    ## 已知盲区
    只对搜索引擎显示、由脚本改写的内容看不到，外部样式表藏起的当作看得见的；像正常句子一样的软广告看不出。
    """
    told: set[tuple[str, bool]] = set()
    for mark in page.marks:
        if mark.check != "spam-text":
            continue
        quote, before, after = excerpt(page, mark)
        hidden = page.blocks[mark.block].place is Place.HIDDEN
        if (quote, hidden) not in told:
            told.add((quote, hidden))
            yield Fault(
                message=f"{where(hidden=hidden)}出现推广文字“{quote}”：{mark.reason}",
                subject=f"{quote} {HIDDEN}" if hidden else quote,
                variant=HIDDEN if hidden else "",
                quote=quote,
                before=before,
                after=after,
                suggestion=_ADVICE,
            )
    yield from _taken_over(page)
    yield from _entity_title(page)
    yield from _foreign_scripts(page)


def _taken_over(page: Page) -> Iterator[Fault]:
    """A home page's head that draws visitors for others, whatever it was on earlier nights."""
    if page.kind is not PageKind.HOME:
        return  # of what articles are called, some tell of such words
    described = (page.meta.get("keywords", ""), page.meta.get("description", ""))
    if words := sorted(taken_over(" ".join((page.document_title, *described)))):
        yield Fault(
            message=f"首页的标题、关键词里有赌博、色情网站的用语：{'、'.join(words)}",
            subject="home-head",
            quote=page.document_title[:60],
            suggestion=_ADVICE,
        )


def _entity_title(page: Page) -> Iterator[Fault]:
    if page.entity_title or _NUMERIC.search(page.document_title):
        yield Fault(
            message=f"网页标题整段用数字实体书写，显示为“{page.document_title[:60]}”，是常见的注入手法",
            subject="entity-title",
            quote=page.document_title[:60],
            suggestion="核对标题是否被改写；确属本站标题的，改用普通文字书写",
        )


def _foreign_scripts(page: Page) -> Iterator[Fault]:
    known = page.context.known_hosts if page.context else frozenset()
    for there in page.head_scripts:
        domain = registrable(there)
        if is_government(there) or {there, domain} & known:
            continue
        if domain not in usual("scripts") | usual("linked"):
            yield Fault(
                message=f"页头引用了站外脚本 {there}，它可以改写整个网页",
                subject=f"head-script {domain}",
                quote=there,
                suggestion="确认脚本的用途；不认识的立即删除，常用的可列入允许的域名",
                certainty=Certainty.SUSPECTED,
            )
