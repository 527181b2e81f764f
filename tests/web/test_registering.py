"""The registry in the browser: sent, previewed, confirmed; its history, and undoing an import."""

import io
from typing import Any

import openpyxl
import pytest

from govsweep import clock
from govsweep.accounts import Actor, AuditAct, Role
from govsweep.facts import ColumnKind
from govsweep.registry import ColumnRow
from govsweep.registry_changes import RegistryTable, rows_of_columns, site_facts

WORST, FINE, GONE, CLOSED, NEW = (
    *("5118000001", "5118000002", "5118000003", "5118000009"),
    "5118000011",
)
HEAD = "网站标识码,网站名称,首页网址,主办单位\n"
TABLE = (
    f"{HEAD}{NEW},清禾市水利局,http://slj.qinghe.gov.cn/,水利局办公室\n"
    f"{FINE},清禾市教育局,http://jyj.qinghe.gov.cn/,教育局信息科\n"
    "51180,坏行,http://x.qinghe.gov.cn/,\n"
    f"{WORST},清禾市人民政府,http://www.qinghe.gov.cn/,清禾市人民政府办公室\n"
)


def send(who: Any, body: str | bytes, table: str = "sites", name: str = "表.csv") -> Any:
    """A file, as a browser sends it."""
    content = body.encode() if isinstance(body, str) else body
    head = (
        f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{who.csrf}\r\n'
        f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return who.server.post_bytes(
        f"/register/{table}",
        head.encode() + content + b"\r\n--b--\r\n",
        cookie=who.cookie,
        content_type="multipart/form-data; boundary=b",
    )


def confirm(who: Any, preview: Any) -> Any:
    (one,) = preview.tree.css("input[name=draft]")
    return who.send("/register/confirm", draft=one.attributes["value"])


def sites(office: Any) -> dict[str, Any]:
    return {one.identifier: one for one in office.store.sites.all()}


def undo(who: Any) -> Any:
    (one,) = who.ask("/register/history").tree.css("input[name=import]")
    return who.send("/register/undo", **{"import": one.attributes["value"]})


@pytest.fixture
def admin(office: Any, log_in: Any) -> Any:
    return log_in(office, "admin")


class TestPreview:
    def test_what_would_change_is_shown_and_nothing_is_written(
        self, office: Any, admin: Any
    ) -> None:
        before = office.store.sites.all()
        page = send(admin, TABLE)
        assert page.status == 200
        assert page.texts("dl.facts dd") == ["1", "1", "1", "1", "1"]
        assert page.texts("[aria-labelledby=h-added] tbody th") == [f"清禾市水利局{NEW}"]
        assert page.texts("[aria-labelledby=h-changed] del") == ["清禾市教育局办公室"]
        assert page.texts("[aria-labelledby=h-changed] ins") == ["教育局信息科"]
        assert page.texts("[aria-labelledby=h-refused] tbody td")[:2] == ["第 4 行", "网站标识码"]
        # What is closed and not named is nothing to be told of.
        assert page.texts("[aria-labelledby=h-missing] li") == [f"清禾市审计局 {GONE}"]
        assert office.store.sites.all() == before
        assert office.store.registry.last_import() is None

    def test_confirmed_it_is_what_the_command_line_would_have_made(
        self, office: Any, admin: Any
    ) -> None:
        assert confirm(admin, send(admin, TABLE)).status == 303
        assert sites(office)[NEW].organizer == "水利局办公室"
        assert sites(office)[FINE].organizer == "教育局信息科"
        assert [one.identifier for one in office.store.sites.all()][:2] == [NEW, FINE]
        history = admin.ask("/register/history")
        assert history.texts("tbody th")[0] == "导入 网站登记表 表.csv"
        added = next(one for one in history.texts("tbody td .change") if "水利局办公室" in one)
        assert added.startswith("网站名称：清禾市水利局首页网址：http://slj")
        assert "新增 1 行，更改 1 行" in history.text
        _, entries = office.store.audit.entries(act=AuditAct.SITE_CHANGED)
        change = next(one for one in entries if one.subject == FINE)
        assert change.before == {"organizer": "清禾市教育局办公室"}
        assert change.after == {"organizer": "教育局信息科"}
        assert change.by.name == "admin"
        audit = admin.ask("/audit").texts("tbody tr")
        assert "新增 1 行，更改 1 行" in audit[0]
        assert any("主办单位：清禾市教育局办公室 → 教育局信息科" in one for one in audit)

    def test_a_table_without_a_column_keeps_what_is_registered(
        self, office: Any, admin: Any
    ) -> None:
        head = "网站标识码,网站名称,首页网址,主办单位,层级\n"
        row = f"{FINE},清禾市教育局,http://jyj.qinghe.gov.cn/,教育局信息科"
        assert "保留原值" not in (page := send(admin, f"{head}{row},市级\n")).text
        assert confirm(admin, page).status == 303
        page = send(admin, f"{HEAD}{row}\n")
        assert "表里没有这几列，保留原值的字段：层级。" in page.text
        assert page.texts("dl.facts dd")[:3] == ["0", "0", "1"]
        assert confirm(admin, page).status == 303
        assert sites(office)[FINE].level == "市级"
        assert confirm(admin, send(admin, f"{head}{row},\n")).status == 303
        assert sites(office)[FINE].level == ""

    def test_a_preview_is_confirmed_once(self, office: Any, admin: Any) -> None:
        page = send(admin, TABLE)
        assert confirm(admin, page).status == 303
        again = confirm(admin, page)
        assert (again.status, "已经登记过" in again.text) == (400, True)

    def test_a_preview_is_of_who_sent_the_file(self, office: Any, admin: Any, log_in: Any) -> None:
        page = send(admin, TABLE)
        kept = office.store.accounts.get("admin").password
        office.store.accounts.add("second", Role.ADMIN, kept, (), Actor(name="root"), clock.now())
        assert confirm(log_in(office, "second"), page).status == 400
        assert confirm(admin, page).status == 303

    def test_nothing_of_the_browser_s_is_believed(self, office: Any, admin: Any) -> None:
        page = send(admin, TABLE)
        (one,) = page.tree.css("input[name=draft]")
        assert len(page.tree.css("form[action='/register/confirm'] input")) == 2  # and csrf
        name = str(one.attributes["value"])
        assert admin.send("/register/confirm", draft=name[::-1], rows="{}").status == 400
        assert NEW not in sites(office)

    def test_what_changed_meanwhile_is_shown_anew(self, office: Any, admin: Any) -> None:
        page = send(admin, TABLE)
        other = {FINE: {**site_facts(sites(office)[FINE]), "organizer": "别人改的"}}
        office.store.registry.write(RegistryTable.SITES, other, Actor(name="another"), clock.now())
        anew = confirm(admin, page)
        assert anew.status == 409
        assert "登记表有了变动" in anew.text
        assert anew.texts("[aria-labelledby=h-changed] del") == ["别人改的"]
        assert NEW not in sites(office)
        assert confirm(admin, anew).status == 303
        assert sites(office)[FINE].organizer == "教育局信息科"

    def test_the_same_again_changes_nothing(self, office: Any, admin: Any) -> None:
        confirm(admin, send(admin, TABLE))
        total, _ = office.store.audit.entries()
        page = send(admin, TABLE)
        assert "没有一行要改" in page.text
        assert confirm(admin, page).status == 303
        assert office.store.audit.entries()[0] == total


class TestFiles:
    def test_gbk_is_read(self, office: Any, admin: Any) -> None:
        page = send(admin, TABLE.encode("gbk"), name="登记表.CSV")
        assert "清禾市水利局" in page.text
        assert page.texts("dl.facts dd")[0] == "1"

    @pytest.mark.parametrize(
        ("body", "name", "said"),
        [
            (b"", "空.csv", "空.csv 是空文件"),
            (b"no workbook", "坏.xlsx", "坏.xlsx 不是有效的 XLSX 文件"),
            (b"%PDF-1.7", "表.pdf", "应是 CSV 或 XLSX"),
            (b"a", "", "请选择文件"),
        ],
    )
    def test_what_is_no_table(
        self, office: Any, admin: Any, body: bytes, name: str, said: str
    ) -> None:
        answer = send(admin, body, name=name)
        assert answer.status == 400
        assert said in answer.text
        assert "/tmp" not in answer.text

    def test_a_table_without_a_good_row_cannot_be_confirmed(self, office: Any, admin: Any) -> None:
        page = send(admin, "网站名称,首页网址\n甲,http://a.gov.cn/\n")
        assert "表头缺少这一列" in page.text
        assert page.tree.css("input[name=draft]") == []

    def test_what_is_too_large_is_not_read(self, office: Any, admin: Any) -> None:
        answer = send(admin, HEAD.encode() + b"x" * 10_400_000)
        assert (answer.status, "过长：最多 10 MB" in answer.text) == (413, True)

    def test_formulas_are_shown_as_text_or_refused(self, office: Any, admin: Any) -> None:
        book = openpyxl.Workbook()
        book.active.append(HEAD.strip().split(","))
        book.active.append([NEW, "=A1&1", "http://a.qinghe.gov.cn/", ""])  # nobody worked it out
        book.active.append([FINE, "#REF!", "http://b.qinghe.gov.cn/", ""])
        book.active.append([GONE, "+cmd|'/c calc'!A0", "http://c.qinghe.gov.cn/", "<b>局</b>"])
        kept = io.BytesIO()
        book.save(kept)
        page = send(admin, kept.getvalue(), name="表.xlsx")
        reasons = page.texts("[aria-labelledby=h-refused] tbody td")
        assert reasons[0::3] == ["第 2 行", "第 3 行"]
        assert "没有算出结果的公式" in reasons[2]
        assert "表格软件算错的标记" in reasons[5]
        assert page.texts("[aria-labelledby=h-changed] ins")[0] == "+cmd|'/c calc'!A0"
        assert page.tree.css("ins b") == []

    def test_columns_of_sites_that_are_not_registered_are_refused_by_line(
        self, office: Any, admin: Any
    ) -> None:
        table = (
            "网站标识码,栏目名称,栏目网址,类别,更新期限\n"
            f"{FINE},通知公告,http://jyj.qinghe.gov.cn/tz/,通知公告,90\n"
            f"{NEW},没有的,http://slj.qinghe.gov.cn/a/,,\n{NEW},没有的,http://slj.qinghe.gov.cn/b/,,\n"
        )
        page = send(admin, table, "columns", "栏目.csv")
        assert page.texts("[aria-labelledby=h-refused] tbody td")[0::3] == ["第 3 行", "第 4 行"]
        assert page.texts("[aria-labelledby=h-changed] li") == [
            "责任单位：教育局办公室 → （空）",
            "更新期限：180 → 90",
            "登记：自动发现 → 人工登记",
        ]
        assert confirm(admin, page).status == 303
        (one,) = office.store.columns.all(FINE)
        assert (one.registered, one.max_age_days, one.entries) == (True, 90, 0)


class TestOneSite:
    def test_a_row_is_changed_by_the_form(self, office: Any, admin: Any) -> None:
        form = admin.ask(f"/register/sites/{FINE}")
        fields = {
            one.attributes["name"]: one.attributes.get("value") or ""
            for one in form.tree.css("form.stack input")
        }
        fields |= {"status": "暂停", "capped": "开", "budget": "不限", "level": "市级"}
        page = admin.send(f"/register/sites/{FINE}", **fields)
        assert page.texts("[aria-labelledby=h-changed] li") == [
            "层级：（空） → 市级",
            "状态：运行 → 暂停",
            "页数上限：（空） → 不限",
        ]
        places = [one.identifier for one in office.store.sites.all()]
        assert confirm(admin, page).status == 303
        assert (sites(office)[FINE].status, sites(office)[FINE].level) == ("suspended", "市级")
        assert [one.identifier for one in office.store.sites.all()] == places
        assert admin.ask(f"/register/history?subject={FINE}").text.count("<del>运行</del>") == 1

    def test_a_wrong_field_is_told_and_what_was_written_stays(
        self, office: Any, admin: Any
    ) -> None:
        page = admin.send(f"/register/sites/{FINE}", name="教育局", url="jyj", pace="快")
        assert page.status == 400
        assert "“jyj”不是网址" in page.text
        assert [one.attributes["name"] for one in page.tree.css("[aria-invalid]")] == [
            *("url", "pace"),
        ]
        assert page.tree.css_first("#f-pace").attributes["value"] == "快"
        assert page.tree.css("input[name=draft]") == []

    def test_nothing_changed(self, office: Any, admin: Any) -> None:
        own = sites(office)[FINE]
        page = admin.send(
            f"/register/sites/{FINE}", name=own.name, url=own.url, organizer=own.organizer
        )
        assert "没有改动" in page.text
        assert page.tree.css("input[name=draft]") == []

    def test_a_site_that_is_not_there(self, admin: Any) -> None:
        assert admin.ask("/register/sites/5118000099").status == 404
        assert admin.send("/register/sites/5118000099", name="a").status == 404


class TestNewRows:
    def test_a_site_is_registered_by_the_form(self, office: Any, admin: Any) -> None:
        form = admin.ask("/register/site")
        assert [one.attributes["name"] for one in form.tree.css("form.stack [required]")] == [
            *("identifier", "name", "url"),
        ]
        fields = {"identifier": NEW, "name": "清禾市水利局", "url": "http://slj.qinghe.gov.cn/"}
        page = admin.send("/register/site", **fields, status="运行", capped="开")
        assert "登记 1 行" in page.text
        assert NEW not in sites(office)
        assert confirm(admin, page).status == 303
        assert (sites(office)[NEW].organizer, sites(office)[NEW].pace) == ("清禾市水利局", None)

    def test_one_that_is_there_is_not_registered_again(self, office: Any, admin: Any) -> None:
        fields = {"identifier": FINE, "name": "别的", "url": "http://x.gov.cn/", "capped": "开"}
        page = admin.send("/register/site", **fields)
        assert (page.status, f"网站 {FINE} 已经登记" in page.text) == (400, True)
        assert page.tree.css_first("#f-name").attributes["value"] == "别的"
        assert page.tree.css("input[name=draft]") == []

    def test_a_column_is_registered_and_changed_by_the_form(self, office: Any, admin: Any) -> None:
        (found,) = office.store.columns.all(FINE)
        column = next(one for one in admin.ask(f"/api/v1/columns?site={FINE}").json["columns"])
        shown = admin.ask(f"/sites/{FINE}/columns/{column['id']}")
        (link,) = (one for one in shown.tree.css(".facts a") if one.text() == "改登记")
        form = admin.ask(link.attributes["href"])
        fields = {
            one.attributes["name"]: one.attributes.get("value") or ""
            for one in form.tree.css("form.stack input")
        }
        assert (fields["url"], fields["max_age_days"]) == (found.url, "180")
        page = admin.send("/register/column", **fields | {"kind": "政策文件", "owner": "法规科"})
        assert "责任单位：教育局办公室 → 法规科" in page.texts("[aria-labelledby=h-changed] li")
        assert confirm(admin, page).status == 303
        (one,) = office.store.columns.all(FINE)
        assert (one.owner, one.kind, one.registered) == ("法规科", ColumnKind.POLICY, True)
        assert office.store.audit.entries(limit=1)[1][0].subject == f"{FINE} {found.url}"

    def test_a_column_of_a_site_that_is_not_there(self, admin: Any) -> None:
        fields = {
            "identifier": "5118000022",
            "name": "要闻",
            "url": "http://x.gov.cn/",
            "kind": "动态要闻",
        }
        page = admin.send("/register/column", **fields)
        assert page.status == 400
        assert "没有登记的网站标识码：没有“5118000022”，是不是" in page.text
        assert admin.send("/register/column", **fields | {"url": "news"}).status == 400


class TestUndo:
    def test_all_is_as_before_the_import(self, office: Any, admin: Any) -> None:
        before = office.store.sites.all()
        confirm(admin, send(admin, TABLE))
        assert undo(admin).status == 303
        assert office.store.sites.all() == before
        history = admin.ask("/register/history")
        assert "撤销导入 网站登记表 表.csv" in history.text
        assert history.tree.css("input[name=import]") == []

    @pytest.mark.parametrize("changed", [NEW, FINE])
    def test_not_where_a_row_was_changed_since(self, office: Any, admin: Any, changed: str) -> None:
        confirm(admin, send(admin, TABLE))
        other = {changed: {**site_facts(sites(office)[changed]), "organizer": "后来改的"}}
        office.store.registry.write(RegistryTable.SITES, other, Actor(name="another"), clock.now())
        answer = undo(admin)
        assert answer.status == 400
        assert f"{changed} 的主办单位在导入之后又改过" in answer.text
        assert sites(office)[FINE].organizer != "清禾市教育局办公室"
        assert NEW in sites(office)

    def test_not_where_a_new_site_is_in_use(self, office: Any, admin: Any) -> None:
        confirm(admin, send(admin, TABLE))
        row = ColumnRow(identifier=NEW, name="要闻", url="http://slj.qinghe.gov.cn/a/")
        office.store.registry.write(
            RegistryTable.COLUMNS, rows_of_columns([row]), Actor(name="another"), clock.now()
        )
        answer = undo(admin)
        assert (answer.status, "不能撤销" in answer.text) == (400, True)
        assert sites(office)[FINE].organizer == "教育局信息科"

    def test_only_the_last_and_only_once(self, office: Any, admin: Any) -> None:
        confirm(admin, send(admin, TABLE))
        first = office.store.registry.last_import().id
        confirm(admin, send(admin, TABLE.replace("信息科", "宣传科")))
        assert admin.send("/register/undo", **{"import": first}).status == 400
        last = office.store.registry.last_import().id
        assert undo(admin).status == 303
        assert sites(office)[FINE].organizer == "教育局信息科"
        assert admin.send("/register/undo", **{"import": last}).status == 400
        assert admin.send("/register/undo", **{"import": "x"}).status == 400

    def test_columns_are_found_ones_again(self, office: Any, admin: Any) -> None:
        before = office.store.columns.all()
        table = (
            "网站标识码,栏目名称,栏目网址,类别\n"
            f"{FINE},公告栏,http://jyj.qinghe.gov.cn/tz/,政策文件\n"
            f"{FINE},新栏目,http://jyj.qinghe.gov.cn/x/,\n"
        )
        confirm(admin, send(admin, table, "columns"))
        assert {one.kind for one in office.store.columns.all(FINE)} == {
            *(ColumnKind.POLICY, ColumnKind.OTHER),
        }
        assert undo(admin).status == 303
        assert office.store.columns.all() == before


class TestWho:
    @pytest.mark.parametrize("role", ["reviewer", "contact", "reader"])
    def test_nobody_but_an_administrator(self, office: Any, log_in: Any, role: str) -> None:
        who = log_in(office, role)
        assert send(who, TABLE).status == 403
        assert who.send("/register/confirm", draft="x").status == 403
        assert who.send("/register/undo", **{"import": "1"}).status == 403
        assert "登记表" not in who.ask(f"/sites/{FINE}").texts("nav a")
        assert "改登记" not in who.ask(f"/sites/{FINE}").text

    def test_not_from_a_page_that_is_not_ours(self, office: Any, admin: Any) -> None:
        page = send(admin, TABLE)
        admin.csrf = "guessed"
        assert send(admin, TABLE).status == 403
        assert confirm(admin, page).status == 403
        assert NEW not in sites(office)
