"""Listings: what pages say is shown, and tells the terminal nothing."""

import pytest

from govsweep.cli.listing import show

ROWS = [("a.example", "财政局\x1b[2J\x1b]0;改标题\x07\u202e红\x9b", None)]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_signs_that_terminals_obey_are_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    show(("主机", "自称", "备注"), ROWS)
    told = capsys.readouterr().out
    assert "财政局[2J]0;改标题红" in told
    assert not any(sign in told for sign in ("\x1b[2J", "\x1b]", "\x07", "\u202e", "\x9b"))
