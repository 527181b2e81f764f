"""The ways of extending the product, followed in a copy as the manual has them.

A way is a page or a section of one with an example. What the page shows as a file is written, what
it shows as added lines is added, what it says to run is run from top to bottom, and each line that
it shows as an answer must be in what was said. Nothing is done that the page does not say.
"""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest

from govsweep.store.migrate import newest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COPIED = (
    "src",
    "checks",
    "pipelines",
    "settings",
    "spiders",
    "tests",
    "docs",
    "deploy",
    "scripts",
    "fuzz",
    "simulate",
)
PART = re.compile(
    r"^`(?P<path>\S+)`(?P<added>，加)?：\n\n```\w+\n(?P<content>.*?)^```$"
    r"|^```(?P<form>sh|text|diff)\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COUNTED = re.compile(r"^\| (.+?) \| (\d+) \| (\d+) \|$", re.MULTILINE)
WAYS = {  # by what the table of docs/extending.md calls it: its page, and its section there
    "检查项": ("new-check", ""),
    "网站系统": ("new-cms", ""),
    "列表的写法": ("extending", "加一种列表的写法"),
    "导出格式": ("extending", "加一种导出格式"),
    "表的一列": ("extending", "给表加一列"),
    "网页的一个事实": ("extending", "加网页的一个事实"),
    "能判断的一种事实": ("extending", "加一种能判断的事实"),
}
TOLD_ONLY = {"报告"}  # ways whose page has no example


class Step(NamedTuple):
    """What a page has one do: write a file, add lines to one, or run commands."""

    path: str  # "" for commands
    content: str
    added: bool = False
    answers: tuple[str, ...] = ()


class Way(NamedTuple):
    """A way of extending, as a page shows it."""

    steps: list[Step]

    def files(self, *, added: bool) -> set[str]:
        """The files that it has one write, or change."""
        return {one.path for one in self.steps if one.path and one.added is added}


def way(name: str) -> Way:
    page, section = WAYS[name]
    text = (DOCS / f"{page}.md").read_text("utf-8")
    if section:
        text = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    number = f"{int(newest()) + 1:04d}"
    text = text.replace("前一个编号", newest()).replace("编号_", f"{number}_")
    return Way(list(_steps(text.replace('revision = "编号"', f'revision = "{number}"'))))


def _steps(text: str) -> Iterator[Step]:
    steps: list[Step] = []
    for part in PART.finditer(text):
        if part["path"]:
            steps.append(Step(part["path"], part["content"], added=bool(part["added"])))
        elif part["form"] == "diff":  # more lines for the same file
            steps.append(Step(steps[-1].path, part["block"], added=True))
        elif part["form"] == "sh":
            steps.append(Step("", part["block"]))
        else:
            answers = tuple(part["block"].splitlines())
            steps.append(steps.pop()._replace(answers=answers))
    yield from steps


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, whose commands are those that stand in its `bin`."""
    tree = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        shutil.copytree(ROOT / name, tree / name)  # with what Python compiled of it
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("govsweep.db"):
            shutil.copy(path, tree)
    subprocess.run(["make", "-s", "view"], cwd=tree, check=True)
    (tree / "bin").mkdir()
    for name, module in (("govsweep", "govsweep"), ("pytest", "pytest"), ("python", "")):
        script = tree / "bin" / name
        # As the installed commands do, which do not look into the folder that they are run in.
        words = f"-P -m {module} " if module else ""
        script.write_text(f'#!/bin/sh\nexec {sys.executable} {words}"$@"\n')
        script.chmod(0o755)
    return tree


@pytest.fixture(scope="module")
def follow(tree: Path, own_port: Callable[[], int]) -> Callable[[str], str]:
    """Follows a way from top to bottom; tells all that its commands said."""
    done: dict[str, str] = {}

    def one(name: str) -> str:
        if name not in done:
            steps = way(name).steps
            for step in steps:
                if step.path:
                    _lay(tree / step.path, step)
            commands = [step for step in steps if not step.path]
            done[name] = _run(tree, commands, str(own_port()))
        return done[name]

    return one


def _lay(path: Path, step: Step) -> None:
    if not step.added:
        assert not path.exists(), path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.content, "utf-8")
        return
    lines = step.content.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] == " ")
    text = path.read_text("utf-8")
    assert before and text.count(before) == 1, f"{path}: {before}"
    path.write_text(text.replace(before, "".join(line[1:] for line in lines)), "utf-8")


def surroundings(tree: Path) -> dict[str, str]:
    """An environment in which the copy's sources and commands come first."""
    return {
        "PATH": f"{tree / 'bin'}:{os.environ['PATH']}",
        "HOME": str(tree),
        "PYTHONPATH": str(tree / ".view"),
        "LANG": "C.UTF-8",
        "GOVSWEEP_WORKERS": "1",
        "GOVSWEEP_AUDIT_PAGES": "0",
    }


def _run(tree: Path, steps: list[Step], port: str) -> str:
    """Run the commands in one shell, as somebody who follows the page does."""
    end = "-- end of a step --"
    script = "\n".join(f"{step.content}echo '{end}'" for step in steps).replace("8123", port)
    answer = subprocess.run(
        ["bash", "-e", "-c", f"trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tree,
        env=surroundings(tree),
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for step, said in zip(steps, answer.stdout.split(end), strict=False):
        for line in step.answers:
            assert line in said, f"{step.content}\n{said}"
    return answer.stdout


@pytest.mark.parametrize("name", WAYS)
def test_it_touches_as_many_files_as_the_manual_says(name: str) -> None:
    counts = {
        re.sub(r"\[(.+?)\]\(.+?\)", r"\1", label): (int(new), int(changed))
        for label, new, changed in COUNTED.findall((DOCS / "extending.md").read_text("utf-8"))
    }
    assert counts.keys() == WAYS.keys() | TOLD_ONLY
    one = way(name)
    assert (len(one.files(added=False)), len(one.files(added=True))) == counts[name]


@pytest.mark.parametrize("name", WAYS)
def test_it_says_how_it_is_tested_and_where_it_is_seen(name: str) -> None:
    commands = [line for step in way(name).steps if not step.path for line in step.content.split()]
    assert "pytest" in commands
    assert "govsweep" in commands


@pytest.mark.parametrize("name", WAYS)
def test_it_leads_where_the_manual_says(name: str, follow: Callable[[str], str]) -> None:
    assert follow(name)


@pytest.mark.parametrize("name", WAYS)
def test_what_it_shows_passes_the_linter(
    name: str, tree: Path, follow: Callable[[str], str]
) -> None:
    follow(name)
    steps = way(name).steps
    written = {one.path for one in steps if one.path.endswith(".py")}
    words = ["ruff", "check", "--no-cache", *written]
    ruff = subprocess.run(
        [sys.executable, "-m", *words], cwd=tree, capture_output=True, check=False
    )
    assert ruff.returncode == 0, ruff.stdout.decode()


def test_the_copy_is_what_was_run(tree: Path) -> None:
    program = "import govsweep.checks as one; print(one.__path__)"
    assert str(tree) in _run(tree, [Step("", f"python -c '{program}'\n")], "")


def test_a_new_check_is_in_its_place_of_the_census(
    tree: Path, follow: Callable[[str], str]
) -> None:
    follow("检查项")
    codes = _run(tree, [Step("", "govsweep checks | cut -f 1\n")], "").split()
    place = codes.index("odd-title")
    assert codes[place - 1 : place + 2] == ["typo", "odd-title", "sensitive-word"]


@pytest.mark.parametrize(
    ("paper", "words"),
    [("通报.docx", "网页标题不规范"), ("自查报告.docx", "标题问好"), ("总览.html", "标题问好")],
)
def test_a_new_check_is_printed_in_chinese(
    tree: Path, follow: Callable[[str], str], paper: str, words: str
) -> None:
    follow("检查项")
    assert words in words_of(tree / "试" / paper)


def test_a_new_check_is_on_the_pages(
    tree: Path, follow: Callable[[str], str], start: Callable[..., Any]
) -> None:
    follow("检查项")
    # Another way may have given the tables a column meanwhile: serving alone changes no database.
    known = "GOVSWEEP_DATABASE_URL=sqlite:///试/govsweep.db govsweep sites import 试/登记表.csv\n"
    _run(tree, [Step("", known)], "")
    words = (sys.executable, "-m", "govsweep", "serve", "--port", "0")
    database = {"GOVSWEEP_DATABASE_URL": "sqlite:///试/govsweep.db"}
    server = start(*words, cwd=tree, env=surroundings(tree) | database)
    told = server.until_said(r"http://\S+:\d+/$")[0]
    with urllib.request.urlopen(f"{told}findings", timeout=300) as answer:
        assert "标题问好" in answer.read().decode()


def words_of(paper: Path) -> str:
    """All that a paper says."""
    if paper.suffix == ".html":
        return paper.read_text("utf-8")
    document = docx.Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("page", ["new-check", "new-cms", "new-report", "extending"])
def test_every_file_that_is_named_is_there(
    page: str, tree: Path, follow: Callable[[str], str]
) -> None:
    for name in WAYS:
        follow(name)
    text = (DOCS / f"{page}.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|checks)/[^`]+)`", text)
    there = [path for path in named if not any(word in path for word in ("名称", "代码", "编号"))]
    assert named and [path for path in there if not (tree / path).exists()] == []
