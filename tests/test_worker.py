"""One worker process: whose settings it follows, and what it says when it cannot work."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.facts import PageKind
from govsweep.store import Store
from govsweep.worker import DocumentReader, run, scrapy_settings

DAY = dt.date(2026, 11, 20)


def test_the_agent_names_the_offices_contact() -> None:
    chosen = scrapy_settings(Settings(contact="https://www.qinghe.gov.cn/sweep"))
    assert chosen["USER_AGENT"] == (
        "Mozilla/5.0 (compatible; govsweep/0.1.0; +https://www.qinghe.gov.cn/sweep)"
    )


@pytest.mark.parametrize("word", ["bot", "link", "scrapy", "python", "curl"])
def test_the_agent_has_no_word_that_walls_refuse(word: str) -> None:
    assert word not in scrapy_settings(Settings())["USER_AGENT"].lower()


def test_a_users_settings_go_before_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "users_worker.py").write_text("DOWNLOAD_TIMEOUT = 7\nUSER_AGENT = 'office'\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "users_worker")
    chosen = scrapy_settings(Settings(contact="https://www.qinghe.gov.cn/"))
    assert chosen.getint("DOWNLOAD_TIMEOUT") == 7
    assert chosen["USER_AGENT"] == "office"
    assert chosen["SCHEDULER"] == "govsweep.spiders.engine.scheduler.SweepScheduler"


def test_a_users_parts_are_added_to_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "users_parts.py").write_text(
        "ITEM_PIPELINES = {'office.Pipeline': 300}\n"
        "DOWNLOADER_MIDDLEWARES = {\n"
        "    'office.Middleware': 500,\n"
        "    'scrapy.downloadermiddlewares.stats.DownloaderStats': 850,\n"
        "}\n"
        "EXTENSIONS = {'office.Extension': 10}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "users_parts")
    chosen = scrapy_settings(Settings())
    assert chosen.getdict("ITEM_PIPELINES") == {
        "govsweep.pipelines.judging.JudgingPipeline": 100,
        "govsweep.pipelines.storing.StoringPipeline": 200,
        "office.Pipeline": 300,
    }
    middlewares = chosen.getdict("DOWNLOADER_MIDDLEWARES")
    assert middlewares["office.Middleware"] == 500
    assert middlewares["scrapy.downloadermiddlewares.stats.DownloaderStats"] == 850
    assert middlewares["scrapy.downloadermiddlewares.retry.RetryMiddleware"] is None
    assert chosen.getdict("EXTENSIONS")["office.Extension"] == 10
    assert "scrapy.extensions.logstats.LogStats" in chosen.getdict("EXTENSIONS")


def test_nothing_listens() -> None:
    chosen = scrapy_settings(Settings())
    assert not chosen.getbool("TELNETCONSOLE_ENABLED")
    assert not chosen.getbool("REMOTE_CONTROL_ENABLED")


def test_without_an_open_sweep_there_is_no_work(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/govsweep.db"
    store = Store(url)
    store.upgrade()
    store.close()
    with pytest.raises(InputError, match="sweep open"):
        run(Settings(database_url=url))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"data": {"html": "<ul></ul>"}}', "text/html"),
        (b"<datastore><recordset></recordset></datastore>", "text/xml"),
    ],
)
def test_what_serves_rows_is_read_as_rows(body: bytes, content_type: str) -> None:
    page = DocumentReader(DAY)(
        body, url="http://a.gov.cn/rows", content_type=content_type, home=False
    )
    assert (page.kind, page.reader) == (PageKind.OTHER, "served")


def test_everything_else_is_read_as_a_page() -> None:
    page = DocumentReader(DAY)(
        "<html><title>清禾市</title><p>内容</p></html>".encode(),
        url="http://a.gov.cn/",
        content_type="text/html",
        home=True,
    )
    assert page.kind is PageKind.HOME
