"""The check for personal data laid open."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Mark, Page, Place
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.contacts import is_contact, is_table_of_contacts
from govsweep.words.faults import excerpt
from govsweep.words.laid_open import homes, unmasked, writers
from govsweep.words.number_context import Belonging, NumberContext
from govsweep.words.number_labels import Label
from govsweep.words.personal import birthday, mask

_NAMES = {
    "personal-identity": "身份证号码",
    "personal-card": "银行卡号",
    "personal-mobile": "手机号码",
}
# Before a number that is made up to show how one is written.
_EXAMPLE = re.compile(r"(?:示例|样例|范例|例如|举例|比如|譬如|假设|虚构|假定)[^\d。；;]{0,20}$")
_OF_DISABLED = 20  # characters of the number of such a card; others may be as long by chance
_PARTLESS = re.compile(r"\d{17}[\dxX]\d\d")
_LISTED = 3  # numbers of a kind that make a list of persons
_LISTED_AS_CARDS = 2  # where the head of their column says what they are
_LABELS = {"personal-card": Label.CARD, "personal-mobile": Label.MOBILE}


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
    """网页公开了个人的身份证号码、银行卡号，或者成批的手机号码、详细住址。

    ## 为什么要紧
    未经处理公开个人信息违反《个人信息保护法》，会被用于诈骗，是上级通报的重点。
    ## 怎样改正
    立即下线，遮去号码中间的数字后再发布（身份证号码保留前 3 位、后 2 位即可），附件一并处理。
    ## 判断界限
    身份证号码要日期合理（真有这一天，已经出生）、地区代码存在、校验码正确才报，用空格或短横隔开的也算，出现一个就报。
    每十一个同样写法的编号有一个碰巧通过校验，所以还要看它叫什么：写明、表头是身份证号码、证件号码，或者旁边是姓名、
    性别、年龄、住址的，算确认；什么也没有写明的，作疑似；写明是项目编号、许可证号、户号等别的号码的，不报（同一栏有
    两个以上、都通过校验、同行又有人名的，作疑似）。国家标准和教材印出的样例号码不报，写明“例如”“示例”、以张三李四
    为例的作疑似。银行卡号要校验正确，手机号码、银行卡号在正文中出现三个以上（表头写明是银行卡号的两个），且旁边没有“联系”“咨询”“负责人”等字样、
    表头也不是“联系电话”“项目编号”一类的，作疑似；
    写信人自述姓名、住处之后写的手机号码，一个也作疑似；残疾人证号（身份证号码后加两位）按身份证号码算；
    表格里“家庭住址”一栏有三个以上写到门牌号，也作疑似。
    表格的同一列里别人的手机号码都已遮盖、有的没有遮的，哪怕一个也报：表头写的是姓名一类而且绝大多数已遮的算确认，
    别的作疑似，单位、值班、咨询一类的不报。固定电话和办公联系电话不报。
    报告中的号码一律遮去中间数字。
    ## 已知盲区
    图片和扫描件中的号码看不到，附件中只查身份证号码；只公开一两个手机号码的名单看不出。
    """
    is_file = page.attachment is not None  # what a number is stands in another cell
    context = NumberContext(page)
    yield from _identities(page, context)
    if is_file:
        return
    in_masked = list(unmasked(page))
    yield from in_masked
    for rule in ("personal-card", "personal-mobile"):
        marks = [mark for mark in _counted(page, rule) if _fits(mark, context)]
        masked_others = in_masked and rule == "personal-mobile"
        if masked_others or is_table_of_contacts(page, marks):
            continue
        called = rule == "personal-card" and all(context.is_of_cards(one) for one in marks)
        if len(_numbers(page, marks)) >= (_LISTED_AS_CARDS if called else _LISTED):
            yield _fault(page, marks, Certainty.SUSPECTED)
    yield from homes(page)
    yield from writers(page)


def _identities(page: Page, context: NumberContext) -> Iterator[Fault]:
    """The identity numbers that are certain; where there are none, those that may be some."""
    belonging: defaultdict[Belonging, list[Mark]] = defaultdict(list)
    for mark in _counted(page, "personal-identity"):
        is_example = _is_example(page, mark)
        belonging[Belonging.EXAMPLE if is_example else context.belonging(mark)].append(mark)
    if sure := belonging[Belonging.PERSONS]:
        yield _fault(page, sure, Certainty.CONFIRMED)
        return
    named = belonging[Belonging.NAMED]
    maybe = belonging[Belonging.OPEN] + (named if len(_numbers(page, named)) > 1 else [])
    if maybe and context.by_chance(_numbers(page, maybe)):
        maybe = []
    if maybe := maybe or belonging[Belonging.EXAMPLE]:
        yield _fault(page, maybe, Certainty.SUSPECTED)


def _fault(page: Page, marks: list[Mark], certainty: Certainty) -> Fault:
    name = _NAMES[marks[0].rule]
    quote, before, after = map(mask, excerpt(page, marks[0]))
    return Fault(
        message=f"公开了 {len(_numbers(page, marks))} 个{name}，如“{quote}”",
        subject=f"{name} {page.url}",
        quote=quote,
        before=before,
        after=after,
        suggestion="遮去号码中间的数字后再发布",
        certainty=certainty,
    )


def _numbers(page: Page, marks: Iterable[Mark]) -> set[str]:
    return {excerpt(page, mark)[0] for mark in marks}


def _counted(page: Page, rule: str) -> list[Mark]:
    return [mark for mark in page.marks if mark.rule == rule and _counts(page, mark)]


def _fits(mark: Mark, context: NumberContext) -> bool:
    """Whether the table does not call a number something else than what it looks like."""
    label = context.label_in_table(mark)
    return label in (Label.NOTHING, _LABELS[mark.rule])


def _counts(page: Page, mark: Mark) -> bool:
    block = page.blocks[mark.block]
    if mark.rule == "personal-identity":
        born = birthday(block.text[mark.start : mark.end])
        if born is None or (page.context is not None and born > page.context.day):
            return False
        longer = mark.end - mark.start >= _OF_DISABLED and _PARTLESS.match(block.text, mark.start)
        return not longer or any("残" in one.text for one in page.blocks)
    return block.place is Place.MAIN and not is_contact(block.text, mark)


def _is_example(page: Page, mark: Mark) -> bool:
    return _EXAMPLE.search(page.blocks[mark.block].text[: mark.start]) is not None
