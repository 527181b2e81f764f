"""Searching the texts of all sites: on which pages phrases stand, and the passages there."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, select

from govsweep.facts import Place
from govsweep.fulltext import Passage, Phrase, passage
from govsweep.store.fulltext_rows import due, text_count
from govsweep.store.settling_rows import with_texts
from govsweep.store.stored_facts import unpack
from govsweep.tables import block, page, posting, searched_site, searched_text

if TYPE_CHECKING:
    from govsweep.fulltext.postings import GramQuery, Numbers, SearchedPage, SiteMatches

_BATCH = 500
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
    from govsweep.fulltext.postings import SiteTexts, text_mask  # noqa: PLC0415

    count, cut = text_count(connection), False
    wanted = []
    for one in phrases:
        texts, is_cut = _texts_with(connection, one, count)
        wanted.append(text_mask(count, texts))
        cut = cut or is_cut
    query = select(searched_site.c.site, searched_site.c.pages)
    if sites is not None:
        query = query.where(searched_site.c.site.in_(sorted(sites)))
    found = {}
    for site, stored in connection.execute(query.order_by(searched_site.c.site)):
        matches = SiteTexts(stored).matching(wanted)
        if len(matches):
            found[site] = matches
    return SearchMatches(found, cut)


def _texts_with(connection: Connection, one: Phrase, count: int) -> "tuple[list[Numbers], bool]":
    """The numbers of the texts in which a phrase stands; whether not all were looked at."""
    from govsweep.fulltext import postings  # noqa: PLC0415 - as above

    found = []
    for chunk in range((count + postings.CHUNK - 1) // postings.CHUNK):
        query = postings.gram_query(one, chunk)
        found.append(postings.candidates(query, _postings(connection, query), chunk))
    if postings.is_exact(one):
        return found, False
    looked_at: list[int] = [number for some in reversed(found) for number in some[::-1].tolist()]
    some = looked_at[:_MOST_LOOKED_AT]
    kept = [number for number, text in _texts(connection, some) if one.stands_in(text)]
    return [postings.numbers_of(kept)], len(looked_at) > len(some)


def _postings(connection: Connection, query: "GramQuery") -> dict[int, bytes]:
    asked = select(posting.c.key, posting.c.texts)
    if query.bounds is not None:
        low, high = query.bounds
        asked = asked.where(posting.c.key >= low, posting.c.key < high)
    else:
        asked = asked.where(posting.c.key.in_(query.keys))
    return dict(connection.execute(asked).all())


def _texts(connection: Connection, numbers: Sequence[int]) -> Iterable[tuple[int, str]]:
    asked = select(searched_text.c.number, block.c.text).join(
        block, block.c.hash == searched_text.c.hash
    )
    for start in range(0, len(numbers), _BATCH):
        some = numbers[start : start + _BATCH]
        yield from connection.execute(asked.where(searched_text.c.number.in_(some)))


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
    for site, one in chosen:
        if sites is not None and site not in sites:
            continue
        query = select(page.c.url, page.c.facts).where(
            page.c.sweep == one.sweep, page.c.fingerprint == one.key, page.c.site == site
        )
        row = connection.execute(query).first()
        if row is None or not row.facts:
            continue
        facts = with_texts(connection, unpack(row.facts))
        texts = {
            text.text: text.place
            for text in reversed(facts.blocks)  # of its places the first counts
            if any(phrase.stands_in(text.text) for phrase in phrases)
        }
        passages = [
            SearchPassage(place, passage(text, phrases))
            for text, place in sorted(texts.items(), key=lambda one: _ORDER.index(one[1]))
        ]
        if not passages:
            continue
        found.append(
            SearchHit(
                site=site,
                url=row.url,
                title=facts.title or facts.document_title,
                published=dt.date.fromordinal(one.day) if one.day else None,
                seen=one.seen,
                texts=len(passages),
                passages=_one_of_each(passages, phrases),
            )
        )
    return found


def _one_of_each(
    passages: Sequence[SearchPassage], phrases: Sequence[Phrase]
) -> tuple[SearchPassage, ...]:
    """Some passages of a page, so that each phrase is seen in one if it can be."""
    first = []
    for one in phrases:
        with_it = [some for some in passages if one.stands_in(some.passage.text)]
        first += with_it[:1]
    return tuple(dict.fromkeys([*first, *passages]))[: max(_PASSAGES, len(set(first)))]
