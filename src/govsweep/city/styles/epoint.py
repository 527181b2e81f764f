# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""Epoint 新点: numbered folders, articles named by UUID, lists in tables, 页次1/3."""

import uuid

from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html>
<html lang="zh-CN"><head>
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta charset="{{ charset }}" name="viewport" content="width=device-width">
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{{ tags }}
<link rel="stylesheet" href="/css/style.css">
</head><body>
<div class="ewb-header"><div class="ewb-con clearfix"><a class="ewb-logo" href="/">{% for one in draft.pictures %}<img src="{{ one }}" alt="{{ site.name }}">{% endfor %}</a></div>
<ul class="ewb-nav clearfix">{{ parts.menu_links() }}</ul></div>
<div class="ewb-con ewb-main">{% block main %}{% endblock %}</div>
<div class="ewb-footer">{{ parts.friend_links() }}{% if footer %}<div class="ewb-copy">{{ footer }}</div>{% else %}<div id="footer"></div>
<script src="/js/footer.js"></script>{% endif %}</div>
{{ parts.leave_notice() }}
<script src="/js/common.js"></script>
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<div class="ewb-headline"><h2><a href="{{ path_of(headline) }}">{{ headline.title }}</a></h2></div>
{% for block in blocks %}<div class="ewb-info"><div class="ewb-info-hd"><a href="{{ path(block) }}">{{ block.name }}</a><a href="{{ path(block) }}" class="more">更多</a></div>
<ul class="ewb-info-items">{% for one in block.articles[:6] %}<li class="ewb-info-item clearfix"><span class="r">{{ one.when.strftime('%m-%d') }}</span><a href="{{ path_of(one) }}" title="{{ one.title }}">{{ one.title }}</a></li>
{% endfor %}</ul></div>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="ewb-route"><span>您现在的位置：</span><a href="/">首页</a> / <a href="{{ path(column) }}">{{ column.name }}</a></div>
"""
_LIST = (
    "{% extends 'layout' %}{% block title %}{{ column.name }} - {{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """<table class="ewb-list" width="100%" cellspacing="0">{% for one in rows %}
<tr height="28"><td width="12"><img src="/images/dot.gif"></td><td align="left"><a href="{{ path_of(one) }}" title="{{ one.title }}" target="_blank">{{ one.title }}</a></td><td align="right" width="90">{{ one.when.strftime('%Y-%m-%d') }}</td></tr>{% endfor %}
</table><div class="pagemargin">共{{ column.articles|length }}条信息 页次{{ number }}/{{ pages }}
{% for one in range(1, pages + 1) %}<a href="{{ path(column, one) }}">{{ one }}</a> {% endfor %}</div>{% endblock %}"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block title %}{{ article.title }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """<div class="ewb-article"><h3>{{ article.title }}</h3>
<div class="ewb-article-sources"><p>【信息发布时间： {{ article.when.strftime('%Y-%m-%d') }}　阅读次数：<span id="infoviewcount"></span>】
【<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a>】【来源：{{ article.source }}】</p></div>
{% macro text() %}{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<p>{{ one }}</p>
{% endfor %}{% endmacro %}
<div class="ewb-article-info pc">{{ text() }}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</div>
<div class="ewb-article-info wap" style="display:none">{{ text() }}</div></div>
{{ parts.counterpart(article) }}{% endblock %}"""
)
_PAGE = (
    "{% extends 'layout' %}{% block title %}{{ column.name }} - {{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """<div class="ewb-article-info">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}"""
)


class Epoint(Style):
    """`/031001/031001002/20261102/<uuid>.html`, lists `moreinfo.html`, `2.html`."""

    name = "epoint"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """Two folders of digits."""
        return f"{self._folder(column)}{'moreinfo' if page == 1 else page}.html"

    def article_path(self, article: SampleArticle) -> str:
        """By day and a UUID that follows from the number."""
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{article.column.slug}/{article.number}")
        return f"{self._folder(article.column)}{article.when:%Y%m%d}/{name}.html"

    def _folder(self, column: SampleColumn) -> str:
        parent = {"xwzx": "031001", "zwgk": "031002", "hdjl": "031003"}[column.group]
        return f"/{parent}/{parent}{column.number % 1000:03d}/"
