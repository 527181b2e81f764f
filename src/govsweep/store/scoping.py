"""What one unit may ask of a store: its own sites, by the queries named here and no others.

A query that is not named is refused, so that a new one is hidden until somebody says how it is
narrowed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import msgspec
from sqlalchemy import Connection

from govsweep.errors import RefusedError
from govsweep.store import (
    appeals,
    character_rows,
    decision_rows,
    finding_search,
    fulltext_search,
    home_rows,
    ledger_rows,
    migrate,
    notice_rows,
    notice_step_rows,
    post_rows,
    probe_rows,
    registers,
    saved_page_rows,
    site_life,
    site_rows,
    sweep_rows,
)
from govsweep.store.sweep_rows import Sweep
from govsweep.store.transactions import Transactions

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")
_Query = Callable[..., Any]
_Ask = Callable[..., Any]  # asks a query with words
_NONE = ("",)  # an identifier that no site has


def _freely(ask: _Ask, _: frozenset[str], *words: Any, **named: Any) -> Any:
    return ask(*words, **named)


def _of_findings(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    asked = set(named.get("site") or sites) & sites
    return ask(*words, **named | {"site": sorted(asked) or _NONE})


def _by(field: str) -> Callable[..., Any]:
    def narrowed(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
        return [one for one in ask(*words, **named) if getattr(one, field) in sites]

    return narrowed


def _told_sites(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    return ask(*words, **named | {"sites": sites})


def _keyed(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    return {site: one for site, one in ask(*words, **named).items() if site in sites}


def _sweeps(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    return [_own(one, sites) for one in ask(*words, **named)]


def _sweep(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    found = ask(*words, **named)
    return _own(found, sites) if found is not None else None


def _own(sweep: Sweep, sites: frozenset[str]) -> Sweep:
    """A sweep as if it had read these sites only."""
    own = tuple(one for one in sweep.sites if one in sites)
    return msgspec.structs.replace(sweep, sites=own, token="", closing_by="")


def _first_word(ask: _Ask, sites: frozenset[str], *words: Any, **named: Any) -> Any:
    return ask(*words, **named) if words and words[0] in sites else []


_NARROWED: Mapping[_Query, Callable[..., Any]] = {
    **{one.all: _by("identifier") for one in registers.REGISTERS},
    registers.subjects: _by("identifier"),
    migrate.is_current: _freely,
    sweep_rows.sweeps: _sweeps,
    sweep_rows.newest_sweep: _sweep,
    site_life.site_changes: _by("site"),
    site_rows.columns: _by("site"),
    post_rows.imported: _by("account"),
    post_rows.posts: _first_word,
    probe_rows.probes_since: _first_word,
    finding_search.matching: _of_findings,
    finding_search.page_of: _of_findings,
    finding_search.counts: _of_findings,
    finding_search.owners: _told_sites,
    saved_page_rows.saved_page: _told_sites,
    saved_page_rows.has_saved_page: _told_sites,
    notice_rows.notices_of: _told_sites,
    notice_rows.looks_of: _told_sites,
    notice_rows.notices: _by("site"),
    notice_rows.notices_numbered: _by("site"),
    notice_step_rows.answers: _told_sites,
    notice_step_rows.enclosures: _told_sites,
    notice_step_rows.enclosed: _told_sites,
    notice_step_rows.asked_again: _told_sites,
    appeals.appeals: _told_sites,
    decision_rows.marks: _freely,  # words that say nothing to who does not act
    decision_rows.decisions: _by("site"),
    ledger_rows.ledger_rows: _by("site"),
    home_rows.homes: _by("site"),
    character_rows.characters: _keyed,
    fulltext_search.index_state: _freely,
    fulltext_search.search: _told_sites,
    fulltext_search.hits: _told_sites,
}


class ScopedTransactions(Transactions):
    """The same database as another's, for questions on some sites only."""

    def __init__(self, whole: Transactions, sites: frozenset[str]) -> None:
        """Ask of these sites, whose identifiers are given."""
        self.engine, self.version = whole.engine, whole.version
        self.sites = sites
        self._whole = whole

    def close(self) -> None:
        """Leave the connections to whom they belong."""

    def read(
        self,
        query: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        """Ask; raises `RefusedError` where nobody said how it is narrowed."""
        narrowed = _NARROWED.get(query)
        if narrowed is None:
            raise RefusedError
        ask = cast(_Ask, self._whole.read)
        return cast(
            _Result,
            narrowed(lambda *w, **n: ask(query, *w, **n), self.sites, *words, **named),
        )

    def stream(
        self,
        query: Callable[Concatenate[Connection, _Words], Iterator[_Result]],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> Iterator[_Result]:
        """Refuse: nothing so large is one unit's."""
        raise RefusedError

    def write(
        self,
        change: Callable[Concatenate[Connection, _Words], _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        """Refuse: a unit changes nothing here."""
        raise RefusedError
