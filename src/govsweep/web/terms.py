"""Terms of an address that name something: a word that is none of the known ones is refused.

A list that is empty because of a slip of the finger would say that there is nothing.
"""

from collections.abc import Collection, Iterable, Mapping

from fastapi import HTTPException

from govsweep.near_words import perhaps
from govsweep.store import Store
from govsweep.web.filters import Filters

_FEW = 12  # words that are all told
_CALLED = {
    "act": "做了什么",
    "by": "看法",
    "check": "检查项",
    "column": "栏目",
    "condition": "状况",
    "kind": "类别",
    "outcome": "办理情况",
    "overdue": "是否超期",
    "owner": "责任单位",
    "platform": "平台",
    "refused": "收下没有",
    "severity": "程度",
    "site": "网站",
    "stage": "阶段",
    "status": "状态",
    "sweep": "巡检编号",
    "view": "哪一部分",
}


def one_of(asked: Mapping[str, str], name: str, known: Collection[str]) -> str:
    """The word of a term of a page; "" where it has none.

    Refuses one that is not known, by naming the term and what was perhaps meant.
    """
    word = asked.get(name, "").strip()
    if word and word not in known:
        raise HTTPException(400, f"网址中的筛选条件不能用：{unknown(name, word, known)}。")
    return word


def site_asked(store: Store, asked: Mapping[str, str]) -> str:
    """The site that a page is asked for; "" where it is all of them."""
    return one_of(asked, "site", [one.identifier for one in store.subjects()])


def unknown(name: str, word: str, known: Iterable[str]) -> str:
    """That a term has no such word, with those that are near or, of few, all."""
    words = [str(one) for one in dict.fromkeys(known)]
    meant = perhaps(word, words)
    if not meant and words and len(words) <= _FEW:
        meant = f"，可写：{'、'.join(words)}"
    return f"{name}（{_CALLED.get(name, name)}）没有这个值{meant}"


def wrong_terms(store: Store, asked: Filters) -> dict[str, str]:
    """Which terms name what is not there, each with what is wrong with it."""
    sites = {one.identifier for one in store.subjects()} if asked.site else set()
    found = {
        "site": _missing("site", asked.site, sites),
        "owner": _missing("owner", _some(asked.owner), store.findings.owners())
        if asked.owner
        else "",
        "column": _column(store, asked.column) if asked.column else "",
        "sweep": _sweep(store, asked.sweep) if asked.sweep else "",
    }
    return {name: told for name, told in found.items() if told}


def require_terms(store: Store, asked: Filters) -> None:
    """Refuse what `wrong_terms` tells of: as the address of one that is not there."""
    if wrong := wrong_terms(store, asked):
        raise HTTPException(404, "；".join(wrong.values()))


def require_site(store: Store, identifier: str | None) -> None:
    """Refuse a site that is not registered."""
    if identifier:
        require_terms(store, Filters(site=[identifier]))


def _some(word: str | None) -> list[str]:
    return [word] if word else []


def _missing(name: str, words: Iterable[str], known: Iterable[str]) -> str:
    there = set(known)
    return next((unknown(name, one, sorted(there)) for one in words if one not in there), "")


def _column(store: Store, name: str) -> str:
    """A page may say of a column that no list shows: then its findings know it."""
    known = [one.name for one in store.columns.all()]
    if name in known or store.findings.page(limit=1, column=name)[0]:
        return ""
    return unknown("column", name, known)


def _sweep(store: Store, number: int) -> str:
    if store.sweeps.get(number) is not None:
        return ""
    return unknown("sweep", str(number), (str(one.id) for one in store.sweeps.all()))
