"""What the tests themselves stand on: processes that are read while they run, ports kept apart."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
BOTH_AT_ONCE = """
import sys
sys.stderr.write("one\\ntwo\\nthree\\n")
sys.stderr.flush()
sys.stdout.write("eins\\nzwei\\n")
"""


def test_what_came_with_the_awaited_line_is_not_lost(start: Start) -> None:
    running = start(sys.executable, "-c", BOTH_AT_ONCE)
    assert running.until_said("^one$")[0] == "one"
    assert running.until_said("^zw(ei)$")[1] == "ei"
    assert running.end() == ("eins\nzwei\n", "one\ntwo\nthree\n")


def test_nobody_need_read_for_it_to_go_on(start: Start) -> None:
    much = "import sys; sys.stderr.write('x' * 99 + '\\n' * 1); sys.stderr.write('y' * 10**6)"
    running = start(sys.executable, "-c", much)
    assert running.wait(60) == 0
    assert len(running.end()[1]) == 100 + 10**6


def test_a_line_that_never_comes_fails_at_its_end(start: Start) -> None:
    running = start(sys.executable, "-c", "print('something else')")
    with pytest.raises(pytest.fail.Exception):
        running.until_said("never")


def test_a_port_stays_its_own_while_its_server_is_away(
    a_redis: Callable[..., Any], tmp_path: Path
) -> None:
    one = a_redis(tmp_path / "one")
    one.kill()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other, pytest.raises(OSError):
        other.bind(("127.0.0.1", one.port))
    two = a_redis(tmp_path / "two")
    assert two.port != one.port
    one.start()
    with one.client() as client:
        assert client.ping()


def test_what_was_stored_outlives_a_kill_unless_emptied(
    a_redis: Callable[..., Any], tmp_path: Path
) -> None:
    server = a_redis(tmp_path, appendonly="yes", appendfsync="always")
    with server.client() as client:
        client.set("a", "1")
    server.restart()
    with server.client() as client:
        assert client.get("a") == b"1"
    server.restart(emptied=True)
    with server.client() as client:
        assert client.get("a") is None
