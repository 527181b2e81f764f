"""What a page's markup offers to assistive software."""

import pytest

from govsweep.facts import MarkupRule, PageAccess
from govsweep.reading import read_page

TEXT = "<p>市政府召开会议，研究部署秋季农业生产和森林防火工作，要求各单位认真抓好落实。</p>"


def access(
    body: str, head: str = "<title>通知</title>", html: str = '<html lang="zh-CN">'
) -> PageAccess:
    begun = f"<!DOCTYPE html>{html}<head><meta charset='utf-8'>{head}</head>"
    text = f"{begun}<body>{body}{TEXT}</body></html>"
    found = read_page(text.encode(), url="http://www.qinghe.gov.cn/a.html").access
    assert found is not None
    return found


def faults(*args: str, **words: str) -> list[tuple[str, str, int]]:
    return [(one.rule.value, one.what, one.count) for one in access(*args, **words).faults]


class TestPictures:
    def test_one_without_words(self) -> None:
        assert faults('<img src="/upload/会场.jpg?v=3">') == [("image-alt", "会场.jpg", 1)]

    @pytest.mark.parametrize(
        "markup",
        [
            '<img src="a.jpg" alt="会场">',
            '<img src="a.gif" alt="">',  # it decorates
            '<img src="a.gif" alt>',
            '<img src="a.jpg" aria-label="会场">',
            '<img src="a.jpg" title="会场">',
            '<img src="a.gif" role="presentation">',
            '<img src="a.gif" aria-hidden="true">',
            '<img src="a.gif" width="1" height="1">',  # a counter
            '<img src="a.gif" style="display:none">',
            '<div style="display:none"><img src="a.gif"></div>',
            "<img>",  # a script brings it
            '<noscript><img src="a.gif"></noscript>',
        ],
    )
    def test_one_that_lacks_nothing_or_is_not_seen(self, markup: str) -> None:
        assert faults(markup) == []

    def test_one_that_comes_late_is_told_by_its_own_address(self) -> None:
        assert faults('<img src="loading.gif" data-src="/a/b.jpg">') == [("image-alt", "b.jpg", 1)]

    def test_they_are_counted(self) -> None:
        body = '<img src="/1/dot.gif"><img src="/2/dot.gif"><img src="a.jpg" alt="甲">'
        found = access(body)
        assert found.images == 3
        assert [(one.what, one.count) for one in found.faults] == [("dot.gif", 2)]


class TestLinks:
    def test_a_picture_that_says_nothing(self) -> None:
        assert faults('<a href="/"><img src="logo.png" alt=""></a>') == [
            ("link-name", "logo.png", 1)
        ]

    @pytest.mark.parametrize(
        "markup",
        [
            '<a href="/"><img src="logo.png" alt="">清禾市人民政府</a>',
            '<a href="/" title="首页"><img src="logo.png" alt=""></a>',
            '<a href="/" aria-label="首页"><img src="logo.png" alt=""></a>',
            '<a href="/"><img src="a.png" alt=""><img src="b.png" alt="首页"></a>',
            '<a name="top"><img src="logo.png" alt=""></a>',
        ],
    )
    def test_one_that_says_something(self, markup: str) -> None:
        assert faults(markup) == []

    def test_a_picture_without_words_in_a_link_is_one_cause(self) -> None:
        assert faults('<a href="/"><img src="logo.png"></a>') == [("image-alt", "logo.png", 1)]


class TestFields:
    def test_one_without_a_name(self) -> None:
        assert faults('<input type="text" name="q">') == [("label", "q", 1)]

    def test_lists_to_choose_from_and_boxes_to_write_in(self) -> None:
        body = '<select name="s"><option>一</option></select><textarea name="t"></textarea>'
        assert sorted(faults(body)) == [("label", "s", 1), ("label", "t", 1)]

    @pytest.mark.parametrize(
        "markup",
        [
            '<label for="q">关键词</label><input id="q" name="q">',
            '<input id="q" name="q"><label for="q">关键词</label>',
            "<label>关键词 <input name=q></label>",
            '<input name="q" placeholder="请输入关键词">',
            '<input name="q" title="关键词">',
            '<input name="q" aria-labelledby="h">',
            '<input type="hidden" name="q"><input type="submit" value="搜索"><input type="button">',
            '<div style="display:none"><input name="q"></div>',
        ],
    )
    def test_one_that_is_named_or_not_seen(self, markup: str) -> None:
        assert faults(markup) == []

    def test_a_label_without_words_names_nothing(self) -> None:
        assert faults('<label for="q"></label><input id="q">') == [("label", "q", 1)]


class TestPages:
    def test_without_a_language(self) -> None:
        assert faults("", html="<html>") == [("html-has-lang", "", 1)]

    def test_in_chinese_that_calls_itself_english(self) -> None:
        assert faults(TEXT * 6, html='<html lang="en">') == [("html-has-lang", "en", 1)]

    def test_in_english(self) -> None:
        english = "<p>" + "The people's government works for all who live here. " * 12 + "</p>"
        assert faults(english, html='<html lang="en">') == []

    def test_without_a_title(self) -> None:
        assert faults("", head="") == [("document-title", "", 1)]

    def test_whose_headings_jump(self) -> None:
        body = "<h1>通知</h1><h3>一、总体要求</h3><h3>二、主要任务</h3>"
        assert faults(body) == [("heading-order", "h1→h3", 1)]

    def test_whose_headings_go_up_again(self) -> None:
        assert faults("<h1>通知</h1><h2>一</h2><h3>（一）</h3><h2>二</h2>") == []

    def test_that_must_not_be_enlarged(self) -> None:
        wide = '<title>通知</title><meta name="viewport" content="width=device-width{}">'
        assert faults("", head=wide.format("")) == []
        for more in (", user-scalable=no", ",maximum-scale=1.0"):
            (fault,) = access("", head=wide.format(more)).faults
            assert fault.rule is MarkupRule.ZOOM
        assert faults("", head=wide.format(", maximum-scale=5")) == []

    def test_with_a_page_inside(self) -> None:
        assert faults('<iframe src="/x.html"></iframe>') == [("frame-title", "/x.html", 1)]
        assert faults('<iframe src="/x.html" title="天气"></iframe>') == []
        assert faults('<iframe src="about:blank"></iframe><iframe></iframe>') == []


def test_what_has_no_end_is_capped() -> None:
    body = "".join(f'<img src="{number}.jpg">' for number in range(500))
    assert len(access(body).faults) == 60


def test_what_is_no_page_says_nothing() -> None:
    assert read_page(b"%PDF-1.4", url="http://www.qinghe.gov.cn/a.pdf").access is None
