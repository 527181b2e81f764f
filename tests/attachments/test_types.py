"""Which answers are files to be read, and which addresses are fetched for it."""

import pytest

from govsweep.attachments import is_attachment, is_wanted

PDF = "http://www.qinghe.gov.cn/a.pdf"
PAGE = "http://www.qinghe.gov.cn/a.html"


@pytest.mark.parametrize("ending", ["pdf", "PDF", "doc", "docx", "xls", "xlsx", "wps", "et", "rtf"])
def test_addresses_of_readable_files_are_wanted(ending: str) -> None:
    assert is_wanted(f"http://www.qinghe.gov.cn/files/a.{ending}")
    assert is_wanted(f"http://www.qinghe.gov.cn/download?name=a.{ending}&id=1")


@pytest.mark.parametrize("ending", ["zip", "ofd", "mp4", "html", "pdfx", "etc"])
def test_other_addresses_are_not(ending: str) -> None:
    assert not is_wanted(f"http://www.qinghe.gov.cn/files/a.{ending}")


def test_what_headers_announce_is_wanted_at_any_address() -> None:
    assert is_wanted(PAGE, "application/pdf;charset=UTF-8")
    assert not is_wanted(PAGE, "application/octet-stream")


def test_the_first_bytes_decide() -> None:
    assert is_attachment(b"%PDF-1.4", url=PAGE, content_type="text/html")
    assert is_attachment(b"PK\x03\x04", url=PAGE, content_type="")


def test_a_page_at_the_address_of_a_file_is_a_page() -> None:
    page = b"<!DOCTYPE html><p>404</p>"
    assert not is_attachment(page, url=PDF, content_type="text/html")
    assert not is_attachment(page, url=PDF, content_type="application/pdf")
    assert not is_attachment(b"{}", url=PDF, content_type="application/json")


def test_what_nobody_knows_at_the_address_of_a_file_is_a_file() -> None:
    assert is_attachment(b"\0\1\2", url=PDF, content_type="application/octet-stream")
    assert not is_attachment(b"\0\1\2", url=PAGE, content_type="application/octet-stream")
