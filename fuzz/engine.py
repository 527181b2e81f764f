"""One process that fuzzes one target under libFuzzer, by way of atheris.

    python -m fuzz.engine TARGET CORPUS FOUND LIMIT [libFuzzer's own words]

The modules that guide it are instrumented as they are imported: nothing of the product may be
imported before. What raises, or takes more than LIMIT seconds of processor time, ends the process,
and the input lies in FOUND, with the measurements in `TARGET.json`.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import atheris

_GUIDES = ("govsweep.reading", "govsweep.addresses", "govsweep.attachments", "govsweep.rules",
           "govsweep.registry", "govsweep.words")  # fmt: skip
_EVERY = 50  # executions between two looks at memory; the engine ends without a farewell


class TooSlow(Exception):
    """An input took more time than any input may."""


class Watch:
    """Runs inputs and notes how many, the slowest, and the memory in use."""

    def __init__(self, run: Any, limit: float, folder: Path, name: str) -> None:
        """`limit` is in seconds of processor time for one input."""
        self._run = run
        self._limit = limit
        self._folder = folder
        self._name = name
        self._began = time.monotonic()
        self._executions = 0
        self._slowest = 0.0
        self._memory: list[tuple[int, float]] = []

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        began = time.process_time()
        self._run(data)
        spent = time.process_time() - began
        self._executions += 1
        if spent > self._slowest:
            self._slowest = spent
            (self._folder / f"slowest-{self._name}").write_bytes(data)
        if self._executions % _EVERY == 0:
            self._memory.append((self._executions, resident()))
            self.write()
        if spent > self._limit:
            raise TooSlow(f"{spent:.2f} s of processor time for {len(data)} bytes")

    def write(self) -> None:
        """Leave the measurements behind."""
        measured = {
            "executions": self._executions,
            "seconds": round(time.monotonic() - self._began, 1),
            "slowest": round(self._slowest, 3),
            "memory": self._memory,
        }
        (self._folder / f"{self._name}.json").write_text(json.dumps(measured), "utf-8")


def resident() -> float:
    """Megabytes of memory in use now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * 4096 / 1e6, 1)


def _instrumented() -> tuple[ModuleType, ModuleType]:
    with atheris.instrument_imports(include=list(_GUIDES), enable_loader_override=False):
        return importlib.import_module("fuzz.targets"), importlib.import_module("fuzz.seeds")


def main(name: str, corpus: str, found: str, limit: str, *words: str) -> None:
    """Fuzz one target; does not return."""
    targets, seeds = _instrumented()
    target = targets.TARGETS[name]
    begin = seeds.seeds(name)
    for number, seed in enumerate(begin):
        Path(corpus, f"seed-{number:03}").write_bytes(seed)
    from fuzz.mutate import Mutator  # noqa: PLC0415

    # Looked up when it is used: before the fuzzing begins it is another function.
    flip = lambda data, longest: atheris.Mutate(data, longest)  # noqa: E731, PLW0108
    mutate = Mutator(flip, tuple(begin))
    watch = Watch(target.run, float(limit), Path(found), name)
    atheris.Setup(
        ["fuzz", f"-max_len={target.longest}", "-timeout=60", "-rss_limit_mb=4096",
         f"-artifact_prefix={found}/{name}-", *words, corpus],
        watch,
        custom_mutator=mutate,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
