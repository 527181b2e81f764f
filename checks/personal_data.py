"""The check for personal data laid open."""

import re
from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Mark, Page, Place
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.faults import excerpt
from govsweep.words.personal import mask

_NAMES = {
    "personal-identity": "身份证号码",
    "personal-card": "银行卡号",
    "personal-mobile": "手机号码",
}
_LISTED = 3  # numbers of a kind that make a list of persons
# What stands beside a number that its owner publishes to be called by, or beside an office's.
_CONTACT = re.compile(
    r"联系|咨询|热线|客服|投诉|举报|值班|服务电话|报名|监督|招标|采购|代理|负责人|经办|收货|公司|"
    r"电话[:：]|传真|微信|户名|账户名|开户|缴款|捐"
)


@check(
    "personal-data",
    severity=Severity.SERIOUS,
    wording="泄露个人信息",
    theme=Theme.SECURITY,
    rank=160,
    by_rules=True,
    clause="《个人信息保护法》第二十五条；国办发〔2017〕47号 信息安全",
)
def personal_data(page: Page) -> Iterator[Fault]:
    """网页公开了个人的身份证号码、银行卡号或成批的手机号码。

    ## 为什么要紧
    未经处理公开个人信息违反《个人信息保护法》，会被用于诈骗，是上级通报的重点。
    ## 怎样改正
    立即下线，遮去号码中间的数字后再发布（身份证号码保留前 3 位、后 2 位即可），附件一并处理。
    ## 判断界限
    身份证号码要日期合理、校验码正确才报，出现一个就报。银行卡号要校验正确；手机号码、银行卡号在正文中
    出现三个以上，且旁边没有“联系”“咨询”“负责人”等字样的，作疑似。固定电话和办公联系电话不报。
    报告中的号码一律遮去中间数字。
    ## 已知盲区
    图片和扫描件中的号码看不到，附件中只查身份证号码；只公开一两个手机号码的名单看不出。
    """
    is_file = page.attachment is not None  # what a number is stands in another cell
    for rule, name in _NAMES.items():
        marks = [mark for mark in page.marks if mark.rule == rule and _counts(page, mark)]
        numbers = {excerpt(page, mark)[0] for mark in marks}
        certain = rule == "personal-identity"
        if not marks or (not certain and (is_file or len(numbers) < _LISTED)):
            continue
        quote, before, after = map(mask, excerpt(page, marks[0]))
        yield Fault(
            message=f"公开了 {len(numbers)} 个{name}，如“{quote}”",
            subject=f"{name} {page.url}",
            quote=quote,
            before=before,
            after=after,
            suggestion="遮去号码中间的数字后再发布",
            certainty=Certainty.CONFIRMED if certain else Certainty.SUSPECTED,
        )


def _counts(page: Page, mark: Mark) -> bool:
    block = page.blocks[mark.block]
    if mark.rule == "personal-identity":
        return True
    return block.place is Place.MAIN and not _CONTACT.search(block.text)
