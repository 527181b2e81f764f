"""How documents end: whole, cut wherever it was, or never ended by whoever wrote them."""

import pytest

from govsweep.reading.document_end import DocumentEnd, document_end
from govsweep.reading.page import read_page

ENDED, PART = DocumentEnd(True, False), DocumentEnd(None, False)
UNENDED, BROKEN_OFF = DocumentEnd(False, False), DocumentEnd(False, True)
DOCUMENT = "<html><body><div><p>通知</p><table><tr><td>一</td></tr></table></div></body></html>"
ENDS = {
    "whole": (DOCUMENT, ENDED),
    "in capitals": (DOCUMENT.upper(), ENDED),
    "with a counter behind": (DOCUMENT + "<script>count('</div>')</script><!-- 0.2 s -->", ENDED),
    "with a counter that was cut": (DOCUMENT + "<script src=count.js>", ENDED),
    "by the body alone": ("<body><p>通知</p></body>", ENDED),
    "with something left behind": (DOCUMENT + "./t1_ext.json", ENDED),
    "a document within": (DOCUMENT + "<div>" + "正文" * 60, BROKEN_OFF),
    "in a tag": ("<html><body><p>通知</p><img src='/a", BROKEN_OFF),
    "in an end tag": ("<html><body><p>通知</p", BROKEN_OFF),
    "in a comment": ("<html><body><p>通知</p><!-- 正文", BROKEN_OFF),
    "in a script": ("<html><body><p>通知</p><script>if (a < b", BROKEN_OFF),
    "in a table": ("<html><body><table><tr><td>一</td></tr>", BROKEN_OFF),
    "in a headline": ("<html><body><h1>关于做好", BROKEN_OFF),
    "between paragraphs": ("<html><body><p>通知</p>", UNENDED),
    "in a paragraph, which need not be ended": ("<html><body><p>通知", UNENDED),
    "an element named by a script": (
        "<html><body><p>通知</p><script>write('<div>')</script>",
        UNENDED,
    ),
    "a part of a document": ("<div><p>通知", PART),
    "nothing": ("", PART),
}


@pytest.mark.parametrize(("text", "end"), ENDS.values(), ids=ENDS)
def test_where_a_document_ends(text: str, end: DocumentEnd) -> None:
    assert document_end(text) == end


def test_a_page_tells_it_of_itself() -> None:
    page = read_page(DOCUMENT[:-30].encode(), url="http://www.qinghe.gov.cn/1.html")
    assert (page.ended, page.broken_off, page.is_itself, page.is_seen) == (False, True, True, False)


def test_of_what_a_limit_of_ours_cut_nobody_knows_the_end() -> None:
    long = "<html><body><div>" + "<p>通知</p>" * 200_000
    page = read_page(long.encode(), url="http://www.qinghe.gov.cn/1.html")
    assert (page.ended, page.broken_off) == (None, False)
