"""E-mail through a real mail server: encrypted, once, and never lost."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from govsweep.outbox import Receiver

PASSWORD = "geheim"


class Mailbox:
    """Keeps the mails that were taken; refuses some first."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.unknown: set[str] = set()
        self.encrypted: list[bool] = []
        self.keys: list[str] = []  # of every mail that was offered

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.keys.append(mail["message-id"])
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(mail)
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


class Post:
    """A mail server on loopback that speaks only when encrypted."""

    def __init__(self, context: ssl.SSLContext, *, implicit: bool) -> None:
        self.box = Mailbox()
        self.scheme = "smtps" if implicit else "smtp"
        self.context = context
        self.port = 0
        self.logins: list[bool] = []

    def _check(self, server: Any, session: Any, envelope: Any, how: str, told: Any) -> AuthResult:
        known = told == LoginPassword(b"govsweep", PASSWORD.encode())
        self.logins.append(known)
        return AuthResult(success=known, handled=False)

    def _serve(self) -> SMTP:
        implicit = self.scheme == "smtps"
        return SMTP(
            self.box,
            hostname="localhost",
            authenticator=self._check,
            auth_require_tls=not implicit,
            tls_context=None if implicit else self.context,
            require_starttls=not implicit,
        )

    async def start(self) -> None:
        context = self.context if self.scheme == "smtps" else None
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(self._serve, "127.0.0.1", self.port, ssl=context)
        self.port = self.server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.server.close()
        await self.server.wait_closed()

    def receiver(self, **words: Any) -> Receiver:
        given: dict[str, Any] = {
            "url": f"{self.scheme}://127.0.0.1:{self.port}",
            "user": "govsweep",
            "secret_env": "MAIL_PASSWORD",
            "sender": "巡检 <govsweep@qinghe.gov.cn>",
            "to": ["jianguan@qinghe.gov.cn", "bangong@qinghe.gov.cn"],
        }
        return Receiver(name="信箱", kind="mail", **(given | words))


@pytest.fixture(params=["starttls", "implicit"])
def post(request: pytest.FixtureRequest, authority: Any, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    return Post(authority.server, implicit=request.param == "implicit")


def deliver(
    post: Post, outbox: Callable[..., Any], time: Any, times: int = 1, **words: Any
) -> None:
    async def scene() -> None:
        await post.start()
        for _ in range(times):
            await outbox(post.receiver(**words)).deliver()
            time.move(3_600.0)
        await post.stop()

    asyncio.run(scene())


def test_a_night_is_one_mail(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any
) -> None:
    city.find("攻府", "登陆")
    deliver(post, outbox, time, ca=authority.file)
    (mail,) = post.box.mails
    assert mail["subject"] == "政府网站巡检：新发现 2，巡检结束 1"
    assert mail["to"] == "jianguan@qinghe.gov.cn, bangong@qinghe.gov.cn"
    text = mail.get_content()
    assert "〔市政府办公室〕" in text
    assert text.count("【新发现】清禾市人民政府：") == 2
    assert post.box.encrypted == [True]
    assert post.logins == [True]
    assert city.states("信箱") == (3, 0, 0)


def test_what_was_mailed_is_not_mailed_again(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any
) -> None:
    city.find("攻府")
    deliver(post, outbox, time, times=3, ca=authority.file)
    assert len(post.box.mails) == 1


@pytest.mark.parametrize("answer", ["451 try again", "554 no"])
def test_a_mail_that_is_not_taken_is_tried_again_as_the_same_mail(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any, answer: str
) -> None:
    city.find("攻府")
    post.box.answers = [answer, answer]
    deliver(post, outbox, time, times=3, ca=authority.file)
    assert len(post.box.mails) == 1
    assert len(set(post.box.keys)) == 1
    assert city.states("信箱") == (2, 0, 0)


def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(
    city: Any, post: Post, outbox: Callable[..., Any], time: Any
) -> None:
    city.find("攻府")
    deliver(post, outbox, time)
    assert (post.box.mails, post.logins) == ([], [])
    (counted,) = city.store.outbox.delivery_counts()
    assert (counted.waiting, counted.answer) == (2, "邮件服务器的安全证书不被信任")


def test_a_server_that_is_down_loses_nothing(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any
) -> None:
    async def scene() -> None:
        await post.start()
        await post.stop()
        await outbox(post.receiver(ca=authority.file)).deliver()
        assert city.states("信箱") == (0, 2, 0)
        time.move(3_600.0)
        await post.start()
        await outbox(post.receiver(ca=authority.file)).deliver()
        await post.stop()

    city.find("攻府")
    asyncio.run(scene())
    assert len(post.box.mails) == 1


def test_a_wrong_password_is_told_without_it(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MAIL_PASSWORD", "falsch")
    city.find("攻府")
    deliver(post, outbox, time, ca=authority.file)
    (counted,) = city.store.outbox.delivery_counts()
    assert (counted.waiting, counted.answer) == (2, "邮件服务器答复 535")


def test_a_password_that_no_server_knows_to_read(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MAIL_PASSWORD", "口令")
    city.find("攻府")
    deliver(post, outbox, time, ca=authority.file)
    (counted,) = city.store.outbox.delivery_counts()
    assert counted.answer == "登录名、密码和邮箱地址里不能有汉字"


def test_hostile_words_make_no_headers(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any
) -> None:
    city.find("错", message="甲\r\nBcc: evil@example.com\r\n\r\n乙", owner="科\nTo: x@y.z")
    deliver(post, outbox, time, ca=authority.file)
    (mail,) = post.box.mails
    assert mail["bcc"] is None
    assert mail["to"] == "jianguan@qinghe.gov.cn, bangong@qinghe.gov.cn"
    assert "甲 Bcc: evil＠example.com 乙" in mail.get_content()


def test_one_unknown_address_does_not_keep_it_from_the_others(
    city: Any, post: Post, outbox: Callable[..., Any], authority: Any, time: Any
) -> None:
    city.find("攻府")
    post.box.unknown = {"bangong@qinghe.gov.cn"}
    deliver(post, outbox, time, times=2, ca=authority.file)
    assert len(post.box.mails) == 1


class TestNoEncryption:
    def test_nothing_is_said_in_the_clear(
        self, city: Any, outbox: Callable[..., Any], authority: Any, time: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
        plain = Post(authority.server, implicit=False)
        monkeypatch.setattr(plain, "_serve", lambda: SMTP(plain.box, hostname="localhost"))
        city.find("攻府")
        deliver(plain, outbox, time, ca=authority.file)
        assert (plain.box.mails, plain.logins) == ([], [])
        (counted,) = city.store.outbox.delivery_counts()
        assert counted.answer == "邮件服务器不支持加密（STARTTLS）或登录"
