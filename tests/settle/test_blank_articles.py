"""Articles without text, from their pages to what is found: compared with their site's others."""

from collections.abc import Callable

import pytest

from govsweep.addresses import fingerprint
from govsweep.checks.blank_article import blank_article
from govsweep.facts import Context, PageState, ScriptFacts
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

_ROOT = "http://slj.qinghe.gov.cn/"
_TEXT = "<p>各乡镇人民政府：为切实做好今年防汛工作，现将有关事项通知如下，请认真贯彻执行。</p>" * 3
_COMMON, _OWN = f"{_ROOT}js/common.js", f"{_ROOT}js/show.js"


def _article(number: int, body: str, *scripts: str) -> StoredPage:
    url = f"{_ROOT}tzgg/202611/t20261120_{number}.html"
    loaded = "".join(f"<script src='{one}'></script>" for one in scripts)
    html = (
        f"<html><head><meta charset='utf-8'><title>关于第{number}次防汛检查的通知</title>{loaded}"
        f"</head><body><h1>关于第{number}次防汛检查的通知</h1><p>发布时间：2026-11-20</p>"
        f"<div class='text' id='t{number}'>{body}</div>"
        "<div class='footer'>主办单位：清禾市水利局 网站标识码：5118000001</div></body></html>"
    )
    page = read_page(html.encode(), url=url)
    return StoredPage(b"", url, PageState.FETCHED, "", 200, 0.1, url, None, page)


@pytest.mark.parametrize(
    ("scripts", "read", "found"),
    [
        ((), {}, [Certainty.CONFIRMED]),
        ((_COMMON,), {}, [Certainty.CONFIRMED]),  # unread, and others have it, too
        ((_COMMON, _OWN), {}, []),  # its own, and nobody read it
        ((_OWN,), {_OWN: ScriptFacts(selectors=(".text",))}, [Certainty.CONFIRMED]),
        ((_OWN,), {_OWN: ScriptFacts(selectors=(".text",), fills=(".text",))}, []),
    ],
    ids=["none", "of all", "its own", "named", "written"],
)
def test_a_blank_article_among_others(
    a_context: Callable[..., Context],
    scripts: tuple[str, ...],
    read: dict[str, ScriptFacts],
    found: list[Certainty],
) -> None:
    by_key = {fingerprint(url): one for url, one in read.items()}
    aggregate = SiteAggregate(
        a_context(), {}, (), {}, scripts=lambda keys: {k: by_key[k] for k in keys if k in by_key}
    )
    blank = _article(3, "<p>&nbsp;</p>", *scripts)
    aggregate.gather([_article(1, _TEXT, _COMMON), _article(2, _TEXT, _COMMON), blank])
    faults = list(blank_article(aggregate.visit(aggregate.columns())))
    assert [one.certainty for one in faults] == found
    assert {one.subject for one in faults} <= {blank.url}
