"""How much titles are alike in what they are about, whatever formula stands around it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

_NOISE = re.compile(r"[\W_]+|(?:国务院办公厅)?印发|通知$")
_ALIKE = 0.6  # of the pairs of characters of a title stand in another: perhaps it, retitled
_FORMULA = re.compile(  # what any document is called: it tells nothing of the matter
    "中共中央|国务院|国办|办公厅|印发|转发|关于|进一步|加强|推进|做好|工作|"
    "的?(?:若干|实施|指导)?(?:意见|通知|决定|方案|办法|规定|措施)"
)
_MATTER = 4  # characters that must be left of a title to compare it


def nearest(wanted: str, shown: Iterable[tuple[str, dt.date | None]]) -> str:
    """The title on the site that is most like one, "" where none is like enough."""
    told = ((share, title) for share, title, _ in shares(wanted, shown))
    share, title = max(told, default=(0.0, ""))
    return title if share >= _ALIKE else ""


def shares(
    wanted: str, shown: Iterable[tuple[str, dt.date | None]]
) -> Iterator[tuple[float, str, dt.date | None]]:
    """How much of what a title is about stands in each title on the site."""
    matter = _FORMULA.sub("", wanted)
    if len(matter) >= _MATTER:
        pairs = _pairs(matter)
        for title, when in shown:
            yield len(pairs & _pairs(bare(title))) / len(pairs), title, when


def _pairs(title: str) -> set[str]:
    return {title[at : at + 2] for at in range(len(title) - 1)}


def bare(title: str) -> str:
    """A title without marks and without what is printed around it."""
    return _NOISE.sub("", title)
