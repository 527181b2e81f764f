"""Writing a file so that a reader finds the old one or the new one, never half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govsweep.errors import InputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place beside `path` to write to, and move it to `path` once all went well."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise InputError(f"无法写入 {path}：{error.strerror or error}") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once."""
    with replacing(path) as draft:
        draft.write_bytes(content)
