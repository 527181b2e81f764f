"""Loading the rules: what ships, what the office adds, and the version of it all."""

import csv
import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any

from isal import isal_zlib

from govsweep.rules.lists import OfficeLists, read_lists
from govsweep.rules.model import DURATIONS, SHIPS, Protected, Rules, WordRule
from govsweep.rules.repeals import read_repeals
from govsweep.rules.reposts import read_reposts
from govsweep.source_digest import digest, files_in, sources

_CONTEXT = {"near", "not_before", "not_after"}
# Posts that are as often written in full.
_IN_FULL = {
    "全国人大常委会委员长": ("全国人民代表大会常务委员会委员长",),
    "全国政协主席": ("中国人民政治协商会议全国委员会主席",),
}
_GZIP = 31  # the form of gzip, as zlib names it
# The sources whose change is a change of judgement, though they are no data.
_JUDGING = (
    *("govsweep.checks", "govsweep.settle", "govsweep.words", "govsweep.indicators"),
    "govsweep.assess",
)


def load_rules(lexicons: Path | None = None, indicators: str = "") -> Rules:
    """The rules that ship and the office's own lists from the folder `lexicons`.

    Refused lines are in `Rules.troubles`; the rest of their list is loaded.
    """
    lists = read_lists(lexicons) if lexicons else OfficeLists()
    reposts, refused = read_reposts(lexicons) if lexicons else ((), ())
    repeals, not_taken = read_repeals(lexicons) if lexicons else ((), ())
    word_rules = (*shipped_rules(), *lists.word_rules)
    return Rules(
        version=_version(lists, indicators),
        word_rules=word_rules,
        protected=(*shipped_protected(), *lists.protected),
        allowed_words=frozenset(lists.allowed_words) | shipped_names(),
        allowed_hosts=frozenset(lists.allowed_hosts),
        durations=dict(DURATIONS),
        indicators=indicators,
        counts=lists.counts,
        rows=lists.rows,
        troubles=(*lists.troubles, *refused, *not_taken),
        reposts=reposts,
        repeals=repeals,
    )


def packs() -> Path:
    """The folder of the data that ships."""
    return Path(str(resources.files("govsweep") / "packs"))


def packed_text(name: str) -> str:
    """A gzipped text of the data that ships."""
    packed = (packs() / name).read_bytes()
    return isal_zlib.decompress(packed, wbits=_GZIP).decode()


@cache
def shipped_rules() -> tuple[WordRule, ...]:
    """The word rules that ship, pack by pack."""
    return (*_from_toml(), *_from_pairs())


def _from_toml() -> Iterator[WordRule]:
    for path in sorted((packs() / "rules").glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        common: dict[str, Any] = document.get("common", {})
        lists: dict[str, list[str]] = document.get("lists", {})
        for row in document["rule"]:
            whole = common | row
            for field in _CONTEXT & whole.keys():
                whole[field] = tuple(_spelt_out(whole[field], lists))
            yield WordRule.model_validate(whole, context=SHIPS)


def _spelt_out(words: Iterable[str], lists: dict[str, list[str]]) -> Iterator[str]:
    """The words of a context, “@name” standing for a list that several rules share."""
    for word in words:
        yield from lists[word[1:]] if word.startswith("@") else (word,)


def _from_pairs() -> Iterator[WordRule]:
    """Plain pairs of a wrong and a right form, a line each; several entries of a cell by “/”."""
    for path in sorted((packs() / "rules").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield WordRule(
                    id=f"{path.stem}-{row['wrong']}",
                    level=row["level"] or "error",
                    literals=(row["wrong"],),
                    replace=row["right"],
                    not_before=_split(row["not_before"]),
                    not_after=_split(row["not_after"]),
                    window=max(
                        map(len, (_split(row["not_before"] + "/" + row["not_after"]) or "-"))
                    ),
                    why=row["why"],
                    tests={"hit": (row["wrong"],), "miss": (row["right"],)},
                )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("/")))


@cache
def shipped_protected() -> tuple[Protected, ...]:
    """The protected strings that ship."""
    path = packs() / "protected.toml"
    document = tomllib.loads(path.read_text("utf-8"))
    strings = (
        Protected.model_validate(
            {name: value for name, value in group.items() if name != "texts"} | {"text": text}
        )
        for group in document["group"]
        for text in dict.fromkeys(group["texts"])
    )
    leaders = shipped_leaders()
    return (*strings, *map(_with_post, leaders), *leaders)


def _with_post(one: Protected) -> Protected:
    """A person's post and name in one string."""
    return one.model_copy(update={"text": f"{one.title}{one.text}", "title": "", "kind": "person"})


@cache
def shipped_leaders() -> tuple[Protected, ...]:
    """Publicly known national posts, each with its days and its source."""
    with (packs() / "leaders.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Protected(
                text=row["规范名称"],
                kind="leader",
                title=title,
                valid_from=dt.date.fromisoformat(row["生效日期"]),
                valid_to=dt.date.fromisoformat(row["失效日期"]) if row["失效日期"] else None,
                why=f"国家领导人姓名和职务必须准确（{row['说明']}）",
            )
            for row in csv.DictReader(lines)
            for title in (row["职务"], *_IN_FULL.get(row["职务"], ()))
        )


def shipped_names() -> frozenset[str]:
    """Names of people that look like slips and are none."""
    lines = (packs() / "names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _version(lists: OfficeLists, indicators: str) -> str:
    state = blake2b(digest_size=6)
    for part in (_sources(), lists.digest, indicators.encode()):
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


@cache
def _sources() -> bytes:
    judging = files_in([packs(), *sources(_JUDGING)])
    return digest(path for path in judging if path.name != "cards.json")
