"""Help that teaches: every example is a command that the program takes."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from govsweep.cli import main
from govsweep.cli.examples import EXAMPLES

_TAUGHT_ELSEWHERE = {"demo", "completion", "init", "doctor", "expect", "alarm", "metrics", "move"}


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield from below(name, command)


def below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, by their whole names."""
    yield name, command
    if isinstance(command, click.Group):
        for word, one in command.commands.items():
            yield from below(f"{name} {word}", one)


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_examples_are_taken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line, _ in EXAMPLES[name]:
        take(line)


def take(line: str) -> None:
    """Parse an example; raises `click.UsageError` where it is none."""
    words = shlex.split(line)[1:]
    for word in words:
        if "." in word and "/" not in word:
            Path(word).touch()  # a file that the example names
    command: click.Command = main
    context = click.Context(main, info_name="govsweep")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(context, words.pop(0))  # type: ignore[assignment]
        assert command is not None, line
        context = click.Context(command, info_name=command.name, parent=context)
    command.parse_args(context, words)


def test_examples_are_of_commands_that_exist_and_start_with_their_name() -> None:
    assert set(EXAMPLES) <= set(COMMANDS)
    for name, lines in EXAMPLES.items():
        group = name.partition(" ")[0]
        assert all(line.startswith(f"govsweep {group}") for line, _ in lines)


def test_every_command_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        answer = CliRunner().invoke(main, [*name.split(), "--help"], prog_name="govsweep")
        assert answer.exit_code == 0, name
        assert any("\u4e00" <= letter <= "\u9fff" for letter in command.help or ""), name
        assert name not in EXAMPLES or "例如：" in answer.output, name


def test_every_main_command_has_an_example() -> None:
    taught = {name.partition(" ")[0] for name in EXAMPLES} | _TAUGHT_ELSEWHERE
    assert {name.partition(" ")[0] for name in COMMANDS} - taught <= {"outbox"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_script(shell: str) -> None:
    answer = CliRunner().invoke(main, ["completion", shell], prog_name="govsweep")
    assert answer.exit_code == 0
    assert "_GOVSWEEP_COMPLETE" in answer.output


def test_another_shell_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["completion", "cmd"]).exit_code == 2
