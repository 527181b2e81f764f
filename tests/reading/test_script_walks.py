"""A script that puts what it asks for where no name says may put it anywhere on a page."""

import pytest

from govsweep.reading.script_names import script_facts

ASKS = "fetch('/api/n').then(function (r) { return r.text() }).then(function (h) { PUT })"
NAMES = "document.getElementById('time').innerHTML = new Date().getFullYear(); $('#tq').html(h);"
WALKS = (
    "document.body.insertBefore(d, document.body.firstChild)",
    "document.body.innerHTML = h + document.body.innerHTML",
    "document.body.children[2].innerHTML = h",
    "document.body.prepend(h)",
    "document.body.insertAdjacentHTML('afterbegin', h)",
    "$('body').prepend(h)",
    "$(h).prependTo('body')",
    "$(document.body).html(h)",
    "var a = document.querySelectorAll('*'); for (i in a) { if (i > 9) a[i].innerHTML = h }",
    "document.getElementsByTagName('*')[40].innerHTML = h",
    "document.querySelector(':nth-child(4)').innerHTML = h",
    "document.querySelector('body > *').innerHTML = h",
    "document.all[30].innerHTML = h",
    "var e = document.links[15].parentNode.parentNode; e.innerHTML = h + e.innerHTML",
    "document.forms[0].parentNode.nextSibling.innerHTML = h",
    "document.images[0].parentNode.innerHTML = h",
    "var s = document.scripts; s[s.length - 1].parentNode.children[1].innerHTML = h",
    "var w = document.createTreeWalker(document.body, 1); w.nextNode().innerHTML = h",
    "document.evaluate('//ul[2]', document, null, 9, null).singleNodeValue.innerHTML = h",
    "document.elementFromPoint(300, 400).innerHTML = h",
    "(function f(n) { if (n.nodeName == 'UL') n.innerHTML = h; else f(n) })(document.body)",
    "document.documentElement.lastChild.children[3].innerHTML = h",
    "document.getElementById('time').closest('body').querySelector('p+p').innerHTML = h",
    "$('*').filter(has).first().prepend(h)",
    "r.setStart(document.body, 3); r.insertNode(h)",
    "var b = document.body; b.children[2].innerHTML = h",
    "var D = document, B = D['body']; B.children[2].innerHTML = h",
    "const {body: b} = document; b.children[2].innerHTML = h",
    "new MutationObserver(function (m) { m[0].target.innerHTML = h }).observe(document.body)",
    "document.currentScript.parentNode.previousSibling.innerHTML = h",
)
STANDS = (
    "var d = document.createElement('div'); d.innerHTML = h; document.body.appendChild(d)",
    "$('body').append('<div class=pop>' + h + '</div>')",
    "$('<div>').appendTo('body')",
    "document.title = h",
    "for (i in document.links) document.links[i].target = '_blank'",
    "for (i in document.images) document.images[i].onerror = null",
    "document.body.className += ' loaded'; document.documentElement.scrollTop = 0",
    "var a = document.getElementsByTagName('*'); for (i in a) a[i].style.fontSize = h",
    "var s = document.createElement('link'); s.href = h; document.head.appendChild(s)",
    "var m = document.createElement('script'); m.src = '/m.js';"
    "var s = document.getElementsByTagName('script')[0]; s.parentNode.insertBefore(m, s)",
    "document.forms[0].onsubmit = send",
)


@pytest.mark.parametrize("put", WALKS)
def test_it_may_be_anywhere(put: str) -> None:
    assert script_facts(ASKS.replace("PUT", put)).blind
    assert script_facts(ASKS.replace("PUT", NAMES + put)).blind


@pytest.mark.parametrize("put", STANDS)
def test_it_is_no_list(put: str) -> None:
    assert not script_facts(ASKS.replace("PUT", put)).blind
    assert not script_facts(ASKS.replace("PUT", NAMES + put)).blind


def test_it_is_anywhere_only_for_what_brings_something() -> None:
    assert not script_facts("document.body.children[2].innerHTML = '欢迎'").blind


@pytest.mark.parametrize("mark", ["'", '"'])
def test_packed_words_are_laid_open_or_hide_all(mark: str) -> None:
    packer = "eval(function(p,a,c,k,e,d){while(c--)p=p.replace(c,k[c]);return p}(BODY))"
    told = "'0(1(\"#2\"))',3,3,'put|find|lb'.split('|')".replace("'", "@").replace('"', "'")
    facts = script_facts(packer.replace("BODY", told.replace("@", '"')))
    assert not facts.hides
    body = f"{mark}0(1){mark},2,2,{mark}alert|load{mark}.split({mark}|{mark})"
    assert not script_facts(packer.replace("BODY", body)).hides
    assert script_facts(packer.replace("BODY", "words(),2,2,more()")).hides
