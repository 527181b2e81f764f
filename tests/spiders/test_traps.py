"""What may be asked of one site: traps are cut by rule, real sites are not."""

import datetime as dt

import pytest

from govsweep.spiders.traps import DEPTH, Caps, pattern

DAY = dt.date(2026, 11, 20)
SITE = "http://www.qinghe.gov.cn"


def caps(budget: int = 20_000) -> Caps:
    return Caps(budget, DAY)


def let_in(urls: list[str], budget: int = 20_000) -> int:
    limits = caps(budget)
    return sum(limits.refusal(url, 1) == "" for url in urls)


@pytest.mark.parametrize(
    "path",
    [
        "/zwgk/bmwj/201807/t20180718_{}.html",
        "/art/2018/5/17/art_1234_{}.html",
        "/content/post_{}.html",
        "/info/1901/12{}.htm",
        "/info/2105/11{}.htm",
        "/contents/18288/{}.html",
        "/news/show.asp?id={}",
        "/xxgk/detail.jsp?columnId=12&newsid={}",
    ],
)
def test_a_folder_of_thousands_of_articles_is_read(path: str) -> None:
    assert let_in([SITE + path.format(number) for number in range(5_000)]) == 5_000


@pytest.mark.parametrize(
    "path",
    [
        "/hd/calendar.jsp?year=2026&month={}",
        "/list.jsp?sort=date&order={}",
        "/a.jsp?session={}",
        "/search?keyword=x{}",
        "/rili/{}/",
    ],
)
def test_calendars_orders_and_sessions_end_early(path: str) -> None:
    assert let_in([SITE + path.format(number) for number in range(1_000)]) == 60


@pytest.mark.parametrize(
    "path",
    [
        "/show.do?id={}&lang=zh",
        "/index.php?option=com&view=article&id={}",
        "/list.do?sid=7&tag=news&page={}",
    ],
)
def test_a_filter_that_stays_as_it_is_is_none(path: str) -> None:
    assert let_in([SITE + path.format(number) for number in range(1_000)]) == 1_000


def test_two_languages_of_every_article_are_read() -> None:
    urls = [f"{SITE}/show.do?id={n}&lang={lang}" for n in range(400) for lang in ("zh", "en")]
    assert let_in(urls) == 800


def test_an_article_in_ever_other_sessions_is_not() -> None:
    urls = [f"{SITE}/show.do?id={number % 50}&sid=s{number}" for number in range(1_000)]
    assert let_in(urls) == 60


def test_free_parameters_end_early() -> None:
    urls = [f"{SITE}/list?color=c{number}x&size=l" for number in range(1_000)]
    assert let_in(urls) == 300


def test_further_pages_of_lists_may_be_many() -> None:
    limits = caps()
    path = "/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord=2&perpage=20&a=1&b=2"
    refused = [limits.refusal(SITE + path.format(n), 1, paging=True) for n in range(1_000)]
    assert set(refused) == {""}


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("/events/2099/01/01/", "calendar"),
        ("/events/1912-07-14", "calendar"),
        ("/calendar/2027/05/", "calendar"),
        ("/a/b/a/b/a/b/", "repeated"),
        ("/" + "/".join("abcdefghijklmnopq"), "repeated"),
        ("/" + "x" * 1_000, "length"),
        ("/events/2026/11/20/", ""),
        ("/info/1901/12.htm", ""),
        ("/1/1/1/1.html", ""),
        ("/zwgk/zwgk/index.html", ""),
    ],
)
def test_one_address_alone_can_show_a_trap(url: str, rule: str) -> None:
    assert caps().refusal(SITE + url, 1) == rule


def test_depth_ends() -> None:
    assert caps().refusal(f"{SITE}/a", DEPTH) == ""
    assert caps().refusal(f"{SITE}/b", DEPTH + 1) == "depth"


def test_the_budget_is_the_most_that_is_read() -> None:
    limits = caps(budget=10)
    refused = [limits.refusal(f"{SITE}/{name}", 1) for name in "abcdefghijklmno"]
    assert refused == [""] * 10 + ["budget"] * 5
    assert (limits.pages, limits.cuts) == (10, {"budget": 5})


def test_refusals_without_end_are_not_all_written_down() -> None:
    limits = caps(budget=10)
    for number in range(40):
        limits.refusal(f"{SITE}/{'a' * number}b", 1)
    assert limits.is_written_down("budget")
    limits.refusal(f"{SITE}/last", 1)
    assert not limits.is_written_down("budget")
    assert limits.is_written_down("depth")


def heard(limits: Caps, path: str, said: list[str]) -> None:
    for number, text in enumerate(said):
        limits.hear(SITE + path.format(number), text.encode())


def test_a_shape_whose_pages_say_nothing_new_ends() -> None:
    limits = caps()
    heard(limits, "/show?id={}", ["没有活动"] * 50)
    assert limits.refusal(f"{SITE}/show?id=99", 1) == ""
    heard(limits, "/show?id={}", ["没有活动"])
    assert limits.refusal(f"{SITE}/show?id=100", 1) == "alike"
    assert limits.refusal(f"{SITE}/read?id=100", 1) == ""


def test_one_page_that_says_something_new_is_hope() -> None:
    limits = caps()
    heard(limits, "/show?id={}", ["没有活动"] * 50 + ["有活动"] + ["没有活动"] * 49)
    assert not limits.says_nothing_new(f"{SITE}/show?id=100")


def test_pages_that_differ_never_end_a_shape() -> None:
    limits = caps()
    heard(limits, "/show?id={}", [f"第{number}条" for number in range(500)])
    assert not limits.says_nothing_new(f"{SITE}/show?id=500")


def test_a_shape_that_ended_stays_so_with_the_next_holder() -> None:
    limits = caps()
    limits.note_cut(f"{SITE}/show?id=1", "alike")
    assert limits.refusal(f"{SITE}/show?id=2", 1) == "alike"


def test_digits_and_tokens_are_folded() -> None:
    token = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    assert pattern(f"{SITE}/art/2020/art_{token}.html", 100)[0] == "/art/0/art_h.html"
