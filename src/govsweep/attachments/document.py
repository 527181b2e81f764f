"""DOCX files by their paragraphs, for those who give the file back with remarks."""

from contextlib import suppress


def document_lines(body: bytes) -> list[str]:
    """The paragraphs of a DOCX file, each a line, the empty ones too; none where it is none."""
    # Loaded only here: most files are no documents, and the library takes a while.
    from govsweep.attachments import openxml  # noqa: PLC0415

    with suppress(Exception):  # parsers raise whatever they like on hostile bytes
        document = openxml.open_document(body)
        return [openxml.text_of(one).replace("\n", " ") for one in openxml.paragraphs(document)]
    return []
