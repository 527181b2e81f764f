"""Whether scripts may fill what stands empty, by what was read of them and of other pages."""

from collections.abc import Callable

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import (
    Anchor,
    EmptyBody,
    Entry,
    Failure,
    FillablePlace,
    LinkStatus,
    Page,
    PageKind,
    Place,
    ScriptFacts,
    TargetKind,
)
from govsweep.settle.filling import Filling
from govsweep.store import StoredLink

ROOT = "http://www.qinghe.gov.cn/"
LIST, COMMON = f"{ROOT}list.js", f"{ROOT}common.js"
BOX = FillablePlace("div.main ul#lb")
NAMED = ScriptFacts(selectors=("#lb",), fills=("#lb",))


def a_list(*places: FillablePlace, scripts: tuple[str, ...] = (LIST,), **words: object) -> Page:
    anchors = tuple(Anchor(one, "", Place.MAIN, TargetKind.SCRIPT) for one in scripts)
    given: dict[str, object] = {"kind": PageKind.LIST, "anchors": anchors} | words
    return Page(url=ROOT, fillable=places, **given)  # type: ignore[arg-type]


@pytest.fixture
def may_fill() -> Callable[..., bool]:
    def told(
        page: Page,
        read: dict[str, ScriptFacts],
        *,
        fresh: tuple[Page, ...] = (),
        articles: tuple[Page, ...] = (),
        bad: dict[str, StoredLink] | None = None,
    ) -> bool:
        by_key = {fingerprint(url): one for url, one in read.items()}
        filling = Filling(bad or {}, lambda keys: {k: v for k, v in by_key.items() if k in keys})
        for one in articles:
            filling.take(one)
        filling.compare((page, *fresh), fresh)
        return filling.may_fill(page)

    return told


def test_nothing_empty_is_filled_by_nothing(may_fill: Callable[..., bool]) -> None:
    assert not may_fill(a_list(), {})
    assert not may_fill(a_list(scripts=()), {LIST: NAMED})


def test_what_a_script_names_may_be(may_fill: Callable[..., bool]) -> None:
    assert may_fill(a_list(BOX), {LIST: NAMED})
    assert may_fill(a_list(FillablePlace("ul#lb", named=True), scripts=()), {})
    assert not may_fill(a_list(BOX), {LIST: ScriptFacts(selectors=("#bl",), words=("bl",))})


def test_what_was_not_read_may_name_anything(may_fill: Callable[..., bool]) -> None:
    assert may_fill(a_list(BOX), {})
    assert may_fill(a_list(BOX), {LIST: ScriptFacts(whole=False)})
    assert may_fill(a_list(BOX), {LIST: ScriptFacts(loads=(f"{ROOT}in.js",))})
    assert may_fill(a_list(FillablePlace("div#w ul", 2)), {})
    for plain in ("div", "td", "p.x", "li"):
        assert not may_fill(a_list(FillablePlace(plain)), {})
    assert not may_fill(a_list(FillablePlace("ul#lb", bare=False)), {})


def test_a_script_that_another_loads_is_read_too(may_fill: Callable[..., bool]) -> None:
    inner = f"{ROOT}in.js"
    outer = ScriptFacts(loads=(inner,))
    assert may_fill(a_list(BOX), {LIST: outer, inner: NAMED})
    assert not may_fill(a_list(BOX), {LIST: outer, inner: ScriptFacts()})


def test_a_script_that_is_not_there_fills_nothing(may_fill: Callable[..., bool]) -> None:
    gone = StoredLink(LIST, LinkStatus.DEAD, Failure.STATUS, 404, "", "script")
    late = StoredLink(LIST, LinkStatus.SUSPECTED, Failure.TIMEOUT, None, "", "script")
    assert not may_fill(a_list(BOX), {}, bad={LIST: gone})
    assert may_fill(a_list(BOX), {}, bad={LIST: late})


def test_what_stands_on_articles_is_of_the_frame(may_fill: Callable[..., bool]) -> None:
    article = a_list(BOX, kind=PageKind.ARTICLE)
    other = a_list(FillablePlace("div.main ul#bl"), kind=PageKind.ARTICLE)
    assert not may_fill(a_list(BOX), {LIST: NAMED}, articles=(article,))
    assert may_fill(a_list(BOX), {LIST: NAMED}, articles=(other,))


def test_what_new_lists_show_as_empty_is_of_the_template(may_fill: Callable[..., bool]) -> None:
    fresh = a_list(BOX, held="ul.list")
    assert not may_fill(a_list(BOX), {}, fresh=(fresh,))
    assert may_fill(a_list(BOX), {LIST: NAMED}, fresh=(fresh,))
    below = FillablePlace(BOX.path, below=True)
    assert not may_fill(a_list(below), {LIST: NAMED}, fresh=(a_list(below),))


def test_where_other_lists_hold_their_rows_nobody_else_writes(
    may_fill: Callable[..., bool],
) -> None:
    fresh = a_list(held="ul#lb")
    assert not may_fill(a_list(BOX), {}, fresh=(fresh,))
    assert may_fill(a_list(BOX), {LIST: NAMED}, fresh=(fresh,))


def test_a_script_where_it_stands(may_fill: Callable[..., bool]) -> None:
    place = FillablePlace("div.x script", source=LIST)
    assert may_fill(a_list(place), {LIST: ScriptFacts(writes=True)})
    assert not may_fill(a_list(place), {LIST: ScriptFacts()})
    assert may_fill(a_list(place), {})


def test_what_holds_something_is_filled_by_who_puts_it_there(
    may_fill: Callable[..., bool],
) -> None:
    held = FillablePlace("ul.list", bare=False, filled=True)
    named = ScriptFacts(selectors=(".list",))
    assert not may_fill(a_list(held), {LIST: named})
    assert may_fill(a_list(held), {LIST: ScriptFacts(selectors=(".list",), fills=(".list",))})
    body = FillablePlace("body", bare=False, filled=True)
    assert not may_fill(a_list(body), {LIST: ScriptFacts(selectors=("body",), fills=("body",))})


HELD = FillablePlace("div.main ul#zd.list", bare=False, filled=True)
ROW = (Entry("题目", f"{ROOT}1.html", None),)


def test_rows_are_added_by_what_reaches_them_where_something_is_brought(
    may_fill: Callable[..., bool],
) -> None:
    page = a_list(HELD, entries=ROW)
    reaches = ScriptFacts(selectors=(".main",))
    assert not may_fill(page, {LIST: reaches})
    assert may_fill(page, {LIST: ScriptFacts(selectors=(".main",), brings=True)})
    assert not may_fill(page, {LIST: ScriptFacts(selectors=(".mail",), brings=True)})
    both = a_list(HELD, scripts=(LIST, COMMON), entries=ROW)
    assert may_fill(both, {LIST: reaches, COMMON: ScriptFacts(brings=True)})
    assert may_fill(a_list(HELD, entries=ROW, brings=True), {LIST: reaches})


def test_a_script_of_this_page_alone_that_was_not_read_may_add_rows(
    may_fill: Callable[..., bool],
) -> None:
    page = a_list(HELD, entries=ROW)
    assert may_fill(page, {})
    assert not may_fill(page, {}, articles=(a_list(kind=PageKind.ARTICLE),))
    assert not may_fill(page, {}, fresh=(a_list(),))


def test_one_without_names_counts_of_this_page_and_one_that_hides_them_of_any(
    may_fill: Callable[..., bool],
) -> None:
    page, article = a_list(HELD, entries=ROW), a_list(kind=PageKind.ARTICLE)
    blind = ScriptFacts(brings=True, blind=True)
    assert may_fill(page, {LIST: blind})
    assert not may_fill(page, {LIST: blind}, articles=(article,))
    hides = ScriptFacts(brings=True, hides=True)
    assert may_fill(page, {LIST: hides}, articles=(article,))


def test_what_scripts_drive_needs_no_name(may_fill: Callable[..., bool]) -> None:
    driven = FillablePlace("div[ng-app] ul.list", bare=False, filled=True)
    assert may_fill(a_list(driven, entries=ROW), {LIST: ScriptFacts()})


def test_below_rows_that_descend_stands_a_pager_unless_something_is_brought() -> None:
    below = FillablePlace("div.main div#ye", named=True, below=True)

    def told(page: Page, *, descends: bool) -> bool:
        return Filling({}, lambda _: {}).may_fill(page, descends=descends)

    quiet = a_list(below, scripts=(), entries=ROW)
    assert not told(quiet, descends=True)
    assert told(quiet, descends=False)
    assert told(a_list(below, scripts=(), entries=ROW, brings=True), descends=True)


@pytest.mark.parametrize(
    ("read", "others", "written"),
    [
        ({LIST: ScriptFacts(selectors=("#zoom",))}, (), False),  # its letters' size
        ({LIST: ScriptFacts(selectors=("#zoom",), fills=("#zoom",))}, (), True),
        ({LIST: ScriptFacts(fills=("#zoom",))}, (LIST,), True),
        ({}, (), True),  # nobody read it
        ({}, (LIST,), False),  # those with a text have it, too
    ],
    ids=["named", "filled", "filled everywhere", "unread", "unread everywhere"],
)
def test_the_text_of_an_article_may_be_written(
    read: dict[str, ScriptFacts], others: tuple[str, ...], written: bool
) -> None:
    by_key = {fingerprint(url): one for url, one in read.items()}
    filling = Filling({}, lambda keys: {k: v for k, v in by_key.items() if k in keys})
    blank = a_list(kind=PageKind.ARTICLE, emptied=EmptyBody(("div#zoom.content",)))
    for page in (blank, a_list(kind=PageKind.ARTICLE, scripts=others)):
        filling.take(page)
    assert filling.may_write_text(blank) is written
