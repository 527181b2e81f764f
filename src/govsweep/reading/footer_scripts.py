"""Scripts that nobody read and that may write into a footer: what it lacks is unknown then."""

import re

from govsweep.addresses import host, registrable
from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Reference, Tree

_NAMED = re.compile(
    r"(?:foot|bottom|copy_?right|banquan|dibu|yejiao|bei_?an|conac|党政)[^/]*$", re.IGNORECASE
)
# What stands at the end of many a page, and writes no mark: libraries, their plugins, counters.
_LIBRARY = re.compile(
    r"/system/resource/js/|/(?:plugins?|libs?|vendor)/|"
    r"(?:jquery|swiper|bootstrap|layui|layer|vue|react|slick|slide|carousel|banner|respond|html5|"
    r"polyfill|wow|animate|scroll|lazy|echarts|zepto|calendar|date|share|print|search|count|hits?\b|"
    r"click|stat|analy|track|visit|tongji|webdig|wza|accessib|aria|voice|qrcode|\.min\.js)[^/]*$",
    re.IGNORECASE,
)
# A place that is called a footer, and what a script fetches or computes for it.
_FILLED = re.compile(
    r"['\"][#.]?[\w\-]{0,20}(?:foot|bottom|copy_?right|banquan)[\w\-]{0,20}['\"]\s*\)\s*"
    r"\.\s*(?:load\s*\(|(?:html|append|prepend)\s*\(\s*[^'\"`\s)]|(?:inner|outer)HTML\s*\+?=\s*[^'\"`\s])",
    re.IGNORECASE,
)
_MAX_SCRIPT = 50_000


def writes_unread(tree: Tree, places: list[Place], url: str) -> bool:
    """Whether a script of the site's own may write marks, of which nobody has read what it says."""
    addresses = Addresses(url, tree.base)
    sources = (one for one in tree.others if one.tag == "script")
    if any(_may_write(one, places, addresses) for one in sources):
        return True
    return any(
        _FILLED.search(text[:_MAX_SCRIPT])
        for text, _ in tree.scripts
        if "HTML" in text or ".load" in text or ".html" in text or "pend(" in text
    )


def _may_write(script: Reference, places: list[Place], addresses: Addresses) -> bool:
    """Whether a script's file is called after the footer, or stands in it and is no library."""
    target = addresses.resolve(script.target)
    if not target or registrable(host(target)) != registrable(host(addresses.url)):
        return False
    path = target.partition("?")[0].partition("#")[0]
    if _NAMED.search(path):
        return True
    return places[script.box.number] is Place.FOOTER and not _LIBRARY.search(path)
