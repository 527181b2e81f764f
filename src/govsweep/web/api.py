"""The JSON API, version 1: what the pages show, for other systems."""

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError

from govsweep.accounts import Role
from govsweep.errors import RefusedError, ServiceError
from govsweep.exports.fields import json_schema
from govsweep.facts import ColumnKind
from govsweep.findings import Finding
from govsweep.reports.figures import Condition
from govsweep.store import FindingCount, Store, Sweep
from govsweep.web import board, models
from govsweep.web.filters import FINDING, SITE, Code, Filters, Identifier, Limit, Offset
from govsweep.web.gathered import Gathered
from govsweep.web.terms import require_site, require_terms
from govsweep.web.visitor import visitor_of

_One = TypeVar("_One")
REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": models.Problem, "description": "没有令牌，或令牌不对"},
    421: {"model": models.Problem, "description": "主机名不是本机"},
    503: {"model": models.Problem, "description": "数据库连接不上，或还没有数据"},
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": models.Problem, "description": "没有这一个"}
}

NOTHING_YET = (
    "数据库里还没有巡检数据，或者它是由另一个版本的 govsweep 建立的。"
    "请先运行 govsweep sweep（登记过网站之后），再刷新本页"
)


def only_known_terms(request: Request) -> None:
    """Refuse a term of the address that the description of this operation does not have.

    What is misspelt would narrow nothing, and all would be taken for what was asked for.
    """
    if request.method != "GET":
        return
    paths = request.app.openapi()["paths"]
    operation = paths[request.scope["route"].path][request.method.lower()]
    known = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    if strange := sorted(set(request.query_params) - known):
        raise RequestValidationError(
            [{"type": "extra_forbidden", "loc": ("query", one), "msg": ""} for one in strange]
        )


def versioned() -> APIRouter:
    """A part of version 1 of the API."""
    return APIRouter(prefix="/api/v1", responses=REFUSALS, dependencies=[Depends(only_known_terms)])


router = versioned()
SiteKey = Annotated[str, Path(pattern=SITE, description="网站标识码")]
SweepKey = Annotated[int, Path(ge=1, le=2**31 - 1, description="巡检编号")]


def store_of(request: Request) -> Store:
    """The store that the application reads, narrowed for a contact to its own sites.

    Raises `ServiceError` until it can be read.
    """
    state = request.app.state
    store: Store = state.store
    if not state.current:
        state.current = store.is_current()
        if not state.current:
            raise ServiceError(NOTHING_YET)
    visitor = visitor_of(request)
    if visitor is None:
        raise RefusedError
    if visitor.role is Role.CONTACT:
        own = visitor.account.sites if visitor.account else frozenset()
        return store.scoped(own | store.of_units(own))
    return store


def board_of(request: Request) -> board.Board:
    """Everything that is known at once, gathered anew where something was written since."""
    gathered: Gathered = request.app.state.gathered
    return gathered.of(store_of(request), "board", board.whole)


def found(one: _One | None, name: str) -> _One:
    """What was asked for; a 404 where there is none."""
    if one is None:
        raise HTTPException(404, f"没有{name}")
    return one


def site_of(
    store: Store, identifier: str, rows: list[FindingCount] | None = None
) -> models.SiteOut:
    """A site by its identifier; `rows` are what `board.counted` gave of it, if asked already."""
    return found(
        next(iter(board.sites(store, identifier, rows)), None), f"标识码为 {identifier} 的网站"
    )


def column_of(store: Store, identifier: str, key: str) -> models.ColumnOut:
    """A column of a site by the fingerprint of its address."""
    columns = board.columns(store, identifier)
    return found(next((one for one in columns if one.id == key), None), "这个栏目")


def finding_of(store: Store, key: str) -> Finding:
    """A finding by its whole fingerprint."""
    return found(next(iter(store.findings.all(key=key)), None), "这个问题")


def sweep_of(store: Store, number: int) -> Sweep:
    """A sweep by its number."""
    return found(store.sweeps.get(number), f"编号为 {number} 的巡检")


@router.get("/overview", summary="总览")
def overview(request: Request) -> models.OverviewOut:
    """网站状况、待整改问题、覆盖账目的合计。"""
    return board_of(request).overview


@router.get("/sites", summary="网站")
def sites(
    request: Request,
    condition: Annotated[Condition | None, Query(description="状况")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.SitePage:
    """不含关停的网站，问题最重的在前。"""
    listed = [one for one in board_of(request).sites if condition in (None, one.condition)]
    some = tuple(listed[offset : offset + limit])
    note = board.not_swept(store_of(request))
    return models.SitePage(total=len(listed), limit=limit, offset=offset, note=note, sites=some)


@router.get("/sites/{identifier}", summary="一个网站", responses=_MISSING)
def site(request: Request, identifier: SiteKey) -> models.SiteOut:
    """登记信息、状况和问题条数。"""
    return site_of(store_of(request), identifier)


@router.get("/sites/{identifier}/columns/{column}", summary="一个栏目", responses=_MISSING)
def column(
    request: Request,
    identifier: SiteKey,
    column: Annotated[str, Path(pattern=FINDING, description="栏目的 id")],
) -> models.ColumnOut:
    """类别、责任单位、更新期限和所剩天数。"""
    return column_of(store_of(request), identifier, column)


@router.get("/columns", summary="栏目", responses=_MISSING)
def columns(
    request: Request,
    site: Annotated[Identifier | None, Query(description="网站标识码")] = None,
    kind: Annotated[ColumnKind | None, Query(description="类别")] = None,
    overdue: Annotated[bool | None, Query(description="是否超期未更新")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.ColumnPage:
    """问题最重、最该更新的在前。"""
    require_site(store_of(request), site)
    known = board.columns(store_of(request), site) if site else board_of(request).columns
    listed = [
        one
        for one in known
        if kind in (None, one.kind)
        and overdue in (None, one.days_left is not None and one.days_left < 0)
    ]
    some = tuple(listed[offset : offset + limit])
    note = board.not_swept(store_of(request))
    total = board.told_of(len(listed), note)
    return models.ColumnPage(total=total, limit=limit, offset=offset, note=note, columns=some)


@router.get("/findings", summary="问题", responses=_MISSING)
def findings(request: Request, filters: Annotated[Filters, Query()]) -> models.FindingPage:
    """符合全部条件的问题，最紧要的在前。"""
    store = store_of(request)
    require_terms(store, filters)
    total, some = store.findings.page(limit=filters.limit, offset=filters.offset, **filters.terms)
    note = board.not_swept(store)
    return models.FindingPage(
        total=board.told_of(total, note),
        limit=filters.limit,
        offset=filters.offset,
        note=note,
        findings=tuple(some),
    )


@router.get("/findings/{finding}", summary="一个问题", responses=_MISSING)
def finding(
    request: Request, finding: Annotated[str, Path(pattern=FINDING, description="问题的指纹")]
) -> Finding:
    """与 govsweep export jsonl 的一行相同，格式见 docs/finding.schema.json。"""
    return finding_of(store_of(request), finding)


@router.get("/sweeps", summary="巡检")
def sweeps(request: Request, limit: Limit = 50, offset: Offset = 0) -> models.SweepPage:
    """历次巡检，最近的在前。"""
    known = board.sweeps(store_of(request))
    some = tuple(known[offset : offset + limit])
    note = board.not_swept(store_of(request))
    return models.SweepPage(total=len(known), limit=limit, offset=offset, note=note, sweeps=some)


@router.get("/sweeps/{number}", summary="一次巡检", responses=_MISSING)
def sweep(request: Request, number: SweepKey) -> models.SweepOut:
    """时间、版本、账目是否平。"""
    return board.sweep_of(sweep_of(store_of(request), number))


@router.get("/sweeps/{number}/ledger", summary="一次巡检的账目", responses=_MISSING)
def ledger(request: Request, number: SweepKey) -> models.Ledger:
    """每个网站已知地址的去向。"""
    store = store_of(request)
    return board.ledger(store, sweep_of(store, number))


@router.get("/checks", summary="检查项")
def checks() -> list[models.CheckOut]:
    """全部检查项及其说明。"""
    return board.all_checks()


@router.get("/checks/{code}", summary="一个检查项", responses=_MISSING)
def check(code: Annotated[Code, Path(description="检查项代码")]) -> models.CheckOut:
    """为什么要紧、怎样改正、判断界限、已知盲区。"""
    return found(next((one for one in board.all_checks() if one.code == code), None), "这个检查项")


def described(schema: dict[str, Any], *, token: bool) -> dict[str, Any]:
    """The OpenAPI description, with a finding exactly as docs/finding.schema.json has it."""
    parts = schema["components"]["schemas"]
    published = _relinked(json_schema())
    del published["$schema"]
    parts |= published.pop("$defs")
    parts["Finding"] = published
    if token:
        schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"token": []}]
    return schema


def _relinked(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref"
            else _relinked(value)
            for key, value in part.items()
        }
    return [_relinked(one) for one in part] if isinstance(part, list) else part
