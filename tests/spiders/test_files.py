"""Attachments of a site are fetched whole, read and judged; none is called dead for its size."""

import asyncio
import io
from typing import Any

import docx
from aiohttp import web

from govsweep.facts import Attachment, LinkStatus, PageState

FETCHED = (PageState.FETCHED, "")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPO = "各部门要即时启动应急预案，按步就班做好防汛工作。"


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def test_a_wrong_word_in_a_file_is_a_finding_at_the_files_address(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/notice.docx", "/unnamed.doc")
    town.put("/notice.docx", document(TYPO), Content_Type=WORD)
    town.put("/unnamed.doc", document("通知"), Content_Type="application/octet-stream")
    assert sweeping.run() == ""
    assert sweeping.states() == dict.fromkeys(["/", "/notice.docx", "/unnamed.doc"], FETCHED)
    page = sweeping.pages()["/notice.docx"].page
    assert (page.title, page.attachment) == ("notice.docx", Attachment.READ)
    found = {(one.check, one.url) for one in sweeping.store.findings.all() if one.check == "typo"}
    assert found == {("typo", town.url(1, "/notice.docx"))}
    assert sweeping.links() == {}


def test_a_file_that_cannot_be_read_is_there_and_unknown(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/fake.pdf")
    town.put("/fake.pdf", b"%PDF-1.4 and no more", Content_Type="application/pdf")
    assert sweeping.run() == ""
    page = sweeping.pages()["/fake.pdf"]
    assert (page.state, page.page.blocks) == (PageState.FETCHED, ())
    assert page.page.attachment is Attachment.UNREADABLE


def test_a_file_that_is_gone_is_a_page_that_failed(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/gone.pdf")
    assert sweeping.run() == ""
    assert sweeping.states() == {"/": FETCHED, "/gone.pdf": (PageState.FAILED, "status")}
    assert town.hits()["/gone.pdf"] == 2


def test_a_file_without_any_content_opens_for_nobody(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/empty.xls", "/full.doc")
    town.put("/empty.xls", b"", Content_Type="application/vnd.ms-excel")
    town.put("/full.doc", document("通知"), Content_Type="application/msword")
    assert sweeping.run() == ""
    assert sweeping.states()["/empty.xls"] == (PageState.FAILED, "error_page")
    assert sweeping.states()["/full.doc"] == FETCHED


def test_too_large_a_file_is_not_read_and_not_dead(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/large.pdf", "/silent.pdf")
    town.put("/large.pdf", b"%PDF-" + b"x" * 10_000_001, Content_Type="application/pdf")
    town.put("/silent.pdf", without_length, Content_Type="application/pdf")
    assert "Traceback" not in sweeping.run()
    assert sweeping.states() == {
        "/": FETCHED,
        "/large.pdf": (PageState.FAILED, "too_large"),
        "/silent.pdf": (PageState.FAILED, "too_large"),
    }


async def without_length(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/pdf"})
    await answer.prepare(request)
    try:
        for _ in range(11):
            await answer.write(b"%PDF-" + b"x" * 1_000_000)
    except ConnectionError:  # it was broken off
        pass
    return answer


def test_a_file_that_drips_is_there(sweeping: Any, town: Any, tmp_path: Any) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "application/pdf"})
        await answer.prepare(request)
        try:
            for _ in range(300):
                await answer.write(b"%PDF-1.4\n")
                await asyncio.sleep(0.1)
        except ConnectionError:
            pass
        return answer

    (tmp_path / "hasty_settings.py").write_text("DOWNLOAD_TIMEOUT = 5\n")
    sweeping.site()
    town.page("/", "/slow.pdf")
    town.put("/slow.pdf", drip)
    sweeping.run(PYTHONPATH=str(tmp_path), SCRAPY_SETTINGS_MODULE="hasty_settings")
    assert sweeping.states() == {"/": FETCHED, "/slow.pdf": FETCHED}
    assert sweeping.pages()["/slow.pdf"].page is None
    assert town.hits()["/slow.pdf"] == 1


def test_a_page_at_the_address_of_a_file_is_read_and_leads_nowhere(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", "/viewer.pdf")
    town.page("/viewer.pdf", "/beyond.html")
    assert sweeping.run() == ""
    assert sweeping.states() == {"/": FETCHED, "/viewer.pdf": FETCHED}


def test_files_of_others_and_of_unreadable_kinds_are_only_probed(sweeping: Any, town: Any) -> None:
    sweeping.site()
    abroad = town.url(9, "/a.pdf")
    town.page("/", abroad, "/a.zip")
    town.put("/a.pdf", b"%PDF-", number=9, Content_Type="application/pdf")
    town.put("/a.zip", b"PK", Content_Type="application/zip")
    assert sweeping.run() == ""
    assert sweeping.states() == {"/": FETCHED}
    assert sweeping.links() == {
        abroad: LinkStatus.FINE,
        town.url(1, "/a.zip"): LinkStatus.FINE,
    }


def test_files_leave_room_for_pages(sweeping: Any, town: Any) -> None:
    sweeping.site(budget=8)
    town.page("/", *[f"/{number}.docx" for number in range(4)], "/a.html", "/b.html")
    for number in range(4):
        town.put(f"/{number}.docx", document("通知"), Content_Type=WORD)
    town.page("/a.html")
    town.page("/b.html")
    assert sweeping.run() == ""
    assert sweeping.states() == dict.fromkeys(
        ["/", "/0.docx", "/1.docx", "/a.html", "/b.html"], FETCHED
    )
    assert set(sweeping.links().values()) == {LinkStatus.FINE}


def test_an_unchanged_file_is_not_read_again(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", "/notice.docx")
    town.put("/notice.docx", document("通知"), Content_Type=WORD)
    assert sweeping.run() == ""
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
    assert sweeping.run() == ""
    assert sweeping.states()["/notice.docx"] == (PageState.UNCHANGED, "")
