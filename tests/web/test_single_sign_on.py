"""Logging in by the office's single sign-on, against a provider that runs."""

import datetime as dt
import http.client
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from govsweep.accounts import Actor, AuditAct, Role
from govsweep.accounts.throttle import OF_ADDRESS
from govsweep.single_sign_on import BACK, Provider, SignOn
from govsweep.store import Store

PATIENCE = 300.0  # seconds, however busy the machine


class Visit:
    """A browser on its way: to our page, to the provider, and back."""

    def __init__(self, server: Any, oidc: Any) -> None:
        self.server, self.oidc = server, oidc
        self.cookies: dict[str, str] = {}

    def ask(self, path: str) -> Any:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.server.ask(path, **({"cookie": cookies} if cookies else {}))
        for line in answer.headers.get_all("set-cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer

    def begin(self, target: str = "/") -> str:
        """The address at the provider."""
        answer = self.ask(f"/login/sso?{urlencode({'next': target})}")
        assert answer.status == 303, answer.text
        return str(answer.headers["location"])

    def agree(self, address: str, sub: str, **form: str) -> str:
        """Log in at the provider; the path that it leads back to."""
        parts = urlsplit(address)
        link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        try:
            body = urlencode({"sub": sub} | form)
            kind = {"content-type": "application/x-www-form-urlencoded"}
            link.request("POST", f"{parts.path}?{parts.query}", body, kind)
            answer = link.getresponse()
            said = answer.read()
        finally:
            link.close()
        assert answer.status == 302, said
        back = urlsplit(answer.headers["location"] or "")
        assert f"{back.scheme}://{back.netloc}" == self.server.address
        return f"{back.path}?{back.query}"

    def log_in(self, sub: str = "wang", target: str = "/") -> Any:
        return self.ask(self.agree(self.begin(target), sub))

    @property
    def name(self) -> str:
        """Who is logged in; "" where nobody is."""
        page = self.ask("/account")
        return str(page.texts("dl.told dd")[0]) if page.status == 200 else ""


@pytest.fixture
def desk(
    tmp_path: Path, serve: Callable[..., Any], oidc: Any, fill_store: Any
) -> Iterator[Callable[..., Any]]:
    """Serves an office whose people log in by the provider, as its settings say."""
    url = f"sqlite:///{tmp_path}/office.db"
    store = Store(url)
    store.upgrade()
    fill_store(store)
    at = dt.datetime.now().astimezone()
    for role in Role:
        sites = ("5118000002",) if role is Role.CONTACT else ()
        store.accounts.add(role.value, role, "kept", sites, Actor(name="root"), at)
    oidc.control()
    oidc.person("wang", preferred_username="Reviewer", email="wang@qinghe.gov.cn")
    oidc.person("lost", preferred_username="nobody-here")
    oidc.person("gone", preferred_username="reader")
    open_ = []

    def begin(**words: Any) -> Any:
        provider = Provider(oidc.issuer, "", "", patience=PATIENCE)
        given = {"claim": "preferred_username", "label": "统一身份认证"} | words
        serving = serve(url, sign_on=SignOn(provider, **given))
        server = serving.__enter__()
        open_.append(serving)
        server.store = store
        oidc.register(f"{server.address}{BACK}")
        provider.client, provider._secret = oidc.client, oidc.secret
        server.provider = provider
        return server

    yield begin
    oidc.control()
    for serving in open_:
        serving.__exit__(None, None, None)
    store.close()


@pytest.fixture
def visit(desk: Any, oidc: Any) -> Visit:
    return Visit(desk(), oidc)


def told(answer: Any) -> str:
    return " ".join(answer.texts(".alarm"))


def entries(visit: Visit, act: AuditAct) -> list[Any]:
    return [one for one in visit.server.store.audit.entries()[1] if one.act is act]


class TestLoggingIn:
    def test_the_page_has_a_button_and_leads_on_as_before(self, visit: Visit) -> None:
        page = visit.ask("/findings?check=typo")
        assert page.status == 401
        (link,) = page.tree.css("a.act")
        assert link.text() == "用统一身份认证登录"
        assert link.attributes["href"] == "/login/sso?next=%2Ffindings%3Fcheck%3Dtypo"

    def test_state_nonce_and_a_proof_key_go_along(self, visit: Visit) -> None:
        query = parse_qs(urlsplit(visit.begin()).query)
        assert query["response_type"] == ["code"]
        assert query["code_challenge_method"] == ["S256"]
        assert {"state", "nonce", "code_challenge"} <= set(query)
        assert query["redirect_uri"] == [f"{visit.server.address}{BACK}"]
        again = parse_qs(urlsplit(visit.begin()).query)
        for name in ("state", "nonce", "code_challenge"):
            assert again[name] != query[name]

    def test_somebody_with_an_account_is_let_in_with_the_role_that_we_keep(
        self, visit: Visit
    ) -> None:
        answer = visit.log_in(target="/findings?check=typo")
        assert (answer.status, answer.headers["location"]) == (303, "/findings?check=typo")
        assert visit.name == "reviewer"
        assert visit.ask("/people").status == 403
        (entry,) = entries(visit, AuditAct.LOGGED_IN)
        assert (entry.subject, entry.by.role) == ("reviewer", Role.REVIEWER)
        assert entry.reason == f"统一身份认证（{visit.oidc.issuer}）"

    def test_the_session_is_a_new_one(self, visit: Visit) -> None:
        visit.cookies["govsweep_session"] = "planted-by-somebody-else"
        visit.log_in()
        first = visit.cookies["govsweep_session"]
        assert first != "planted-by-somebody-else"
        visit.log_in()
        assert visit.cookies["govsweep_session"] != first
        old = visit.server.ask("/account", cookie=f"govsweep_session={first}")
        assert old.status == 401, "the one before has ended"

    @pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil", ""])
    def test_it_leads_to_no_other_site(self, visit: Visit, target: str) -> None:
        assert visit.log_in(target=target).headers["location"] == "/"

    def test_a_claim_that_stands_only_in_the_user_info(self, visit: Visit) -> None:
        visit.oidc.control(claims={"preferred_username": None})
        visit.log_in()
        assert visit.name == "reviewer"

    def test_user_info_of_somebody_else_is_not_believed(self, visit: Visit) -> None:
        visit.oidc.control(claims={"preferred_username": None}, info={"sub": "admin"})
        assert "preferred_username" in told(visit.log_in())
        assert visit.name == ""

    def test_keys_are_rotated(self, visit: Visit) -> None:
        visit.log_in()
        visit.oidc.control(rotate=True)
        other = Visit(visit.server, visit.oidc)
        other.log_in()
        assert other.name == "reviewer"

    def test_passwords_go_on(self, visit: Visit) -> None:
        body = urlencode({"name": "reviewer", "password": "x"})
        assert "帐号或密码不对" in visit.server.ask("/login", "POST", body).text


class TestWhoHasNoAccount:
    def test_is_told_so_and_given_none(self, visit: Visit) -> None:
        answer = visit.log_in("lost")
        assert answer.status == 401
        assert "“nobody-here”在这里没有帐号" in told(answer)
        assert visit.name == ""
        assert len(visit.server.store.accounts.all()) == len(Role)

    def test_is_given_one_that_only_looks_where_the_office_says_so(
        self, desk: Any, oidc: Any
    ) -> None:
        visit = Visit(desk(adds_accounts=True), oidc)
        visit.log_in("lost")
        assert visit.name == "nobody-here"
        made = visit.server.store.accounts.get("nobody-here")
        assert made.role is Role.READER
        assert "nobody-here" in [one.subject for one in entries(visit, AuditAct.USER_ADDED)]

    def test_a_disabled_account_is_let_in_by_no_way(self, desk: Any, oidc: Any) -> None:
        visit = Visit(desk(adds_accounts=True), oidc)
        at = dt.datetime.now().astimezone()
        visit.server.store.accounts.set_disabled("reader", True, Actor(name="root"), at)
        assert "已经停用" in told(visit.log_in("gone"))
        assert visit.name == ""

    def test_a_name_that_can_be_none_is_shown_inert(self, visit: Visit) -> None:
        visit.oidc.person("bad", preferred_username="<script>alert(1)</script> x")
        answer = visit.log_in("bad")
        assert answer.status == 401
        assert "<script>alert" not in answer.text

    def test_a_mail_address_that_nobody_verified(self, desk: Any, oidc: Any) -> None:
        visit = Visit(desk(claim="email"), oidc)
        oidc.person("sly", email="admin", email_verified=False)
        assert "没有核实" in told(visit.log_in("sly"))
        oidc.person("sly", email="admin", email_verified=True)
        visit.log_in("sly")
        assert visit.name == "admin"


class TestWhatIsRefused:
    def test_a_state_that_is_not_of_this_browser(self, visit: Visit) -> None:
        path = visit.agree(visit.begin(), "wang")
        stranger = Visit(visit.server, visit.oidc)
        assert "重新登录" in told(stranger.ask(path))
        stranger.begin()
        assert "重新登录" in told(stranger.ask(path)), "it has begun another login"
        assert stranger.name == ""

    def test_a_cookie_of_somebody_elses_making(self, visit: Visit) -> None:
        path = visit.agree(visit.begin(), "wang")
        body, _, seal = visit.cookies["govsweep_sso"].partition(".")
        for cookie in (body, f"{body}x.{seal}", f".{seal}", "", "é.x", f"{body}.{seal[:-1]}0"):
            visit.cookies["govsweep_sso"] = cookie
            if cookie != f"{body}.{seal}":
                assert "重新登录" in told(visit.ask(path))
        assert visit.name == ""

    def test_an_answer_that_comes_a_second_time(self, visit: Visit) -> None:
        path = visit.agree(visit.begin(), "wang")
        kept = visit.cookies["govsweep_sso"]
        assert visit.ask(path).status == 303
        copied = Visit(visit.server, visit.oidc)
        copied.cookies["govsweep_sso"] = kept
        assert "重新登录" in told(copied.ask(path))
        assert copied.name == ""

    def test_a_code_that_was_used_before(self, visit: Visit) -> None:
        code = parse_qs(urlsplit(visit.agree(visit.begin(), "wang")).query)["code"][0]
        first = parse_qs(urlsplit(visit.agree(visit.begin(), "wang")).query)
        used = urlencode({"code": code, "state": first["state"][0]})
        answer = visit.ask(f"{BACK}?{used}")  # of another login: its proof key does not fit
        assert "没有承认这次登录" in told(answer)
        assert visit.name == ""

    def test_a_login_that_was_called_off(self, visit: Visit) -> None:
        state = parse_qs(urlsplit(visit.begin()).query)["state"][0]
        said = urlencode({"error": "access_denied", "state": state})
        assert "没有完成登录" in told(visit.ask(f"{BACK}?{said}"))

    def test_an_answer_of_another_issuer(self, visit: Visit) -> None:
        path = visit.agree(visit.begin(), "wang")
        assert "别的身份认证服务" in told(visit.ask(f"{path}&iss=https://evil.example"))

    @pytest.mark.parametrize(
        ("forgery", "why"),
        [
            ({"claims": {"nonce": "another"}}, "nonce"),
            ({"claims": {"nonce": None}}, "nonce"),
            ({"claims": {"exp": 1_000_000_000}}, "过期"),
            ({"claims": {"exp": None}}, "exp"),
            ({"claims": {"aud": "another-client"}}, "aud"),
            ({"claims": {"azp": "another-client"}}, "azp"),
            ({"claims": {"iss": "https://evil.example"}}, "iss"),
            ({"signed": "none"}, "算法"),
            ({"signed": "hs256"}, "算法"),
            ({"signed": "stranger"}, "签名"),
            ({"signed": "cut"}, "签名"),
        ],
        ids=str,
    )
    def test_a_token_that_is_not_to_be_believed(
        self, visit: Visit, forgery: dict[str, Any], why: str
    ) -> None:
        visit.oidc.control(**forgery)
        answer = visit.log_in()
        assert answer.status == 401
        assert why in told(answer)
        assert visit.name == ""

    def test_too_many_that_come_to_nothing(self, visit: Visit) -> None:
        for number in range(OF_ADDRESS):
            visit.oidc.person("lost", preferred_username=f"nobody{number}")
            assert visit.log_in("lost").status == 401
        answer = visit.log_in()
        assert answer.status == 429
        assert int(answer.headers["retry-after"]) > 600
        assert visit.name == ""
        assert entries(visit, AuditAct.BLOCKED)
        body = urlencode({"name": "admin", "password": "x"})
        assert visit.server.ask("/login", "POST", body).status == 429, "counted with passwords"

    def test_what_any_page_can_send_a_browser_to_counts_for_nobody(self, visit: Visit) -> None:
        for _ in range(OF_ADDRESS + 1):
            visit.server.ask(f"{BACK}?state=x&code=y")
        visit.log_in()
        assert visit.name == "reviewer"


class TestAProviderThatIsNotWell:
    def test_away_when_somebody_begins(self, visit: Visit) -> None:
        visit.oidc.control(away="/.well-known/openid-configuration")
        answer = visit.ask("/login/sso")
        assert answer.status == 503
        assert "答复 502" in told(answer)
        assert answer.tree.css("input[name=password]"), "by password one still can"

    def test_nobody_listens_there(self, visit: Visit) -> None:
        visit.server.provider.issuer = "http://127.0.0.1:9"
        visit.server.provider._egress = Provider("http://127.0.0.1:9", "", "")._egress
        assert "连接不上" in told(visit.ask("/login/sso"))

    def test_slow(self, visit: Visit) -> None:
        visit.server.provider._patience = 0.5
        visit.oidc.control(slow=3)
        answer = visit.ask("/login/sso")
        assert (answer.status, "没有及时答复" in told(answer)) == (503, True)

    def test_away_when_somebody_comes_back(self, visit: Visit) -> None:
        path = visit.agree(visit.begin(), "wang")
        visit.oidc.control(away="/oauth2/token")
        assert visit.ask(path).status == 503
        assert visit.name == ""

    def test_a_secret_that_is_not_ours(self, visit: Visit) -> None:
        visit.server.provider._secret = "another"
        answer = visit.log_in()
        assert (answer.status, "sso_secret" in told(answer)) == (503, True)

    @pytest.mark.parametrize(
        "document",
        [
            {"issuer": "https://evil.example"},
            {"token_endpoint": "http://evil.example/token"},
            {"jwks_uri": None},
            {"authorization_endpoint": "javascript:alert(1)"},
        ],
        ids=str,
    )
    def test_a_discovery_that_leads_astray(self, visit: Visit, document: Any) -> None:
        visit.oidc.control(document=document)
        assert visit.ask("/login/sso").status == 503

    @pytest.mark.parametrize(
        "host", ["https://169.254.169.254/", "https://10.0.0.8/", "https://127.0.0.1:1/"]
    )
    def test_it_leads_to_no_other_host_of_the_network(self, visit: Visit, host: str) -> None:
        visit.oidc.control(document={"token_endpoint": host})
        answer = visit.log_in()
        assert (answer.status, "没有访问" in told(answer)) == (503, True)

    def test_redirects_are_not_followed(self, visit: Visit) -> None:
        visit.oidc.control(leads_away="/jwks")
        assert visit.log_in().status == 503


class TestLeaving:
    def test_the_session_ends_and_the_provider_can_be_left_too(self, visit: Visit) -> None:
        visit.log_in()
        session = f"govsweep_session={visit.cookies['govsweep_session']}"
        csrf = visit.ask("/account").tree.css_first("input[name=csrf]").attributes["value"]
        left = visit.server.ask("/logout", "POST", urlencode({"csrf": csrf}), cookie=session)
        assert left.headers["location"] == "/login?left=1"
        assert visit.server.ask("/account", cookie=session).status == 401
        page = visit.server.ask("/login?left=1")
        assert page.tree.css("a[href='/logout/sso']")
        led = visit.server.ask("/logout/sso").headers["location"]
        assert led.startswith(f"{visit.oidc.issuer}/oauth2/end_session?")
        back = parse_qs(urlsplit(led).query)["post_logout_redirect_uri"]
        assert back == [f"{visit.server.address}/login"]

    def test_a_provider_without_a_way_out(self, visit: Visit) -> None:
        visit.oidc.control(document={"end_session_endpoint": None})
        answer = visit.server.ask("/logout/sso")
        assert (answer.status, "没有提供退出" in told(answer)) == (404, True)


class TestInABrowser:
    """A browser keeps back cookies, and forms from leading away, as no client here does."""

    @pytest.fixture
    def tab(self, desk: Any, oidc: Any, browser: Any, a_tab: Callable[..., Any]) -> Any:
        """At a host of another name than the provider's, as an office's are."""
        server = desk()
        address = server.address.replace("127.0.0.1", "localhost")
        oidc.register(f"{address}{BACK}")
        server.provider.client, server.provider._secret = oidc.client, oidc.secret
        browser.delete_all_cookies()
        return a_tab(1280, address)

    def log_in(self, tab: Any, sub: str) -> None:
        tab.follow("a[href^='/login/sso']")
        assert "Authorize" in tab.text("h1")  # the provider's own page
        tab.browser.find_element("css selector", "input[name=sub]").send_keys(sub)
        tab.follow("form:first-of-type button")

    def test_in_and_out_again(self, tab: Any) -> None:
        tab.open("/findings?check=typo")
        self.log_in(tab, "wang")
        assert tab.browser.current_url.endswith("/findings?check=typo")
        assert "reviewer（审核员）" in tab.text("footer")
        tab.follow("footer button")
        assert tab.text("h1") == "登录"
        tab.follow("a[href='/logout/sso']")
        assert not tab.browser.current_url.startswith(tab.root)
        tab.open("/findings")
        assert tab.text("h1") == "登录"

    def test_somebody_without_an_account_is_told_so(self, tab: Any) -> None:
        tab.open("/queue")
        self.log_in(tab, "lost")
        assert "请管理员添加" in tab.text(".alarm")
        tab.open("/queue")
        assert tab.text("h1") == "登录"


class TestWithoutIt:
    @pytest.mark.parametrize("path", ["/login/sso", BACK, "/logout/sso"])
    def test_there_is_no_such_page(self, office: Any, path: str) -> None:
        assert office.ask(path).status == 404
        assert "/login/sso" not in office.ask("/login").text
