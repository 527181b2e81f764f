"""Templates filled in; whatever is filled in is escaped."""

import re
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from govsweep import __version__
from govsweep.accounts import ROLE_NAMES
from govsweep.accounts.audit import ACT_NAMES, AuditAct, AuditEntry
from govsweep.clock import night_of
from govsweep.facts import Site, kind_of_subject
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.registry_changes import RegistryTable, fields_in_order, head_of, word_of
from govsweep.reports import charts
from govsweep.reports.figures import standing
from govsweep.reports.html_templates import html_templates
from govsweep.reports.inert import folded, one_line, text_link, visible, web_link
from govsweep.reports.labels import (
    CERTAINTIES,
    COLUMN_KINDS,
    PAGE_STATES,
    SEVERITIES,
    STATES,
    check_name,
    reason_name,
)
from govsweep.web.access import may
from govsweep.web.admission import Admission
from govsweep.web.filters import FINDING
from govsweep.web.visitor import visitor_of

_STATUSES = {"running": "运行", "suspended": "暂停", "moved": "迁移", "closed": "关停"}
DECISIONS = {
    DecisionKind.DISMISS: "驳回",
    DecisionKind.CONFIRM: "确认",
    DecisionKind.REOPEN: "撤销裁定",
    DecisionKind.RELEASE: "放行",
}
SCOPES = {
    DecisionScope.FINDING: "只这个问题",
    DecisionScope.SITE: "本网站同一规则",
    DecisionScope.CITY: "各网站同一对象",
    DecisionScope.RULE: "各网站同一规则",
}
_SCRIPTS = ("queue.js", "running.js")
_HEADLINES = {
    400: "地址有误",
    401: "请登录",
    403: "没有权限",
    404: "没有这一页",
    405: "不能这样访问",
    421: "主机名不对",
    503: "暂时没有数据",
}


@cache
def _environment() -> Environment:
    environment = html_templates("govsweep.web")
    environment.filters["sections"] = _sections
    environment.filters["night"] = night_of
    environment.filters.update(visible=visible, one_line=one_line, folded=folded, web_link=web_link)
    environment.tests["about_a_finding"] = _is_about_a_finding
    environment.globals.update(
        severities=SEVERITIES,
        certainties=CERTAINTIES,
        states=STATES,
        column_kinds=COLUMN_KINDS,
        page_states=PAGE_STATES,
        statuses=_STATUSES,
        decisions_named=DECISIONS,
        scopes=SCOPES,
        conditions_named=charts.CONDITIONS,
        standings=charts.STANDINGS,
        standing=standing,
        registry_tables={one.value: one for one in RegistryTable},
        fields_in_order=fields_in_order,
        head_of=head_of,
        word_of=word_of,
        check_name=check_name,
        reason_name=reason_name,
        text_link=text_link,
        query=_query,
        place_of=_place_of,
        version=__version__,
        may=may,
        roles_named=ROLE_NAMES,
        acts_named=ACT_NAMES,
    )
    return environment


def _is_about_a_finding(entry: AuditEntry) -> bool:
    """Whether the subject of an audit's entry is a finding; results from elsewhere look alike."""
    is_key = re.fullmatch(FINDING, entry.subject) is not None
    return is_key and entry.act is not AuditAct.RESULT_CLOSED


def _sections(text: str) -> list[tuple[str, str]]:
    """A check's text as heads with what stands under them; lines of Chinese join without a gap."""
    parts = re.split(r"^## (.*)$", f"## \n{text}", flags=re.MULTILINE)[1:]
    bodies = (
        re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", part.strip()) for part in parts[1::2]
    )
    return [(head, body) for head, body in zip(parts[::2], bodies, strict=True) if body]


def _query(fields: dict[str, Any], **changes: Any) -> str:
    """The fields of an address with some of them changed, and the empty ones left out."""
    told = {name: value for name, value in (fields | changes).items() if value not in ("", None, 0)}
    return f"?{urlencode(told)}" if told else ""


def _place_of(subject: str) -> str:
    """The page of a site or of a media account, by its identifier."""
    kind = kind_of_subject(subject) or Site.of_kind
    return f"{kind.pages}{subject}"


def page(request: Request, template: str, status: int = 200, **words: Any) -> Response:
    """A page from its template."""
    admission: Admission = request.app.state.admission
    text = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            path=request.scope["path"], by_name=admission.by_name, me=visitor_of(request), **words
        )
    )
    return HTMLResponse(text, status)


def login(
    request: Request, *, target: str = "", told: str = "", status: int = 401, left: bool = False
) -> Response:
    """The page that asks who it is, and leads back to where its reader wanted to go.

    `told` is why somebody was not let in; `left` is of somebody who has just logged out.
    """
    if not target and not request.scope["path"].startswith("/login"):
        target = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
    sign_on = request.app.state.sign_on
    return page(
        request, "login", status, target=target or "/", told=told, left=left, sign_on=sign_on
    )


def refusal(request: Request, status: int, told: str) -> Response:
    """Why there is no answer: to a program as JSON, to a person as a page."""
    path = request.scope["path"]
    if path.startswith("/api/") or path == "/openapi.json":
        return JSONResponse({"detail": told}, status)
    if status == 401:
        return login(request)
    return page(request, "message", status, headline=_HEADLINES.get(status, "出错了"), told=told)


def asset(name: str) -> Response:
    """A style sheet or script of ours."""
    if name == "web.css":
        body, kind = style(), "text/css"
    elif name in _SCRIPTS:
        body, kind = script(name), "text/javascript"
    else:
        raise HTTPException(404)
    return Response(body, media_type=kind, headers={"Cache-Control": "max-age=300"})


@cache
def script(name: str) -> str:
    """A script of ours."""
    return resources.files("govsweep.web").joinpath("assets", name).read_text("utf-8")


@cache
def style() -> str:
    """One style sheet: that of the dashboard, and what the pages need besides."""
    parts = (("govsweep.reports", "dashboard.css"), ("govsweep.web", "web.css"))
    return "\n".join(
        resources.files(package).joinpath("assets", name).read_text("utf-8")
        for package, name in parts
    )
