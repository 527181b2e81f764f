"""blank-column: a column has no entry at all."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Column
from govsweep.findings import Certainty, Fault, Severity


@check(
    "blank-column",
    severity=Severity.MINOR,
    name="空白栏目",
    wording="存在空白栏目",
    theme=Theme.UPDATES,
    rank=50,
    clause="国办秘函〔2019〕19号 单项否决：栏目不更新（空白栏目）",
)
def blank_column(column: Column) -> Iterator[Fault]:
    """栏目里一条信息也没有。

    ## 为什么要紧
    空白栏目累计 5 个即单项否决；门户网站每个空白栏目扣分。

    ## 怎样改正
    补充内容；暂无内容的栏目先不要放到导航里。

    ## 判断界限
    栏目页正常打开，不跳转，不靠脚本取数，既没有条目也没有正文、图片（包括写在网页里的和背景图片）、附件，没有可选的网页列表，
    不可填写的文本框里也没有文字；`noscript`、`template` 里另有列表的，按“读不到”处理。
    靠脚本取数的，数据接口正常答复“没有”（如 `{"total":0,"rows":[]}`），网页上也没有别的，报“疑似”；
    接口出错的仍按“读不到”处理。
    网页上留有“正在加载”字样，或者有标明由脚本填充的空位，或者说“数据库连接失败”“系统异常”一类的话，按“读不到”处理；
    网页自己的部分留有空位，有脚本点名要用（如 `#lb`），或者有脚本没有读到，报“疑似”；
    写着“共 36 条记录”却没有条目，也报“疑似”；只在这一页出现的脚本要用的，按“读不到”处理。
    文章页上同样空着的位置、没有脚本要用的空位，不算。
    只有列表的位置空着，或者写的就是“暂无内容”“建设中”一类的话，才算查实；写着别的（`undefined`、参数错误、网络不给力），
    是没有内容还是没有读到，不能断定，报“疑似”；留有没填上的模板变量（`{{item.title}}`）的，按“读不到”处理。
    正文里列有下级栏目链接的，不算空白。

    ## 已知盲区
    需运行脚本才显示列表、又问不到数据接口的页面、只有一张 SVG 图的页面按“未知”处理，不报。
    内容只是背景图片，而样式写在另一个文件里的，看不出来，会误报。
    """
    if column.seen and column.entries == 0:
        yield Fault(
            f"栏目“{column.name}”没有任何内容{_why(column)}",
            subject=column.url,
            url=column.url,
            column=column.name,
            variant=column.kind.value,
            certainty=_certainty(column),
        )


def _why(column: Column) -> str:
    """What keeps it from being certain."""
    if column.answered_none:
        return "（数据接口答复没有信息，请打开核对）"
    if column.by_script:
        return "（网页上有脚本可能填写，请打开核对）"
    return "（可能是没有读到，请打开核对）" if column.partly else ""


def _certainty(column: Column) -> Certainty:
    """What a service alone told, or what scripts may yet fill, waits for a person."""
    unsure = column.answered_none or column.partly
    return Certainty.SUSPECTED if unsure else Certainty.CONFIRMED
