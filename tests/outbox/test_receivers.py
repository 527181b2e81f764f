"""Receivers as they are written down, and what is said where that is wrong."""

from pathlib import Path
from typing import Any

import pytest

from govsweep.config import Settings, load
from govsweep.errors import InputError
from govsweep.outbox import Receiver, read_receivers

HOOK = """
[[receivers]]
name = "督办平台"
kind = "webhook"
url = "https://duban.qinghe.gov.cn/hook?key=geheim"
secret_env = "HOOK_SECRET"
"""
ROBOT = """
[[receivers]]
name = "工作群"
kind = "wecom"
url_env = "ROBOT_URL"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GOVSWEEP_{name.upper()}", raising=False)
    return tmp_path


def read(folder: Path, text: str) -> list[Receiver]:
    (folder / "govsweep.toml").write_text(text, "utf-8")
    return read_receivers(load())


def test_without_any_there_are_none(folder: Path) -> None:
    assert read_receivers(load()) == []


def test_they_stand_in_the_settings(folder: Path) -> None:
    assert [one.name for one in read(folder, HOOK + ROBOT)] == ["督办平台", "工作群"]


def test_or_in_a_file_of_their_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "接收方.toml").write_text(HOOK, "utf-8-sig")
    assert [one.name for one in read(folder, 'receivers = "接收方.toml"')] == ["督办平台"]
    (folder / "govsweep.toml").unlink()
    monkeypatch.setenv("GOVSWEEP_RECEIVERS", "接收方.toml")
    assert [one.name for one in read_receivers(load())] == ["督办平台"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HOOK.replace("webhook", "pigeon"), "kind"),
        (HOOK.replace('secret_env = "HOOK_SECRET"', ""), "secret_env"),
        (HOOK.replace("https://", "ftp://"), "https://"),
        (HOOK.replace("duban", "u:geheim@duban"), "不要写密码"),
        (HOOK + 'url_env = "X"\n', "url 和 url_env"),
        (HOOK + 'secret = "geheim"\n', "secret"),
        (HOOK + HOOK, "“督办平台”重复"),
        (HOOK.replace("督办平台", "督办 平台"), "name"),
        ('[[receivers]]\nname = "m"\nkind = "mail"\nurl = "smtps://mail"\n', "sender"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=r"govsweep\.toml：第 . 个") as caught:
        read(folder, text)
    assert words in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "x = 1", "[[receivers]\n", HOOK + "[other]\n"])
def test_a_file_that_is_no_list_of_receivers(folder: Path, text: str) -> None:
    (folder / "r.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"r\.toml"):
        read(folder, 'receivers = "r.toml"')


def test_a_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.toml 无法读取"):
        read(folder, 'receivers = "nowhere.toml"')


class TestAddresses:
    def test_are_shown_without_query_or_variable(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ROBOT_URL", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=g")
        hook, robot = read(folder, HOOK + ROBOT)
        assert hook.shown == "https://duban.qinghe.gov.cn/hook"
        assert robot.shown == "（环境变量 ROBOT_URL）"
        assert robot.address.endswith("?key=g")

    @pytest.mark.parametrize("value", ["", "ftp://x/", "geheim"])
    def test_of_the_environment_are_checked_when_they_are_used(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("ROBOT_URL", value)
        (robot,) = read(folder, ROBOT)
        with pytest.raises(InputError, match="工作群") as caught:
            robot.check()
        assert "geheim" not in str(caught.value)

    def test_a_certificate_file_must_be_there(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOOK_SECRET", "s")
        (hook,) = read(folder, HOOK + 'ca = "nowhere.pem"\n')
        with pytest.raises(InputError, match=r"nowhere\.pem"):
            hook.check()


def test_chats_hear_of_more_than_notices_and_systems_of_all(folder: Path) -> None:
    hook, robot = read(folder, HOOK + ROBOT)
    assert (hook.least.value, robot.least.value) == ("notice", "minor")


def test_every_field_is_explained() -> None:
    text = (Path(__file__).parents[2] / "docs/outbox.md").read_text("utf-8")
    fields: dict[str, Any] = dict(Receiver.model_fields)
    for name, field in fields.items():
        assert f"`{name}`" in text
        assert field.description in text
