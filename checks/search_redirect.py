"""search-redirect: an inline script leads away who comes from a search engine."""

from collections.abc import Iterator

from govsweep.addresses import host, is_government, registrable
from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.hosts import usual


@check(
    "search-redirect",
    severity=Severity.SERIOUS,
    name="脚本劫持搜索来访者",
    wording="存在暗链",
    theme=Theme.SECURITY,
    rank=198,
    alike=Alike.TARGET,
    clause="国办秘函〔2019〕19号 单项否决：安全、泄密事故等严重问题",
)
def search_redirect(page: Page) -> Iterator[Fault]:
    """网页里的脚本把从搜索引擎来的访问者引走。

    ## 为什么要紧
    群众多从搜索引擎进来，被引到赌博、色情网站；管理员直接打开网址，什么也看不出来。

    ## 怎样改正
    保留现场后删除这段脚本，查找写入途径（多在公共脚本、模板的开头），修补后全站复查。

    ## 判断界限
    写在网页里的脚本，要同时做三件事：查问来路（referrer）或访问者是不是搜索引擎的爬虫，点名搜索引擎，改变地址或写入站外脚本。
    由来路引走、去处写明是站外主机的确认；去处由变量拼成的、写入站外脚本的、只问爬虫的疑似。
    去处是本站、政府网站、登记的或允许的域名、常见的统计和平台的不算；
    只统计来路、按手机电脑分流、返回来处的不算。用 \\x 和 \\u 转写的先还原再看。

    ## 已知盲区
    写在外部脚本文件里的、压缩混淆得认不出的看不到；引走靠服务器的，见“对搜索引擎另示内容”。
    """
    known = page.context.known_hosts if page.context else frozenset()
    own = registrable(host(page.url))
    for one in page.search_redirects:
        domain = registrable(one.host)
        spared = {own, *known, *usual("scripts"), *usual("linked")}
        if one.host and (is_government(one.host) or {one.host, domain} & spared):
            continue
        where = f"引到站外的 {one.host}" if one.host else "引走，去处由脚本拼成"
        yield Fault(
            f"网页里的脚本把从搜索引擎来的访问者{where}",
            subject=domain or "search-redirect",
            quote=one.excerpt,
            suggestion="保留现场后删除这段脚本，查找写入途径，全站复查",
            certainty=Certainty.CONFIRMED if one.host and one.sure else Certainty.SUSPECTED,
        )
