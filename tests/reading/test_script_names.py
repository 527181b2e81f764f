"""What a script names of the pages that load it."""

import pytest

from govsweep.facts import FillablePlace
from govsweep.reading.script_names import is_driven, may_add, names, puts_into, script_facts

BOX = FillablePlace("div.main div#wai ul#lb2.lie.kuan", inner=2)


@pytest.mark.parametrize(
    "script",
    [
        "document.getElementById('lb2').innerHTML = h",
        'var b = document.getElementById("LB2"); b.append(a)',
        "$('#lb2').html(h)",
        "$('.kuan').append(h)",
        "jQuery('#wai > ul').load('/a.html')",
        "document.querySelector('div#wai ul.lie').innerHTML = h",
        "document.getElementsByClassName('lie')[0].innerHTML = h",
        "new Vue({el: '#lb2'})",
        "createApp(A).mount(`#wai`)",
        "fill('lb2', 7)",
        "for (i = 1; i < 4; i++) $('#lb' + i).html(h)",
        "lb2.innerHTML = h",
        "$(h).appendTo('#lb2')",
        "$('#lb2').css('width', 1).html(h)",
        "$('ul').eq(3).html(h)",
    ],
)
def test_a_place_that_is_named(script: str) -> None:
    assert names(script_facts(script), BOX)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "$('#lb').html(h); $('.lie2').html(h); fill('lb22')",
        "$('#lb2').css('width', 1); $('.kuan').click(go); lb2.style.top = 1",
        "$('.nav ul').html(h); $('#wai li').html(h); $('ol').html(h)",
        "document.getElementsByTagName('div')[0].innerHTML = h",
        "a.setAttribute('class', 'lb2'); if (b == 'lb2') $(c).addClass('lb2')",
        "$('.main').height(3)",
        "(function(){typeof define=='function'&&define.amd&&define(f)})(); g('lb2')",
    ],
    ids=["nothing", "like", "shown", "others", "any", "words", "around", "a library"],
)
def test_a_place_that_is_not(script: str) -> None:
    assert not names(script_facts(script), BOX)


def test_what_is_put_into_a_place_that_holds_something() -> None:
    held = FillablePlace("div.main ul.lie", bare=False, filled=True)
    assert puts_into(script_facts("$('.lie').prepend(h)"), held)
    assert not puts_into(script_facts("$('.lie').find('li').css('top', 1); load('.lie')"), held)


@pytest.mark.parametrize(
    ("script", "writes"),
    [
        ("document.write(h)", True),
        ("(function(){document.write(h)})()", True),
        ("function a(){document.write(h)} a()", True),
        ("function a(){document.write(h)}", False),
        ("document.write('<script src=\"/a.js\"><\\/script>')", False),
        ("", False),
    ],
)
def test_writing_where_it_stands(script: str, writes: bool) -> None:
    assert script_facts(script).writes is writes


def test_other_scripts_that_it_loads() -> None:
    found = script_facts("s.src='/js/a.js?v=1'; import('./b.mjs'); c('json')", "http://x{}".format)
    assert found.loads == ("http://x/js/a.js?v=1", "http://x./b.mjs")


def test_what_was_cut_is_not_whole_but_a_library_names_no_place() -> None:
    assert not script_facts("a('b')", whole=False).whole
    assert script_facts("module.exports = a", whole=False).whole


ROWS = FillablePlace("div.zhu div#app ul#zd.list[data-c]", bare=False, filled=True)
HEAD = FillablePlace("div.zhu h2.tit", bare=False, beside=True)


@pytest.mark.parametrize(
    "script",
    [
        "var u = document.getElementById('zd'); get(function(h) { u.innerHTML = h })",
        "var t = document.querySelector('.zhu').children; for (i in t) fill(t[i])",
        "$('.list').each(function() { var me = $(this); $.get(u, function(h) { me.prepend(h) }) })",
        "$('.list a').first().closest('ul').prepend(h)",
        "$(h).insertBefore($('.list li:first'))",
        "document.querySelectorAll('ul')[1].innerHTML = h",
        "document.getElementById('z' + 'd').innerHTML = h",
        "document['getElementById']('\\x7a\\x64').innerHTML = h",
        "document.getElementById(['z', 'd'].join('')).innerHTML = h",
        "document.getElementById('z' + n).innerHTML = h",
        "document.getElementById(p[k] + 'd').innerHTML = h",
        "$(`#z${n}`).html(h)",
        "$('#' + n).html(h)",
        "$('[id^=z]').html(h)",
        "document.querySelectorAll('[data-c]').forEach(kai)",
        "if (e.dataset.c) e.innerHTML = h",
        "new Vue({el: '#app'})",
        "createApp(A).mount('#app')",
        "load('zd', 7)",
        "$('.zhu').plugin({url: u})",
        "x.appendChild(document.getElementById('zd'))",
    ],
)
def test_what_may_add_rows(script: str) -> None:
    assert may_add(script_facts(script), ROWS)


@pytest.mark.parametrize(
    "script",
    [
        "$('.list li').hover(function() { $(this).addClass('on') })",
        "$('.list li:odd').css('color', c).show()",
        "$('.list li').each(function(i) { if (i % 2) $(this).addClass('o') })",
        "$('.list a').each(function() { $(this).text($(this).text().substr(0, 20)) })",
        "var u = document.getElementById('zd'); if (u) { u.style.height = h; u.onclick = f }",
        "if ($('.list li').length < 20) a()",
        "$('#zd').parent().addClass('x')",
        "$('#zd').html('')",
        "$('#' + n).show()",
        "document.getElementById('tab_' + n).innerHTML = h",
        "$('.zhu .other').html(h)",
        "document.querySelectorAll('[data-d]').forEach(kai)",
        "$('.nav ul').html(h)",
    ],
)
def test_what_leaves_rows_alone(script: str) -> None:
    assert not may_add(script_facts(script), ROWS)


@pytest.mark.parametrize(
    ("script", "adds"),
    [
        ("$('.tit').after(h)", True),
        ("document.querySelector('h2').insertAdjacentHTML('afterend', h)", True),
        ("$('h2').next().prepend(h)", True),
        ("$('.tit').text(name)", False),
        ("$('.tit').addClass('on')", False),
    ],
)
def test_what_is_put_beside_a_heading(script: str, adds: bool) -> None:
    assert may_add(script_facts(script), HEAD) is adds


@pytest.mark.parametrize(
    ("script", "brings"),
    [
        ("$.get('/api', f)", True),
        ("fetch('/api')", True),
        ("new WebSocket(u)", True),
        ("addEventListener('message', f)", True),
        ("getNewsList(7)", True),
        ("function getNewsList(n) { return n } getNewsList(7)", False),
        ("var a = [['县里召开安全生产会议', '2026-11-19']]", True),
        ("var a = [['\\u53bf\\u91cc\\u53ec\\u5f00\\u5b89\\u5168', 1795708800000]]", True),
        ("// 县里召开安全生产会议 2026-11-19", False),
        ("document.write('<a href=\"/\">首页</a>')", False),
        ("s = document.createElement('script'); s.src = '/js/hm.js?1'", False),
        ("s = document.createElement('script'); s.src = '/api?cb=f'", True),
        ("define.amd; $.ajax(u)", False),
    ],
)
def test_what_brings_something(script: str, brings: bool) -> None:
    assert script_facts(script).brings is brings


def test_a_script_that_hides_its_names_or_has_none() -> None:
    hidden = script_facts("fetch(u).then(h => document.querySelector(atob(n)).innerHTML = h)")
    assert hidden.hides
    nameless = script_facts("fetch(u).then(h => document.currentScript.outerHTML = h)")
    assert (nameless.blind, nameless.hides) == (True, False)
    assert not script_facts("fetch(u).then(h => $('#a').html(h))").blind


def test_a_packed_script_is_read_as_it_runs() -> None:
    packer = "eval(function(p,a,c,k,e,d){while(c--);return p}"
    packed = packer + "('$(\\'#0\\').1(2)',9,3,'zd|html|h'.split('|')))"
    assert may_add(script_facts(packed), ROWS)


@pytest.mark.parametrize(
    ("path", "driven"),
    [
        ("div.a xin-lan ul", True),
        ("div[ng-app] ul", True),
        ("div[@click] ul", True),
        ("ul[data-bind][data-bind:]", True),
        ("div.a-b ul#c-d[data-c]", False),
    ],
)
def test_what_scripts_drive_without_a_name(path: str, driven: bool) -> None:
    assert is_driven(FillablePlace(path, filled=True)) is driven
