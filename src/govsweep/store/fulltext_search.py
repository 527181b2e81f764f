"""Searching the texts of all sites: on which pages phrases stand, and the passages there."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import Connection, and_, case, func, or_, select

from govsweep.facts import Block, Page, Place
from govsweep.fulltext import Passage, Phrase, passage
from govsweep.store.fulltext_rows import due, text_count
from govsweep.store.statements import among, blobs
from govsweep.store.stored_facts import text_blocks, unpack
from govsweep.tables import block, page, posting, searched_site, searched_text

if TYPE_CHECKING:
    from govsweep.fulltext.postings import (
        GramQuery,
        Numbers,
        SearchedPage,
        SiteMatches,
        SiteTexts,
        TextMask,
    )

_Key = TypeVar("_Key")
_BATCH = 5_000  # keys in one question
_MOST_LOOKED_AT = 50_000  # texts in which it is looked whether a phrase stands in one piece
_PASSAGES = 3  # of a page
# What a page says itself comes before what its site says on every page.
_ORDER = (Place.MAIN, Place.TITLE, Place.META, Place.HIDDEN, Place.NAVIGATION, Place.FOOTER)


class IndexState(NamedTuple):
    """How far the index is."""

    texts: int
    behind: int  # sweeps of sites that are not in it yet

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found yet."""
        return not self.texts


class SearchMatches(NamedTuple):
    """The pages on which all phrases stand, by site."""

    sites: Mapping[str, "SiteMatches"]
    cut: bool = False  # a phrase is so common that it was not looked for everywhere

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(map(len, self.sites.values()))


class SearchPassage(NamedTuple):
    """A stretch of a page's text, and where on the page it stands."""

    place: Place
    passage: Passage


class SearchHit(NamedTuple):
    """A page on which all phrases stand."""

    site: str
    url: str
    title: str
    published: dt.date | None
    seen: int  # the last sweep that saw it
    texts: int  # in so many of its texts one of them stands
    passages: tuple[SearchPassage, ...]


class ReadPage(NamedTuple):
    """A page with its texts, as it was read last."""

    site: str
    url: str
    title: str
    published: dt.date | None
    seen: int  # the last sweep that saw it
    blocks: Sequence[Block]

    def place_of(self, text: str) -> Place | None:
        """Where on the page a text stands first; None where it does not."""
        return next((one.place for one in self.blocks if one.text == text), None)


def index_state(connection: Connection) -> IndexState:
    """How far the index is."""
    return IndexState(text_count(connection), len(due(connection)))


def search(
    connection: Connection, phrases: Sequence[Phrase], *, sites: Collection[str] | None = None
) -> SearchMatches:
    """The pages on which all phrases stand, those of these sites where given.

    The phrases need not stand in the same text of a page. A page is known as it was read last.
    """
    # NumPy is slow to load, and most commands search nothing.
    from govsweep.fulltext.postings import is_exact, text_mask  # noqa: PLC0415

    count, cut = text_count(connection), False
    pages = _site_texts(connection, sites)
    found = [_candidates(connection, one, count) for one in phrases]
    if not all(map(is_exact, phrases)) and (len(phrases) > 1 or sites is not None):
        found = _beside(count, pages, found)
    wanted = []
    for one, some in zip(phrases, found, strict=True):
        texts, is_cut = _standing(connection, one, some)
        wanted.append(text_mask(count, [texts]))
        cut = cut or is_cut
    return SearchMatches(_matching(pages, wanted), cut)


def _beside(
    count: int, pages: "Mapping[str, SiteTexts]", found: "Sequence[Numbers]"
) -> "list[Numbers]":
    """Of the texts that may be meant those on whose page one of every phrase may stand.

    To read a text takes longer than to look it up, and a word that stands on every second page is
    mostly looked for beside one that does not.
    """
    from govsweep.fulltext.postings import text_mask  # noqa: PLC0415 - as above

    masks = [text_mask(count, [one]) for one in found]
    near = text_mask(count, [one.texts_beside(masks) for one in pages.values()])
    return [one[near[one]] for one in found]


def _site_texts(connection: Connection, sites: Collection[str] | None) -> "dict[str, SiteTexts]":
    from govsweep.fulltext.postings import SiteTexts  # noqa: PLC0415 - as above

    query = select(searched_site.c.site, searched_site.c.pages)
    if sites is not None:
        query = query.where(searched_site.c.site.in_(sorted(sites)))
    return {site: SiteTexts(stored) for site, stored in sorted(blobs(connection, query).items())}


def _matching(
    pages: "Mapping[str, SiteTexts]", wanted: "Sequence[TextMask]"
) -> "dict[str, SiteMatches]":
    found = {site: own.matching(wanted) for site, own in pages.items()}
    return {site: matches for site, matches in found.items() if len(matches)}


def texts_with(connection: Connection, phrases: Sequence[Phrase]) -> tuple[dict[int, str], bool]:
    """The texts in which any phrase stands, by number; whether some are too common to see all."""
    count, cut = text_count(connection), False
    found: dict[int, str] = {}
    for one in phrases:
        numbers, is_cut = _standing(connection, one, _candidates(connection, one, count))
        named: list[int] = numbers[::-1].tolist()
        some = [number for number in named[:_MOST_LOOKED_AT] if number not in found]
        found.update(_numbered(connection, some))
        cut = cut or is_cut or len(named) > _MOST_LOOKED_AT
    return found, cut


def pages_with(connection: Connection, numbers: Sequence[int]) -> SearchMatches:
    """The pages on which any of some texts stands, which are named by number."""
    from govsweep.fulltext.postings import numbers_of, text_mask  # noqa: PLC0415 - as above

    mask = text_mask(text_count(connection), [numbers_of(numbers)])
    return SearchMatches(_matching(_site_texts(connection, None), [mask]))


def _candidates(connection: Connection, one: Phrase, count: int) -> "Numbers":
    """The numbers of the texts in which all grams of a phrase stand, in order."""
    from govsweep.fulltext import postings  # noqa: PLC0415 - as above

    chunks = range((count + postings.CHUNK - 1) // postings.CHUNK)
    queries = [postings.gram_query(one, chunk) for chunk in chunks]
    held = _postings(connection, queries)
    return postings.in_one(
        [
            postings.candidates(query, held, chunk)
            for chunk, query in zip(chunks, queries, strict=True)
        ]
    )


def _standing(connection: Connection, one: Phrase, texts: "Numbers") -> "tuple[Numbers, bool]":
    """Those of some texts in which a phrase stands in one piece; whether not all were looked at."""
    from govsweep.fulltext.postings import is_exact, numbers_of  # noqa: PLC0415 - as above

    if is_exact(one):
        return texts, False
    newest: list[int] = texts[::-1][:_MOST_LOOKED_AT].tolist()
    kept = [number for some in _some(newest) for number in _with(connection, one, some)]
    return numbers_of(sorted(kept)), len(texts) > len(newest)


def _with(connection: Connection, one: Phrase, numbers: Sequence[int]) -> Iterator[int]:
    """Those of some texts in which a phrase stands.

    The database looks first, which needs no text to be sent: where it finds the phrase as it is,
    there it stands. Only of the others it may be that gaps, width or case hid it.
    """
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    hidden = case((place(block.c.text, one.folded) > 0, None), else_=block.c.text)
    asked = select(searched_text.c.number, hidden).join(block, block.c.hash == searched_text.c.hash)
    for number, text in connection.execute(
        asked.where(among(connection, searched_text.c.number, numbers))
    ):
        if text is None or one.stands_in(text):
            yield number


def _postings(connection: Connection, queries: "Sequence[GramQuery]") -> dict[int, bytes]:
    asked = select(posting.c.key, posting.c.texts)
    bounds = [one.bounds for one in queries if one.bounds is not None]
    if bounds:
        ranges = (and_(posting.c.key >= low, posting.c.key < high) for low, high in bounds)
        return blobs(connection, asked.where(or_(*ranges)))
    held: dict[int, bytes] = {}
    for keys in _some([key for one in queries for key in one.keys]):
        held |= blobs(connection, asked.where(among(connection, posting.c.key, keys)))
    return held


def _numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    asked = select(searched_text.c.number, block.c.text).join(
        block, block.c.hash == searched_text.c.hash
    )
    for some in _some(numbers):
        yield from connection.execute(asked.where(among(connection, searched_text.c.number, some)))


def hits(
    connection: Connection,
    chosen: Sequence[tuple[str, "SearchedPage"]],
    phrases: Sequence[Phrase],
    *,
    sites: Collection[str] | None = None,
) -> list[SearchHit]:
    """Pages that were found, each under its site, with their passages; of these sites where given.

    A page that is not kept any more is left out.
    """
    found = []
    for read in pages_read(connection, chosen, sites=sites):
        passages = _passages(read.blocks, phrases)
        if passages:
            found.append(
                SearchHit(
                    *(read.site, read.url, read.title, read.published, read.seen),
                    texts=len(passages),
                    passages=_one_of_each(passages, phrases),
                )
            )
    return found


def pages_read(
    connection: Connection,
    chosen: Sequence[tuple[str, "SearchedPage"]],
    *,
    sites: Collection[str] | None = None,
) -> list[ReadPage]:
    """Pages that were found, each under its site, with their texts; of these sites where given.

    A page that is not kept any more is left out.
    """
    own = [(site, one) for site, one in chosen if sites is None or site in sites]
    read = _read(connection, [one for _, one in own])
    named = {text.hash for _, _, facts in read.values() for text in facts.blocks}
    texts = _texts_of(connection, sorted(named))
    found = []
    for site, one in own:
        of_site, url, facts = read.get((one.sweep, one.key), ("", "", None))
        if facts is not None and of_site == site:
            title = facts.title or facts.document_title
            day = dt.date.fromordinal(one.day) if one.day else None
            blocks = text_blocks(facts, texts).blocks
            found.append(ReadPage(site, url, title, day, one.seen, blocks))
    return found


def _read(
    connection: Connection, pages: "Sequence[SearchedPage]"
) -> dict[tuple[int, bytes], tuple[str, str, Page]]:
    """The site, the address and the facts of pages, by the sweep that read them and their key."""
    by_sweep: dict[int, list[bytes]] = {}
    for one in pages:
        by_sweep.setdefault(one.sweep, []).append(one.key)
    found = {}
    for number, keys in by_sweep.items():
        for some in _some(keys):
            query = select(page.c.fingerprint, page.c.site, page.c.url, page.c.facts).where(
                page.c.sweep == number,
                among(connection, page.c.fingerprint, some),
                page.c.facts.is_not(None),
            )
            for key, site, url, facts in connection.execute(query):
                found[number, bytes(key)] = (site, url, unpack(facts))
    return found


def _texts_of(connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, str]:
    texts: dict[bytes, str] = {}
    for some in _some(hashes):
        query = select(block.c.hash, block.c.text).where(among(connection, block.c.hash, some))
        texts.update((bytes(key), words) for key, words in connection.execute(query))
    return texts


def _passages(blocks: Sequence[Block], phrases: Sequence[Phrase]) -> list[SearchPassage]:
    """Every text of a page in which one of the phrases stands, its own before its site's."""
    texts = {
        text.text: text.place
        for text in reversed(blocks)  # of its places the first counts
        if any(phrase.stands_in(text.text) for phrase in phrases)
    }
    return [
        SearchPassage(place, passage(text, phrases))
        for text, place in sorted(texts.items(), key=lambda one: _ORDER.index(one[1]))
    ]


def _some(keys: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _one_of_each(
    passages: Sequence[SearchPassage], phrases: Sequence[Phrase]
) -> tuple[SearchPassage, ...]:
    """Some passages of a page, so that each phrase is seen in one if it can be."""
    first = []
    for one in phrases:
        with_it = [some for some in passages if one.stands_in(some.passage.text)]
        first += with_it[:1]
    return tuple(dict.fromkeys([*first, *passages]))[: max(_PASSAGES, len(set(first)))]
