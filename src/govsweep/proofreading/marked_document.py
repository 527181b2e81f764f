"""A manuscript given back as a Word document, with a comment at every place that was marked.

Source: ECMA-376, part 1, 17.13.4 (comments) and 17.3.2 (runs).
"""

import datetime as dt
import io
import re
from collections import defaultdict
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from govsweep.attachments import openxml
from govsweep.checking import checks
from govsweep.proofreading.proofread import Proofread
from govsweep.words import LineMark

_INITIALS = "校"
_PROPERTIES, _WORDS = qn("w:rPr"), qn("w:t")
# What XML cannot hold; a space instead keeps every mark at its place.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def marked_document(read: Proofread, at: dt.datetime) -> bytes:
    """The manuscript as DOCX: its own document with the comments, or one made of its lines."""
    own = read.manuscript.document
    document = openxml.open_document(own) if own else _made(read.manuscript.lines)
    marks: defaultdict[int, list[LineMark]] = defaultdict(list)
    for mark in read.marks:
        marks[mark.line].append(mark)
    for number, paragraph in enumerate(list(openxml.paragraphs(document)), 1):
        if number in marks:
            _comment(document, paragraph, marks[number], at)
    if own:
        _remark_beside(document, read, at)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def remark(mark: LineMark) -> str:
    """What the comment at a mark says."""
    known = checks().get(mark.check)
    doubt = "" if mark.confirmed else "（疑似，请人工判断）"
    advice = f"，建议：{mark.suggestion}" if mark.suggestion else ""
    said = f"{known.name if known else mark.check}{doubt}：{mark.quote}{advice}"
    return _NO_XML.sub(" ", said)


def _remark_beside(document: Document, read: Proofread, at: dt.datetime) -> None:
    """What is marked beside the body is told at its first words: Word has no comments there."""
    places = read.manuscript.places
    first: Any = next(
        (run for one in openxml.paragraphs(document) for run in openxml.runs(one)), None
    )
    beside = [mark for mark in read.marks if mark.line in places]
    if beside and first is None:
        first = document.add_paragraph().add_run(" ")._r
    for mark in beside:
        said = f"{places[mark.line]}里的{remark(mark)}"
        run = Run(first, document)
        comment = document.add_comment([run], said, openxml.OUR_NAME, _INITIALS)
        comment._comment_elm.date = at


def _made(lines: list[str]) -> Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(_NO_XML.sub(" ", line.rstrip("\r\n")))
    return document


def _comment(document: Document, paragraph: Any, marks: list[LineMark], at: dt.datetime) -> None:
    for place in sorted({one.start for one in marks} | {one.end for one in marks}):
        _cut(paragraph, place)
    for mark in marks:
        within = _within(paragraph, mark)
        if not within:
            continue
        first, last = (Run(one, document.element) for one in (within[0], within[-1]))
        comment = document.add_comment([first, last], remark(mark), openxml.OUR_NAME, _INITIALS)
        comment._comment_elm.date = at


def _within(paragraph: Any, mark: LineMark) -> list[Any]:
    """The runs that hold the words of a mark, and no others."""
    found, here = [], 0
    for run in openxml.runs(paragraph):
        length = _length(run)
        if length and mark.start <= here and here + length <= mark.end:
            found.append(run)
        here += length
    return found


def _cut(paragraph: Any, place: int) -> None:
    """Have a run end where a character stands, so that a mark can begin or end there."""
    here = 0
    for run in list(openxml.runs(paragraph)):
        length = _length(run)
        if here < place < here + length:
            _divide(run, place - here)
            return
        here += length


def _divide(run: Any, place: int) -> None:
    """Divide a run in two of the same look, the second beginning at a character of the first."""
    second = deepcopy(run)
    for part in list(second):
        if part.tag != _PROPERTIES:
            second.remove(part)
    run.addnext(second)
    here = 0
    for part in list(run):
        text = openxml.words(part)
        if part.tag == _WORDS and here < place < here + len(text):
            rest = deepcopy(part)
            part.text, rest.text = text[: place - here], text[place - here :]
            for one in (part, rest):
                one.set(_SPACE, "preserve")
            second.append(rest)
        elif here >= place and part.tag != _PROPERTIES:
            second.append(part)
        here += len(text)


def _length(run: Any) -> int:
    return sum(len(openxml.words(part)) for part in run)
