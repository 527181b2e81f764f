"""external-link: an article links to a host that is not a government's."""

from collections.abc import Iterator

from govsweep.addresses import host, is_government, registrable
from govsweep.checking import Alike, Theme, check
from govsweep.facts import Page, PageKind, Place, TargetKind
from govsweep.findings import Fault, Severity

_READ = (TargetKind.PAGE, TargetKind.ATTACHMENT)
# Buttons that pass the article on to others; they stand in articles but are no part of them.
_SHARING = frozenset(
    [
        "service.weibo.com",
        "v.t.sina.com.cn",
        "sns.qzone.qq.com",
        "share.v.t.qq.com",
        "connect.qq.com",
        "www.jiathis.com",
        "share.baidu.com",
        "www.bshare.cn",
        "tieba.baidu.com",
        "bszs.conac.cn",
        "beian.miit.gov.cn",
        "www.beian.gov.cn",
        "zfwzgl.www.gov.cn",
    ]
)


@check(
    "external-link",
    severity=Severity.MINOR,
    name="外部链接",
    wording="信息存在外部链接",
    theme=Theme.LINKS,
    rank=110,
    alike=Alike.TARGET,
    clause="国办发〔2017〕47号：链接管理；地方通报：信息存在外部链接",
)
def external_link(page: Page) -> Iterator[Fault]:
    """文章正文里有指向非政府网站的链接。

    ## 为什么要紧
    外部网站的内容不受本单位控制，域名停用后常被抢注为赌博、色情网站，链接页面即成事故。

    ## 怎样改正
    删除链接或改为纯文字；确有必要的，把对方主机列入允许名单。

    ## 判断界限
    只看文章正文；目标既不在 .gov.cn 或 .政务 之下，也不是登记网站，也不在允许名单里。
    导航、页脚、友情链接和分享按钮不算；在网页里播放、显示的视频、音频和图片（`<video>`、`<source>`、`<audio>`、`<img>`），
    读者不离开本站，也不算。

    ## 已知盲区
    正文区域划分不清的页面，可能漏报侧栏里的链接。
    """
    if page.kind is not PageKind.ARTICLE or page.context is None:
        return
    known = page.context.known_hosts
    own = registrable(host(page.context.site.url))
    for anchor in page.anchors:
        within = anchor.target in page.played  # nobody leaves the site for it
        if anchor.place is not Place.MAIN or anchor.kind not in _READ or within:
            continue
        name = host(anchor.target)
        if (
            not is_government(name)
            and name not in known
            and registrable(name) not in known
            and registrable(name) != own
            and name not in _SHARING
        ):
            yield Fault(
                f"正文有外部链接“{anchor.text or anchor.target}”，指向 {name}",
                subject=anchor.target,
                quote=anchor.text,
            )
