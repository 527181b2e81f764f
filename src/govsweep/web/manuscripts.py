"""Proofreading on a page: a manuscript comes in, its marks go out, and nothing is kept."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from govsweep import clock
from govsweep.attachments.types import LARGEST
from govsweep.errors import InputError
from govsweep.proofreading import Proofread, marked_document
from govsweep.web.asked import paged
from govsweep.web.downloads import attachment
from govsweep.web.proofreading import MOST_CHARACTERS, Proofreader
from govsweep.web.rendering import page
from govsweep.web.visitor import field, file_of
from govsweep.words import LineMark

router = paged()
_MOST_TYPED = 80_000  # characters: as many as a field of a form holds, in UTF-8
_LINES = 300  # that a page shows; the document has all


class MarkedLine(NamedTuple):
    """A line with what is marked in it."""

    number: int
    parts: tuple[tuple[str, bool], ...]  # texts, and whether each is marked
    marks: tuple[LineMark, ...]


@router.get("/proofread")
def form(request: Request) -> Response:
    """Where a text is typed or a file is chosen."""
    return _shown(request)


@router.post("/proofread")
def read(request: Request) -> Response:
    """The marks of a manuscript, or the document that has them as comments."""
    file, text = file_of(request), field(request, "text")
    name = file.name if file.body else ""
    proofreader: Proofreader = request.app.state.proofreader
    try:
        if not file.body and not text.strip():
            raise InputError("请粘贴文字，或选择文件")
        if file.body and text.strip():
            raise InputError("粘贴的文字和选择的文件，一次只查一样")
        body = file.body or text.encode("utf-8", "replace")
        if len(body) > LARGEST:
            raise InputError(f"稿件超过 {LARGEST // 1_000_000} MB，请分几份送审")
        done = proofreader(name, body)
    except InputError as error:
        return _shown(request, f"没有校对：{error.told}。")
    if field(request, "as") == "docx":
        made = marked_document(done, clock.now())
        return attachment(f"{PurePath(name).stem or '稿件'}-校对.docx", made)
    return _shown(request, done=done, name=name)


def _shown(
    request: Request, told: str = "", done: Proofread | None = None, name: str = ""
) -> Response:
    lines = list(marked_lines(done.manuscript.lines, done.marks)) if done is not None else []
    return page(
        request,
        "proofread",
        400 if told else 200,
        told=told,
        text=field(request, "text"),
        done=done,
        name=name,
        lines=lines[:_LINES],
        more=max(0, len(lines) - _LINES),
        most_typed=_MOST_TYPED,
        most=MOST_CHARACTERS,
    )


def marked_lines(lines: Sequence[str], marks: Sequence[LineMark]) -> Iterator[MarkedLine]:
    """The lines in which something is marked, in their order."""
    ordered = sorted(marks, key=lambda one: (one.line, one.start, one.end))
    for number, some in groupby(ordered, key=lambda one: one.line):
        own = tuple(some)
        yield MarkedLine(number, tuple(_parts(lines[number - 1], own)), own)


def _parts(line: str, marks: Sequence[LineMark]) -> Iterator[tuple[str, bool]]:
    place = 0
    for one in marks:
        if one.start < place:  # within what is marked already
            continue
        yield from ((line[place : one.start], False), (line[one.start : one.end], True))
        place = one.end
    yield line[place:], False
