# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""帝国 CMS: /COLUMN/DAY/NUMBER.html; the date stands after the body, or only in a script."""

from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html>
<html><head>
<meta charset="{{ charset }}">
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{{ tags }}
<link href="/css/style.css" rel="stylesheet" type="text/css">
</head><body class="homepage">
<table width="100%" border="0"><tr><td><a href="/">{% for one in draft.pictures %}<img src="{{ one }}" alt="{{ site.name }}" border="0">{% endfor %}</a></td>
<td><form name="searchform" action="/e/search/index.php" method="get"><input type="text" name="keyboard"><button>搜索</button></form></td></tr></table>
<div class="nav"><ul>{{ parts.menu_links() }}</ul></div>
<div class="main">{% block main %}{% endblock %}</div>
{{ parts.friend_links() }}
<div class="bottom"><table align="center"><tr><td>{% if footer %}{{ footer }}{% else %}<script type="text/javascript" src="/js/footer.js"></script>{% endif %}</td></tr></table></div>
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<h1 class="top-news"><a href="{{ path_of(headline) }}">{{ headline.title }}</a></h1>
{% for block in blocks %}<div class="box"><div class="box-t"><a href="{{ path(block) }}">{{ block.name }}</a></div>
<ul>{% for one in block.articles[:6] %}<li><b>[{{ one.when.strftime('%m-%d') }}]</b> <a href="{{ path_of(one) }}" title="{{ one.title }}">{{ one.title }}</a></li>
{% endfor %}</ul></div>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="position">现在的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="{{ path(column) }}">{{ column.name }}</a>"""
_LIST = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """</div><ul class="list">{% for one in rows %}
<li><a href="{{ path_of(one) }}" target="_blank" title="{{ one.title }}">{{ one.title }} ({{ one.when.strftime('%Y-%m-%d') }})</a></li>{% endfor %}</ul>
<div class="epages"><a title="总数">&nbsp;<b>{{ column.articles|length }}</b> </a>{% for one in range(1, pages + 1) %}{% if one == number %}&nbsp;<b>{{ one }}</b>{% else %}&nbsp;<a href="{{ path(column, one) }}">{{ one }}</a>{% endif %}{% endfor %}</div>{% endblock %}"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block title %}{{ article.title }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """ &gt; 正文</div><div class="article"><div class="bt">{{ article.title }}</div>
<div class="ly">来源：{{ article.source }}{% if draft.plan.number % 2 %} 发布时间：<script>var pubdata='{{ article.when.strftime('%Y年%m月%d日') }}';document.write(pubdata);</script>{% endif %}</div>
<div id="text">{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<p>　　{{ one }}</p>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</div>
{% if not draft.plan.number % 2 %}<div class="fbrq">发布日期： {{ article.when.strftime('%Y-%m-%d') }}</div>{% endif %}
{{ parts.counterpart(article) }}</div>{% endblock %}"""
)
_PAGE = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """</div><div class="article">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}"""
)


class Empire(Style):
    """`/gzdt/2026-11-18/5285.html`, lists `/gzdt/`, `/gzdt/index_2.html`."""

    name = "empire"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """A folder, pages counted from one."""
        return f"/{column.slug}/" if page == 1 else f"/{column.slug}/index_{page}.html"

    def article_path(self, article: SampleArticle) -> str:
        """By day and number."""
        return f"/{article.column.slug}/{article.when:%Y-%m-%d}/{article.number}.html"

    def picture(self, article: SampleArticle, name: str) -> str:
        """In the system's own folder."""
        return f"/d/file/{name}"

    def attachment(self, article: SampleArticle, name: str) -> str:
        """In the system's own folder."""
        return f"/d/file/p/{name}"
