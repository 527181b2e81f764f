"""A home page that names hardly a page, and whose scripts may write its menu, is no way in."""

import datetime as dt

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import Page, ScriptFacts
from govsweep.reading.page import read_page
from govsweep.settle.filling import Filling
from govsweep.settle.menus import is_menu_hidden

ROOT = "http://www.qinghe.gov.cn/"
MENU = "".join(f"<a href=/{one}/>{one}栏目</a>" for one in ("要闻", "公告", "文件", "互动"))
FEW = "<a href=/gk/>信息公开</a><a href=/english/>外文版</a>"
ROWS = "".join(
    f"<li><a href=/art/{n}.html>关于第{n}期供水检修安排的通知</a><span>2026-11-0{n}</span></li>"
    for n in range(1, 8)
)
APP = "<script src=/js/app.js></script>"
WRITES = {f"{ROOT}js/app.js": ScriptFacts(selectors=("#app",), fills=("#app",))}
LIBRARY = {f"{ROOT}js/app.js": ScriptFacts(selectors=("#app",), words=("app",))}


def home(body: str) -> Page:
    markup = f"<html><head><meta charset=utf-8></head><body>{body}<ul>{ROWS}</ul></body></html>"
    return read_page(markup.encode(), url=ROOT, home=True, day=dt.date(2026, 11, 20))


def told(page: Page, scripts: dict[str, ScriptFacts], lists: int = 1, pages: int = 7) -> bool:
    read = {fingerprint(url): one for url, one in scripts.items()}
    filling = Filling({}, lambda keys: {key: read[key] for key in keys if key in read})
    return is_menu_hidden(page, lists, pages, filling)


@pytest.mark.parametrize("scripts", [WRITES, {}], ids=["that writes", "that nobody read"])
def test_a_menu_may_be_written_by_a_script(scripts: dict[str, ScriptFacts]) -> None:
    assert told(home(FEW + APP), scripts)


def test_a_menu_may_be_written_by_a_script_in_the_page() -> None:
    own = "<div id=nav></div><script>$.get('/menu',function(d){$('#nav').html(d)})</script>"
    assert told(home(FEW + own), {})


@pytest.mark.parametrize(
    ("body", "scripts"),
    [
        (MENU + APP, WRITES),
        (FEW + APP, LIBRARY),
        (FEW, {}),
        (FEW + "<script src=http://www.bszs.cn/js/count.js></script>", {}),
        ("", {}),
    ],
    ids=["named in markup", "a library", "no script", "a script of another host", "nothing"],
)
def test_a_small_site_is_no_hidden_one(body: str, scripts: dict[str, ScriptFacts]) -> None:
    assert not told(home(body), scripts)


@pytest.mark.parametrize(("lists", "pages"), [(4, 7), (1, 30)])
def test_who_found_the_site_otherwise_found_it(lists: int, pages: int) -> None:
    assert not told(home(FEW + APP), WRITES, lists, pages)
