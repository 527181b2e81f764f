"""A digest of packages' sources, which tells versions apart without anybody counting them."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

_PART = 1 << 20  # bytes of a file that are read at once
# What makes facts of a document, whether a page or a file that is attached to one.
_READING = ("govsweep.reading", "govsweep.attachments")


def sources(packages: Iterable[str]) -> list[Path]:
    """The folders of some packages, the rooms beside the body among them."""
    specs = map(find_spec, packages)
    return [
        Path(place) for spec in specs for place in (spec and spec.submodule_search_locations) or ()
    ]


def files_in(folders: Iterable[Path]) -> Iterator[Path]:
    """All files in some folders but what Python made of them, in order."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def digest(files: Iterable[Path]) -> bytes:
    """What the names and contents of files are, 16 bytes."""
    state = blake2b(digest_size=16)
    for path in files:
        state.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:  # part by part: the counts of the words are large
            while part := file.read(_PART):
                state.update(part)
    return state.digest()


@cache
def reader_version() -> str:
    """The version of the reader: documents that another one read are read again."""
    return digest(files_in(sources(_READING))).hex()
