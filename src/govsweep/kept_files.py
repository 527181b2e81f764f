"""Files that people edit by hand, and pages too: changed only as they were when they were read."""

import os
import secrets
from hashlib import blake2b
from pathlib import Path
from typing import Self

from govsweep import reasons
from govsweep.errors import InputError

CHANGED = "文件在这之后有人改过"


def digest_of(body: bytes | None) -> str:
    """What tells one state of a file from another; "" where it is not there."""
    return "" if body is None else blake2b(body, digest_size=16).hexdigest()


def read_kept(path: Path) -> bytes | None:
    """What a file holds; None where it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path.name} 无法读取：{reasons.of_system(error)}") from error


class FileChangedError(InputError):
    """Somebody changed the file since it was read."""


class Replacement:
    """A file given another content, whole or not at all; it can be put back."""

    def __init__(self, path: Path, body: bytes, digest: str, mode: int = 0o640) -> None:
        """Replace what has this digest; "" where there is no file yet, which gets a mode."""
        self._path = path.resolve()  # where it is a link, what it leads to
        self._body, self._digest, self._mode = body, digest, mode
        self._before: bytes | None = None
        self._done = False

    def __call__(self) -> None:
        """Replace it; raises `FileChangedError` where it is another file by now."""
        self._before = read_kept(self._path)
        if digest_of(self._before) != self._digest:
            raise FileChangedError(CHANGED)
        self._write(self._body)
        self._done = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Put it back where what belonged to the change failed."""
        if kind is None or not self._done:
            return
        if self._before is None:
            self._path.unlink(missing_ok=True)
        else:
            self._write(self._before)

    def _write(self, body: bytes) -> None:
        # Readers of the folder pass over names that begin with a dot.
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}.part")
        try:
            mode = self._path.stat().st_mode & 0o777 if self._path.exists() else self._mode
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            part.chmod(mode)
            part.replace(self._path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise InputError(f"{self._path.name} 无法写入：{reasons.of_system(error)}") from error
