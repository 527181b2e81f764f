# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""织梦 DedeCMS: /a/COLUMN/YEAR/DAY/NUMBER.html, list_5_2.html, a print page of each article."""

from collections.abc import Iterator

from govsweep.city.draft import Draft
from govsweep.city.model import Document, SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<script src="/js/common.js" charset="utf-8"></script>
<meta http-equiv="Content-Type" content="text/html; charset={{ charset }}" />
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{{ tags }}
<link href="/css/style.css" rel="stylesheet" media="screen" type="text/css" />
</head>
<body class="articlelist">
<div class="header_top"><span class="left">{% for one in draft.pictures %}<a href="/"><img src="{{ one }}" height="54" /></a>{% endfor %}</span></div>
<div id="navMenu"><ul>{{ parts.menu_links() }}</ul></div>
<div class="w960 center clear mt1">{% block main %}{% endblock %}</div>
{{ parts.friend_links() }}
<div class="footer w960 center mt1 clear"><div class="footer_body">{% if footer %}{{ footer }}{% else %}<script src="/js/footer.js"></script>{% endif %}</div></div>
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<div class="onenews"><h2><a href="{{ path_of(headline) }}">{{ headline.title }}</a></h2></div>
{% for block in blocks %}<dl class="tbox"><dt><strong><a href="{{ path(block) }}">{{ block.name }}</a></strong><span class="more"><a href="{{ path(block) }}">更多...</a></span></dt>
<dd><ul class="d1 ico3">{% for one in block.articles[:6] %}<li><span class="date">{{ one.when.strftime('%m-%d') }}</span><a href="{{ path_of(one) }}">{{ one.title }}</a></li>
{% endfor %}</ul></dd></dl>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="place"><strong>当前位置:</strong> <a href="/">主页</a> &gt; <a href="{{ path(column) }}">{{ column.name }}</a> &gt; </div>
"""
_LIST = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}_{{ site.name }}{% endblock %}{% block main %}<div class=\"pleft\">"
    + _CRUMBS
    + """<div class="listbox"><ul class="e2">{% for one in rows %}
<li><a href="{{ path_of(one) }}" class="title">{{ one.title }}</a> <span class="info"><small>日期：</small>{{ one.when.strftime('%Y-%m-%d %H:%M:%S') }}</span></li>{% endfor %}</ul></div>
<div class="dede_pages"><ul class="pagelist">{% for one in range(1, pages + 1) %}{% if one == number %}<li class="thisclass">{{ one }}</li>{% else %}<li><a href="{{ path(column, one) }}">{{ one }}</a></li>{% endif %}{% endfor %}
<li><span class="pageinfo">共 <strong>{{ pages }}</strong>页<strong>{{ column.articles|length }}</strong>条</span></li></ul></div></div>{% endblock %}"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block title %}{{ article.title }}_{{ site.name }}{% endblock %}{% block main %}<div class=\"pleft\">"
    + _CRUMBS
    + """<div class="viewbox"><div class="title"><h2>{{ article.title }}</h2></div>
<div class="info"><small>时间:</small>{{ article.when.strftime('%Y-%m-%d %H:%M') }}<small>来源:</small>{{ article.source }} <small>作者:</small>admin <small>点击:</small>次</div>
<div class="content"><table width="100%"><tr><td>{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<div>　　{{ one }}</div>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</td></tr></table></div>
<div class="handle"><a href="{{ twin(article) }}" target="_blank">[打印本页]</a> <a href="javascript:window.close();">[关闭]</a></div>
{{ parts.counterpart(article) }}</div></div>{% endblock %}"""
)
_PRINT = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={{ charset }}" /><title>{{ article.title }}</title>{{ tags }}</head>
<body onload="window.print()"><h2 align="center">{{ article.title }}</h2><p align="center">时间：{{ article.when.strftime('%Y-%m-%d %H:%M') }}</p><hr />
{% for one in article.paragraphs %}<div>　　{{ one }}</div>
{% endfor %}<hr /><a href="{{ path_of(article) }}">返回原文</a></body></html>
"""
_PAGE = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}_{{ site.name }}{% endblock %}{% block main %}<div class=\"pleft\">"
    + _CRUMBS
    + """<div class="content">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div></div>{% endblock %}"""
)


class Dede(Style):
    """`/a/gzdt/2026/1118/123.html`, lists `/a/gzdt/`, `/a/gzdt/list_5_2.html`."""

    name = "dede"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "print": _PRINT,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """A folder under /a/."""
        folder = f"/a/{column.slug}/"
        return folder if page == 1 else f"{folder}list_{column.number % 100}_{page}.html"

    def article_path(self, article: SampleArticle) -> str:
        """By year, then day."""
        return f"/a/{article.column.slug}/{article.when:%Y/%m%d}/{article.number}.html"

    def twin(self, article: SampleArticle) -> str:
        """The print page."""
        return f"/plus/print.php?aid={article.number}"

    def extras(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        """The print pages."""
        for article in draft.articles:
            if not article.column.static:
                yield self.twin(article), self.article(draft, article, "print")
