"""The check for damaged text."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Page
from govsweep.findings import Fault, Severity
from govsweep.words.garbled_text import find_garbled_text


@check(
    "garbled-text",
    severity=Severity.MINOR,
    wording="信息格式混乱",
    theme=Theme.CONTENT,
    rank=70,
    clause="国办发〔2017〕47号 内容发布：信息格式规范",
)
def garbled_text(page: Page) -> Iterator[Fault]:
    """网页文字是乱码，或夹有代码、残留拼音和成对重复的标点。

    ## 为什么要紧
    乱码页面等于没有发布；夹杂拼音、繁简混排的文字常是被机器改写或采集转载的痕迹，也可能是页面被篡改。
    ## 怎样改正
    用正确的编码重新发布，或从原稿恢复文字；粘贴自 Word 的内容先清除格式。
    声明的编码与文件不一致的，改声明。
    ## 判断界限
    一页只报一处，取最严重的一种。替换符、连串问号、残留拼音、代码和重复标点都要出现多次才报；
    个别生僻字的注音、括注的外文、一处叠用的标点不报。
    网页声明为 GBK 而实际是 UTF-8 的，服务器响应头也声明为 GBK 才报；
    响应头没有声明的不报，因为它常会纠正。
    文字损坏严重的页面不再检查错别字和敏感词；只是声明的编码不对的，按实际的编码读，字词照查。
    附件不报：其中的乱码多由字体造成，读者看到的并不乱。
    ## 已知盲区
    图片中的文字看不到；只错了一两个字的编码问题看不出。
    """
    found = find_garbled_text(page) if page.attachment is None else None
    if found is None:
        return
    shared = found.kind.startswith(("charset", "undecodable"))
    yield Fault(
        message=f"{found.message}；请{found.advice}",
        subject=found.kind if shared else page.url,
        quote=found.quote,
        before=found.before,
        after=found.after,
        suggestion=found.advice,
    )
