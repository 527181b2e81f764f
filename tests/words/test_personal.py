"""Numbers that tell of a person are known by their check digits, and masked."""

import datetime as dt

import pytest

from govsweep.words.personal import birthday, kind_of, mask


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("33010619720315001X", "identity"),
        ("33010619720315001x", "identity"),
        ("11010519491231002X", ""),
        ("440524188001010014", ""),
        ("34052419800101001x", ""),
        ("330106197202300020", ""),
        ("990106197203150020", ""),
        ("110105194912310021", ""),
        ("110105194913310028", ""),
        ("13812345678", "mobile"),
        ("12812345678", ""),
        ("6222021234567890129", ""),
        ("6228480402564890018", "card"),
        ("20240101123456789", ""),
        ("33010619720315001X43", "identity"),
        ("33010619720315001X95", ""),
        ("11010519491231002X43", ""),
        ("", ""),
    ],
    ids=[
        "identity", "small x", "sample of the standard", "its sample of the century before",
        "sample of textbooks", "no such day", "no such province", "wrong check digit",
        "no such month", "mobile", "no mobile",
        "card that fails Luhn", "card", "serial number", "card of the disabled", "no such class",
        "sample with a class",
        "empty",
    ],
)  # fmt: skip
def test_what_a_number_is(number: str, kind: str) -> None:
    assert kind_of(number) == kind


def test_a_number_tells_when_its_holder_was_born() -> None:
    assert birthday("330106 19720315 001X") == dt.date(1972, 3, 15)
    assert birthday("330106197202300020") is None
    assert birthday("") is None


def test_long_numbers_are_masked() -> None:
    assert mask("证号33010619720315001X，2024年") == "证号330*************1X，2024年"
    assert mask("证号33010619720315001X43") == "证号330***************43"
    assert mask("电话13812345678") == "电话138******78"
