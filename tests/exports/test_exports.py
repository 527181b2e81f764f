import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from govsweep import exports
from govsweep.errors import InputError
from govsweep.exports.fields import HEADS, MEANINGS, TABLE, json_schema, published
from govsweep.findings import Finding, State
from govsweep.reports.labels import check_name

SCHEMA = Path(__file__).parents[2] / "docs" / "finding.schema.json"
Make = Callable[..., Finding]


def written(name: str, *findings: Finding) -> bytes:
    out = io.BytesIO()
    exports.export(name, findings, out)
    return out.getvalue()


def sheet(*findings: Finding) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", *findings))).worksheets[0]


class TestSchema:
    def test_it_is_published_as_it_is(self) -> None:
        assert SCHEMA.read_text("utf-8") == published(), (
            "write govsweep.exports.fields.published() to docs/finding.schema.json"
        )

    def test_it_is_a_sound_schema_of_every_exported_field(self) -> None:
        jsonschema.Draft202012Validator.check_schema(json_schema())
        assert list(json_schema()["properties"]) == list(MEANINGS)
        assert json_schema()["required"] == list(MEANINGS)

    def test_exported_lines_are_valid_by_it(self, make_finding: Make) -> None:
        lines = written(
            "jsonl",
            make_finding(held="数量异常", fixed_at="2026-11-21T04:00:00+08:00"),
            make_finding("dead-link", state=State.DISMISSED, pages=()),
        )
        validator = jsonschema.Draft202012Validator(json_schema())
        for line in lines.splitlines():
            validator.validate(json.loads(line))

    def test_one_that_belongs_to_another_says_so(self, make_finding: Make) -> None:
        (line,) = written("jsonl", make_finding(part_of="5ec1")).splitlines()
        assert json.loads(line)["part_of"] == "5ec1"
        assert HEADS["part_of"] == "属于"

    def test_it_refuses_what_is_no_finding(self, make_finding: Make) -> None:
        line = json.loads(written("jsonl", make_finding()))
        for wrong in ({"severity": "grave"}, {"extra": 1}, {"sightings": "2"}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(line | wrong, json_schema())


class TestOrder:
    def test_what_changed_last_comes_last_in_whatever_order_it_is_given(
        self, make_finding: Make
    ) -> None:
        first = make_finding(subject="甲", last_seen="2026-11-20T03:00:00+08:00")
        second = make_finding(subject="乙")
        third = make_finding(
            subject="丙", last_seen=first.last_seen, changed_at="2026-11-22T09:00:00+08:00"
        )
        for given in ((first, second, third), (third, second, first)):
            lines = written("jsonl", *given).splitlines()
            assert [json.loads(line)["subject"] for line in lines] == ["甲", "乙", "丙"]


class TestCsv:
    def test_it_opens_in_excel_with_every_field(self, make_finding: Make) -> None:
        content = written("csv", make_finding())
        assert content.startswith(b"\xef\xbb\xbf")
        (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert list(row) == list(TABLE)
        assert row["check_name"] == check_name(row["check"]) != row["check"]
        assert row["pages"] == "http://www.qy.gov.cn/art/1.html\nhttp://www.qy.gov.cn/art/2.html"
        assert row["first_seen"] == "2026-11-02T03:00:00+08:00"
        assert (row["sightings"], row["held"]) == ("2", "")

    def test_no_cell_acts_as_a_formula(self, make_finding: Make) -> None:
        content = written("csv", make_finding(quote="=1+1", owner="@SUM(1)", before="+1\x00"))
        (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert (row["quote"], row["owner"], row["before"]) == ("'=1+1", "'@SUM(1)", "'+1")


class TestChinese:
    def test_heads_and_closed_words_are_chinese(self, make_finding: Make) -> None:
        out = io.BytesIO()
        exports.export("csv", [make_finding()], out, exports.Language.ZH)
        (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
        assert list(row) == list(HEADS.values())
        assert (row["程度"], row["把握"], row["状态"]) == ("一般", "确认", "待整改")
        assert row["首次发现"] == "2026-11-02 03:00"

    def test_a_workbook_too(self, make_finding: Make) -> None:
        out = io.BytesIO()
        exports.export("xlsx", [make_finding()], out, exports.Language.ZH)
        findings, meanings = openpyxl.load_workbook(out).worksheets
        assert next(findings.iter_rows(values_only=True)) == tuple(HEADS.values())
        assert dict(meanings.iter_rows(values_only=True))["状态"].startswith("状态：")

    def test_every_field_has_a_head(self) -> None:
        assert list(HEADS) == list(TABLE)

    @pytest.mark.parametrize("name", ["jsonl", "parquet"])
    def test_what_programs_read_has_none(self, name: str) -> None:
        with pytest.raises(InputError, match="给程序读"):
            exports.export(name, [], io.BytesIO(), exports.Language.ZH)


class TestXlsx:
    def test_it_has_heads_rows_and_the_meaning_of_the_fields(self, make_finding: Make) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", make_finding())))
        findings, meanings = book.worksheets
        heads, row = findings.iter_rows(values_only=True)
        assert list(heads) == list(TABLE)
        assert dict(zip(heads, row, strict=True))["quote"] == "攻府"
        assert dict(meanings.iter_rows(values_only=True)) == TABLE

    def test_formulas_and_addresses_are_text(self, make_finding: Make) -> None:
        table = sheet(make_finding(quote='=HYPERLINK("http://x","y")'))
        cells = {head.value: cell for head, cell in zip(table[1], table[2], strict=True)}
        assert cells["quote"].data_type == "s"
        assert cells["quote"].quotePrefix
        assert cells["url"].hyperlink is None

    def test_long_cells_are_cut_and_control_characters_dropped(self, make_finding: Make) -> None:
        table = sheet(make_finding(message="字" * 40_000, quote="甲\x00\x1b乙"))
        cells = {head.value: cell.value for head, cell in zip(table[1], table[2], strict=True)}
        assert len(cells["message"]) == 32_767
        assert cells["message"].endswith("（已截断）")
        assert cells["quote"] == "甲乙"

    def test_the_same_findings_give_the_same_bytes(self, make_finding: Make) -> None:
        assert written("xlsx", make_finding()) == written("xlsx", make_finding())

    def test_no_findings_give_a_workbook_too(self) -> None:
        assert zipfile.is_zipfile(io.BytesIO(written("xlsx")))
        assert sheet().max_row == 1


class TestParquet:
    def test_lists_stay_lists_and_times_are_instants(
        self, make_finding: Make, tmp_path: Path
    ) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        exports.export("parquet", [make_finding()], tmp_path / "f.parquet")
        (row,) = parquet.read_table(tmp_path / "f.parquet").to_pylist()
        found = make_finding()
        assert row["pages"] == list(found.pages)
        assert row["first_seen"] == found.first_seen
        assert list(row) == list(MEANINGS)

    def test_without_its_library_it_says_how_to_get_it(
        self, make_finding: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(InputError, match=r"govsweep\[parquet\]"):
            exports.export("parquet", [make_finding()], tmp_path / "f.parquet")
        assert not list(tmp_path.iterdir())


class TestFiles:
    @pytest.mark.parametrize("name", sorted(exports.FORMATS))
    def test_a_file_comes_with_its_checksum_and_a_sign_of_success(
        self, make_finding: Make, tmp_path: Path, name: str
    ) -> None:
        path = tmp_path / f"问题.{name}"
        assert exports.export(name, [make_finding()], path) == 1
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        assert (tmp_path / f"问题.{name}.sha256").read_text("utf-8") == (
            f"{checksum}  问题.{name}\n"
        )
        assert sorted(one.name for one in path.parent.iterdir()) == [
            "_SUCCESS",
            path.name,
            f"{path.name}.sha256",
        ]

    def test_an_export_that_fails_leaves_the_old_one(
        self, make_finding: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "f.parquet"
        path.write_bytes(b"old")
        (tmp_path / "_SUCCESS").touch()
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(InputError):
            exports.export("parquet", [make_finding()], path)
        assert path.read_bytes() == b"old"
        assert (tmp_path / "_SUCCESS").exists()

    def test_text_goes_to_standard_output_where_no_file_is_named(
        self, make_finding: Make, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        assert exports.write_export("jsonl", [make_finding(subject="乙")], None) == 1
        (line,) = capfdbinary.readouterr().out.splitlines()
        assert json.loads(line)["subject"] == "乙"

    def test_what_is_not_text_needs_a_file(self, make_finding: Make) -> None:
        with pytest.raises(InputError, match="-o"):
            exports.write_export("xlsx", [make_finding()], None)

    def test_an_unknown_format_names_those_there_are(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="、".join(exports.FORMATS)):
            exports.export("pdf", [], tmp_path / "f.pdf")
