"""The office's lists in the browser: looked at, edited, imported, confirmed; and their history."""

import io
import threading
import zipfile
from typing import Any
from urllib.parse import quote

import pytest

from govsweep.accounts import AuditAct
from govsweep.rule_changes import loaded, said
from govsweep.rules import load_rules
from govsweep.web import list_edits

NAME = "错别字.csv"
PAGE = f"/lists/{quote(NAME)}"
TYPOS = "# 王工管\n错误,正确,说明\n报名截止到,报名截至,本单位\n清河市,清禾市,\n"
ATTACK = "<script>owned()</script>"


@pytest.fixture
def there(office: Any) -> Any:
    """A list of the office, as it stands in the folder."""
    (office.lists / NAME).write_text(TYPOS, "utf-8")
    return office.lists / NAME


@pytest.fixture
def reviewer(office: Any, there: Any, log_in: Any) -> Any:
    return log_in(office, "reviewer")


def swept(office: Any) -> None:
    """A sweep by the rules of the lists as they are."""
    rules, last = load_rules(office.lists), office.store.sweeps.get()
    at = last.opened_at.timestamp() + 90_000
    sweep, _ = office.store.sweeps.open(
        night=last.night, as_of=last.night, sites=office.store.sites.all()[:1],
        indicators="2019", rules_version=rules.version, at=at, again=True,
    )  # fmt: skip
    office.store.sweeps.keep_lists(sweep.id, loaded(rules), said(rules))
    office.store.sweeps.close(sweep.id, reason="until", finished=True)


def cells(**values: str) -> dict[str, str]:
    return {f"cell-{head}": value for head, value in values.items()}


def confirm(who: Any, preview: Any, path: str = PAGE) -> Any:
    (one,) = preview.tree.css("form[action$='/confirm'] input[name=draft]")
    return who.send(f"{path}/confirm", draft=one.attributes["value"])


def was(who: Any, line: int) -> str:
    form = f"form[action$='/rows/{line}/delete'] input[name=was]"
    return str(who.ask(PAGE).tree.css_first(form).attributes["value"])


def alarm(answer: Any) -> str:
    return " ".join(answer.texts("[role=alert]"))


class TestLooking:
    def test_which_there_are_and_which_there_might_be(self, office: Any, reviewer: Any) -> None:
        (office.lists / "我们的词.csv").write_text("敏感词\n澳门赌场\n一\n", "utf-8")
        page = reviewer.ask("/lists")
        rows = {row.split()[0]: row for row in page.texts(".lists tbody tr")}
        assert "见到“错误”就提出 2 0" in rows["错别字.csv错别字"]
        assert " 1 1 " in rows["我们的词.csv敏感词"]
        assert "还没有这份词表 — 0 —" in rows["废止目录.csv废止目录"]
        assert "敏感词.csv敏感词" not in rows

    def test_one_as_a_table_with_what_its_loader_refuses(self, there: Any, reviewer: Any) -> None:
        there.write_text(f"{TYPOS}甲,乙\n{ATTACK},x\n", "utf-8")
        page = reviewer.ask(PAGE)
        assert page.texts(".list tbody th")[:2] == ["报名截止到第 3 行", "清河市第 4 行"]
        assert "未收，错误：“甲”只有一个字，会误报" in page.text
        assert page.tree.css("main script") == []
        refused = reviewer.ask(f"{PAGE}?refused=true")
        assert refused.texts(".list tbody th") == ["甲第 5 行"]
        assert reviewer.ask(f"{PAGE}?words={quote('清禾')}").texts(".list tbody th") == [
            "清河市第 4 行"
        ]
        assert "没有符合条件的行" in reviewer.ask(f"{PAGE}?words=none").text

    def test_page_by_page(self, there: Any, reviewer: Any) -> None:
        rows = "".join(f"错词{number:03},对词{number:03}\n" for number in range(60))
        there.write_text(f"错误,正确\n{rows}", "utf-8")
        page = reviewer.ask(f"{PAGE}?offset=50")
        assert len(page.tree.css(".list tbody tr")) == 10
        labels = [one.attributes["aria-label"] for one in page.tree.css("nav.pager")]
        assert len(set(labels)) == len(labels) == 2

    def test_a_list_that_is_not_there(self, reviewer: Any) -> None:
        for name in (quote("别的.csv"), "..%2F..%2Foffice.db", "%2e%2e", "office.db"):
            assert reviewer.ask(f"/lists/{name}").status == 404, name
            assert reviewer.ask(f"/lists/{name}/table.csv").status == 404, name
            assert reviewer.enclose(f"/lists/{name}/import", "错误,正确\n").status in (404, 405)

    def test_it_is_saved_as_a_table_that_excel_reads(self, there: Any, reviewer: Any) -> None:
        there.write_text("错误,正确\n=cmd|' /C calc'!A0,x\n清河市,清禾市\n", "gb18030")
        answer = reviewer.ask(f"{PAGE}/table.csv")
        assert answer.body.startswith(b"\xef\xbb\xbf")
        assert answer.body.decode("utf-8-sig").splitlines() == [
            "错误,正确", "'=cmd|' /C calc'!A0,x", "清河市,清禾市",
        ]  # fmt: skip
        assert "attachment" in str(answer.headers["content-disposition"])

    def test_no_folder_is_set(self, office: Any, serve: Any, log_in: Any) -> None:
        url = str(office.store.engine.url)
        with serve(url) as bare:
            who = log_in(bare, "reviewer")
            assert "还没有设置词表所在的文件夹" in alarm(who.ask("/lists"))
            assert who.ask(PAGE).status == 404


class TestRow:
    def test_one_more_is_shown_and_then_written(
        self, office: Any, there: Any, reviewer: Any
    ) -> None:
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙丙", 正确="甲乙丁", 级别="建议"))
        assert preview.status == 200
        assert preview.texts("dl.facts dd")[:3] == ["1", "0", "0"]
        assert preview.texts("[aria-labelledby=h-added] ins") == ["甲乙丙", "甲乙丁", "建议"]
        assert there.read_text("utf-8") == TYPOS
        assert confirm(reviewer, preview).status == 303
        assert there.read_text("utf-8").splitlines() == [
            "# 王工管", "错误,正确,说明,级别", "报名截止到,报名截至,本单位", "清河市,清禾市,",
            "甲乙丙,甲乙丁,,建议",
        ]  # fmt: skip
        (entry,) = office.store.audit.entries(act=AuditAct.LIST_CHANGED)[1]
        assert (entry.by.name, entry.subject, entry.after["added"]) == ("reviewer", NAME, 1)
        assert entry.after["rows"] == [{"错误": "甲乙丙", "正确": "甲乙丁", "级别": "建议"}]

    def test_a_change(self, office: Any, there: Any, reviewer: Any) -> None:
        form = reviewer.ask(f"{PAGE}/rows/4")
        values = {
            one.attributes["name"]: one.attributes.get("value") or ""
            for one in form.tree.css("form.stack input")
        }
        assert (values["cell-错误"], values["cell-正确"]) == ("清河市", "清禾市")
        fields = cells(错误="清河市", 正确="清禾县", 后文排除="流域、大桥")
        preview = reviewer.send(f"{PAGE}/rows/4", was=values["was"], **fields)
        assert preview.texts("[aria-labelledby=h-changed] li") == [
            "正确：清禾市 → 清禾县", "后文排除：（空） → 流域、大桥",
        ]  # fmt: skip
        assert confirm(reviewer, preview).status == 303
        assert '清河市,清禾县,,"流域、大桥"' in there.read_text("utf-8").replace(
            "流域、大桥", '"流域、大桥"'
        )
        history = reviewer.ask("/lists/history")
        assert "新增 0 行，更改 1 行" in history.text
        assert "正确：清禾市 → 清禾县" in history.texts(".history li")
        assert "更改词表" in reviewer.ask("/audit").texts("tbody td")

    def test_a_row_goes(self, there: Any, reviewer: Any) -> None:
        preview = reviewer.send(f"{PAGE}/rows/4/delete", was=was(reviewer, 4))
        assert preview.texts("dl.facts dd")[:3] == ["0", "0", "1"]
        assert confirm(reviewer, preview).status == 303
        assert there.read_text("utf-8") == TYPOS.replace("清河市,清禾市,\n", "")

    def test_what_the_loader_refuses_is_told_and_what_was_typed_is_kept(
        self, there: Any, reviewer: Any
    ) -> None:
        answer = reviewer.send(f"{PAGE}/row", **cells(错误="甲", 正确="很长的写法", 说明="为什么"))
        assert answer.status == 400
        assert "“甲”只有一个字，会误报" in alarm(answer)
        typed = [one.attributes.get("value") for one in answer.tree.css("form.stack input")]
        assert {"甲", "很长的写法", "为什么"} <= set(typed)
        assert answer.tree.css("[aria-invalid=true]")
        for bad in ({"错误": "a" * 2_001, "正确": "b"}, {"错误": "#甲乙", "正确": "丙丁"}, {}):
            assert reviewer.send(f"{PAGE}/row", **cells(**bad)).status == 400
        assert there.read_text("utf-8") == TYPOS

    def test_a_row_that_somebody_changed_meanwhile(self, there: Any, reviewer: Any) -> None:
        mark = was(reviewer, 4)
        there.write_text(TYPOS.replace("清禾市", "清禾区"), "utf-8")
        answer = reviewer.send(f"{PAGE}/rows/4", was=mark, **cells(错误="清河市", 正确="清禾县"))
        assert answer.status == 409
        assert "有人改了或删了" in alarm(answer)
        assert "清禾县" in [one.attributes.get("value") for one in answer.tree.css("input")]
        assert reviewer.send(f"{PAGE}/rows/4/delete", was=mark).status == 409

    def test_a_row_that_moved_is_found_where_it_stands(self, there: Any, reviewer: Any) -> None:
        mark = was(reviewer, 4)
        there.write_text(f"# 新的一行\n{TYPOS}", "utf-8")
        preview = reviewer.send(f"{PAGE}/rows/4/delete", was=mark)
        assert confirm(reviewer, preview).status == 303
        assert there.read_text("utf-8") == f"# 新的一行\n{TYPOS}".replace("清河市,清禾市,\n", "")

    def test_a_list_begins_with_its_first_row(self, office: Any, reviewer: Any) -> None:
        path = f"/lists/{quote('废止目录.csv')}"
        row = cells(标题="清禾市城市房屋拆迁管理办法", 文号="清政发〔2003〕8号")
        preview = reviewer.send(f"{path}/row", **row)
        assert not (office.lists / "废止目录.csv").exists()
        assert confirm(reviewer, preview, path).status == 303
        assert (office.lists / "废止目录.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert len(load_rules(office.lists).repeals) == 1


class TestImport:
    TABLE = "错误,正确\n清河市,清禾县\n甲乙,丙丁\n甲,乙\n"

    def test_what_would_change_is_shown_and_nothing_is_written(
        self, there: Any, reviewer: Any
    ) -> None:
        page = reviewer.enclose(
            f"{PAGE}/import", self.TABLE.encode("gb18030"), "新.csv", mode="whole"
        )
        assert page.texts("dl.facts dd") == ["1", "1", "1", "0", "1"]
        assert page.texts("[aria-labelledby=h-removed] tbody th") == ["报名截止到"]
        assert page.texts("[aria-labelledby=h-refused] tbody td") == [
            "第 4 行", "错误", "“甲”只有一个字，会误报",
        ]  # fmt: skip
        assert there.read_text("utf-8") == TYPOS

    def test_confirmed_it_is_written_as_people_keep_it(
        self, office: Any, there: Any, reviewer: Any
    ) -> None:
        page = reviewer.enclose(f"{PAGE}/import", self.TABLE, "新.csv", mode="whole")
        assert confirm(reviewer, page).status == 303
        assert there.read_text("utf-8") == (
            "# 王工管\n错误,正确,说明\n清河市,清禾县,\n甲乙,丙丁,\n"
        )
        (entry,) = office.store.audit.entries(act=AuditAct.LIST_CHANGED)[1]
        assert entry.reason == "新.csv"
        assert [entry.after[one] for one in ("added", "changed", "removed")] == [1, 1, 1]
        again = confirm(reviewer, page)
        assert (again.status, "已经写入过" in alarm(again)) == (400, True)

    def test_only_what_it_says_where_it_is_not_the_whole_list(
        self, there: Any, reviewer: Any
    ) -> None:
        page = reviewer.enclose(f"{PAGE}/import", self.TABLE)
        assert page.texts("dl.facts dd")[:3] == ["1", "1", "0"]
        assert confirm(reviewer, page).status == 303
        assert "报名截止到,报名截至,本单位\n" in there.read_text("utf-8")

    def test_where_no_row_can_be_used_nothing_can_be_confirmed(self, reviewer: Any) -> None:
        page = reviewer.enclose(f"{PAGE}/import", "错误,正确\n甲,乙\n", mode="whole")
        assert page.tree.css("input[name=draft]") == []
        assert "没有一行可用" in page.text
        same = reviewer.enclose(f"{PAGE}/import", TYPOS, mode="whole")
        assert (same.tree.css("input[name=draft]"), "没有改动" in same.text) == ([], True)

    @pytest.mark.parametrize(
        ("name", "body", "told"),
        [
            ("x.csv", b"", "没有表头"),
            ("x.csv", b"\xff\xfe\x00\xd8" * 9, "没有改动"),
            ("x.csv", "敏感词\n赌场\n".encode(), "是敏感词"),
            ("../../x.exe", b"MZ", "CSV 或 XLSX"),
            ("x.zip", b"PK\x03\x04", "CSV 或 XLSX"),
            ("x.xlsx", b"PK\x03\x04", "不是有效的 XLSX"),
            ("x.csv", f"{ATTACK}\nx\n".encode(), "认不出"),
        ],
    )
    def test_what_is_no_table(
        self, there: Any, reviewer: Any, name: str, body: bytes, told: str
    ) -> None:
        answer = reviewer.enclose(f"{PAGE}/import", body, name)
        assert (answer.status, told in alarm(answer)) == (400, True), alarm(answer)
        assert answer.tree.css("main script") == []
        assert [one.name for one in there.parent.iterdir()] == [NAME]

    def test_a_workbook_that_unpacks_to_gigabytes_is_not_read(self, reviewer: Any) -> None:
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts,
            parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
        ):
            for _ in range(350):
                part.write(bytes(1_000_000))
        answer = reviewer.enclose(f"{PAGE}/import", packed.getvalue(), "x.xlsx")
        assert (answer.status, "解开后超过" in alarm(answer)) == (400, True)

    def test_what_is_too_long_is_not_taken(self, reviewer: Any) -> None:
        assert reviewer.enclose(f"{PAGE}/import", b"x" * 11_000_000).status == 413

    def test_a_formula_is_a_word_and_acts_nowhere(self, there: Any, reviewer: Any) -> None:
        table = f"错误,正确\n=cmd|' /C calc'!A0,{ATTACK}\n甲\x00乙,丙丁\n"
        page = reviewer.enclose(f"{PAGE}/import", table, mode="whole")
        assert page.tree.css("main script") == []
        assert confirm(reviewer, page).status == 303
        assert "\x00" not in there.read_text("utf-8")
        saved = reviewer.ask(f"{PAGE}/table.csv").body.decode("utf-8-sig")
        assert "'=cmd|" in saved
        back = reviewer.enclose(f"{PAGE}/import", saved)
        assert back.texts("dl.facts dd")[:3] == ["0", "0", "0"]


class TestTwoAtOnce:
    def test_a_list_that_changed_since_the_preview_is_shown_anew(
        self, there: Any, reviewer: Any
    ) -> None:
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙", 正确="丙丁"))
        there.write_text(TYPOS + "戊己,庚辛,\n", "utf-8")  # an editor on the shell
        anew = confirm(reviewer, preview)
        assert (anew.status, "预览之后词表有人改过" in alarm(anew)) == (409, True)
        assert "甲乙" not in there.read_text("utf-8")
        assert confirm(reviewer, anew).status == 303
        assert there.read_text("utf-8") == TYPOS + "戊己,庚辛,\n甲乙,丙丁,\n"
        page = reviewer.ask(PAGE)
        assert "在网页以外改过" not in page.text
        there.write_text(TYPOS, "utf-8")
        assert "在网页以外改过" in reviewer.ask(PAGE).text

    def test_where_the_same_edit_is_none_any_more(self, there: Any, reviewer: Any) -> None:
        preview = reviewer.send(f"{PAGE}/rows/4/delete", was=was(reviewer, 4))
        there.write_text(TYPOS.replace("清河市,清禾市,\n", ""), "utf-8")
        answer = confirm(reviewer, preview)
        assert (answer.status, "已经有人改了或删了" in alarm(answer)) == (409, True)

    def test_of_two_who_confirm_at_once_one_writes(
        self, office: Any, there: Any, reviewer: Any, log_in: Any
    ) -> None:
        people = [reviewer, log_in(office, "admin")]
        rows = [cells(错误="甲乙", 正确="丙丁"), cells(错误="戊己", 正确="庚辛")]
        previews = [who.send(f"{PAGE}/row", **row) for who, row in zip(people, rows, strict=True)]
        statuses: list[int] = []

        def press(who: Any, preview: Any) -> None:
            statuses.append(confirm(who, preview).status)

        threads = [
            threading.Thread(target=press, args=one) for one in zip(people, previews, strict=True)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(statuses) == [303, 409]
        assert len(there.read_text("utf-8").splitlines()) == 5
        assert office.store.audit.entries(act=AuditAct.LIST_CHANGED)[0] == 1

    def test_without_its_row_of_the_audit_nothing_is_written(
        self, office: Any, there: Any, reviewer: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙", 正确="丙丁"))
        monkeypatch.setattr(list_edits, "_entry", lambda *_: 1 / 0)
        assert confirm(reviewer, preview).status == 500
        assert there.read_text("utf-8") == TYPOS

    def test_a_preview_is_of_who_was_shown_it(
        self, office: Any, there: Any, reviewer: Any, log_in: Any
    ) -> None:
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙", 正确="丙丁"))
        assert confirm(log_in(office, "admin"), preview).status == 400
        other = f"/lists/{quote('敏感词.csv')}"
        assert confirm(reviewer, preview, other).status == 400
        assert there.read_text("utf-8") == TYPOS


class TestAhead:
    def test_what_the_next_sweep_will_say_is_told_before_it_is_written(
        self, office: Any, there: Any, reviewer: Any
    ) -> None:
        swept(office)
        assert "规则与最近一次巡检相同" in reviewer.ask("/lists").text
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙", 正确="丙丁"))
        assert f"{NAME} 2 行 → 3 行" in preview.text
        assert "下一次巡检开始前和重判时会这样说明：规则与上次不同" in preview.text
        confirm(reviewer, preview)
        assert f"{NAME} 2 行 → 3 行" in reviewer.ask("/lists").text
        assert load_rules(office.lists).counts == {NAME: 3}

    def test_the_last_row_of_a_list_that_was_used_stays(
        self, office: Any, there: Any, reviewer: Any
    ) -> None:
        there.write_text("错误,正确\n清河市,清禾市\n", "utf-8")
        swept(office)
        preview = reviewer.send(f"{PAGE}/rows/2/delete", was=was(reviewer, 2))
        assert "下一次巡检就停下" in preview.text
        assert "确认写入" not in preview.text
        assert load_rules(office.lists).counts == {NAME: 1}

    def test_where_the_next_sweep_would_stop_anyway_a_row_can_go(
        self, office: Any, there: Any, reviewer: Any
    ) -> None:
        other = there.with_name("敏感词.csv")
        other.write_text("敏感词\n澳门赌场\n", "utf-8")
        swept(office)
        other.unlink()
        preview = reviewer.send(f"{PAGE}/rows/3/delete", was=was(reviewer, 3))
        assert "会停下，不作判定：本单位词表" in preview.text
        assert confirm(reviewer, preview).status == 303

    def test_manuscripts_are_read_by_the_new_rules_at_once(self, there: Any, reviewer: Any) -> None:
        def marks() -> list[str]:
            return reviewer.send("/proofread", text="清禾市报名截止到月底。").texts("main mark")

        assert "报名截止到" in marks()
        confirm(reviewer, reviewer.send(f"{PAGE}/rows/3/delete", was=was(reviewer, 3)))
        assert "报名截止到" not in marks()


class TestTrial:
    def test_what_an_edit_adds_is_tried_before_it_is_written(
        self, there: Any, reviewer: Any
    ) -> None:
        table = f"{TYPOS}旧办法,新办法,\n没有的词,别的词,\n"
        preview = reviewer.enclose(f"{PAGE}/import", table, mode="whole")
        (draft,) = preview.tree.css("form[action$='/trial'] input[name=draft]")
        answer = reviewer.send(f"{PAGE}/trial", draft=draft.attributes["value"])
        assert answer.status == 303
        tried = reviewer.ask(str(answer.headers["location"]))
        assert "会提出 3 段不同的文字，在 2 个网站的 2 个页面上" in tried.text
        assert "2 条里有 1 条会提出文字" in tried.text
        assert tried.texts("main table tbody tr") == ["旧办法322"]
        assert confirm(reviewer, preview).status == 303  # the preview still stands

    def test_lists_that_are_no_written_rules_are_not_tried(self, reviewer: Any) -> None:
        path = f"/lists/{quote('允许的词.csv')}"
        preview = reviewer.send(f"{path}/row", **cells(允许词="清河人家"))
        assert preview.tree.css("form[action$='/trial']") == []
        (draft,) = preview.tree.css("input[name=draft]")
        assert reviewer.send(f"{path}/trial", draft=draft.attributes["value"]).status == 400


class TestWho:
    @pytest.mark.parametrize("role", ["contact", "reader"])
    def test_nobody_but_the_office(self, office: Any, there: Any, log_in: Any, role: str) -> None:
        who = log_in(office, role)
        for path in ("/lists", PAGE, f"{PAGE}/table.csv", f"{PAGE}/row", "/lists/history"):
            assert who.ask(path).status == 403
        assert who.enclose(f"{PAGE}/import", TYPOS).status == 403
        assert who.send(f"{PAGE}/confirm", draft="x").status == 403
        assert "词表" not in who.ask("/").texts("nav a")

    def test_not_from_a_page_that_is_not_ours(self, there: Any, reviewer: Any) -> None:
        preview = reviewer.send(f"{PAGE}/row", **cells(错误="甲乙", 正确="丙丁"))
        reviewer.csrf = "guessed"
        assert confirm(reviewer, preview).status == 403
        assert reviewer.enclose(f"{PAGE}/import", TYPOS, mode="whole").status == 403
        assert there.read_text("utf-8") == TYPOS


def test_what_is_no_list_leaves_the_others_to_be_seen(office: Any, reviewer: Any) -> None:
    (office.lists / "断.csv").symlink_to(office.lists / "没有.csv")
    seen = reviewer.ask("/lists")
    assert seen.status == 200
    assert "断.csv" in seen.text
    assert NAME in seen.text
    assert "不是文件，或它指到的文件不存在" in seen.text
    assert "不是文件" in reviewer.ask(f"/lists/{quote('断.csv')}").text
    assert reviewer.ask(f"/lists/{quote('断.csv')}/row").status == 404


def test_a_refused_line_of_a_whole_list_takes_no_row_away(reviewer: Any) -> None:
    table = "错误,正确,级别\n报名截止到,报名截至,重\n清河市,清禾县,\n"
    preview = reviewer.enclose(f"{PAGE}/import", table, mode="whole")
    assert "拒收的 1 行不写入，词表里原有的这些行不动" in preview.text
    assert "h-removed" not in preview.text


def test_the_page_of_a_list_names_its_columns_and_the_history_keeps_their_order(
    reviewer: Any,
) -> None:
    assert "第一行是表头：错误、正确、说明" in reviewer.ask(PAGE).text
    confirm(reviewer, reviewer.send(f"{PAGE}/row", **cells(错误="甲乙词", 正确="丙丁", 说明="新")))
    assert [one.split("：")[0] for one in reviewer.ask("/lists/history").texts(".change li")] == [
        "错误", "正确", "说明",
    ]  # fmt: skip
