"""duplicate-article tells a text published twice from twins and references."""

from collections.abc import Callable

import pytest

from govsweep.checks.duplicate_article import duplicate_article
from govsweep.facts import Article, Context, SiteVisit

ROOT = "http://www.qinghe.gov.cn/"


def an_article(path: str, text: bytes = b"a" * 16, length: int = 400) -> Article:
    return Article(url=ROOT + path, title="关于放假的通知", main_hash=text, length=length)


def test_the_same_text_at_two_addresses_is_one_fault(a_context: Callable[..., Context]) -> None:
    articles = (
        an_article("art/102.html"),
        an_article("art/101.html"),
        an_article("art/9.html", b"b" * 16),
    )
    (fault,) = duplicate_article(SiteVisit(context=a_context(), articles=articles))
    assert fault.subject == ROOT + "art/101.html"
    assert fault.pages == (ROOT + "art/101.html", ROOT + "art/102.html")


@pytest.mark.parametrize(
    "articles",
    [
        (),
        (an_article("content/post_9360641.html"), an_article("content/mpost_9360641.html")),
        (
            an_article("zwgk/tzgg/202611/t20261101_21660969.html"),
            an_article("zwgk/zcwj/202611/t20261101_21660969.html"),
        ),
        (an_article("a1.html", length=20), an_article("a2.html", length=20)),
        (an_article("a1.html", b""), an_article("a2.html", b"")),
        (an_article("a1.html", b"x" * 16), an_article("a2.html", b"y" * 16)),
    ],
    ids=["none", "mobile twin", "one document in two columns", "too short", "no text", "differing"],
)
def test_it_is_quiet(a_context: Callable[..., Context], articles: tuple[Article, ...]) -> None:
    assert list(duplicate_article(SiteVisit(context=a_context(), articles=articles))) == []
