"""The evidence pack: what was seen, in one file that shows when it was changed."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from govsweep.addresses import canonical, fingerprint
from govsweep.browser.program import program
from govsweep.errors import InputError
from govsweep.exports.evidence import SUMS, pack, saved_pages, verify, write_pack
from govsweep.exports.screenshot import shoot
from govsweep.facts import (
    Address,
    DateSource,
    HttpExchange,
    LinkStatus,
    Page,
    PageState,
    Site,
    Visit,
)
from govsweep.findings import Finding
from govsweep.store import Delivery, Store, Sweep

AT = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
URL = "http://www.qinghe.gov.cn/art/1.html"
TARGET = "http://www.qinghe.gov.cn/files/form.zip"
BODY = "<html><meta charset=utf-8><body>请登陆网站查询</body></html>".encode()


@pytest.fixture
def a_finding(a_finding: Callable[..., Finding]) -> Callable[..., Finding]:
    """A maker of findings on the page."""

    def make(check: str, subject: str, **words: object) -> Finding:
        said = {"message": f"{subject}有误", "quote": "登陆", "after": "网站", "suggestion": "登录"}
        return a_finding(
            check, **({"subject": subject, "url": URL, "rule_version": "7"} | said | words)
        )

    return make


@pytest.fixture
def swept(
    store: Store,
    a_site: Callable[..., Site],
    a_page: Callable[..., Page],
    a_finding: Callable[..., Finding],
    open_sweep: Callable[..., Sweep],
) -> Store:
    """A store with a word on a page, reached by a redirect, and a link dead in both passes."""
    store.sites.save([a_site()])
    open_sweep(store, rules_version="7", at=AT.timestamp())
    page = Visit(
        queue="5118000001",
        url=URL,
        fingerprint=fingerprint(URL),
        state=PageState.FETCHED,
        status=200,
        elapsed=0.25,
        at=AT,
        page=a_page(
            "请登陆网站查询",
            published=dt.datetime(2026, 11, 2, 9, 0),
            published_source=DateSource.META,
        ),
        body=BODY,
        body_hash=blake2b(BODY, digest_size=16).digest(),
        http_log=(
            HttpExchange(
                "http://qinghe.gov.cn/1", "GET http://qinghe.gov.cn/1", 301, "301\nLocation: /"
            ),
            HttpExchange(URL, f"GET {URL}\nAccept: */*", 200, "200\nServer: nginx"),
        ),
    )
    store.pages.commit(1, [Delivery(page, (a_finding("typo", "登陆"),))])
    store.queue.add(1, [Address("5118000001", TARGET, fingerprint(TARGET), is_link=True)])
    for tries, minutes in ((1, 0), (2, 3)):
        visit = Visit(
            queue="5118000001",
            url=TARGET,
            fingerprint=fingerprint(TARGET),
            unread=True,
            link_status=LinkStatus.UNTRIED if tries == 1 else LinkStatus.DEAD,
            reason="status",
            status=404,
            tries=tries,
            at=AT + dt.timedelta(minutes=minutes),
            http_log=(HttpExchange(TARGET, f"GET {TARGET}", 404, "404\nServer: nginx"),),
        )
        store.pages.commit(1, [Delivery(visit)])
    store.findings.save(1, [a_finding("dead-link", TARGET)])
    return store


def packed(swept: Store, check: str) -> bytes:
    (finding,) = swept.findings.all(check=[check])
    return pack(swept, finding, {}).content


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_page_comes_with_its_bytes_its_text_its_heads_and_the_rules(
    swept: Store,
) -> None:
    found = files(packed(swept, "typo"))
    assert found["pages/01/body.html"] == BODY
    assert "请登陆网站查询" in found["pages/01/text.txt"].decode()
    wire = found["pages/01/wire.txt"].decode()
    assert wire.index("301\nLocation: /") < wire.index(f"GET {URL}") < wire.index("Server: nginx")
    page = json.loads(found["pages/01/page.json"])
    assert page["excerpts"][0]["quote"] == "登陆"
    assert page["published"] == "2026-11-02"
    assert page["saved_body"]["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert json.loads(found["rules.json"])["rule_version"] == "7"
    assert json.loads(found["finding.json"])["subject"] == "登陆"
    assert "## 怎样改正" in found["check.md"].decode()


def test_a_dead_link_comes_with_both_passes(swept: Store) -> None:
    found = files(packed(swept, "dead-link"))
    first, second = json.loads(found["target/tries.json"])
    assert (first["tries"], second["tries"]) == (1, 2)
    assert first["at"] < second["at"]
    assert (first["failure"], second["status"]) == ("status", 404)
    assert json.loads(found["target/outcome.json"])["state"] == "dead"


def test_the_same_store_gives_the_same_bytes(swept: Store) -> None:
    assert packed(swept, "typo") == packed(swept, "typo")


def test_every_file_stands_in_the_list_of_hashes(swept: Store) -> None:
    found = files(packed(swept, "typo"))
    listed = dict(line.split("  ")[::-1] for line in found.pop(SUMS).decode().splitlines())
    assert listed == {name: hashlib.sha256(one).hexdigest() for name, one in found.items()}


class TestVerifying:
    @pytest.fixture
    def path(self, swept: Store, tmp_path: Path) -> Path:
        (finding,) = swept.findings.all(check=["typo"])
        path = tmp_path / "pack.zip"
        write_pack(pack(swept, finding, {}), path)
        return path

    def rewrite(self, path: Path, changed: dict[str, bytes | None]) -> None:
        found: dict[str, bytes | None] = dict(files(path.read_bytes()))
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in (found | changed).items():
                if content is not None:
                    archive.writestr(name, content)

    def test_a_pack_as_it_was_written_is_whole(self, path: Path) -> None:
        assert verify(path) == []

    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            ({"pages/01/body.html": b"x"}, "pages/01/body.html：内容与记录不符"),
            ({"finding.json": None}, "finding.json：缺失"),
            ({"more.txt": b"x"}, "more.txt：不在清单中"),
        ],
    )
    def test_what_was_changed_is_named(
        self, path: Path, changed: dict[str, bytes | None], fault: str
    ) -> None:
        self.rewrite(path, changed)
        assert verify(path) == [fault]

    def test_a_list_changed_too_shows_in_the_digest_of_the_whole(
        self, path: Path, swept: Store
    ) -> None:
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        assert before == hashlib.sha256(packed(swept, "typo")).hexdigest()
        sums = files(path.read_bytes())[SUMS].decode()
        old, new = (hashlib.sha256(one).hexdigest() for one in (BODY, b"x"))
        self.rewrite(path, {"pages/01/body.html": b"x", SUMS: sums.replace(old, new).encode()})
        assert verify(path) == []
        assert hashlib.sha256(path.read_bytes()).hexdigest() != before

    @pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
    def test_what_is_no_pack_is_wrong_use(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(InputError, match="不是完好的证据包"):
            verify(tmp_path / "x.zip")


def test_a_finding_whose_page_was_not_kept_still_has_its_words(
    swept: Store, a_finding: Callable[..., Finding]
) -> None:
    elsewhere = canonical("http://www.qinghe.gov.cn/none.html")
    swept.findings.save(
        1, [a_finding("stale-column", elsewhere, url=elsewhere, pages=(elsewhere,))]
    )
    found = files(packed(swept, "stale-column"))
    assert json.loads(found["finding.json"])["subject"] == elsewhere
    assert not any(name.startswith("pages/01/body") for name in found)


@pytest.mark.skipif(program() is None, reason="no Chromium here")
def test_a_saved_page_is_pictured(swept: Store) -> None:
    (finding,) = swept.findings.all(check=["typo"])
    pages = saved_pages(swept, finding)
    assert pages == {"pages/01": BODY}
    assert shoot(BODY).startswith(b"\x89PNG")
