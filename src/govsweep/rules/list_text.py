"""The text of a list: UTF-8, GB18030, or the UTF-16 that spreadsheets save as Unicode text."""

import codecs
from pathlib import Path

from govsweep import reasons


def text_of_list(body: bytes) -> str:
    """What the bytes of a list say; those that nobody can read become U+FFFD."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")


def why_unread(path: Path) -> str:
    """Why a list of the folder cannot be read at all; "" where it can."""
    try:
        path.name.encode()
    except UnicodeEncodeError:  # unpacked from an archive of Windows
        return "文件名不是 UTF-8，请在服务器上改名"
    if not path.is_file():
        return "不是文件，或它指到的文件不存在"
    try:
        path.open("rb").close()
    except OSError as error:
        return f"无法读取：{reasons.of_system(error)}"
    return ""


def shown_name(path: Path) -> str:
    """A file's name as it can be told, whatever its bytes are."""
    return path.name.encode("utf-8", "replace").decode()
