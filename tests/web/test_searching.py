"""All texts searched in the browser, as a table and by the API; a unit finds its own alone."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest

from govsweep.store import Store

WORST, FINE = "5118000001", "5118000002"


def ask(path: str, words: str, **fields: Any) -> str:
    return f"{path}?{urlencode({'words': words} | fields)}"


class TestPage:
    def test_shows_pages_site_by_site_with_the_words_marked(self, served: Any) -> None:
        answer = served.ask(ask("/search", "旧办法"))
        assert answer.status == 200
        assert answer.texts("p[role=status] b") == ["“旧办法”在 2 个网站的 2 个页面上。"]
        assert answer.texts("li.group h2 a") == ["清禾市教育局", "清禾市人民政府"]
        assert set(answer.texts("main mark")) == {"旧办法"}
        assert "转发旧办法" in answer.texts("blockquote")[0]
        (href, *_) = [one.attributes["href"] for one in answer.tree.css("a.open")]
        assert href.startswith("http://jyj.qinghe.gov.cn/#:~:text=")

    def test_of_one_site_shows_that_alone(self, served: Any) -> None:
        answer = served.ask(ask("/search", "旧办法", site=WORST))
        assert answer.texts("li.group h2 a") == ["清禾市人民政府"]

    def test_of_a_site_that_is_not_there_says_so_and_what_was_perhaps_meant(
        self, served: Any
    ) -> None:
        answer = served.ask(ask("/search", "旧办法", site="511800001"))
        (told,) = answer.texts("[role=alert]")
        assert told.startswith(f"没有登记的网站标识码：没有“511800001”，是不是 {WORST}、")
        (told,) = served.ask(ask("/search", "旧办法", site="nope")).texts("[role=alert]")
        assert told == "没有登记的网站标识码：没有“nope”。"
        assert served.ask(ask("/search.csv", "旧办法", site="nope")).status == 404
        answer = served.ask(ask("/api/v1/search", "旧办法", site="5118000019"))
        assert (answer.status, "是不是" in answer.json["detail"]) == (404, True)

    def test_runs_nothing_that_a_page_says(self, served: Any) -> None:
        answer = served.ask(ask("/search", "旧办法<script>owned()</script>"))
        assert answer.tree.css("main script, main img") == []
        assert served.ask(ask("/search", "owned")).texts("main mark") == ["owned", "owned"]

    def test_tells_what_cannot_be_looked_for(self, served: Any) -> None:
        assert served.ask("/search").texts("[role=status], [role=alert]") == []
        answer = served.ask(ask("/search", '""'))
        assert answer.texts("[role=alert]") == ["请写要查找的字词。"]
        answer = served.ask(ask("/search", "没有的词"))
        assert answer.texts("[role=status]") == ["没有找到“没有的词”。"]
        for path in ("/search.csv", "/search.xlsx"):
            assert served.ask(ask(path, '""')).status == 400, path

    def test_says_so_where_nothing_is_indexed_yet(
        self, serve: Callable[..., Any], fill_store: Callable[[Store], None], tmp_path: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        url = f"sqlite:///{tmp_path}/x.db"
        store = Store(url)
        store.upgrade()
        monkeypatch.setattr(store.fulltext, "update", lambda: None)
        fill_store(store)
        store.close()
        with serve(url) as server:
            assert "还没有编制索引" in server.ask("/search").text


class TestTable:
    def test_of_csv_and_of_xlsx_say_the_same(self, served: Any) -> None:
        lines = served.ask(ask("/search.csv", "旧办法 清禾")).body.decode("utf-8-sig").splitlines()
        answer = served.ask(ask("/search.xlsx", "旧办法 清禾"))
        assert "filename*=UTF-8''%E6%9F%A5" in answer.headers["content-disposition"]
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.body)).active.iter_rows())
        assert lines[0].split(",") == [cell.value for cell in rows[0]]
        assert len(lines) == len(rows) == 6
        assert rows[1][0].value == FINE


class TestApi:
    def test_tells_pages_with_the_places_of_the_words(self, served: Any) -> None:
        told = served.ask(ask("/api/v1/search", "旧办法", limit=1)).json
        assert (told["total"], len(told["pages"]), told["cut"]) == (2, 1, False)
        assert [one["site"] for one in told["sites"]] == [FINE, WORST]
        (one,) = told["pages"][0]["passages"]
        assert one == {"place": "main", "text": "转发旧办法", "hits": [[2, 5]]}
        rest = served.ask(ask("/api/v1/search", "旧办法", limit=1, offset=1)).json
        assert rest["pages"][0]["site"] == WORST

    def test_refuses_what_is_no_site(self, served: Any) -> None:
        assert served.ask(ask("/api/v1/search", "旧办法", site="x")).status == 422

    @pytest.mark.parametrize("words", ["", " ", '" "', "\u200b", "\x01"])
    def test_refuses_what_is_no_word(self, served: Any, words: str) -> None:
        assert served.ask(ask("/api/v1/search", words)).status == 422

    def test_refuses_too_many_words(self, served: Any) -> None:
        assert served.ask(ask("/api/v1/search", "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子")).status == 400


def test_a_unit_finds_its_own_pages_alone(office: Any, log_in: Any) -> None:
    contact = log_in(office, "contact")
    told = contact.ask(ask("/api/v1/search", "旧办法")).json
    assert (told["total"], [one["site"] for one in told["sites"]]) == (1, [FINE])
    assert contact.ask(ask("/api/v1/search", "旧办法", site=WORST)).status == 404
    assert "信息中心" not in contact.ask(ask("/search.csv", "印发")).text
    assert log_in(office, "reader").ask(ask("/api/v1/search", "旧办法")).json["total"] == 2
