"""Any bytes give a page: no crash, no endless loop, no unbounded result."""

import datetime as dt
import gc
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsweep.facts import FooterMark, Page, PageKind
from govsweep.reading import as_facts, decode, read_page, read_rows, twin_key
from govsweep.reading.walk import parse

URL = "http://www.a.gov.cn/xw/index.html"
DAY = dt.date(2024, 1, 4)
_NAMES = "div p a li ul table tr td h1 span script style select option meta title form"
_TAGS = _NAMES.split()
_ATTRIBUTES = [
    "",
    ' href="/x/1.html"',
    " href=\"javascript:open('/y')\"",
    ' style="display:none"',
    ' class="footer"',
    ' class="title"',
    ' name="PubDate" content="2023-01-01"',
    ' http-equiv="refresh" content="0;url=/z"',
    ' src="//b.cn/a.js"',
]
_TEXTS = [
    "发布时间：2023-12-30 10:08 来源：本站",
    "[01-03]",
    "2024-01-02",
    "某县召开安全生产工作会议部署今冬明春重点任务",
    "当前位置：首页 > 通知公告 > 正文",
    "京ICP备12345678号-1 主办：某县",
    "document.write('<a href=/q>某县招商引资推介会举行</a>')",
    "createPageHTML(9, 0, 'index', 'html')",
    "共 102 条 当前第 1 / 11 页",
    "{{ title }}",
    "<![CDATA[",
    "&#20013;&#x4e2d;&amp",
]
_NODES = st.one_of(
    st.sampled_from(_TEXTS),
    st.builds(
        lambda tag, more: f"<{tag}{more}>", st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)
    ),
    st.builds("</{}>".format, st.sampled_from(_TAGS)),
    st.text(max_size=8),
)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(read_page(body, url=URL, day=DAY), Page)
    assert isinstance(read_rows(body, url=URL, day=DAY), tuple)
    assert isinstance(decode(body).text, str)


@settings(max_examples=150)
@given(st.lists(_NODES, max_size=60), st.sampled_from(["utf-8", "gb18030", "big5", "utf-16"]))
def test_any_markup_is_read(nodes: list[str], charset: str) -> None:
    body = "".join(nodes).encode(charset, "replace")
    page = read_page(body, url=URL, day=DAY)
    facts = as_facts(page, "a.html")
    assert facts["kind"] in set(PageKind)
    assert all(
        entry.date is None or entry.date <= DAY + dt.timedelta(days=1) for entry in page.entries
    )
    assert page.published is None or page.published.date() <= DAY + dt.timedelta(days=1)
    assert all(anchor.target.startswith("http") for anchor in page.anchors)
    assert len(page.more) <= 50
    assert URL not in page.more


@given(st.text(max_size=60))
def test_any_address_is_read(url: str) -> None:
    assert isinstance(read_page(b"<a href='x'>y</a>", url=url), Page)
    assert isinstance(twin_key(url), str)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<div></x>" * 50_000,
        "<ul><li>" * 50_000,
        "<table><tr><td>" * 30_000,
        "".join(f"<p><font color={n}></p>" for n in range(20_000)),
        "<select>" + "<option>x" * 50_000,
        "<div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "<!--" * 100_000,
        "<a href=x>" * 50_000,
        "<style>" + "a,.b " * 50_000 + "</style>",
        "<style>" + "@media{" * 50_000 + "</style>",
        "<script><record>" + "<![CDATA[<a href=/x>某县动态" * 20_000,
        "<title>" + "_-|" * 100_000,
    ],
    ids=lambda body: body[:12],
)
def test_hostile_markup_is_read(body: str) -> None:
    page = read_page(body.encode(), url=URL, day=DAY)
    assert len(page.anchors) <= 20_000


def test_links_and_text_are_capped() -> None:
    links = "".join(f"<a href='/{n}.html'>t</a> " for n in range(30_000))
    page = read_page(links.encode(), url=URL)
    assert 1_000 < len(page.anchors) <= 20_000
    long = "某" * 1_000_000
    page = read_page(f"<p>{long}</p>".encode(), url=URL)
    assert sum(len(block.text) for block in page.blocks) <= 500_000


def test_what_was_grown_of_a_page_is_freed_with_it() -> None:
    tree = parse(
        "<ul><li style='display:none'><a href='/1.html'>某县动态</a><script>x</script></ul>"
    )
    kept = ref(tree.openers)  # compiled, a tree itself cannot be watched
    gc.disable()  # a cycle would wait for the collector, with a whole page in it
    try:
        del tree
        assert kept() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 ...", ""),
        (b"PK\x03\x04...", "application/octet-stream"),
        (b"<html>", "image/png"),
        (b"\x00\x01\x02<html>", "text/html"),
        (b"", ""),
    ],
)
def test_what_is_no_page_has_no_text(body: bytes, content_type: str) -> None:
    page = read_page(body, url=URL, content_type=content_type)
    assert page.kind is PageKind.OTHER
    assert page.blocks == ()
    assert page.main_hash == b""


def test_facts_of_an_unknown_footer_say_so() -> None:
    facts = as_facts(read_page(b"<p>x</p>", url=URL), "a.html")
    assert list(facts) == [
        "file", "kind", "title", "published", "published_source", "column", "identifier", "footer",
        "entries", "hidden_links", "charset", "text",
    ]  # fmt: skip
    assert facts["footer"] == dict.fromkeys([mark.value for mark in FooterMark], "unknown")
