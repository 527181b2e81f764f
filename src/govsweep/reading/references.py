"""What a page points at, each target once a place and kind."""

import re
from collections.abc import Iterable

from govsweep.addresses import host, is_government, registrable
from govsweep.facts import AddressFault, Anchor, Place, TargetKind, Unopenable
from govsweep.reading.addressing import Addresses, kind_of
from govsweep.reading.hiding import Hidden
from govsweep.reading.opening import Openings
from govsweep.reading.tree import Box, Reference, Tree
from govsweep.reading.unopenable import address_fault

_KINDS = {
    "img": TargetKind.IMAGE,
    "link": TargetKind.STYLE,
    "script": TargetKind.SCRIPT,
    "iframe": TargetKind.PAGE,
}
_PLAYED = "media"  # a film or a sound by whatever address; a document shown within tells itself

_SHOWN = frozenset(("img", "iframe", "media"))
_DOCUMENT = re.compile(r"(?:/|\.(?:s?html?|jsp|php|aspx?|do|action))(?:$|\?)", re.IGNORECASE)
_MAX_TEXT = 300
# Blocks without a size of letters close gaps between pictures; within a text that only hides.
_OF_WORDS = frozenset(("font", "span", "b", "strong", "i", "em", "u", "a"))
_WITHIN = frozenset(("", "/", "#", ".", "?"))  # how a reference to the same site begins


def anchors(
    tree: Tree, places: list[Place], addresses: Addresses, unopenable: Iterable[Unopenable] = ()
) -> tuple[Anchor, ...]:
    """Every reference that can be asked for, with the first words that say what it is."""
    faulty = frozenset(one.written for one in unopenable)
    found: dict[tuple[str, Place, TargetKind], str] = {}
    links, others = tree.links, [one for one in tree.others if _points(one)]
    targets = addresses.resolve_all([one.target for one in links])
    for one, target in zip(links, targets, strict=True):
        if target and not (faulty and one.target.strip() in faulty):
            shut = tree.js_hidden and _is_js_hidden(tree, one.box)
            place = Place.HIDDEN if shut else places[one.box.number]
            key = (target, place, kind_of(target))
            if not found.get(key):
                found[key] = (one.text or one.title)[:_MAX_TEXT]
    targets = addresses.resolve_all([one.target for one in others])
    for one, target in zip(others, targets, strict=True):
        if target and not (faulty and one.target.strip() in faulty):
            key = (target, places[one.box.number], _KINDS.get(one.tag) or _kind(one, target))
            if not found.get(key):
                found[key] = one.text[:_MAX_TEXT]
    return tuple(
        [Anchor(target, text, place, kind) for (target, place, kind), text in found.items()]
    )


def played(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """What the page shows within of another host, and leads to by no link."""
    shown = {addresses.resolve(one.target) for one in tree.others if one.tag == _PLAYED}
    foreign = {one for one in shown if one and host(one) != host(addresses.url)}
    if not foreign:
        return ()
    linked = set(addresses.resolve_all([one.target for one in tree.links]))
    return tuple(sorted(foreign - linked))


def unopenable(tree: Tree, places: list[Place], addresses: Addresses) -> tuple[Unopenable, ...]:
    """The references that nobody can open and that a visitor sees, each once."""
    found: dict[str, Unopenable] = {}
    odd = [one for one in tree.links if one.target[:1] not in _WITHIN]  # few are
    odd += [one for one in tree.others if one.tag in _SHOWN and one.target[:1] not in _WITHIN]
    for one in odd:
        if len(one.target) > _MAX_TEXT:
            continue
        written = one.target.strip()
        fault = address_fault(written, addresses.resolve(one.target), addresses.url)
        if fault is None or (one.tag == "a" and places[one.box.number] is Place.HIDDEN):
            continue
        if fault is AddressFault.HOST and one.tag == "a" and not (one.text or one.title):
            continue  # nothing to click on
        found.setdefault(written, Unopenable(written, (one.text or one.title)[:_MAX_TEXT], fault))
    return tuple(found.values())


def _kind(one: Reference, target: str) -> TargetKind:
    kind = kind_of(target)
    played = one.tag == _PLAYED and kind is TargetKind.PAGE and not _DOCUMENT.search(target)
    return TargetKind.ATTACHMENT if played else kind


def _points(one: Reference) -> bool:
    return one.tag != "option" or one.target.startswith(("http:", "https:", "/"))


def hidden_links(tree: Tree, places: list[Place], addresses: Addresses) -> dict[str, Hidden]:
    """The links to others' domains, governments' aside, that stand where no visitor sees them.

    What menus and tabs open is seen; each target with the worst way in which it is hidden.
    """
    unseen, js_hidden = Place.HIDDEN, tree.js_hidden
    if not js_hidden and unseen not in places:
        return {}
    own = registrable(host(addresses.url))
    openings = Openings(tree)
    found: dict[str, Hidden] = {}
    for one in tree.links:
        if js_hidden and _is_js_hidden(tree, one.box):
            way = Hidden.FOLDED
        elif places[one.box.number] is unseen:
            way = openings.unseen(one.box)
            if way is Hidden.SHRUNK and one.box.tag in _OF_WORDS:
                way = Hidden.EVADING
        else:
            continue
        target = addresses.resolve(one.target) if way else ""
        if target and _is_foreign(host(target), own):
            found[target] = max(way, found.get(target, Hidden.NOT))
    return found


def _is_js_hidden(tree: Tree, box: Box | None) -> bool:
    while box is not None:
        if box.name and any(f"#{word}" in tree.js_hidden for word in box.name.split()):
            return True
        box = box.parent
    return False


def _is_foreign(name: str, own: str) -> bool:
    return registrable(name) != own and not is_government(name)


def head_scripts(tree: Tree, addresses: Addresses) -> list[str]:
    """The foreign hosts of the scripts in the head."""
    own = registrable(host(addresses.url))
    hosts = (host(addresses.resolve(source)) for source in tree.head_scripts)
    # A host without a dot is nobody's abroad: an extension of the browser that saved the page.
    return [one for one in dict.fromkeys(hosts) if "." in one and registrable(one) != own]
