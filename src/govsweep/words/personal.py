"""Personal data: identity numbers, bank cards and mobile numbers; and how they are masked."""

import datetime as dt
import re
from collections.abc import Iterator

import numpy as np

from govsweep.facts import Mark
from govsweep.words.normal import DIGIT, Batch
from govsweep.words.number_labels import Label, is_persons, label_before

_SHORTEST = 11
_REGION = 6  # digits that an identity number begins with
_DIGITS = re.compile(rf"\d{{{_SHORTEST},}}(?:[xX](?:[1-7][1-4])?)?")
# Behind the holder's identity number a card of the disabled bears class and grade.
_OF_DISABLED = re.compile(r"(\d{17}[\dxX])[1-7][1-4]")
# A region of a province that there is (GB/T 2260), a birthday, an order, a check digit.
_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}((?:19|20)\d{6})\d{3}[\dxX]"
)
# Samples that GB 11643 and textbooks print, nobody's; the standard's second one is of 1880.
_SAMPLES = frozenset(("11010519491231002x", "34052419800101001x"))
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
# An identity number in parts, as some write it: region, birthday, order.
_BETWEEN = r"[ \u3000\-–—－]{1,2}"
_PARTED = re.compile(
    rf"(?<![\da-zA-Z.\-])[1-9]\d{{5}}{_BETWEEN}(?:19|20)\d\d(?:{_BETWEEN})?(?:0[1-9]|1[0-2])"
    rf"(?:{_BETWEEN})?(?:0[1-9]|[12]\d|3[01]){_BETWEEN}\d{{3}}[\dxX](?![\da-zA-Z\-])"
)
_SEPARATORS = re.compile(_BETWEEN)
_BEGAN = re.compile(r"[A-Za-z\d][_=]|[A-Za-z]-")  # before what is a part of a code or an address
_GOES_ON = re.compile(r"[._=][A-Za-z\d]|-[A-Za-z]")
_OF_DOCUMENT = re.compile(r"\s*号(?!码)")  # behind the number of a permit, of a decision
_LONG = re.compile(rf"\d{{8,}}[\dxX](?:\d\d)?|{_PARTED.pattern}")


class Personal:
    """Numbers that tell of a person, over a batch of texts."""

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        for start, end in _numbers(batch):
            kind = kind_of(_SEPARATORS.sub("", batch.text[start:end]))
            if kind and _stands_alone(batch.text, start, end):
                index, first, last = batch.span(start, end)
                line, ends = batch.text.rfind("\n", 0, start) + 1, batch.text.find("\n", end)
                text = batch.text[line : ends if ends >= 0 else None]
                label = _label(kind, text, start - line, end - line)
                if label is not Label.OTHER:
                    yield index, _mark(kind, first, last, sure=label is Label.IDENTITY)


def _label(kind: str, text: str, start: int, end: int) -> Label:
    """What the line itself says that a number is; a person beside it is as good as a label."""
    if kind != "identity":
        return Label.NOTHING
    label = label_before(text, start)
    if label is Label.NOTHING and _OF_DOCUMENT.match(text, end):
        return Label.OTHER
    if label is Label.NOTHING and is_persons(text, start, end):
        return Label.IDENTITY
    return label


def _mark(kind: str, start: int, end: int, *, sure: bool) -> Mark:
    return Mark(
        rule=f"personal-{kind}",
        check="personal-data",
        start=start,
        end=end,
        confirmed=sure,
        score=1.0 if sure else 0.5,
    )


def _numbers(batch: Batch) -> Iterator[tuple[int, int]]:
    """Long numbers, and those in parts: looked for only where so many digits stand together."""
    digits = np.flatnonzero(batch.kinds & DIGIT > 0)
    edges = np.flatnonzero(np.diff(digits, prepend=-2, append=len(batch.text) + 1) > 1)
    lengths = np.diff(edges)
    long = digits[edges[:-1][lengths >= _SHORTEST]]
    first = digits[edges[:-1][lengths == _REGION]]
    for pattern, starts in ((_DIGITS, long), (_PARTED, first)):
        for start in starts.tolist():
            if match := pattern.match(batch.text, start):
                yield match.span()


def kind_of(number: str) -> str:
    """`identity`, `card`, `mobile`, or nothing for a number that is none of them."""
    if disabled := _OF_DISABLED.fullmatch(number):
        number = disabled[1]
    if _is_identity(number.lower()):
        return "identity"
    if _MOBILE.fullmatch(number):
        return "mobile"
    if len(number) in (16, 17, 18, 19) and number.startswith("62") and _luhn(number):
        return "card"
    return ""


def birthday(number: str) -> dt.date | None:
    """The day on which the holder of an identity number was born; None where there is none."""
    match = _IDENTITY.match(_SEPARATORS.sub("", number))
    try:
        return dt.datetime.strptime(match[1], "%Y%m%d").date() if match else None
    except ValueError:
        return None


def mask(text: str) -> str:
    """The text with all long numbers made unreadable."""
    return _LONG.sub(lambda one: f"{one[0][:3]}{'*' * (len(one[0]) - 5)}{one[0][-2:]}", text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a number is whole: no piece of a decimal, of a code or of the name of a file."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (before.isascii() and before.isalnum()) or before == "." or _GOES_ON.match(text, end):
        return False
    return not (
        _BEGAN.search(text, max(0, start - 2), start) or (after.isascii() and after.isalnum())
    )


def _is_identity(number: str) -> bool:
    if not _IDENTITY.fullmatch(number) or number in _SAMPLES or birthday(number) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17]


def _luhn(number: str) -> bool:
    if not number.isdigit():
        return False
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
