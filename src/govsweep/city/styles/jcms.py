# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""大汉 JCMS: lists in a <datastore> of CDATA records, further pages from dataproxy.jsp."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from govsweep.city.draft import Draft, Dynamic
from govsweep.city.model import Document, SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html><html><head>
<meta charset="{{ charset }}"><meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ site.name }}{% block title %}{% endblock %}</title>
{{ tags }}
<link rel="stylesheet" href="/css/style.css"><script src="/js/common.js"></script>
</head><body>
<div id="header"><div class="w1200"><h1 class="logo"><a href="/">{% for one in draft.pictures %}<img
 src="{{ one }}" alt="{{ site.name }}">{% endfor %}</a></h1>
<form action="/jsearch/search" method="get"><input name="q" type="text"><input type="submit" value="搜索">
</form></div>
<div class="menu"><ul>{{ parts.menu_links() }}</ul></div></div>
<div id="container" class="w1200">{% block main %}{% endblock %}</div>
<div id="bottom">{{ parts.friend_links() }}<div class="foot">{% if footer %}{{ footer }}{% else %}<script
 src="/js/footer.js"></script>{% endif %}</div></div>
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<div class="tt"><a href="{{ path_of(headline) }}" target="_blank">{{ headline.title }}</a></div>
{% for block in blocks %}<div class="bt_box"><div class="bt_title"><a href="{{ path(block) }}">{{ block.name }}</a></div>
<table width="100%">{% for one in block.articles[:6] %}<tr><td><a href="{{ path_of(one) }}"
 target="_blank" title="{{ one.title }}">{{ one.title }}</a></td><td width="90"
 class="bt_time">{{ one.when.strftime('%Y-%m-%d') }}</td></tr>{% endfor %}</table></div>
{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a
 href="{{ path(column) }}">{{ column.name }}</a>"""
_RECORD = """{% macro record(one) %}<li><a href="{{ path_of(one) }}" target="_blank"
 title="{{ one.title }}">{{ one.title }}</a><span>{{ one.when.strftime('%Y-%m-%d') }}</span></li>
{% endmacro %}"""
_LIST = (
    "{% extends 'layout' %}{% block title %}　{{ column.name }}{% endblock %}{% block main %}"
    + _RECORD
    + _CRUMBS
    + """</div><div class="default_pgContainer" id="{{ column.number }}">
<script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&columnid={{ column.number }}">]]></nextgroup>
<recordset>{% for one in rows %}<record><![CDATA[{{ record(one) }}]]></record>
{% endfor %}</recordset></datastore></script></div>
<script>var pageParam = {startrecord:1, endrecord:{{ size }}, perpage:{{ size }}, totalRecord:{{ total }},
 proxyUrl:'/module/web/jpage/dataproxy.jsp', columnid:{{ column.number }}, unitid:'{{ column.number + 7 }}', webid:1};</script>
{% endblock %}
"""
)
_RECORDS = (
    _RECORD
    + """<?xml version="1.0" encoding="utf-8"?><datastore><totalrecord>{{ total }}</totalrecord>
<totalpage>{{ pages }}</totalpage><recordset>{% for one in rows %}<record><![CDATA[{{ record(one) }}]]></record>
{% endfor %}</recordset></datastore>"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block title %}　{{ column.name }}　{{ article.title }}{% endblock %}"
    "{% block main %}"
    + _CRUMBS
    + """ &gt; 详情页</div><table class="article" width="100%"><tr><td class="title">{{ article.title }}</td></tr>
<tr><td class="xx">发布日期：{{ article.when.strftime('%Y-%m-%d %H:%M') }}　来源：{{ article.source }}　浏览次数：<script
 src="/module/visitcount/articlehits.jsp?i_articleid={{ article.number }}"></script></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->
{% if article.reference %}<p style="text-align:center">{{ article.reference }}</p>{% endif %}
{% for one in article.paragraphs %}<p style="text-indent:2em">{{ one }}</p>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}
<!--ZJEG_RSS.content.end--></div></td></tr></table>{{ parts.counterpart(article) }}
<p>【<a href="javascript:window.print();">打印本页</a>】【<a href="javascript:window.close();">关闭窗口</a>】</p>
{% endblock %}"""
)
_PAGE = (
    "{% extends 'layout' %}{% block title %}　{{ column.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """</div><div class="bt_content">{% for one in article.paragraphs %}<p>{{ one }}</p>
{% endfor %}</div>{% endblock %}"""
)


class Jcms(Style):
    """`/col/col1599522/index.html`, `/art/2026/11/18/art_1599522_56789.html`."""

    name = "jcms"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "records": _RECORDS,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """One address a column; further pages come from the proxy."""
        return f"/col/col{column.number}/index.html"

    def article_path(self, article: SampleArticle) -> str:
        """By day, column and number."""
        day = f"{article.when.year}/{article.when.month}/{article.when.day}"
        return f"/art/{day}/art_{article.column.number}_{article.number}.html"

    def lists(self, draft: Draft, column: SampleColumn) -> Iterator[tuple[str, Document]]:
        """The first page alone; the rest is asked for."""
        if column.shell:
            yield from super().lists(draft, column)
            return
        path, rows, size = self.column_path(column), column.articles, self.page_size
        words = {"column": column, "rows": rows[:size], "size": size, "total": len(rows)}
        yield path, self.page(draft, "list", path, None, **words)

    def extras(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        """The counter's script, and the proxy that serves rows."""
        counter = Document(b"document.write('128');", "application/javascript")
        yield "/module/visitcount/articlehits.jsp", counter
        draft.dynamic.append(self._proxy(draft))

    def _proxy(self, draft: Draft) -> Dynamic:
        columns = {str(one.number): one for one in draft.columns}

        def answer(path: str, query: str) -> Document | None:
            if path != "/module/web/jpage/dataproxy.jsp":
                return None
            asked = {name: values[-1] for name, values in parse_qs(query).items()}
            column = columns.get(asked.get("columnid", ""))
            if column is None:
                return None
            start = int(asked.get("startrecord", "1"))
            end = int(asked.get("endrecord", str(start + self.page_size - 1)))
            rows = column.articles[max(start, 1) - 1 : end]
            total, size = len(column.articles), int(asked.get("perpage", str(self.page_size)))
            pages = -(-total // size)
            page = self.page(draft, "records", path, rows=rows, total=total, pages=pages)
            return page._replace(content_type="text/xml; charset=utf-8")

        return answer
