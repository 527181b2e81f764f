# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""TRS WCM: dated folders, relative addresses, createPageHTML."""

from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.styles.style import Style, relative

_LAYOUT = """{% import 'parts' as parts with context %}
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset={{ charset }}" />
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{{ tags }}
<link href="{{ to('/css/style.css') }}" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="{{ to('/js/common.js') }}"></script>
</head><body>
<a href="#main" style="position:absolute;left:-9999px">跳到主要内容</a>
<div class="header w1200"><div class="top">今天是<span id="today"></span>
<a href="javascript:;" onclick="SetHome(this)">设为首页</a></div>
<a href="{{ to('/') }}">{% for one in draft.pictures %}<img src="{{ to(one) }}" alt="" />{% endfor %}</a>
<ul class="nav">
<li><a href="{{ to('/') }}">首页</a></li>
{% for key, label in groups.items() %}<li class="drop"><a href="javascript:void(0);">{{ label }}</a>
<ul class="sub" style="display:none">{% for one in columns if one.group == key %}
<li><a href="{{ to(path(one)) }}">{{ one.name }}</a></li>{% endfor %}</ul></li>
{% endfor %}{% for one in draft.menu %}<li><a href="{{ one.href }}">{{ one.text }}</a></li>{% endfor %}
</ul></div>
{% block main %}{% endblock %}
{{ parts.friend_links() }}
<div class="footer" id="footer"><div class="w1200">{% if footer %}{{ footer }}{% endif %}</div></div>
{% if not footer %}<script type="text/javascript" src="{{ to('/js/footer.js') }}"></script>{% endif %}
{{ parts.leave_notice() }}
{% if at_home %}{{ body(draft.home_tail) }}{% endif %}
</body></html>
"""
_HOME = """{% extends 'layout' %}{% block main %}
<div class="w1200" id="main">{% if not draft.bare_home %}
<div class="toutiao"><h2><a href="{{ to(path_of(headline)) }}">{{ headline.title }}</a></h2></div>
{% for block in blocks %}<div class="box"><div class="hd"><h3>{{ block.name }}</h3>
<a class="more" href="{{ to(path(block)) }}">更多&gt;&gt;</a></div>
<ul class="list">{% for one in block.articles[:6] %}
<li><a href="{{ to(path_of(one)) }}" title="{{ one.title }}">{{ one.title }}</a>
<span>[{{ one.when.strftime('%m-%d') }}]</span></li>{% endfor %}</ul></div>
{% endfor %}{% endif %}{{ body(draft.tabs) }}</div>{% endblock %}
"""
_CRUMBS = """<div class="position">您当前的位置：<a href="{{ to('/') }}" class="CurrChnlCls">首页</a>
 &gt; {{ groups[column.group] }} &gt; <a href="{{ to(path(column)) }}" class="CurrChnlCls">"""
_LIST = (
    """{% extends 'layout' %}
{% block title %}{{ column.name }}_{{ site.name }}{% endblock %}{% block main %}<div class="w1200" id="main">
"""
    + _CRUMBS
    + """{{ column.name }}</a></div>
<ul class="list">{% for one in rows %}
<li><a href="{{ to(path_of(one)) }}" target="_blank">{{ one.title }}</a><span
 class="date">{{ one.when.strftime('%Y-%m-%d') }}</span></li>{% endfor %}</ul>
<div class="page"><script type="text/javascript">createPageHTML({{ pages }}, {{ number - 1 }}, "index",
 "html");</script></div></div>{% endblock %}
"""
)
_ARTICLE = (
    """{% extends 'layout' %}
{% block title %}{{ article.title }}_{{ site.name }}{% endblock %}{% block main %}<div class="w1200" id="main">
"""
    + _CRUMBS
    + """{{ column.name }}</a> &gt; 正文</div>
<h1 class="title">{{ article.title }}</h1>
<div class="info"><span>发布时间：{{ article.when.strftime('%Y-%m-%d %H:%M') }}</span>
<span>来源：{{ article.source }}</span><span>【字体：<a href="javascript:doZoom(16)">大</a>
 <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a>】</span></div>
<div class="TRS_Editor" id="zoom">{% if article.reference %}<p>{{ article.reference }}</p>{% endif %}
{% for one in article.paragraphs %}<p>　　{{ one }}</p>
{% endfor %}{{ parts.pictures(article) }}{{ parts.attachments(article) }}</div>
{{ parts.counterpart(article) }}
<div class="close"><a href="javascript:window.print()">打印本页</a>
<a href="javascript:window.close()">关闭窗口</a></div></div>{% endblock %}
"""
)
_PAGE = (
    """{% extends 'layout' %}
{% block title %}{{ column.name }}_{{ site.name }}{% endblock %}{% block main %}<div class="w1200" id="main">
"""
    + _CRUMBS
    + """{{ column.name }}</a></div>
<div class="TRS_Editor">{% for one in article.paragraphs %}<p>　　{{ one }}</p>{% endfor %}</div>
</div>{% endblock %}
"""
)


class Trs(Style):
    """`/zwgk/tzgg/202611/t20261118_21660969.html`, lists `index.html`, `index_1.html`."""

    name = "trs"
    templates = {
        "layout": _LAYOUT,
        "home": _HOME,
        "list": _LIST,
        "article": _ARTICLE,
        "page": _PAGE,
    }

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """Folder and `index_N.html`, counted from none."""
        folder = f"/{column.group}/{column.slug}/"
        return folder if page == 1 else f"{folder}index_{page - 1}.html"

    def article_path(self, article: SampleArticle) -> str:
        """`tDAY_NUMBER.html` in the folder of its month."""
        folder = self.column_path(article.column)
        day = f"{article.when:%Y%m}/t{article.when:%Y%m%d}"
        return f"{folder}{day}_2{article.number:07d}.html"

    def picture(self, article: SampleArticle, name: str) -> str:
        """Beside the article."""
        return f"./{name}"

    def attachment(self, article: SampleArticle, name: str) -> str:
        """Beside the article."""
        return f"./{name}"

    def reference(self, source: str, target: str) -> str:
        """Always relative."""
        return relative(source, target)
