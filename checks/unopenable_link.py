"""unopenable-link: an address that opens for nobody but its author."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import AddressFault, Page
from govsweep.findings import Fault, Severity

_WORDS = {
    AddressFault.LOCAL_DISK: "指向编辑自己电脑上的文件，别人打不开",
    AddressFault.PRIVATE: "指向本单位内部网络，公众打不开",
    AddressFault.HOST: "主机名或端口写错，浏览器打不开",
    AddressFault.SCHEME: "开头的协议写错，应为 http:// 或 https://",
}


@check(
    "unopenable-link",
    severity=Severity.MINOR,
    name="链接地址写错",
    wording="链接无法打开",
    theme=Theme.LINKS,
    rank=95,
    clause="国办秘函〔2019〕19号 扣分指标：可用性",
)
def unopenable_link(page: Page) -> Iterator[Fault]:
    """链接或图片的地址写错，谁也打不开。

    ## 为什么要紧
    首页每个打不开的链接或错误链接扣 0.2 分，其他页面每个扣 0.1 分；图片、附件、外部链接都算。

    ## 怎样改正
    把附件或图片上传到网站，换成网站上的地址；协议写错的改成 http:// 或 https://。

    ## 判断界限
    四种：本机文件（`file:///D:/附件.doc`、`C:\\Users\\a.doc`），内部网络和本机的地址
    （`http://192.168.1.8/`），写错的协议（`ttp://`、`http//`、`htttp://`），
    缺主机名或写错主机名、端口的（`http://`、`http://www.a.gov.cn:99999/`、`http://[::1/`）。
    从地址本身就能断定，不必访问。网站自己在内部网络上的，内部网络的地址不报。

    ## 已知盲区
    用名字而不用数字写的内部网络地址看不出来，按打不开的链接检查；没有填上的模板
    （`{{item.url}}`）可能由脚本填写，不报。
    """
    for one in page.unopenable:
        yield Fault(
            f"链接无法打开：{one.written}（{_WORDS[one.fault]}）",
            subject=one.written,
            quote=one.text,
        )
