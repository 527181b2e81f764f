"""Templates: pages that one template made, told by what they share."""

from hashlib import blake2b

from govsweep.facts import Page, TargetKind

_SHARED = (TargetKind.STYLE, TargetKind.SCRIPT)


def template_of(page: Page) -> bytes:
    """What pages of one template have in common: their kind, their styles and scripts.

    A template that is made anew gets other files, or the same under other names, and is another.
    """
    files = {one.target.partition("?")[0] for one in page.anchors if one.kind in _SHARED}
    told = "\n".join((page.kind.value, *sorted(files)))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()
