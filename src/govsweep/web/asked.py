"""What a page may be asked for by its address: the terms of its signature, and no others.

A term that narrows nothing would show all that there is as what was asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from govsweep import reasons
from govsweep.near_words import perhaps
from govsweep.web.terms import called, refused

_FARTHEST = 9_999_999


def _without_nul(text: str) -> str:
    """PostgreSQL's texts hold no NUL, and nobody looks for one."""
    return text.replace("\x00", "")


def _begins(text: object) -> object:
    """An empty field of a form is none."""
    return text if str(text).strip() else 0


NO_NUL = BeforeValidator(_without_nul)
Term = Annotated[str, NO_NUL, StringConstraints(strip_whitespace=True, max_length=200)]
LongTerm = Annotated[str, NO_NUL, StringConstraints(strip_whitespace=True)]
Start = Annotated[int, BeforeValidator(_begins), Query(ge=0, le=_FARTHEST)]
# What a page that follows an act is told of it.
Number = Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{0,8})?$")]
Numbers = Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{0,8}(,[1-9][0-9]{0,8})*)?$")]
Keys = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32}(,[0-9a-f]{32})*)?$")]


async def only_own_terms(request: Request) -> None:
    """Refuse a term of the address that the signature of the page does not have."""
    route: APIRoute = request.scope["route"]
    known = terms_of(route)
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise HTTPException(400, f"{refused(name, value, _strange(name, known))}。")


def paged(**words: Any) -> APIRouter:
    """A part of the pages."""
    return APIRouter(include_in_schema=False, dependencies=[Depends(only_own_terms)], **words)


def terms_of(route: APIRoute) -> dict[str, str]:
    """The terms that a page takes, as its signature has them, each with what it may be."""
    terms: dict[str, str] = {}
    for name, field in _query_of(route.dependant):
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            terms |= {own: part.description or "" for own, part in kind.model_fields.items()}
        else:
            terms[name] = field.description or ""
    return terms


def _query_of(part: Dependant) -> Iterator[tuple[str, FieldInfo]]:
    yield from ((one.alias, one.field_info) for one in part.query_params)
    for one in part.dependencies:
        yield from _query_of(one)


def wrong_values(request: Request, errors: Iterable[Mapping[str, Any]]) -> str:
    """Which values of an address cannot be, and why."""
    may_be = terms_of(request.scope["route"])
    told = []
    for one in errors:
        name = str(one["loc"][1]) if len(one["loc"]) > 1 else ""
        why = reasons.of_field(one["type"], one.get("ctx", {}), one["msg"])
        if one["type"] == "string_pattern_mismatch" and may_be.get(name):
            why += f"，应是{may_be[name]}"
        told.append(refused(name, str(one["input"]), why))
    return f"{'；'.join(told)}。"


def _strange(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if not names:
        return "这一页不带任何条件"
    listed = "、".join(called(one) for one in names)
    return f"这一页没有这一项{perhaps(name, names)}；可用的有：{listed}"
