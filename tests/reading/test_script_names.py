"""What a script names of the pages that load it."""

import pytest

from govsweep.facts import FillablePlace
from govsweep.reading.script_names import names, puts_into, script_facts

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
