"""A manuscript sent to the API: its marks come back, and nothing is kept."""

import io
import json
from collections.abc import Callable
from typing import Any

import docx
import pytest

from govsweep.attachments.types import LARGEST
from govsweep.web.proofreading import MOST_CHARACTERS

TEXT = "本市己经完成任务，请登陆网站查询。"
JSON = {"content_type": "application/json"}
FILE = {"content_type": "application/octet-stream"}


@pytest.fixture(scope="module")
def send(served: Any) -> Callable[..., Any]:
    def send(body: str, path: str = "/api/v1/proofread", **headers: str) -> Any:
        return served.ask(path, "POST", body, **(headers or JSON))

    return send


def given(text: str) -> str:
    return json.dumps({"text": text})


def test_text_comes_back_with_its_marks_and_its_error_rate(send: Any) -> None:
    answer = send(given(TEXT))
    assert answer.status == 200
    told = answer.json
    assert [(one["line"], one["quote"], one["suggestion"]) for one in told["marks"]] == [
        (1, "己经", "已经"),
        (1, "登陆网站", "登录网站"),
    ]
    assert (told["characters"], told["errors"], told["suspected"]) == (17, 2, 0)
    assert (told["rate"], told["interval"]) == (None, None)  # of so few characters
    told = send(given(TEXT + "没有任何问题。" * 200)).json
    assert told["interval"][0] < told["rate"] < told["interval"][1]


def test_it_comes_back_as_a_document_with_comments(send: Any) -> None:
    answer = send(given(TEXT), "/api/v1/proofread/marked")
    document = docx.Document(io.BytesIO(answer.body))
    assert [one.text for one in document.paragraphs] == [TEXT]
    assert [one.text for one in document.comments] == [
        "错别字：己经，建议：已经",
        "错别字：登陆网站，建议：登录网站",
    ]


def test_a_file_is_read_by_what_it_is(send: Any) -> None:
    told = send(TEXT, "/api/v1/proofread?name=a.txt", **FILE).json
    assert [one["quote"] for one in told["marks"]] == ["己经", "登陆网站"]


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"text": 3}', '"text"', "{"])
def test_what_is_no_text_in_json_is_refused(send: Any, body: str) -> None:
    answer = send(body)
    assert answer.status == 422
    assert "text" in answer.json["detail"]


def test_an_empty_text_is_refused(send: Any) -> None:
    answer = send(given("  "))
    assert (answer.status, "是空的" in answer.json["detail"]) == (422, True)


def test_too_long_a_text_is_refused(send: Any) -> None:
    answer = send(given("好" * (MOST_CHARACTERS + 1)))
    assert (answer.status, "请分几份送审" in answer.json["detail"]) == (422, True)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"]
)
def test_what_a_foreign_page_can_send_unasked_is_refused(send: Any, kind: str) -> None:
    assert send(given(TEXT), content_type=kind).status == 415


def test_with_a_token_nobody_else_is_served(serve: Any, city: str) -> None:
    path, body = "/api/v1/proofread", given(TEXT)
    with serve(city, token="a" * 32) as served:
        assert served.ask(path, "POST", body, **JSON).status == 401
        known = {"authorization": f"Bearer {'a' * 32}"}
        assert served.ask(path, "POST", body, **JSON, **known).status == 200


class TestLoggedInByName:
    """Whoever is logged in says the word of the session; a cookie alone comes from any page."""

    @pytest.fixture
    def contact(self, office: Any, log_in: Any) -> Any:
        return log_in(office, "contact")

    def ask(self, browser: Any, body: str, **headers: str) -> Any:
        path = "/api/v1/proofread"
        return browser.server.ask(path, "POST", body, cookie=browser.cookie, **headers)

    def test_anybody_may_have_a_text_read(self, contact: Any) -> None:
        answer = self.ask(contact, given(TEXT), x_csrf_token=contact.csrf, **JSON)
        assert (answer.status, answer.json["errors"]) == (200, 2)
        answer = self.ask(contact, TEXT, x_csrf_token=contact.csrf, **FILE)
        assert (answer.status, answer.json["errors"]) == (200, 2)

    @pytest.mark.parametrize("word", [{}, {"x_csrf_token": "guessed"}], ids=["none", "guessed"])
    def test_without_the_word_it_is_refused(self, contact: Any, word: Any) -> None:
        assert self.ask(contact, given(TEXT), **word, **JSON).status == 403

    def test_from_another_site_it_is_refused(self, contact: Any) -> None:
        headers = {"x_csrf_token": contact.csrf, "sec_fetch_site": "cross-site"}
        assert self.ask(contact, given(TEXT), **headers, **JSON).status == 403

    def test_what_is_longer_than_a_form_is_read_and_no_more_than_a_file_may_be(
        self, contact: Any
    ) -> None:
        headers = {"x_csrf_token": contact.csrf} | FILE
        assert self.ask(contact, "好" * 100_000, **headers).status == 200
        assert self.ask(contact, " " * (LARGEST + 1), **headers).status == 413
