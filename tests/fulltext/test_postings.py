"""In which texts each pair of characters stands, and the texts of each page."""

import random
from collections import defaultdict

import numpy as np

from govsweep.fulltext import Phrase, fold
from govsweep.fulltext.postings import (
    CHUNK,
    PageTexts,
    SiteTexts,
    candidates,
    gram_query,
    is_exact,
    postings,
    text_mask,
)

TEXTS = ["市人民政府", "政府 人民", "府", "", "Ａb民", "民"]


def index(texts: list[str], first: int = 0) -> dict[int, bytes]:
    held: dict[int, bytes] = defaultdict(bytes)
    for number, text in enumerate(texts, first):
        for one in postings(number, [text]):
            held[one.key] += one.texts
    return dict(held)


def found(held: dict[int, bytes], words: str, chunk: int = 0) -> list[int]:
    query = gram_query(Phrase(fold(words)), chunk)
    return [int(one) for one in candidates(query, held, chunk)]


def test_texts_added_at_once_and_one_by_one_are_indexed_alike() -> None:
    at_once = {one.key: one.texts for one in postings(0, TEXTS)}
    assert at_once == index(TEXTS)


def test_words_of_one_and_two_characters_are_found_exactly() -> None:
    held = index(TEXTS)
    assert found(held, "政府") == [0, 1]
    assert found(held, "府人") == [1]
    assert found(held, "府") == [0, 1, 2]
    assert found(held, "民") == [0, 1, 4, 5]
    assert found(held, "ａＢ") == [4]
    assert found(held, "省政") == []
    assert is_exact(Phrase("政府"))


def test_longer_ones_are_candidates_that_have_all_pairs() -> None:
    held = index([*TEXTS, "人民、民政、政府"])
    assert found(held, "人民政府") == [0, 6]
    assert found(held, "人民政协") == []
    assert not is_exact(Phrase("人民政"))


def test_texts_of_a_later_chunk_are_found_there() -> None:
    held = index(TEXTS, first=3 * CHUNK)
    assert found(held, "政府", 3) == [3 * CHUNK, 3 * CHUNK + 1]
    assert found(held, "政府", 0) == []
    assert found(index(["政府"], first=2 * CHUNK - 1), "政府", 1) == [2 * CHUNK - 1]


def test_it_finds_what_looking_through_all_texts_finds() -> None:
    drawn = random.Random(3)
    texts = ["".join(drawn.choices("甲乙丙丁 ", k=drawn.randrange(12))) for _ in range(400)]
    held = {one.key: one.texts for one in postings(0, texts)}
    for _ in range(200):
        phrase = Phrase("".join(drawn.choices("甲乙丙丁", k=drawn.randrange(1, 4))))
        there = [n for n, text in enumerate(texts) if phrase.stands_in(text)]
        have = found(held, phrase.folded)
        assert set(there) <= set(have)
        assert not is_exact(phrase) or there == have


class TestSiteTexts:
    A, B, C = (bytes([n]) * 15 + b"\0" for n in (1, 2, 3))

    def site(self) -> SiteTexts:
        read = {
            self.A: PageTexts(1, 739000, [5, 1, 5]),
            self.B: PageTexts(1, 0, [1, 2]),
            self.C: PageTexts(1, 739001, [1]),
        }
        return SiteTexts(SiteTexts().changed(read, set(), set(), 1).stored())

    def matching(self, site: SiteTexts, *texts: int) -> list[bytes]:
        wanted = [text_mask(9, [np.array([one], np.uint32)]) for one in texts]
        return [one.key for one in site.matching(wanted)[:]]

    def test_pages_with_all_that_is_wanted_match(self) -> None:
        assert self.matching(self.site(), 5) == [self.A]
        assert self.matching(self.site(), 1, 2) == [self.B]
        assert self.matching(self.site(), 2, 5) == []
        assert self.matching(SiteTexts(), 1) == []

    def test_those_come_first_whose_text_is_rarest_then_the_newest(self) -> None:
        assert self.matching(self.site(), 1) == [self.C, self.A, self.B]
        wanted = [text_mask(9, [np.array([1, 2], np.uint32)])]
        assert [one.key for one in self.site().matching(wanted)[:]] == [self.B, self.C, self.A]

    def test_a_sweep_changes_what_it_read_and_keeps_what_it_did_not_see(self) -> None:
        night = self.site().changed({self.A: PageTexts(2, 0, [7])}, {self.B}, {self.C}, 2)
        night = SiteTexts(night.stored())
        assert self.matching(night, 5) == []
        assert self.matching(night, 7) == [self.A]
        assert self.matching(night, 1) == [self.B]
        assert {one.key: (one.sweep, one.seen) for one in night.pages} == {
            self.A: (2, 2),
            self.B: (1, 2),
        }

    def test_texts_that_came_since_match_nothing(self) -> None:
        wanted = [text_mask(5, [np.array([1], np.uint32)])]
        assert len(self.site().matching(wanted)) == 3
        assert not len(self.site().matching([text_mask(1, [np.array([0], np.uint32)])]))
