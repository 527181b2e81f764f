"""A site's pages taken together: its columns, dates, footers and bad links."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.facts import (
    Anchor,
    Attachment,
    Block,
    Column,
    ColumnKind,
    Context,
    Entry,
    Failure,
    FooterMark,
    LetterState,
    LinkStatus,
    Page,
    PageKind,
    PageState,
    Place,
    ShortList,
    TargetKind,
)
from govsweep.settle.remembered import renamed
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredColumn, StoredLink, StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NEWS = ROOT + "news/"
DURATIONS = {ColumnKind.NEWS: 14, ColumnKind.NOTICE: 180}


def stored(page: Page, state: PageState = PageState.FETCHED, **words: object) -> StoredPage:
    given: dict[str, object] = {"reason": "", "status": 200, "elapsed": 0.1}
    given |= words
    return StoredPage(
        page.url.encode()[:16], page.url, state, given["reason"], given["status"],  # type: ignore[arg-type]
        given["elapsed"], page.url, None, page if state is PageState.FETCHED else None,  # type: ignore[arg-type]
    )  # fmt: skip


def home(*entries: Entry, names: dict[str, str] | None = None, **words: object) -> StoredPage:
    anchors = tuple(
        Anchor(url, name, Place.NAVIGATION) for url, name in (names or {NEWS: "动态"}).items()
    )
    return stored(
        Page(url=ROOT, kind=PageKind.HOME, entries=entries, anchors=anchors, **words)  # type: ignore[arg-type]
    )


def a_list(*entries: Entry, url: str = NEWS, **words: object) -> StoredPage:
    given: dict[str, object] = {"kind": PageKind.LIST, "column": "政务动态"}
    return stored(Page(url=url, entries=entries, **(given | words)))  # type: ignore[arg-type]


def an_entry(path: str, days_ago: int | None = None) -> Entry:
    day = DAY - dt.timedelta(days=days_ago) if days_ago is not None else None
    return Entry(f"题目{path}", ROOT + path, day)


@pytest.fixture
def aggregate(a_context: Callable[..., Context]) -> Callable[..., SiteAggregate]:
    def make(
        *pages: StoredPage,
        bad: tuple[StoredLink, ...] = (),
        known: tuple[StoredColumn, ...] = (),
    ) -> SiteAggregate:
        made = SiteAggregate(a_context(DAY), {link.target: link for link in bad}, known, DURATIONS)
        made.gather(pages)
        return made

    return make


def only(aggregate: SiteAggregate) -> Column:
    (column,) = aggregate.columns()
    return column


def test_of_a_site_whose_home_page_says_that_it_is_gone_nothing_was_seen(
    aggregate: Callable[..., SiteAggregate],
) -> None:
    gone = Page(url=ROOT, kind=PageKind.FAREWELL, farewell="本站已迁移", document_title="清禾市")
    visit = aggregate(stored(gone)).visit([])
    assert (visit.home, visit.farewell, visit.home_newest) == (None, "本站已迁移", None)
    assert (visit.footers, visit.samples) == ({}, ())


class TestColumns:
    def test_a_list_page_that_menus_name_is_a_column(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        column = only(aggregate(home(), a_list(an_entry("1", 3), an_entry("2", 20))))
        assert (column.name, column.kind, column.max_age_days) == ("政务动态", ColumnKind.NEWS, 14)
        assert (column.newest, column.entries, column.dated) == (DAY - dt.timedelta(3), 2, 2)

    def test_the_date_on_the_article_outranks_that_of_the_list(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        article = stored(
            Page(url=ROOT + "1", kind=PageKind.ARTICLE, published=dt.datetime(2026, 11, 1, 9, 0))
        )
        assert only(aggregate(home(), a_list(an_entry("1", 2)), article)).newest == dt.date(
            2026, 11, 1
        )

    def test_a_date_to_come_counts_for_nothing(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        column = only(aggregate(home(), a_list(an_entry("1", -30), an_entry("2", 40))))
        assert column.newest == DAY - dt.timedelta(40)

    def test_further_pages_of_a_list_are_no_columns(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        second = NEWS + "index_1.html"
        first = a_list(an_entry("1", 3), more=(second,))
        assert only(aggregate(home(), first, a_list(an_entry("2", 90), url=second))).url == NEWS

    def test_rows_may_come_from_an_address_of_their_own(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        proxy = ROOT + "dataproxy.jsp?columnid=1"
        shell = a_list(more=(proxy,))
        rows = a_list(an_entry("1", 5), url=proxy, column="")
        assert only(aggregate(home(), shell, rows)).newest == DAY - dt.timedelta(5)

    def test_a_column_without_anything_is_blank(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        column = only(aggregate(home(), a_list(kind=PageKind.OTHER)))
        assert (column.entries, column.seen) == (0, True)

    @pytest.mark.parametrize(
        "words",
        [
            {"main_hash": b"x" * 16},
            {"anchors": (Anchor(ROOT + "a.png", "", Place.MAIN, TargetKind.IMAGE),)},
            {"column": ""},
            {"redirect": ROOT + "news/sub/"},
        ],
        ids=["text", "a picture", "no column's page", "a page that redirects"],
    )
    def test_a_page_that_shows_something_else_is_none(
        self, aggregate: Callable[..., SiteAggregate], words: dict[str, object]
    ) -> None:
        assert aggregate(home(), a_list(**({"kind": PageKind.OTHER} | words))).columns() == []

    def test_a_shell_is_not_seen(self, aggregate: Callable[..., SiteAggregate]) -> None:
        column = only(aggregate(home(), a_list(shell=True)))
        assert (column.seen, column.reason) == (False, "shell")

    def test_a_registered_column_keeps_its_words_and_is_missed_when_not_seen(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        known = StoredColumn(
            site="5118000001", url=NEWS, name="要闻", kind=ColumnKind.NOTICE, owner="宣传科",
            max_age_days=7, registered=True,
        )  # fmt: skip
        column = only(aggregate(home(), a_list(an_entry("1", 3)), known=(known,)))
        assert (column.name, column.kind, column.owner, column.max_age_days) == (
            "要闻",
            ColumnKind.NOTICE,
            "宣传科",
            7,
        )
        failed = stored(Page(url=NEWS), PageState.FAILED, reason="timeout", status=None)
        column = only(aggregate(home(), failed, known=(known,)))
        assert (column.seen, column.reason) == (False, "timeout")

    @pytest.mark.parametrize("written", [NEWS[:-1], ROOT + "xwzx"])
    def test_one_that_a_sweep_had_found_before_it_was_registered_stands_once(
        self, aggregate: Callable[..., SiteAggregate], written: str
    ) -> None:
        words = {"site": "5118000001", "name": "要闻", "kind": ColumnKind.NEWS}
        known = (
            StoredColumn(url=NEWS, entries=3, sweep=1, first_sweep=1, **words),
            StoredColumn(url=ROOT + "other/", entries=3, sweep=1, first_sweep=1, **words),
            StoredColumn(url=written, registered=True, owner="宣传科", **words),
        )
        moved = stored(Page(url=written))._replace(final_url=NEWS, page=None)
        seen = aggregate(home(), moved, a_list(an_entry("1", 3)), known=known)
        (column,) = (one for one in seen.columns() if one.seen)
        assert (column.url, column.owner) == (written, "宣传科")
        assert renamed(seen, [column], known) == [NEWS]


class TestHome:
    def test_its_newest_information_is_that_of_its_rows(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        made = aggregate(home(an_entry("1", 20), an_entry("2", 6)))
        assert made.visit(()).home_newest == DAY - dt.timedelta(6)

    def test_a_navigation_page_is_as_new_as_its_columns(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        made = aggregate(home(), a_list(an_entry("1", 4)))
        assert made.visit(made.columns()).home_newest == DAY - dt.timedelta(4)

    def test_what_it_shows_in_a_frame_counts(self, aggregate: Callable[..., SiteAggregate]) -> None:
        frame = f"{ROOT}frame.html"
        old = (an_entry("1", 40), an_entry("2", 50))
        framed = a_list(an_entry("3", 2), url=frame, column="")
        made = aggregate(home(*old, more=(frame,)), framed)
        assert made.visit(()).home_newest == DAY - dt.timedelta(2)
        assert not made.visit([]).home_partly
        assert aggregate(home(*old, more=(frame,))).visit([]).home_partly

    @pytest.mark.parametrize(
        ("target", "text", "unsure"),
        [
            ("https://mp.example.cn/s/aa1", "县统计局开展年终人口调研", True),
            ("https://mp.example.cn/", "国家企业信用信息公示系统", False),
            ("https://mp.example.cn/s/aa1", "更多消息", False),
            (f"{ROOT}n/1.html", "县统计局开展年终人口调研", False),
        ],
    )
    def test_a_link_of_unknown_day_to_another_host_may_be_news(
        self, aggregate: Callable[..., SiteAggregate], target: str, text: str, unsure: bool
    ) -> None:
        page = home(an_entry("1", 40)).page
        assert page is not None
        shown = msgspec.structs.replace(page, anchors=(Anchor(target, text, Place.MAIN),))
        assert aggregate(stored(shown)).visit([]).home_partly is unsure

    def test_nothing_is_known_without_it(self, aggregate: Callable[..., SiteAggregate]) -> None:
        assert aggregate().visit(()).home_newest is None


class TestLinks:
    def link(self, target: str, status: LinkStatus = LinkStatus.DEAD) -> StoredLink:
        return StoredLink(target, status, Failure.STATUS, 404, target, "page")

    def test_a_bad_target_is_one_link_with_all_its_pages(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        anchors = (Anchor("http://x.com/", "某站", Place.MAIN),) * 2
        pages = [a_list(url=f"{NEWS}{number}", anchors=anchors) for number in range(30)]
        (link,) = aggregate(*pages, bad=(self.link("http://x.com/"),)).links()
        assert (link.sightings, len(link.pages), link.in_template) == (30, 20, True)
        assert link.text == "某站"

    def test_a_failed_page_is_a_bad_target(self, aggregate: Callable[..., SiteAggregate]) -> None:
        gone = ROOT + "gone.html"
        failed = stored(Page(url=gone), PageState.FAILED, reason="status", status=404)
        (link,) = aggregate(failed, home(names={gone: "旧闻"})).links()
        assert (link.target, link.status, link.on_home) == (gone, LinkStatus.DEAD, True)

    @pytest.mark.parametrize(("reason", "status"), [("soft_404", 200), ("status", 404)])
    def test_a_page_that_leads_to_one_that_is_none_is_a_bad_target(
        self, aggregate: Callable[..., SiteAggregate], reason: str, status: int
    ) -> None:
        old, fault, new = (ROOT + name for name in ("old.aspx", "error.aspx", "new.aspx"))
        failed = stored(Page(url=fault), PageState.FAILED, reason=reason, status=status)
        astray = stored(Page(url=old))._replace(final_url=fault, page=None)
        moved = stored(Page(url=new))._replace(final_url=NEWS, page=None)
        front = home(names={old: "旧闻", new: "新闻"})
        (link,) = aggregate(failed, astray, moved, front).links()
        assert (link.target, link.status) == (old, LinkStatus.DEAD)

    @pytest.mark.parametrize("status", [403, 418, 468, 503])
    def test_a_page_that_was_refused_is_not_dead(
        self, aggregate: Callable[..., SiteAggregate], status: int
    ) -> None:
        walled = ROOT + "walled.html"
        refused = stored(Page(url=walled), PageState.BLOCKED, reason="status", status=status)
        (link,) = aggregate(refused, home(names={walled: "旧闻"})).links()
        assert link.status is LinkStatus.UNVERIFIABLE

    def test_a_target_that_no_page_of_the_site_names_is_another_sites(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        assert list(aggregate(home(), bad=(self.link("http://x.com/"),)).links()) == []


def test_a_file_is_no_column_and_no_article(aggregate: Callable[..., SiteAggregate]) -> None:
    names = {NEWS: "动态", ROOT + "a.docx": "通知公告"}
    file = stored(Page(url=ROOT + "a.docx", title="通知公告", attachment=Attachment.READ))
    found = aggregate(home(names=names), a_list(an_entry("a.html", 1)), file)
    assert [column.url for column in found.columns()] == [NEWS]
    assert found.articles.found == []


def test_a_file_that_is_gone_is_a_dead_link_to_a_file(
    aggregate: Callable[..., SiteAggregate],
) -> None:
    gone = stored(Page(url=ROOT + "a.docx"), PageState.FAILED, reason="status", status=404)
    page = stored(
        Page(
            url=ROOT + "b.html",
            anchors=(Anchor(ROOT + "a.docx", "附件", Place.MAIN, TargetKind.ATTACHMENT),),
        )
    )
    (link,) = aggregate(gone, page).links()
    assert (link.target, link.kind) == (ROOT + "a.docx", TargetKind.ATTACHMENT)
    assert link.status is LinkStatus.DEAD


def test_footers_are_those_of_home_and_columns(aggregate: Callable[..., SiteAggregate]) -> None:
    marks: dict[FooterMark, str | None] = {FooterMark.ICP: None}
    article = stored(Page(url=ROOT + "1", kind=PageKind.ARTICLE, footer=marks))
    made = aggregate(home(footer=marks), a_list(an_entry("1", 3)), article)
    assert made.visit([]).footers == {ROOT: marks}


class TestLetters:
    """Letters on pages that name no column, as a store gives them: their texts are asked for."""

    BOX, TEXTS = (
        ROOT + "qzxx/",
        ("来信时间：2026-06-20", "来信内容：想问学区怎样划分。", "状态：办理中"),
    )

    def letters(self, context: Context, *pages: StoredPage) -> list[tuple[str, LetterState]]:
        words = dict(zip((b"a", b"b", b"c"), self.TEXTS, strict=True))

        def with_texts(page: Page) -> Page:
            blocks = tuple(
                msgspec.structs.replace(one, text=words[one.hash]) for one in page.blocks
            )
            return msgspec.structs.replace(page, blocks=blocks)

        made = SiteAggregate(context, {}, (), DURATIONS, with_texts=with_texts)
        made.gather(pages)
        return [(one.url, one.state) for one in made.letters]

    def page(self, path: str, **words: object) -> StoredPage:
        blocks = tuple(Block("", Place.MAIN, one) for one in (b"a", b"b", b"c"))
        given: dict[str, object] = {"title": "咨询学区划分", "blocks": blocks} | words
        return stored(Page(url=ROOT + path, kind=PageKind.ARTICLE, **given))  # type: ignore[arg-type]

    @pytest.mark.parametrize("first", [0, 1], ids=["its list first", "its list last"])
    def test_one_that_a_column_of_letters_lists(
        self, a_context: Callable[..., Context], first: int
    ) -> None:
        box = a_list(an_entry("qzxx/4.html", 30), url=self.BOX, column="区长信箱")
        pages = [box, self.page("qzxx/4.html")]
        found = self.letters(a_context(DAY), pages[first], pages[1 - first])
        assert found == [(ROOT + "qzxx/4.html", LetterState.WAITING)]

    def test_one_that_news_list_or_that_names_another_column(
        self, a_context: Callable[..., Context]
    ) -> None:
        news = a_list(an_entry("qzxx/4.html", 30))
        box = a_list(an_entry("qzxx/5.html", 30), url=self.BOX, column="区长信箱")
        other = self.page("qzxx/5.html", column="通知公告")
        assert self.letters(a_context(DAY), news, box, self.page("qzxx/4.html"), other) == []

    def test_a_site_without_letters(self, a_context: Callable[..., Context]) -> None:
        assert self.letters(a_context(DAY)) == []


@pytest.mark.parametrize(
    ("words", "further", "partly"),
    [({"unturned": True}, False, (NEWS,)), ({"unturned": True}, True, ()), ({}, False, ())],
    ids=["its first page only", "a further page was read", "it does not go on"],
)
def test_a_column_that_goes_on_where_no_address_leads_is_told(
    aggregate: Callable[..., SiteAggregate],
    words: dict[str, bool],
    further: bool,
    partly: tuple[str, ...],
) -> None:
    pages = [home(), a_list(an_entry("news/1.html", 3), **words)]
    if further:
        pages.append(a_list(an_entry("news/2.html", 9), url=NEWS + "index_1.html"))
    seen = aggregate(*pages)
    assert seen.pages_seen(seen.columns()).partly == partly


@pytest.mark.parametrize(
    ("total", "further", "short"),
    [(5, False, (ShortList(NEWS, 1, 5),)), (5, True, (ShortList(NEWS, 2, 5),)), (2, True, ())],
    ids=["its first page", "and another", "all"],
)
def test_a_column_that_tells_more_rows_than_were_read(
    aggregate: Callable[..., SiteAggregate], total: int, further: bool, short: tuple[ShortList, ...]
) -> None:
    pages = [home(), a_list(an_entry("news/1.html", 3), total=total)]
    if further:
        pages.append(a_list(an_entry("news/2.html", 9), url=NEWS + "index_1.html"))
    seen = aggregate(*pages)
    assert seen.pages_seen(seen.columns()).short == short


def test_rows_that_a_service_goes_on_to_serve(aggregate: Callable[..., SiteAggregate]) -> None:
    first, second = (f"{ROOT}api/list?page={one}" for one in (1, 2))
    seen = aggregate(
        home(),
        a_list(url=NEWS, more=(first,)),
        a_list(an_entry("news/1.html", 3), url=first, reader="served", total=3, more=(second,)),
        a_list(an_entry("news/2.html", 9), url=second, reader="served", total=3),
    )
    assert seen.pages_seen(seen.columns()).short == (ShortList(NEWS, 2, 3),)


@pytest.mark.parametrize(("total", "short"), [(2, (ShortList(NEWS, 2, 3),)), (0, ())])
def test_rows_of_a_service_that_says_there_are_more_where_nobody_goes_on(
    aggregate: Callable[..., SiteAggregate], total: int, short: tuple[ShortList, ...]
) -> None:
    first, second = (f"{ROOT}api/list?page={one}" for one in (1, 2))
    seen = aggregate(
        home(),
        a_list(url=NEWS, more=(first,)),
        a_list(an_entry("news/1.html", 3), url=first, reader="served", total=2, more=(second,)),
        a_list(an_entry("news/2.html", 9), url=second, reader="served", total=total),
    )
    assert seen.pages_seen(seen.columns()).short == short


@pytest.mark.parametrize(
    ("read", "short"), [(3, ()), (2, (ShortList(NEWS, 2, 3),)), (1, (ShortList(NEWS, 1, 2),))]
)
def test_rows_of_a_service_that_names_one_further_page_at_a_time(
    aggregate: Callable[..., SiteAggregate], read: int, short: tuple[ShortList, ...]
) -> None:
    urls = [f"{ROOT}api/list?cursor={one}" for one in range(4)]
    answers = [
        a_list(
            an_entry(f"news/{one}.html", one + 1),
            url=urls[one],
            reader="served",
            total=0 if one == 2 else 2,
            more=() if one == 2 else (urls[one + 1],),
        )
        for one in range(read)
    ]
    seen = aggregate(home(), a_list(url=NEWS, more=(urls[0],)), *answers)
    assert seen.pages_seen(seen.columns()).short == short
