"""What a page says that it is: its name, its column, its site's code, its other addresses."""

import re

from govsweep.facts import PageKind
from govsweep.reading.addressing import Addresses
from govsweep.reading.columns import Breadcrumb, column_name, list_title
from govsweep.reading.headline import meta_value, parts_of_title
from govsweep.reading.tree import Tree

_HEAD = 100_000  # characters in which the title is looked for
_IDENTIFIER = re.compile(r"\d{10}|bm\d{8}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE = re.compile(r"<(?:title|TITLE|Title)[^<>]*>\s*([^<]*)")
_ENTITY = re.compile(r"&#[xX]?[0-9a-fA-F]{2,6};")


def names(tree: Tree, kind: PageKind, head: str, breadcrumb: Breadcrumb) -> tuple[str, str]:
    """The title of a page and the name of its column."""
    if kind is PageKind.ARTICLE:
        return head, column_name(tree, breadcrumb, head)
    column = column_name(tree, breadcrumb)
    if kind is PageKind.HOME:
        parts = parts_of_title(tree)
        return (parts[0] if parts else tree.title), ""
    return list_title(tree, column) or tree.title, column


def site_code(tree: Tree) -> str:
    """The code of the site as its tag tells it, or what stands there instead, cut; "" for none."""
    tagged = "".join(meta_value(tree, "siteidcode").split())
    if _IDENTIFIER.fullmatch(tagged):
        return tagged
    return "" if _HAN.search(tagged) else tagged[:40]


def elsewhere(addresses: Addresses, url: str, named: str) -> str:
    """An address that the head names; "" where it is the page's own, as it mostly is."""
    target = addresses.resolve(named) if named else ""
    return target if target != url else ""


def has_entity_title(text: str) -> bool:
    """Whether most of the title is written as numeric entities, as injected titles are."""
    title = _TITLE.search(text, 0, _HEAD)
    written = title.group(1) if title else ""
    entities = _ENTITY.findall(written)
    return len(entities) >= 3 and sum(map(len, entities)) * 2 > len(written)
