"""Numbers written in Chinese figures: 二十三, 一百零五, 廿八."""

_FIGURES = {figure: number for number, figure in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
}
_TENS = {"廿": "二十", "卅": "三十"}


def figure(character: str) -> int | None:
    """One figure; None where the character is none."""
    return _FIGURES.get(character)


def number(written: str) -> int | None:
    """A number below a thousand, in figures of either kind; None where it is none."""
    if written.isdecimal():
        return int(written)
    for short, long in _TENS.items():
        written = written.replace(short, long)
    hundreds, hundred, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    parts = (
        _times(hundreds, 1) if hundred else 0,
        _times(tens.lstrip("零〇"), 1) if ten else 0,
        _times(ones.lstrip("零〇"), 0),
    )
    if not written or any(part is None for part in parts):
        return None
    return sum(part * times for part, times in zip(parts, (100, 10, 1), strict=True) if part)


def _times(written: str, unwritten: int) -> int | None:
    """How many; what is not written is known."""
    return _FIGURES.get(written) if written else unwritten
