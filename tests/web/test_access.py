"""Every address by every role and by nobody; the table is held against the routes."""

import io
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import docx
import openpyxl
import pytest
from fastapi.routing import APIRouter
from starlette.routing import Route

from govsweep import clock, web
from govsweep.accounts import Actor, Role
from govsweep.addresses import digest
from govsweep.facts import OutsideResult, Platform
from govsweep.findings import fingerprint
from govsweep.lifecycle import Answer, AnswerKind
from govsweep.media import identifier
from govsweep.rectification import answer, issue
from govsweep.store import Store
from govsweep.suspects import Suspect
from govsweep.web import access
from govsweep.web.access import ADDRESSES

DAY = clock.now().date()
WORST, FINE, GONE = "5118000001", "5118000002", "5118000003"
EVERYBODY, WHOLE_CITY = set(Role), set(Role) - {Role.CONTACT}
OFFICE, ADMIN = {Role.ADMIN, Role.REVIEWER}, {Role.ADMIN}

# Who may do what, said a second time: a change of one alone fails.
MATRIX: dict[tuple[str, str], set[Role]] = {
    ("POST", "/logout"): EVERYBODY,
    ("GET", "/account"): EVERYBODY,
    ("POST", "/account/password"): EVERYBODY,
    ("GET", "/"): EVERYBODY,
    ("GET", "/sites"): EVERYBODY,
    ("GET", "/sites/{identifier}"): EVERYBODY,
    ("GET", "/sites/{identifier}/columns/{key}"): EVERYBODY,
    ("GET", "/columns"): EVERYBODY,
    ("GET", "/findings"): EVERYBODY,
    ("GET", "/findings/{key}"): EVERYBODY,
    ("GET", "/api"): EVERYBODY,
    ("GET", "/openapi.json"): EVERYBODY,
    ("GET", "/api/v1/overview"): EVERYBODY,
    ("GET", "/api/v1/sites"): EVERYBODY,
    ("GET", "/api/v1/sites/{identifier}"): EVERYBODY,
    ("GET", "/api/v1/sites/{identifier}/columns/{column}"): EVERYBODY,
    ("GET", "/api/v1/columns"): EVERYBODY,
    ("GET", "/api/v1/findings"): EVERYBODY,
    ("GET", "/api/v1/findings/{finding}"): EVERYBODY,
    ("GET", "/api/v1/checks"): EVERYBODY,
    ("GET", "/api/v1/checks/{code}"): EVERYBODY,
    ("GET", "/api/v1/search"): EVERYBODY,
    ("GET", "/search"): EVERYBODY,
    ("GET", "/search.csv"): EVERYBODY,
    ("GET", "/search.xlsx"): EVERYBODY,
    ("POST", "/api/v1/proofread"): EVERYBODY,
    ("POST", "/api/v1/proofread/marked"): EVERYBODY,
    ("GET", "/proofread"): EVERYBODY,
    ("POST", "/proofread"): EVERYBODY,
    ("GET", "/sweeps"): WHOLE_CITY,
    ("GET", "/sweeps/{number}"): WHOLE_CITY,
    ("GET", "/reports/{name}"): WHOLE_CITY,
    ("GET", "/api/v1/sweeps"): WHOLE_CITY,
    ("GET", "/api/v1/sweeps/{number}"): WHOLE_CITY,
    ("GET", "/api/v1/sweeps/{number}/ledger"): WHOLE_CITY,
    ("GET", "/findings/{key}/page"): EVERYBODY,
    ("GET", "/findings/{key}/page.png"): EVERYBODY,
    ("GET", "/findings/{key}/evidence.zip"): WHOLE_CITY,
    ("GET", "/queue"): WHOLE_CITY,
    ("GET", "/queue/news"): WHOLE_CITY,
    ("POST", "/queue/acts"): OFFICE,
    ("POST", "/queue/acts/{number}/undo"): OFFICE,
    ("POST", "/queue/notices"): OFFICE,
    ("POST", "/queue/notices/issue"): OFFICE,
    ("GET", "/notices"): EVERYBODY,
    ("GET", "/notices/{number}"): EVERYBODY,
    ("GET", "/notices/{number}/notice.docx"): EVERYBODY,
    ("GET", "/notices/{number}/files/{file}"): EVERYBODY,
    ("GET", "/ledgers/problems.xlsx"): WHOLE_CITY,
    ("GET", "/ledgers/trends.xlsx"): WHOLE_CITY,
    ("GET", "/ledgers/notices.xlsx"): WHOLE_CITY,
    ("GET", "/ledgers/notices.zip"): WHOLE_CITY,
    ("GET", "/trends"): WHOLE_CITY,
    ("GET", "/brief"): WHOLE_CITY,
    ("POST", "/findings/{key}/recheck"): OFFICE,
    ("GET", "/findings/{key}/recheck/events"): OFFICE,
    ("POST", "/running/start"): ADMIN,
    ("POST", "/running/stop"): ADMIN,
    ("GET", "/trial"): OFFICE,
    ("POST", "/trial"): OFFICE,
    ("GET", "/trial/{trial}"): OFFICE,
    ("GET", "/trial/{trial}/events"): OFFICE,
    ("GET", "/lists"): OFFICE,
    ("GET", "/lists/history"): OFFICE,
    ("GET", "/lists/{lexicon}"): OFFICE,
    ("GET", "/lists/{lexicon}/table.csv"): OFFICE,
    ("GET", "/lists/{lexicon}/row"): OFFICE,
    ("GET", "/lists/{lexicon}/rows/{line}"): OFFICE,
    ("POST", "/lists/{lexicon}/row"): OFFICE,
    ("POST", "/lists/{lexicon}/rows/{line}"): OFFICE,
    ("POST", "/lists/{lexicon}/rows/{line}/delete"): OFFICE,
    ("POST", "/lists/{lexicon}/import"): OFFICE,
    ("POST", "/lists/{lexicon}/confirm"): OFFICE,
    ("POST", "/lists/{lexicon}/trial"): OFFICE,
    ("GET", "/orders"): WHOLE_CITY,
    ("POST", "/orders"): OFFICE,
    ("GET", "/appeals"): EVERYBODY,
    ("POST", "/findings/{key}/appeal"): OFFICE | {Role.CONTACT},
    ("POST", "/appeals/{number}/accept"): OFFICE,
    ("POST", "/appeals/{number}/reject"): OFFICE,
    ("GET", "/duties"): WHOLE_CITY,
    ("POST", "/duties"): OFFICE,
    ("POST", "/orders/{number}/end"): OFFICE,
    ("GET", "/running"): WHOLE_CITY,
    ("GET", "/running/events"): WHOLE_CITY,
    ("GET", "/health"): OFFICE,
    ("POST", "/notices/{number}/remind"): OFFICE,
    ("POST", "/notices/{number}/extend"): OFFICE,
    ("POST", "/notices/{number}/close"): OFFICE,
    ("POST", "/notices/{number}/answers"): OFFICE | {Role.CONTACT},
    ("GET", "/media"): EVERYBODY,
    ("GET", "/media/{identifier}"): EVERYBODY,
    ("GET", "/api/v1/media"): EVERYBODY,
    ("POST", "/media"): OFFICE,
    ("POST", "/media/{identifier}/status"): OFFICE,
    ("POST", "/media/{identifier}/remove"): OFFICE,
    ("POST", "/api/v1/posts"): OFFICE,
    ("GET", "/bundles"): WHOLE_CITY,
    ("POST", "/bundles"): OFFICE,
    ("POST", "/bundles/confirm"): OFFICE,
    ("POST", "/bundles/{number}/withdraw"): ADMIN,
    ("POST", "/bundles/senders"): ADMIN,
    ("GET", "/bundles/sample.csv"): OFFICE,
    ("POST", "/bundles/verdicts"): OFFICE,
    ("GET", "/suspects"): WHOLE_CITY,
    ("GET", "/api/v1/suspects"): WHOLE_CITY,
    ("POST", "/suspects"): OFFICE,
    ("POST", "/suspects/{name}/stage"): OFFICE,
    ("GET", "/audit"): OFFICE,
    ("GET", "/audit.csv"): OFFICE,
    ("GET", "/people"): ADMIN,
    ("GET", "/office"): ADMIN,
    ("GET", "/office/history"): ADMIN,
    ("GET", "/office/{section}"): ADMIN,
    ("POST", "/office/{section}"): ADMIN,
    ("POST", "/office/{section}/confirm"): ADMIN,
    ("GET", "/register"): ADMIN,
    ("GET", "/register/history"): ADMIN,
    ("GET", "/register/sites/{identifier}"): ADMIN,
    ("POST", "/register/sites"): ADMIN,
    ("POST", "/register/columns"): ADMIN,
    ("GET", "/register/site"): ADMIN,
    ("GET", "/register/column"): ADMIN,
    ("POST", "/register/site"): ADMIN,
    ("POST", "/register/column"): ADMIN,
    ("POST", "/notices/recheck"): OFFICE,
    ("GET", "/notices/recheck/events"): OFFICE,
    ("POST", "/register/confirm"): ADMIN,
    ("POST", "/register/sites/{identifier}"): ADMIN,
    ("POST", "/register/undo"): ADMIN,
}
OPEN = {
    *(("GET", "/login"), ("POST", "/login"), ("GET", "/assets/{name}")),
    *(("GET", "/login/sso"), ("GET", "/login/sso/back"), ("GET", "/logout/sso")),
}
OWN = {"url": "http://jyj.qinghe.gov.cn/1.html", "owner": "教育局办公室"}
OWN_MEDIA = identifier(Platform.WEIXIN, "edu")  # of the education bureau
OTHER_MEDIA = identifier(Platform.WEIXIN, "gov")
THERE = {
    "identifier": FINE,
    "finding": fingerprint("typo", FINE, "攻府"),
    "number": "1",
    "file": "1",
    "name": "census.csv",
    "code": "typo",
    "lexicon": quote("错别字.csv"),
    "line": "2",
    "section": "papers",
    "trial": "none",
}


def routes(parts: Any) -> Iterator[tuple[str, str]]:
    for one in parts:
        if isinstance(one, Route):
            methods = one.methods or set()
            yield from ((method, one.path) for method in methods - {"HEAD"})
        else:
            router = one.original_router
            assert isinstance(router, APIRouter)
            yield from routes(router.routes)


def filled_in(form: str, column: str) -> str:
    if "search" in form:
        return f"{form}?words={quote('旧办法')}"
    key = column if "columns" in form else THERE["finding"]
    words = THERE | ({"identifier": OWN_MEDIA} if "/media/" in form else {})
    return form.format(**words, key=key, column=column)


def words_of(answer: Any) -> str:
    """What an answer says, a document's text also."""
    if "spreadsheet" in answer.headers.get("content-type", ""):
        book = openpyxl.load_workbook(io.BytesIO(answer.body))
        return "".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)
    if answer.body.startswith(b"PK"):
        document = docx.Document(io.BytesIO(answer.body))
        cells = (cell.text for table in document.tables for cell in table._cells)
        return "".join([*(one.text for one in document.paragraphs), *cells])
    return answer.body.decode("utf-8", "replace")


def notified(office: Any, site: str, key: str, owner: str) -> None:
    """A notice to a site's unit, answered with a file."""
    at, by = clock.now(), Actor(name="root")
    (one,) = issue(office.store, site, {owner: [key]}, number=None, at=at, working_days=5, by=by)
    said = Answer(finding=key, at=at, author=owner, kind=AnswerKind.MENDED, words=f"{owner}的答复")
    answer(office.store, one.id, [said], by, name=f"{owner}.pdf", body=b"%PDF-1.7 of a unit")


def ask_as(who: Any, method: str, path: str) -> Any:
    if method == "GET":
        return who.ask(path)
    if "/api/" not in path:
        return who.send(path)
    headers = {"x_csrf_token": who.csrf, "content_type": "application/json", "cookie": who.cookie}
    return who.server.ask(path, "POST", '{"text": "各县人民政府"}', **headers)


@pytest.fixture
def column(office: Any) -> str:
    (own,) = office.store.columns.all(FINE)
    return digest(own.url).hex()


def test_every_route_is_in_the_table_and_nothing_else(tmp_path: Any) -> None:
    app: Any = web.make_app(Store(f"sqlite:///{tmp_path}/x.db", read_only=True))
    there = set(routes(app._app.routes))
    assert there == MATRIX.keys() | OPEN
    assert {(one.method, one.form): set(one.roles) for one in ADDRESSES if not one.open} == MATRIX
    assert {(one.method, one.form) for one in ADDRESSES if one.open} == OPEN


def test_a_route_that_is_not_in_the_table_answers_nobody(
    office: Any, serve: Callable[..., Any], log_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = log_in(office, "admin")
    kept = {one: pattern for one, pattern in access._PATTERNS.items() if one.form != "/people"}
    assert admin.ask("/people").status == 200
    monkeypatch.setattr(access, "_PATTERNS", kept)
    assert admin.ask("/people").status == 404


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(
    office: Any, keep: Any, make_finding: Any, log_in: Any, column: str, role: Role | None
) -> None:
    own = make_finding(site=FINE, **OWN)
    keep(office, own, "<p>各县（区）人民攻府".encode())
    notified(office, FINE, own.id, "教育局办公室")
    (office.lists / "错别字.csv").write_text("错误,正确\n清河市,清禾市\n", "utf-8")
    who = log_in(office, role.value) if role else None
    for (method, form), roles in sorted(MATRIX.items()):
        path = filled_in(form, column)
        if role is None:
            for headers in ({}, {"cookie": "govsweep_session=guessed"}):
                assert office.ask(path, method, "", **headers).status == 401, (method, path)
            continue
        answer = ask_as(who, method, path)
        if role not in roles:
            assert answer.status == 403, (method, path)
        elif method == "GET":
            # Of bundles none came: there is nothing to draw a sample from.
            good = (400,) if form == "/bundles/sample.csv" else (200, 204)
            # Of trials none was begun.
            good = (404,) if form.startswith("/trial/") else good
            assert answer.status in good, (method, path, answer.text)
        else:
            assert answer.status not in (401, 403, 404, 405, 500), (method, path)
            if path == "/logout":
                who = log_in(office, role.value)


@pytest.mark.parametrize("role", Role, ids=str)
def test_every_link_that_a_role_is_shown_leads_somewhere(
    office: Any, keep: Any, make_finding: Any, log_in: Any, role: Role
) -> None:
    keep(office, make_finding(site=FINE, **OWN), "<p>各县（区）人民攻府".encode())
    by, at = Actor(name="王工"), clock.now()
    result = OutsideResult(site=FINE, url="http://jyj.qinghe.gov.cn/", problem="错字", source="市")
    office.store.results.add([result], by, at)
    (known,) = office.store.results.all()
    office.store.results.close(known.key, by, "已改", at)  # its key looks like a finding's
    name = "as-long-as-a-report.example"  # with the words before it: 32 characters
    clue = Suspect(host=name, url=f"http://{name}/", source="举报", found=DAY, changed=DAY)
    office.store.suspects.note([clue], at, by)
    who, seen, waiting = log_in(office, role.value), {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        answer = who.ask(path)
        assert answer.status == 200, path
        if not (answer.headers["content-type"] or "").startswith("text/html"):
            continue
        for node in answer.tree.css("a[href]"):
            address = urlsplit(urljoin(path, str(node.attributes["href"])))
            here = f"{quote(unquote(address.path))}{'?' if address.query else ''}{address.query}"
            if not address.scheme and here not in seen:
                seen.add(here)
                waiting.append(here)


class TestContact:
    """A contact of the education bureau asks for all that is of others."""

    OTHERS = (
        *("清禾市人民政府", "清禾市审计局", "www.qinghe.gov.cn", "sjj.qinghe.gov.cn"),
        *("bad.example", "信息中心", "代开发票", WORST, GONE, "账号gov", OTHER_MEDIA),
    )

    @pytest.fixture
    def contact(self, office: Any, keep: Any, make_finding: Any, log_in: Any) -> Any:
        for one in (make_finding(), make_finding(site=FINE, **OWN)):
            keep(office, one, f"<p>{one.owner}各县（区）人民攻府".encode())
        notified(office, FINE, fingerprint("typo", FINE, "攻府"), "教育局办公室")
        notified(office, WORST, fingerprint("typo", WORST, "攻府"), "信息中心")
        return log_in(office, "contact")

    def addresses(self, office: Any, column: str) -> Iterator[str]:
        foreign = digest("http://www.qinghe.gov.cn/news/").hex()
        keys = [one.id for one in office.store.findings.all() if one.site != FINE]
        for (method, form), site, key in product(MATRIX, (WORST, GONE, FINE), keys):
            if method == "GET" and "search" not in form:  # below, with words
                words = THERE | {"identifier": site, "finding": key, "column": foreign}
                yield form.format(**words, key=foreign if "columns" in form else key)
        for query in (
            *(f"site={WORST}", f"site={WORST}&site={FINE}", "state=all", "words=bad.example"),
            *("owner=%E4%BF%A1%E6%81%AF%E4%B8%AD%E5%BF%83", "held=true", "sweep=1", "offset=1"),
        ):
            yield f"/findings?{query}"
            yield f"/api/v1/findings?{query}".replace("state=all", "limit=500")
        yield from ("/media?words=gov", f"/media/{OTHER_MEDIA}", f"/findings?site={OTHER_MEDIA}")
        yield f"/columns?site={WORST}"
        yield f"/api/v1/columns?site={WORST}"
        yield "/sites?words=www"
        for words in (quote("旧办法"), quote("信息中心"), f"www&site={WORST}"):
            yield from (f"{path}?words={words}" for path in ("/search", "/search.csv"))
            yield f"/api/v1/search?words={words}"
        for path in ("", "/notice.docx", "/files/1", "/files/2"):
            yield f"/notices/2{path}"
        yield from ("/notices", f"/notices?site={WORST}", "/notices/1/files/2")

    def test_nothing_of_other_units_is_told(self, office: Any, contact: Any, column: str) -> None:
        asked = sorted(set(self.addresses(office, column)))
        assert len(asked) > 60
        keys = [one.id for one in office.store.findings.all() if one.site != FINE]
        for path in asked:
            answer = contact.ask(path)
            assert answer.status in (200, 400, 403, 404), (path, answer.status)
            told = words_of(answer).replace(path, "")
            if answer.status != 200:  # it says no more than what was asked for
                told = told.replace(path.rpartition("/")[2], "")
                told = told.replace(unquote(path.rpartition("?")[2]), "")  # the term, as written
                told = told.replace(WORST, "").replace(GONE, "")
            else:
                told = told.replace(f'value="{unquote(path.rpartition("=")[2])}"', "")
                told = told.replace(f"没有找到“{unquote(path.rpartition('=')[2])}”", "")
            for word in (*self.OTHERS, *keys):
                if word in path and answer.status == 200:
                    continue  # what was typed into the address is shown in the form again
                assert word not in told, (path, word)

    def test_what_is_not_there_and_what_is_of_others_is_told_alike(
        self, office: Any, contact: Any
    ) -> None:
        (other,) = office.store.findings.all(site=[GONE])
        for foreign, missing in (
            (f"/findings/{other.id}", f"/findings/{'0' * 32}"),
            (f"/api/v1/findings/{other.id}", f"/api/v1/findings/{'0' * 32}"),
            (f"/sites/{GONE}", "/sites/5118000099"),
            (f"/media/{OTHER_MEDIA}", "/media/xmaaaaaaaa"),
            (f"/api/v1/sites/{GONE}", "/api/v1/sites/5118000099"),
        ):
            one, two = contact.ask(foreign), contact.ask(missing)
            assert (one.status, two.status) == (404, 404)
            assert one.text.replace(GONE, "5118000099") == two.text.replace(
                "xmaaaaaaaa", OTHER_MEDIA
            )

    def test_its_own_is_shown(self, contact: Any) -> None:
        assert "清禾市教育局" in contact.ask("/").text
        assert [one["name"] for one in contact.ask("/api/v1/media").json["accounts"]] == ["账号edu"]
        assert "账号edu" in contact.ask(f"/media/{OWN_MEDIA}").text
        assert contact.ask("/api/v1/findings").json["total"] == 1
        assert contact.ask(f"/findings/{fingerprint('typo', FINE, '攻府')}").status == 200
        assert contact.ask("/api/v1/overview").json["sites"] == 1
