"""Take the pictures of the manual: pages of `govsweep serve` over the sample city.

    python scripts/pictures.py [FOLDER] [--all]

FOLDER is where they go, by default docs/pictures. Only those that the manual shows are taken, at
1280 pixels; with --all every page is, at 1280 and at 390 pixels, to be looked at. Needs
govsweep[browser] and a Chromium; what it makes besides is in a folder that is gone at the end.
"""

import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from govsweep.browser.program import program

DOCS = Path(__file__).parents[1] / "docs"
PASSWORD = secrets.token_urlsafe(12)
REVIEWER, CONTACT = "王审核", "单位联络员"
SITE = "4388000012"  # the contact's
WIDE, NARROW = (1280, 900), (390, 844)
SHOWN = {  # what the manual shows: by whom, at which address
    "queue": (REVIEWER, "/queue"),
    "finding": (REVIEWER, "first finding"),
    "notices": (REVIEWER, "/notices"),
    "notice": (CONTACT, "first notice"),
    "contact": (CONTACT, "/"),
    "trends": (REVIEWER, "/trends"),
    "brief": (REVIEWER, "/brief"),
    "running": (REVIEWER, "/running"),
}
OTHERS = {
    "overview": (REVIEWER, "/"),
    "sites": (REVIEWER, "/sites"),
    "site": (REVIEWER, f"/sites/{SITE}"),
    "columns": (REVIEWER, "/columns"),
    "findings": (REVIEWER, "/findings"),
    "sweeps": (REVIEWER, "/sweeps"),
    "sweep": (REVIEWER, "/sweeps/1"),
    "health": (REVIEWER, "/health"),
    "audit": (REVIEWER, "/audit"),
    "account": (REVIEWER, "/account"),
    "api": (REVIEWER, "/api"),
    "login": ("", "/login"),
}
FIRST = {
    "first finding": ("/findings?check=typo", "/findings/"),
    "first notice": ("/notices", "/notices/"),
}


def main(folder: Path, *, everything: bool) -> None:
    """Sweep the sample city, serve what was found, and take the pictures."""
    wanted = SHOWN | OTHERS if everything else SHOWN
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as office, sync_playwright() as playwright:
        prepare(Path(office))
        with served(Path(office)) as url:
            browser = playwright.chromium.launch(executable_path=program(), chromium_sandbox=False)
            for size in (WIDE, NARROW) if everything else (WIDE,):
                for who in dict.fromkeys(who for who, _ in wanted.values()):
                    pages = {name: at for name, (by, at) in wanted.items() if by == who}
                    take(browser, url, who, pages, size, folder)
            browser.close()


def prepare(office: Path) -> None:
    """A swept city with two accounts, and a notice for every site that needs one."""
    run(office, "demo")
    run(office, "users", "add", REVIEWER, "--role", "reviewer", said=PASSWORD)
    run(office, "users", "add", CONTACT, "--role", "contact", "--site", SITE, said=PASSWORD)
    run(office, "report", "notice", "--all-open", "--issue", "-o", "notices")


def run(office: Path, *words: str, said: str = "") -> None:
    """One command, as the office gives it."""
    command = [sys.executable, "-m", "govsweep", *words]
    subprocess.run(  # noqa: S603 - our own module
        command, cwd=office, env=surroundings(), check=True, input=said + "\n", text=True
    )


def surroundings() -> dict[str, str]:
    """The environment without what it sets for govsweep."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GOVSWEEP_")}


@contextmanager
def served(office: Path) -> Iterator[str]:
    """The pages, and where they are."""
    command = [sys.executable, "-m", "govsweep", "serve", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=office, env=surroundings(), stderr=subprocess.PIPE, text=True
    ) as server:
        for line in server.stderr or ():
            if told := re.search(r"http://\S+:\d+/", line):
                yield told[0].rstrip("/")
                break
        server.terminate()


def take(
    browser: Browser, url: str, who: str, pages: dict[str, str], size: tuple[int, int], folder: Path
) -> None:
    """The pages as one account sees them."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    if who:
        log_in(page, url, who)
    for name, where in pages.items():
        page.goto(url + (first(page, url, *FIRST[where]) if where in FIRST else where))
        page.wait_for_load_state("load")
        narrow = "" if size == WIDE else f"-{size[0]}"
        page.screenshot(path=folder / f"{name}{narrow}.png", full_page=narrow != "")
    context.close()


def log_in(page: Page, url: str, who: str) -> None:
    """Give name and password."""
    page.goto(f"{url}/login")
    page.fill("input[name=name]", who)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda one: "login" not in one)


def first(page: Page, url: str, listing: str, begins: str) -> str:
    """The first address that a list leads to."""
    page.goto(url + listing)
    found = page.locator(f"main a[href^='{begins}']").first.get_attribute("href")
    if found is None:
        raise SystemExit(f"{listing} shows nothing")
    return found


if __name__ == "__main__":
    told = [word for word in sys.argv[1:] if word != "--all"]
    main(Path(told[0]) if told else DOCS / "pictures", everything="--all" in sys.argv)
