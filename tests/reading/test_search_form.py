"""The search that a page offers, as a browser would send it, and what its results show."""

import pytest

from govsweep.facts import Anchor, Entry, Page, Place
from govsweep.reading.search_form import finds, search_form, searchable

ROOT = "http://www.qinghe.gov.cn/"
TITLE = "市政府召开第十二次常务会议"
ROW = Entry(TITLE, f"{ROOT}art/1.html")


def form(html: str, charset: str = "utf-8") -> str:
    """What is asked for where somebody searches for 会议; "" where nothing can be."""
    page = f"<html><head><meta charset={charset}></head><body><p>清禾市人民政府门户网站</p>{html}"
    found = search_form(page.encode(charset), url=ROOT)
    return found.address("会议") if found else ""


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        (
            "<form action='/s' class=search><input type=hidden name=a><input name=q></form>",
            "s?a=&q=%E4%BC%9A%E8%AE%AE",
        ),
        (
            "<form action='so/index.html?x=1'><select name=r><option value=2>标题</option></select>"
            "<input type=text name=kw placeholder=请输入关键字></form>",
            "so/index.html?r=2&kw=%E4%BC%9A%E8%AE%AE",
        ),
        (
            "<form method=GET action=s><input type=search name=w><button>搜索</button></form>",
            "s?w=%E4%BC%9A%E8%AE%AE",
        ),
    ],
)
def test_forms_that_search(html: str, asked: str) -> None:
    assert form(html) == ROOT + asked


def test_words_go_out_in_the_page_s_charset() -> None:
    assert (
        form("<form action=/s><input name=q value=搜索></form>", "gbk") == f"{ROOT}s?q=%BB%E1%D2%E9"
    )


def test_what_gbk_lacks_goes_out_as_browsers_spell_it() -> None:
    """What GB 18030 has beyond GBK takes four bytes in it, and no browser sends these."""
    html = "<form action=/s><input name=q>搜索</form>"
    page = f"<html><head><meta charset=gbk></head><body><p>清禾市人民政府</p>{html}"
    found = search_form(page.encode("gbk"), url=ROOT)
    assert found is not None
    assert found.address("㛃会") == f"{ROOT}s?q=%26%2314019%3B%BB%E1"


def test_a_form_may_say_in_which_charset_it_is_sent() -> None:
    html = "<form action=/s accept-charset='{}'><input name=q value=搜索></form>"
    assert form(html.format("UTF-8"), "gbk") == f"{ROOT}s?q=%E4%BC%9A%E8%AE%AE"
    assert form(html.format("x-none"), "gbk") == f"{ROOT}s?q=%BB%E1%D2%E9"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<form action=/s method=post><input name=q>搜索</form>",
        "<form action=/login><input name=user><input type=password name=p>搜索后登录</form>",
        "<form action=/s><input name=q><input name=r>搜索</form>",
        "<form action=/s><input>搜索</form>",
        "<form action='javascript:go()'><input name=q>搜索</form>",
        "<form action=''><input name=q>搜索</form>",
        "<form action=/vote><input name=opinion></form>",
    ],
    ids=[
        "none",
        "posted",
        "a login",
        "two fields",
        "no name",
        "a script",
        "its own page",
        "another form",
    ],
)
def test_forms_that_cannot_be_sent_or_search_nothing(html: str) -> None:
    assert form(html) == ""


def test_rows_to_search_for() -> None:
    other = Entry("市政府召开第十三次常务会议", "http://www.gov.cn/1.html")
    rows = [ROW, ROW, Entry("通知", f"{ROOT}2.html"), other, Entry(f"{TITLE}…", f"{ROOT}3.html")]
    assert searchable(rows, {"www.qinghe.gov.cn"}, 4) == [ROW]
    assert searchable([], {"www.qinghe.gov.cn"}, 4) == []


@pytest.mark.parametrize(
    ("anchor", "found"),
    [
        (Anchor(f"{ROOT}art/1.html", "详情", Place.MAIN), True),
        (Anchor(f"{ROOT}x?id=9", f"[动态] {TITLE}", Place.MAIN), True),
        (Anchor(f"{ROOT}art/1.html", TITLE, Place.NAVIGATION), True),
        (Anchor(f"{ROOT}art/1.html", TITLE, Place.HIDDEN), False),
        (Anchor(f"{ROOT}art/2.html", "市政府召开第三次常务会议", Place.MAIN), False),
    ],
    ids=["its address", "its title", "alone", "hidden", "another"],
)
def test_results(anchor: Anchor, found: bool) -> None:
    assert finds(Page(url=ROOT, anchors=(anchor,)), ROW) is found
