"""placeholder-text: a template's own words or an editor's trial were published."""

import re
from collections.abc import Iterator

from govsweep.checking import Alike, check
from govsweep.facts import Page, PageKind, Place
from govsweep.findings import Certainty, Fault, Severity

_TRIAL = re.compile(
    r"(?:(?:新闻|文章|信息|稿件|页面|栏目|发布)?测试|测试(?:一下|页面?|信息|文章|标题|栏目|数据|内容|新闻|稿件?|专用)|test(?:ing)?|demo|试发|标题|"
    r"(?:新闻|文章|信息|这里是)标题|asdf\w*|qwer\w*|aaa+|xxx+|111+|123456?)(?:\s*[\d一二三]{1,3})?|"
    r".{0,6}(?:测试){2,}.{0,6}|(?:标题){2,}",
    re.IGNORECASE,
)
_TRIAL_ROW = re.compile(  # a row may well be called 标题 or by a number
    r"(?:测试){1,3}(?:一下|页面?|信息|文章|标题|数据|内容|新闻|稿件?|专用)?(?:\s*[\d一二三]{1,3})?|"
    r"test(?:ing)?\s*\d{0,3}|试发|(?:标题){2,}|(?:新闻|文章|信息|这里是)标题",
    re.IGNORECASE,
)
_SERVED = r"\$\[[\u4e00-\u9fff]{2,10}\]"  # $[正文内容]: a server fills such, and no script
_TEMPLATE = re.compile(
    rf"{_SERVED}|"
    r"\$\{[a-z_][\w.]{1,39}\}|\[!--[\w.]{2,40}--\]|\{(?:dede|stl|cms|pe|eyou|php)[:.][^{}]{2,60}\}|<%=?[^%]{2,60}%>|"
    r"\{\$[\w.\[\]']{2,40}\}|lorem ipsum|(?:请在)?此处(?:填写|输入|插入)(?:标题|正文|内容|文字)|"
    r"(?:这里|此处)是(?:文章|新闻|信息)?(?:标题|正文|内容|简介)",
    re.IGNORECASE,
)
_OF_SERVERS = re.compile(_SERVED)
_HINTS = ("{", "<", "[", "此处", "这里")  # without one, and without “lorem”, there is no template
_LOREM = re.compile("[lL][oO][rR][eE][mM]")
_READ = (Place.TITLE, Place.MAIN)
_TAGS = ("政府网站标识码", "网站标识码", "网站名称", "栏目名称", "文章标题")


@check(
    "placeholder-text",
    severity=Severity.NOTICE,
    name="占位文字",
    rank=290,
    alike=Alike.TEXT,
    clause="国办发〔2017〕47号：信息发布审核；网页标签应如实填写",
)
def placeholder_text(page: Page) -> Iterator[Fault]:
    """页面上留有测试文字或没有替换的模板占位符。

    ## 为什么要紧
    测试稿和占位符说明信息未经审核就发布，影响公信力，也常被媒体截图。

    ## 怎样改正
    删除测试稿；修正模板，使变量能取到内容。

    ## 判断界限
    文章标题、列表里一行的标题整个是“测试”“test”“标题标题”一类；
    正文或标题里露出模板变量（如 ${title}、[!--title--]、$[正文内容]）
    或“此处填写内容”；标签内容是标签自己的名称（如“网站标识码”）。
    正文里露出 {{ }} 形式的变量，而网页里看不出替换它的框架的，是疑似。
    标题里只是提到测试（如“普通话水平测试”）的不算；附件里的空白表格留有“此处填写内容”，也不算。
    代码示例（pre、code 元素）里的变量不算。

    ## 已知盲区
    {{ }} 形式的变量多由脚本替换，看得出框架的不报；
    靠脚本显示而没有读到内容的页面，其中的变量也不报；
    混在正常标题里的“测试”两字不报。
    """
    if page.soft_error or not page.decoded_well or page.attachment is not None:
        return
    if page.kind is PageKind.ARTICLE and _TRIAL.fullmatch(page.title.strip()):
        yield Fault(f"测试稿“{page.title}”未删除", page.url, quote=page.title)
    rows = [row.title for row in page.entries if _TRIAL_ROW.fullmatch(row.title.strip())]
    if rows and page.kind in (PageKind.LIST, PageKind.HOME):
        yield Fault(
            f"列表里有测试稿“{rows[0]}”{f'等 {len(rows)} 条' if len(rows) > 1 else ''}未删除",
            f"{page.url} {rows[0].lower()}",
            quote=rows[0],
        )
    yield from _template(page)
    if page.unfilled and not page.shell:  # whose scripts have not run
        yield from _unfilled(page)
    for name, content in page.meta.items():
        if content.strip() in _TAGS and name.lower() != "columnname":
            yield Fault(
                f"标签 {name} 的内容“{content}”没有填写", f"{name}={content}", quote=content
            )


def _unfilled(page: Page) -> Iterator[Fault]:
    """A variable that no script of the page fills, as far as its scripts were read."""
    block = next((one for one in page.blocks if page.unfilled in one.text), None)
    before, _, after = block.text.partition(page.unfilled) if block else ("", "", "")
    yield Fault(
        f"占位符“{page.unfilled}”没有替换成内容",
        subject=page.unfilled.lower(),
        quote=page.unfilled,
        before=before,
        after=after,
        certainty=Certainty.SUSPECTED,
    )


def _template(page: Page) -> Iterator[Fault]:
    """The first place of the page that a template left unfilled."""
    texts = [block.text for block in page.blocks if block.place in _READ]
    if not _has_hint("\n".join(texts)):
        return
    for text in texts:
        match = next(_left(text, page), None)
        if match:
            yield Fault(
                f"占位符“{match.group()}”没有替换成内容",
                subject=match.group().lower(),
                quote=match.group(),
                before=text[: match.start()],
                after=text[match.end() :],
            )
            return


def _left(text: str, page: Page) -> Iterator[re.Match[str]]:
    """What a template left in a text; what a sample of code shows was meant to be read."""
    template = _OF_SERVERS if page.shell else _TEMPLATE  # its scripts have not run
    return (one for one in template.finditer(text) if one.group() not in page.code)


def _has_hint(text: str) -> bool:
    """Whether any template could stand in a text; `in` is many times quicker than `re`."""
    if any(hint in text for hint in _HINTS):
        return True
    return ("m" in text or "M" in text) and _LOREM.search(text) is not None
