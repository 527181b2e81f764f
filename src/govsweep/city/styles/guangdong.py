# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""The 集约化 platform of Guangdong: content/post_N.html with a mobile twin mpost_N.html."""

from collections.abc import Iterator

from govsweep.city.draft import Draft
from govsweep.city.model import Document, SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html>
<html lang="zh"><head>
<meta charset="{{ charset }}">
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{{ tags }}
{% block twin %}{% endblock %}
<link rel="stylesheet" href="/css/style.css">
</head><body>
<a class="skip" style="position:absolute;left:-9999px" href="#content">跳转到主要内容区</a>
<header class="header"><a href="/">{% for one in draft.pictures %}<img src="{{ one }}" alt="{{ site.name }}">{% endfor %}</a>
<nav class="nav"><ul>{{ parts.menu_links() }}</ul></nav>
<nav class="nav-mobile" style="display: none;"><ul>{{ parts.menu_links() }}</ul></nav></header>
<main id="content">{% block main %}{% endblock %}</main>
{{ parts.friend_links() }}
{% if footer %}<div class="footer pc">{{ footer }}</div><div class="footer mobile" style="display:none">{{ footer }}</div>{% else %}<script src="/js/footer.js"></script>{% endif %}
{{ parts.leave_notice() }}
<script src="/js/common.js"></script>
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<section class="headline"><h1><a href="http://{{ draft.host }}{{ path_of(headline) }}">{{ headline.title }}</a></h1></section>
{% for block in blocks %}<section class="mod"><div class="tab"><a href="http://{{ draft.host }}{{ path(block) }}">{{ block.name }}</a></div>
<ul>{% for one in block.articles[:6] %}<li><a href="http://{{ draft.host }}{{ path_of(one) }}" title="{{ one.title }}">{{ one.title }}</a><span>{{ one.when.strftime('%m-%d') }}</span></li>
{% endfor %}</ul></section>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="crumbs">当前位置 : <a href="http://{{ draft.host }}/">首页</a> &gt; <span>{{ groups[column.group] }}</span> &gt; <a href="http://{{ draft.host }}{{ path(column) }}">{{ column.name }}</a></div>
"""
_LIST = (
    "{% extends 'layout' %}{% block title %}{{ column.name }} {{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """<ul class="news_list">{% for one in rows %}
<li><a href="http://{{ draft.host }}{{ path_of(one) }}" target="_blank" title="{{ one.title }}">{{ one.title }}</a><span class="time">{{ one.when.strftime('%Y-%m-%d') }}</span></li>{% endfor %}</ul>
<div class="page">{% if number > 1 %}<a class="prev" href="http://{{ draft.host }}{{ path(column, number - 1) }}">上一页</a>{% endif %}
{% for one in range(1, pages + 1) %}<a href="http://{{ draft.host }}{{ path(column, one) }}">{{ one }}</a>{% endfor %}
{% if number < pages %}<a class="next" href="http://{{ draft.host }}{{ path(column, number + 1) }}">下一页</a>{% endif %}</div>{% endblock %}"""
)
_ARTICLE = (
    """{% extends 'layout' %}{% block title %}{{ article.title }} {{ site.name }}{% endblock %}
{% block twin %}<link rel="alternate" media="only screen and (max-width: 640px)" href="http://{{ draft.host }}{{ twin(article) }}">
<script>if(/Android|iPhone/i.test(navigator.userAgent)){location.href="http://{{ draft.host }}{{ twin(article) }}";}</script>{% endblock %}
{% block main %}"""
    + _CRUMBS
    + """<article><h3 class="zw-title">{{ article.title }}</h3>
<div class="zw-info"><span class="ly">来源 : {{ article.source }}</span><span class="time">时间 : {{ article.when.strftime('%Y-%m-%d %H:%M:%S') }}</span><a href="http://{{ draft.host }}{{ twin(article) }}">手机浏览</a></div>
<div class="zw">{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<p style="text-indent: 2em;">{{ one }}</p>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</div>{{ parts.counterpart(article) }}</article>{% endblock %}"""
)
_MOBILE = """<!DOCTYPE html><html><head><meta charset="{{ charset }}"><meta name="viewport" content="width=device-width, initial-scale=1.0, user-scalable=no">
<title>{{ article.title }} {{ site.name }}</title>{{ tags }}</head><body class="m">
<div class="m-head"><a href="/">{{ site.name }}</a></div><h3>{{ article.title }}</h3><div class="m-info">时间 : {{ article.when.strftime('%Y-%m-%d %H:%M:%S') }}</div>
<div class="zw">{% for one in article.paragraphs %}<p>{{ one }}</p>
{% endfor %}</div><div class="footer">{{ footer }}</div></body></html>
"""
_PAGE = (
    "{% extends 'layout' %}{% block title %}{{ column.name }} {{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """<div class="zw">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}"""
)


class Guangdong(Style):
    """`/zwgk/tzgg/content/post_9360641.html`, absolute addresses, a footer for each device."""

    name = "guangdong"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "mobile": _MOBILE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """Folders; pages counted from one."""
        suffix = "" if page == 1 else f"_{page}"
        return f"/{column.group}/{column.slug}/index{suffix}.html"

    def article_path(self, article: SampleArticle) -> str:
        """In the column's content folder."""
        return f"/{article.column.group}/{article.column.slug}/content/post_9{article.number}.html"

    def twin(self, article: SampleArticle) -> str:
        """The address of the mobile copy."""
        return self.article_path(article).replace("/post_", "/mpost_")

    def extras(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        """The mobile copies."""
        for article in draft.articles:
            if not article.column.static:
                yield self.twin(article), self.article(draft, article, "mobile")
