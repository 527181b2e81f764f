"""The page of an outside host: the few facts by which it is told whose it is, and what."""

from govsweep.facts import FooterMark, OutsidePage, Page, Place
from govsweep.words.bait import bait, domain_offer, sure_bait

_LONGEST = 200  # characters of what somebody else wrote
_TEXT = 20_000
_UNSEEN = (Place.TITLE, Place.META, Place.HIDDEN)


def outside_page(page: Page) -> OutsidePage:
    """What is kept of a page that is no registered site's."""
    footer = page.footer or {}
    described = " ".join(
        (page.document_title, page.meta.get("keywords", ""), page.meta.get("description", ""))
    )
    text = "\n".join(one.text for one in page.blocks if one.place not in _UNSEEN)
    by_title = domain_offer(page.document_title)
    return OutsidePage(
        url=page.url,
        title=page.document_title[:_LONGEST],
        name=page.meta.get("sitename", "")[:_LONGEST],
        identifier=footer.get(FooterMark.IDENTIFIER) or page.identifier,
        organizer=(footer.get(FooterMark.ORGANIZER) or "")[:_LONGEST],
        icp=footer.get(FooterMark.ICP) or "",
        spam=tuple(sorted(sure_bait(described))),
        spam_text=len(bait(text[:_TEXT])),
        offer=(by_title or domain_offer(text[:_TEXT]))[:_LONGEST],
        offered_by_title=bool(by_title),
        length=len(text),
    )
