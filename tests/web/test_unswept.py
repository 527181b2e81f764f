"""Before the first sweep nothing is a nought: what nobody looked at is told as not checked."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from govsweep import metrics
from govsweep.addresses import digest
from govsweep.config import Settings
from govsweep.facts import ColumnKind, MediaAccount, MediaStatus, Platform, Site, StatusChange
from govsweep.media import identifier
from govsweep.store import Store, StoredColumn

DAY = dt.date(2026, 11, 20)
SITE, NEWS = "5118000001", "http://www.qinghe.gov.cn/news/"
COLUMN, MEDIA = digest(NEWS).hex(), identifier(Platform.WEIXIN, "qinghe")
WORDS = f"?words={quote('旧办法')}"
# What people themselves enter or do is counted as it is: there are none yet.
OWN_ACTS = {"/sweeps", "/suspects", "/duties", "/bundles", "/notices", "/appeals", "/audit",
            "/office/history", "/register/history", "/lists/history"}  # fmt: skip
PAGES = {
    "/", "/sites", f"/sites/{SITE}", "/columns", f"/sites/{SITE}/columns/{COLUMN}", "/findings",
    "/queue", "/queue?by=cause", "/running", "/media", f"/media/{MEDIA}", f"/search{WORDS}",
    "/orders", "/trends", "/brief", *OWN_ACTS,
}  # fmt: skip
SAVED = {"/reports/census.xlsx", "/reports/census.csv", "/reports/dashboard.html",
         "/ledgers/problems.xlsx", "/ledgers/trends.xlsx", "/ledgers/notices.xlsx",
         f"/search.csv{WORDS}", f"/search.xlsx{WORDS}"}  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An office that has registered what it has, and has swept nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('unswept')}/govsweep.db"
    store = Store(url)
    store.upgrade()
    store.sites.save([Site(identifier=SITE, name="清禾", url="http://www.qinghe.gov.cn/")])
    column = StoredColumn(site=SITE, url=NEWS, name="动态", kind=ColumnKind.NEWS, max_age_days=14)
    store.columns.save([column])
    history = (StatusChange(DAY, MediaStatus.RUNNING),)
    account = MediaAccount(
        identifier=MEDIA, name="清禾发布", url="media:qinghe", organizer="清禾市人民政府办公室",
        platform=Platform.WEIXIN, handle="qinghe", history=history,
    )  # fmt: skip
    store.media.save([account], DAY)
    store.close()
    return url


@pytest.fixture(scope="module")
def unswept(url: str, serve: Any) -> Iterator[Any]:
    with serve(url) as server:
        yield server


def noughts(value: Any, path: str = "") -> Iterator[str]:
    """Where in an answer a nought stands, or a list of nothing."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from noughts(one, f"{path}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from noughts(one, path)
    elif value == 0 and not isinstance(value, bool):
        yield path


def addresses(described: Any) -> Iterator[str]:
    """Every address of the API that answers without a finding or a sweep."""
    for path, methods in described["paths"].items():
        if "get" not in methods or "{finding}" in path or "{number}" in path or "/checks" in path:
            continue
        filled = path.replace("{identifier}", SITE).replace("{column}", COLUMN)
        yield filled + (WORDS if path.endswith("/search") else "")


def test_the_api_gives_no_nought(unswept: Any) -> None:
    asked = list(addresses(unswept.ask("/openapi.json").json))
    assert len(asked) >= 10
    for path in asked:
        answer = unswept.ask(path)
        assert answer.status == 200, path
        where = set(noughts(answer.json)) - {".offset"}
        # No sweep was made, and that is counted.
        assert where == ({".total"} if path.endswith("/sweeps") else set()), path
        note = answer.json.get("note")
        one = path.count("/") > 3  # one thing has no list to be told of
        assert one or "还没有做过巡检" in note, path


def test_what_was_not_checked_is_null(unswept: Any) -> None:
    told = unswept.ask("/api/v1/overview").json
    for name in ("sweep", "basis", "conditions", "findings", "overdue", "coverage", "checks"):
        assert told[name] is None, name
    assert (told["sites"], told["running"]) == (1, 1)  # these are registered
    (column,) = unswept.ask("/api/v1/columns").json["columns"]
    assert (column["findings"], column["entries"]) == (None, None)
    assert unswept.ask("/api/v1/findings").json["total"] is None


def test_no_page_shows_a_nought(unswept: Any) -> None:
    assert {one for one in PAGES if unswept.ask(one).status == 200} >= PAGES - {
        "/trends", "/brief", "/audit", *(one for one in OWN_ACTS if "history" in one),
    }  # fmt: skip
    for path in sorted(PAGES - OWN_ACTS):
        answer = unswept.ask(path)
        said = " ".join(
            " ".join(node.text(separator=" ") for node in answer.tree.css("main")).split()
        )
        assert not re.search(r"(?<![\w.,-])0(?![\w.,-])", said), (path, said)
        assert re.search("没有做过巡检|还没有巡检数据|未检查|还没有编制索引|不作结论", said), path


def test_nothing_can_be_saved(unswept: Any) -> None:
    for path in sorted(SAVED):
        answer = unswept.ask(path)
        assert answer.status in (404, 503), path
        assert "还没有" in answer.text, path


def test_metrics_measure_nothing(url: str, tmp_path: Path) -> None:
    store = Store(url, read_only=True)
    text = metrics.text(Settings(database_url=url), store, 0.0).decode()
    store.close()
    told = {line.split("{")[0].split(" ")[0] for line in text.splitlines() if line[:1] != "#"}
    assert "govsweep_sites" in told
    assert not [one for one in told if one.startswith(("govsweep_sweep", "govsweep_findings"))]


def test_after_the_first_sweep_the_numbers_are_told(served: Any) -> None:
    told = served.ask("/api/v1/overview").json
    assert told["note"] == "" and told["findings"]["unresolved"] > 0
    assert json.loads(served.ask("/api/v1/findings?words=zzz").text)["total"] == 0
