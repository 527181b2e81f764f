"""A document that the crawl has fetched already."""

from typing import NamedTuple


class FetchedDocument(NamedTuple):
    """What a page's address answered: the browser need not ask for it again."""

    body: bytes
    content_type: str
