"""What a page shows without an address to ask for: pictures written into it, grounds, numbers."""

import re
from base64 import b64decode
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

from govsweep.facts import Anchor, Place, TargetKind
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import rules_of
from govsweep.reading.links import is_address
from govsweep.reading.tree import Box, Tree

_MOST = 20
_WRITTEN = "data:image"
_CALLED = re.compile(r"\s*(?:tel|mailto|sms|weixin|alipays?)\s*[:：]", re.IGNORECASE)
_HEAD = 48  # letters of a picture that tell its size
_LEAST_SIDE = 16  # points
_LEAST = 400  # characters of a picture without words: shorter ones hold a place for another
_GROUND = re.compile(r"background[\w-]*\s*:[^;]*?\burl\(\s*['\"]?\s*([^'\")\s]+)", re.IGNORECASE)
# An element without text has no more height than it says; inches and points are no less usual.
_HIGH = re.compile(
    r"(?:height\s*:|padding(?:-(?:top|bottom))?\s*:)\s*(?:[1-9]\d{2,}(?:\.\d+)?(?:p[xt])?|\d{2,}(?:\.\d+)?(?:%|v[hw]|r?em))|"
    r"aspect-ratio\s*:|position\s*:\s*(?:absolute|fixed)",
    re.IGNORECASE,
)


def shown(tree: Tree, places: list[Place], addresses: Addresses) -> tuple[Anchor, ...]:
    """What of it a visitor sees in a page's own content, each told from others by its target."""
    main = Place.MAIN
    found = {
        _mark(one.target): one.text
        for one in tree.others
        if one.target.startswith(_WRITTEN) and one.tag != "option"
        if places[one.box.number] is main and (one.text or _is_picture(one.target))
    }
    for box, ground in _grounds(tree):
        if places[box.number] is main and box.first_run == box.last_run:
            found.setdefault(addresses.resolve(ground) or ground[:_LEAST], "")
    for chosen in _choices(tree, places, addresses):
        found.setdefault(f"option:{_digest(''.join(chosen))}", chosen[0])
    told = list(found.items())[:_MOST]
    calls = (one for one in tree.links if one.text and _CALLED.match(one.target))
    return (
        *(Anchor(target, text, main, TargetKind.IMAGE) for target, text in told),
        *(
            Anchor(one.target[:_LEAST], one.text[:_LEAST], places[one.box.number])
            for one in islice(calls, _MOST)
        ),
    )


def _mark(written: str) -> str:
    return f"data:{_digest(written)}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _choices(tree: Tree, places: list[Place], addresses: Addresses) -> Iterator[list[str]]:
    """The words of each list of pages to choose from that a page shows above its footer."""
    seen = (Place.MAIN, Place.NAVIGATION)
    chosen: dict[int, list[str]] = {}
    for one in tree.others:
        leads = one.tag == "option" and one.text and is_address(one.target)
        if leads and places[one.box.number] in seen and addresses.resolve(one.target):
            chosen.setdefault(one.box.number, []).append(one.text)
    yield from chosen.values()


def _is_picture(written: str) -> bool:
    """Whether a picture that is written into a page is one to look at, and holds no other's place.

    A short one may: of those that tell their size, such are hardly larger than a dot.
    """
    if len(written) >= _LEAST:
        return True
    _, _, data = written.partition("base64,")
    try:
        head = b64decode(data[:_HEAD], validate=True)
    except ValueError:
        return False
    if head.startswith(b"\x89PNG"):
        wide, high = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    elif head.startswith(b"GIF8"):
        wide, high = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    else:
        return False
    return min(wide, high) >= _LEAST_SIDE


def _grounds(tree: Tree) -> Iterator[tuple[Box, str]]:
    """The boxes that show a picture as their ground, by their own style or the page's."""
    rules = rules_of(tree.sheets, _GROUND)
    own = dict(tree.grounds)
    for box in tree.boxes if rules else [tree.boxes[number] for number in own]:
        styles = [rules[name] for name in box.name.split() if name in rules] if rules else []
        style = ";".join([*styles, own.get(box.number, "")])
        ground = _GROUND.search(style)
        # What a foreign sheet may say of a class or an id, its height among it, nobody knows.
        if ground and (_HIGH.search(style) or (box.name and box.number in own)):
            yield box, ground[1]
