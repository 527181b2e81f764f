"""The pages that registered columns are read from."""

from collections.abc import Callable, Iterable, Mapping

from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias, folder_alias
from govsweep.store import StoredColumn


def at_their_pages(
    by_hand: Mapping[str, StoredColumn], listing: Listing
) -> dict[str, StoredColumn]:
    """Registered columns by the pages that they are read from.

    An office writes an address without its last slash, www or index file: where no page was read
    there, it is the page whose address is else alike, unless another column is registered there.
    """
    found = {listing.settled(url): one for url, one in by_hand.items()}
    unread = [url for url in found if url not in listing.pages]
    forms = [(same, _by_form(same, listing.pages)) for same in (alias, folder_alias) if unread]
    for url in unread:
        alike = next((pages for same, by_form in forms if (pages := by_form.get(same(url)))), [])
        if len(alike) == 1 and alike[0] not in found:  # of several nobody knows which it is
            found[alike[0]] = found.pop(url)
    return found


def _by_form(same: Callable[[str], str], pages: Iterable[str]) -> dict[str, list[str]]:
    """Pages by what their addresses have in common."""
    by_form: dict[str, list[str]] = {}
    for page in pages:
        by_form.setdefault(same(page), []).append(page)
    return by_form
