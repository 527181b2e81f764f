"""What the reader makes of many pages: a compiled core must say what the sources do.

    python scripts/core_facts.py [--pure] [--expect compiled] [--city] [FOLDER...]

Tells a line a reading: the page's address and the hash of its facts, or what reading it raised.
Read are the pages of the folders and, by `--city`, those of the sample city, each as a home page
too. With `--pure` everything is run from its source, whatever was compiled beside it. `--expect`
fails where the core is not as it says: a build that fell back to the sources must not pass.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from itertools import chain
from pathlib import Path

_DAY = dt.date(2026, 11, 20)
_SOURCES = Path(__file__).resolve().parent.parent / "src"


def sources_only(folder: str) -> FileFinder:
    """A finder of sources, for the folders of the package alone, installed or in the repository."""
    path = Path(folder).resolve()
    parts = path.relative_to(_SOURCES).parts if path.is_relative_to(_SOURCES) else path.parts
    if "site-packages" in parts:
        parts = parts[parts.index("site-packages") + 1 :]
    if parts[:1] != ("govsweep",):
        raise ImportError(f"{folder} is left to the others")
    return FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES))


def city() -> Iterator[tuple[str, bytes]]:
    """The addresses and the bytes of the sample city's pages."""
    from govsweep.city import build  # noqa: PLC0415 - once it is decided how it is loaded

    for name, host in sorted(build(_DAY).hosts.items()):
        for path, document in sorted(host.documents.items()):
            yield f"http://{name}{path}", document.answer().body


def saved(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Addresses for the pages of folders, and their bytes."""
    for folder in folders:
        for file in sorted(folder.rglob("*.htm*")):
            yield f"http://www.example.gov.cn/{file.relative_to(folder)}", file.read_bytes()


def told(pages: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """What reading each page comes to."""
    import msgspec  # noqa: PLC0415 - as above

    from govsweep import reading  # noqa: PLC0415

    encoder = msgspec.msgpack.Encoder(order="deterministic")
    for url, body in pages:
        for home in (False, True):
            try:
                page = reading.read_page(body, url=url, home=home, day=_DAY)
                facts = blake2b(encoder.encode(page), digest_size=16).hexdigest()
            except Exception as error:  # both must break at the same page in the same way
                facts = f"{type(error).__name__}: {error}"
            yield f"{url} {int(home)} {facts}"


def core() -> str:
    """How the core is run here."""
    from govsweep.reading import walk  # noqa: PLC0415 - as above

    return "pure" if Path(walk.__file__).suffix == ".py" else "compiled"


def main() -> None:
    """Read and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pure", action="store_true")
    parser.add_argument("--city", action="store_true")
    parser.add_argument("--expect", choices=("pure", "compiled"))
    chosen = parser.parse_args()
    if chosen.pure:
        sys.path_hooks.insert(0, sources_only)
        sys.path_importer_cache.clear()
    if chosen.expect not in (None, core()):
        sys.exit(f"the core is {core()}")
    for line in told(chain(city() if chosen.city else (), saved(chosen.folders))):
        print(line)


if __name__ == "__main__":
    main()
