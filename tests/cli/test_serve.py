"""`govsweep serve` as a user meets it: what it refuses, what it says, how it ends."""

import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

TOKEN = "Zhe-shi-fangwen-lingpai"
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_SERVE_TOKEN", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def refused(command: Run, tmp_path: Path) -> Run:
    """What the command says that ends before it serves."""
    return partial(command, tmp_path, "serve")


@pytest.fixture
def run(start: Run, tmp_path: Path) -> Run:
    """Start the command in an empty folder."""
    command = [sys.executable, "-W", "error", "-m", "govsweep", "serve"]
    return lambda *words: start(*command, *words, cwd=tmp_path)


def address_of(process: Any) -> str:
    return str(process.until_said(r"网页：(http://\S+:\d+/)$")[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_beyond_this_machine_a_token_is_demanded(refused: Run, host: str) -> None:
    answer = refused("--host", host, "--port", "0")
    assert answer.returncode == 2
    assert "GOVSWEEP_SERVE_TOKEN" in answer.stderr
    assert answer.stdout == ""


def test_a_short_token_is_refused(refused: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVSWEEP_SERVE_TOKEN", "123456")
    answer = refused("--port", "0")
    assert answer.returncode == 2
    assert "serve_token" in answer.stderr
    assert "123456" not in answer.stderr


def test_with_a_token_it_opens_and_asks_for_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVSWEEP_SERVE_TOKEN", TOKEN)
    process = run("--host", "0.0.0.0", "--port", "0")
    address = address_of(process).replace("0.0.0.0", "127.0.0.1")
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(address, timeout=300)
    refused.value.close()
    process.send_signal(signal.SIGINT)
    told = process.end()[1]
    assert TOKEN not in told


def test_before_the_first_sweep_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    process = run("--port", "0")
    address = address_of(process)
    with pytest.raises(urllib.error.HTTPError, match="503") as refused:
        urllib.request.urlopen(address, timeout=300)
    assert "govsweep sweep" in refused.value.read().decode()
    refused.value.close()
    process.send_signal(signal.SIGINT)
    out, told = process.end()
    assert process.returncode == 0
    assert "govsweep sweep" in told
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(refused: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = refused("--port", port)
    assert answer.returncode == 2
    assert f"{port} 端口" in answer.stderr
