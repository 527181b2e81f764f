"""What a page refuses is told in words of pages: its readers have no command line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govsweep import web
from govsweep.errors import GovsweepError, InputError
from govsweep.findings import fingerprint

WORST = "5118000001"
COMMAND = re.compile(r"govsweep [a-z]|--[a-z]")


def test_what_to_type_next_ends_the_message_and_is_not_told_on_a_page() -> None:
    error = InputError("没有这个网站", "，用 govsweep sites list 查看")
    assert str(error) == "没有这个网站，用 govsweep sites list 查看"
    assert error.told == "没有这个网站"
    assert (str(InputError("太长")), InputError("太长").told) == ("太长", "太长")
    assert GovsweepError("坏了").told == "坏了"


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("/suspects/none.example/stage", {"stage": "verified"}, "没有 none.example 这个假冒线索"),
        ("/queue/acts", {"act": "dismiss", "scope": "rule", "why": "误报"}, "不能按规则裁定"),
        ("/findings/{key}/recheck", {}, "没有开启"),
    ],
)
def test_no_command_is_named(
    office: Any, log_in: Any, path: str, fields: dict[str, str], told: str
) -> None:
    key = fingerprint("hidden-link", WORST, "http://bad.example/")
    marks = office.store.decisions.marks([key])
    fields = fields | {"key": key, "seen": f"{key}:{marks.get(key, '')}"}
    answer = log_in(office, "admin").send(path.format(key=key), **fields)
    assert answer.status == 400
    assert told in " ".join(answer.texts("main"))
    assert not COMMAND.search(" ".join(answer.texts("main")))


def whole_errors(source: str) -> Iterator[int]:
    """The lines on which what is wrong with input is told whole, the command with it."""
    for handler in ast.walk(ast.parse(source)):
        if not isinstance(handler, ast.ExceptHandler) or not handler.name:
            continue
        if not (isinstance(handler.type, ast.Name) and handler.type.id == "InputError"):
            continue
        for one in ast.walk(handler):
            texts = isinstance(one, ast.FormattedValue) or (
                isinstance(one, ast.Call) and getattr(one.func, "id", "") == "str"
            )
            given = [one.value] if isinstance(one, ast.FormattedValue) else getattr(one, "args", [])
            if texts and any(getattr(value, "id", "") == handler.name for value in given):
                yield one.lineno


def test_every_page_tells_an_error_without_its_command() -> None:
    told = "try:\n    x()\nexcept InputError as error:\n    y(f'{error}', str(error))\n"
    assert list(whole_errors(told)) == [4, 4]
    assert list(whole_errors(told.replace("{error}", "{error.told}"))) == [4]
    folder = Path(web.__file__).parent
    found = {one.name: [*whole_errors(one.read_text("utf-8"))] for one in folder.glob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "path",
    [
        *("/bundles", "/people", "/trial", "/media", "/trends", "/brief", "/lists"),
        *("/register", "/queue", "/notices", "/running", "/search", "/orders", "/duties"),
    ],
)
def test_no_page_tells_its_reader_to_type_a_command(office: Any, log_in: Any, path: str) -> None:
    page = log_in(office, "admin").ask(path)
    assert page.status == 200
    assert not COMMAND.search(" ".join(page.texts("main")))
