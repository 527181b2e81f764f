"""Who may come in, by which name, and what every answer carries."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from govsweep.web import is_loopback
from govsweep.web.admission import Sessions

TOKEN = "Zhe-shi-fangwen-lingpai"


@pytest.fixture(scope="module")
def locked(city: str, serve: Callable[..., Any]) -> Iterator[Any]:
    """The city behind a token, under any name."""
    with serve(city, token=TOKEN, names=None) as server:
        yield server


def form(token: str, target: str = "/") -> dict[str, str]:
    return {
        "method": "POST",
        "body": f"token={quote(token)}&next={quote(target)}",
        "content_type": "application/x-www-form-urlencoded",
    }


class TestNames:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8630", "LocalHost:99", "[::1]:8630"])
    def test_the_names_of_this_machine_are_answered(self, served: Any, host: str) -> None:
        assert served.ask("/api/v1/sites", host=host).status == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "",
            "[",
            "a@b",
        ],
    )
    def test_others_are_refused(self, served: Any, host: str) -> None:
        for path in ("/", "/findings", "/openapi.json", "/api/v1/sites"):
            answer = served.ask(path, host=host)
            assert answer.status == 421
            assert "主机名不是本机" in answer.text

    def test_a_name_that_was_given_is_answered(self, city: str, serve: Callable[..., Any]) -> None:
        with serve(city, names=("xunjian.qinghe.gov.cn",)) as server:
            assert server.ask("/", host="xunjian.qinghe.gov.cn").status == 200
            assert server.ask("/", host="evil.example").status == 421

    def test_loopback_is_told_from_the_rest(self) -> None:
        assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
        assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.com", "")))


class TestToken:
    @pytest.mark.parametrize(
        "path", ["/", "/findings", "/api/v1/sites", "/openapi.json", "/api", "/x"]
    )
    def test_without_it_nothing_is_told(self, locked: Any, path: str) -> None:
        answer = locked.ask(path)
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "清禾市" not in answer.text

    def test_the_api_takes_it_as_a_bearer(self, locked: Any) -> None:
        assert locked.ask("/api/v1/sites", authorization=f"Bearer {TOKEN}").status == 200
        assert locked.ask("/", authorization=f"bearer {TOKEN}").status == 200

    @pytest.mark.parametrize(
        "words",
        [
            f"Bearer {TOKEN}x",
            f"Bearer {TOKEN[:-1]}",
            "Bearer ",
            f"Basic {TOKEN}",
            TOKEN,
            "Bearer \xe9",
        ],
    )
    def test_anything_else_is_refused(self, locked: Any, words: str) -> None:
        assert locked.ask("/api/v1/sites", authorization=words).status == 401

    def test_the_description_asks_for_it(self, locked: Any, served: Any) -> None:
        told = locked.ask("/openapi.json", authorization=f"Bearer {TOKEN}").json
        assert told["security"] == [{"token": []}]
        assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
        assert "security" not in served.ask("/openapi.json").json

    def test_the_style_sheet_is_open(self, locked: Any) -> None:
        assert locked.ask("/assets/web.css").status == 200

    def test_any_name_is_answered_behind_it(self, locked: Any) -> None:
        answer = locked.ask("/", host="xunjian.example", authorization=f"Bearer {TOKEN}")
        assert answer.status == 200


class TestLogin:
    def test_a_page_asks_for_the_token_and_leads_back(self, locked: Any) -> None:
        page = locked.ask("/findings?check=typo").tree
        assert page.css_first("input[name=next]").attributes["value"] == "/findings?check=typo"
        answer = locked.ask("/login", **form(TOKEN, "/findings?check=typo"))
        assert (answer.status, answer.headers["location"]) == (303, "/findings?check=typo")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert TOKEN not in cookie
        session = cookie.partition(";")[0]
        assert "清禾市" in locked.ask("/findings", cookie=session).text
        assert locked.ask("/api/v1/sites", cookie=session).status == 200

    def test_a_wrong_token_is_said_to_be(self, locked: Any) -> None:
        answer = locked.ask("/login", **form("wrong", "/sites"))
        assert answer.status == 401
        assert "令牌不对" in answer.text
        assert answer.headers["set-cookie"] is None
        assert answer.tree.css_first("input[name=next]").attributes["value"] == "/sites"

    @pytest.mark.parametrize(
        "target",
        [
            "//evil.example",
            "https://evil.example/",
            "/\\evil.example",
            "javascript:x()",
            "",
            "/\t/evil.example",
        ],
    )
    def test_it_leads_to_no_other_site(self, locked: Any, target: str) -> None:
        answer = locked.ask("/login", **form(TOKEN, target))
        assert answer.headers["location"] == "/"

    @pytest.mark.parametrize("target", ['"><script>owned()</script>', "//evil.example"])
    def test_what_it_was_given_is_inert(self, locked: Any, target: str) -> None:
        page = locked.ask("/login", **form("wrong", target)).tree
        assert not page.css("script")
        assert page.css_first("input[name=next]").attributes["value"] == "/"

    def test_a_form_too_long_is_refused(self, locked: Any) -> None:
        answer = locked.ask("/login", **form("x" * 10_000))
        assert (answer.status, "最多 4 KB" in answer.text) == (413, True)

    def test_cookies_that_we_did_not_give_are_refused(self, locked: Any) -> None:
        good = Sessions(TOKEN).cookie()
        later = f"{int(time.time()) + 10**6}.{good.partition('.')[2]}"
        other = Sessions(TOKEN + "!").cookie()
        for cookie in (later, other, "", ".", good[:-1], "9" * 5000 + ".x"):
            assert locked.ask("/", cookie=f"govsweep_session={cookie}").status == 401
        assert locked.ask("/", cookie=f"govsweep_session={good}").status == 200

    def test_a_cookie_grows_old(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sessions = Sessions(TOKEN)
        cookie = sessions.cookie()
        assert sessions.is_good(cookie)
        now = time.time()
        monkeypatch.setattr("govsweep.web.admission.time.time", lambda: now + 8 * 24 * 3600)
        assert not sessions.is_good(cookie)

    def test_one_can_leave(self, locked: Any) -> None:
        session = f"govsweep_session={Sessions(TOKEN).cookie()}"
        assert "退出登录" in locked.ask("/", cookie=session).text
        answer = locked.ask("/logout", "POST", "", cookie=session)
        assert 'govsweep_session=""' in answer.headers["set-cookie"]
        assert locked.ask("/logout", cookie=session).status == 405

    def test_where_no_token_is_there_is_no_login(self, served: Any) -> None:
        assert served.ask("/login").status == 404
        assert "退出登录" not in served.ask("/").text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/assets/web.css", {}),
        ("/api/v1/sites", {}),
        ("/nothing", {}),
        ("/api/v1/findings?limit=0", {}),
        ("/", {"host": "evil.example"}),
    ],
)
def test_every_answer_forbids_what_it_can(served: Any, path: str, headers: dict[str, str]) -> None:
    told = served.ask(path, **headers).headers
    policy = dict(part.strip().split(" ", 1) for part in told["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == "'none'"
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["access-control-allow-origin"] is None
    assert told["cache-control"] == ("max-age=300" if "css" in path else "no-store")


def test_pages_name_no_other_host_to_load_from(served: Any) -> None:
    for path in ("/", "/findings", "/sweeps/1", "/api"):
        page = served.ask(path).tree
        assert not page.css("[src], [style], style, script, object, iframe")
        assert {urlsplit(str(node.attributes["href"])).netloc for node in page.css("link")} == {""}
    assert "url(" not in served.ask("/assets/web.css").text
