"""Looking around in the findings: pages, counts, terms; and a store that is only read."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from govsweep.checking import checks
from govsweep.errors import ServiceError
from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State, fingerprint
from govsweep.store import FindingCount, Store, Sweep

NIGHT = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def finding(check: str = "typo", subject: str = "攻府", **changes: object) -> Finding:
    given: dict[str, object] = {
        "id": fingerprint(check, str(changes.get("site", "5118000001")), subject),
        "check": check,
        "severity": checks()[check].severity,
        "certainty": Certainty.CONFIRMED,
        "site": "5118000001",
        "site_name": "清禾市人民政府",
        "owner": "办公室",
        "url": "http://www.qinghe.gov.cn/art/1.html",
        "subject": subject,
        "column": "通知公告",
        "message": f"“{subject}”有误。",
        "quote": subject,
        "before": "",
        "after": "",
        "suggestion": "",
        "clause": "",
        "sightings": 1,
        "pages": (),
        "first_seen": AT,
        "last_seen": AT,
        "state": State.OPEN,
        "held": None,
        "rule_version": "1",
        "sweep": 1,
    }
    return Finding(**(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def looked_at(store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]) -> Store:
    """A store with a sweep on one site."""
    store.sites.save([a_site()])
    open_sweep(store, at=AT.timestamp())
    return store


def subjects(store: Store, **terms: object) -> list[str]:
    return [one.subject for one in store.findings.page(limit=100, **terms)[1]]


class TestPages:
    def test_the_gravest_that_counts_comes_first(self, looked_at: Store) -> None:
        looked_at.findings.save(
            1,
            [
                finding("undated-article", "提示"),
                finding("typo", "疑似", certainty=Certainty.SUSPECTED),
                finding("hidden-link", "暂扣", held="数量异常"),
                finding("hidden-link", "暗链"),
                finding("dead-link", "死链"),
            ],
        )
        assert subjects(looked_at) == ["暗链", "死链", "提示", "疑似", "暂扣"]

    def test_pages_join_without_gap_or_overlap(self, looked_at: Store) -> None:
        looked_at.findings.save(1, [finding(subject=f"词{number}") for number in range(25)])
        seen = []
        for offset in (0, 10, 20):
            total, some = looked_at.findings.page(limit=10, offset=offset)
            assert total == 25
            seen += [one.id for one in some]
        assert len(seen) == len(set(seen)) == 25

    def test_past_the_end_there_is_nothing(self, looked_at: Store) -> None:
        looked_at.findings.save(1, [finding()])
        assert looked_at.findings.page(limit=10, offset=10) == (1, [])
        assert looked_at.findings.page(limit=10, check=["dead-link"]) == (0, [])


class TestTerms:
    @pytest.fixture
    def filled(self, looked_at: Store) -> Store:
        looked_at.findings.save(
            1,
            [
                finding("typo", "攻府", owner="教育局", column="动态"),
                finding("hidden-link", "http://x.cn/50%_off", held="数量异常"),
                finding("dead-link", "http://y.cn/", url="http://www.qinghe.gov.cn/News/2.html"),
            ],
        )
        return looked_at

    def test_each_narrows(self, filled: Store) -> None:
        assert subjects(filled, owner="教育局") == ["攻府"]
        assert subjects(filled, column="动态") == ["攻府"]
        assert subjects(filled, severity=["serious"]) == ["http://x.cn/50%_off"]
        assert subjects(filled, held=True) == ["http://x.cn/50%_off"]
        assert subjects(filled, held=False, check=["dead-link"]) == ["http://y.cn/"]
        assert subjects(filled, owner="教育局", column="通知公告") == []

    def test_words_stand_anywhere_all_of_them_whatever_their_case(self, filled: Store) -> None:
        assert subjects(filled, words="攻府 教育局") == ["攻府"]
        assert subjects(filled, words="news") == ["http://y.cn/"]
        assert subjects(filled, words="攻府 别的") == []

    def test_words_are_no_pattern(self, filled: Store) -> None:
        assert subjects(filled, words="50%_off") == ["http://x.cn/50%_off"]
        assert subjects(filled, words="5%f") == []

    def test_what_was_mended_long_ago_can_be_left_out(self, filled: Store) -> None:
        key = fingerprint("dead-link", "5118000001", "http://y.cn/")
        filled.findings.mark_fixed([key], AT + dt.timedelta(days=1))
        assert len(subjects(filled, mended_since=NIGHT)) == 3
        assert len(subjects(filled, mended_since=NIGHT + dt.timedelta(days=1))) == 3
        assert len(subjects(filled, mended_since=NIGHT + dt.timedelta(days=9))) == 2

    def test_what_ended_long_ago_can_be_left_out_and_what_stands_never_is(
        self, filled: Store
    ) -> None:
        later = NIGHT + dt.timedelta(days=9)
        assert len(subjects(filled, lately=later)) == 3
        key = fingerprint("dead-link", "5118000001", "http://y.cn/")
        filled.findings.mark_fixed([key], AT + dt.timedelta(days=5))
        assert len(subjects(filled, lately=NIGHT + dt.timedelta(days=5))) == 3
        assert subjects(filled, lately=later, check=["dead-link"]) == []
        assert len(subjects(filled, lately=later)) == 2


def test_findings_alike_are_counted_together(looked_at: Store) -> None:
    looked_at.findings.save(
        1,
        [
            *(finding(subject=f"词{number}") for number in range(3)),
            finding(subject="动态", column="动态"),
            finding(subject="甲", held="数量异常"),
            finding(subject="乙", held="规则变更"),
        ],
    )
    plain = ("5118000001", "", "typo", Severity.MINOR, Certainty.CONFIRMED, State.OPEN)
    assert set(looked_at.findings.counts()) == {
        FindingCount(*plain, None, False, 4),
        FindingCount(*plain, "", False, 2),
    }
    by_column = {
        (one.column, one.held): one.findings for one in looked_at.findings.counts(columns=True)
    }
    assert by_column == {("通知公告", None): 3, ("动态", None): 1, ("通知公告", ""): 2}
    assert looked_at.findings.counts(check=["dead-link"]) == []


def test_owners_are_named_once(looked_at: Store) -> None:
    assert looked_at.findings.owners() == []
    looked_at.findings.save(1, [finding(subject=text, owner="教育局") for text in "甲乙"])
    looked_at.findings.save(1, [finding(subject="丙", owner="")])
    assert looked_at.findings.owners() == ["教育局"]


class TestReadOnly:
    def test_it_reads_and_refuses_to_write(self, looked_at: Store, database_url: str) -> None:
        looked_at.findings.save(1, [finding()])
        reader = Store(database_url, read_only=True)
        try:
            assert reader.is_current()
            assert len(reader.findings.all()) == 1
            with pytest.raises((ServiceError, sa.exc.DBAPIError), match=r"read-?only|只能读"):
                reader.findings.save(1, [finding(subject="新")])
            assert len(looked_at.findings.all()) == 1
        finally:
            reader.close()

    def test_a_database_without_tables_is_not_current(self, database_url: str) -> None:
        store = Store(database_url)
        assert not store.is_current()
        store.upgrade()
        assert store.is_current()
        store.close()

    def test_a_file_that_is_not_there_is_not_made(self, tmp_path: Path) -> None:
        reader = Store(f"sqlite:///{tmp_path}/没有 #1.db", read_only=True)
        with pytest.raises(ServiceError, match="还没有数据库"):
            reader.is_current()
        assert list(tmp_path.iterdir()) == []

    def test_it_sees_what_is_written_meanwhile(self, looked_at: Store, database_url: str) -> None:
        reader = Store(database_url, read_only=True)
        assert reader.findings.all() == []
        looked_at.findings.save(1, [finding()])
        assert len(reader.findings.all()) == 1
        reader.close()
