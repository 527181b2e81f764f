"""DOCX files by their paragraphs, for those who give the file back with remarks."""

from contextlib import suppress
from typing import NamedTuple


class DocumentText(NamedTuple):
    """The paragraphs of a document, each a line, and what stands beside them."""

    lines: tuple[str, ...] = ()  # of the body, the empty ones too
    beside: tuple[tuple[str, str], ...] = ()  # its place, as 页眉, and what is said there
    unread: tuple[str, ...] = ()  # what was not read, in words


def document_text(body: bytes) -> DocumentText:
    """What a DOCX file says; nothing where it is none."""
    # Loaded only here: most files are no documents, and the library takes a while.
    from govsweep.attachments import openxml  # noqa: PLC0415

    with suppress(Exception):  # parsers raise whatever they like on hostile bytes
        document = openxml.open_document(body)
        return DocumentText(
            tuple(openxml.text_of(one).replace("\n", " ") for one in openxml.paragraphs(document)),
            tuple(openxml.beside(document)),
            tuple(openxml.unread(document)),
        )
    return DocumentText()
