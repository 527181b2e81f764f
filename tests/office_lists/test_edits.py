"""Lists of the office edited: what changes, what stays as people wrote it, what is refused."""

import codecs
import io
from pathlib import Path

import openpyxl
import pytest

from govsweep.errors import InputError
from govsweep.office_lists import (
    STANDARD,
    ListKind,
    empty_list,
    examine,
    folder_lists,
    import_rows,
    lay_out,
    list_named,
    read_upload,
    with_pending,
    with_row,
    without_row,
)
from govsweep.rules import load_rules

NAME = "错别字.csv"
TYPOS = (
    "# 本单位用语，王工管\n"
    "错误,正确,说明\n"
    "\n"
    "# 公告用的\n"
    '报名截止到,"报名截至","本, 单位"\n'
    "清河市,清禾市\n"
    "# 完\n"
)


def edited(body: bytes) -> str:
    return body.decode()


class TestRow:
    def test_one_more_stands_at_the_end_and_all_else_is_as_it_was(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        edit = with_row(NAME, there, {"错误": "甲乙丙", "正确": "甲乙丁", "说明": ""})
        assert edited(edit.body) == TYPOS.replace("# 完\n", "甲乙丙,甲乙丁,\n# 完\n")
        assert [dict(one.after) for one in edit.changes.added] == [
            {"错误": "甲乙丙", "正确": "甲乙丁"}
        ]
        assert (edit.changes.same, edit.changes.changed, edit.changes.removed) == (2, (), ())

    def test_a_change_touches_its_line_alone(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        edit = with_row(NAME, there, {"错误": "清河市", "正确": "清禾县"}, 6)
        assert edited(edit.body) == TYPOS.replace("清河市,清禾市", "清河市,清禾县,")
        (change,) = edit.changes.changed
        assert (change.before["正确"], change.after["正确"]) == ("清禾市", "清禾县")

    def test_a_column_that_the_list_has_not_is_added_to_its_header(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        edit = with_row(NAME, there, {"错误": "清河市", "正确": "清禾市", "级别": "建议"}, 6)
        assert "错误,正确,说明,级别\n" in edited(edit.body)
        assert '报名截止到,"报名截至","本, 单位"\n' in edited(edit.body)
        assert lay_out(NAME, edit.body).records[1].cells["级别"] == "建议"

    def test_what_stood_before_a_row_that_goes_stays(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        edit = without_row(NAME, there, 5)
        assert edited(edit.body) == TYPOS.replace('报名截止到,"报名截至","本, 单位"\n', "")
        assert [one.before["错误"] for one in edit.changes.removed] == ["报名截止到"]

    @pytest.mark.parametrize(
        ("cells", "told"),
        [
            ({"错误": "甲", "正确": "乙"}, "错误：“甲”只有一个字，会误报"),
            ({"错误": "甲乙", "正确": ""}, "正确：是空的"),
            ({"错误": "清河市", "正确": "清禾市"}, "与第 6 行重复"),
            ({"错误": "甲乙", "正确": "甲丙", "级别": "严重"}, "级别：“严重”应当是"),
            ({"错误": "#甲乙", "正确": "甲丙"}, "以 # 开头的行不读"),
        ],
    )
    def test_what_the_loader_refuses_is_not_made(self, cells: dict[str, str], told: str) -> None:
        with pytest.raises(InputError, match=told):
            with_row(NAME, lay_out(NAME, TYPOS.encode()), cells)

    def test_lines_refused_before_are_no_hindrance_and_may_be_mended_one_by_one(self) -> None:
        body = (TYPOS + "甲,乙\n丙,丁\n").encode()
        there = lay_out(NAME, body)
        mended = with_row(NAME, there, {"错误": "甲甲", "正确": "乙乙"}, 8)
        assert len(examine(NAME, mended.body).troubles) == 1
        with pytest.raises(InputError, match="只有一个字"):
            with_row(NAME, there, {"错误": "戊", "正确": "己"}, 8)

    def test_a_row_that_is_not_there(self) -> None:
        with pytest.raises(InputError, match="第 3 行"):
            without_row(NAME, lay_out(NAME, TYPOS.encode()), 3)


class TestKept:
    @pytest.mark.parametrize(
        ("mark", "charset"),
        [
            (b"", "utf-8"),
            (codecs.BOM_UTF8, "utf-8"),
            (b"", "gb18030"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
        ],
    )
    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_encoding_and_ends_of_lines(self, mark: bytes, charset: str, ends: str) -> None:
        text = TYPOS.replace("\n", ends)
        there = lay_out(NAME, mark + text.encode(charset))
        edit = with_row(NAME, there, {"错误": "甲乙", "正确": "丙丁"})
        assert edit.body.startswith(mark)
        whole = edit.body.removeprefix(mark).decode(charset)
        assert whole == text.replace(f"# 完{ends}", f"甲乙,丙丁,{ends}# 完{ends}")
        assert examine(NAME, edit.body) == (3, ())

    def test_a_last_line_without_an_end(self) -> None:
        there = lay_out(NAME, "错误,正确\n清河市,清禾市".encode())
        edit = with_row(NAME, there, {"错误": "甲乙", "正确": "丙丁"})
        assert edited(edit.body) == "错误,正确\n清河市,清禾市\n甲乙,丙丁\n"

    def test_a_text_of_one_word_a_line(self) -> None:
        there = lay_out("允许的词.txt", "清河人家\n".encode())
        edit = with_row("允许的词.txt", there, {"允许词": "清河小区"})
        assert edited(edit.body) == "清河人家\n清河小区\n"
        with pytest.raises(InputError, match="不能有空格和逗号"):
            with_row("允许的词.txt", there, {"允许词": "清河 小区"})

    def test_bytes_that_no_encoding_explains_are_not_rewritten(self) -> None:
        with pytest.raises(InputError, match="认不出的字符"):
            lay_out(NAME, b"\xb4\xed\xce\xf3,\xd5\xfd\xc8\xb7\n\xff\xff,\xff\n")

    @pytest.mark.parametrize("body", [b"", b"# only\n", "什么,是\n甲,乙\n".encode()])
    def test_what_is_no_list(self, body: bytes) -> None:
        with pytest.raises(InputError):
            lay_out("别的.csv", body)


class TestImport:
    def test_added_changed_removed_and_in_the_order_of_the_table(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        sent = read_upload(
            ListKind.TYPO, "新.csv", "错误,正确\n清河市,清禾县\n甲乙,丙丁\n".encode("gb18030")
        )
        edit = import_rows(NAME, there, sent.rows, sent.heads, whole=True)
        assert edit.changes.told == {"added": 1, "changed": 1, "removed": 1}
        assert edited(edit.body) == (
            "# 本单位用语，王工管\n错误,正确,说明\n\n# 公告用的\n清河市,清禾县,\n甲乙,丙丁,\n# 完\n"
        )

    def test_a_row_whose_line_is_refused_stays_where_it_stood(self) -> None:
        there = lay_out(NAME, "错误,正确\n甲乙,丙丁\n戊己,庚辛\n壬癸,子丑\n".encode())
        table = "错误,正确,级别\n甲乙,丙丁,\n戊己,庚辛,重\n壬癸,子寅,\n壬癸,,\n没有,,\n"
        sent = read_upload(ListKind.TYPO, "新.csv", table.encode())
        edit = import_rows(NAME, there, sent.rows, sent.heads, whole=True, refused=sent.refused)
        assert edit.changes.told == {"added": 0, "changed": 1, "removed": 0}
        assert edited(edit.body) == "错误,正确\n甲乙,丙丁\n戊己,庚辛\n壬癸,子寅\n"

    def test_rows_that_it_lacks_stay_where_it_is_not_the_whole_list(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        sent = read_upload(ListKind.TYPO, "新.csv", "错误,正确\n甲乙,丙丁\n".encode())
        edit = import_rows(NAME, there, sent.rows, sent.heads, whole=False)
        assert edit.changes.told == {"added": 1, "changed": 0, "removed": 0}
        assert edited(edit.body) == TYPOS.replace("# 完\n", "甲乙,丙丁,\n# 完\n")

    def test_cells_of_columns_that_it_has_not_stay(self) -> None:
        there = lay_out(NAME, TYPOS.encode())
        sent = read_upload(ListKind.TYPO, "新.csv", "错误,正确\n报名截止到,报名截至\n".encode())
        edit = import_rows(NAME, there, sent.rows, sent.heads, whole=False)
        assert not edit.changes
        assert edited(edit.body) == TYPOS

    def test_another_order_of_leaders_is_a_change(self) -> None:
        text = "规范名称,职务,生效日期\n张清禾,市长,2024-01-01\n李知远,副市长,2024-01-01\n"
        there = lay_out("leaders.csv", text.encode())
        rows = [one.cells for one in there.records][::-1]
        edit = import_rows("leaders.csv", there, rows, there.heads, whole=True)
        assert (edit.changes.rows, edit.changes.moved) == ((), 2)
        assert [one.cells["规范名称"] for one in lay_out("leaders.csv", edit.body).records] == [
            "李知远",
            "张清禾",
        ]

    def test_lines_that_the_loader_refuses_are_named(self) -> None:
        table = "错误,正确,级别\n甲,乙,\n甲乙,丙丁,\n甲乙,戊己,\n庚辛,壬癸,重\n"
        sent = read_upload(ListKind.TYPO, "新.csv", table.encode())
        assert [(one.line, one.field) for one in sent.faults] == [
            (2, "错误"),
            (4, "错误"),
            (5, "级别"),
        ]
        assert sent.rows == [{"错误": "甲乙", "正确": "丙丁"}]

    def test_a_workbook(self) -> None:
        book = openpyxl.Workbook()
        for row in (["标题", "日期"], ["关于做好秋季工作的通知", "2026-11-01"], ["短", "x"]):
            book.active.append(row)
        body = io.BytesIO()
        book.save(body)
        sent = read_upload(ListKind.REPOST, "转载.xlsx", body.getvalue())
        assert sent.rows == [{"标题": "关于做好秋季工作的通知", "日期": "2026-11-01"}]
        assert [(one.line, one.field) for one in sent.faults] == [(3, "标题")]

    def test_a_table_of_ours_comes_back_as_it_was(self) -> None:
        there = lay_out(NAME, "错误,正确\n=甲乙,=丙丁\n".encode())
        sent = read_upload(ListKind.TYPO, NAME, "错误,正确\n'=甲乙,'=丙丁\n".encode("utf-8-sig"))
        assert not import_rows(NAME, there, sent.rows, sent.heads, whole=True).changes

    @pytest.mark.parametrize(
        ("name", "body", "told"),
        [
            ("", b"", "请选择文件"),
            ("a.exe", b"x", "CSV 或 XLSX"),
            ("a.csv", b"", "没有表头|认不出"),
            ("a.csv", "敏感词\n澳门赌场\n".encode(), "是敏感词，这里要的是错别字"),
            ("a.csv", "错误,说明\n甲乙,x\n".encode(), "没有正确"),
            ("a.csv", "错误,正确\n".encode(), "一行词语也没有"),
            ("a.xlsx", b"PK\x03\x04broken", "不是有效的 XLSX"),
            ("a.csv", f'错误,正确\n"{"甲" * 140_000}'.encode(), "引号|太长|一行"),
            ("a.csv", b"\xff\xfe\x00\x01" * 40, "认不出|没有表头"),
        ],
    )
    def test_what_is_no_table_of_the_kind(self, name: str, body: bytes, told: str) -> None:
        with pytest.raises(InputError, match=told):
            read_upload(ListKind.TYPO, name, body)

    def test_lines_of_another_encoding_are_refused(self) -> None:
        body = "错误,正确\n甲乙,丙丁\n".encode("gb18030") + b"\xff\xff\xff,\xff\n"
        sent = read_upload(ListKind.TYPO, "a.csv", body)
        assert sent.rows == [{"错误": "甲乙", "正确": "丙丁"}]
        assert [one.line for one in sent.faults] == [3]

    def test_what_nobody_sees_is_left_out(self) -> None:
        sent = read_upload(
            ListKind.REPEAL, "a.csv", "标题\n清禾市城\x00市拆迁\u200b管理办法\n".encode()
        )
        assert sent.rows == [{"标题": "清禾市城市拆迁管理办法"}]

    def test_too_many_rows(self) -> None:
        body = "允许词\n" + "".join(f"词语{number}\n" for number in range(20_001))
        with pytest.raises(InputError, match="至多 20,000 行"):
            read_upload(ListKind.WORD, "a.csv", body.encode())


class TestFolder:
    def test_all_lists_with_their_kind_and_those_that_might_be(self, tmp_path: Path) -> None:
        (tmp_path / "我们的.csv").write_text(TYPOS + "甲,乙\n", "utf-8")
        (tmp_path / "敏感词.txt").write_text("澳门赌场\n", "utf-8")
        (tmp_path / "说明.csv").write_text("什么\n", "utf-8")
        (tmp_path / "readme.md").write_text("x", "utf-8")
        (tmp_path / ".错别字.csv.part").write_text("x", "utf-8")
        known = {one.name: one for one in folder_lists(tmp_path)}
        assert (known["我们的.csv"].kind, known["我们的.csv"].examined.loaded) == (ListKind.TYPO, 2)
        assert list(known["我们的.csv"].troubles) == [8]
        assert known["敏感词.txt"].kind is ListKind.SENSITIVE
        assert (known["说明.csv"].kind, known["说明.csv"].layout) == (None, None)
        assert "readme.md" not in known and ".错别字.csv.part" not in known
        assert NAME not in known
        assert known["leaders.csv"].body is None

    def test_an_empty_folder_might_have_all(self, tmp_path: Path) -> None:
        assert [one.name for one in folder_lists(tmp_path)] == list(STANDARD)

    @pytest.mark.parametrize("name", ["../x.csv", "别的.csv", "", ".", "/etc/passwd"])
    def test_no_other_file_has_a_name(self, tmp_path: Path, name: str) -> None:
        (tmp_path.parent / "x.csv").write_text(TYPOS, "utf-8")
        assert list_named(tmp_path, name) is None

    def test_a_workbook_is_shown_and_not_edited(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for row in (["敏感词", "类别"], ["澳门赌场", "赌博"]):
            book.active.append(row)
        book.save(tmp_path / "词.xlsx")
        one = list_named(tmp_path, "词.xlsx")
        assert one is not None and one.layout is not None
        assert (one.kind, one.examined.loaded) == (ListKind.SENSITIVE, 1)
        assert one.layout.records[0].cells == {"敏感词": "澳门赌场", "类别": "赌博"}
        assert "XLSX" in one.why_not

    def test_a_folder_as_it_would_be(self, tmp_path: Path) -> None:
        (tmp_path / NAME).write_text(TYPOS, "utf-8")
        (tmp_path / "允许的词.csv").write_text("允许词\n清河人家\n", "utf-8")
        body = b"\xef\xbb\xbf" + "错误,正确\n甲乙,丙丁\n".encode()
        with with_pending(tmp_path, NAME, body) as pending:
            rules = load_rules(pending)
        assert rules.counts == {NAME: 1, "允许的词.csv": 1}
        assert load_rules(tmp_path).version != rules.version
        (tmp_path / NAME).write_bytes(body)
        assert load_rules(tmp_path).version == rules.version


@pytest.mark.parametrize(("name", "kind"), STANDARD.items())
def test_a_new_list_of_every_kind_takes_a_row(name: str, kind: ListKind) -> None:
    row = {
        ListKind.TYPO: {"错误": "清河市", "正确": "清禾市"},
        ListKind.SENSITIVE: {"敏感词": "澳门赌场"},
        ListKind.PROTECTED: {"规范名称": "清禾市人民政府"},
        ListKind.HOST: {"域名": "www.qinghe.gov.cn"},
        ListKind.WORD: {"允许词": "清河人家"},
        ListKind.REPOST: {"标题": "关于做好秋季工作的通知", "日期": "2026-11-18 09:30"},
        ListKind.REPEAL: {"标题": "清禾市城市房屋拆迁管理办法", "文号": "清政发〔2003〕8号"},
    }[kind]
    edit = with_row(name, empty_list(kind), row)
    assert edit.body.startswith(codecs.BOM_UTF8)
    assert examine(name, edit.body) == (1, ())
    assert [one.cells for one in lay_out(name, edit.body).records] == [row]


def test_merged_cells_and_formulas_of_a_workbook_are_refused_by_line() -> None:
    book = openpyxl.Workbook()
    for line in (
        ("错误", "正确", "说明"),
        ("清河市", "清禾市", "市名"),
        ("报名截止到", "报名截至", None),
        ('=A2&"区"', "清禾区", None),
    ):
        book.active.append(line)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("A6:C7")  # nothing at all
    body = io.BytesIO()
    book.save(body)
    sent = read_upload(ListKind.TYPO, "错别字.xlsx", body.getvalue())
    assert [row["错误"] for row in sent.rows] == ["清河市"]
    assert [(one.line, one.field) for one in sent.faults] == [(3, "说明"), (4, "错误")]
    assert "取消合并" in sent.faults[0].reason
    assert "没有算出结果的公式" in sent.faults[1].reason
