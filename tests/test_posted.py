"""Posted requests as addresses."""

import pytest

from govsweep.addresses import absolute, fingerprint, href
from govsweep.posted import BodyType, Posted, posted, question_of

URL = "http://www.a.gov.cn/api/list?col=3"
ADDRESS = f"{URL}#post:form:page=1&name=%E9%80%9A%E7%9F%A5"


@pytest.mark.parametrize(
    "request_",
    [
        Posted(URL, BodyType.FORM, "page=1&name=%E9%80%9A"),
        Posted(URL, BodyType.JSON, '{"页":1,"b":"#post:json:"}'),
        Posted(URL, BodyType.FORM, ""),
    ],
    ids=["a form", "JSON", "nothing"],
)
def test_an_address_stands_for_its_request(request_: Posted) -> None:
    assert posted(request_.address) == request_
    assert request_.address.isascii()


@pytest.mark.parametrize("address", [URL, f"{URL}#top", f"{URL}#post:xml:a", ""])
def test_an_address_that_is_asked_with_get(address: str) -> None:
    assert posted(address) is None


def test_every_question_is_a_page_of_its_own() -> None:
    keys = {fingerprint(one) for one in (URL, ADDRESS, ADDRESS + "0", f"{URL}#top")}
    assert len(keys) == 3
    assert question_of(URL) == ""


def test_no_page_can_link_to_one() -> None:
    assert href(ADDRESS) == URL
    assert absolute("http://www.a.gov.cn/", ADDRESS) == URL
