"""The pages, asked for over HTTP."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import openpyxl
import pytest

from govsweep.findings import State, fingerprint
from govsweep.lifecycle import DecisionKind
from govsweep.one_cause import CausePart
from govsweep.rectification import decide
from govsweep.rectification.deciding import Words
from govsweep.reports import Office, overview
from govsweep.reports.gather import gather
from govsweep.store import Store

WORST, FINE, GONE, HOSTILE = "5118000001", "5118000002", "5118000003", "5118000007"
NEWS = "http://www.qinghe.gov.cn/news/"
TYPO = fingerprint("typo", WORST, "攻府")


def listed(answer: Any) -> list[str]:
    """What the findings of a list say."""
    return answer.texts(".findings .message")


class TestOverview:
    def test_its_figures_are_those_of_the_dashboard(self, served: Any, city: str) -> None:
        store = Store(city, read_only=True)
        told = overview.of(gather(store))
        store.close()
        shown = served.ask("/api/v1/overview").json
        assert shown["findings"] == {
            "serious": told.unresolved["serious"],
            "minor": told.unresolved["minor"],
            "unresolved": told.standings["unresolved"],
            "suspected": told.standings["suspected"],
            "held": told.standings["held"],
            "fixed": told.standings["fixed"],
            "notices": told.notices,
        }
        assert {key: count for key, count in shown["conditions"].items() if count} == dict(
            told.conditions
        )
        assert (shown["overdue"], shown["running"]) == (told.overdue, told.running)
        assert shown["coverage"]["known"] == told.coverage.known
        values = served.ask("/").texts(".figures .value")
        assert values[:3] == ["4", "1", "1"]

    def test_the_error_rate_is_that_of_the_dashboard(self, served: Any, city: str) -> None:
        store = Store(city, read_only=True)
        rate = overview.of(gather(store)).error_rate
        store.close()
        assert rate.cell == "0.25（0.00～1.39）"
        told = f"读到 40,000 字，尚存差错 1 处，万分之 {rate.cell}"
        assert told in served.ask("/").text
        assert told in served.ask(f"/sites/{WORST}").text
        assert "没有读到文字，或者读到的太少，不计。" in served.ask(f"/sites/{FINE}").text

    def test_the_worst_site_comes_first_and_closed_ones_do_not(self, served: Any) -> None:
        names = [
            name.split()[0] for name in served.ask("/").texts("[aria-labelledby=h-sites] tbody th")
        ]
        assert names[:2] == ["清禾市审计局5118000003", "清禾市人民政府5118000001"]
        assert "已关停" not in served.ask("/sites").text

    def test_figures_lead_to_as_many_findings(self, served: Any) -> None:
        page = served.ask("/").tree
        for link in page.css(".figures a[href^='/findings']"):
            found = served.ask(str(link.attributes["href"]))
            assert f"共 {link.text()} 条" in found.text, link.attributes["href"]
        for link in page.css("[aria-labelledby=h-checks] td a"):
            found = served.ask(str(link.attributes["href"]))
            assert len(listed(found)) == int(link.text())


def test_figures_lead_to_no_parts_of_others_and_to_no_accounts(
    office: Any, log_in: Any, make_finding: Any
) -> None:
    """What the figures count, their lists show: nothing of accounts, one of each cause."""
    store = office.store
    (account, *_) = store.media.all()
    whole, part = (make_finding(subject=word) for word in ("澳门", "百家乐"))
    store.findings.save(1, [whole, part, make_finding(site=account.identifier)])
    store.findings.assign_parts(WORST, [CausePart(part.id, whole.id)])
    who = log_in(office, "reviewer")
    for path in ("/", f"/sites/{WORST}", "/media"):
        links = who.ask(path).tree.css("a.count[href^='/findings']")
        assert links
        for link in links:
            found = who.ask(str(link.attributes["href"]))
            assert f"共 {link.text()} 条" in found.text, (path, link.attributes["href"])
    told = "".join(who.ask("/findings?among=media").texts("main"))
    assert account.name in told
    assert who.ask("/findings?among=x").status == 400


def test_every_link_between_the_pages_leads_somewhere(served: Any) -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        answer = served.ask(path)
        assert answer.status == 200, path
        if not (answer.headers["content-type"] or "").startswith("text/html"):
            continue
        if "attachment" in (answer.headers["content-disposition"] or ""):
            continue
        assert answer.tree.css_first("html").attributes["lang"] == "zh-CN"
        for node in answer.tree.css("a[href], link[href]"):
            address = urlsplit(urljoin(path, str(node.attributes["href"])))
            here = f"{address.path}{'?' if address.query else ''}{address.query}"
            if not address.scheme and here not in seen:
                seen.add(here)
                waiting.append(here)
    for place in ("/sites/", "/findings/", "/sweeps/1", "/openapi.json", "/assets/web.css"):
        assert any(path.startswith(place) for path in seen), place
    assert any("/columns/" in path for path in seen)


class TestSite:
    def test_it_shows_columns_findings_and_ledger(self, served: Any) -> None:
        page = served.ask(f"/sites/{WORST}")
        columns = page.texts("[aria-labelledby=h-columns] tbody tr")
        assert columns[0].startswith("政务动态")
        assert "超期 16 天" in columns[0]
        assert "没有更新期限" in columns[1]
        assert listed(page)[0] == "“http://bad.example/”有误。"
        assert "平" in page.texts("[aria-labelledby=h-ledger] td")

    def test_what_was_not_read_is_said(self, served: Any) -> None:
        assert "超时 1" in served.ask(f"/sites/{GONE}").text

    def test_nothing_found_is_said(self, served: Any) -> None:
        assert "没有未解决的问题" in served.ask(f"/sites/{FINE}").text

    @pytest.mark.parametrize("key", ["5118000099", "nonsense", "51180000%00", "%27--"])
    def test_an_unknown_one_is_not_found(self, served: Any, key: str) -> None:
        answer = served.ask(f"/sites/{key}")
        assert answer.status == 404
        assert "没有" in answer.texts("main p")[0]

    def test_the_list_narrows_by_condition_and_words(self, served: Any) -> None:
        assert len(served.ask("/sites?condition=unreachable").tree.css("tbody tr")) == 1
        found = served.ask(f"/sites?words={quote('教育')}")
        assert found.texts("tbody a") == ["清禾市教育局"]
        assert "没有符合条件的网站" in served.ask("/sites?words=zzz").text


class TestColumn:
    def test_it_shows_its_duty_and_its_findings(self, served: Any) -> None:
        link = served.ask(f"/sites/{WORST}").tree.css_first("[aria-labelledby=h-columns] tbody a")
        page = served.ask(str(link.attributes["href"]))
        assert page.texts("h1") == ["政务动态"]
        assert "30 / 14 天，超期 16 天" in page.texts(".duty")[0]
        said = listed(page)
        assert f"“{NEWS}”有误。" in said
        assert "“http://bad.example/”有误。" not in said

    def test_the_list_narrows_to_the_overdue(self, served: Any) -> None:
        assert served.ask("/columns?overdue=true").texts("tbody th a") == ["政务动态"]
        assert "通知公告" in served.ask("/columns?kind=notice").text
        assert "没有符合条件的栏目" in served.ask("/columns?kind=policy").text


class TestFindings:
    def test_those_that_stand_are_shown_the_gravest_first(self, served: Any) -> None:
        said = listed(served.ask("/findings"))
        assert "网站无法访问" in served.ask("/findings").texts(".findings h3")[0]
        assert "“http://x.cn/”有误。" not in said
        assert f"“{NEWS}4.html”有误。" not in said

    @pytest.mark.parametrize(
        ("query", "number"),
        [
            ("state=all", 10),
            ("state=dismissed", 1),
            ("state=fixed", 1),
            ("state=", 8),
            (f"site={GONE}", 1),
            (f"site={FINE}", 0),
            ("check=typo", 3),
            ("check=typo&certainty=confirmed", 1),
            ("severity=notice", 1),
            ("severity=serious,minor&certainty=confirmed&held=false", 4),
            ("severity=serious&severity=minor&certainty=confirmed&held=false", 4),
            ("held=true", 2),
            ("sweep=1&state=all", 10),
            (f"owner={quote('信息中心')}", 1),
            (f"column={quote('政务动态')}&check=stale-column", 1),
            (f"words={quote('代开 发票')}", 1),
            ("words=%25", 0),
            ("sweep=&held=&owner=&words=", 8),
        ],
    )
    def test_filters(self, served: Any, query: str, number: int) -> None:
        answer = served.ask(f"/findings?{query}")
        assert answer.status == 200
        assert len(listed(answer)) == number

    def test_the_form_keeps_what_was_chosen(self, served: Any) -> None:
        page = served.ask(f"/findings?site={WORST}&state=all&words=x%22y").tree
        chosen = {
            str(node.parent.attributes["name"]): node.attributes["value"]
            for node in page.css("option[selected]")
        }
        assert chosen == {"site": WORST, "state": "all"}
        assert page.css_first("input[name=words]").attributes["value"] == 'x"y'

    @pytest.mark.parametrize(
        "query", ["sweep=abc", "state=gone", "held=perhaps", "site=1", "limit=0"]
    )
    def test_a_term_that_cannot_be_is_named(self, served: Any, query: str) -> None:
        answer = served.ask(f"/findings?{query}")
        assert answer.status == 400
        assert query.partition("=")[0] in answer.texts("main p")[0]

    def test_pages_join(
        self,
        tmp_path: Path,
        serve: Callable[..., Any],
        fill_store: Callable[[Store], None],
        make_finding: Callable[..., Any],
    ) -> None:
        url = f"sqlite:///{tmp_path}/many.db"
        store = Store(url)
        store.upgrade()
        fill_store(store)
        store.findings.save(1, [make_finding("dead-link", f"http://d.cn/{n}") for n in range(130)])
        store.close()
        with serve(url) as server:
            path: str | None = "/findings?check=dead-link"
            said = []
            while path:
                page = server.ask(path)
                said.append(listed(page))
                following = page.tree.css_first("a[rel=next]")
                path = following and str(following.attributes["href"])
            assert [len(some) for some in said] == [50, 50, 30]
            assert len({line for some in said for line in some}) == 130
            previous = page.tree.css_first("a[rel=prev]")
            assert listed(server.ask(str(previous.attributes["href"]))) == said[1]


class TestFinding:
    def test_everything_known_of_it_is_there(self, served: Any) -> None:
        page = served.ask(f"/findings/{TYPO}")
        assert page.texts("h1") == ["错别字"]
        assert page.texts("blockquote") == ["各县（区）人民攻府，市政府各部门"]
        assert page.texts("blockquote mark") == ["攻府"]
        link = page.tree.css_first("a.open").attributes
        assert str(link["href"]).startswith(f"{NEWS}1.html#:~:text=")
        assert link["rel"] == "noopener noreferrer"
        assert len(page.texts(".pages li")) == 2
        assert "怎样改正" in page.texts("h3")
        assert "国办秘函〔2019〕19号" in page.text

    def test_what_is_suspected_is_said_to_be(self, served: Any) -> None:
        key = fingerprint("typo", WORST, "截止目前")
        assert "未经确认" in served.ask(f"/findings/{key}").text
        assert "未经确认" not in served.ask(f"/findings/{TYPO}").text

    def test_what_was_decided_on_it_is_there(
        self, tmp_path: Path, serve: Callable[..., Any], fill_store: Callable[[Store], None]
    ) -> None:
        url = f"sqlite:///{tmp_path}/decided.db"
        store = Store(url)
        store.upgrade()
        fill_store(store)
        words = Words(author="王处长", reason="<b>引文</b>如此", until=dt.date(2026, 12, 31))
        at = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
        decide(store, store.findings.all(key=TYPO), DecisionKind.DISMISS, words, at)
        store.close()
        with serve(url) as server:
            page = server.ask(f"/findings/{TYPO}")
            (said,) = page.texts("[aria-labelledby=h-decisions] li")
            assert said.startswith("驳回（只这个问题，到 2026-12-31 为止）：<b>引文</b>如此王处长")
            assert "已驳回" in page.texts(".tags")[0]
            other = fingerprint("typo", WORST, "截止目前")
            assert "人工裁定" not in server.ask(f"/findings/{other}").text

    @pytest.mark.parametrize("key", ["0" * 32, TYPO[:8], "x"])
    def test_an_unknown_one_is_not_found(self, served: Any, key: str) -> None:
        assert served.ask(f"/findings/{key}").status == 404


class TestSweeps:
    def test_a_sweep_shows_its_ledger(self, served: Any) -> None:
        assert "2026-11-20" in served.ask("/sweeps").texts("tbody th")[0]
        page = served.ask("/sweeps/1")
        total = page.texts("tr.total")[0]
        assert total.startswith("合计3201000平")
        assert "超时 1" in total
        assert len(page.tree.css("tbody tr")) == 4

    def test_one_that_runs_shows_how_far_it_is(
        self, tmp_path: Path, serve: Callable[..., Any], fill_store: Callable[[Store], None]
    ) -> None:
        url = f"sqlite:///{tmp_path}/open.db"
        store = Store(url)
        store.upgrade()
        fill_store(store)
        day = dt.date(2026, 11, 21)
        store.sweeps.open(
            night=day,
            as_of=day,
            sites=store.sites.all()[:3],
            indicators="2019",
            rules_version="r1",
            at=0.0,
            again=False,
        )
        store.close()
        with serve(url) as server:
            page = server.ask("/sweeps/2")
            assert "巡检尚未结束" in page.text
            assert "待读 " in page.texts("[aria-labelledby=h-progress] p")[0]
            assert server.ask("/").texts("h1") == ["2026年11月20日夜间巡检"]

    @pytest.mark.parametrize("key", ["2", "0", "-1", "x", "99999999999999999999"])
    def test_an_unknown_one_is_not_found(self, served: Any, key: str) -> None:
        assert served.ask(f"/sweeps/{key}").status == 404


class TestReports:
    def test_the_census_can_be_saved(self, served: Any) -> None:
        answer = served.ask("/reports/census.xlsx")
        assert answer.headers["content-disposition"] == 'attachment; filename="census.xlsx"'
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0].values)
        assert any("清禾市审计局" in row and "网站无法访问" in row for row in rows)

    def test_it_names_the_office_as_the_command_line_does(self, serve: Any, city: str) -> None:
        with serve(city, office=lambda: Office(name="清禾市政务公开办公室")) as server:
            body = server.ask("/reports/census.xlsx").body
        rows = list(openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].values)
        assert any("清禾市政务公开办公室" in str(cell) for row in rows for cell in row)

    def test_so_can_the_dashboard(self, served: Any) -> None:
        answer = served.ask("/reports/dashboard.html")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "政府网站巡检总览" in answer.text

    def test_other_names_are_not_found(self, served: Any) -> None:
        assert served.ask("/reports/notice.docx").status == 404
        assert served.ask("/reports/..%2f..%2fetc%2fpasswd").status == 404


class TestMethods:
    @pytest.mark.parametrize(
        "path", ["/", "/findings", "/api/v1/sites", "/nothing", "/assets/web.css"]
    )
    def test_head_is_get_without_its_body(self, served: Any, path: str) -> None:
        whole, head = served.ask(path), served.ask(path, "HEAD")
        assert (head.status, head.body) == (whole.status, b"")
        for name in ("content-type", "content-length"):
            assert head.headers[name] == whole.headers[name]

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
    @pytest.mark.parametrize("path", ["/", "/findings", "/api/v1/findings"])
    def test_nothing_else_is_allowed(self, served: Any, path: str, method: str) -> None:
        answer = served.ask(path, method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET"

    def test_an_unknown_page_is_a_page(self, served: Any) -> None:
        answer = served.ask("/nothing/here")
        assert answer.status == 404
        assert answer.texts("h1") == ["没有这一页"]
        assert served.ask("/api/v1/nothing").json == {"detail": "没有这一页。"}


class TestBeforeTheFirstSweep:
    def test_a_database_that_is_not_there_is_said_and_not_made(
        self, tmp_path: Path, serve: Callable[..., Any], fill_store: Callable[[Store], None]
    ) -> None:
        url = f"sqlite:///{tmp_path}/later.db"
        with serve(url) as server:
            answer = server.ask("/")
            assert answer.status == 503
            assert "govsweep sweep" in answer.texts("main p")[0]
            assert server.ask("/api/v1/sites").status == 503
            assert list(tmp_path.iterdir()) == []
            store = Store(url)
            store.upgrade()
            page = server.ask("/")
            assert "还没有登记网站" in page.text
            assert page.tree.css("ul.figures") == [], "nothing was counted, so there is no nought"
            assert "没有发现问题" not in page.text
            assert "没有读到、也没有登记栏目" in server.ask("/columns").text
            assert "还没有做过巡检" in server.ask("/suspects").text
            for path in ("/sites", "/columns", "/findings", "/sweeps", "/api/v1/overview"):
                assert server.ask(path).status == 200
            assert "还没有做过巡检" in server.ask("/reports/census.xlsx").text
            fill_store(store)
            store.close()
            assert "2026年11月20日夜间巡检" in server.ask("/").text

    def test_a_file_that_is_no_database_breaks_politely(
        self, tmp_path: Path, serve: Callable[..., Any]
    ) -> None:
        (tmp_path / "no.db").write_bytes(b"no database" * 100)
        with serve(f"sqlite:///{tmp_path}/no.db") as server:
            answer = server.ask("/")
            assert answer.status in (500, 503)
            assert answer.texts("h1")
            assert answer.headers["content-security-policy"]


class TestHostileStrings:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/sites",
            f"/sites/{HOSTILE}",
            "/columns",
            "/findings",
            "/findings?held=true",
            "/findings?words=%3Cscript%3Eowned()%3C/script%3E",
            "/findings?owner=%22%3E%3Cscript%3E&column=%22onx=%22",
            "/sites?words=%22%3E%3Cscript%3Eowned()",
            "/findings?sweep=%3Cscript%3E",
            "/%3Cscript%3Eowned()%3C/script%3E",
        ],
    )
    def test_they_are_text(self, served: Any, path: str) -> None:
        tree = served.ask(path).tree
        assert not tree.css("script, img, iframe, object, b > b, body [onerror], body [onclick]")
        for node in tree.css("body a"):
            assert str(node.attributes["href"]).startswith(("/", "http://", "#", "?")), path
        assert "\u202e" not in (tree.html or "")

    def test_a_finding_shows_them_as_they_stand(self, served: Any) -> None:
        link = served.ask(f"/findings?site={HOSTILE}").tree.css_first(".findings h3 a")
        page = served.ask(str(link.attributes["href"]))
        assert not page.tree.css("script, img")
        assert "<script>owned()</script>" in page.texts("mark")[0]
        assert "{{ 7 * 7 }}" in page.texts("blockquote")[0]
        assert page.tree.css_first("a.open") is None
        assert "\u202e" not in page.text


def test_it_writes_nothing(city: str, served: Any) -> None:
    store = Store(city, read_only=True)
    before = store.findings.all()
    for path in ("/", "/findings", "/reports/census.csv"):
        served.ask(path)
    assert store.findings.all() == before
    assert any(one.state is State.DISMISSED for one in before)
    store.close()
