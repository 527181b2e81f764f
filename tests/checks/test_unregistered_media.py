"""unregistered-media: which accounts that pages lead to nobody registered."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.unregistered_media import unregistered_media
from govsweep.facts import Context, MediaMention
from govsweep.findings import Certainty

HOME = "http://www.qinghe.gov.cn/"


@pytest.fixture
def mention(a_context: Callable[..., Context]) -> Callable[..., MediaMention]:
    def make(known: frozenset[str] | None, image: str = "") -> MediaMention:
        return MediaMention(
            name="weibo:1234567890",
            target="https://weibo.com/u/1234567890",
            context=msgspec.structs.replace(a_context(), known_media=known),
            text="官方微博",
            image=image,
            pages=(HOME,),
            sightings=40,
        )

    return make


def test_an_account_that_nobody_registered(mention: Callable[..., MediaMention]) -> None:
    (fault,) = unregistered_media(mention(frozenset({"weibo:999"})))
    assert fault.message == "链接“官方微博”通向没有登记的微博账号 1234567890"
    assert fault.certainty is Certainty.SUSPECTED
    assert (fault.subject, fault.sightings) == ("weibo:1234567890", 40)


def test_one_behind_a_code(mention: Callable[..., MediaMention]) -> None:
    (fault,) = unregistered_media(mention(frozenset(), image=HOME + "ewm.png"))
    assert fault.message.startswith("二维码")


def test_one_that_is_registered(mention: Callable[..., MediaMention]) -> None:
    assert list(unregistered_media(mention(frozenset({"weibo:1234567890"})))) == []


def test_without_a_register_nobody_is_missing_in_it(
    mention: Callable[..., MediaMention],
) -> None:
    assert list(unregistered_media(mention(None))) == []
