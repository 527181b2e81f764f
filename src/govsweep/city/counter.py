"""What a site says at the counter: search results, and apologies for what it does not have."""

import datetime as dt
from urllib.parse import parse_qs

from markupsafe import Markup

from govsweep.city.draft import Draft, Dynamic
from govsweep.city.model import Document, SampleArticle, SampleColumn
from govsweep.city.styles import Style
from govsweep.facts import ColumnKind

_SEARCHES = ("/jsearch/search", "/e/search/index.php")


def search(draft: Draft, style: Style) -> Dynamic:
    """The search page: titles that hold the word asked for."""

    def answer(path: str, query: str) -> Document | None:
        if path not in _SEARCHES:
            return None
        asked = parse_qs(query, encoding=draft.plan.charset.encoding, errors="replace")
        word = next((values[0] for values in asked.values()), "")
        found = [one for one in draft.articles if word and word in one.title]
        rows: list[str] = [f"搜索“{word}”，共找到{len(found)}条结果。"]
        rows += [
            Markup('<a href="{}">{}</a>').format(style.article_path(one), one.title)
            for one in found
        ]
        return _page(draft, style, path, "站内搜索", rows)

    return answer


def apology(draft: Draft, style: Style) -> Document:
    """What an address that does not exist gets, with status 200."""
    text = [
        "对不起，您访问的页面不存在或已被删除！",
        "请检查您输入的网址是否正确，或者返回首页重新浏览。",
    ]
    return _page(draft, style, "/404.html", "提示信息", text)


def _page(draft: Draft, style: Style, path: str, name: str, text: list[str]) -> Document:
    column = SampleColumn(name, "", 998, ColumnKind.STATIC)
    when = dt.datetime.combine(draft.day, dt.time())
    article = SampleArticle(0, name, when, column, text, draft.plan.short)
    return style.page(draft, "note", path, column=column, article=article)
