"""Media accounts in the browser and by the API: the table, its forms, posts that programs send."""

import datetime as dt
import json
from typing import Any

import pytest

from govsweep.facts import MediaStatus, Platform
from govsweep.media import identifier

EDU = identifier(Platform.WEIXIN, "edu")
POST = {
    "platform": "微信",
    "account": "edu",
    "time": "2026-11-01 09:00",
    "title": "通知",
    "text": "请登录网站查询。",
    "url": "https://mp.weixin.qq.com/s/a",
}
TOKEN = "a token for posts alone"


class TestTheTable:
    def test_what_nobody_imported_is_unknown(self, office: Any, log_in: Any) -> None:
        page = log_in(office, "reader").ask("/media")
        assert page.texts("tbody th a") == ["账号edu", "账号gov"]
        assert page.texts("tbody .state") == ["未知", "未知"]
        assert "没有导入" in page.text
        assert not page.tree.css("form[method=post][action='/media']")

    def test_one_is_registered_by_its_fields(self, office: Any, log_in: Any) -> None:
        reviewer = log_in(office, "reviewer")
        fields = {
            "platform": "微博",
            "handle": "123456",
            "name": "清禾微博",
            "organizer": "市政府办",
        }
        assert reviewer.send("/media", **fields).status == 303
        assert "清禾微博" in reviewer.ask("/media?platform=weibo").text
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.by.name, entry.subject) == ("reviewer", "新媒体账号 清禾微博（微博）")

    def test_a_wrong_field_is_told_and_nothing_is_registered(
        self, office: Any, log_in: Any
    ) -> None:
        answer = log_in(office, "admin").send("/media", platform="某某", handle="a", name="b")
        assert answer.status == 400
        assert "平台：“某某”不是认得的平台" in answer.text
        assert "主办单位：缺少" in answer.text
        assert len(office.store.media.all()) == 2

    def test_a_file_is_taken_row_by_row(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        table = "平台,账号,名称,主办单位\n抖音,dy1,清禾抖音,市政府办\n某某,x,错的,市政府办\n"
        lines = [
            *("--b", 'Content-Disposition: form-data; name="csrf"', "", admin.csrf, "--b"),
            'Content-Disposition: form-data; name="file"; filename="表.csv"',
            *("Content-Type: text/csv", "", table, "--b--", ""),
        ]
        answer = office.post_bytes(
            "/media",
            "\r\n".join(lines).encode(),
            cookie=admin.cookie,
            content_type="multipart/form-data; boundary=b",
        )
        assert answer.status == 400
        assert "已登记 1 个账号，拒收 1 行" in answer.text
        assert "表.csv 第 3 行，字段 平台" in answer.text
        assert "清禾抖音" in admin.ask("/media").text

    def test_a_status_is_changed_from_a_day_on(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        day = dt.date(2026, 11, 21)
        form = f"/media/{EDU}/status"
        assert admin.send(form, status="cancelling", day=day.isoformat()).status == 303
        one = next(one for one in office.store.media.all() if one.identifier == EDU)
        assert (one.status, one.cancelling_since) == (MediaStatus.CANCELLING, day)
        assert "2026-11-21 注销中" in admin.ask(f"/media/{EDU}").text

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"status": "running"}, "已经是这个状态"),
            ({"status": "gone"}, "没有这个账号或状态"),
            ({"status": "cancelled", "day": "去年"}, "不是日期"),
            ({"status": "cancelled", "day": "2999-01-01"}, "还没有到"),
            ({"status": "cancelled", "day": "2001-01-01"}, "早于上一次变更"),
        ],
    )
    def test_a_status_that_cannot_be(
        self, office: Any, log_in: Any, fields: dict[str, str], said: str
    ) -> None:
        answer = log_in(office, "admin").send(f"/media/{EDU}/status", **fields)
        assert answer.status == 400
        assert said in answer.text

    def test_one_that_was_mistyped_is_taken_out(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        form = f"/media/{EDU}/remove"
        assert "撤销登记要写明原因" in admin.send(form, note=" ").text
        assert log_in(office, "reader").send(form, note="写错了").status == 403
        assert admin.send(form, note="写错了").status == 303
        assert EDU not in {one.identifier for one in office.store.media.all()}
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.by.name, entry.reason) == ("admin", "写错了")
        assert admin.send(form, note="写错了").status == 404

    def test_one_of_which_something_is_known_is_kept(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        form = f"/media/{EDU}/remove"
        assert admin.ask(f"/media/{EDU}").tree.css(f"form[action='{form}']")
        TestPosts().send(office, admin, [POST])
        page = admin.ask(f"/media/{EDU}")
        assert not page.tree.css(f"form[action='{form}']")
        assert "要留作历史，不能撤销登记" in page.text
        answer = admin.send(form, note="写错了")
        assert answer.status == 400
        assert "已经有导入的发布内容，要留作历史，不能撤销登记" in answer.text
        assert EDU in {one.identifier for one in office.store.media.all()}


class TestPosts:
    def send(self, office: Any, who: Any, body: Any, query: str = "", **headers: str) -> Any:
        kind = {"content_type": "application/json"}
        own = {"x_csrf_token": who.csrf, "cookie": who.cookie} if who else {}
        text = body if isinstance(body, str) else json.dumps(body)
        return office.ask(f"/api/v1/posts{query}", "POST", text, **(kind | own | headers))

    def test_what_was_sent_is_counted_and_kept_once(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        assert self.send(office, admin, [POST]).json == {
            "new": 1, "same": 0, "changed": 0, "deleted": 0, "repeated": 0, "refused": 0,
            "accounts": 1, "doubted": [], "dry_run": False, "faults": [],
        }  # fmt: skip
        assert self.send(office, admin, [POST]).json["same"] == 1
        assert self.send(office, admin, [POST | {"text": "改过"}]).json["changed"] == 1
        assert "通知" in admin.ask(f"/media/{EDU}").text
        assert self.send(office, admin, [POST | {"deleted": True}]).json["deleted"] == 1

    def test_lines_are_taken_too(self, office: Any, log_in: Any) -> None:
        lines = "\n".join(map(json.dumps, (POST, {"account": "edu"})))
        answer = self.send(
            office, log_in(office, "admin"), lines, content_type="application/x-ndjson"
        )
        assert answer.json["new"] == 1

    def test_a_dry_run_writes_nothing(self, office: Any, log_in: Any) -> None:
        assert self.send(office, log_in(office, "admin"), [POST], "?dry_run=true").json["new"] == 1
        assert office.store.posts.of_account(EDU) == []

    def test_a_wrong_one_is_told_by_its_place_and_the_others_are_kept(
        self, office: Any, log_in: Any
    ) -> None:
        answer = self.send(
            office, log_in(office, "admin"), [POST | {"account": "别家"}, 3, POST]
        ).json
        assert (answer["new"], answer["refused"]) == (1, 2)
        assert [(one["line"], one["field"]) for one in answer["faults"]] == [
            (1, "account"),
            (2, "整项"),
        ]

    @pytest.mark.parametrize(
        ("body", "query", "said"),
        [
            ("{", "", "不是 JSON"),
            ("{}", "", "应是 JSON 数组"),
            ("[]", "?through=2999-01-01", "还没有到"),
            ("[]", "?since=2026-11-02&through=2026-11-01", "晚于"),
            ("[]", "?every=true", "要写明从哪天到哪天"),
        ],
    )
    def test_what_cannot_be_read(
        self, office: Any, log_in: Any, body: str, query: str, said: str
    ) -> None:
        answer = self.send(office, log_in(office, "admin"), body, query)
        assert answer.status == 422
        assert said in answer.text

    def test_an_empty_body_does_not_say_that_all_were_silent(
        self, office: Any, log_in: Any
    ) -> None:
        days = "?since=2026-10-01&through=2026-11-18&every=true"
        answer = self.send(
            office, log_in(office, "admin"), " \n", days, content_type="application/x-ndjson"
        )
        assert (answer.status, "请求体是空的" in answer.text) == (422, True)
        assert office.store.posts.imported() == []

    def test_a_form_of_a_foreign_page_is_refused(self, office: Any, log_in: Any) -> None:
        answer = self.send(office, log_in(office, "admin"), [POST], content_type="text/plain")
        assert answer.status == 415

    def test_the_days_that_are_known(self, office: Any, log_in: Any) -> None:
        self.send(
            office,
            log_in(office, "admin"),
            [POST],
            "?since=2026-10-01&through=2026-11-18&every=true",
        )
        known = {one.account: one.spans for one in office.store.posts.imported()}
        assert len(known) == 2
        assert all(one[0].through == dt.date(2026, 11, 18) for one in known.values())


def test_a_program_with_the_token_sends_posts_and_does_nothing_else(
    office: Any, serve: Any
) -> None:
    url = office.store.engine.url.render_as_string(hide_password=False)
    with serve(url, posts_token=TOKEN) as server:
        carried = {"authorization": f"Bearer {TOKEN}"}
        kind = {"content_type": "application/json"}
        answer = server.ask("/api/v1/posts", "POST", json.dumps([POST]), **carried, **kind)
        assert answer.json["new"] == 1
        for path in ("/", "/api/v1/findings", "/media", "/audit"):
            assert server.ask(path, **carried).status == 401
        assert server.ask("/api/v1/posts", **carried).status == 405
        wrong = {"authorization": "Bearer another"}
        assert server.ask("/api/v1/posts", "POST", "[]", **wrong, **kind).status == 401
