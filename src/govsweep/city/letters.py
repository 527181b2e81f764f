"""Letters to a site's mailbox: most are answered well, some late, badly or not at all."""

import datetime as dt
from collections.abc import Iterator

from govsweep.city.draft import Draft
from govsweep.city.faults import Planter, plants
from govsweep.city.model import Planted, SampleArticle, SampleColumn
from govsweep.facts import ColumnKind as Kind

_NAME, _SLUG = "局长信箱", "jzxx"
_GOOD = (
    (
        "关于小区门口路灯不亮的来信",
        "小区门口的路灯坏了一个星期，请派人维修。",
        "经现场查看，是线路老化造成跳闸，维修人员已更换线路和灯具，当晚恢复照明。",
    ),
    (
        "关于公交站台遮雨棚的建议",
        "建议在中学门前的公交站台加装遮雨棚。",
        "您的建议已列入明年站台改造计划，预计明年三月开工，届时将在站台张贴公告。",
    ),
    (
        "关于办理老年优待证的咨询",
        "请问外地户籍老人怎样办理优待证？",
        "年满六十周岁的常住老人，持身份证和居住证到政务大厅一楼窗口当场办理，不收费用。",
    ),
)
_WAITS, _LATE, _EMPTY = 128, 75, 12  # days since each came


@plants("unanswered-message")
def _unanswered(planter: Planter) -> Iterator[Planted]:
    letter = _publish(planter, "关于巷道积水长期无人处理的来信", "下雨天巷道积水很深。", _WAITS)
    letter.paragraphs.append("办理状态：处理中")
    url = planter.url(letter)
    yield planter.planted(url, url, "来信四个月没有答复", url)


@plants("late-answer")
def _late(planter: Planter) -> Iterator[Planted]:
    letter = _publish(planter, "关于道路护栏破损的来信", "路口的护栏被撞坏了。", _LATE)
    _answer(planter.draft, letter, "护栏已经修复，并加装了反光标识，施工期间给您带来不便。", 44)
    url = planter.url(letter)
    yield planter.planted(url, url, "来信四十四天才答复", url)


@plants("empty-answer")
def _empty(planter: Planter) -> Iterator[Planted]:
    letter = _publish(planter, "关于违章停车占用盲道的来信", "盲道上每天停满车辆。", _EMPTY)
    _answer(planter.draft, letter, "您好，您的来信已收悉，请联系相关部门咨询。感谢您的来信！", 1)
    url = planter.url(letter)
    yield planter.planted(url, url, "答复只叫来信人另找部门", url)


def _publish(planter: Planter, title: str, asks: str, age: int) -> SampleArticle:
    draft = planter.draft
    column = next((one for one in draft.columns if one.name == _NAME), None) or open_mailbox(draft)
    letter = _letter(draft, column, title, asks, age)
    column.articles.sort(key=lambda one: one.when, reverse=True)
    draft.used.add(letter.number)
    return letter


def open_mailbox(draft: Draft, name: str = _NAME) -> SampleColumn:
    """A mailbox with letters that were answered within two days."""
    number = max(one.number for one in draft.columns) + 1
    column = SampleColumn(name, _SLUG, number, Kind.INTERACTION, group="hdjl", on_home=False)
    draft.columns.append(column)
    for place, (title, asks, answer) in enumerate(_GOOD):
        letter = _letter(draft, column, title, asks, 8 + 9 * place)
        _answer(draft, letter, answer, place)
    return column


def _letter(draft: Draft, column: SampleColumn, title: str, asks: str, age: int) -> SampleArticle:
    day = draft.day - dt.timedelta(days=age)
    number = max(one.number for one in draft.articles) + 3
    text = [f"来信时间：{day:%Y-%m-%d}", f"来信内容：{asks}"]
    when = dt.datetime.combine(day, dt.time(9, 20))
    letter = SampleArticle(number, title, when, column, text, draft.plan.short)
    column.articles.append(letter)
    return letter


def _answer(draft: Draft, letter: SampleArticle, answer: str, days: int) -> None:
    day = letter.when.date() + dt.timedelta(days=days)
    letter.paragraphs += [
        f"答复单位：{draft.plan.name}", f"答复时间：{day:%Y-%m-%d}", f"答复内容：{answer}",
    ]  # fmt: skip
