"""Media accounts at the end of a sweep: posts are judged once, and findings live on."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from govsweep.clock import BEIJING
from govsweep.facts import DaySpan, MediaAccount, MediaStatus, Post, Site
from govsweep.findings import Certainty, Finding, State
from govsweep.judging import Deriver, Judges
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import PostCounts, Store
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
WRONG, RIGHT = "请登陆网站查询办理结果。", "请登录网站查询办理结果。"
URL = "https://mp.weixin.qq.com/s/"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


class Nights:
    """Sweeps, a night after another, of a city whose posts come by hand."""

    def __init__(self, store: Store, site: Site, account: MediaAccount, matcher: Matcher) -> None:
        self.store, self.account, self.site = store, account, site
        self.rules, self.matcher = load_rules(), matcher
        self.night = NIGHT
        store.sites.save([site])
        store.media.save([account], NIGHT)

    def posts(self, *texts: str, gone: Sequence[str] = (), through: dt.date | None = None) -> None:
        """Import posts; the text of each is its address too, up to its first comma."""
        made = [self._post(one) for one in texts]
        deleted = [self._post(one) for one in gone]
        span = DaySpan(NIGHT - dt.timedelta(days=30), through or self.night)
        self.store.posts.add(made, deleted, {self.account.identifier: span}, time.time())

    def _post(self, text: str) -> Post:
        name, _, words = text.partition(",")
        at = dt.datetime.combine(NIGHT - dt.timedelta(days=1), dt.time(9), BEIJING)
        key = name.encode().ljust(16)
        return Post(account=self.account.identifier, key=key, url=URL + name, at=at, text=words)

    def sweep(self, version: str = "") -> None:
        rules = replace(self.rules, version=version) if version else self.rules
        judges = Judges.by(rules, [self.site], [self.account])
        judges = replace(judges, derive=Deriver(rules, self.matcher))
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=[self.site], indicators="2019",
            rules_version=rules.version, at=time.time(), again=False,
        )  # fmt: skip
        assert settle(self.store, sweep, judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        self.night += dt.timedelta(days=1)

    def found(self, check: str = "typo") -> list[Finding]:
        return self.store.findings.all(check=[check], site=[self.account.identifier])

    def states(self, check: str = "typo") -> list[State]:
        return [one.state for one in self.found(check)]


@pytest.fixture
def nights(
    store: Store,
    a_site: Callable[..., Site],
    a_media_account: Callable[..., MediaAccount],
    matcher: Matcher,
) -> Nights:
    return Nights(store, a_site(), a_media_account(), matcher)


def test_a_slip_in_a_post_is_a_finding_of_its_account(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}", f"b,{RIGHT}")
    nights.sweep()
    (one,) = nights.found()
    assert (one.quote, one.pages) == ("登陆网站", (URL + "a",))
    assert (one.owner, one.site_name) == ("清禾市人民政府办公室", "清禾发布（微信）")


def test_it_stands_as_long_as_one_post_has_it(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}", f"b,{WRONG}")
    nights.sweep()
    nights.posts(f"a,{RIGHT}")
    nights.sweep()
    assert nights.states() == [State.OPEN]
    assert nights.found()[0].pages == (URL + "b",)
    nights.posts(f"b,{RIGHT}")
    nights.sweep()
    assert nights.states() == [State.FIXED]


def test_a_post_that_nobody_handed_in_again_is_not_mended(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    nights.posts(f"b,{RIGHT}")
    nights.sweep()
    assert nights.states() == [State.OPEN]


def test_one_found_later_does_not_hide_the_first(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    nights.posts(f"b,{WRONG}")
    nights.sweep()
    nights.posts(f"b,{RIGHT}")
    nights.sweep()
    assert nights.states() == [State.OPEN]
    assert nights.found()[0].pages == (URL + "a",)


def test_a_post_taken_off_is_mended_and_one_put_back_relapses(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    nights.posts(gone=["a,"])
    nights.sweep()
    assert nights.states() == [State.FIXED]
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    assert nights.states() == [State.RELAPSED]


def test_a_rule_that_goes_withdraws_what_it_said(nights: Nights) -> None:
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    nights.matcher = Matcher(replace(nights.rules, allowed_words=frozenset({"登陆网站"})))
    nights.sweep(version="another")
    assert nights.states() == [State.WITHDRAWN]


def test_two_weeks_without_a_post_until_one_comes(nights: Nights) -> None:
    nights.posts(f"a,{RIGHT}")
    nights.night += dt.timedelta(days=16)
    nights.posts(through=nights.night)
    nights.sweep()
    assert nights.states("media-stale") == [State.OPEN]
    nights.sweep()  # nothing was imported: not seen is not mended
    assert nights.states("media-stale") == [State.OPEN]
    fresh = dt.datetime.combine(nights.night, dt.time(9), BEIJING)
    post = Post(account=nights.account.identifier, key=b"f" * 16, url="", at=fresh, text=RIGHT)
    day = fresh.date()
    nights.store.posts.add([post], [], {nights.account.identifier: DaySpan(day, day)}, time.time())
    nights.sweep()
    assert nights.states("media-stale") == [State.FIXED]


def test_what_was_published_and_deleted_is_remembered(nights: Nights) -> None:
    nights.posts(f"a,{RIGHT}")
    nights.posts(gone=[f"a,{RIGHT}"])
    nights.night += dt.timedelta(days=9)
    nights.posts(through=nights.night)
    nights.sweep()
    (one,) = nights.found("media-stale")
    assert (one.state, one.certainty) == (State.OPEN, Certainty.SUSPECTED)
    assert "14 天内发布过（最近一次是 2026-11-19），后来删除了" in one.message
    (stored,) = nights.store.posts.imported()
    day = NIGHT - dt.timedelta(days=1)
    assert (stored.days, stored.deleted, stored.standing()) == (((day, 1),), ((day, 1),), ())
    nights.night += dt.timedelta(days=9)
    nights.posts(through=nights.night)
    nights.sweep()  # 19 days on it is longer ago than two weeks
    (one,) = nights.found("media-stale")
    assert one.certainty is Certainty.CONFIRMED
    assert one.message.endswith("最近一次是 2026-11-19，后来删除了")


def test_a_deleted_post_is_counted_once_and_not_when_it_is_back(nights: Nights) -> None:
    text = f"a,{RIGHT}"

    def add(*texts: str, gone: Sequence[str] = ()) -> PostCounts:
        made, deleted = [[nights._post(one) for one in some] for some in (texts, gone)]
        return nights.store.posts.add(made, deleted, {}, time.time())

    assert add(gone=[text]).deleted == 1, "of one that was never imported, too"
    assert add(gone=[text]).deleted == 0
    assert add(text).new == 1
    (stored,) = nights.store.posts.imported()
    assert (sum(count for _, count in stored.days), stored.deleted) == (1, ())


def test_a_cancelled_account_is_judged_no_more(
    nights: Nights, a_media_account: Callable[..., MediaAccount]
) -> None:
    nights.account = a_media_account(status=MediaStatus.CANCELLED)
    nights.store.media.save([nights.account], NIGHT)
    nights.posts(f"a,{WRONG}")
    nights.sweep()
    assert nights.found() == []
