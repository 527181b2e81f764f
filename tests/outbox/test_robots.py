"""Robots over real HTTP: whole messages within their limits, so many a minute, nothing lost."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from govsweep.outbox import Receiver

KEY = "693a91f6-7xxx"


@dataclass
class Robot:
    """A chat robot that answers as the real ones do: 200, and what it thinks in the body."""

    time: Any
    codes: list[int] = field(default_factory=list)  # to come
    shown: list[dict[str, Any]] = field(default_factory=list)  # messages in the group
    asked: list[tuple[float, dict[str, str], int]] = field(default_factory=list)
    port: int = 0

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/robot/send", self._take)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()
        self.port = self.runner.addresses[0][1]

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.asked.append((self.time.seconds, dict(request.query), len(body)))
        code = self.codes.pop(0) if self.codes else 0
        if code == 0:
            self.shown.append(json.loads(body.decode("utf-8", "strict")))
        return web.json_response({"errcode": code, "errmsg": "ok"})

    def receiver(self, kind: str, **words: Any) -> Receiver:
        url = f"http://127.0.0.1:{self.port}/robot/send?key={KEY}"
        return Receiver(name="群", kind=kind, url=url, **words)

    @property
    def texts(self) -> list[str]:
        return [
            next(iter(told[told["msgtype"]][name] for name in ("content", "text")
                      if name in told[told["msgtype"]]))
            for told in self.shown
        ]  # fmt: skip


@pytest.fixture
def robot(time: Any) -> Robot:
    return Robot(time)


def deliver(robot: Robot, outbox: Callable[..., Any], *rounds: Receiver, **words: Any) -> None:
    async def scene() -> None:
        await robot.start()
        for _ in range(words.get("times", 1)):
            await outbox(robot.receiver(**{"kind": "wecom"} | words.get("about", {}))).deliver()
            robot.time.move(words.get("move", 0.0))
        await robot.runner.cleanup()

    asyncio.run(scene())


MANY = [f"第{number}处错字" for number in range(60)]
LIMITS = {
    ("wecom", "markdown"): 4_096,
    ("wecom", "text"): 2_048,
    ("dingtalk", "markdown"): 20_000,
    ("dingtalk", "text"): 20_000,
}


class TestDigests:
    def test_a_night_is_one_message_by_unit(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("攻府", "登陆")
        deliver(robot, outbox)
        (text,) = robot.texts
        assert text.startswith("政府网站巡检：新发现 2，巡检结束 1")
        assert "**市政府办公室**\n- 【新发现】清禾市人民政府：“" in text
        assert "\nhttp://www.qinghe.gov.cn/art/1.html" in text
        assert "- 2026-11-20 夜第 1 次巡检结束：1 个网站" in text
        assert city.states("群") == (3, 0, 0)

    @pytest.mark.parametrize(("kind", "form"), LIMITS)
    def test_long_ones_are_split_between_findings_by_bytes(
        self, city: Any, robot: Robot, outbox: Callable[..., Any], kind: str, form: str
    ) -> None:
        city.find(*MANY, message="这一处的错别字需要改正" * 9)
        deliver(robot, outbox, about={"kind": kind, "format": form})
        limit = LIMITS[kind, form]
        sizes = [len(text.encode()) for text in robot.texts]
        if kind == "dingtalk":
            sizes = [size for _, _, size in robot.asked]
        assert max(sizes) <= limit
        assert max(sizes) > limit * 0.8  # and no more messages than it takes
        if kind == "dingtalk" or form == "markdown":
            assert sum(text.count("【新发现】") for text in robot.texts) == len(MANY)
        assert all(text.startswith("政府网站巡检") for text in robot.texts)

    def test_what_is_left_out_is_counted(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find(*(f"第{number}处" for number in range(300)), message="长" * 200)
        deliver(robot, outbox, about={"format": "text"})
        assert len(robot.texts) == 10
        named = sum(text.count("【新发现】") for text in robot.texts)
        assert f"其余 {300 - named} 条从略（新发现 {300 - named}" in robot.texts[-1] or (
            f"其余 {301 - named} 条从略" in robot.texts[-1]
        )
        assert city.states("群") == (301, 0, 0)

    def test_one_endless_finding_is_cut_at_a_character(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("错", message="字" * 9_000)
        deliver(robot, outbox, about={"format": "text"})
        assert "字…\nhttp://" in "".join(robot.texts)

    def test_notices_are_not_for_chats(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("提示", severity="notice")
        deliver(robot, outbox, about={"events": ["finding.opened"]})
        assert robot.asked == []


class TestHostileWords:
    @pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
    def test_they_mention_nobody_and_link_nowhere(
        self, city: Any, robot: Robot, outbox: Callable[..., Any], kind: str
    ) -> None:
        city.find(
            "错",
            message="<@all> @所有人 [点此领取](http://evil.example/) **急** `x` <font color=red>",
            owner="# 一级标题\n\n> 引用",
            site_name="<script>alert(1)</script>",
            url="http://www.qinghe.gov.cn/a](http://evil.example/)<@all>",
        )
        deliver(robot, outbox, about={"kind": kind})
        (text,) = robot.texts
        body = text.replace("**巡检**", "").replace("**＃ 一级标题 ＞ 引用**", "")
        assert not set("<>[]()`*@") & set(body)
        assert "＜＠all＞ ＠所有人 ［点此领取］（http://evil.example/）" in body

    def test_an_address_that_is_none_is_left_out(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("错", url="javascript:alert(1)")
        deliver(robot, outbox)
        assert "javascript" not in robot.texts[0]


class TestPace:
    def test_no_minute_sees_more_than_the_robot_takes(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        for batch in range(6):  # six digests of ten messages
            city.find(*(f"{batch}-{number}" for number in range(499)), message="长" * 200)
        deliver(robot, outbox, about={"format": "text"})
        times = [at for at, _, _ in robot.asked]
        assert len(times) == 60
        for start in times:
            assert sum(start <= at < start + 60.0 for at in times) <= 20
        assert city.states("群")[1] == 0

    @pytest.mark.parametrize(
        ("kind", "code", "wait"), [("wecom", 45009, 60.0), ("dingtalk", 130101, 600.0)]
    )
    def test_told_that_it_was_too_often_we_keep_still(
        self, city: Any, robot: Robot, outbox: Callable[..., Any], kind: str, code: int, wait: float
    ) -> None:
        city.find("错")
        robot.codes = [code]
        deliver(robot, outbox, about={"kind": kind}, times=2, move=wait - 1)
        assert len(robot.asked) == 1
        deliver(robot, outbox, about={"kind": kind})
        assert city.states("群") == (2, 0, 0)


class TestTrouble:
    def test_what_was_shown_is_not_shown_again(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find(*MANY, message="这一处的错别字需要改正" * 9)
        robot.codes = [0, 0, -1]
        deliver(robot, outbox, times=2, move=3_600.0)
        assert sum(text.count("【新发现】") for text in robot.texts) == len(MANY)
        assert city.states("群") == (61, 0, 0)

    def test_an_error_code_is_no_success_and_is_told(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("错")
        robot.codes = [93000]
        deliver(robot, outbox)
        (counted,) = city.store.outbox.delivery_counts()
        assert (counted.waiting, counted.answer) == (2, "答复错误码 93000")

    def test_a_message_it_will_never_take_is_given_up(
        self, city: Any, robot: Robot, outbox: Callable[..., Any]
    ) -> None:
        city.find("错")
        robot.codes = [430104] * 3
        deliver(robot, outbox, about={"kind": "dingtalk"}, times=3, move=3_600.0)
        assert city.states("群") == (0, 0, 2)


class TestKeys:
    def test_wecom_s_key_may_come_from_the_environment(
        self, city: Any, robot: Robot, outbox: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ROBOT_KEY", "geheim")
        city.find("错")
        deliver(robot, outbox, about={"secret_env": "ROBOT_KEY"})
        ((_, query, _),) = robot.asked
        assert query == {"key": "geheim"}

    def test_dingtalk_s_signature_is_of_the_moment(
        self, city: Any, robot: Robot, outbox: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ROBOT_KEY", "SEC一二三")
        for _ in range(8):  # a signature with + / = in it is among them
            city.find("错")
            robot.time.move(61.0)
            deliver(robot, outbox, about={"kind": "dingtalk", "secret_env": "ROBOT_KEY"})
        assert len(robot.asked) == 8
        for at, query, _ in robot.asked:
            assert query["timestamp"] == str(round(at * 1000))
            signed = f"{query['timestamp']}\nSEC一二三".encode()
            digest = hmac.new("SEC一二三".encode(), signed, hashlib.sha256).digest()
            assert query["sign"] == base64.b64encode(digest).decode()
            assert query["key"] == KEY
