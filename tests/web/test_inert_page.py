"""Pages made inert: what stays, what goes, and where the words are marked."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from govsweep.web.inert_page import MARK, POLICY, Excerpt, inert

NONE = Excerpt("", "", "")


def page(markup: str, words: Excerpt = NONE) -> LexborHTMLParser:
    return LexborHTMLParser(inert(markup, words, "保存的网页")[0])


def marked(markup: str, before: str, quote: str, after: str) -> list[str]:
    return [node.text() for node in page(markup, Excerpt(before, quote, after)).css("mark")]


class TestWhatStays:
    def test_text_stays_in_its_order_and_structure(self) -> None:
        tree = page(
            "<title>通知</title><h2>标题</h2><table><tr><td colspan=2>甲<td>乙</table><p>丙"
        )
        assert tree.css_first("h1").text() == "通知"
        assert tree.css_first("h2").text() == "标题"
        assert tree.css_first("td").attributes == {"colspan": "2"}
        assert tree.body is not None
        assert tree.body.text().endswith("标题甲乙丙")

    def test_what_a_style_hid_is_seen(self) -> None:
        tree = page('<div style="display:none" hidden><a href="http://bad.example/">博彩</a></div>')
        assert tree.css_first("div").attributes == {}
        assert tree.css_first("a").attributes == {}

    def test_pictures_are_their_words(self) -> None:
        assert "［图片：领导活动］" in page('<img src="http://a.cn/1.png" alt="领导活动">').text()


HOSTILE = [
    "<script>owned()</script>",
    "<img src=x onerror=owned()>",
    "<body onload=owned()>",
    "<svg><script>owned()</script><a xlink:href='javascript:owned()'>x</a></svg>",
    "<math><mtext><style><img src=x onerror=owned()></style></mtext></math>",
    "<iframe srcdoc='<script>owned()</script>'></iframe>",
    "<iframe src='javascript:owned()'></iframe>",
    "<object data='javascript:owned()'></object><embed src='http://evil.example/x.swf'>",
    "<a href='javascript:owned()' ping='http://evil.example/'>x</a>",
    "<form action='http://evil.example/'><input name=a autofocus onfocus=owned()></form>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href='http://evil.example/'><link rel=stylesheet href='http://evil.example/a.css'>",
    "<style>@import 'http://evil.example/a.css'</style>",
    "<p style=\"background:url('http://evil.example/a.png')\">x</p>",
    "<td background='http://evil.example/a.png' colspan='2 onclick=owned()'>x",
    "<noscript><p title='</noscript><img src=x onerror=owned()>'></noscript>",
    "<template><script>owned()</script></template>",
    "<textarea></textarea><script>owned()</script>",
    "<title></title><script>owned()</script>",
    "<title><script>owned()</script>",
    "<video poster='http://evil.example/a.png'><source src='http://evil.example/a.mp4'></video>",
    "<x onclick=owned() id=marked>x</x><mark id=marked>x</mark>",
    "<plaintext><script>owned()</script>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_that_could_act_stays(markup: str) -> None:
    tree = page(markup + "<p>之后</p>", Excerpt("", "之后", ""))
    allowed = {"colspan", "rowspan", "class", "id", "lang", "charset"}
    for node in tree.css("*"):
        assert node.tag not in ("script", "svg", "math", "iframe", "object", "link", "img", "form")
        if node.tag == "meta":
            assert node.attributes == {"charset": "utf-8"}
        assert set(node.attributes) <= allowed, node.html
    assert len(tree.css("style")) == 1
    assert len(tree.css(f"#{MARK}")) <= 1


def test_the_policy_lets_nothing_run_or_load() -> None:
    parts = dict(part.strip().partition(" ")[::2] for part in POLICY.split(";"))
    assert parts["sandbox"] == ""
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in POLICY
    assert "img-src" not in parts


class TestMarking:
    def test_the_words_are_marked_where_their_context_is(self) -> None:
        markup = "<p>请登陆甲</p><p>请登陆乙</p>"
        told = inert(markup, Excerpt("请", "登陆", "乙"), "")[0]
        assert f'请登陆甲</p><p>请<mark id="{MARK}">登陆</mark>乙' in told

    def test_words_that_go_across_tags_and_white_space(self) -> None:
        assert marked("<p>人民攻\n  <b>府</b>办公室", "人民", "攻府", "办") == ["攻", "府"]

    def test_the_words_alone_will_do_where_the_context_changed(self) -> None:
        assert marked("<p>甲攻府乙", "别的", "攻府", "别的") == ["攻府"]

    def test_words_of_the_title_and_of_a_picture(self) -> None:
        assert marked("<title>攻府网</title>", "", "攻府", "网") == ["攻府"]
        assert marked("<img alt='攻府'>", "", "攻府", "") == ["攻府"]

    def test_what_is_not_there_is_not_marked(self) -> None:
        assert inert("<p>政府", Excerpt("", "攻府", ""), "")[1] is False
        assert inert("<p>政府", NONE, "")[1] is False

    def test_words_that_are_markup_are_text(self) -> None:
        assert marked("<p>&lt;script&gt;x&lt;/script&gt;", "", "<script>x", "") == ["<script>x"]


def test_a_page_nested_without_end_is_read() -> None:
    assert "末" in page("<div>" * 5_000 + "末").text()
