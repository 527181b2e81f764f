"""The view of a home page: the few facts by which two visitors' pages are compared."""

from hashlib import blake2b

from govsweep.addresses import host, registrable
from govsweep.facts import Page, Place, View

_UNSEEN = (Place.TITLE, Place.META, Place.HIDDEN)
_DOMAINS_KEPT = 500


def view_of(page: Page, agent: str) -> View:
    """How a home page looks to one kind of visitor."""
    own = _domain(page.url)
    domains = {_domain(anchor.target) for anchor in page.anchors}
    domains.update(_domain(target) for target in page.hidden_links)
    visible = b"".join(block.hash for block in page.blocks if block.place not in _UNSEEN)
    described = (page.meta.get("keywords", ""), page.meta.get("description", ""))
    return View(
        agent=agent,
        title=page.document_title or page.title,
        keywords=" ".join(text for text in described if text),
        text_hash=blake2b(visible, digest_size=16).digest() if visible else b"",
        domains=tuple(sorted(domains - {own, ""})[:_DOMAINS_KEPT]),
    )


def _domain(url: str) -> str:
    return registrable(host(url).partition(":")[0])
