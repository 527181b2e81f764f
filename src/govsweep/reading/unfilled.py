"""Variables of a template that stand among a page's own words, and that nothing will fill."""

import re

from govsweep.facts import Place
from govsweep.reading.tree import Tree

_VARIABLE = re.compile(r"\{\{\s*[a-z_$][\w$]{0,30}(?:\.[\w$]{1,30}){0,4}\s*\}\}", re.IGNORECASE)
# The signs of frameworks that fill such variables once the page is shown, in any attribute or name.
_FRAMEWORK = re.compile(
    r"\s(?:v-(?:cloak|if|for|show|html|text|bind|on|model|pre)|ng-\w+|data-ng-\w+|ms-\w+|x-data|"
    r"wx:\w+|data-bind|:[a-z\-]+=|@click)|"
    r"<template\b|type=[\"']?text/(?:x-|html|template|ng-)|"
    r"\b(?:new\s+Vue|createApp|angular|avalon|handlebars|mustache|laytpl|arttemplate|juicer|doT\.|"
    r"petite-?vue|alpine(?:js)?|knockout|nunjucks|twig|swig|template\s*\()",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"vue|angular|avalon|handlebars|mustache|template|react|regular|san|layui|alpine"
)
_MOST = 3  # different ones; a page full of them is a template that a script fills


def unfilled(tree: Tree, places: list[Place], html: str) -> str:
    """The first of them; "" where there is none, or where a script of the page may fill it."""
    if "{{" not in html or _FRAMEWORK.search(html):
        return ""
    if any(_FILE.search(one.target.lower()) for one in tree.others if one.tag == "script"):
        return ""
    if any("{{" in text for text, _ in tree.scripts):
        return ""  # it makes pages of such templates, or takes them apart
    lines = (one.text for one in tree.runs if places[one.box.number] is Place.MAIN)
    found = [name for line in lines if "{{" in line for name in _VARIABLE.findall(line)]
    own = [name for name in dict.fromkeys(found) if name not in tree.code]
    return own[0] if own and len(own) <= _MOST else ""
