"""Posts of media accounts by the API: programs of the office or of a vendor hand them in."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import HTTPException, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.errors import InputError
from govsweep.media.post_lines import BadLine, PostFault, PostLine, in_fields, json_lines
from govsweep.media_import import Known, PostImport, import_posts, reader
from govsweep.store import PostSource
from govsweep.web.api import versioned
from govsweep.web.filters import Day
from govsweep.web.models import Problem, Shown
from govsweep.web.visitor import visitor_of

router = versioned()
_LARGEST = 32 * 1024 * 1024  # bytes of a body
_SOURCE = "请求体"
_PROGRAM = "posts_token"  # by which a program is let in that has no name
_FAULTS = 1_000  # that one answer tells
_LINES = ("application/x-ndjson", "application/jsonl", "application/octet-stream")


class PostFaultOut(Shown):
    """一行为什么没有收下。"""

    line: int = Field(description="第几行；JSON 数组里是第几项")
    field: str
    reason: str


class PostsOut(Shown):
    """送入的发布内容怎样了；收下的，在最近一次巡检收尾时检查。"""

    new: int
    same: int = Field(description="已经有、没有变的")
    changed: int
    deleted: int
    repeated: int = Field(description="与前面一项说的一样的")
    refused: int
    accounts: int = Field(description="涉及几个账号")
    doubted: tuple[str, ...] = Field(
        description="有没收下的行、因此没有记为收齐的账号（编号）；有一行看不出账号时，哪个都没有"
    )
    dry_run: bool = Field(description="为 true 时什么也没有写")
    faults: tuple[PostFaultOut, ...]

    @classmethod
    def of(cls, done: PostImport, *, dry_run: bool) -> "PostsOut":
        """What is told of an import."""
        faults = done.file.faults[:_FAULTS]
        return cls(
            **done.counts._asdict(),
            repeated=len(done.file.repeated),
            refused=done.file.refused,
            accounts=done.accounts,
            doubted=done.doubted,
            dry_run=dry_run,
            faults=tuple(
                PostFaultOut(line=one.line, field=one.field, reason=one.reason) for one in faults
            ),
        )


_POST = {
    "type": "object",
    "required": ["account", "time"],
    "properties": {
        "platform": {"type": "string", "description": "平台：微信、微博、抖音等"},
        "account": {"type": "string", "description": "账号，与登记表一致"},
        "time": {"type": "string", "description": "发布时间，如 2026-11-20 09:30"},
        "title": {"type": "string"},
        "text": {"type": "string", "description": "正文，纯文本"},
        "url": {"type": "string"},
        "deleted": {"type": "boolean", "description": "已从平台删除"},
    },
}
_GIVEN = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "array", "items": _POST}},
            "application/x-ndjson": {"schema": _POST},
        },
    }
}
_REFUSED: dict[int | str, dict[str, Any]] = {
    403: {"model": Problem, "description": "没有送入的权限"},
    413: {"model": Problem, "description": "太大"},
    415: {"model": Problem, "description": "不是 JSON"},
    422: {"model": Problem, "description": "读不出来，或日期不对"},
}


@router.post("/posts", summary="送入新媒体账号的发布内容", responses=_REFUSED, openapi_extra=_GIVEN)
async def posts(
    request: Request,
    since: Annotated[Day | None, Query(description="从哪一天起是齐全的")] = None,
    through: Annotated[Day | None, Query(description="到哪一天为止是齐全的")] = None,
    every: Annotated[bool, Query(description="没有送来的运行账号，这些天也没有发布")] = False,
    reverted: Annotated[
        bool, Query(description="更正、删除以前的内容，平台上确实改回去了；否则不收")
    ] = False,
    dry_run: Annotated[bool, Query(description="只说会怎样，什么也不写")] = False,
) -> PostsOut:
    """请求体是 JSON 数组，或一行一条的 JSON Lines；凭 posts_token，或登录的管理员、审核员。"""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and kind not in _LINES:
        raise HTTPException(415, "请用 application/json 或 application/x-ndjson")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise HTTPException(413, f"超过 {_LARGEST >> 20} MB，请分几次送")
    known = Known(since, through, every, reverted)
    try:
        done = await run_in_threadpool(
            _taken, request, body, known, is_json=kind == "application/json", dry_run=dry_run
        )
    except InputError as error:
        raise HTTPException(422, error.told) from error
    return PostsOut.of(done, dry_run=dry_run)


def _taken(
    request: Request, body: bytes, known: Known, *, is_json: bool, dry_run: bool
) -> PostImport:
    store = request.app.state.acting
    known.check()
    if not body.strip():  # which is what an export that failed sends; an empty list is meant
        raise InputError("请求体是空的；确实没有发布的账号，每个写一项，只写平台和账号")
    lines = _items(body) if is_json else json_lines(_SOURCE, body)
    file = reader(store).read(_SOURCE, lines)
    visitor = visitor_of(request)
    by = visitor.actor if visitor is not None and visitor.account else Actor(name=_PROGRAM)
    source = PostSource(by, _SOURCE, clock.now(), always=False)
    return import_posts(store, file, known, source, dry_run=dry_run)


def _items(body: bytes) -> Iterator[PostLine]:
    try:
        items = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("请求体不是 JSON") from error
    if not isinstance(items, list):
        raise InputError("请求体应是 JSON 数组，一项一条；一行一条的用 application/x-ndjson")
    for number, one in enumerate(items, start=1):
        if isinstance(one, dict):
            yield number, in_fields(one)
        else:
            yield number, BadLine(PostFault(_SOURCE, number, "整项", "不是一个 JSON 对象"))
