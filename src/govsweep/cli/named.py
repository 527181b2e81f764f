"""Options whose values have names: a code, or its Chinese word as papers print it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import click

from govsweep import near_words
from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.near_words import unknown
from govsweep.registry import COLUMN_KIND_WORDS
from govsweep.reports.labels import CERTAINTIES, COLUMN_KINDS, STATES

Member = TypeVar("Member", bound=StrEnum)


class Named(click.ParamType[str]):
    """One of a closed set, by its code or by its Chinese word; gives the code."""

    def __init__(self, name: str, codes: Mapping[str, str]) -> None:
        """`codes` gives the code of each word that is taken, the codes' own included."""
        self.name = name
        self.codes = codes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, or a usage error that tells what was perhaps meant."""
        known = self.codes.get(str(value))
        if known is None:
            self.fail(unknown(str(value), self.codes), param, ctx)
        return known


class Worded(click.Choice[str]):
    """One of a few codes, or of the Chinese words that mean it; gives the code."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` gives the words of each code, parted by spaces."""
        super().__init__(list(words))
        told = {word: code for code, own in words.items() for word in own.split()}
        self.codes = told | {code: code for code in words}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, or a usage error that tells what was perhaps meant."""
        known = self.codes.get(str(value))
        if known is None:
            self.fail(unknown(str(value), self.codes), param, ctx)
        return known


class CheckCode(click.ParamType[str]):
    """A check, by its code, its name in papers or the census's word for it; gives the code."""

    name = "检查项"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, or a usage error that tells what was perhaps meant."""
        codes = _census_words()
        codes |= {word: one.code for one in checks().values() for word in (one.code, one.name)}
        known = codes.get(str(value))
        if known is None:
            hint = unknown(str(value), codes, listed=False)
            self.fail(f"{hint}。用 govsweep checks 查看全部检查项", param, ctx)
        return known


def _census_words() -> dict[str, str]:
    """The checks by what the census calls what they find, where one alone finds it."""
    worded = [
        (word, one.code)
        for one in checks().values()
        for word in {one.wording, *one.wordings.values()} - {""}
    ]
    often = Counter(word for word, _ in worded)
    return {word: code for word, code in worded if often[word] == 1}


def require_sites(wanted: Iterable[str], registered: Iterable[str]) -> None:
    """Raise `InputError` for identifiers that no registered site has."""
    try:
        near_words.require_sites(wanted, registered)
    except InputError as error:
        raise InputError(f"{error}。用 govsweep sites list 查看") from None


def _codes(words: Mapping[Member, str], more: Mapping[str, Member] | None = None) -> dict[str, str]:
    codes = {one.value: one.value for one in words}
    codes |= {word: one.value for one, word in words.items()}
    return codes | {word: one.value for word, one in (more or {}).items() if word}


STATE = Named("状态", _codes(STATES))
CERTAINTY = Named("把握", _codes(CERTAINTIES))
COLUMN_KIND = Named("类别", _codes(COLUMN_KINDS, COLUMN_KIND_WORDS))
