"""Whether what somebody else found still stands on a site's pages."""

from collections.abc import Callable, Collection, Iterable, Iterator

from govsweep.facts import Context, OutsideResult, Page, ResultLook


class OutsideResults:
    """Looks for the words of results on the pages that they name."""

    def __init__(self, context: Context, results: Iterable[OutsideResult]) -> None:
        """`results` are those of all sites."""
        self._context = context
        self._own = [one for one in results if one.site == context.site.identifier]
        self._pages: dict[str, Page] = {}

    def urls(self, spell: Callable[[str], str]) -> frozenset[str]:
        """The pages that they name, as they are spelt here."""
        return frozenset(spell(one.url) for one in self._own)

    def keep(self, url: str, page: Page) -> None:
        """Take in a page that one of them names, with its texts."""
        self._pages[url] = page

    def told(
        self, spell: Callable[[str], str], read: Collection[str], gone: Collection[str]
    ) -> Iterator[ResultLook]:
        """Each result as the sweep saw its page."""
        for one in self._own:
            url = spell(one.url)
            yield ResultLook(
                context=self._context, result=one, standing=self._stands(one, url, read, gone)
            )

    def _stands(
        self, one: OutsideResult, url: str, read: Collection[str], gone: Collection[str]
    ) -> bool | None:
        if one.closed or url in gone:
            return False
        if url not in read:
            return None
        if not one.quote:
            return True
        page = self._pages.get(url)
        if page is None or page.shell:
            return None
        words = "".join(one.quote.split())
        text = "".join("".join(block.text.split()) for block in page.blocks)
        return words in text or words in "".join(page.document_title.split())
