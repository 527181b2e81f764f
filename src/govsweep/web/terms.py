"""Terms of an address that name something: a word that is none of the known ones is refused.

A list that is empty because of a slip of the finger would say that there is nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from fastapi import HTTPException

from govsweep import clock
from govsweep.near_words import perhaps
from govsweep.store import Store
from govsweep.web.filters import Filters

_FEW = 12  # words that are all told
_SHOWN = 60  # characters of a value that a refusal repeats
_CALLED = {
    "act": "做了什么",
    "after": "哪一条记录之后",
    "among": "哪些对象",
    "by": "看法",
    "certainty": "把握",
    "check": "检查项",
    "column": "栏目",
    "condition": "状况",
    "count": "抽几项",
    "done": "刚做的一步",
    "held": "是否暂扣",
    "issued": "刚签发的",
    "kind": "类别",
    "left": "是否已退出",
    "limit": "至多几条",
    "mended_since": "略去在这一天之前已整改的",
    "name": "帐号",
    "next": "登录后去哪里",
    "not_after": "后面不是",
    "not_before": "前面不是",
    "offset": "略过前几条",
    "outcome": "办理情况",
    "overdue": "是否超期",
    "owner": "责任单位",
    "part": "是否属于别的问题",
    "passed": "没有改动的",
    "period": "时段",
    "platform": "平台",
    "refused": "收下没有",
    "right": "正确写法",
    "seed": "种子",
    "severity": "程度",
    "site": "网站",
    "stage": "阶段",
    "state": "状态",
    "status": "状态",
    "subject": "对象",
    "sweep": "巡检编号",
    "unit": "单位",
    "url": "网址",
    "view": "哪一部分",
    "words": "字词",
    "wrong": "错误写法",
}


def one_of(name: str, word: str, known: Collection[str]) -> str:
    """The word of a term of a page; "" where it has none.

    Refuses one that is not known, by naming the term and what was perhaps meant.
    """
    if word and word not in known:
        raise HTTPException(400, f"{refused(name, word, unknown(name, word, known))}。")
    return word


def site_asked(store: Store, word: str) -> str:
    """The site that a page is asked for; "" where it is all of them."""
    return one_of("site", word, [one.identifier for one in store.subjects()])


def called(name: str) -> str:
    """A term with what it is called."""
    return f"{name}（{_CALLED[name]}）" if name in _CALLED else name


def refused(name: str, value: str, why: str) -> str:
    """That a term of a page's address cannot be, in a sentence without its end."""
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return f"网址中的筛选条件不能用：{name}={shown}，{why}"


def unknown(name: str, word: str, known: Iterable[str]) -> str:
    """That a term has no such word, with those that are near, of few all, or some."""
    words = [str(one) for one in dict.fromkeys(known)]
    meant = perhaps(word, words)
    if not meant and len(words) > _FEW:
        meant = f"，可写的有 {len(words)} 个，如 {'、'.join(words[:3])}"
    elif not meant:
        meant = f"，可写：{'、'.join(words)}" if words else "，现在一个也没有"
    return f"{called(name)}没有这个值{meant}"


def to_come(store: Store, day: dt.date | None) -> str:
    """That a day is not yet, of which nothing can be known; "" of any other."""
    today = clock.now().date()
    latest = max([today, *(one.as_of for one in store.sweeps.all())])
    return f"还没有到，今天是 {today}" if day is not None and day > latest else ""


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
