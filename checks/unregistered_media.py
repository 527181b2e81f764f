"""unregistered-media: a site leads to an account on a platform that nobody registered."""

from collections.abc import Iterator

from govsweep.checking import Alike, Need, Theme, check
from govsweep.facts import MediaMention, Platform
from govsweep.findings import Certainty, Fault, Severity


@check(
    "unregistered-media",
    severity=Severity.MINOR,
    name="未登记的新媒体账号",
    wording="网站上有未登记的新媒体账号",
    theme=Theme.OTHER,
    rank=325,
    alike=Alike.TARGET,
    clause="国办发〔2018〕123号：政务新媒体应当备案；地方通报：瞒报漏报账号",
    needs=Need.REGISTER,
    sees=lambda visit: visit.context.known_media is not None,
)
def unregistered_media(mention: MediaMention) -> Iterator[Fault]:
    """网站的图标、横幅或二维码通向一个没有登记的新媒体账号。

    ## 为什么要紧
    没有登记的账号没有人检查，停更、出错、被盗用都不知道；通报里点名“瞒报漏报”。
    ## 怎样改正
    是本地单位的，登记到新媒体登记表；已经停用的，注销并撤下图标；是上级或媒体的，驳回（可选“各网站同一对象”）。
    ## 判断界限
    一律疑似：是谁的账号，要人看。只看链接到账号主页的图标、文字和二维码
    （二维码要先运行 govsweep media codes）；
    文章正文里的链接是引用，不算。登记表里的账号或主页网址对得上的不提出。没有导入过新媒体登记表的，不检查。
    ## 已知盲区
    微信的主页网址、二维码里没有微信号，要在登记表的“主页网址”里写上，才对得上；短网址（t.cn、v.douyin.com）、
    通向一篇文章的链接看不出是谁的账号；由脚本弹出、写在样式里的二维码看不到。
    """
    known = mention.context.known_media
    if known is None or mention.name in known:
        return
    platform, _, own = mention.name.partition(":")
    means = "二维码" if mention.image else "链接"
    named = f"“{mention.text}”" if mention.text else ""
    yield Fault(
        f"{means}{named}通向没有登记的{Platform(platform).word}账号 {own}",
        subject=mention.name,
        suggestion="属本地单位的，登记；停用的，撤下；不属于的，驳回",
        certainty=Certainty.SUSPECTED,
        pages=mention.pages,
        sightings=mention.sightings,
    )
