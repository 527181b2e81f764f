"""Columns learnt from a site's pages, kept between sweeps, and doubted where they should be."""

import datetime as dt
from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.checks.blank_column import blank_column
from govsweep.checks.stale_column import stale_column
from govsweep.facts import (
    Anchor,
    Block,
    Column,
    ColumnKind,
    Context,
    Entry,
    FillablePlace,
    Page,
    PageKind,
    PageState,
    Place,
    Section,
    TargetKind,
)
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.reports.labels import unseen_because
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredColumn, StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NEWS, NOTICES, POLICY, LAWS = (ROOT + name for name in ("dt/", "tz/", "zc/", "fg/"))
NAMES = {NEWS: "工作动态", NOTICES: "通知公告", POLICY: "政策文件", LAWS: "政策解读"}
SWEEP = 9


def stored(url: str, page: Page | None, **words: object) -> StoredPage:
    given: dict[str, object] = {
        "state": PageState.FETCHED, "reason": "", "status": 200, "final_url": url,
    } | words  # fmt: skip
    return StoredPage(
        url.encode()[:16], url, given["state"], given["reason"], given["status"],  # type: ignore[arg-type]
        0.1, given["final_url"], None, page,  # type: ignore[arg-type]
    )  # fmt: skip


def menu(names: dict[str, str]) -> tuple[Anchor, ...]:
    return tuple(Anchor(url, name, Place.NAVIGATION) for url, name in names.items())


def home(names: dict[str, str] = NAMES, **words: object) -> StoredPage:
    given: dict[str, object] = {"anchors": menu(names)} | words
    return stored(ROOT, Page(url=ROOT, kind=PageKind.HOME, **given))  # type: ignore[arg-type]


def rows(folder: str, *ages: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(f"题目第{number}则信息", f"{folder}{number}.html", DAY - dt.timedelta(days=age))
        for number, age in enumerate(ages)
    )


def a_list(url: str, *entries: Entry, text: str = "", **words: object) -> StoredPage:
    blocks = (Block(text, Place.MAIN, blake2b(text.encode()).digest()),) if text else ()
    given: dict[str, object] = {
        "kind": PageKind.LIST,
        "column": NAMES.get(url, ""),
        "entries": entries,
        "anchors": menu(NAMES),
        "blocks": blocks,
        "main_hash": blake2b(text.encode(), digest_size=16).digest() if len(text) >= 20 else b"",
        "main_length": len(text),
    }
    return stored(url, Page(url=url, **(given | words)))  # type: ignore[arg-type]


def known(url: str, entries: int = 10, **words: object) -> StoredColumn:
    given: dict[str, object] = {
        "name": NAMES.get(url, "栏目"), "kind": ColumnKind.NEWS, "sweep": SWEEP - 1,
        "first_sweep": 1,
    }  # fmt: skip
    return StoredColumn(site="5118000001", url=url, entries=entries, **(given | words))  # type: ignore[arg-type]


@pytest.fixture
def columns(a_context: Callable[..., Context]) -> Callable[..., dict[str, Column]]:
    def make(*pages: StoredPage, before: tuple[StoredColumn, ...] = ()) -> dict[str, Column]:
        aggregate = SiteAggregate(a_context(DAY), {}, before, DURATIONS, number=SWEEP)
        aggregate.gather(pages)
        return {column.url: column for column in aggregate.columns()}

    return make


class TestWhichPagesAreColumns:
    def test_each_list_that_a_menu_names(self, columns: Callable[..., dict[str, Column]]) -> None:
        found = columns(home(), a_list(NEWS, *rows(NEWS, 1)), a_list(NOTICES, *rows(NOTICES, 9)))
        assert {one.name: one.kind for one in found.values()} == {
            "工作动态": ColumnKind.NEWS,
            "通知公告": ColumnKind.NOTICE,
        }

    def test_a_block_of_the_home_page_names_what_its_more_leads_to(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        more = ROOT + "x/"
        front = home({}, sections=(Section("县区动态", (), more),))
        (column,) = columns(front, a_list(more, *rows(more, 1))).values()
        assert (column.name, column.kind) == ("县区动态", ColumnKind.NEWS)

    @pytest.mark.parametrize("second", [NEWS + "index_1.html", NEWS + "2.html", NEWS + "?page=2"])
    def test_its_further_pages_are_none(
        self, columns: Callable[..., dict[str, Column]], second: str
    ) -> None:
        further = a_list(second, *rows(NEWS, 60), column="工作动态")
        assert list(columns(home(), a_list(NEWS, *rows(NEWS, 1)), further)) == [NEWS]

    def test_a_pager_that_leads_back_takes_nothing_from_the_first_page(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        second = NEWS + "index_2.html"
        first = a_list(NEWS, *rows(NEWS, 1), more=(second,))
        back = a_list(second, *rows(NEWS, 60), column="工作动态", more=(NEWS,))
        assert list(columns(home(), first, back)) == [NEWS]

    def test_what_redirects_counts_at_its_target(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        front = home({ROOT + "old/": "部门动态"})
        channel = stored(
            ROOT + "old/", Page(url=ROOT + "old/", kind=PageKind.REDIRECT, redirect=ROOT + "new/")
        )
        (column,) = columns(front, channel, a_list(ROOT + "new/", *rows(ROOT, 1))).values()
        assert (column.url, column.name) == (ROOT + "new/", "部门动态")

    @pytest.mark.parametrize(
        "written", [NEWS[:-1], NEWS + "index.html", NEWS.replace("http://www.", "https://")]
    )
    def test_a_registered_address_written_otherwise_is_the_column_that_was_read(
        self, columns: Callable[..., dict[str, Column]], written: str
    ) -> None:
        office = known(written, entries=0, registered=True, name="要闻", owner="宣传科", sweep=None)
        (column,) = columns(home(), a_list(NEWS, *rows(NEWS, 1)), before=(office,)).values()
        assert (column.url, column.name, column.owner) == (written, "要闻", "宣传科")
        assert (column.seen, column.newest) == (True, DAY - dt.timedelta(days=1))

    def test_one_whose_own_page_was_read_or_is_registered_beside_is_not(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        page, office = a_list(NEWS, *rows(NEWS, 1)), known(NEWS[:-1], registered=True, owner="甲")
        found = columns(home(), page, a_list(NEWS[:-1], *rows(ROOT, 5)), before=(office,))
        assert found[NEWS].owner == "" and found[NEWS[:-1]].newest == DAY - dt.timedelta(days=5)
        both = columns(home(), page, before=(office, known(NEWS, registered=True, owner="乙")))
        assert (both[NEWS].owner, both[NEWS[:-1]].seen) == ("乙", False)
        other = columns(home(), page, before=(known(ROOT + "d", registered=True, owner="甲"),))
        assert (other[NEWS].owner, other[ROOT + "d"].seen) == ("", False)

    def test_a_redirect_by_status_too(self, columns: Callable[..., dict[str, Column]]) -> None:
        front = home({ROOT + "old": "部门动态"})
        moved = stored(ROOT + "old", None, final_url=ROOT + "new/")
        (column,) = columns(front, moved, a_list(ROOT + "new/", *rows(ROOT, 1))).values()
        assert column.name == "部门动态"

    def test_months_of_a_calendar_are_one(self, columns: Callable[..., dict[str, Column]]) -> None:
        months = [
            a_list(f"{ROOT}rl.html?month={month}", *rows(ROOT, month), column="活动日历")
            for month in range(1, 6)
        ]
        assert len(columns(home(), *months)) == 1

    def test_two_addresses_of_one_page_are_one(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        index = a_list(NEWS + "index.html", *rows(NEWS, 1), column="工作动态")
        assert len(columns(home(), a_list(NEWS, *rows(NEWS, 1)), index)) == 1

    def test_a_mobile_copy_is_none(self, columns: Callable[..., dict[str, Column]]) -> None:
        copy = ROOT + "m/dt/"
        pages = (a_list(NEWS, *rows(NEWS, 1)), a_list(copy, *rows(NEWS, 1), column="工作动态"))
        assert list(columns(home(), *pages)) == [NEWS]

    def test_a_tag_that_many_columns_share_names_none_of_them(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        found = columns(
            home(),
            a_list(NEWS, *rows(NEWS, 1), column="政务公开"),
            a_list(NOTICES, *rows(NOTICES, 1), column="政务公开"),
        )
        assert [one.name for one in found.values()] == ["工作动态", "通知公告"]


class TestDuties:
    def test_a_page_that_gathers_other_columns_has_none(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        parent = ROOT + "xw/"
        one, two = rows(NEWS, 30, 40), rows(NOTICES, 30, 40)
        found = columns(
            home(NAMES | {parent: "新闻中心"}),
            a_list(NEWS, *one, *rows(NEWS + "x", 50)),
            a_list(NOTICES, *two),
            a_list(parent, *one, *two, column="新闻中心"),
        )
        assert found[parent].max_age_days is None
        assert found[NEWS].max_age_days == 14

    def test_a_page_that_shows_the_rows_of_one_is_told_by_its_articles(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        parent = ROOT + "xw/"
        one = rows(NEWS, 30, 40)
        articles = [
            stored(row.url, Page(url=row.url, kind=PageKind.ARTICLE, column="工作动态"))
            for row in one
        ]
        found = columns(
            home(NAMES | {parent: "新闻中心"}),
            *articles,
            a_list(NEWS, *one),
            a_list(parent, *one, column="新闻中心"),
        )
        assert (found[parent].max_age_days, found[NEWS].max_age_days) == (None, 14)

    def test_a_topic_has_none(self, columns: Callable[..., dict[str, Column]]) -> None:
        topic = ROOT + "ztzl/jsxsh/"
        found = columns(home({topic: "工作动态"}), a_list(topic, *rows(topic, 900)))
        assert (found[topic].kind, found[topic].max_age_days) == (ColumnKind.OTHER, None)


class TestBlank:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "暂无内容",
            "共 0 条信息 当前第 1 / 1 页 首页 上一页 下一页 末页 转到第 页",
            "栏目正在建设中，敬请期待！",
        ],
    )
    def test_a_menu_leads_to_nothing(
        self, columns: Callable[..., dict[str, Column]], text: str
    ) -> None:
        column = columns(home(), a_list(NEWS, text=text))[NEWS]
        assert (column.entries, column.seen) == (0, True)

    @pytest.mark.parametrize(
        "words",
        [
            {"text": "本局负责全市水资源管理，电话 0780-5123456。"},
            {"text": "经核查，本单位本年度无此类信息。"},
            {"text": "24小时值班：5550000"},
            {
                "anchors": tuple(
                    Anchor(f"{NEWS}{n}.html", "一则", Place.NAVIGATION) for n in range(4)
                )
            },
            {"forms": ("/submit 标题 内容 提交",)},
            {"column": "", "title": "404"},
        ],
        ids=[
            "a text",
            "a unit's word",
            "a telephone",
            "links of its own",
            "a form of its own",
            "not what the menu names",
        ],
    )
    def test_what_shows_something_is_no_column(
        self, columns: Callable[..., dict[str, Column]], words: dict[str, object]
    ) -> None:
        assert columns(home(), a_list(NEWS, **words)) == {}

    @pytest.mark.parametrize(
        ("cells", "blank"),
        [
            (("三季度", "地表水", "Ⅱ类"), False),
            (("索引号", "标题", "发布日期"), True),
            (("序号", "名称", "暂无数据"), True),
        ],
        ids=["a small table", "the head of a list", "a head and the word that there is nothing"],
    )
    def test_a_few_words_in_cells_are_something_unless_they_head_a_list(
        self, columns: Callable[..., dict[str, Column]], cells: tuple[str, ...], blank: bool
    ) -> None:
        blocks = tuple(Block(one, Place.MAIN, blake2b(one.encode()).digest()) for one in cells)
        told = columns(home(), a_list(NEWS, blocks=blocks, main_length=len("".join(cells))))
        assert (NEWS in told) == blank

    def test_lines_that_stand_beside_the_rows_of_others_are_of_the_template(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        said = tuple(
            Block(one, Place.MAIN, blake2b(one.encode()).digest())
            for one in ("服务热线 0780-5123456", "部门网站群")
        )
        empty = a_list(NEWS, blocks=said, main_length=21)
        others = [a_list(url, *rows(url, 3, 4), blocks=said) for url in (NOTICES, POLICY)]
        told = columns(home(), empty, *others)
        assert (told[NEWS].entries, told[NEWS].seen) == (0, True)
        assert NEWS not in columns(home(), empty, a_list(NOTICES, *rows(NOTICES, 3, 4)))

    @pytest.mark.parametrize(("lists", "blank"), [(8, True), (1, False)])
    def test_rows_that_most_lists_show_are_of_the_template(
        self, columns: Callable[..., dict[str, Column]], lists: int, blank: bool
    ) -> None:
        services = [Entry(f"便民服务{at}", f"{ROOT}fw/{at}.html") for at in range(8)]
        links = tuple(Anchor(one.url, one.title, Place.MAIN) for one in services)
        urls = [f"{ROOT}lm{at}/" for at in range(lists)]
        others = [
            a_list(url, *rows(url, 3, 4), anchors=(*menu(NAMES), *links), column=f"栏目{url[-2]}")
            for url in urls
        ]
        shown = a_list(NEWS, *services, anchors=(*menu(NAMES), *links))
        assert (columns(home(), shown, *others)[NEWS].entries == 0) is blank

    @pytest.mark.parametrize(("beside", "blank"), [(2, True), (0, False)])
    def test_what_is_recommended_beside_several_lists_is_no_columns_own(
        self, columns: Callable[..., dict[str, Column]], beside: int, blank: bool
    ) -> None:
        """What stands beside this list alone may be what the column is to show."""
        menus = "".join(f'<a href="{url}">{name}</a>' for url, name in NAMES.items())
        told = "".join(
            f'<li><a href="/xw/{one}.html">水库除险加固工程第{one}标段完工</a></li>'
            for one in range(6)
        )
        block = f'<div class="l"><h4>推荐阅读</h4><ol>{told}</ol></div>'

        def read(url: str, own: str, block: str) -> StoredPage:
            body = (
                f"<title>{NAMES[url]}_清禾市</title><div class='nav'>{menus}</div><div>当前位置："
                f"<a href='/'>首页</a> &gt; <a href='{url}'>{NAMES[url]}</a></div>{block}"
                f"<div class='r'><h3>{NAMES[url]}</h3><ul>{own}</ul></div>"
            )
            return stored(url, read_page(body.encode(), url=url, day=DAY))

        others = []
        for number, url in enumerate((NOTICES, POLICY)):
            own = "".join(
                f"<li><a href='{url}{one}.html'>第{one}次会议的通知</a><i>2026-11-0{one}</i></li>"
                for one in range(1, 8)
            )
            others.append(read(url, own, block if number < beside else ""))
        found = columns(home(), read(NEWS, "", block), *others)
        assert (NEWS in found and list(blank_column(found[NEWS])) != []) is blank

    def test_the_steps_to_a_column_are_no_words_of_its_own(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        steps = (("首页", ROOT), ("政务", f"{ROOT}zw/"), ("工作动态", NEWS))
        line = Block("位置 首页 - 政务 - 工作动态", Place.MAIN, b"1")
        told = columns(home(), a_list(NEWS, blocks=(line,), main_length=14, breadcrumb=steps))
        assert told[NEWS].entries == 0

    @pytest.mark.parametrize("name", ["我要写信", "信息查询", "用户登录", "网站地图"])
    def test_what_visitors_fill_in_is_no_column(
        self, columns: Callable[..., dict[str, Column]], name: str
    ) -> None:
        assert columns(home({NEWS: name}), a_list(NEWS, column=name)) == {}

    def test_rows_that_were_not_served_are_unknown(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        column = columns(home(), a_list(NEWS, more=(ROOT + "api/list?page=1",)))[NEWS]
        assert (column.seen, column.reason) == (False, "rows")

    def test_a_shell_whose_rows_were_served_was_seen(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        served = ROOT + "api/dt?page=1"
        shell = a_list(NEWS, shell=True, more=(served,))
        answer = stored(served, Page(url=served, entries=rows(NEWS, 3, 9), reader="served"))
        found = columns(home(), shell, answer)[NEWS]
        assert (found.seen, found.entries, found.newest) == (True, 2, DAY - dt.timedelta(days=3))
        assert columns(home(), a_list(NEWS, shell=True))[NEWS].reason == "shell"

    @pytest.mark.parametrize(
        ("none", "text", "blank"),
        [(True, "", True), (False, "", False), (True, "联系电话：0512-65220000", False)],
        ids=["none", "no such word", "none, and words of its own"],
    )
    def test_a_list_is_blank_whose_service_says_that_there_is_none(
        self, columns: Callable[..., dict[str, Column]], none: bool, text: str, blank: bool
    ) -> None:
        served = ROOT + "api/dt?page=1"
        script = Anchor(NEWS + "list.js", "", Place.MAIN, kind=TargetKind.SCRIPT)
        rendered = a_list(NEWS, text=text, answered_none=none, anchors=(*menu(NAMES), script))
        answer = stored(served, Page(url=served, reader="served", answered_none=none))
        asking = a_list(NOTICES, text=text, more=(served,), fills=("draws",))
        found = columns(home(), rendered, asking, answer, a_list(POLICY, *rows(POLICY, 2)))
        told = [url for url in (NEWS, NOTICES) if url in found and list(blank_column(found[url]))]
        assert told == ([NEWS, NOTICES] if blank else [])

    def test_a_shell_stays_unseen_whose_service_says_that_there_is_none(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        served = ROOT + "api/dt?page=1"
        answer = stored(served, Page(url=served, reader="served", answered_none=True))
        found = columns(home(), a_list(NEWS, shell=True, more=(served,)), answer)
        assert found[NEWS].reason == "shell"

    def test_days_come_from_all_pages_that_were_read(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        first = a_list(NEWS, *rows(NEWS, 30, 40), more=(NEWS + "index_1.html",))
        further = a_list(NEWS + "index_1.html", *rows(NEWS + "b/", 2, 50))
        found = columns(home(), first, further)[NEWS]
        assert found.entries == found.dated == 2
        assert found.newest == DAY - dt.timedelta(days=2)
        assert len(found.days) == 4

    def test_rows_that_lead_nowhere_count(self, columns: Callable[..., dict[str, Column]]) -> None:
        one = tuple(Entry(row.title, "", row.date) for row in rows(NEWS, 3, 9))
        two = tuple(Entry("另" + row.title, "", row.date) for row in rows(NOTICES, 5, 7))
        found = columns(home(), a_list(NEWS, *one), a_list(NOTICES, *two))
        assert [(c.entries, c.dated, c.max_age_days is None) for c in found.values()] == [
            (2, 2, False), (2, 2, False),
        ]  # fmt: skip

    def test_rows_that_a_script_asks_for_are_unknown(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        counter = "/count"
        full = a_list(NOTICES, *rows(NOTICES, 1), fetches=(counter,))
        asking = a_list(NEWS, fetches=(counter, "/api/list?c=3"))
        assert columns(home(), full, asking)[NEWS].reason == "rows"
        assert columns(home(), full, a_list(NEWS, fetches=(counter,)))[NEWS].seen

    def test_where_nearly_everything_is_empty_none_is_called_blank(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        found = columns(home(), a_list(NEWS), a_list(NOTICES), a_list(POLICY), a_list(LAWS))
        assert {(one.seen, one.reason) for one in found.values()} == {(False, "empty")}
        assert unseen_because("empty") == "栏目里没有读到条目"  # nothing changed on a first night
        blank = [fault for one in found.values() for fault in blank_column(one)]
        assert blank == []

    @pytest.mark.parametrize(
        ("words", "blank"), [({}, 3), ({"fills": ("a1",)}, 0), ({"fetches": (ROOT + "q",)}, 0)]
    )
    def test_beside_a_list_with_rows_they_are_what_no_script_can_fill(
        self, columns: Callable[..., dict[str, Column]], words: dict[str, object], blank: int
    ) -> None:
        empty = (a_list(one, main_length=130, **words) for one in (NOTICES, POLICY, LAWS))
        found = columns(home(), a_list(NEWS, *rows(NEWS, 1, 2), reader="rows"), *empty)
        assert sum(bool(list(blank_column(one))) for one in found.values()) == blank


class TestWhatIsEmbedded:
    SHOWN = Anchor(ROOT + "tz/list.swf", "", Place.MAIN, TargetKind.ATTACHMENT)

    @pytest.mark.parametrize(
        "shown",
        [SHOWN, Anchor("http://www.elsewhere.com/list", "", Place.MAIN, TargetKind.PAGE)],
        ids=["a film", "another's page"],
    )
    def test_and_nothing_else_was_not_read(
        self, columns: Callable[..., dict[str, Column]], shown: Anchor
    ) -> None:
        column = columns(home(), a_list(NOTICES, anchors=(*menu(NAMES), shown)))[NOTICES]
        assert (column.seen, column.reason) == (False, "embedded")
        assert unseen_because("embedded") == "内容是嵌入的文件、动画或别的网站，没有读到"
        assert list(blank_column(column)) == []

    @pytest.mark.parametrize(
        ("more", "name"),
        [
            ((Anchor(ROOT + "tz/1.pdf", "附件一", Place.MAIN, TargetKind.ATTACHMENT),), "通知公告"),
            ((), "机构职能"),
        ],
        ids=["beside a link", "where nothing is due"],
    )
    def test_is_no_column_otherwise(
        self,
        columns: Callable[..., dict[str, Column]],
        more: tuple[Anchor, ...],
        name: str,
    ) -> None:
        shown = a_list(NOTICES, column=name, anchors=(*menu({NOTICES: name}), self.SHOWN, *more))
        assert columns(home({NOTICES: name}), shown) == {}

    def test_beside_rows_is_no_matter(self, columns: Callable[..., dict[str, Column]]) -> None:
        shown = a_list(NOTICES, *rows(NOTICES, 3), anchors=(*menu(NAMES), self.SHOWN))
        assert columns(home(), shown)[NOTICES].seen

    def test_on_all_pages_is_the_templates(self, columns: Callable[..., dict[str, Column]]) -> None:
        anchors = (*menu(NAMES), self.SHOWN)
        lists = (a_list(NOTICES, anchors=anchors), a_list(NEWS, *rows(NEWS, 1), anchors=anchors))
        assert columns(home(), *lists)[NOTICES].entries == 0


class TestOneListUnderManyAddresses:
    FORMS = {
        NOTICES: "通知公告",
        f"{ROOT}tz.html": "公告列表",
        f"{ROOT}tz.html?p=1": "更多公告",
    }

    def of_forms(self, columns: Callable[..., dict[str, Column]], **words: object) -> list[Column]:
        text = "当前位置：首页 通知公告 题目第0则信息 题目第1则信息"
        given: dict[str, object] = {"column": "通知公告", "title": "通知公告", "reader": "rows"}
        lists = (
            a_list(
                url, *rows(NOTICES, 400, 500), text=text, anchors=menu(self.FORMS), **given | words
            )
            for url in self.FORMS
        )
        return list(columns(home(self.FORMS), *lists).values())

    def test_is_one_column(self, columns: Callable[..., dict[str, Column]]) -> None:
        (column,) = self.of_forms(columns)
        assert (column.url, column.name, column.seen) == (NOTICES, "通知公告", True)
        assert len(list(stale_column(column))) == 1

    def test_that_its_server_does_not_name_and_scripts_may_fill_is_not_known(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        found = self.of_forms(columns, column="", fills=("a1",))
        assert {(one.seen, one.reason) for one in found} == {(False, "rows")}

    def test_known_by_its_other_addresses_is_not_missed(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        before = tuple(known(url, name=name) for url, name in self.FORMS.items())
        text = "当前位置：首页 通知公告 题目第0则信息 题目第1则信息"
        lists = (
            a_list(url, *rows(NOTICES, 4, 5), text=text, column="通知公告", title="通知公告")
            for url in self.FORMS
        )
        assert list(columns(home(self.FORMS), *lists, before=before)) == [NOTICES]


class TestRowsBelowAnEmptyPlaceOfAList:
    @pytest.mark.parametrize(
        ("age", "words", "reason"),
        [
            (300, {"fills": ("a1",)}, "rows"),
            (3, {"fills": ("a1",)}, ""),
            (300, {"fills": ("b2",)}, ""),
            (300, {"fills": ("a1",), "hollow": False}, ""),
        ],
        ids=["old", "new", "filled by a script of all lists", "no empty place"],
    )
    def test_may_be_a_box(
        self,
        columns: Callable[..., dict[str, Column]],
        age: int,
        words: dict[str, object],
        reason: str,
    ) -> None:
        other = a_list(NOTICES, *rows(NOTICES, 2, 3), reader="rows", fills=("b2",))
        places = (FillablePlace("div ul#top", named=True),)
        given = {"hollow": True, "reader": "rows", "fillable": places} | words
        column = columns(home(), a_list(NEWS, *rows(NEWS, age, age), **given), other)[NEWS]
        assert column.reason == reason
        assert (column.newest is None, column.rows == ()) == (bool(reason), bool(reason))
        assert bool(list(stale_column(column))) is (age > 14 and not reason)


class TestNightAfterNight:
    PAST = tuple(known(url) for url in NAMES)

    def test_a_list_whose_rows_are_not_found_any_more(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        links = tuple(Anchor(f"{NEWS}{n}.html", "一则", Place.NAVIGATION) for n in range(9))
        column = columns(home(), a_list(NEWS, anchors=links), before=(known(NEWS),))[NEWS]
        assert (column.seen, column.reason) == (False, "reader")

    def test_where_lists_had_rows_before_the_reader_is_at_fault(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        lists = (a_list(NEWS), a_list(NOTICES), a_list(POLICY), a_list(LAWS))
        found = columns(home(), *lists, before=(known(NEWS),))
        assert found[NEWS].reason == "reader"
        assert found[LAWS].reason == "empty"

    def test_a_list_that_was_emptied_is_blank(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        column = columns(home(), a_list(NEWS), before=(known(NEWS),))[NEWS]
        assert (column.seen, column.entries) == (True, 0)

    def test_a_list_that_lost_its_newest_rows_is_not_stale(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        past = known(NEWS, newest=DAY - dt.timedelta(days=2))
        column = columns(home(), a_list(NEWS, *rows(NEWS, 90, 99)), before=(past,))[NEWS]
        assert (column.seen, column.reason) == (False, "reader")

    def test_a_few_rows_taken_back_are_believed(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        past = known(NEWS, newest=DAY - dt.timedelta(days=2))
        ages = range(20, 28)
        column = columns(home(), a_list(NEWS, *rows(NEWS, *ages)), before=(past,))[NEWS]
        assert column.seen

    def test_a_page_that_became_something_else_is_missed(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        article = stored(NEWS, Page(url=NEWS, kind=PageKind.ARTICLE, title="某文"))
        column = columns(home(), article, before=(known(NEWS),))[NEWS]
        assert (column.seen, column.reason) == (False, "reader")

    def test_a_page_that_is_gone_is_not(self, columns: Callable[..., dict[str, Column]]) -> None:
        gone = stored(NEWS, None, state=PageState.FAILED, reason="status", status=404)
        assert columns(gone, home(), before=(known(NEWS),)) == {}

    def test_a_site_built_anew_is_called_neither_blank_nor_stale(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        new = {url + "new/": name for url, name in NAMES.items()}
        first, second, third, fourth = new
        found = columns(
            home(new),
            a_list(first, *rows(first, 1), column=new[first]),
            a_list(second, *rows(second, 400), column=new[second]),
            a_list(third, column=new[third]),
            a_list(fourth, *rows(fourth, 3), column=new[fourth]),
            before=self.PAST,
        )
        assert {url for url, one in found.items() if one.seen} == {first, fourth}
        assert {one.reason for one in found.values()} == {"", "redesign"}

    def test_a_long_past_says_nothing(self, columns: Callable[..., dict[str, Column]]) -> None:
        past = known(NEWS, newest=DAY, sweep=1)
        assert columns(home(), a_list(NEWS, *rows(NEWS, 90)), before=(past,))[NEWS].seen


class TestHome:
    @pytest.fixture
    def aggregate(self, a_context: Callable[..., Context]) -> Callable[..., SiteAggregate]:
        def make(*pages: StoredPage) -> SiteAggregate:
            made = SiteAggregate(a_context(DAY), {}, (), DURATIONS)
            made.gather(pages)
            return made

        return make

    def test_a_home_page_that_redirects_is_the_page_it_leads_to(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        front = stored(ROOT, Page(url=ROOT, kind=PageKind.HOME, redirect=ROOT + "index/"))
        made = aggregate(front, a_list(ROOT + "index/", *rows(NEWS, 3)))
        assert made.visit(()).home_newest == DAY - dt.timedelta(days=3)

    def test_old_pages_in_the_menu_do_not_make_it_stale(
        self, aggregate: Callable[..., SiteAggregate]
    ) -> None:
        about = ROOT + "jgzn.html"
        old = Page(url=about, kind=PageKind.ARTICLE, published=dt.datetime(2024, 6, 3, 10))
        made = aggregate(
            home({about: "机构职能"} | NAMES), stored(about, old), a_list(NEWS, *rows(NEWS, 2))
        )
        assert made.visit(made.columns()).home_newest == DAY - dt.timedelta(days=2)

    def test_the_whole_site_is_one_fact(self, aggregate: Callable[..., SiteAggregate]) -> None:
        row = rows(NEWS, 2)[0]
        article = Page(
            url=row.url, kind=PageKind.ARTICLE, title="题目", published=dt.datetime(2026, 11, 17, 9)
        )
        made = aggregate(home(), a_list(NEWS, row), stored(row.url, article))
        visit = made.visit(made.columns())
        assert visit.days == (dt.date(2026, 11, 17),)
        (only,) = visit.articles
        assert (only.place, only.listed) == (NEWS, DAY - dt.timedelta(days=2))
        assert [page.url for page in visit.samples] == [NEWS, row.url]
        (column,) = visit.columns
        assert column.conflicts[0].told == dt.date(2026, 11, 17)


class TestRowsOfABoxBesideEveryList:
    BOX = rows(ROOT + "old/", 900, 901, 902)

    def test_are_no_column_s_own(self, columns: Callable[..., dict[str, Column]]) -> None:
        pages = [a_list(url, *self.BOX) for url in (NEWS, NOTICES, POLICY)]
        found = columns(home(), *pages, a_list(LAWS, *rows(LAWS, 3)))
        assert {url: (one.seen, one.newest) for url, one in found.items()} == {
            NEWS: (False, None),
            NOTICES: (False, None),
            POLICY: (False, None),
            LAWS: (True, DAY - dt.timedelta(days=3)),
        }
        assert found[NEWS].reason == "rows"

    def test_are_one_s_where_their_articles_name_it(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        pages = [a_list(url, *self.BOX) for url in (NEWS, NOTICES, POLICY)]
        article = Page(url=self.BOX[0].url, kind=PageKind.ARTICLE, column="工作动态")
        found = columns(home(), *pages, stored(article.url, article))
        assert found[NEWS].seen
        assert found[NEWS].newest == DAY - dt.timedelta(days=900)

    def test_are_a_list_where_two_pages_show_it(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        found = columns(home(), *(a_list(url, *self.BOX) for url in (NEWS, NOTICES)))
        assert all(one.seen for one in found.values())


class TestScriptsThatMayBringRows:
    @pytest.mark.parametrize(
        ("marks", "blank"),
        [((), True), (("a1",), True), (("a1", "f7"), False)],
        ids=["none", "of the template", "of its own"],
    )
    def test_leave_open_whether_it_is_blank(
        self, columns: Callable[..., dict[str, Column]], marks: tuple[str, ...], blank: bool
    ) -> None:
        other = a_list(NEWS, *rows(NEWS, 1), fills=("a1",), reader="rows")
        found = columns(home(), other, a_list(NOTICES, fills=marks))
        assert found[NOTICES].seen is blank
        assert bool(list(blank_column(found[NOTICES]))) is blank


class TestPagesThatBrokeOff:
    """Of what a page lost on its way nothing is said: no list, no newer row."""

    @pytest.mark.parametrize(
        "words", [{"ended": False, "broken_off": True}, {"ended": False}], ids=["within", "between"]
    )
    def test_without_rows_it_is_not_blank(
        self, columns: Callable[..., dict[str, Column]], words: dict[str, bool]
    ) -> None:
        full = a_list(NEWS, *rows(NEWS, 1, 2), ended=True)
        column = columns(home(), full, a_list(NOTICES, **words))[NOTICES]
        assert (column.seen, unseen_because(column.reason)) == (False, "网页在半途断了，没有收全")
        assert not list(blank_column(column))

    def test_where_no_page_of_the_site_has_an_end_its_lists_are_judged(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        full = a_list(NEWS, *rows(NEWS, 1, 2), ended=False)
        column = columns(home(), full, a_list(NOTICES, ended=False))[NOTICES]
        assert [one.certainty for one in blank_column(column)] == [Certainty.CONFIRMED]

    @pytest.mark.parametrize(("ended", "partly"), [(False, True), (True, False)])
    def test_without_newer_rows_more_may_stand_there(
        self, columns: Callable[..., dict[str, Column]], ended: bool, partly: bool
    ) -> None:
        full = a_list(NOTICES, *rows(NOTICES, 1, 2), ended=True)
        old = a_list(NEWS, *rows(NEWS, 300, 310), ended=ended)
        assert columns(home(), full, old)[NEWS].partly is partly


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("暂无数据", Certainty.CONFIRMED),
        ("", Certainty.CONFIRMED),
        ("参数有误", Certainty.SUSPECTED),
    ],
)
def test_a_column_is_blank_for_sure_that_says_so_or_nothing(
    columns: Callable[..., dict[str, Column]], text: str, certainty: Certainty
) -> None:
    column = columns(home(), a_list(NEWS, *rows(NEWS, 1)), a_list(NOTICES, text=text))[NOTICES]
    assert [one.certainty for one in blank_column(column)] == [certainty]


MAILBOX = ROOT + "xx/"


def mailbox(
    *rows_shown: str, heads: str = "<td>标题</td><td>来信时间</td><td>答复时间</td>"
) -> StoredPage:
    """A list of letters, read from its markup."""
    crumbs = f"<div>当前位置：<a href='{ROOT}'>首页</a> &gt; <a href='{MAILBOX}'>县长信箱</a></div>"
    table = f"<table><tr>{heads}</tr>{''.join(rows_shown)}</table>"
    body = f"<title>县长信箱</title><h2>县长信箱</h2>{crumbs}{table}"
    return stored(MAILBOX, read_page(body.encode(), url=MAILBOX))


def letter(number: int, *days: str) -> str:
    cells = "".join(f"<td>{day}</td>" for day in days)
    title = f"关于第{number}号路段路灯不亮的来信"
    return f"<tr><td><a href='{MAILBOX}{number}.html'>{title}</a></td>{cells}</tr>"


class TestColumnsOfLetters:
    """When citizens write is not the office's to say; when it answers is."""

    def stale(self, columns: Callable[..., dict[str, Column]], page: StoredPage) -> list[Certainty]:
        found = columns(home(NAMES | {MAILBOX: "县长信箱"}), page)
        return [one.certainty for one in stale_column(found[MAILBOX])]

    def test_a_reply_of_late_is_an_update(self, columns: Callable[..., dict[str, Column]]) -> None:
        page = mailbox(
            letter(1, "2026-08-02", "2026-11-10"),
            letter(2, "2026-07-20", "2026-08-01"),
            letter(3, "2026-07-03", "2026-07-09"),
        )
        assert self.stale(columns, page) == []

    def test_without_a_reply_for_long_it_is_stale(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        page = mailbox(
            letter(1, "2026-08-02", "2026-08-10"),
            letter(2, "2026-07-20", "2026-08-01"),
            letter(3, "2026-07-03", "2026-07-09"),
        )
        assert self.stale(columns, page) == [Certainty.CONFIRMED]

    def test_the_days_of_letters_alone_are_no_proof(
        self, columns: Callable[..., dict[str, Column]]
    ) -> None:
        days = ("2026-08-02", "2026-07-20", "2026-07-03")
        page = mailbox(
            *(letter(number, day) for number, day in enumerate(days)),
            heads="<td>标题</td><td>日期</td>",
        )
        assert self.stale(columns, page) == [Certainty.SUSPECTED]

    def test_an_empty_mailbox_is_not_stale(self, columns: Callable[..., dict[str, Column]]) -> None:
        found = columns(home(NAMES | {MAILBOX: "县长信箱"}), mailbox())
        assert [one for column in found.values() for one in stale_column(column)] == []
