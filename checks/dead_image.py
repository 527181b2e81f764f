"""dead-image: an image does not show."""

from collections.abc import Iterator

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Link, TargetKind
from govsweep.failures import dead_target
from govsweep.findings import Fault, Severity


@check(
    "dead-image",
    severity=Severity.MINOR,
    wording="图片没有显示",
    theme=Theme.LINKS,
    rank=100,
    alike=Alike.TARGET,
    clause="国办秘函〔2019〕19号 扣分指标：可用性",
)
def dead_image(link: Link) -> Iterator[Fault]:
    """图片显示不出来。

    ## 为什么要紧
    首页每个打不开的链接或错误链接扣 0.2 分，其他页面每个扣 0.1 分；图片、附件、外部链接都算。

    ## 怎样改正
    重新上传图片，或删除对它的引用。

    ## 判断界限
    返回的是网页、为空，或开头的字节不是任何图片格式的，也算没有显示；外站这样的只作“疑似”，它可能只在自己的网页上显示图片。
    隔几分钟再试仍然失败才报；先后两次都明确失败的为“确认”，超时、断线等为“疑似”。
    防护设备拦截、需要登录的为“无法核验”，不报。同一目标不论在多少页面上，只算一个问题。

    ## 已知盲区
    只看开头，图片后面损坏的看不出来；内容不足 8 个字节的（计数图片的回答）不作判断；
    脚本后来换上的图片、背景图片（样式里的 `url(…)`、表格的 `background`）不检查。
    """
    if link.kind is TargetKind.IMAGE and (fault := dead_target(link, "图片没有显示")):
        yield fault
