"""What visitors of a list choose and a script brings: years, months, words for a time, parts."""

import datetime as dt

import pytest

from govsweep.reading import read_page
from govsweep.reading.periods import may_reach_beyond, period

DAY = dt.date(2026, 11, 20)
NEWEST = dt.date(2026, 6, 20)
SCRIPT = "<script src='/js/list.js'></script>"
ROWS = "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2024-11-1{one}</i></li>"
    for one in range(6)
)


def chosen(choice: str, rows: str = ROWS, script: str = SCRIPT) -> tuple[str, ...]:
    html = f"<title>公示公告</title><body><div>{choice}<ul>{rows}</ul></div>{script}</body>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/", day=DAY).choices


def each(pattern: str, *words: object) -> str:
    return "".join(pattern.format(one) for one in words)


OPTION = "<option value='{0}'>{0}年</option>"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (f"<select>{each(OPTION, 2026, 2025)}</select>", ("2026年", "2025年")),
        (
            f"<select>{each('<option>{}年度</option>', 2026, 2025)}</select>",
            ("2026年度", "2025年度"),
        ),
        (each("<span onclick='show({0})'>{0}年</span>", 2026, 2025), ("2026年", "2025年")),
        (each("<a href='javascript:show({0})'>{0}</a> ", 2025, 2024), ("2025", "2024")),
        (each("<a href='javascript:;'>{0}</a> ", "今年", "去年"), ("今年", "去年")),
        ("<button onclick='y()'>本年</button>", ("本年",)),
        (each("<input type=button value={0}>", "本月", "上月"), ("本月", "上月")),
        (each("<li data-y=1>{0}</li>", "二〇二六年", "二〇二五年"), ("二〇二六年", "二〇二五年")),
        (f"<p>{each('<em>{0}</em> ', '十一月', '十月')}</p>", ("十一月", "十月")),
        (f"<p>{each('<em>{0}</em>', '最新发布', '历史发布')}</p>", ("最新发布", "历史发布")),
        (f"<p>{each('<i>{0}</i>', '本周', '本月', '本年')}</p>", ("本周", "本月", "本年")),
        (f"<p>{each('<i>{0}</i> ', '2026-11', '2026-10')}</p>", ("2026-11", "2026-10")),
        ("<p>年份：2026 2025 2024</p>", ("2026", "2025", "2024")),
        ("<p><i>2026</i><i>2025</i></p>", ("2026", "2025")),
        ("<label><input type=radio>全部</label><label>今年</label>", ("全部", "今年")),
        (each("<span onclick='s()'>{0}</span>", "供水公示", "排水公示"), ("供水公示", "排水公示")),
    ],
)
def test_what_can_be_chosen(choice: str, words: tuple[str, ...]) -> None:
    assert chosen(choice) == words


@pytest.mark.parametrize(
    "choice",
    [
        "",
        each("<a href='/gs/{0}/'>{0}年</a> ", 2026, 2025),
        "<span onclick='show(1)'>供水公示</span>",
        each("<span onclick='f()'>{0}</span> ", "大", "中", "小"),
        each("<button onclick='f()'>{0}</button> ", "打印", "关闭"),
        "<input name=kw><button onclick='f()'>搜索</button>",
        "<select><option value=1>请选择部门</option><option value=2>教育局</option></select>",
        "<p>2026年公示6条</p>",
        f"<p hidden>{each('<em>{0}</em> ', '本年', '往年')}</p>",
    ],
    ids=[
        *("nothing", "addresses", "one part", "letters' sizes", "tools", "a search"),
        *("units", "a sentence", "what nobody sees"),
    ],
)
def test_what_is_no_choice(choice: str) -> None:
    assert chosen(choice) == ()


def test_words_alone_choose_nothing_without_a_script() -> None:
    assert chosen("<p><em>本年</em> <em>往年</em></p>", script="") == ()
    assert chosen("<p>2026 2025</p>", rows="") == ()


@pytest.mark.parametrize(
    "words",
    [
        "2026",
        "2026年",
        "二〇二六年",
        "２０２６年",
        "26年",
        "2026年11月",
        "十一月",
        "第四季度",
        "下半年",
        "本年",
        "今年",
        "本月",
        "最新",
        "最新发布",
        "近三个月",
        "全部",
        "供水公示",
    ],
)
def test_what_may_be_later_than_what_was_read(words: str) -> None:
    assert may_reach_beyond(words, NEWEST, DAY)


@pytest.mark.parametrize(
    "words",
    ["2025", "2025年", "二〇二五年", "25年", "2026年5月", "去年", "往年", "历史发布", "2027年"],
)
def test_what_is_over_or_to_come(words: str) -> None:
    assert not may_reach_beyond(words, NEWEST, DAY)


@pytest.mark.parametrize("words", ["", "1", "12", "工作动态", "2026年工作要点", "第3期", "20261"])
def test_what_tells_no_time(words: str) -> None:
    assert period(words) is None
