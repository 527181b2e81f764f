"""The files themselves: how each is read, and by which model it must hold."""

import os
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from govsweep import starter
from govsweep.config import Settings, check
from govsweep.errors import InputError
from govsweep.kept_files import digest_of, read_kept
from govsweep.reasons import read_toml
from govsweep.reports import read_office
from govsweep.settings_files.sections import OFFICE, SETTINGS


class SettingsFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it is: what it says, and how it is encoded."""

    path: Path
    body: bytes | None
    text: str  # with the line ends of UNIX; of a new file what `govsweep init` writes
    charset: str = "utf-8"
    ends: str = "\n"
    values: dict[str, Any] = {}
    given: frozenset[str] = frozenset()  # names that the environment gives

    @property
    def digest(self) -> str:
        """What tells it from what it was."""
        return digest_of(self.body)

    @property
    def mode(self) -> int:
        """Who may read a new file: somebody will write a password into the settings."""
        return 0o600 if self.path.name == SETTINGS else 0o640

    def encoded(self, text: str) -> bytes:
        """A text as this file is encoded."""
        return text.replace("\n", self.ends).encode(self.charset)

    def check(self, body: bytes) -> None:
        """Raise `InputError` where the commands would refuse the file with another content."""
        read: Callable[[Path], object] = read_office if self.path.name == OFFICE else check
        # Beside the file: what it names stands relative to it.
        with tempfile.NamedTemporaryFile(
            dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part"
        ) as part:
            part.write(body)
            part.flush()
            try:
                read(Path(part.name))
            except InputError as error:
                raise InputError(error.told.replace(part.name, self.path.name)) from error


def office_file(path: Path) -> SettingsFile:
    """The office's file; raises `InputError` where it cannot be read."""
    return _read(path)


def settings_file(path: Path) -> SettingsFile:
    """The file of the settings, of which the environment may give some."""
    prefix = "GOVSWEEP_"
    given = {name.upper() for name in os.environ}
    names = (name for name in Settings.model_fields if f"{prefix}{name}".upper() in given)
    return msgspec.structs.replace(_read(path), given=frozenset(names))


def _read(path: Path) -> SettingsFile:
    body = read_kept(path)
    if body is None:
        return SettingsFile(path=path, body=None, text=starter.files()[path.name].decode())
    try:
        values = read_toml(path)
    except InputError as error:
        raise InputError(error.told.replace(str(path), path.name)) from error
    charset = _charset(body)
    text = body.decode(charset)
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if plain.replace("\n", ends) != text or tomllib.loads(plain) != values:
        raise InputError(f"{path.name} 的换行混杂，请在服务器上另存一次")
    return SettingsFile(path=path, body=body, text=plain, charset=charset, ends=ends, values=values)


def _charset(body: bytes) -> str:
    for charset in ("utf-8", "gb18030"):
        try:
            body.decode(charset)
        except UnicodeDecodeError:
            continue
        return "utf-8-sig" if body.startswith(b"\xef\xbb\xbf") else charset
    return "utf-8"
