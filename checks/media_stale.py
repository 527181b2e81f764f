"""media-stale: a media account that published nothing for two weeks."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import MediaLook, MediaStatus
from govsweep.findings import Certainty, Fault, Severity


@check(
    "media-stale",
    severity=Severity.SERIOUS,
    name="新媒体账号不更新",
    wording="两周内没有更新",
    theme=Theme.UPDATES,
    rank=15,
    clause="国办秘函〔2019〕19号 政务新媒体单项否决：内容不更新",
)
def media_stale(look: MediaLook) -> Iterator[Fault]:
    """政务新媒体账号监测时间点前两周没有更新。

    ## 为什么要紧
    长期不更新的“僵尸”“睡眠”账号是单项否决：一个账号这样，就是不合格。
    ## 怎样改正
    恢复更新；确实无力维护的，按程序关停注销，并在登记表里把状态改成“注销中”。
    ## 判断界限
    只看登记为“运行”的账号。按导入的发布内容，从数据截至的那天往前数，超过 14 天
    （登记了更新期限的按登记的）没有发布才提出；数据截至哪一天，说明里写明。
    期限内发布过、后来删除了的，只作疑似，说明里写发布的日子。
    新开设不满期限的不提出。没有导入发布内容，或者数据截至的日子早于期限的，不作判断，账号记为未知。
    ## 已知盲区
    看不到平台上的账号本身，只看导入的文件：文件漏了一条，就会误报；
    请用 --through 只写确实收齐的日子。
    朋友圈、直播、置顶、评论不算发布。从来没有导入过就删除的，程序不知道；
    旧版本里删除的也没有记下，说明里因此写“没有仍在的发布”。
    """
    account, point = look.account, look.seen_through
    limit = account.max_age_days
    if account.status is not MediaStatus.RUNNING or point is None:
        return
    if (look.context.day - point).days > limit:
        return  # what was published since nobody knows
    there = look.newest
    begun = max(one.since for one in look.spans if one.since <= point)
    begun = max(begun, account.opened or begun)
    if (there is not None and there > point) or (point - (there or begun)).days <= limit:
        return  # a post after the last day that is known of is one all the same
    last = max(filter(None, (there, look.published)), default=None)
    if last is not None and last != there and (point - last).days <= limit:
        yield _stale(
            look,
            f"截至 {point}，{limit} 天内发布过（最近一次是 {last}），后来删除了，没有仍在的发布",
            Certainty.SUSPECTED,
        )
        return
    told = f"最近一次是 {last}" if last is not None else f"{begun} 以来没有仍在的发布"
    deleted = "，后来删除了" if last != there else ""
    yield _stale(
        look, f"截至 {point}，已超过 {limit} 天没有更新，{told}{deleted}", Certainty.CONFIRMED
    )


def _stale(look: MediaLook, told: str, certainty: Certainty) -> Fault:
    return Fault(
        told,
        subject=look.account.identifier,
        suggestion="恢复更新，或按程序注销",
        certainty=certainty,
    )
