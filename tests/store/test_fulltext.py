"""All texts of all sites, searched: what sweeps read is found as each page was read last."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from hashlib import blake2b

import pytest
from sqlalchemy import func, select, text

from govsweep.addresses import fingerprint
from govsweep.facts import Block, Page, PageKind, PageState, Place, Site, Visit
from govsweep.fulltext import phrases_of
from govsweep.store import Delivery, SearchHit, Store, TakenError, fulltext_search
from govsweep.store.retention_rows import Policy
from govsweep.tables import posting, searched_text

ONE, TWO = "5118000001", "5118000002"
SITES = [
    Site(identifier=ONE, name="甲站", url="http://a.gov.cn/"),
    Site(identifier=TWO, name="乙站", url="http://b.gov.cn/"),
]
FOOTER = "主办：清禾市人民政府"
NIGHT = dt.date(2026, 11, 1)


def visit(site: str, url: str, *texts: str, status: int = 200, **words: object) -> Delivery:
    places = (Place.TITLE, *(Place.MAIN for _ in texts[1:-1]), Place.FOOTER)
    blocks = tuple(
        Block(one, place, blake2b(one.encode(), digest_size=16).digest())
        for one, place in zip(texts, places, strict=False)
    )
    published = dt.datetime(2026, 10, 20, tzinfo=dt.UTC)
    read = Page(
        url=url, kind=PageKind.ARTICLE, title=texts[0] if texts else "", blocks=blocks,
        published=published,
    )  # fmt: skip
    given: dict[str, object] = {
        "queue": site, "url": url, "fingerprint": fingerprint(url), "status": status,
        "at": dt.datetime(2026, 11, 1, 22, tzinfo=dt.UTC), "page": read if texts else None,
        "state": PageState.FETCHED if texts else PageState.FAILED,
    }  # fmt: skip
    return Delivery(Visit(**(given | words)))  # type: ignore[arg-type]


def sweep(store: Store, night: int, *deliveries: Delivery) -> int:
    day = NIGHT + dt.timedelta(days=night)
    opened, _ = store.sweeps.open(
        night=day, as_of=day, sites=SITES, indicators="2019", rules_version="r", again=False,
        at=dt.datetime.combine(day, dt.time(22), dt.UTC).timestamp(),
    )  # fmt: skip
    store.pages.commit(opened.id, deliveries)
    store.sweeps.close(opened.id, reason="until", finished=True)
    store.fulltext.update()
    return opened.id


def find(store: Store, words: str) -> list[SearchHit]:
    phrases = phrases_of(words)
    found = store.fulltext.search(phrases)
    chosen = [(site, one) for site, own in found.sites.items() for one in own[:]]
    assert found.pages == len(chosen)
    return store.fulltext.hits(chosen, phrases)


def urls(store: Store, words: str) -> list[str]:
    return [one.url for one in find(store, words)]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with one night of two sites."""
    made = Store(database_url)
    made.upgrade()
    made.sites.save(SITES)
    sweep(
        made,
        0,
        visit(ONE, "http://a.gov.cn/1", "任免通知", "任命张三同志为局长", FOOTER),
        visit(ONE, "http://a.gov.cn/2", "要闻", "局长李四调研。张三陪同", FOOTER),
        visit(TWO, "http://b.gov.cn/1", "公告", "依据旧办法执行", FOOTER),
    )
    yield made
    made.close()


class TestSearch:
    def test_finds_words_on_the_pages_of_all_sites(self, store: Store) -> None:
        assert urls(store, "旧办法") == ["http://b.gov.cn/1"]
        assert len(urls(store, "人民政府")) == 3
        assert urls(store, "没有的词") == []

    def test_several_words_have_to_stand_on_one_page_not_in_one_text(self, store: Store) -> None:
        assert urls(store, "任免 张三") == ["http://a.gov.cn/1"]
        assert sorted(urls(store, "张三 局长")) == ["http://a.gov.cn/1", "http://a.gov.cn/2"]
        assert urls(store, "任免 旧办法") == []

    def test_a_phrase_is_found_in_one_piece_only(self, store: Store) -> None:
        assert urls(store, "张三同志为局长") == ["http://a.gov.cn/1"]
        assert urls(store, "张三局长") == []

    def test_tells_where_on_the_page_it_stands(self, store: Store) -> None:
        (one,) = find(store, "任命张三")
        assert (one.site, one.title, one.published, one.seen) == (
            ONE, "任免通知", dt.date(2026, 10, 20), 1,
        )  # fmt: skip
        (said,) = one.passages
        assert said.place is Place.MAIN
        assert said.passage.marked("[", "]") == "[任命张三]同志为局长"

    def test_what_no_database_would_take_literally_is_only_words(self, store: Store) -> None:
        for words in ("%", "_", "'; DROP TABLE posting; --", '\\"', "𠮷", "?"):
            assert urls(store, words) == []
        assert urls(store, "张三")

    def test_a_unit_finds_its_own_pages_alone(self, store: Store) -> None:
        own = store.scoped(frozenset({TWO}))
        phrases = phrases_of("人民政府")
        assert list(own.fulltext.search(phrases).sites) == [TWO]
        (foreign,) = store.fulltext.search(phrases_of("任命张三")).sites[ONE][:]
        assert own.fulltext.hits([(ONE, foreign)], phrases) == []
        assert own.fulltext.hits([(TWO, foreign)], phrases) == []


class TestNight:
    def test_what_a_night_read_anew_is_found_and_what_stood_there_is_not(
        self, store: Store
    ) -> None:
        same = {"page": None, "state": PageState.UNCHANGED}
        number = sweep(
            store,
            1,
            visit(ONE, "http://a.gov.cn/1", "任免通知", "任命王五同志为局长", FOOTER),
            visit(ONE, "http://a.gov.cn/2", "x", **same),
        )
        assert urls(store, "任命张三") == []
        assert urls(store, "王五") == ["http://a.gov.cn/1"]
        assert {one.url: one.seen for one in find(store, "局长")} == {
            "http://a.gov.cn/1": number,
            "http://a.gov.cn/2": number,
        }

    def test_a_page_that_failed_stands_as_it_was_read_and_one_that_is_gone_does_not(
        self, store: Store
    ) -> None:
        sweep(
            store,
            1,
            visit(ONE, "http://a.gov.cn/1", status=500, reason="status"),
            visit(ONE, "http://a.gov.cn/2", status=404, reason="status"),
        )
        assert urls(store, "张三") == ["http://a.gov.cn/1"]

    def test_a_text_that_is_known_is_not_indexed_twice(self, store: Store) -> None:
        def held() -> tuple[int, int]:
            with store.engine.connect() as connection:
                weight = select(func.sum(func.length(posting.c.texts)))
                return store.fulltext.state().texts, connection.scalar(weight) or 0

        before = held()
        sweep(store, 1, visit(TWO, "http://b.gov.cn/2", "公告", "依据旧办法执行", FOOTER))
        assert held() == before
        assert len(urls(store, "旧办法")) == 2

    def test_nights_that_nobody_indexed_are_taken_in_later(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(store.fulltext, "update", lambda: None)
            sweep(store, 1, visit(ONE, "http://a.gov.cn/3", "通报一", "甲", FOOTER))
            sweep(store, 2, visit(ONE, "http://a.gov.cn/3", "通报二", "甲", FOOTER))
        assert store.fulltext.state().behind == 4
        told: list[tuple[int, int]] = []
        store.fulltext.update(lambda count, of: told.append((count, of)))
        assert told[-1] == (4, 4)
        assert store.fulltext.state().behind == 0
        assert urls(store, "通报一") == []
        assert urls(store, "通报二") == ["http://a.gov.cn/3"]

    def test_one_process_at_a_time_does_so(self, store: Store) -> None:
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with store.alone("fulltext"):
                held.set()
                release.wait(30)

        thread = threading.Thread(target=hold)
        thread.start()
        try:
            assert held.wait(30)
            with pytest.raises(TakenError):
                store.fulltext.update()
        finally:
            release.set()
            thread.join()
        store.fulltext.update()


def test_phrases_that_are_too_common_are_looked_for_in_the_newest_texts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext_search, "_MOST_LOOKED_AT", 2)
    texts = [f"第{n}号重要通知" for n in range(5)]
    sweep(store, 1, *(visit(ONE, f"http://a.gov.cn/n{n}", one) for n, one in enumerate(texts)))
    found = store.fulltext.search(phrases_of("重要通知"))
    assert (found.cut, found.pages) == (True, 2)
    assert not store.fulltext.search(phrases_of("重要")).cut
    assert store.fulltext.search(phrases_of("重要")).pages == 5


def test_many_texts_go_on_in_further_chunks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.engine.begin() as connection:  # as if so many had been read before
        connection.execute(searched_text.insert().values(number=65_533, hash=b"x" * 16))
    texts = [f"丙字第{n}号" for n in range(6)]
    sweep(store, 1, visit(ONE, "http://a.gov.cn/9", *texts))
    assert urls(store, "丙字第5号") == urls(store, "丙字第0号") == ["http://a.gov.cn/9"]
    assert store.fulltext.state().texts == 65_540


class TestPruning:
    def nights(self, store: Store, count: int, changing: Callable[[int], str]) -> None:
        same = {"page": None, "state": PageState.UNCHANGED}
        for night in range(1, count):
            sweep(
                store,
                night,
                visit(ONE, "http://a.gov.cn/1", "x", **same),
                visit(ONE, "http://a.gov.cn/3", "公告", changing(night), FOOTER),
            )

    def test_what_is_kept_is_still_found_and_what_is_not_is_gone(self, store: Store) -> None:
        self.nights(store, 18, lambda _: "常在的文字")
        store.retention.prune(Policy(14))
        assert urls(store, "任命张三") == ["http://a.gov.cn/1"]
        assert urls(store, "常在") == ["http://a.gov.cn/3"]
        assert urls(store, "李四调研") == []  # no sweep that is kept saw the page
        assert urls(store, "旧办法") == []

    def test_an_index_that_is_mostly_of_dropped_texts_is_made_anew(self, store: Store) -> None:
        self.nights(store, 20, lambda night: f"第{night}夜独有")
        store.retention.prune(Policy(2))
        assert store.fulltext.state().is_empty
        store.fulltext.update()
        with store.engine.connect() as connection:
            left = connection.scalar(text("SELECT count(*) FROM block"))
        assert store.fulltext.state().texts == left
        assert urls(store, "第19夜独有") == ["http://a.gov.cn/3"]
        assert urls(store, "任命张三") == ["http://a.gov.cn/1"]
