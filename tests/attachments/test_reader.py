"""The reading process: started at need, limited, replaced, ended."""

import os
import sys
from types import SimpleNamespace

import pytest

from govsweep.attachments import AttachmentReader, read_attachment
from govsweep.facts import Attachment

URL = "http://www.qinghe.gov.cn/a.docx"
BEGIN = (
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
)
PARAGRAPH = "<w:p><w:r><w:t>通知</w:t></w:r></w:p>"
END = "</w:body></w:document>"


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_reads_what_is_read_here(files: SimpleNamespace) -> None:
    with AttachmentReader() as reader:
        for body in (files.word("通知"), files.pdf(["通知"]), files.old_word("通知"), b"?"):
            assert reader(body, url=URL) == read_attachment(body, url=URL)


def test_no_process_is_started_before_the_first_file(files: SimpleNamespace) -> None:
    with AttachmentReader() as reader:
        assert reader.pid is None
        reader(files.word("通知"), url=URL)
        pid = reader.pid
        assert pid is not None
        reader(files.word("公告"), url=URL)
        assert reader.pid == pid
    assert not is_running(pid)
    assert reader.pid is None


def test_too_large_a_file_never_comes_to_it() -> None:
    with AttachmentReader() as reader:
        assert reader(b"%PDF-" + b"\0" * 10_000_000, url=URL).attachment is Attachment.UNREADABLE
        assert reader.pid is None


def test_a_file_that_takes_too_long_costs_the_process_and_the_next_is_read(
    files: SimpleNamespace,
) -> None:
    with AttachmentReader() as reader:
        reader._seconds = 0.001
        assert reader(files.word("通知"), url=URL).attachment is Attachment.UNREADABLE
        assert reader.pid is None
        reader._seconds = 60.0
        assert reader(files.word("通知"), url=URL).attachment is Attachment.READ


def test_a_file_that_takes_too_much_work_is_ended_by_the_system(files: SimpleNamespace) -> None:
    body = document_of(files, f"{BEGIN}<!--{ballast()}-->{'<w:p/>' * 3_000_000}{END}")
    with AttachmentReader(seconds=120.0, cpu_seconds=1, memory=4 << 30) as reader:
        assert reader(body, url=URL).attachment is Attachment.UNREADABLE
        assert reader.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_a_file_that_takes_too_much_memory_is_unreadable(files: SimpleNamespace) -> None:
    large = f"{BEGIN}<!--{ballast()}-->{PARAGRAPH * 1_500_000}{END}"
    with AttachmentReader(memory=400 * 1024 * 1024) as reader:
        assert reader(document_of(files, large), url=URL).attachment is Attachment.UNREADABLE
        assert reader(document_of(files, f"{BEGIN}{PARAGRAPH}{END}"), url=URL).blocks


def ballast() -> str:
    """What packs badly, so that the whole does not look like a bomb."""
    return os.urandom(1_000_000).hex()


def document_of(files: SimpleNamespace, xml: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{package}/content-types'><Override PartName="
        "'/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument."
        "wordprocessingml.document.main+xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{package}/relationships'><Relationship Id='a'"
        f" Type='{office}/officeDocument' Target='word/document.xml'/></Relationships>",
        "word/document.xml": xml,
    }
    body: bytes = files.archive({name: part.encode() for name, part in parts.items()})
    return body


def test_a_host_whose_files_took_too_much_is_believed_no_more(files: SimpleNamespace) -> None:
    with AttachmentReader(seconds=0.001, losses=2) as reader:
        for _ in range(2):
            reader(files.word("通知"), url=URL)
        reader._seconds = 60.0
        assert reader(files.word("通知"), url=URL).attachment is Attachment.UNREADABLE
        assert reader(files.word("通知"), url="http://www.other.gov.cn/a.docx").blocks


def test_a_worker_that_dies_takes_the_process_with_it(files: SimpleNamespace) -> None:
    with AttachmentReader() as reader:
        reader(files.word("通知"), url=URL)
        process = reader._process
        assert process is not None and process.stdin is not None
        process.stdin.close()  # what the system does with a dead worker's pipes
        assert process.wait(timeout=300) == 0
