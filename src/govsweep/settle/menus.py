"""Whether a home page names hardly any of its site's pages, and scripts may write its menu.

A crawl follows what pages name. Where the menu stands in no markup, most of a site may be behind
addresses that nobody told, and nothing of that may be called good or missing.
"""

from govsweep.addresses import host
from govsweep.facts import Page, Place, TargetKind
from govsweep.settle.filling import Filling
from govsweep.settle.naming import is_name

_MENU = 4  # pages of its own that the smallest home page names
_READ = 30  # pages beside it: who finds so many found a way in elsewhere


def is_menu_hidden(home: Page, lists: int, pages: int, filling: Filling) -> bool:
    """Whether scripts may write a menu; `lists` were read, and so many `pages` beside the home.

    What its rows lead to are articles, and what stands in its foot is said on every page.
    """
    if lists >= _MENU or pages >= _READ or not home.is_seen or home.redirect:
        return False
    rows = {row.url for row in home.entries}
    named = {
        one.target
        for one in home.anchors
        if one.kind is TargetKind.PAGE
        and one.place is not Place.FOOTER
        and host(one.target) == host(home.url)
        and one.target not in rows
        and (is_name(one.text) or not one.text)
    }
    named.update(section.more for section in home.sections if section.more)
    return len(named - {home.url}) < _MENU and (bool(home.fills) or filling.may_be_written(home))
