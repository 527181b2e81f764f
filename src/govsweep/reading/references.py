"""What a page points at, each target once a place and kind."""

from govsweep.addresses import host, is_government, registrable
from govsweep.facts import Anchor, Place, TargetKind
from govsweep.reading.addressing import Addresses, kind_of
from govsweep.reading.hiding import Hidden
from govsweep.reading.opening import Openings
from govsweep.reading.tree import Box, Reference, Tree

_KINDS = {
    "img": TargetKind.IMAGE,
    "link": TargetKind.STYLE,
    "script": TargetKind.SCRIPT,
    "iframe": TargetKind.PAGE,
}
_MAX_TEXT = 300


def anchors(tree: Tree, places: list[Place], addresses: Addresses) -> tuple[Anchor, ...]:
    """Every reference, with the first words that say what it is."""
    found: dict[tuple[str, Place, TargetKind], str] = {}
    links, others = tree.links, [one for one in tree.others if _points(one)]
    targets = addresses.resolve_all([one.target for one in links])
    for one, target in zip(links, targets, strict=True):
        if target:
            key = (target, places[one.box.number], kind_of(target))
            if not found.get(key):
                found[key] = (one.text or one.title)[:_MAX_TEXT]
    targets = addresses.resolve_all([one.target for one in others])
    for one, target in zip(others, targets, strict=True):
        if target:
            key = (target, places[one.box.number], _KINDS.get(one.tag) or kind_of(target))
            if not found.get(key):
                found[key] = one.text[:_MAX_TEXT]
    return tuple(
        [Anchor(target, text, place, kind) for (target, place, kind), text in found.items()]
    )


def _points(one: Reference) -> bool:
    return one.tag != "option" or one.target.startswith(("http:", "https:", "/"))


def hidden_links(tree: Tree, places: list[Place], addresses: Addresses) -> dict[str, Hidden]:
    """The links to others' domains, governments' aside, that stand where no visitor sees them.

    What menus and tabs open is seen; each target with the worst way in which it is hidden.
    """
    unseen, veiled = Place.HIDDEN, tree.veiled
    if not veiled and unseen not in places:
        return {}
    own = registrable(host(addresses.url))
    openings = Openings(tree)
    found: dict[str, Hidden] = {}
    for one in tree.links:
        if veiled and _is_veiled(tree, one.box):
            way = Hidden.FOLDED
        elif places[one.box.number] is unseen:
            way = openings.unseen(one.box)
        else:
            continue
        target = addresses.resolve(one.target) if way else ""
        if target and _is_foreign(host(target), own):
            found[target] = max(way, found.get(target, Hidden.NOT))
    return found


def _is_veiled(tree: Tree, box: Box | None) -> bool:
    while box is not None:
        if box.name and any(f"#{word}" in tree.veiled for word in box.name.split()):
            return True
        box = box.parent
    return False


def _is_foreign(name: str, own: str) -> bool:
    return registrable(name) != own and not is_government(name)


def head_scripts(tree: Tree, addresses: Addresses) -> list[str]:
    """The foreign hosts of scripts that are the first or the last element of the head."""
    own = registrable(host(addresses.url))
    hosts = (host(addresses.resolve(source)) for source in tree.head_scripts)
    return [one for one in dict.fromkeys(hosts) if one and registrable(one) != own]
