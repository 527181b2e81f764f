"""Scrapy's users are at home: docs/scrapy.md works as it says, and nothing goes round the guard."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.spiders.conftest import Sweeping, Town

from govsweep.facts import PageState

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs/scrapy.md").read_text("utf-8")
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ scrapy (.*)$", re.MULTILINE)
SAMPLE = "127.0.0.1:8000"  # where the manual's test server stands
REFUSED = "REGISTERED_HOSTS"  # what a refusal tells of

SEVERAL = """import scrapy


class Several(scrapy.Spider):
    name = "several"
    start_urls = {urls}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project of the manual."""
    for name, text in FILE.findall(MANUAL):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for folder in ("office", "office/spiders"):
        (tmp_path / folder / "__init__.py").touch()
    return tmp_path


def scrapy(words: str | list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of Scrapy as a user does."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if "proxy" not in name.lower() and name != "SCRAPY_SETTINGS_MODULE"
    }
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "scrapy",
            *(shlex.split(words) if isinstance(words, str) else words),
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def example(command: str, town: Town) -> str:
    """A command of the manual that begins so, sent to a town's server."""
    (only,) = [one for one in COMMAND.findall(MANUAL) if one.startswith(command)]
    return only.replace(SAMPLE, f"127.0.0.1:{town.port}")


@pytest.fixture
def page(town: Town) -> Town:
    town.page("/", text="清禾市人民政府")
    return town


class TestTheManual:
    def test_every_command_in_it_is_tried_here(self) -> None:
        begun = {" ".join(one.split()[:2]) for one in COMMAND.findall(MANUAL)}
        tried = {"list", "shell -s", "fetch -s", "crawl titles", f"fetch http://{SAMPLE}/"}
        assert begun == tried

    def test_list_names_the_user_s_spider_beside_ours(self, project: Path) -> None:
        assert scrapy("list", project).stdout.split() == ["sweep", "titles"]

    def test_shell_looks_at_an_answer(self, project: Path, page: Town) -> None:
        answer = scrapy(example("shell", page), project)
        assert answer.stdout.strip() == "/", answer.stderr

    def test_fetch_shows_an_answer(self, project: Path, page: Town) -> None:
        answer = scrapy(example("fetch -s", page), project)
        assert "清禾市人民政府" in answer.stdout, answer.stderr
        assert page.headers[-1]["X-Office"] == "qinghe"

    def test_crawl_runs_the_user_s_spider_and_parts(self, project: Path, page: Town) -> None:
        answer = scrapy(example("crawl", page), project)
        assert answer.returncode == 0, answer.stderr
        (line,) = (project / "titles.jsonl").read_text("utf-8").splitlines()
        assert json.loads(line) == {"url": page.url(), "title": "/"}
        assert page.headers[-1]["X-Office"] == "qinghe"
        came, *counts = map(int, (project / "titles.traffic").read_text().split())
        assert came > 100
        assert counts == [1, 1, 1]


def test_in_the_repository_itself_scrapy_s_commands_work(page: Town) -> None:
    assert "sweep" in scrapy("list", ROOT).stdout.split()
    answer = scrapy(example("fetch -s", page), ROOT)
    assert "清禾市人民政府" in answer.stdout, answer.stderr


def test_the_sweep_itself_says_how_it_is_started(project: Path) -> None:
    assert "govsweep sweep" in scrapy("crawl sweep", project).stderr


class TestTheGuard:
    """Nobody here is registered, so nothing may reach the town."""

    def test_fetch_is_refused_and_told_what_to_do(self, project: Path, page: Town) -> None:
        answer = scrapy(example("fetch http", page), project)
        assert REFUSED in answer.stderr
        assert not page.asked

    def test_shell_is_refused(self, project: Path, page: Town) -> None:
        answer = scrapy(["shell", page.url(), "-c", "response.status"], project)
        assert REFUSED in answer.stderr
        assert not page.asked

    def test_a_user_s_spider_is_refused(self, project: Path, page: Town) -> None:
        answer = scrapy(["crawl", "titles", "-a", f"url={page.url()}"], project)
        assert REFUSED in answer.stderr
        assert not page.asked

    def test_however_the_address_is_written(self, project: Path, page: Town) -> None:
        """Nor is a private network let in, or a cloud's metadata, or another scheme."""
        written = ["localhost", "2130706433", "[::ffff:127.0.0.1]"]
        private = ["http://10.0.0.1/", "http://169.254.169.254/latest/"]
        urls = [*(f"http://{host}:{page.port}/" for host in written), *private]
        others = ["ftp://127.0.0.1/a", "file:///etc/hostname"]
        (project / "office/spiders/several.py").write_text(SEVERAL.format(urls=urls + others))
        answer = scrapy("crawl several", project)
        assert not page.asked
        refused = [line for line in answer.stderr.splitlines() if REFUSED in line]
        assert [url for url in urls if not any(url in line for line in refused)] == []
        for scheme in ("ftp", "file"):
            assert f"Unsupported URL scheme '{scheme}'" in answer.stderr

    def test_a_redirect_leads_nowhere_else(self, project: Path, page: Town) -> None:
        """One port of this machine is let in, and sends the spider to another name of it."""
        page.put("/away", status=302, Location="http://169.254.169.254/latest/")
        let_in = f"REGISTERED_HOSTS={page.url(1, '')}"
        answer = scrapy(["fetch", "-s", let_in, page.url(1, "/away")], project)
        assert REFUSED in answer.stderr
        assert len(page.asked) == 1

    def test_nor_to_a_neighbour_of_what_is_let_in(self, project: Path, page: Town) -> None:
        let_in = "REGISTERED_HOSTS=http://127.0.0.1:9"
        answer = scrapy(["fetch", "-s", let_in, page.url(1, "/")], project)
        assert REFUSED in answer.stderr
        assert page.asked == []


def test_a_sweep_takes_a_user_s_parts_beside_its_own(
    project: Path, sweeping: Sweeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweeping.town.page("/", "/a.html", "/b.html")
    for path in ("/a.html", "/b.html"):
        sweeping.town.page(path)
    sweeping.site()
    sweeping.environment |= {
        "SCRAPY_SETTINGS_MODULE": "office.settings",
        "PYTHONPATH": str(project),
    }
    monkeypatch.chdir(project)
    sweeping.run()
    assert {state for state, _ in sweeping.states().values()} == {PageState.FETCHED}
    assert all(headers.get("X-Office") == "qinghe" for headers in sweeping.town.headers)
    came, answers, items, scraped = map(int, (project / "sweep.traffic").read_text().split())
    assert came > 300
    assert answers >= 3
    assert scraped == items >= 3
