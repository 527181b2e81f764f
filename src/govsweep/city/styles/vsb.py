# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""博达 VSB: /info/COLUMN/NUMBER.htm, ids of every line, a pager in a table."""

from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.styles.style import Style, relative

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML><HEAD><TITLE>{% block title %}{{ site.name }}{% endblock %}</TITLE><META content="text/html; charset={{ charset }}" http-equiv="Content-Type">
{{ tags }}
<LINK rel="stylesheet" type="text/css" href="{{ to('/css/style.css') }}">
<script language="javascript" src="{{ to('/js/common.js') }}"></script>
<!--Announced by Visual SiteBuilder 9--></HEAD><BODY>
<div class="head"><a href="{{ to('/') }}">{% for one in draft.pictures %}<img src="{{ to(one) }}" alt="{{ site.name }}">{% endfor %}</a></div>
<div class="nav" id="nav_u2">{{ parts.menu_links() }}</div>
{% block main %}{% endblock %}
{{ parts.friend_links() }}
<TABLE class="copyright" width="100%"><TR><TD align="center">{% if footer %}{{ footer }}{% else %}<script src="{{ to('/js/footer.js') }}"></script>{% endif %}</TD></TR></TABLE>
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</BODY></HTML>
"""
_HOME = """{% extends 'layout' %}{% block main %}{% if not draft.bare_home %}
<div class="tt1"><a href="{{ to(path_of(headline)) }}" class="c5" title="{{ headline.title }}">{{ headline.title }}</a></div>
{% for block in blocks %}<div class="lm"><h2><a href="{{ to(path(block)) }}">{{ block.name }}</a></h2>
<table cellspacing="0" class="winstyle" width="100%">{% for one in block.articles[:6] %}<tr height="20" id="lineu{{ block.number }}_{{ loop.index0 }}"><td><span class="leaderfont">·</span></td><td><a href="{{ to(path_of(one)) }}" title="{{ one.title }}" target="_blank">{{ one.title }}</a></td><td><span class="timestyle">{{ one.when.strftime('%Y/%m/%d') }}</span></td></tr>
{% endfor %}</table></div>{% endfor %}{% endif %}{{ body(draft.tabs) }}{% endblock %}
"""
_CRUMBS = """<div class="dqwz"><a href="{{ to('/') }}">网站首页</a> &gt;&gt; <a href="{{ to(path(column)) }}">{{ column.name }}</a>"""
_LIST = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """</div><div class="list_r"><ul>{% for one in rows %}
<li id="line_u9_{{ loop.index0 }}"><a href="{{ to(path_of(one)) }}" target="_blank" title="{{ one.title }}">{{ one.title }}</a><span>{{ one.when.strftime('%Y/%m/%d') }}</span></li>{% endfor %}</ul>
<table cellspacing="0" class="headStyle" width="100%"><tr><td>共{{ column.articles|length }}条&nbsp;&nbsp;{{ number }}/{{ pages }}&nbsp;
{% if number > 1 %}<a href="{{ to(path(column)) }}">首页</a> <a href="{{ to(path(column, number - 1)) }}">上页</a>{% else %}首页&nbsp;上页{% endif %}
{% if number < pages %}<a href="{{ to(path(column, number + 1)) }}">下页</a> <a href="{{ to(path(column, pages)) }}">尾页</a>{% else %}下页&nbsp;尾页{% endif %}</td></tr></table></div>{% endblock %}"""
)
_ARTICLE = (
    "{% extends 'layout' %}{% block title %}{{ article.title }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """ &gt;&gt; 正文</div><form name="_newscontent_fromname"><div class="content-title"><h2>{{ article.title }}</h2>
<div class="sj"><span>时间：{{ article.when.strftime('%Y年%m月%d日 %H:%M') }}</span>&nbsp;&nbsp;<span>来源：{{ article.source }}</span>&nbsp;&nbsp;<span>点击：</span>[<script>_showDynClicks("wbnews", 1, {{ article.number }})</script>]</div></div>
<div id="vsb_content" class="v_news_content">{% if article.reference %}<p class="vsbcontent_start">{{ article.reference }}</p>{% endif %}{% for one in article.paragraphs %}<p>{{ one }}</p>
{% endfor %}{{ parts.pictures(article) }}</div>{{ parts.attachments(article) }}{{ parts.counterpart(article) }}</form>{% endblock %}"""
)
_PAGE = (
    "{% extends 'layout' %}{% block title %}{{ column.name }}-{{ site.name }}{% endblock %}{% block main %}"
    + _CRUMBS
    + """</div><div class="v_news_content">{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}"""
)


class Vsb(Style):
    """`/index/gzdt.htm`, `/index/gzdt/2.htm`, `/info/1015/4213.htm`; relative addresses."""

    name = "vsb"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """The column's short name; further pages in a folder of that name."""
        suffix = "" if page == 1 else f"/{page}"
        return f"/{column.group}/{column.slug}{suffix}.htm"

    def article_path(self, article: SampleArticle) -> str:
        """Column and number."""
        return f"/info/{article.column.number}/{article.number}.htm"

    def picture(self, article: SampleArticle, name: str) -> str:
        """In the system's own folder."""
        return f"/__local/A/B1/2C/{name}"

    def attachment(self, article: SampleArticle, name: str) -> str:
        """In the system's own folder."""
        return f"/system/_content/{name}"

    def reference(self, source: str, target: str) -> str:
        """Relative, and `index.htm`-less."""
        return relative(source, target).removeprefix("./") or "./"
