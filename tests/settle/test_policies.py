"""Documents and decisions of a site, and which repeals are held against which document."""

import datetime as dt
from collections.abc import Callable

from govsweep.checks.outdated_document import outdated_document
from govsweep.facts import Block, Context, Page, PageKind, Place, Repeal
from govsweep.findings import Certainty
from govsweep.reading.policy import read_policy
from govsweep.settle.policies import Policies
from govsweep.store import Store

SITE = "http://www.qinghe.gov.cn/"
TITLE, NUMBER = "清禾市集贸市场管理办法", "清政发〔1998〕3号"
DECIDED = dt.datetime(2019, 6, 1)


def page(name: str, title: str, *lines: str, published: dt.datetime | None = None) -> Page:
    blocks = tuple(Block(line, Place.MAIN, b"") for line in lines)
    day = published.date() if published else None
    return Page(
        url=SITE + name, kind=PageKind.ARTICLE, title=title, published=published, blocks=blocks,
        column="政策文件", policy=read_policy(title, blocks, day),
    )  # fmt: skip


OLD = page("old.html", TITLE, NUMBER, "第一条 为加强管理。", published=dt.datetime(1998, 5, 1))
DECISION = page(
    "decision.html",
    "关于废止部分规范性文件的决定",
    f"决定废止《{TITLE}》（{NUMBER}）。",
    published=DECIDED,
)


def told(context: Context, *pages: Page, known: tuple[Repeal, ...] = ()) -> list[tuple[str, str]]:
    policies = Policies()
    for one in pages:
        policies.note(one.url, one)
    found = policies.told(context, known)
    return [
        (fault.subject, fault.certainty.value) for one in found for fault in outdated_document(one)
    ]


def test_a_decision_is_held_against_the_document_that_it_names(
    a_context: Callable[..., Context],
) -> None:
    assert told(a_context(), OLD, DECISION) == [(OLD.url, Certainty.CONFIRMED.value)]


def test_what_is_known_from_elsewhere_is_too(a_context: Callable[..., Context]) -> None:
    listed = Repeal(title=TITLE, number=NUMBER, day=DECIDED.date(), source="本单位废止目录")
    assert told(a_context(), OLD, known=(listed,)) == [(OLD.url, Certainty.CONFIRMED.value)]


def test_a_page_without_a_number_goes_by_its_title(a_context: Callable[..., Context]) -> None:
    plain = page("old.html", TITLE, "第一条 为加强管理。", published=dt.datetime(1998, 5, 1))
    assert plain.policy is None
    assert told(a_context(), plain, DECISION) == [(OLD.url, Certainty.CONFIRMED.value)]


def test_news_that_quotes_a_repeal_does_away_with_nothing(
    a_context: Callable[..., Context],
) -> None:
    news = page(
        "news.html", "市政府召开会议", f"会议指出，《{TITLE}》同时废止。", published=DECIDED
    )
    assert told(a_context(), OLD, news) == []


def test_a_new_one_of_the_same_title_stays(a_context: Callable[..., Context]) -> None:
    new = page(
        "new.html", TITLE, "清政发〔2019〕9号", f"1998年发布的《{TITLE}》（{NUMBER}）同时废止。",
        published=DECIDED,
    )  # fmt: skip
    assert told(a_context(), OLD, new) == [(OLD.url, Certainty.CONFIRMED.value)]


def test_a_site_without_any(a_context: Callable[..., Context]) -> None:
    assert told(a_context(), page("a.html", "市长调研", "市长到企业调研。")) == []


def test_what_a_decision_says_no_more_is_forgotten_and_what_was_not_read_is_kept(
    store: Store,
) -> None:
    first = Repeal(title=TITLE, number=NUMBER, source="决定", url=SITE + "1")
    other = Repeal(title="另一个文件", source="决定", url=SITE + "2")
    store.repeals.save("5118000001", [first, other], {SITE + "1", SITE + "2"})
    store.repeals.save("5118000001", [], {SITE + "1"})
    assert store.repeals.all() == [other]
