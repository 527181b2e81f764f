"""The check for links that no visitor sees."""

from collections.abc import Iterator

from govsweep.addresses import host, is_government, registrable
from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page, Place
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.bait import bait, lures, sure_bait
from govsweep.words.hosts import usual

FARM = 3  # foreign domains in hidden containers that make a link farm
_MANY = 12  # and those that no menu and no folded list of friends holds
_PUBLIC = (".edu.cn", ".org.cn", ".mil.cn", ".ac.cn", ".公益", ".xn--55qw42g")


@check(
    "hidden-link",
    severity=Severity.SERIOUS,
    name="暗链",
    wording="存在暗链",
    theme=Theme.SECURITY,
    rank=170,
    alike=Alike.TARGET,
    clause="国办秘函〔2019〕19号 单项否决：安全、泄密事故等严重问题",
)
def hidden_link(page: Page) -> Iterator[Fault]:
    """网页中藏有访问者看不见的站外链接（暗链）。

    ## 为什么要紧
    暗链由入侵者写入，借政府网站的信誉为赌博、色情等网站提高排名，说明网站已被控制。
    ## 怎样改正
    保留现场后删除整段隐藏内容，查找写入的途径（后台口令、上传漏洞、模板文件），修补后全站复查。
    ## 判断界限
    看不见的容器里有三个以上互不相同的站外域名，并且这些链接没有同时出现在看得见的地方的，是疑似：外部样式、脚本可能让它显示出来。
    站外域名有十二个以上、占多数的，为确定。
    隐藏的文字或链接文字含有赌博、色情、刷量等招揽用语的，一个域名即为确定；
    链接文字只含有“赌场”“投注”一类也有正当用法的词语的是疑似，域名也像赌博网站的为确定。
    移出屏幕、缩成零大小、与底色（写在外层元素上的也算）同色、藏在一像素滚动条里的，一个站外域名也作疑似。
    刚好移出屏幕（`left:-100%`、`top:-500px`）、文字透明或只有一像素的白字，其中只有站外文字链接、没有图片和别的文字的才算：
    菜单、轮播也这样放。
    有脚本、样式名、紧挨着的标题或无障碍属性表明可以点开的选项卡、下拉菜单不算；隐藏内容凡指向本站、政府网站、已登记网站、本单位允许的域名、
    常见媒体与公共服务的，都不算。
    ## 已知盲区
    由外部脚本写入、只对搜索引擎显示的链接看不到；外部样式表里的隐藏规则看不出。
    """
    if not page.hidden_links:
        return
    foreign = _foreign(page)
    texts = {anchor.target: anchor.text for anchor in page.anchors if anchor.place is Place.HIDDEN}
    spoken = _is_spoken(page)
    luring = [one for one in foreign.values() if lures(texts.get(one, ""))]
    spoken = spoken or any(_is_luring(texts[one], one) for one in luring)
    evading = {registrable(host(one)) for one in page.evading_links} & foreign.keys()
    if len(foreign) < FARM and not (foreign and spoken) and not luring and not evading:
        return
    first, target = next(iter(foreign.items()))
    mostly = 2 * sum(_is_foreign(page, one) for one in page.hidden_links) > len(page.hidden_links)
    some = "、".join([*foreign][:3])
    yield Fault(
        message=f"看不见的容器里有指向 {len(foreign)} 个站外域名的链接，如 {some}",
        subject=first,
        quote=texts.get(target, "") or target,
        suggestion="保留现场后删除整段隐藏内容，查找写入途径",
        # Sheets and scripts that nobody read may show what looks hidden; its words do not lie.
        certainty=(
            Certainty.CONFIRMED
            if spoken or (mostly and len(foreign) >= _MANY)
            else Certainty.SUSPECTED
        ),
    )


def _is_spoken(page: Page) -> bool:
    """Whether words of gambling or the like stand where nobody sees them, or in a hidden link.

    The words of a link that a script hides stand among those of the page.
    """
    words = [one.text for one in page.anchors if one.place is Place.HIDDEN and one.text]
    for mark in page.marks:
        if mark.check not in ("sensitive-word", "spam-text"):
            continue
        block = page.blocks[mark.block]
        said = block.text[mark.start : mark.end]
        if block.place is Place.HIDDEN or (said and any(said in one for one in words)):
            return True
    return False


def _is_luring(words: str, target: str) -> bool:
    """Whether words of a hidden link leave no doubt, by themselves or with its domain's name."""
    return bool(sure_bait(words) or bait(registrable(host(target))))


def _foreign(page: Page) -> dict[str, str]:
    """Foreign domains that hidden links alone lead to, each with its first target."""
    seen = {registrable(host(one.target)) for one in page.anchors if one.place is not Place.HIDDEN}
    found: dict[str, str] = {}
    for target in page.hidden_links:
        domain = registrable(host(target))
        if domain not in seen and _is_foreign(page, target):
            found.setdefault(domain, target)
    return found


def _is_foreign(page: Page, target: str) -> bool:
    there = host(target)
    domain = registrable(there)
    known = page.context.known_hosts if page.context else frozenset()
    own = {registrable(host(page.url))}
    return not (
        is_government(there)
        or there in known
        or domain in known
        or domain in own | usual("linked")
        or there.endswith(_PUBLIC)
    )
