"""Numbers that tell of a person are known by their check digits, and masked."""

import pytest

from govsweep.words.personal import kind_of, mask


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("11010519491231002X", "identity"),
        ("11010519491231002x", "identity"),
        ("110105194912310021", ""),
        ("110105194913310028", ""),
        ("13812345678", "mobile"),
        ("12812345678", ""),
        ("6222021234567890129", ""),
        ("6228480402564890018", "card"),
        ("20240101123456789", ""),
        ("11010519491231002X43", "identity"),
        ("11010519491231002X95", ""),
        ("", ""),
    ],
    ids=[
        "identity", "small x", "wrong check digit", "no such month", "mobile", "no mobile",
        "card that fails Luhn", "card", "serial number", "card of the disabled", "no such class",
        "empty",
    ],
)  # fmt: skip
def test_what_a_number_is(number: str, kind: str) -> None:
    assert kind_of(number) == kind


def test_long_numbers_are_masked() -> None:
    assert mask("证号11010519491231002X，2024年") == "证号110*************2X，2024年"
    assert mask("证号11010519491231002X43") == "证号110***************43"
    assert mask("电话13812345678") == "电话138******78"
