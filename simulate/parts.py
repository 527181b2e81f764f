"""Worlds lived by several processes at once, and those that were told of before."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

STDIN = "-"  # in the place of seeds: one a line


def form(asked: argparse.Namespace, seed: int) -> dict[str, Any]:
    """What else than its seed makes a world, and what is looked at in it."""
    twin = not (asked.alone or asked.quiet) and seed % asked.twins == 0
    return {
        "sites": asked.sites,
        "nights": asked.nights,
        "twin": twin,
        "quiet": asked.quiet,
        "without": asked.without,
    }


def left(asked: argparse.Namespace, seeds: Iterable[int]) -> tuple[list[int], bool]:
    """The seeds that the file does not tell of yet, and whether anything was violated before."""
    seeds = list(seeds)
    told: dict[int, Any] = {}
    if asked.into and asked.into.exists():
        lines = asked.into.read_text("utf-8").splitlines(keepends=True)
        whole = (json.loads(one) for one in lines if one.endswith("}\n"))
        told = {one["seed"]: one for one in whole if one["form"] == form(asked, one["seed"])}
    broken = any(told[one]["broken"] for one in seeds if one in told)
    return [one for one in seeds if one not in told], broken


def teller(into: Path | None) -> Callable[[str], None]:
    """What prints a line, and keeps it in the file."""
    if into and into.exists() and not into.read_bytes().endswith(b"\n"):
        with into.open("ab") as file:
            file.write(b"\n")  # after the line in which a run before was stopped

    def tell(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()
        if into:
            with into.open("a", encoding="utf-8") as file:
                file.write(line)

    return tell


def live_in_parts(
    words: Sequence[str], seeds: Sequence[int], processes: int, tell: Callable[[str], None]
) -> int:
    """Have each process live a part of the worlds; above 0 where anything was violated."""
    command = [sys.executable, "-m", "simulate", *words]
    command += ["--processes=1", "--into=", f"--seeds={STDIN}"]  # the last of each is what holds
    begun = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(min(processes, len(seeds)))
    ]

    def pass_on(number: int) -> int:
        one = begun[number]
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.write("\n".join(map(str, seeds[number :: len(begun)])))
        one.stdin.close()
        for line in one.stdout:
            tell(line)
        return one.wait()

    with ThreadPoolExecutor(len(begun)) as threads:
        return max(threads.map(pass_on, range(len(begun))))
