"""Postings: in which texts each pair of characters stands, and the texts of each page, as arrays.

A pair of characters is a gram; a text's last character makes a gram with nothing after it, so that
a single character is looked for as a range of grams. Most Chinese words have two characters and
are one gram: what is found for them is exact. Texts are numbered from 0; the postings of a gram
are kept in chunks of 65,536 texts, two bytes each, so that a night only adds to the last chunk.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from govsweep.fulltext.phrases import FOLDED, Phrase

CHUNK = 1 << 16  # texts
_CHARACTER_BITS, _GRAM_BITS = 21, 42
_END, _GAP = np.uint32(0), 0  # no text holds it when it is folded

Numbers: TypeAlias = npt.NDArray[np.uint32]

Order: TypeAlias = npt.NDArray[np.intp]

TextMask: TypeAlias = npt.NDArray[np.bool_]

_PAGE = np.dtype(
    [("key", "V16"), ("sweep", "<i4"), ("seen", "<i4"), ("day", "<i4"), ("texts", "<u4")]
)


class Posting(NamedTuple):
    """What is to be added to the postings of a gram in a chunk."""

    key: int
    texts: bytes


def postings(first: int, texts: Sequence[str]) -> Iterator[Posting]:
    """The postings of texts that are numbered on from `first`, by their keys in order.

    All must be of one chunk.
    """
    chunk, offset = divmod(first, CHUNK)
    codes = _folded(_codes("".join(texts)))
    number = np.repeat(
        np.arange(offset, offset + len(texts)).astype("<u2"), [len(one) for one in texts]
    )
    if not (kept := codes != _GAP).all():
        codes, number = codes[kept], number[kept]
    if not len(codes):
        return
    after = np.append(codes[1:], _END)
    after[:-1][number[1:] != number[:-1]] = _END
    order = _in_order(codes, after)
    codes, after, number = codes[order], after[order], number[order]
    begins = np.ones(len(codes), bool)
    begins[1:] = (codes[1:] != codes[:-1]) | (after[1:] != after[:-1])
    kept = begins.copy()  # of a text that has a gram twice one number is told
    kept[1:] |= number[1:] != number[:-1]
    starts = np.flatnonzero(begins[kept])
    keys = codes[begins].astype(np.int64) << _CHARACTER_BITS | after[begins]
    told = number[kept].tobytes()
    bounds = [*(starts * 2).tolist(), len(told)]
    for gram, start, end in zip(keys.tolist(), bounds, bounds[1:], strict=False):
        yield Posting((chunk << _GRAM_BITS) | gram, told[start:end])


def _in_order(codes: npt.NDArray[np.uint32], after: npt.NDArray[np.uint32]) -> Order:
    """How grams are put in order, those that are alike as they stand.

    What fits into 16 bits NumPy sorts by its digits, in a third of the time.
    """
    order = np.argsort(_short(after), kind="stable")
    return order[np.argsort(_short(codes)[order], kind="stable")]


def _short(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
    """Numbers in the characters' order that fit into 16 bits: of few texts one has others."""
    if codes.max() >> 16:
        return np.unique(codes, return_inverse=True)[1].astype(np.uint16)
    return codes.astype(np.uint16)


def _folded(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Characters as `fold` compares them; those that it leaves out are `_GAP`."""
    table = np.arange(max(FOLDED) + 1, dtype=np.uint32)
    table[list(FOLDED)] = [ord(one) if one else _GAP for one in FOLDED.values()]
    folded = table.take(codes, mode="clip")
    beyond = np.flatnonzero(codes >= len(table))
    folded[beyond] = codes[beyond]
    return folded


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


class GramQuery(NamedTuple):
    """The keys to be asked for, chunk by chunk: each of these, or all within a range."""

    keys: tuple[int, ...]
    bounds: tuple[int, int] | None = None  # of a single character: from, up to and without


def gram_query(phrase: Phrase, chunk: int) -> GramQuery:
    """What a phrase asks of a chunk."""
    codes = [ord(one) for one in phrase.folded]
    base = chunk << _GRAM_BITS
    if len(codes) == 1:
        low = codes[0] << _CHARACTER_BITS
        return GramQuery((), (base | low, (base | low) + (1 << _CHARACTER_BITS)))
    return GramQuery(tuple({base | one << _CHARACTER_BITS | two for one, two in pairwise(codes)}))


def candidates(query: GramQuery, found: Mapping[int, bytes], chunk: int) -> Numbers:
    """The texts of a chunk in which all grams of a query stand, given the postings there are."""
    if query.bounds is not None:
        low, high = query.bounds
        lists = [np.frombuffer(one, "<u2") for key, one in found.items() if low <= key < high]
        together = np.unique(np.concatenate(lists)) if lists else np.empty(0, "<u2")
    elif any(key not in found for key in query.keys):
        together = np.empty(0, "<u2")
    else:
        lists = [np.frombuffer(found[key], "<u2") for key in query.keys]
        together, *others = sorted(lists, key=len)
        for one in others:
            together = np.intersect1d(together, one, assume_unique=True)
    return together.astype(np.uint32) + np.uint32(chunk * CHUNK)


def is_exact(phrase: Phrase) -> bool:
    """Whether the grams alone tell where a phrase stands."""
    return len(phrase.folded) <= 2


class PageTexts(NamedTuple):
    """A page's texts, as it was read."""

    sweep: int  # whose facts these are
    day: int  # of publication, as an ordinal; 0: not known
    texts: Sequence[int]


class SiteTexts:
    """The texts of a site's pages."""

    def __init__(self, stored: bytes = b"") -> None:
        """As they are stored; nothing for a site that was not read yet."""
        count = int.from_bytes(stored[:4], "little")
        self._pages = np.frombuffer(stored, _PAGE, count, 4) if count else np.empty(0, _PAGE)
        at = 4 + count * _PAGE.itemsize
        own = np.frombuffer(stored, "<u4", -1, at) if count else np.empty(0, "<u4")
        self._texts: Numbers = own

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def pages(self) -> "list[SearchedPage]":
        """The pages, in order."""
        return SiteMatches(self._pages)[:]

    def changed(
        self, pages: Mapping[bytes, PageTexts], seen: set[bytes], gone: set[bytes], sweep: int
    ) -> "SiteTexts":
        """The site after a sweep: pages it read anew, others it saw unchanged, and those gone."""
        ends = np.cumsum(self._pages["texts"], dtype=np.int64)
        records, texts = [], []
        for place, one in enumerate(self.pages):
            key = one.key
            if key in pages or key in gone:
                continue
            record = self._pages[place].copy()
            record["seen"] = sweep if key in seen else record["seen"]
            records.append(record)
            texts.append(self._texts[ends[place] - int(record["texts"]) : ends[place]])
        for key, page in pages.items():
            own = np.array(sorted(set(page.texts)), "<u4")
            records.append(np.array((key, page.sweep, sweep, page.day, len(own)), _PAGE))
            texts.append(own)
        changed = SiteTexts()
        changed._pages = np.array(records, _PAGE) if records else np.empty(0, _PAGE)
        changed._texts = np.concatenate(texts) if texts else np.empty(0, "<u4")
        return changed

    def stored(self) -> bytes:
        """As they are stored."""
        return len(self).to_bytes(4, "little") + self._pages.tobytes() + self._texts.tobytes()

    def matching(self, wanted: Sequence[TextMask]) -> "SiteMatches":
        """The pages on which a text of each kind stands; `wanted` tells of every text whether.

        Those come first whose matching text stands on the fewest pages of the site: what every
        page repeats comes last. Of alike ones the newest.
        """
        owner, fits, any_of = self._fitting(wanted)
        any_of &= fits[owner]
        texts, owners = self._texts[any_of], owner[any_of]
        _, place, counts = np.unique(texts, return_inverse=True, return_counts=True)
        rarest = np.full(len(self), np.iinfo(np.int64).max)
        np.minimum.at(rarest, owners, counts[place])
        chosen = np.flatnonzero(fits)
        order = chosen[np.lexsort((chosen, -self._pages["day"][chosen], rarest[chosen]))]
        return SiteMatches(self._pages[order])

    def texts_beside(self, wanted: Sequence[TextMask]) -> Numbers:
        """All texts of the pages on which a text of each kind stands."""
        owner, fits, _ = self._fitting(wanted)
        return self._texts[fits[owner]]

    def _fitting(
        self, wanted: Sequence[TextMask]
    ) -> tuple[npt.NDArray[np.intp], TextMask, TextMask]:
        """Of each text the page; of each page whether it fits; of each text whether it is one."""
        owner = np.repeat(np.arange(len(self)), self._pages["texts"])
        fits = np.ones(len(self), bool)
        any_of = np.zeros(len(self._texts), bool)
        for one in wanted:
            hits = one[np.minimum(self._texts, len(one) - 1)]
            on = np.zeros(len(self), bool)
            on[owner[hits]] = True
            fits &= on
            any_of |= hits
        return owner, fits, any_of


class SearchedPage(NamedTuple):
    """A page that the index knows."""

    key: bytes
    sweep: int  # whose facts tell its texts
    seen: int  # the last that saw it
    day: int  # of publication, as an ordinal; 0: not known


class SiteMatches:
    """The pages of a site on which what was looked for stands, in order."""

    def __init__(self, pages: npt.NDArray[np.void]) -> None:
        """As the records of a site's pages."""
        self._pages = pages

    def __len__(self) -> int:
        """How many there are."""
        return len(self._pages)

    def __getitem__(self, some: slice) -> list[SearchedPage]:
        """Some of them."""
        return [
            SearchedPage(bytes(one["key"]), int(one["sweep"]), int(one["seen"]), int(one["day"]))
            for one in self._pages[some]
        ]


def text_mask(count: int, texts: Sequence[Numbers]) -> TextMask:
    """Which of so many texts are among these; one more stands for all that came since."""
    mask = np.zeros(count + 1, bool)
    for some in texts:
        mask[np.minimum(some, count)] = True
    mask[count] = False
    return mask


def numbers_of(texts: Sequence[int]) -> Numbers:
    """Numbers of texts as an array."""
    return np.array(texts, np.uint32)


def in_one(parts: Sequence[Numbers]) -> Numbers:
    """Numbers of texts that were told in parts."""
    return np.concatenate(parts) if parts else numbers_of(())
