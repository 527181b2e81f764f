"""Letters out of pages of their own and out of the rows of lists."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.facts import Block, Letter, LetterState, Page, PageKind, Place
from govsweep.letters import is_letter_page, is_letters, letter_of, letters_listed, united
from govsweep.reading.page import read_page

DAY = dt.date(2026, 11, 20)
LETTER = (
    "来信时间：2026-10-08", "来信内容：小区门口的路灯坏了。", "答复单位：市城管局",
    "答复时间：2026-10-10", "答复内容：您反映的路灯已于当日修复，灯杆编号118。", "上一篇：没有了",
)  # fmt: skip
HEADS = "<tr><th>编号</th><th>标题</th><th>来信时间</th><th>答复时间</th><th>状态</th></tr>"
ROWS = (
    "<tr><td>1001</td><td><a href='1.html'>关于路灯不亮的问题</a></td><td>2026-11-03</td>"
    "<td>2026-11-05</td><td>已办结</td></tr>"
    "<tr><td>1002</td><td><a href='2.html'>关于公交线路调整的建议</a></td><td>2026-11-04</td>"
    "<td></td><td>办理中</td></tr>"
    "<tr><td>1003</td><td><a href='3.html'>关于小区物业服务的意见</a></td><td>2026-11-06</td>"
    "<td>2026-11-06</td><td>已办结</td></tr>"
)


def a_list(body: str) -> Page:
    html = f"<meta charset=utf-8><title>市长信箱</title><h2>市长信箱</h2><div>{body}</div>"
    return read_page(html.encode(), url="http://www.qinghe.gov.cn/szxx/", day=DAY)


def test_a_letter_with_its_answer(a_page: Callable[..., Page]) -> None:
    letter = letter_of(a_page(*LETTER, title="路灯不亮"))
    assert letter == Letter(
        "http://www.qinghe.gov.cn/art/1.html", "路灯不亮", LetterState.ANSWERED,
        dt.date(2026, 10, 8), dt.date(2026, 10, 10), "您反映的路灯已于当日修复，灯杆编号118。",
    )  # fmt: skip


def test_what_stands_around_the_words_is_no_answer(a_page: Callable[..., Page]) -> None:
    page = a_page("来信时间：2026-10-08", "答复内容：请联系相关部门。")
    around = Block("网站地图 联系我们", Place.NAVIGATION, b"")
    page = msgspec.structs.replace(page, blocks=(*page.blocks, around))
    letter = letter_of(page)
    assert letter and letter.answer == "请联系相关部门。"


def test_a_letter_that_waits_or_says_nothing(a_page: Callable[..., Page]) -> None:
    waiting = letter_of(a_page("留言日期：2026年11月3日", "办理状态：处理中"))
    silent = letter_of(a_page("留言日期：2026年11月3日", "留言内容：路灯坏了。"))
    assert waiting and waiting.state is LetterState.WAITING
    assert silent and silent.state is LetterState.UNKNOWN


def test_an_answer_before_its_letter_is_no_day_of_an_answer(a_page: Callable[..., Page]) -> None:
    letter = letter_of(a_page("来信时间：2026-10-08", "答复时间：2016-10-10"))
    assert letter and (letter.state, letter.answered) == (LetterState.ANSWERED, None)


def test_a_page_without_a_day_of_asking_is_no_letter(a_page: Callable[..., Page]) -> None:
    assert letter_of(a_page("写信须知：请写明姓名和电话。")) is None
    assert letter_of(a_page("来信时间：2026-13-08", "答复如下")) is None
    assert letter_of(a_page()) is None


@pytest.mark.parametrize("name", ["市长信箱", "网上咨询", "我要留言", "来信选登", "回复选登"])
def test_columns_of_letters(name: str) -> None:
    assert is_letters(name)


@pytest.mark.parametrize(
    "name", ["信访举报", "在线访谈", "民意征集", "信件统计", "写信须知", "动态", ""]
)
def test_columns_of_other_things(name: str) -> None:
    assert not is_letters(name)


def test_pages_that_may_be_letters(a_page: Callable[..., Page]) -> None:
    assert is_letter_page(a_page(*LETTER, column="市长信箱"))
    assert not is_letter_page(a_page(*LETTER, column="动态"))
    assert not is_letter_page(a_page(*LETTER, column="市长信箱", kind=PageKind.LIST))
    assert not is_letter_page(a_page(*LETTER, column="市长信箱", shell=True))


def test_rows_of_a_table_with_days_and_states() -> None:
    found = {one.title[2:4]: one for one in letters_listed(a_list(f"<table>{HEADS}{ROWS}</table>"))}
    assert {word: (one.state.value, one.asked, one.answered) for word, one in found.items()} == {
        "路灯": ("answered", dt.date(2026, 11, 3), dt.date(2026, 11, 5)),
        "公交": ("waiting", dt.date(2026, 11, 4), None),
        "小区": ("answered", dt.date(2026, 11, 6), dt.date(2026, 11, 6)),
    }


def test_rows_that_show_states_only() -> None:
    """Nobody says of what the days are: they are told of no letter."""
    told = {"路灯不亮的问题": "已回复", "公交线路的建议": "未回复", "物业收费的意见": "已回复"}
    rows = "".join(
        f"<li><span>[{state}]</span><a href='{title}.html'>关于{title}</a><em>2026-11-03</em></li>"
        for title, state in told.items()
    )
    found = list(letters_listed(a_list(f"<ul>{rows}</ul>")))
    assert [one.state.value for one in found] == ["answered", "waiting", "answered"]
    assert {one.asked for one in found} == {None}


def test_rows_of_news_are_no_letters() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>市政府召开第{n}次会议</a><em>2026-11-0{n}</em></li>"
        for n in range(1, 5)
    )
    assert list(letters_listed(a_list(f"<ul>{rows}</ul>"))) == []


def test_a_column_without_a_letter() -> None:
    assert list(letters_listed(a_list("<p>暂无内容</p>"))) == []


def test_each_letter_once_its_own_page_first() -> None:
    day = dt.date(2026, 11, 3)
    own = Letter("http://a/1.html", "路灯", LetterState.UNKNOWN, day)
    listed = Letter("http://a/1.html", "路灯", LetterState.ANSWERED, day, dt.date(2026, 11, 5))
    other = Letter("http://a/2.html", "公交", LetterState.WAITING, dt.date(2026, 11, 4))
    first, second = united([own], [listed, other])
    assert (first, second.state, second.answered) == (other, LetterState.ANSWERED, listed.answered)
    assert united([], []) == ()


SILENT = ("来信时间：2026-06-20", "来信内容：想问学区怎样划分，请尽快处理。")


@pytest.mark.parametrize("words", [{"column": ""}, {"column": "互动交流"}], ids=["none", "wide"])
def test_a_letter_by_its_labels_where_no_column_says_so(
    a_page: Callable[..., Page], words: dict[str, str]
) -> None:
    assert is_letter_page(a_page(*SILENT, title="咨询学区划分", **words))


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (("我局开展来信办理工作，来信人对办理表示满意。",), "我局办好每一封来信"),
        (("受理时间：2026-06-20", "受理内容：取水许可"), "关于办理取水许可的通知"),
        (("来信时间：2026-06-20起", "来信内容：请写明事由"), "写信须知"),
        (("来信时间：2026-06-20",), "统计表"),
        ((), ""),
    ],
    ids=["an article", "a notice", "rules", "no words of a letter", "nothing"],
)
def test_other_pages_without_a_column(
    a_page: Callable[..., Page], parts: tuple[str, ...], title: str
) -> None:
    assert not is_letter_page(a_page(*parts, title=title, column=""))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("状态：办理中", LetterState.WAITING),
        ("办理进度：正在办理", LetterState.WAITING),
        ("状态：受理中", LetterState.WAITING),
        ("状态：待回复", LetterState.WAITING),
        ("办理结果：正在处理中", LetterState.WAITING),
        ("状态：未办结", LetterState.WAITING),
        ("答复内容：", LetterState.UNKNOWN),
        ("答复内容： 打印本页 关闭窗口", LetterState.UNKNOWN),
        ("答复内容： 上一篇：没有了", LetterState.UNKNOWN),
        ("答复内容： 答复单位：市教育局", LetterState.UNKNOWN),
        ("答复内容：正在建设的道路年底通车。", LetterState.ANSWERED),
        ("办理结果：已转市教育局处理。", LetterState.ANSWERED),
    ],
    ids=str,
)
def test_what_a_letter_says_of_its_answer(
    a_page: Callable[..., Page], said: str, state: LetterState
) -> None:
    letter = letter_of(a_page(*SILENT, said))
    assert letter and letter.state is state


@pytest.mark.parametrize(
    "words", ["上次的信至今未答复。", "上次的信已答复，但问题还在。"], ids=["waits", "answered"]
)
def test_what_a_citizen_tells_of_other_letters(a_page: Callable[..., Page], words: str) -> None:
    letter = letter_of(a_page("来信时间：2026-06-20", f"来信内容：{words}"))
    assert letter and letter.state is LetterState.UNKNOWN
    both = letter_of(a_page("来信时间：2026-06-20", f"来信内容：{words} 办理状态：办理中"))
    assert both and both.state is LetterState.WAITING


def test_a_row_without_the_day_of_an_answer_is_a_letter() -> None:
    rows = ROWS.replace("<td>办理中</td>", "<td></td>")
    found = {one.title[2:4]: one for one in letters_listed(a_list(f"<table>{HEADS}{rows}</table>"))}
    assert (found["公交"].state, found["公交"].asked) == (
        LetterState.UNKNOWN, dt.date(2026, 11, 4),
    )  # fmt: skip


def test_labels_of_a_letter_in_cells_of_their_own(a_page: Callable[..., Page]) -> None:
    lines = ("留言人", "某**", "留言时间", "2026-03-26", "留言内容", "上次的留言未答复，请回复。")
    page = a_page(*lines, "答复时间", "答复内容", title="何时交房")
    assert is_letter_page(page)
    letter = letter_of(page)
    assert letter is not None and letter.state is LetterState.UNKNOWN
    assert not is_letter_page(a_page("请写明留言内容和留言人", "留言时间", "2026-03-26"))
