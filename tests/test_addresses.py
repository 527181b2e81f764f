"""Addresses in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsweep.addresses import (
    absolute,
    canonical,
    fingerprint,
    folder_of,
    host,
    href,
    is_government,
    ordered,
    path_of,
    registrable,
    same_page,
)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("http://www.a.gov.cn/xw/1.html", "http://www.a.gov.cn/xw/1.html"),
        ("HTTP://WWW.A.GOV.CN/xw/", "http://www.a.gov.cn/xw/"),
        ("http://www.a.gov.cn:80/xw/", "http://www.a.gov.cn/xw/"),
        ("https://www.a.gov.cn:443/", "https://www.a.gov.cn/"),
        ("http://www.a.gov.cn:8080/", "http://www.a.gov.cn:8080/"),
        ("http://www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http://www.a.gov.cn/x#top", "http://www.a.gov.cn/x"),
        ("http://www.a.gov.cn/x?b=2&a=1", "http://www.a.gov.cn/x?a=1&b=2"),
        ("http://www.a.gov.cn/x;jsessionid=1F2E?id=3", "http://www.a.gov.cn/x?id=3"),
        ("http://www.a.gov.cn/x?PHPSESSID=9&id=3", "http://www.a.gov.cn/x?id=3"),
        ("http://www.a.gov.cn/x?jsessionid=9&id=3", "http://www.a.gov.cn/x?id=3"),
        ("http://www.a.gov.cn/中文.html", "http://www.a.gov.cn/%E4%B8%AD%E6%96%87.html"),
        ("mailto:a@b.cn", ""),
        ("ftp://a.gov.cn/x", ""),
        ("http://[::1", ""),
        ("http://javascript:void(0)", ""),
        ("http://www.a.gov.cn:18080/xw/1.html", "http://www.a.gov.cn:18080/xw/1.html"),
        ("http://www.a.gov.cn:65535/", "http://www.a.gov.cn:65535/"),
        ("http://www.a.gov.cn:65536/", ""),
        ("http://www.a.gov.cn:0443/x", "http://www.a.gov.cn:443/x"),
        ("http://www.a.gov.cn:0080/x", "http://www.a.gov.cn/x"),
        ("http://www.a.gov.cn/x?\tPHPSESSID=9\n", "http://www.a.gov.cn/x"),
        ("http://\x00", ""),
        ("", ""),
    ],
)
def test_canonical(url: str, form: str) -> None:
    assert canonical(url) == form


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("http://a.gov.cn/xw/index.html", "http://a.gov.cn/xw/"),
        ("http://a.gov.cn/Default.htm", "http://a.gov.cn/"),
        ("http://a.gov.cn/INDEX.SHTML#top", "http://a.gov.cn/"),
        ("http://a.gov.cn/index.php", "http://a.gov.cn/index.php"),  # may be another program
        ("http://a.gov.cn/index.html?id=1", "http://a.gov.cn/index.html?id=1"),
        ("http://a.gov.cn/xwindex.html", "http://a.gov.cn/xwindex.html"),
        ("http://a.gov.cn/s/view0.action;SID=9f", "http://a.gov.cn/s/view0.action"),
        ("http://a.gov.cn/q?12345", "http://a.gov.cn/q?12345="),
    ],
)
def test_pages_are_known_without_what_varies(url: str, form: str) -> None:
    assert canonical(url) == form
    assert fingerprint(url) == fingerprint(form)


def test_the_ordered_form_keeps_an_index_page() -> None:
    assert ordered("http://a.gov.cn/xw/index.html") == "http://a.gov.cn/xw/index.html"
    assert ordered("http://a.gov.cn/x?b=2&a=1#c") == "http://a.gov.cn/x?a=1&b=2"
    assert ordered("攻府") == ""


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/q?12345", "/q?12345"),
        ("/index.php?/news/12.html", "/index.php?/news/12.html"),
        ("/s?k=%u4e2d%u6587", "/s?k=%u4e2d%u6587"),
        ("/s?a=2&b=1&path=x/y", "/s?a=2&b=1&path=x/y"),
        ("/s?a='1'&b=\"2\"&c=<3> 4", "/s?a=%271%27&b=%222%22&c=%3C3%3E%204"),
        ("/s?a={1}|2^`", "/s?a={1}|2^`"),
        ("/s?", "/s?"),
        ("/a/./b/../c.html#d", "/a/c.html"),
        ("/%e4%B8%AD", "/%e4%B8%AD"),
        ("/x;jsessionid=1?b=1", "/x;jsessionid=1?b=1"),
    ],
)
def test_what_is_asked_for_is_what_is_written(written: str, asked: str) -> None:
    assert href(f"http://a.gov.cn{written}") == f"http://a.gov.cn{asked}"
    assert absolute("http://a.gov.cn/xw/", written) == f"http://a.gov.cn{asked}"
    assert href(f"http://a.gov.cn{asked}") == f"http://a.gov.cn{asked}"


@pytest.mark.parametrize(
    ("reference", "charset", "query"),
    [
        ("list.asp?lm=通知", "gb18030", "list.asp?lm=%CD%A8%D6%AA"),
        ("list.asp?lm=通知", "utf-8", "list.asp?lm=%E9%80%9A%E7%9F%A5"),
        ("list.asp?lm=通知", "utf-16-le", "list.asp?lm=%E9%80%9A%E7%9F%A5"),
        ("list.asp?lm=通知", "gbk", "list.asp?lm=%CD%A8%D6%AA"),
        ("q.asp?n=𠮷€é", "gbk", "q.asp?n=%26%23134071%3B%80%A8%A6"),
        ("q.asp?n=𠮷€", "gb18030", "q.asp?n=%954%B25%A2%E3"),
        ("list.asp?lm=通知", "no-charset", "list.asp?lm=%E9%80%9A%E7%9F%A5"),
        ("通.asp?lm=%CD%A8 a#知", "gb18030", "%E9%80%9A.asp?lm=%CD%A8%20a"),
        ("list.asp?lm=通ß", "big5", "list.asp?lm=%B3%71%26%23223%3B".replace("%71", "q")),
    ],
)
def test_a_query_goes_out_in_the_charset_of_its_page(
    reference: str, charset: str, query: str
) -> None:
    assert absolute("http://a.gov.cn/", reference, charset) == f"http://a.gov.cn/{query}"


def test_what_is_absolute_needs_no_base() -> None:
    assert absolute("", "http://a.gov.cn/x") == "http://a.gov.cn/x"
    assert absolute("", "x") == ""
    assert absolute("file:///tmp/x.html", "y.html") == ""


def test_a_page_is_found_among_addresses_however_it_is_written() -> None:
    pages = ["http://a.gov.cn/xw/index.html", "http://a.gov.cn/q?b=1&a=2"]
    assert same_page("http://a.gov.cn/xw/", pages) == pages[0]
    assert same_page("http://a.gov.cn/q?a=2&b=1", pages) == pages[1]
    assert same_page("http://a.gov.cn/none", pages) == "http://a.gov.cn/none"


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("2.html", "http://a.gov.cn/xw/dt/2.html"),
        ("./2.html", "http://a.gov.cn/xw/dt/2.html"),
        ("../../2.html", "http://a.gov.cn/2.html"),
        ("/2.html", "http://a.gov.cn/2.html"),
        ("//b.gov.cn/2.html", "http://b.gov.cn/2.html"),
        ("?page=2", "http://a.gov.cn/xw/dt/index.html?page=2"),
        (" http://b.gov.cn/2.html\n", "http://b.gov.cn/2.html"),
        ("\\xw\\2.html", "http://a.gov.cn/xw/2.html"),
        ("#top", ""),
        ("javascript:void(0)", ""),
        ("", ""),
    ],
)
def test_absolute(reference: str, target: str) -> None:
    assert absolute("http://a.gov.cn/xw/dt/index.html", reference) == target


@given(st.text(max_size=40))
def test_any_reference_gives_an_address_or_nothing(reference: str) -> None:
    target = absolute("http://a.gov.cn/xw/", reference)
    assert target == "" or target.startswith(("http://", "https://"))


_WRITTEN = """
    http https : // / \\ @ ? & = # % %2f %e4 %zz .. /./ /../ [ ] ::1 :80 :443 :0443 :99999
    ;jsessionid= JSESSIONID=1 a.gov.cn www. 中 。 ß javascript:void(0) xn-- \udc80 \x00
"""
_PIECES = _WRITTEN.split()


@given(
    st.sampled_from(["http://", "https://", "http://a.gov.cn", "http://a.gov.cn/"]),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=8),
)
def test_the_canonical_form_is_its_own(start: str, pieces: list[str]) -> None:
    once = canonical(start + "".join(pieces))
    assert canonical(once) == once
    assert absolute("http://a.gov.cn/xw/", once) == once
    assert href(href(once)) == href(once)
    assert fingerprint(once) == fingerprint(canonical(once))
    assert bool(once) == bool(host(once))
    assert registrable(host(once)) in host(once)


def test_fingerprints_are_short_and_tell_addresses_apart() -> None:
    assert len(fingerprint("http://a.gov.cn/")) == 16
    assert fingerprint("http://a.gov.cn/") != fingerprint("http://a.gov.cn/x")


def test_hosts_and_their_domains() -> None:
    assert host("http://WWW.a.gov.cn:8080/x") == "www.a.gov.cn:8080"
    assert host("http://user@www.a.gov.cn/") == "www.a.gov.cn"
    assert host("http://[::1") == ""
    assert registrable("www.hd.gov.cn:8080") == "hd.gov.cn"
    assert registrable("localhost") == "localhost"
    assert registrable("127.0.1.2") == "127.0.1.2"
    assert registrable("a.user.github.io") == "github.io"
    assert registrable("x.example.notatld") == "x.example.notatld"


@pytest.mark.parametrize(
    ("url", "path", "folder"),
    [
        ("http://a.gov.cn", "/", "/"),
        ("http://a.gov.cn/", "/", "/"),
        ("http://a.gov.cn/x/y?z=/w", "/x/y?z=/w", "/x/"),
        ("http://a.gov.cn/x/", "/x/", "/x/"),
    ],
)
def test_an_address_names_a_path_and_the_folder_it_stands_in(
    url: str, path: str, folder: str
) -> None:
    assert (path_of(url), folder_of(url)) == (path, folder)


@pytest.mark.parametrize(
    ("name", "government"),
    [
        ("www.hd.gov.cn", True),
        ("gov.cn", True),
        ("某市.政务", True),
        ("xn--abc.xn--zfr164b", True),
        ("gov.cn.evil.com", False),
        ("fakegov.cn", False),
        ("www.gov.cn.", True),
    ],
)
def test_government_hosts(name: str, government: bool) -> None:
    assert is_government(name) is government
