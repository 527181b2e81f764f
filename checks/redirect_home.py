"""redirect-home: a deep address leads to the home page instead of its page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from govsweep.checking import Alike, check
from govsweep.facts import Failure, Link, TargetKind
from govsweep.findings import Certainty, Fault, Severity

_DEEP = re.compile(r"\d{3,}|/[^/]+/[^/]+/[^/]+")


@check(
    "redirect-home",
    severity=Severity.NOTICE,
    name="链接跳回首页",
    rank=270,
    alike=Alike.TARGET,
    clause="国办秘函〔2019〕19号 扣分指标：可用性（错误链接）",
)
def redirect_home(link: Link) -> Iterator[Fault]:
    """链接打开后跳到了首页，原来的内容已经不在。

    ## 为什么要紧
    访问者找不到所要的内容，等同错误链接；多见于改版之后。

    ## 怎样改正
    把链接换成内容的新地址，或删除链接。

    ## 判断界限
    本站的深层地址跳转到首页。地址里有编号或三级以上目录的为“确认”，其余（如频道页）为“疑似”。

    ## 已知盲区
    跳到其他网站首页的，不在这里报。
    """
    if link.failure is not Failure.REDIRECT_HOME or link.kind is not TargetKind.PAGE:
        return
    parts = urlsplit(link.target)
    deep = _DEEP.search(f"{parts.path}?{parts.query}") is not None
    yield Fault(
        f"链接“{link.text or link.target}”跳转到首页：{link.target}",
        subject=link.target,
        quote=link.text,
        certainty=Certainty.CONFIRMED if deep else Certainty.SUSPECTED,
        pages=link.pages,
        sightings=link.sightings,
    )
