"""Pages drawn for checks that look at a few: the same ones every night."""

from collections.abc import Iterable
from hashlib import blake2b

from govsweep.facts import Page, PageKind

_KEPT = 5  # 国办秘函〔2019〕19号 draws five column pages and five articles


class Samples:
    """Draws from pages as they come; only what is drawn is kept."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._articles: dict[bytes, Page] = {}
        self._lists: dict[str, Page] = {}

    def offer(self, url: str, page: Page) -> None:
        """Take in a page that was read."""
        if page.kind is PageKind.LIST:
            self._lists[url] = page
        elif page.kind is PageKind.ARTICLE and not page.soft_error and page.decoded_well:
            self._articles[self._lot(url)] = page
            if len(self._articles) > _KEPT:
                del self._articles[max(self._articles)]

    def drawn(self, columns: Iterable[str]) -> tuple[Page, ...]:
        """The drawn pages, those of these columns before the articles."""
        urls = sorted((url for url in set(columns) if url in self._lists), key=self._lot)
        articles = [self._articles[lot] for lot in sorted(self._articles)]
        return (*(self._lists[url] for url in urls[:_KEPT]), *articles)

    def _lot(self, url: str) -> bytes:
        return blake2b(url.encode(), digest_size=8, key=self._seed).digest()
