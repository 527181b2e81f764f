# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""SiteServer: /channels and /contents by number, a static pager of numbers."""

from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.styles.style import Style

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html;charset={{ charset }}">
{{ tags }}
<title>{{ site.name }}</title>
<link href="/css/style.css" rel="stylesheet" /></head>
<body><div id="top" class="w1200"><span>欢迎访问{{ site.name }}！</span>{% for one in draft.pictures %}<img src="{{ one }}" border="0">{% endfor %}</div>
<div id="nav"><ul>{{ parts.menu_links() }}</ul></div>
<div class="wrap">{% block main %}{% endblock %}</div>
{{ parts.friend_links() }}
{% if footer %}<footer class="ft">{{ footer }}</footer>{% else %}<script src="/js/footer.js"></script>{% endif %}
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<div class="focus"><h3><a href="{{ path_of(headline) }}" target="_blank">{{ headline.title }}</a></h3></div>
{% for block in blocks %}<dl class="mod"><dt><b>{{ block.name }}</b><a href="{{ path(block) }}">更多+</a></dt>
{% for one in block.articles[:6] %}<dd><a href="{{ path_of(one) }}" target="_blank">{{ one.title }}</a><em>{{ one.when.strftime('%Y.%m.%d') }}</em></dd>
{% endfor %}</dl>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="location">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="{{ path(column) }}">{{ column.name }}</a></div>
"""
_LIST = (
    "{% extends 'layout' %}{% block main %}"
    + _CRUMBS
    + """<div class="lanmu"><h2>{{ column.name }}</h2><ul class="newslist">{% for one in rows %}
<li><i>{{ one.when.strftime('%Y.%m.%d') }}</i><a href="{{ path_of(one) }}" target="_blank">{{ one.title }}</a></li>{% endfor %}</ul>
<div class="pager">共 {{ column.articles|length }} 条 当前第 {{ number }} / {{ pages }} 页
{% if number > 1 %}<a href="{{ path(column, number - 1) }}">上一页</a>{% endif %}{% if number < pages %}<a href="{{ path(column, number + 1) }}">下一页</a>{% endif %}</div></div>{% endblock %}"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block main %}"
    + _CRUMBS
    + """<div class="content"><h1>{{ article.title }}</h1>
<p class="sub">日期：{{ article.when.strftime('%Y年%m月%d日 %H时%M分') }}　来源：{{ article.source }}　作者：{{ draft.plan.short }}</p>
<div class="txt">{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<p><span style="font-size:16px">{{ one }}</span></p>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</div>{{ parts.counterpart(article) }}</div>{% endblock %}"""
)
_PAGE = (
    "{% extends 'layout' %}{% block main %}"
    + _CRUMBS
    + """<div class="txt">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}"""
)


class SiteServer(Style):
    """`/channels/18288_2.html`, `/contents/18288/382698.html`; <title> is the site's name."""

    name = "siteserver"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """The channel's number, then the page's."""
        suffix = "" if page == 1 else f"_{page}"
        return f"/channels/1{column.number}{suffix}.html"

    def article_path(self, article: SampleArticle) -> str:
        """The channel's number, then the article's."""
        return f"/contents/1{article.column.number}/{article.number}.html"
