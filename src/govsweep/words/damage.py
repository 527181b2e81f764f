"""Damage to a page's text: what was decoded wrongly, mangled or shown as markup."""

from govsweep.facts import Page


def is_garbled(page: Page) -> bool:
    """Whether the page's text is too damaged for word rules to speak of it."""
    return not page.decoded_well
