"""Facts as they lie in the store: of today, and as version 0.1 packed them."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from govsweep.facts import Anchor, Attachment, Block, Page, PageKind, Place
from govsweep.store.stored_facts import pack, text_blocks, unpack, unpack_outline

ROOT = "http://www.qinghe.gov.cn/"

# Packed by version 0.1.0, whose pages told by strings what fields tell now.
LIST = (
    "eF51kD2O1EAQhecmxARr53MZq6f7ebqY/jFVZTxkm5AQGZGRYAnbs7tYaGMCZC1cgoRshbgFmpEg2+zplVTfp/dr8+xT"
    "y+GbV222Zdl1XfGS0t6j2OdXhU1lQifleKDkxkCiJ+sNC3S4d7DBMFz1r1kcbHZwVYcQvk9KGrD8uf7w++P0+GZ5fPf2"
    "i8u2jUhaXW7DbdPuAomHW+//x0pyyxbr5IxC+tnm0MY0TMqGQj9GqLmedyHbg/Qnk6zPLP0JSZkg/Rgzo5/rnBW83pFD"
    "UqoJPNwwHDGsDpN4hPBwJ7nWCsyZH26joVR5I/7HZvHkHFIVKJ0R0fABLO+X8yd9fXVR/+ph3JVYpka3L6TA0cQmoLA5"
    "/nxeQ62HbJ+c1DRUnrecGcaBh88XekDaq9/cCKxSTtJPdeYo63Q2kP5kc1Icdf0LomDB9w=="
)
UNREADABLE = (
    "eF5Njk1OwzAUhHsTTkC75zKRa09qq44fvPdCuuQIFieIRJO0pULdsCYqnIOzoBTxsxt9Gn0zn7Orp5rjm1e9vVksmqaZ"
    "34W08piv6H5u08LMHdnNdh2S60g9eLDesEDbk4ONhuGKH3J0sOTgigYxvncaNKL/Frw4snWFpMWFtvvbehmDeLjx9BsL"
    "oZotxs4ZheTeUqyr1HbKJsS8raDmoV9GsmvJg0nWE0sekJQDJG8rYuS+JFLweAgOSUMZwO2O4QLDatuJR4zng1CpBZiJ"
    "z/vKhFR4I/5jdvTBOaQihjRNVIbXYHk8GFVj/XT/tU4M48wy4vqP9hMD/+s9X6wRaaV+thNYDZQkdyVxJWM3mSUPlpJi"
    "o+MXhsSuMA=="
)
FILE = (
    "eF5NjtFNw0AQRNMJHTj/NGNd7sa5U863YXeN80kJRweWiO0kRCgdYAXqoBbkIBB/oyfNm/la3L00HN+96vZ+uWzbtngI"
    "ae1RrOmxsGm5KhzZ3X4TkutJPXi03rBAu4uDjYbhyl9ydrDk4MoWMX70GjRi+BG8ObJNjaTljXbHbbOKQTzcdPmLpVDD"
    "FlPvjELyYCk2dep6ZRNi3tdQ8zSsItmN5NEk64klj0jKAZL3NTHyUBEpeDoFh6ShCuDuwHCBYbXrxSPG60mo0hLMxNdj"
    "bUIqvRH/uTj74BxSGUOaJ2rDG7A8n4yqsX6+PzCMA/8jr7d+RFqrXxwEVgMlyX1FXMvUzw7Jo6Wk2On0DSPDpRM="
)


def earlier(packed: str) -> Page:
    return unpack(base64.b64decode(packed))


class TestFactsOfVersion01:
    def test_what_a_page_was_marked_with_stands_in_fields(self) -> None:
        page = earlier(LIST)
        assert (page.url, page.kind, page.title) == (ROOT + "news/", PageKind.LIST, "通知公告")
        assert page.entity_title
        assert page.head_scripts == ("js.example.com",)
        assert page.fetches == (ROOT + "api/list",)
        assert page.attachment is None

    def test_files_are_files(self) -> None:
        assert earlier(FILE).attachment is Attachment.READ
        assert earlier(UNREADABLE).attachment is Attachment.UNREADABLE

    def test_a_page_without_marks_has_none(self) -> None:
        assert earlier(FILE).head_scripts == earlier(FILE).fetches == ()

    def test_they_are_packed_as_those_of_today(self) -> None:
        page = earlier(LIST)
        assert unpack(pack(page)) == page

    def test_they_reveal_their_addresses(self) -> None:
        assert unpack_outline(base64.b64decode(LIST)).anchors == ()


def test_a_page_comes_back_with_its_texts() -> None:
    block = Block("正文。", Place.MAIN, b"1" * 16)
    page = Page(
        url=ROOT,
        blocks=(block,),
        anchors=(Anchor(ROOT + "1.html", "新闻", Place.MAIN),),
        attachment=Attachment.READ,
        entity_title=True,
        head_scripts=("js.example.com",),
        fetches=(ROOT + "api",),
    )
    assert text_blocks(unpack(pack(page)), {block.hash: block.text}) == page


@given(st.text(max_size=20))
def test_words_like_the_old_marks_are_only_words(text: str) -> None:
    page = Page(url=ROOT, title=f"{text}§markers", document_title="§markers", fetches=(text,))
    assert unpack(pack(page)) == page
