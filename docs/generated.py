"""The parts of the manual that are written by the program itself, so that they cannot drift.

A page names such a part on a line of its own: `<!-- generated: commands -->`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from govsweep.checking import Check, checks
from govsweep.cli import main
from govsweep.findings import State
from govsweep.lifecycle import INITIAL, LifeEvent, paths
from govsweep.reports import REPORTS, Office
from govsweep.reports.labels import (
    CERTAINTIES,
    COLUMN_KINDS,
    EVENTS,
    SEVERITIES,
    STATES,
    check_name,
)
from govsweep.rules.model import DURATIONS

ROOT = Path(__file__).parents[1]
MEASURED = ("performance", "scale")
ROOMS = ("checks", "pipelines", "settings", "spiders")
_PLACE = re.compile(r"<!-- generated: (\w+) -->")
# Between two Han characters the end of a line is no space.
_BROKEN = re.compile(r"(?<=[^\x00-\xff])\n(?=[^\x00-\xff\s])")


def fill(page: str) -> str:
    """A page with its generated parts in place."""
    return _PLACE.sub(lambda place: "\n".join(PARTS[place[1]]()), page)


def commands(
    group: click.Group = main, context: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command below a group with its whole name, in the order of the help."""
    context = context or click.Context(group, info_name="govsweep")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        below = click.Context(command, context, name)
        yield below.command_path, command, below
        if isinstance(command, click.Group):
            yield from commands(command, below)


def _table(*rows: tuple[str, ...]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        if not number:
            yield "|" + "---|" * len(row)
    yield ""


def _commands() -> Iterator[str]:
    yield from _table(
        ("命令", "做什么"),
        *((f"`{name}`", _first(one)) for name, one, _ in commands() if name.count(" ") == 1),
    )
    for name, command, context in commands():
        yield f"{'#' * (name.count(' ') + 1)} {name}\n"
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"```text\n{name} {usage}\n```\n"
        yield from _help(command)
        yield from _options(command, context)


def _first(command: click.Command) -> str:
    return (command.help or "").partition("\n")[0].strip()


def _help(command: click.Command) -> Iterator[str]:
    """The help as paragraphs; what is set in lines there stays in lines."""
    for part in (command.help or "").split("\n\n"):
        paragraph = part.strip("\n")
        if "\b" in paragraph:
            yield f"```text\n{paragraph.replace(chr(8), '').strip(chr(10))}\n```\n"
        else:
            yield _BROKEN.sub("", paragraph) + "\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    rows = []
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            written, told = option.get_help_record(context) or ("", "")
            rows.append((f"`{written}`", told))
    if rows:
        yield from _table(("选项", "含义"), *rows)


def _checks() -> Iterator[str]:
    known = checks()
    yield from _table(
        ("代码", "名称", "严重程度", "说明"),
        *(
            (f"[{code}](#{code})", check_name(code), SEVERITIES[one.severity], one.summary)
            for code, one in known.items()
        ),
    )
    for code, one in known.items():
        yield from _check(code, one)


def _check(code: str, one: Check) -> Iterator[str]:
    yield f"## {code}\n"
    wording = f"写作“{one.wording}”" if one.wording else "不进入汇总表"
    yield from _table(
        ("名称", "看什么", "严重程度", "汇总表", "依据"),
        (
            check_name(code),
            one.about.called,
            SEVERITIES[one.severity],
            wording,
            one.clause,
        ),
    )
    yield re.sub(r"^## (.+)$", r"\n**\1**\n", _BROKEN.sub("", one.text), flags=re.MULTILINE)
    yield ""


def _states() -> Iterator[str]:
    yield from _table(
        ("代码", "叫法"),
        *((f"`{one}`", name) for one, name in (*STATES.items(), *CERTAINTIES.items())),
    )


def _durations() -> Iterator[str]:
    yield from _table(
        ("类别", "代码", "应在几天内更新"),
        *(
            (name, f"`{kind}`", str(DURATIONS[kind] or "不要求"))
            for kind, name in COLUMN_KINDS.items()
        ),
    )


def _reports() -> Iterator[str]:
    yield from _table(
        ("命令", "名称", "文件"),
        *(
            (f"`govsweep report {name}`", one.title, "、".join(one.writers))
            for name, one in REPORTS.items()
        ),
    )


def _office() -> Iterator[str]:
    rows = []
    for name, field in Office.model_fields.items():
        default = field.get_default(call_default_factory=True)
        rows.append((f"`{name}`", str(field.description), str(default) if default else "未填"))
    yield from _table(("字段", "含义", "默认"), *rows)


def life() -> str:
    """The life of a finding as a Mermaid diagram, walked by the function that decides it.

    It stands in the page itself, so that it is drawn where pages are read without being built.
    """
    ways: dict[tuple[State, State], list[LifeEvent]] = {}
    for before, event, after in paths():
        ways.setdefault((before, after), []).append(event)
    lines = ["stateDiagram-v2", f"  [*] --> {INITIAL}: 查出"]
    lines += [f"  {state}: {name}" for state, name in STATES.items()]
    lines += [
        f"  {before} --> {after}: {'、'.join(EVENTS[one] for one in events)}"
        for (before, after), events in ways.items()
    ]
    return "\n".join(lines) + "\n"


def layers() -> tuple[tuple[str, ...], ...]:
    """The layers of the house, as the test that proves them has them."""
    tree = ast.parse((ROOT / "tests/test_house.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAYERS":
            found: tuple[tuple[str, ...], ...] = ast.literal_eval(node.value)
            return found
    raise LookupError("tests/test_house.py has no LAYERS")


def arrows() -> dict[str, set[str]]:
    """Which part of the product imports which, read from the sources."""
    parts = {name for layer in layers() for name in layer}
    known: dict[str, set[str]] = {name: set() for name in parts}
    for base in (ROOT / "src/govsweep", *(ROOT / room for room in ROOMS)):
        for path in base.rglob("*.py"):
            inside = path.relative_to(base).parts[0].removesuffix(".py")
            part = base.name if base.name in ROOMS else inside
            if part in parts:
                known[part] |= {one for one in _imported(path) if one in parts} - {part}
    return known


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "govsweep":
            names = [f"govsweep.{one.name}" for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("govsweep."))


def _arrows() -> Iterator[str]:
    known = arrows()
    rows = []
    for number, layer in enumerate(layers(), start=1):
        for name in layer:
            used = "、".join(one for below in layers() for one in below if one in known[name])
            rows.append((str(number), f"`{name}`", used or "—"))
    yield from _table(("层", "部分", "用到"), *rows)


def _figures() -> Iterator[str]:
    """The pages of what was measured, those that are there."""
    yield from (one for one in MEASURED if (ROOT / f"docs/{one}.md").exists())


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "checks": _checks,
    "states": _states,
    "durations": _durations,
    "reports": _reports,
    "office": _office,
    "arrows": _arrows,
    "figures": _figures,
}
