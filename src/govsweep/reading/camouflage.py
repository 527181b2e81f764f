"""Links in the colour of the ground that an element around them declares."""

from selectolax.lexbor import LexborNode

from govsweep.reading.hiding import ground_and_colour
from govsweep.reading.tree import Attributes

_LEVELS = 6  # elements around a link that are looked at


def blends(link: LexborNode) -> bool:
    """Whether nobody sees a link on its ground.

    An element of a class or an id that declares none may have one by a style sheet.
    """
    _, colour = _declared(link.attributes)
    node: LexborNode | None = link
    for _ in range(_LEVELS if colour else 0):
        if node is None:
            return False
        attributes = node.attributes
        ground, _ = _declared(attributes)
        if ground:
            return ground == colour
        if not attributes.keys().isdisjoint(("class", "id", "background")):
            return False
        if "background" in (attributes.get("style") or ""):
            return False  # a picture
        node = node.parent
    return False


def _declared(attributes: Attributes) -> tuple[str, str]:
    style = attributes.get("style") or ""
    if "class" not in attributes and (plain := attributes.get("bgcolor")):
        style = f"background:{plain};{style}"
    return ground_and_colour(style) if "color" in style or "background" in style else ("", "")
