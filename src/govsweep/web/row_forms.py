"""One site or one column of the registry by a form, with the rules of a table's row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fastapi import HTTPException, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from govsweep.addresses import href
from govsweep.facts import ColumnKind
from govsweep.near_words import unknown
from govsweep.registry import (
    COLUMN_HEADS,
    SITE_HEADS,
    STATUS_WORDS,
    ColumnRow,
    SiteRow,
    column_row,
    site_row,
)
from govsweep.registry_changes import (
    RegistryTable,
    RowFacts,
    rows_of_columns,
    rows_of_sites,
    site_facts,
    word_of,
)
from govsweep.table_rows import RowFault
from govsweep.web.api import store_of
from govsweep.web.asked import Term, paged
from govsweep.web.registering import preview
from govsweep.web.rendering import page
from govsweep.web.terms import site_asked
from govsweep.web.visitor import field

router = paged(default_response_class=HTMLResponse)
_LONGEST = 2_000  # characters of a field
_SITE, _COLUMN = tuple(SiteRow.model_fields), tuple(ColumnRow.model_fields)
_CHOICES = {
    RegistryTable.SITES: {"status": tuple(STATUS_WORDS.values()), "capped": ("开", "关")},
    RegistryTable.COLUMNS: {
        "kind": tuple(word_of(RegistryTable.COLUMNS, "kind", one) for one in ColumnKind)
    },
}


class RowForm(NamedTuple):
    """A form of one row: where it is sent, and where one gets back to."""

    table: RegistryTable
    title: str
    action: str
    back: str
    history: str = ""  # whose changes are shown


@router.get("/register/sites/{identifier}")
def edit_site(request: Request, identifier: str) -> Response:
    """The form of one site."""
    facts = _site_facts(request, identifier)
    if facts is None:
        raise HTTPException(404, "没有这一页")
    names = (name for name in _SITE if name != "identifier")
    values = {name: word_of(RegistryTable.SITES, name, facts[name]) for name in names}
    return _form(request, _of_site(identifier, values["name"]), values)


@router.post("/register/sites/{identifier}")
def send_site(request: Request, identifier: str) -> Response:
    """Show what the form of a site would change."""
    if _site_facts(request, identifier) is None:
        raise HTTPException(404, "没有这一页")
    values = _written(request, [name for name in _SITE if name != "identifier"])
    row, faults = site_row({"identifier": identifier} | values)
    faults += _too_long(values)
    if row is None or faults:
        return _form(request, _of_site(identifier, values["name"]), values, faults)
    wanted = rows_of_sites([row])
    return preview(request, RegistryTable.SITES, wanted)


def _of_site(identifier: str, name: str) -> RowForm:
    back, action = f"/sites/{identifier}", f"/register/sites/{identifier}"
    return RowForm(RegistryTable.SITES, f"改登记：{name}", action, back, identifier)


_NEW_SITE = RowForm(RegistryTable.SITES, "登记一个网站", "/register/site", "/register")
_ONE_COLUMN = RowForm(RegistryTable.COLUMNS, "登记一个栏目", "/register/column", "/register")


@router.get("/register/site")
def new_site(request: Request) -> Response:
    """An empty form for a site."""
    return _form(request, _NEW_SITE, dict.fromkeys(_SITE, ""))


@router.post("/register/site")
def send_new_site(request: Request) -> Response:
    """Show what would be registered."""
    values = _written(request, _SITE)
    row, faults = site_row(values)
    faults += _too_long(values)
    if row is not None and _site_facts(request, row.identifier) is not None:
        told = f"网站 {row.identifier} 已经登记，要改它，从它的页面“改登记”进去"
        faults.append(RowFault("", 0, "identifier", told))
    if row is None or faults:
        return _form(request, _NEW_SITE, values, faults)
    wanted = rows_of_sites([row])
    return preview(request, RegistryTable.SITES, wanted)


@router.get("/register/column")
def one_column(request: Request, site: Term = "", url: str = "") -> Response:
    """The form of a column, with what is known of it where an address names one."""
    site_asked(store_of(request), site)
    there = store_of(request).registry.rows(RegistryTable.COLUMNS)
    facts = there.get(f"{site} {url}", {"kind": ColumnKind.OTHER.value})
    values = {name: word_of(RegistryTable.COLUMNS, name, facts.get(name)) for name in _COLUMN}
    values |= {"identifier": site, "url": url}
    return _form(request, _ONE_COLUMN, values)


@router.post("/register/column")
def send_column(request: Request) -> Response:
    """Show what the form of a column would change."""
    values = _written(request, _COLUMN)
    row, faults = column_row(values | {"url": href(values["url"]) or values["url"]})
    faults += _too_long(values)
    known = [one.identifier for one in store_of(request).sites.all()]
    if row is not None and row.identifier not in known:
        told = unknown(row.identifier, known, listed=False)
        faults.append(RowFault("", 0, "identifier", f"没有登记的网站标识码：{told}"))
    if row is None or faults:
        return _form(request, _ONE_COLUMN, values, faults)
    return preview(request, RegistryTable.COLUMNS, rows_of_columns([row]))


def _site_facts(request: Request, identifier: str) -> RowFacts | None:
    sites = store_of(request).sites.all()
    return next((site_facts(one) for one in sites if one.identifier == identifier), None)


def _written(request: Request, names: Sequence[str]) -> dict[str, str]:
    return {name: " ".join(field(request, name).split()) for name in names}


def _too_long(values: Mapping[str, str]) -> list[RowFault]:
    return [
        RowFault("", 0, name, f"至多 {_LONGEST} 字")
        for name, text in values.items()
        if len(text) > _LONGEST
    ]


def _form(
    request: Request, form: RowForm, values: Mapping[str, str], faults: Sequence[RowFault] = ()
) -> Response:
    of_sites = form.table is RegistryTable.SITES
    return page(
        request,
        "register_row",
        400 if faults else 200,
        form=form,
        values=values,
        heads=SITE_HEADS if of_sites else COLUMN_HEADS,
        required=_required(SiteRow if of_sites else ColumnRow),
        choices=_CHOICES[form.table],
        wrong={one.field: one.reason for one in faults},
    )


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, one in model.model_fields.items() if one.is_required()]
