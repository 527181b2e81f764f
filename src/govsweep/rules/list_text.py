"""The text of a list: UTF-8, GB18030, or the UTF-16 that spreadsheets save as Unicode text."""

import codecs


def text_of_list(body: bytes) -> str:
    """What the bytes of a list say; those that nobody can read become U+FFFD."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")


def delimiter_of_list(text: str) -> str:
    """What parts the cells of a list: spreadsheets write tabs into Unicode text."""
    head = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    return max(",\t", key=head.count)
