# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""Pieces of pages that all styles use: menus, friend links, the notice on leaving, empty shells."""

PARTS = """
{% macro menu_links() %}
<li><a href="{{ to('/') }}">首页</a></li>
{% for column in columns %}<li><a href="{{ to(path(column)) }}">{{ column.name }}</a></li>
{% endfor %}{% for one in draft.menu %}<li><a href="{{ one.href }}">{{ one.text }}</a></li>
{% endfor %}{% endmacro %}
{% macro leave_notice() %}
<div id="leaveDialog" class="dialog" style="display:none"><p>您访问的链接即将离开“{{ site.name }}”网站
 是否继续？</p><a href="javascript:;" class="go">继续访问</a> <a href="javascript:void(0)">放弃</a></div>
{% endmacro %}
{% macro friend_links() %}
<div class="yqlj"><span>友情链接：</span>{% for one in draft.friends %}<a href="{{ one.href }}"
 target="_blank">{{ one.text }}</a> {% endfor %}{% if draft.options %}
<select onchange="if(this.value)window.open(this.value)"><option value="">相关网站</option>
{% for one in draft.options %}<option value="{{ one.href }}">{{ one.text }}</option>
{% endfor %}</select>{% endif %}</div>
{% endmacro %}
{% macro pictures(article) %}{% for one in article.pictures %}<p style="text-align:center"><img
 src="{{ picture(article, one) }}" alt="{{ article.title }}"></p>{% endfor %}{% endmacro %}
{% macro attachments(article) %}{% for name, file in article.attachments %}<p>附件：<a
 href="{{ attachment(article, file) }}">{{ name }}</a></p>{% endfor %}{% endmacro %}
{% macro counterpart(article) %}{% if article.counterpart %}<div class="xgjd">相关链接：<a
 href="{{ to(path_of(article.counterpart)) }}">{{ article.counterpart.title }}</a></div>{% endif %}
{% endmacro %}
"""

SHELL = """{% extends 'layout' %}{% block main %}<div id="app" v-cloak><ul class="list">
<li v-for="one in rows" :key="one.id"><a :href="one.url">{{ '{{' }} one.title {{ '}}' }}</a>
<span>{{ '{{' }} one.publishTime {{ '}}' }}</span></li></ul></div>
<script>new Vue({el:'#app',data:{rows:[]},mounted(){axios.get('/api/list/{{ column.number }}?page=1')
.then(r=>{this.rows=r.data.rows})}});</script>{% endblock %}
"""
NOTE = """{% extends 'layout' %}{% block main %}<div class="tishi"><h3>{{ article.title }}</h3>
{% for one in article.paragraphs %}<p>{{ one }}</p>{% endfor %}</div>{% endblock %}
"""
