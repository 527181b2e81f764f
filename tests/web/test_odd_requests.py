"""Requests that no browser sends: each is refused in Chinese, and none ends as a fault of ours."""

from typing import Any

import pytest
from sqlalchemy import text

MANY_DIGITS = "1" * 5_000  # more than Python reads as a number
FORM = "application/x-www-form-urlencoded"


def is_told_in_chinese(answer: Any) -> bool:
    return any("一" <= one <= "鿿" for one in answer.text)


@pytest.fixture
def reviewer(office: Any, log_in: Any) -> Any:
    return log_in(office, "reviewer")


def sent(who: Any, path: str, body: bytes, kind: str = FORM) -> Any:
    headers = {"cookie": who.cookie, "x_csrf_token": who.csrf, "content_type": kind}
    return who.server.post_bytes(path, body, **headers)


@pytest.mark.parametrize("origin", ["http://[", "http://]", "//[::1", "http://[x]"])
def test_an_origin_that_is_no_address_is_of_another_site(office: Any, origin: str) -> None:
    answer = office.ask("/login", "POST", "", origin=origin)
    assert answer.status == 403
    assert "别的网站" in answer.text


@pytest.mark.parametrize("body", [b"a=1&" * 25_000, b"&" * 25_000])
def test_more_fields_than_a_form_has_are_too_many(reviewer: Any, body: bytes) -> None:
    answer = sent(reviewer, "/queue/acts", body)
    assert answer.status == 413
    assert "过长" in answer.text


@pytest.mark.parametrize("charset", ["punycode", "undefined", "unicode_escape", "utf-16", "utf-7"])
def test_a_form_that_encloses_files_is_read_as_ours_are_whatever_it_says(
    reviewer: Any, charset: str
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n\\ud800\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = sent(reviewer, "/notices/1/answers", part, kind)
    assert answer.status == 404  # read; there is no such notice
    assert "没有" in answer.text


@pytest.mark.parametrize("body", [b"", b"--", b"nothing", b"--x\r\nbad head\r\n\r\n1\r\n--x--"])
def test_a_form_without_its_parts_is_told_to_be_unreadable(reviewer: Any, body: bytes) -> None:
    answer = sent(reviewer, "/notices/1/answers", body, "multipart/form-data; boundary=x")
    assert answer.status in (400, 403, 404)
    assert is_told_in_chinese(answer)


@pytest.mark.parametrize("path", ["/sites", "/columns", "/sweeps", "/audit", "/notices", "/queue"])
@pytest.mark.parametrize("number", [MANY_DIGITS, "%EF%BC%99", "-1", "1e9", "%00", "1.5"])
def test_a_place_in_a_list_that_is_no_number_is_refused(
    reviewer: Any, path: str, number: str
) -> None:
    answer = reviewer.ask(f"{path}?offset={number}")
    assert answer.status == 400
    assert "offset=" in answer.text and is_told_in_chinese(answer)
    assert "…" in answer.text or number != MANY_DIGITS  # which is not repeated whole
    assert reviewer.ask(f"{path}?offset=").status == 200  # an empty field of a form


def test_workdays_that_no_notice_has_are_refused(reviewer: Any) -> None:
    answer = reviewer.send("/queue/notices", site="5118000001", days=MANY_DIGITS)
    assert answer.status == 400
    assert "工作日" in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_day_that_no_sweep_saw_may_be_asked_for(reviewer: Any, day: str) -> None:
    assert reviewer.ask(f"/findings?mended_since={day}").status in (200, 400)
    assert reviewer.ask(f"/api/v1/findings?mended_since={day}").status in (200, 422)


@pytest.mark.parametrize(
    "path", ["/audit%0a", "/au%0adit", "/%09audit", "/audit/", "//audit", "/x/%2e%2e/audit"]
)
def test_an_address_is_taken_as_it_is_written(reviewer: Any, path: str) -> None:
    assert reviewer.ask(path).status == 404


@pytest.mark.parametrize(
    "host", ["127.0.0.1/login?x=", "127.0.0.1/assets/web.css#", "[::1]/login?"]
)
def test_a_host_does_not_say_which_address_is_meant(office: Any, host: str) -> None:
    assert office.ask("/audit", host=host).status in (401, 421)


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"text": "\\ud800"}', b'{"text": ' + b"[" * 50_000, b"\xff\xfe{"]
)
@pytest.mark.parametrize("path", ["/api/v1/proofread", "/api/v1/proofread/marked"])
def test_a_manuscript_that_is_no_text_is_refused(reviewer: Any, path: str, body: bytes) -> None:
    answer = sent(reviewer, path, body, "application/json")
    assert answer.status == 422
    assert is_told_in_chinese(answer)


def test_a_nul_which_not_every_database_keeps_is_left_out(office: Any, reviewer: Any) -> None:
    key = next(one.id for one in office.store.findings.all() if one.subject == "攻府")
    seen = f"{key}:{office.store.decisions.marks([key]).get(key, '')}"
    answer = reviewer.send("/queue/acts", key=key, seen=seen, act="confirm", why="核对\x00过")
    assert answer.status == 303
    assert office.store.audit.entries(limit=1)[1][0].reason == "核对过"


def test_the_audit_is_searched_without_a_nul(reviewer: Any) -> None:
    assert reviewer.ask("/audit?name=reviewer%00").texts("tbody tr")
    assert reviewer.ask("/audit?subject=reviewer%00").texts("tbody tr")


def test_where_the_database_does_not_answer_a_page_says_so(office: Any, reviewer: Any) -> None:
    with office.store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE web_session RENAME TO gone"))
    answer = reviewer.ask("/queue")
    assert answer.status == 503
    assert is_told_in_chinese(answer)
