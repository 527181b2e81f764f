"""Receivers: who is told of events, as the settings or a file of their own name them.

Secrets are never written there: a receiver names the environment variable that holds its own.
"""

import json
import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from govsweep import reasons
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.findings import Severity
from govsweep.store import Event, EventKind

_SCHEMES = {
    "webhook": ("https", "http"),
    "wecom": ("https", "http"),
    "dingtalk": ("https", "http"),
    "mail": ("smtps", "smtp"),
}
_RANKS = {Severity.NOTICE.value: 0, Severity.MINOR.value: 1, Severity.SERIOUS.value: 2}


class Kind(StrEnum):
    """How a receiver is reached."""

    WEBHOOK = "webhook"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    MAIL = "mail"


class MessageFormat(StrEnum):
    """How a robot's message is written."""

    MARKDOWN = "markdown"
    TEXT = "text"


class Receiver(BaseModel):
    """Somebody who is told of events."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[\w.-]{1,64}$", description="名称，各不相同")
    kind: Kind = Field(description="webhook、wecom（企业微信）、dingtalk（钉钉）或 mail（邮件）")
    url: str = Field(default="", description="地址；邮件写 smtps://主机:465 或 smtp://主机:587")
    url_env: str = Field(default="", description="地址含密钥时，改写存放地址的环境变量名")
    secret_env: str = Field(default="", description="存放密钥（邮件为密码）的环境变量名")
    events: tuple[EventKind, ...] = Field(default=(), description="只要这些事件；不填为全部")
    severity: Severity | None = Field(
        default=None, description="只要这种程度以上的问题；webhook 默认 notice，其余默认 minor"
    )
    sites: tuple[str, ...] = Field(default=(), description="只要这些网站（标识码）的问题")
    format: MessageFormat = Field(
        default=MessageFormat.MARKDOWN, description="机器人消息：markdown 或 text"
    )
    per_minute: int = Field(default=20, ge=1, description="机器人每分钟最多几条消息")
    ca: Path | None = Field(default=None, description="自建证书颁发机构的证书文件（PEM）")
    user: str = Field(default="", description="邮件：登录名")
    sender: str = Field(default="", description="邮件：发件人")
    to: tuple[str, ...] = Field(default=(), description="邮件：收件人")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.url) == bool(self.url_env):
            raise ValueError("url 和 url_env 须填且只填一项")
        if self.url:
            self._check(self.url)
        if self.kind is Kind.WEBHOOK and not self.secret_env:
            raise ValueError("webhook 须用 secret_env 指明存放签名密钥的环境变量")
        if self.kind is Kind.MAIL and not (self.sender and self.to):
            raise ValueError("邮件须填 sender（发件人）和 to（收件人）")
        if self.kind is Kind.MAIL and bool(self.user) != bool(self.secret_env):
            raise ValueError("邮件的 user 和 secret_env 须一起填")
        return self

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES[self.kind] or not parts.hostname:
            known = "、".join(f"{scheme}://" for scheme in _SCHEMES[self.kind])
            raise ValueError(f"url 须以 {known} 开头，并写明主机")
        if parts.password:
            raise ValueError("url 里不要写密码，请用 secret_env")

    @property
    def address(self) -> str:
        """The address in force; raises `InputError` where its variable is not set."""
        url = self.url or self._variable(self.url_env)
        try:
            self._check(url)
        except ValueError as error:
            raise InputError(f"接收方“{self.name}”：{error}") from error
        return url

    @property
    def secret(self) -> str:
        """The secret, "" for none; raises `InputError` where its variable is not set."""
        return self._variable(self.secret_env) if self.secret_env else ""

    def _variable(self, name: str) -> str:
        value = os.environ.get(name, "")
        if not value:
            raise InputError(f"接收方“{self.name}”：环境变量 {name} 没有设置")
        return value

    def check(self) -> None:
        """Raise `InputError` where the address, the secret or the certificate is not to be had."""
        self._check(self.address)
        _ = self.secret
        if self.ca is not None and not self.ca.is_file():
            raise InputError(f"接收方“{self.name}”：ca 所指的文件 {self.ca} 不存在")

    @property
    def shown(self) -> str:
        """The address fit to be shown: the query may hold a key, and so may the variable."""
        if not self.url:
            return f"（环境变量 {self.url_env}）"
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def least(self) -> Severity:
        """The least grave findings that it is told of."""
        if self.severity is not None:
            return self.severity
        return Severity.NOTICE if self.kind is Kind.WEBHOOK else Severity.MINOR

    def wants(self, event: Event) -> bool:
        """Whether it is told of an event."""
        if self.events and event.kind not in self.events:
            return False
        if event.kind is EventKind.CLOSED:
            return True
        told = json.loads(event.body)
        if self.sites and told["site"] not in self.sites:
            return False
        return bool(_RANKS[told["severity"]] >= _RANKS[self.least])


def read_receivers(settings: Settings) -> list[Receiver]:
    """The receivers of the settings, or of the file that they name.

    Raises `InputError` that names the file, the receiver and the field that is wrong.
    """
    chosen = settings.receivers
    if isinstance(chosen, Path):
        return _validated(str(chosen), _tables(chosen))
    return _validated("govsweep.toml", chosen)


def _tables(path: Path) -> list[Any]:
    document = reasons.read_toml(path)
    tables = document.pop("receivers", None)
    if document or not isinstance(tables, list):
        raise InputError(f"receivers：{path} 里只能有 [[receivers]]")
    return tables


def _validated(file: str, tables: Iterable[Any]) -> list[Receiver]:
    found: list[Receiver] = []
    for number, table in enumerate(tables, start=1):
        where = f"{file}：第 {number} 个 [[receivers]]"
        try:
            one = Receiver.model_validate(table)
        except ValidationError as error:
            wrong = "；".join(map(str, reasons.of_fields(error)))
            raise InputError(f"{where}，字段 {wrong}") from error
        if one.name in {other.name for other in found}:
            raise InputError(f"{where}，字段 name：“{one.name}”重复")
        found.append(one)
    return found
