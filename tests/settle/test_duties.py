"""What a site shows of what units owe: by columns, articles, sources and the home page."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.facts import (
    Anchor,
    Block,
    CatalogueItem,
    Context,
    Duties,
    DutySeen,
    DutyState,
    Entrance,
    Entry,
    FooterMark,
    OutsideResult,
    Page,
    PageKind,
    PageState,
    Place,
    Published,
    Quota,
    QuotaLook,
    ResultLook,
    SiteDuties,
    TargetKind,
)
from govsweep.rules import DURATIONS
from govsweep.settle.duties import OwedHere
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NEWS, PLANS = ROOT + "gzdt/", ROOT + "ghjh/"
LETTERS = ROOT + "qzxx/"
UNIT, OFFICE = "清禾市水利局", "清禾市人民政府办公室"
SITE = "5118000001"
LINKS = tuple(Anchor(f"{ROOT}l/{n}", f"链接{n}", Place.NAVIGATION) for n in range(10))


def stored(page: Page, state: PageState = PageState.FETCHED, status: int = 200) -> StoredPage:
    read = page if state is PageState.FETCHED else None
    key = page.url.encode()[:16]
    return StoredPage(key, page.url, state, "", status, 0.1, page.url, None, read)


def home(*anchors: Anchor, **words: object) -> Page:
    menu = tuple(
        Anchor(url, name, Place.NAVIGATION)
        for url, name in ((NEWS, "工作动态"), (PLANS, "规划计划"))
    )
    given: dict[str, object] = {"footer": {FooterMark.ICP: "蜀ICP备1号"}} | words
    return Page(url=ROOT, kind=PageKind.HOME, anchors=(*menu, *LINKS, *anchors), **given)  # type: ignore[arg-type]


def a_list(url: str, name: str, *ages: int | None) -> Page:
    entries = tuple(
        Entry(
            f"{name}第{n}号会议纪要",
            f"{url}{n}.html",
            DAY - dt.timedelta(age) if age is not None else None,
        )
        for n, age in enumerate(ages)
    )
    return Page(
        url=url, kind=PageKind.LIST, column=name, entries=entries, reader="rows" if entries else ""
    )


def an_article(url: str, age: int, name: str = "工作动态", **words: object) -> Page:
    moment = dt.datetime.combine(DAY - dt.timedelta(age), dt.time(9))
    given: dict[str, object] = {"title": "题目", "column": name, "published": moment} | words
    return Page(url=url, kind=PageKind.ARTICLE, **given)  # type: ignore[arg-type]


@pytest.fixture
def owed(a_context: Callable[..., Context]) -> Callable[..., OwedHere]:
    def make(*pages: Page | StoredPage, units: tuple[str, ...] = (), **lists: object) -> OwedHere:
        made = SiteAggregate(
            a_context(DAY, kind="门户"), {}, (), DURATIONS, units=units,
            duties=Duties(**{name: tuple(rows) for name, rows in lists.items()}),  # type: ignore[arg-type]
        )  # fmt: skip
        made.gather(one if isinstance(one, StoredPage) else stored(one) for one in pages)
        return made.owed(made.columns())

    return make


def item(url: str = PLANS, least: int | None = None, name: str = "规划计划") -> CatalogueItem:
    return CatalogueItem(unit=UNIT, code="A1", name=name, site=SITE, url=url, least=least)


def only(here: OwedHere) -> DutySeen:
    (seen,) = here.kept.items
    return seen


class TestCatalogue:
    def test_an_empty_column(self, owed: Callable[..., OwedHere]) -> None:
        pages = home(), a_list(NEWS, "工作动态", 1, 2, 3), a_list(PLANS, "规划计划")
        assert only(owed(*pages, catalogue=[item()])).state is DutyState.EMPTY

    def test_enough_in_a_year(self, owed: Callable[..., OwedHere]) -> None:
        seen = only(owed(home(), a_list(PLANS, "规划计划", 5, 300, 400), catalogue=[item(least=2)]))
        assert (seen.state, seen.number, seen.newest) == (
            DutyState.MET, 2, DAY - dt.timedelta(5),
        )  # fmt: skip

    def test_too_few_of_a_list_that_goes_back_a_year(self, owed: Callable[..., OwedHere]) -> None:
        seen = only(owed(home(), a_list(PLANS, "规划计划", 5, 300, 400), catalogue=[item(least=3)]))
        assert (seen.state, seen.sure) == (DutyState.SHORT, True)

    def test_too_few_where_the_list_goes_on_unread(self, owed: Callable[..., OwedHere]) -> None:
        page = msgspec.structs.replace(
            a_list(PLANS, "规划计划", 5, 100), more=(PLANS + "index_1.html",)
        )
        seen = only(owed(home(), page, catalogue=[item(least=3)]))
        assert (seen.state, seen.sure) == (DutyState.SHORT, False)

    def test_rows_without_a_day_may_be_what_lacks(self, owed: Callable[..., OwedHere]) -> None:
        page = a_list(PLANS, "规划计划", 5, 300, None)
        seen = only(owed(home(), page, catalogue=[item(least=3)]))
        assert (seen.state, seen.why) == (DutyState.UNKNOWN, "有1条没有日期")

    def test_one_page_that_is_all_there_is(self, owed: Callable[..., OwedHere]) -> None:
        page = an_article(ROOT + "jgzn.html", 900, "机构职能", main_length=200)
        assert only(owed(home(), page, catalogue=[item(page.url)])).state is DutyState.MET

    def test_an_address_that_is_gone(self, owed: Callable[..., OwedHere]) -> None:
        gone = stored(Page(url=ROOT + "x/"), PageState.FAILED, 404)
        seen = only(owed(home(), gone, catalogue=[item(ROOT + "x/")]))
        assert (seen.state, seen.sure) == (DutyState.ABSENT, True)

    def test_an_address_that_did_not_answer_tonight(self, owed: Callable[..., OwedHere]) -> None:
        failed = stored(Page(url=ROOT + "x/"), PageState.FAILED, 500)
        assert only(owed(home(), failed, catalogue=[item(ROOT + "x/")])).state is DutyState.UNKNOWN

    def test_an_address_that_nothing_leads_to(self, owed: Callable[..., OwedHere]) -> None:
        seen = only(owed(home(), catalogue=[item(ROOT + "x/")]))
        assert (seen.state, seen.sure) == (DutyState.ABSENT, False)

    def test_a_site_that_was_not_read_to_its_end(self, owed: Callable[..., OwedHere]) -> None:
        left = stored(Page(url=ROOT + "y/"), PageState.LEFT)
        assert only(owed(home(), left, catalogue=[item(ROOT + "x/")])).state is DutyState.UNKNOWN

    def test_without_an_address_the_column_of_its_name(self, owed: Callable[..., OwedHere]) -> None:
        seen = only(owed(home(), a_list(PLANS, "规划计划", 5), catalogue=[item("")]))
        assert (seen.state, seen.url) == (DutyState.MET, PLANS)
        seen = only(owed(home(), catalogue=[item("", name="应急预案")]))
        assert (seen.state, seen.sure) == (DutyState.ABSENT, False)

    def test_nothing_was_read(self, owed: Callable[..., OwedHere]) -> None:
        assert only(owed(catalogue=[item()])).state is DutyState.UNKNOWN


class TestPublished:
    def test_by_source_else_by_whose_site_it_is(self, owed: Callable[..., OwedHere]) -> None:
        picture = Anchor(ROOT + "a.png", "", Place.MAIN, TargetKind.IMAGE)
        here = owed(
            home(),
            a_list(NEWS, "工作动态", 1, 2, 30),
            an_article(NEWS + "0.html", 1, source="市水利局", anchors=(picture,)),
            an_article(NEWS + "1.html", 2, source="新华社"),
            units=(UNIT, OFFICE),
        )
        assert here.kept.published == (
            Published(OFFICE, "工作动态", NEWS, dt.date(2026, 10, 1), 1),
            Published(OFFICE, "工作动态", NEWS, dt.date(2026, 11, 1), 1),
            Published(UNIT, "工作动态", NEWS, dt.date(2026, 11, 1), 1, 1),
        )

    def test_a_name_that_two_units_end_with_is_nobodys(self, owed: Callable[..., OwedHere]) -> None:
        here = owed(
            home(),
            a_list(NEWS, "工作动态", 1),
            an_article(NEWS + "0.html", 1, source="市水利局"),
            units=(UNIT, "东江市水利局"),
        )
        assert [one.unit for one in here.kept.published] == [OFFICE]

    def test_what_two_columns_list_counts_once_in_its_own(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        plans = msgspec.structs.replace(
            a_list(PLANS, "规划计划", 5), entries=a_list(NEWS, "工作动态", 1).entries
        )
        here = owed(home(), plans, a_list(NEWS, "工作动态", 1), an_article(NEWS + "0.html", 1))
        assert [(one.column, one.number) for one in here.kept.published] == [("工作动态", 1)]

    def test_an_article_in_no_list_that_was_read_counts_by_its_own_day(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        here = owed(home(), a_list(NEWS, "工作动态", 1), an_article(NEWS + "99.html", 40))
        assert sum(one.number for one in here.kept.published) == 2

    def test_the_view_for_print_of_an_article_is_not_a_second_one(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        def piece(url: str, title: str) -> Page:
            return msgspec.structs.replace(an_article(url, 1), title=title)

        news = a_list(NEWS, "工作动态", 1)
        name = "全市老旧小区改造现场推进会召开"
        listed = piece(NEWS + "0.html", name)
        printed = piece("http://www.qinghe.gov.cn/plus/print.php?aid=1", name)
        other = piece(NEWS + "98.html", "另一件办理情况通报的题目")
        here = owed(home(), news, listed, printed, other)
        assert sum(one.number for one in here.kept.published) == 2

    def test_letters_of_citizens_are_nothing_that_a_unit_published(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        news = a_list(NEWS, "工作动态", 1), an_article(NEWS + "0.html", 1)
        box = a_list(LETTERS, "区长信箱", 2, 3), an_article(LETTERS + "0.html", 2, "")
        unlisted = an_article(LETTERS + "9.html", 4, "区长信箱")
        about = an_article(NEWS + "9.html", 5, title="我局办好每一封来信")
        here = owed(home(), *news, *box, unlisted, about)
        assert [(one.column, one.number) for one in here.kept.published] == [("工作动态", 2)]

    def test_of_letters_alone_nothing_was_published(self, owed: Callable[..., OwedHere]) -> None:
        assert owed(home(), a_list(LETTERS, "区长信箱", 2)).kept.published == ()

    def test_what_is_older_than_last_year_is_not_kept(self, owed: Callable[..., OwedHere]) -> None:
        here = owed(home(), a_list(NEWS, "工作动态", 1, 500, 800, None))
        assert [(one.month, one.number) for one in here.kept.published] == [
            (None, 1),
            (dt.date(2025, 7, 1), 1),
            (dt.date(2026, 11, 1), 1),
        ]


class TestQuotas:
    def quota(self, here: OwedHere) -> QuotaLook:
        (look,) = here.looks
        assert isinstance(look, QuotaLook)
        return look

    def test_the_office_may_ask_for_letters(self, owed: Callable[..., OwedHere]) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=1, url=LETTERS)
        pages = home(), a_list(LETTERS, "区长信箱", 30), an_article(LETTERS + "0.html", 30, "")
        assert self.quota(owed(*pages, quotas=[asked])).posted == 1

    def test_the_span_that_is_over(self, owed: Callable[..., OwedHere]) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=NEWS)
        look = self.quota(owed(home(), a_list(NEWS, "工作动态", 1, 30, 31, 60), quotas=[asked]))
        assert (look.begins, look.ends) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
        assert (look.posted, look.sure) == (2, True)

    @pytest.mark.parametrize(
        ("since", "judged"),
        [(None, True), ("2026-10-01", True), ("2026-10-02", False), ("2026-11-01", False)],
    )
    def test_one_that_came_after_a_span_began_is_not_held_to_it(
        self, owed: Callable[..., OwedHere], since: str | None, judged: bool
    ) -> None:
        day = dt.date.fromisoformat(since) if since else None
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=NEWS, since=day)
        looks = owed(home(), a_list(NEWS, "工作动态", 1), quotas=[asked]).looks
        assert bool(looks) is judged

    @pytest.mark.parametrize(
        ("since", "number"),
        [("2026-11-02", 3), ("2026-11-10", 2), ("2026-11-01", None), ("2027-11-02", None)],
    )
    def test_one_that_begins_within_a_month_counts_from_that_day(
        self, owed: Callable[..., OwedHere], since: str, number: int | None
    ) -> None:
        day = dt.date.fromisoformat(since)
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=NEWS.rstrip("/"), since=day)
        ages = [(DAY - dt.date(2026, 11, on)).days for on in (2, 10, 11)]
        (seen,) = owed(home(), a_list(NEWS, "工作动态", *ages), quotas=[asked]).kept.quotas or ()
        assert seen.number == number

    def test_a_column_that_was_not_seen(self, owed: Callable[..., OwedHere]) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=ROOT + "x/")
        look = self.quota(owed(home(), quotas=[asked]))
        assert (look.posted, look.why) == (None, "没有读到这个栏目")

    def test_rows_without_a_day_are_told_beside_those_of_the_span(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=NEWS)
        pages = home(), a_list(NEWS, "工作动态", 30, None, None, 60), a_list(PLANS, "规划计划", 25)
        look = self.quota(owed(*pages, quotas=[asked]))
        assert (look.posted, look.undated, look.sure) == (1, 2, True)  # PLANS is another column

    def test_a_list_that_goes_on_unread_may_hold_more_of_the_span(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=3, url=NEWS)
        news = msgspec.structs.replace(a_list(NEWS, "工作动态", 1, 30), more=(NEWS + "2.html",))
        assert not self.quota(owed(home(), news, quotas=[asked])).sure

    def test_without_a_column_all_that_a_unit_published_counts(
        self, owed: Callable[..., OwedHere]
    ) -> None:
        asked = Quota(unit=OFFICE, site=SITE, number=3)
        pages = home(), a_list(NEWS, "工作动态", 30, 60), a_list(PLANS, "规划计划", 25)
        look = self.quota(owed(*pages, quotas=[asked]))
        assert (look.posted, look.sure, look.why) == (2, True, "")
        unread = stored(Page(url=PLANS), PageState.LEFT, 0)
        assert not self.quota(owed(*pages[:2], unread, quotas=[asked])).sure

    def test_where_nothing_was_read_nothing_is_known(self, owed: Callable[..., OwedHere]) -> None:
        look = self.quota(owed(quotas=[Quota(unit=OFFICE, site=SITE, number=3)]))
        assert (look.posted, look.why) == (None, "没有读到网站")


class TestResultsFromElsewhere:
    def looks(self, a_context: Callable[..., Context], *pages: Page | StoredPage) -> list[object]:
        results = [
            OutsideResult(
                site=SITE, url=NEWS + "0.html", problem="错字", source="省", quote="按 装"
            ),
            OutsideResult(site=SITE, url=NEWS + "0.html", problem="徽标", source="省"),
            OutsideResult(
                site=SITE, url=NEWS + "1.html", problem="错字", source="省", quote="按装"
            ),
            OutsideResult(site=SITE, url=NEWS + "0.html", problem="办结", source="省", closed=True),
            OutsideResult(site="5118000009", url=NEWS, problem="别站", source="省"),
        ]
        made = SiteAggregate(a_context(DAY), {}, (), DURATIONS, results=results)
        made.gather(one if isinstance(one, StoredPage) else stored(one) for one in pages)
        owed = made.visit(made.columns()).owed
        return [one.standing for one in owed if isinstance(one, ResultLook)]

    def test_words_that_stand_there_and_words_that_do_not(
        self, a_context: Callable[..., Context]
    ) -> None:
        def page(words: str) -> Page:
            block = Block(words, Place.MAIN, words.encode()[:16])
            return an_article(NEWS + "0.html", 1, blocks=(block,))

        assert self.looks(a_context, home(), page("已按装照明")) == [True, True, None, False]
        assert self.looks(a_context, home(), page("已安装照明")) == [False, True, None, False]

    def test_a_page_that_is_gone_and_one_that_was_not_read(
        self, a_context: Callable[..., Context]
    ) -> None:
        gone = stored(Page(url=NEWS + "0.html"), PageState.FAILED, 404)
        assert self.looks(a_context, home(), gone) == [False, False, None, False]
        failed = stored(Page(url=NEWS + "0.html"), PageState.FAILED, 503)
        assert self.looks(a_context, home(), failed) == [None, None, None, False]


class TestEntrances:
    ENTRANCE = Entrance(name="互联网+督查", url="https://tousu.www.gov.cn/dc/")

    @pytest.mark.parametrize(
        ("anchor", "state"),
        [
            (Anchor("http://a.cn/", "国务院“互联网+督查”平台", Place.MAIN), DutyState.MET),
            (Anchor("http://tousu.www.gov.cn/dc/index.htm", "", Place.FOOTER), DutyState.MET),
            (Anchor("http://tousu.www.gov.cn/other/", "", Place.FOOTER), DutyState.ABSENT),
            (Anchor("http://a.cn/", "督查工作", Place.MAIN), DutyState.ABSENT),
        ],
    )
    def test_by_its_words_or_by_where_it_leads(
        self, owed: Callable[..., OwedHere], anchor: Anchor, state: DutyState
    ) -> None:
        (seen,) = owed(home(anchor), entrances=[self.ENTRANCE]).kept.entrances
        assert (seen.state, seen.sure) == (state, True)

    def test_a_host_alone_is_met_by_any_page_of_it(self, owed: Callable[..., OwedHere]) -> None:
        entrance = Entrance(name="政务服务", url="http://zwfw.gov.cn")
        anchor = Anchor("https://www.zwfw.gov.cn/a/b.html", "办事", Place.MAIN)
        (seen,) = owed(home(anchor), entrances=[entrance]).kept.entrances
        assert seen.state is DutyState.MET

    def test_a_question_is_more_than_its_host(self, owed: Callable[..., OwedHere]) -> None:
        entrance = Entrance(name="政务服务", url="http://zwfw.gov.cn?area=5118")
        for target, state in (
            ("http://zwfw.gov.cn?area=5118&from=home", DutyState.MET),
            ("http://zwfw.gov.cn/?area=51", DutyState.ABSENT),
            ("http://zwfw.gov.cn/", DutyState.ABSENT),
        ):
            page = home(Anchor(target, "办事", Place.MAIN))
            (seen,) = owed(page, entrances=[entrance]).kept.entrances
            assert seen.state is state, target

    @pytest.mark.parametrize("words", [{"fetches": (ROOT + "api",)}, {"footer": None}])
    def test_where_scripts_fill_the_page_it_is_not_sure(
        self, owed: Callable[..., OwedHere], words: dict[str, object]
    ) -> None:
        (seen,) = owed(home(**words), entrances=[self.ENTRANCE]).kept.entrances
        assert (seen.state, seen.sure) == (DutyState.ABSENT, False)

    def test_a_home_page_that_was_not_seen(self, owed: Callable[..., OwedHere]) -> None:
        for pages in ((), (home(shell=True),)):
            (seen,) = owed(*pages, entrances=[self.ENTRANCE]).kept.entrances
            assert seen.state is DutyState.UNKNOWN

    def test_one_that_is_not_asked_for_yet(self, owed: Callable[..., OwedHere]) -> None:
        later = msgspec.structs.replace(self.ENTRANCE, since=DAY + dt.timedelta(1))
        assert owed(home(), entrances=[later]).kept == SiteDuties(whole=True, quotas=())
