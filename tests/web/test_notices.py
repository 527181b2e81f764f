"""Notices in the browser: issued, followed up, answered, and the same as at the command line."""

import datetime as dt
import io
import json
import zipfile
from typing import Any
from urllib.parse import quote

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from govsweep import clock
from govsweep.accounts import Actor, AuditAct
from govsweep.cli import main
from govsweep.enclosures import LARGEST
from govsweep.findings import State, fingerprint
from govsweep.rectification import due_after
from govsweep.reports.gather import freeze, gather
from govsweep.reports.notice_list import table

WORST, FINE = "5118000001", "5118000002"
TYPO, OWN = fingerprint("typo", WORST, "攻府"), fingerprint("typo", FINE, "攻府")
PDF = b"%PDF-1.7\n% what the unit says"


def multipart(fields: dict[str, str], file: tuple[str, bytes] | None = None) -> tuple[str, bytes]:
    """The body of a form that encloses a file, and its type."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file is not None:
        head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n'
        parts.append(f"{head}Content-Type: text/html\r\n\r\n".encode() + file[1] + b"\r\n")
    return "multipart/form-data; boundary=cut", b"".join(parts) + b"--cut--\r\n"


class Office:
    """The office, its people, and a notice to the contact's unit."""

    def __init__(self, server: Any, log_in: Any) -> None:
        self.server, self.store = server, server.store
        self.reviewer, self.contact = log_in(server, "reviewer"), log_in(server, "contact")

    def issue(self, *keys: str) -> None:
        seen = [f"{key}:{mark}" for key, mark in self.store.decisions.marks(keys).items()]
        page = self.reviewer.send("/queue/notices", key=list(keys), seen=seen)
        assert page.status == 200, page.text
        answer = self.reviewer.send("/queue/notices/issue", key=list(keys), seen=seen)
        assert answer.status == 303, answer.text

    def answer(
        self, number: int, fields: dict[str, str], file: Any = None, who: Any = None, **word: str
    ) -> Any:
        browser = who or self.contact
        kind, body = multipart({"csrf": browser.csrf} | fields | word, file)
        return self.server.post_bytes(
            f"/notices/{number}/answers", body, cookie=browser.cookie, content_type=kind
        )

    def finding(self, key: str) -> Any:
        (found,) = self.store.findings.all(key=key)
        return found

    def acts(self) -> list[AuditAct]:
        return [one.act for one in self.store.audit.entries()[1]]


@pytest.fixture
def desk(office: Any, log_in: Any) -> Office:
    made = Office(office, log_in)
    made.issue(OWN)
    return made


class TestIssuing:
    def test_all_of_a_site_is_handed_out_from_its_page(self, office: Any, log_in: Any) -> None:
        reviewer = log_in(office, "reviewer")
        assert "下发这个网站的通知书" in reviewer.ask(f"/sites/{WORST}").text
        page = reviewer.send("/queue/notices", site=WORST, next="/notices")
        keys = [str(one.attributes["value"]) for one in page.tree.css("input[name=key]")]
        seen = [one.attributes["value"] for one in page.tree.css("input[name=seen]")]
        answer = reviewer.send("/queue/notices/issue", key=keys, seen=seen, next="/notices")
        assert answer.headers["location"].startswith("/notices")
        issued = {key for one in office.store.notices.all() for key in one.findings}
        assert issued == set(keys) and TYPO in issued
        assert reviewer.send("/queue/notices", site=WORST).status == 400  # nothing is left

    def test_what_a_sweep_under_way_has_just_found_waits_for_its_end(
        self, office: Any, log_in: Any, make_finding: Any
    ) -> None:
        store, reviewer = office.store, log_in(office, "reviewer")
        freeze(store, clock.now())
        new = make_finding("typo", "布署工作", site=FINE, sweep=2)
        night = store.sweeps.get().night + dt.timedelta(days=1)
        store.sweeps.open(
            night=night, as_of=night, sites=store.sites.all()[:1], indicators="2019",
            rules_version="r1", at=clock.now().timestamp(), again=False,
        )  # fmt: skip
        store.findings.save(2, [new])
        keys = [TYPO, new.id]
        seen = [f"{key}:{mark}" for key, mark in store.decisions.marks(keys).items()]
        page = reviewer.send("/queue/notices", key=keys, seen=seen)
        assert "正在进行的巡检查出的，收尾之后再下发" in page.text
        assert reviewer.send("/queue/notices/issue", key=keys, seen=seen).status == 303
        assert [one.findings for one in store.notices.all()] == [(TYPO,)]
        answer = reviewer.send("/queue/notices/issue", key=[new.id], seen=seen[1:])
        assert answer.status == 400

    @pytest.mark.parametrize("back", ["/notices", "/queue?view=new&issued=9"])
    def test_all_that_was_issued_is_told(self, office: Any, log_in: Any, back: str) -> None:
        reviewer = log_in(office, "reviewer")
        keys = [TYPO, OWN]
        seen = [f"{key}:{mark}" for key, mark in office.store.decisions.marks(keys).items()]
        answer = reviewer.send("/queue/notices/issue", key=keys, seen=seen, next=back)
        page = reviewer.ask(answer.headers["location"])
        told = page.tree.css_first(".done")
        links = [one.attributes["href"] for one in told.css("a")]
        assert "已签发通知书 2 份" in told.text() and links == ["/notices/1", "/notices/2"]
        path = answer.headers["location"].partition("?")[0]
        assert not log_in(office, "admin").ask(f"{path}?issued=x,9,").tree.css(".done")

    def test_what_was_issued_is_told_where_another_could_not_be(
        self, office: Any, log_in: Any
    ) -> None:
        reviewer, keys = log_in(office, "reviewer"), [OWN, TYPO]
        seen = [f"{key}:{mark}" for key, mark in office.store.decisions.marks(keys).items()]
        marks = [f"{TYPO}:{office.store.decisions.marks([TYPO]).get(TYPO, '')}"]
        log_in(office, "admin").send("/queue/acts", act="confirm", key=TYPO, seen=marks)
        answer = reviewer.send("/queue/notices/issue", key=keys, seen=seen)
        (one,) = office.store.notices.all()
        assert answer.status == 400
        assert f"已签发 {one.number}；其余没有：" in answer.text

    def test_who_may_issue_is_told_where(self, office: Any, log_in: Any) -> None:
        page = log_in(office, "reviewer").ask("/notices")
        assert "还没有通知书" in page.text and page.tree.css("main a[href='/queue']")
        assert not log_in(office, "reader").ask("/notices").tree.css("main a[href='/queue']")
        assert "没有符合条件" in log_in(office, "reader").ask("/notices?words=x").text

    def test_the_document_is_the_command_lines(
        self, desk: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
    ) -> None:
        answer = desk.contact.ask("/notices/1/notice.docx")
        assert answer.headers["content-disposition"].startswith("attachment;")
        number = desk.store.notices.all()[0].number
        path = tmp_path / "again.docx"
        monkeypatch.setenv("GOVSWEEP_DATABASE_URL", str(desk.store.engine.url))
        words = ["report", "notice", "--number", number, "-o", str(path)]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        texts = [
            [cell.text for one in docx.Document(source).tables for cell in one._cells]
            for source in (io.BytesIO(answer.body), str(path))
        ]
        assert texts[0] == texts[1] != []

    def test_all_documents_come_as_one_archive(self, desk: Office) -> None:
        desk.issue(TYPO)
        with zipfile.ZipFile(io.BytesIO(desk.reviewer.ask("/ledgers/notices.zip").body)) as all_:
            assert len(all_.namelist()) == 2
            assert docx.Document(io.BytesIO(all_.read(all_.namelist()[0]))).paragraphs
        one = desk.reviewer.ask(f"/ledgers/notices.zip?site={FINE}")
        assert len(zipfile.ZipFile(io.BytesIO(one.body)).namelist()) == 1


class TestLedger:
    def test_it_says_what_the_printed_one_says(self, desk: Office) -> None:
        desk.issue(TYPO)
        shown = desk.reviewer.ask("/notices").tree.css("tbody tr")
        printed = table(gather(desk.store))
        assert len(shown) == len(printed.rows) == 2
        for row, one in zip(shown, reversed(printed.rows), strict=True):
            cells = [" ".join(cell.text().split()) for cell in row.css("td")]
            told = (len(one.findings), one.count(State.FIXED), one.late, 0, one.outcome)
            assert cells[-5:] == [str(word) for word in told]

    def test_the_workbook_has_the_rows_that_were_asked_for(self, desk: Office) -> None:
        desk.issue(TYPO)
        book = openpyxl.load_workbook(
            io.BytesIO(desk.reviewer.ask(f"/ledgers/notices.xlsx?site={FINE}").body)
        )
        rows = list(book.active.iter_rows(values_only=True))
        assert [row[3] for row in rows[2:]] == [FINE]
        problems = desk.reviewer.ask(f"/ledgers/problems.xlsx?site={FINE}").body
        sheet = openpyxl.load_workbook(io.BytesIO(problems)).active
        heads, *rows = sheet.iter_rows(min_row=2, values_only=True)
        site = heads.index("网站标识码")
        assert {row[site] for row in rows if isinstance(row[0], int | float)} == {FINE}

    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("outcome=整改中", 1),
            ("outcome=结案", 0),
            ("owner=教育局办公室", 1),
            ("words=整改 教育局", 1),
            ("words=审计", 0),
            ("offset=0", 1),
        ],
    )
    def test_it_narrows(self, desk: Office, query: str, rows: int) -> None:
        page = desk.reviewer.ask(f"/notices?{quote(query, safe='=&')}")
        assert len(page.tree.css("tbody tr")) == rows

    def test_what_is_not_there_is_not_found(self, desk: Office) -> None:
        for path in ("/notices/9", "/notices/x", "/notices/1/files/9", "/ledgers/x.xlsx"):
            assert desk.reviewer.ask(path).status == 404


class TestFollowingUp:
    def test_extended_it_is_due_later_and_so_are_its_findings(self, desk: Office) -> None:
        (one,) = desk.store.notices.all()
        later = one.due + dt.timedelta(days=30)
        assert desk.reviewer.send("/notices/1/extend", due=later, why="改版").status == 303
        assert desk.finding(OWN).due == later
        assert desk.store.notices.all()[0].last_due == later
        (row,) = table(gather(desk.store)).rows
        assert (row.notice.due, row.notice.last_due) == (one.due, later)  # printed as it was issued
        entry = desk.store.audit.entries()[1][0]
        assert (entry.act, entry.by.name, entry.reason) == (
            AuditAct.NOTICE_EXTENDED,
            "reviewer",
            "改版",
        )
        assert (entry.before["due"], entry.after["due"]) == (str(one.due), str(later))
        assert "延期" in desk.reviewer.ask("/audit").text

    @pytest.mark.parametrize("due", ["", "明天", "2020-01-01", "9026-12-31"])
    def test_it_is_extended_to_no_earlier_day_nor_by_years(self, desk: Office, due: str) -> None:
        answer = desk.reviewer.send("/notices/1/extend", due=due, why="改版")
        assert answer.status == 400
        assert desk.store.notices.all()[0].steps == ()

    def test_without_a_reason_nothing_is_extended_or_closed(self, desk: Office) -> None:
        due = desk.store.notices.all()[0].due + dt.timedelta(days=3)
        assert desk.reviewer.send("/notices/1/extend", due=due, why=" ").status == 400
        assert desk.reviewer.send("/notices/1/close", why="").status == 400
        assert desk.store.notices.all()[0].steps == ()

    def test_a_reason_that_is_too_long_is_refused_not_cut(self, desk: Office) -> None:
        answer = desk.reviewer.send("/notices/1/close", why="长" * 1_001)
        assert answer.status == 400
        assert "至多 1000 字" in answer.text
        assert desk.store.notices.all()[0].steps == ()

    def test_reminders_are_counted(self, desk: Office) -> None:
        for _ in range(2):
            assert desk.reviewer.send("/notices/1/remind", why="").status == 303
        (row,) = table(gather(desk.store)).rows
        assert dict(zip(*head_and_cells(row), strict=True))["催办"] == 2
        assert "催办" in desk.contact.ask("/notices/1").text

    def test_closed_nothing_more_is_done_and_its_findings_stay(self, desk: Office) -> None:
        assert desk.reviewer.send("/notices/1/close", why="网站关停").status == 303
        assert desk.finding(OWN).state is State.NOTIFIED
        assert desk.reviewer.send("/notices/1/remind").status == 400
        assert desk.answer(1, {f"kind-{OWN}": "mended"}).status == 400
        assert "结案" in desk.reviewer.ask("/notices").text
        assert table(gather(desk.store)).rows[0].outcome == "结案"

    def test_the_command_line_does_the_same(
        self, desk: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOVSWEEP_DATABASE_URL", str(desk.store.engine.url))
        number = desk.store.notices.all()[0].number
        later = due_after(desk.store.notices.all()[0].due, 5)
        for words in (
            ["notices", "remind", number],
            ["notices", "extend", number, "--until", str(later), "--why", "改版"],
            ["notices", "close", number, "--why", "关停"],
        ):
            result = CliRunner().invoke(main, words, catch_exceptions=False)
            assert result.exit_code == 0, result.output
        kinds = [one.kind for one in desk.store.notices.all()[0].steps]
        assert kinds == ["reminded", "extended", "closed"]
        listing = CliRunner().invoke(main, ["notices", "list"]).output
        assert number in listing and "结案" in listing


def head_and_cells(row: Any) -> tuple[list[str], list[Any]]:
    from govsweep.reports.notice_list import COLUMNS  # noqa: PLC0415 - of this one test

    return [one.head for one in COLUMNS], [one.cell(row) for one in COLUMNS]


class TestAnswering:
    def test_line_by_line_with_a_file_and_a_recheck(self, desk: Office) -> None:
        fields = {f"kind-{OWN}": "mended", f"words-{OWN}": "已改正 \n 请看", "recheck": OWN}
        answer = desk.answer(1, fields, ("整改情况.html", PDF))
        assert answer.status == 303, answer.text
        (said,) = desk.store.notices.answers(1)
        assert (said.author, said.kind, said.words) == ("contact", "mended", "已改正 请看")
        page = desk.reviewer.ask("/notices/1")
        assert "已改正 请看" in page.text and "整改情况.pdf" in page.text
        assert "单位申请复查" in desk.reviewer.ask("/notices").text
        assert "单位答复：已整改，申请复查" in desk.reviewer.ask(f"/findings/{OWN}").text
        assert desk.finding(OWN).state is State.NOTIFIED  # a word is no mending
        assert desk.acts()[0] is AuditAct.NOTICE_ANSWERED

    def test_a_recheck_that_was_asked_for_is_over_once_somebody_looked(self, desk: Office) -> None:
        desk.answer(1, {f"kind-{OWN}": "mended", "recheck": OWN})
        assert desk.store.notices.asked_again() == [OWN]
        desk.store.rechecks.see_again([OWN], clock.now() + dt.timedelta(minutes=1))
        assert desk.store.notices.asked_again() == []

    def test_the_command_line_looks_at_what_was_asked_for(
        self, desk: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOVSWEEP_DATABASE_URL", str(desk.store.engine.url))
        none = CliRunner().invoke(main, ["recheck", "--asked"], catch_exceptions=False)
        assert (none.exit_code, "没有单位申请复查" in none.output) == (0, True)
        assert CliRunner().invoke(main, ["recheck"]).exit_code == 2
        desk.answer(1, {f"kind-{OWN}": "mended", "recheck": OWN})
        looked: list[Any] = []
        monkeypatch.setattr(
            "govsweep.cli.recheck.look_again",
            lambda _store, _settings, _rules, found, *, as_of: looked.extend(found) or [],
        )
        CliRunner().invoke(main, ["recheck", "--asked"], catch_exceptions=False)
        assert [one.id for one in looked] == [OWN]

    def test_the_file_is_handed_out_to_be_saved_and_nothing_else(self, desk: Office) -> None:
        desk.answer(1, {f"kind-{OWN}": "planned", f"words-{OWN}": "下周"}, ("a.svg", PDF))
        answer = desk.contact.ask("/notices/1/files/1")
        assert answer.body == PDF
        headers = answer.headers
        assert headers["content-disposition"].startswith("attachment;")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert headers["content-type"] == "application/pdf"

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("a.pdf", b"<html><script>owned()</script>"),
            ("a.pdf", b"MZ\x90\x00"),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='owned()'/>"),
            ("a.docx", b"PK\x03\x04 no archive"),
            ("a.pdf", b""),
        ],
    )
    def test_what_a_file_is_counts_and_nothing_is_kept_with_a_bad_one(
        self, desk: Office, name: str, body: bytes
    ) -> None:
        answer = desk.answer(1, {f"kind-{OWN}": "mended"}, (name, body))
        assert answer.status == 400 and "附件" in answer.text
        assert desk.store.notices.answers(1) == []
        assert desk.store.notices.enclosures(1) == []

    def test_what_was_typed_stays_where_it_is_refused(self, desk: Office) -> None:
        fields = {f"kind-{OWN}": "mended", f"words-{OWN}": '已"改<b>正', "recheck": OWN}
        page = desk.answer(1, fields, ("a.pdf", b"MZ"))
        assert "附件请重新选择" in page.text
        assert page.tree.css_first("option[selected]").attributes["value"] == "mended"
        words = page.tree.css_first(f"input[name='words-{OWN}']").attributes["value"]
        assert words == '已"改<b>正'
        assert "checked" in page.tree.css_first("input[name=recheck]").attributes
        again = desk.contact.ask("/notices/1")
        assert not again.tree.css("option[selected], input[checked]")
        assert "附件请重新选择" not in desk.answer(1, {f"words-{OWN}": "说了"}).text

    def test_a_file_that_is_too_long_is_not_read(self, desk: Office) -> None:
        body = PDF + b" " * (LARGEST + 300_000)
        assert desk.answer(1, {f"kind-{OWN}": "mended"}, ("a.pdf", body)).status == 413
        assert desk.answer(1, {f"kind-{OWN}": "mended"}, ("a.pdf", body[:-290_000])).status == 400

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {f"words-{OWN}": "说了"},
            {f"kind-{OWN}": "objected"},
            {f"kind-{OWN}": "planned", f"words-{OWN}": "下周", "recheck": OWN},
            {f"kind-{TYPO}": "mended"},
            {f"kind-{OWN}": "mended", f"words-{OWN}": "长" * 1_001},
        ],
        ids=["nothing", "words-alone", "no-words", "planned-recheck", "others", "too-long"],
    )
    def test_what_is_no_answer_is_refused(self, desk: Office, fields: dict[str, str]) -> None:
        assert desk.answer(1, fields).status == 400
        assert desk.store.notices.answers(1) == []

    def test_a_form_that_our_page_did_not_make_is_refused(self, desk: Office) -> None:
        assert desk.answer(1, {f"kind-{OWN}": "mended"}, csrf="guessed").status == 403
        assert desk.answer(1, {f"kind-{OWN}": "mended"}, csrf="").status == 403

    def test_a_contact_answers_to_no_other_units_notice(self, desk: Office) -> None:
        desk.issue(TYPO)
        assert desk.contact.ask("/notices/2").status == 404
        assert desk.answer(2, {f"kind-{TYPO}": "mended"}).status == 404
        assert desk.store.notices.answers(2) == []

    def test_what_it_says_is_shown_and_not_run(self, desk: Office) -> None:
        attack = "<script>owned()</script>"
        desk.answer(1, {f"kind-{OWN}": "objected", f"words-{OWN}": attack}, (attack, PDF))
        for path in ("/notices/1", f"/findings/{OWN}", "/audit"):
            page = desk.reviewer.ask(path)
            assert page.status == 200 and attack not in page.text
        assert json.loads(json.dumps(desk.store.notices.answers(1)[0].words)) == attack

    def test_one_notice_takes_so_many_files(self, desk: Office) -> None:
        from govsweep.enclosures import enclosure  # noqa: PLC0415 - of this one test
        from govsweep.lifecycle import Answer, AnswerKind  # noqa: PLC0415

        said = Answer(finding=OWN, at=clock.now(), author="x", kind=AnswerKind.MENDED)
        for _ in range(20):
            desk.store.notices.answer(
                1, [said], Actor(name="x"), file=enclosure("a.pdf", PDF), body=PDF
            )
        assert desk.answer(1, {f"kind-{OWN}": "mended"}, ("a.pdf", PDF)).status == 400
