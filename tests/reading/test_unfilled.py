"""Variables of a template that stand among a page's own words."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page

WORDS = "为做好冬季供暖工作，确保群众温暖过冬，现将有关安排公布如下，请各单位认真组织实施。"


def article(inside: str, head: str = "") -> Page:
    html = (
        f"<html><head><title>供暖安排</title>{head}</head><body><h1>关于冬季供暖安排的通知</h1>"
        f"<p>发布时间：2026-11-02</p><div class='content'><p>{WORDS}</p>"
        f"<p>{WORDS}</p>{inside}</div></body></html>"
    )
    return read_page(html.encode(), url="http://www.qinghe.gov.cn/art/2026/11/2/art_1_2.html")


def test_one_that_nothing_fills() -> None:
    assert article("<p>三、{{notice.body}}</p>").unfilled == "{{notice.body}}"


@pytest.mark.parametrize(
    ("inside", "head"),
    [
        ("<p>三、见附件。</p>", ""),
        ("<div v-cloak><p>{{notice.body}}</p></div>", ""),
        ('<div ng-if="a"><p>{{notice.body}}</p></div>', ""),
        ("<p>{{notice.body}}</p>", '<script src="/js/vue.min.js"></script>'),
        ("<p>{{notice.body}}</p>", "<script>var open = '{{';</script>"),
        ("<p>{{notice.body}}</p><template><p>{{row}}</p></template>", ""),
        ("<template><p>{{notice.body}}</p></template>", ""),
        ("<p>写作 <code>{{notice.body}}</code> 即可</p>", ""),
        ("<p>{{a}} {{b}} {{c}} {{d}}</p>", ""),
        ("<p>{{ 十一月 }} 与 {{1}}</p>", ""),
    ],
    ids=[
        *(
            "none",
            "a cloak",
            "angular",
            "a library",
            "a script that takes them apart",
            "a template",
        ),
        *("in a template", "a sample of code", "full of them", "no names"),
    ],
)
def test_those_that_something_may_fill(inside: str, head: str) -> None:
    assert article(inside, head).unfilled == ""


def test_samples_of_code_are_told() -> None:
    assert article("<pre><code>a ${b} c</code></pre>").code.startswith("a ${b} c")
    assert article("<p>a ${b} c</p>").code == ""
