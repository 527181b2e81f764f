"""`make fuzz`: every target for a while, and what came of it.

    python -m fuzz [TARGET ...] [--seconds N | --runs N] [--limit SECONDS] [--seed N] [--found DIR]

A target stops at what it finds; the input is kept, and belongs into `fuzz/corpus/TARGET` once it
is small and mended.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_ORDER = ("page", "swollen", "rows", "attachment", "lists", "registry", "words")


def main(words: Sequence[str] | None = None) -> int:
    """Fuzz the targets one after another; 1 where any of them broke."""
    asked = _parser().parse_args(words)
    found = Path(asked.found or tempfile.mkdtemp(prefix="govsweep-fuzz-"))
    found.mkdir(parents=True, exist_ok=True)
    broken = [name for name in asked.target or _ORDER if not _fuzz(name, asked, found)]
    if broken:
        print(f"broken: {', '.join(broken)}; the inputs are in {found}")
    return 1 if broken else 0


def _fuzz(name: str, asked: argparse.Namespace, found: Path) -> bool:
    bound = f"-runs={asked.runs}" if asked.runs else f"-max_total_time={asked.seconds}"
    with tempfile.TemporaryDirectory(prefix="govsweep-fuzz-") as corpus:
        ended = subprocess.run(
            [sys.executable, "-m", "fuzz.engine", name, corpus, str(found), str(asked.limit),
             bound, f"-seed={asked.seed}", "-verbosity=0"],
            env=os.environ | {"PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )  # fmt: skip
    print(f"{name:<11}{_told(found / f'{name}.json')}", flush=True)
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if not line.startswith("INFO")]
        print("\n".join(lines[-40:]))
    return ended.returncode == 0


def _told(measured: Path) -> str:
    if not measured.exists():
        return "did not begin"
    all_of_it = json.loads(measured.read_text("utf-8"))
    runs, seconds = all_of_it["executions"], all_of_it["seconds"]
    memory = [megabytes for _, megabytes in all_of_it["memory"]]
    grown = max(memory, default=0) - (memory[len(memory) // 10] if memory else 0)
    return (
        f"{runs:>7} inputs, {runs / (seconds or 1):>6.0f} a second, "
        f"slowest {all_of_it['slowest']:.2f} s, memory grew by {max(grown, 0):.0f} MB "
        f"to {max(memory, default=0):.0f} MB after the first tenth"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[*_ORDER, []])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, help="inputs for each target, in place of seconds")
    parser.add_argument("--limit", type=float, default=1.0, help="processor time for one input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", help="where inputs that break something are left")
    return parser


if __name__ == "__main__":
    sys.exit(main())
