"""Proofreading by the API: a manuscript comes in, its marks go out, and nothing is kept."""

import json
import threading
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any

from fastapi import HTTPException, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from govsweep import clock
from govsweep.attachments import AttachmentReader
from govsweep.attachments.types import LARGEST
from govsweep.errors import InputError
from govsweep.findings import Certainty
from govsweep.proofreading import Proofread, marked_document, proofread, read_manuscript
from govsweep.rules import Rules, load_rules
from govsweep.web.api import versioned
from govsweep.web.models import Problem, Shown
from govsweep.words import Matcher

MOST_CHARACTERS = 200_000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a form of a foreign page can send without asking first is none of these.
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "")

router = versioned()


class MarkOut(Shown):
    """稿件里的一处问题。"""

    line: int
    start: int
    end: int
    check: str
    quote: str
    suggestion: str
    certainty: Certainty


class ProofreadOut(Shown):
    """一份稿件的校对结果；什么也不留存。

    不足一千字的，不计差错率，`rate` 和 `interval` 为空；`unread` 是没有读的部分。
    """

    charset: str
    characters: int
    errors: int
    suspected: int
    rate: float | None
    interval: tuple[float, float] | None
    unread: tuple[str, ...]
    marks: tuple[MarkOut, ...]

    @classmethod
    def of(cls, read: Proofread) -> "ProofreadOut":
        """What is told of a manuscript."""
        rate = read.rate
        interval = rate.interval
        return cls(
            charset=read.manuscript.charset,
            characters=rate.characters,
            errors=rate.errors,
            suspected=rate.suspected,
            rate=None if rate.rate is None else round(rate.rate, 2),
            interval=None if interval is None else (round(interval[0], 2), round(interval[1], 2)),
            unread=read.manuscript.unread,
            marks=tuple(MarkOut(**one._asdict()) for one in read.marks),
        )


class Proofreader:
    """Reads manuscripts one after the other; rules and parsers are loaded for the first."""

    def __init__(self, rules: Callable[[], Rules] = load_rules) -> None:
        self._rules = rules
        self._read_file = AttachmentReader()
        self._turn = threading.Lock()

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._rules())

    @property
    def allowed_words(self) -> frozenset[str]:
        """The words that the office's lists allow now."""
        return self._rules().allowed_words

    def __call__(self, name: str, body: bytes) -> Proofread:
        """Read a manuscript; raises `InputError` for what cannot be read or is too long."""
        manuscript = read_manuscript(
            name or "稿件", body, f"file:///{name}", read_file=self._read_file
        )
        if manuscript.characters > MOST_CHARACTERS:
            raise InputError(f"稿件超过 {MOST_CHARACTERS:,} 字，请分几份送审")
        with self._turn:  # one takes a core by itself
            return proofread(manuscript, self._matcher)

    def forget(self) -> None:
        """Load the rules anew for the next manuscript: somebody changed the office's lists."""
        self.__dict__.pop("_matcher", None)

    def close(self) -> None:
        """End the process that reads files."""
        self._read_file.close()


# What stands in the body is told here: it is read part by part, and given up where it is too long.
_GIVEN = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["text"],
                    "properties": {
                        "text": {"type": "string", "description": "要校对的文字", "minLength": 1}
                    },
                }
            },
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
_REFUSED: dict[int | str, dict[str, Any]] = {
    413: {"model": Problem, "description": "稿件太长"},
    415: {"model": Problem, "description": "既不是 JSON，也不是文件"},
    422: {"model": Problem, "description": "读不出文字"},
}
Name = Annotated[str, Query(description="文件名，送文件时写")]


@router.post("/proofread", summary="送审校对", responses=_REFUSED, openapi_extra=_GIVEN)
async def proofread_text(request: Request, name: Name = "") -> ProofreadOut:
    """请求体是 JSON（{"text": "…"}），或文件本身（application/octet-stream）；什么也不留存。"""
    return ProofreadOut.of(await _read(request, name))


@router.post(
    "/proofread/marked",
    summary="带批注的稿件",
    responses=_REFUSED | {200: {"content": {_DOCX: {}}, "description": "带批注的 DOCX"}},
    response_class=Response,
    openapi_extra=_GIVEN,
)
async def marked(request: Request, name: Name = "") -> Response:
    """请求体同上；答复是 DOCX：原稿是 DOCX 的，批注加在原稿上。"""
    read = await _read(request, name)
    document = await run_in_threadpool(marked_document, read, clock.now())
    return Response(document, media_type=_DOCX)


async def _read(request: Request, name: str) -> Proofread:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _FORMS:
        raise HTTPException(
            415, "请用 application/json 送文字，或用 application/octet-stream 送文件"
        )
    body = await _body(request)
    if kind == "application/json":
        body = _text(body)
    proofreader: Proofreader = request.app.state.proofreader
    try:
        return await run_in_threadpool(proofreader, name, body)
    except InputError as error:
        raise HTTPException(422, error.told) from error


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413, f"稿件超过 {LARGEST // 1_000_000} MB，请分几份送审")
    return body


def _text(body: bytes) -> bytes:
    try:
        text = json.loads(body)["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HTTPException(422, '请求体应是 JSON：{"text": "要校对的文字"}') from error
    if not isinstance(text, str):
        raise HTTPException(422, "text 应是文字")
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # half of a pair, as "\\ud800"
        raise HTTPException(422, "text 里有不成字的字符") from error
