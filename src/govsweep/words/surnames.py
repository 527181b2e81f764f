"""Family names, and what may be the name of a person."""

import re
from functools import cache

from govsweep.rules import packs
from govsweep.words.dictionary import is_word

_GIVEN = re.compile(r"[\u4e00-\u9fff*＊×○●]{1,2}|[\u4e00-\u9fff]·[\u4e00-\u9fff]{1,8}")
_SOMEBODY = "某*＊×○●"  # in a name that was shortened
# Ends of the names of places, offices, firms and works, which begin as family names do.
_OF_PLACES = (
    "县市区镇乡村屯局厅厂店校院馆河江湖海路街道桥坝水库所司社"
    "站园山场组委会队部处科室段标类级楼岭湾港"
)


@cache
def surnames(row: int) -> str:
    """Family names: 0 for those that are little else, 1 for those that are usual characters.

    Row 2 has those of few people, which count only where something else says that one is named.
    """
    lines = (packs() / "surnames.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")][row]


def is_name(text: str) -> bool:
    """Whether a text of its own may be the name of a person, whole or shortened."""
    if not text or text[0] not in surnames(0) + surnames(1) or not _GIVEN.fullmatch(text, 1):
        return False
    if any(one in text for one in _SOMEBODY):
        return True
    return text[-1] not in _OF_PLACES and not is_word(text)
