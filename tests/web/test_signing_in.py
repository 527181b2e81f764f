"""Logging in by name: sessions, wrong passwords, forms of other sites."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from govsweep.accounts import Actor, AuditAct, Role
from govsweep.accounts.throttle import OF_ADDRESS, OF_NAME
from govsweep.store import Store

LogIn = Callable[..., Any]
TOKEN = "Zhe-shi-fangwen-lingpai"


def form(name: str, password: str = "wrong horse", **more: str) -> str:
    return urlencode({"name": name, "password": password} | more)


class TestBeforeThereIsAnAccount:
    def test_who_sits_at_the_machine_looks_and_is_told_how_to_add_one(self, served: Any) -> None:
        page = served.ask("/")
        assert page.status == 200
        assert "govsweep users add" in page.text
        assert served.ask("/login").status == 404

    @pytest.mark.parametrize("path", ["/logout", "/account/password", "/login"])
    def test_nobody_acts(self, served: Any, path: str) -> None:
        assert served.ask(path, "POST", "").status in (303, 403, 404)
        assert served.ask("/account").status == 404


class TestFromTheFirstAccountOn:
    @pytest.mark.parametrize("path", ["/", "/findings", "/api/v1/sites", "/openapi.json", "/x"])
    def test_nothing_is_told_without_it(self, office: Any, path: str) -> None:
        answer = office.ask(path)
        assert answer.status == 401
        assert "清禾市" not in answer.text

    def test_it_counts_at_once_and_also_when_disabled(
        self, tmp_path: Path, serve: Callable[..., Any]
    ) -> None:
        url = f"sqlite:///{tmp_path}/a.db"
        store = Store(url)
        store.upgrade()
        with serve(url) as server:
            assert server.ask("/").status == 200
            at, by = dt.datetime.now().astimezone(), Actor(name="root")
            store.accounts.add("wang", Role.ADMIN, "kept", (), by, at)
            assert server.ask("/").status == 401
            store.accounts.set_disabled("wang", True, by, at)
            assert server.ask("/").status == 401
        store.close()

    def test_one_logs_in_and_is_led_on(self, office: Any) -> None:
        body = form("ＡＤＭＩＮ ", "correct horse", next="/findings?check=typo")
        answer = office.ask("/login", "POST", body)
        assert (answer.status, answer.headers["location"]) == (303, "/findings?check=typo")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        page = office.ask("/", cookie=cookie.partition(";")[0])
        assert "admin（管理员）" in page.texts("footer p")[1]

    @pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil", ""])
    def test_it_leads_to_no_other_site(self, office: Any, target: str) -> None:
        answer = office.ask("/login", "POST", form("admin", "correct horse", next=target))
        assert answer.headers["location"] == "/"

    @pytest.mark.parametrize(
        ("name", "password"),
        [("admin", "wrong"), ("nobody", "correct horse"), ("", ""), ("admin", ""), ("a b", "x")],
    )
    def test_anything_else_is_refused_in_the_same_words(
        self, office: Any, name: str, password: str
    ) -> None:
        answer = office.ask("/login", "POST", form(name, password))
        assert answer.status == 401
        assert "帐号或密码不对" in answer.text
        assert answer.headers["set-cookie"] is None

    def test_a_disabled_account_is_refused_in_the_same_words(self, office: Any) -> None:
        at = dt.datetime.now().astimezone()
        office.store.accounts.set_disabled("reader", True, Actor(name="root"), at)
        answer = office.ask("/login", "POST", form("reader", "correct horse"))
        assert answer.status == 401
        assert "帐号或密码不对" in answer.text

    def test_programs_go_on_with_the_token_and_only_look(
        self, city: str, tmp_path: Path, serve: Callable[..., Any]
    ) -> None:
        url = f"sqlite:///{tmp_path}/a.db"
        store = Store(url)
        store.upgrade()
        at = dt.datetime.now().astimezone()
        store.accounts.add("wang", Role.ADMIN, "kept", (), Actor(name="root"), at)
        store.close()
        with serve(url, token=TOKEN) as server:
            bearer = {"authorization": f"Bearer {TOKEN}"}
            assert server.ask("/api/v1/sites", **bearer).status == 200
            assert server.ask("/audit", **bearer).status == 403
            assert server.ask("/account/password", "POST", "", **bearer).status == 403
            assert server.ask("/login", "POST", f"token={TOKEN}").status == 401
            assert server.ask("/api/v1/sites").status == 401


class TestSessions:
    def test_a_cookie_brought_along_is_not_taken_over(self, office: Any, log_in: LogIn) -> None:
        planted = "govsweep_session=planted-by-somebody-else"
        body = form("admin", "correct horse")
        answer = office.ask("/login", "POST", body, cookie=planted)
        cookie = answer.headers["set-cookie"].partition(";")[0]
        assert cookie != planted
        assert office.ask("/", cookie=planted).status == 401
        again = office.ask("/login", "POST", body, cookie=cookie)
        assert again.headers["set-cookie"].partition(";")[0] != cookie
        assert office.ask("/", cookie=cookie).status == 401, "the one before has ended"

    def test_leaving_ends_it_for_whoever_copied_the_cookie(
        self, office: Any, log_in: LogIn
    ) -> None:
        admin = log_in(office, "admin")
        assert admin.send("/logout").headers["location"] == "/login"
        assert admin.ask("/").status == 401
        assert admin.send("/logout").status == 401

    def test_the_database_does_not_hold_the_cookie(self, office: Any, log_in: LogIn) -> None:
        cookie = log_in(office, "admin").cookie.partition("=")[2]
        with office.store.engine.connect() as link:
            kept = link.exec_driver_sql("SELECT key FROM web_session").scalars().all()
        assert len(kept) == 1
        assert cookie not in kept

    def test_it_ends_when_the_account_does(self, office: Any, log_in: LogIn) -> None:
        reader = log_in(office, "reader")
        at = dt.datetime.now().astimezone()
        office.store.accounts.set_disabled("reader", True, Actor(name="root"), at)
        assert reader.ask("/").status == 401

    def test_a_new_password_ends_all_of_them(self, office: Any, log_in: LogIn) -> None:
        here, there = log_in(office, "reader"), log_in(office, "reader")
        new = "another horse again"
        wrong = here.send("/account/password", old="no", new=new, again=new)
        assert (wrong.status, "原密码不对" in wrong.text) == (400, True)
        other = here.send("/account/password", old="correct horse", new=new, again="x")
        assert "不同" in other.text
        weak = here.send("/account/password", old="correct horse", new="short", again="short")
        assert "至少" in weak.text or "字符" in weak.text
        answer = here.send("/account/password", old="correct horse", new=new, again=new)
        assert answer.headers["location"] == "/login"
        assert there.ask("/").status == here.ask("/").status == 401
        assert log_in(office, "reader", new).ask("/").status == 200


class TestWrongPasswords:
    def test_a_name_waits_also_with_the_right_one(self, office: Any) -> None:
        for _ in range(OF_NAME):
            assert office.ask("/login", "POST", form("admin")).status == 401
        answer = office.ask("/login", "POST", form("admin", "correct horse"))
        assert answer.status == 429
        assert int(answer.headers["retry-after"]) > 0
        assert "分钟" in answer.text
        assert office.ask("/login", "POST", form("reader", "correct horse")).status == 303

    def test_hundreds_are_held(self, office: Any) -> None:
        """All but the first are answered without looking at a password; the rows stay few."""
        statuses = [
            office.ask("/login", "POST", form(f"name{number}")).status
            for number in range(10 * OF_ADDRESS)
        ]
        assert statuses[:OF_ADDRESS] == [401] * OF_ADDRESS
        assert set(statuses[OF_ADDRESS:]) == {429}
        with office.store.engine.connect() as link:
            assert link.exec_driver_sql("SELECT count(*) FROM login_failure").scalar() == OF_ADDRESS
        assert office.store.audit.entries(act=AuditAct.BLOCKED)[0] == 1


class TestFormsOfOtherSites:
    def test_one_without_the_word_is_refused(self, office: Any, log_in: LogIn) -> None:
        admin, reader = log_in(office, "admin"), log_in(office, "reader")
        for word in ("", "x", reader.csrf):
            body = urlencode({"csrf": word})
            assert office.ask("/logout", "POST", body, cookie=admin.cookie).status == 403
        assert admin.ask("/").status == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"sec_fetch_site": "cross-site"},
            {"sec_fetch_site": "same-site"},
            {"origin": "http://evil.example"},
        ],
    )
    def test_one_that_a_browser_says_is_foreign_is_refused(
        self, office: Any, log_in: LogIn, headers: dict[str, str]
    ) -> None:
        admin = log_in(office, "admin")
        body = urlencode({"csrf": admin.csrf})
        assert office.ask("/logout", "POST", body, cookie=admin.cookie, **headers).status == 403
        assert office.ask("/login", "POST", form("admin", "correct horse"), **headers).status == 403

    def test_the_word_may_stand_in_a_header(self, office: Any, log_in: LogIn) -> None:
        admin = log_in(office, "admin")
        answer = office.ask("/logout", "POST", "", cookie=admin.cookie, x_csrf_token=admin.csrf)
        assert answer.status == 303


def test_scripts_of_ours_run_only_for_who_logged_in(office: Any, log_in: LogIn) -> None:
    policy = log_in(office, "admin").ask("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in office.ask("/login").headers["content-security-policy"]


def test_the_audit_shows_who_came_and_is_exported(office: Any, log_in: LogIn) -> None:
    log_in(office, "reader")
    admin = log_in(office, "admin")
    page = admin.ask("/audit?name=reader")
    assert page.texts("tbody th") == ["reader只读 · 127.0.0.1"]
    assert "登录" in page.texts("tbody td")[1]
    told = admin.ask("/audit.csv").body.decode("utf-8-sig").splitlines()
    assert told[0].startswith("序号,时间,姓名")
    assert [line.split(",")[5] for line in told[1:]] == ["添加帐号"] * 4 + ["登录"] * 2


def elsewhere(server: Any, name: str, password: str, address: str) -> int:
    body = form(name, password)
    return int(server.ask("/login", "POST", body, x_forwarded_for=address).status)


class TestTriesOfOthers:
    def test_who_logged_in_from_there_before_is_let_in_whatever_is_tried_elsewhere(
        self, office: Any
    ) -> None:
        assert elsewhere(office, "admin", "correct horse", "10.0.0.1") == 303
        for place in range(OF_NAME):
            assert elsewhere(office, "admin", "wrong horse", f"10.9.0.{place}") == 401
        assert elsewhere(office, "admin", "correct horse", "10.9.1.1") == 429
        assert elsewhere(office, "admin", "correct horse", "10.0.0.1") == 303

    def test_where_one_logged_in_before_wrong_passwords_count_too(self, office: Any) -> None:
        assert elsewhere(office, "admin", "correct horse", "10.0.0.1") == 303
        for _ in range(OF_NAME):
            assert elsewhere(office, "admin", "wrong horse", "10.0.0.1") == 401
        assert elsewhere(office, "admin", "correct horse", "10.0.0.1") == 429

    def test_many_at_once_are_no_more_than_one_after_the_other(self, office: Any) -> None:
        with ThreadPoolExecutor(24) as many:
            told = list(
                many.map(
                    lambda place: elsewhere(office, "admin", "wrong horse", f"10.9.0.{place}"),
                    range(24),
                )
            )
        assert told.count(401) <= OF_NAME + 1, "two passwords are looked at at a time"
