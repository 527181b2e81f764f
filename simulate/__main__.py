"""`make simulate`: live many worlds, and say what was not as it must be.

    python -m simulate [--seeds 0-99] [--nights N] [--sites N] [--trace] [--quiet] [--without CURE]

The same seed lives the same world again, to the last message: its trace has the same hash.
"""

import argparse
import gc
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from simulate import clock


def main(words: Sequence[str] | None = None) -> int:
    """Live the worlds that were asked for; 1 where anything was violated."""
    asked = _parser().parse_args(words)
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets go their way by it
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "simulate", *(words or sys.argv[1:])])
    clock.install()
    from govsweep.garbage_collection import collect_seldom  # noqa: PLC0415
    from simulate.cures import CURES  # noqa: PLC0415
    from simulate.nights import Templates, live  # noqa: PLC0415 - after the clock is in place
    from simulate.redis import server  # noqa: PLC0415
    from simulate.statements import compile_once  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    compile_once()
    gc.collect()
    collect_seldom()
    failed = 0
    with (
        tempfile.TemporaryDirectory(prefix="govsweep-simulate-", dir=_fast()) as folder,
        server() as client,
        CURES[asked.without].taken_out() if asked.without else nullcontext(),
    ):
        templates = Templates(client, Path(folder))
        if asked.blind:
            return _look_for_each(templates, asked)
        for seed in _seeds(asked.seeds):
            began = time.process_time()
            lived = live(
                templates,
                seed,
                nights=asked.nights,
                sites=asked.sites,
                quiet=asked.quiet,
                twin=not asked.alone,
                verbose=asked.trace,
            )
            failed += bool(lived.broken)
            _tell(lived, time.process_time() - began, asked)
    return 1 if failed else 0


def _look_for_each(templates: Any, asked: argparse.Namespace) -> int:
    """Take out each cure and look for the fault that it keeps away; 1 where one is not found."""
    from simulate.cures import CURES  # noqa: PLC0415
    from simulate.nights import live  # noqa: PLC0415

    missed = 0
    for name, cure in CURES.items():
        if asked.cure and name not in asked.cure:
            continue
        found: dict[str, Any] = {"without": name, "seed": None, "worlds": 0, "told": ""}
        others = (one for one in _seeds(asked.seeds) if one != cure.first)
        for seed in (cure.first, *others):
            with cure.taken_out():
                lived = live(
                    templates,
                    seed,
                    nights=cure.nights,
                    sites=cure.sites,
                    twin=False,
                    only=cure.kinds,
                )
            found["worlds"] += 1
            told = [one for one in lived.broken if cure.told in one]
            if told:
                found |= {"seed": seed, "told": told[0]}
                break
        missed += found["seed"] is None
        print(json.dumps(found, ensure_ascii=False), flush=True)
    return 1 if missed else 0


def _tell(lived: object, seconds: float, asked: argparse.Namespace) -> None:
    told = {
        name: getattr(lived, name)
        for name in ("seed", "trace", "nights", "closed", "asked", "written", "refused", "broken")
    }
    told |= {"kinds": sorted(lived.kinds), "seconds": round(seconds, 2)}
    for line in lived.lines:
        print(line)
    print(json.dumps(told, ensure_ascii=False), flush=True)


def _seeds(text: str) -> list[int]:
    parts = (one.partition("-") for one in text.split(","))
    return [seed for first, _, last in parts for seed in range(int(first), int(last or first) + 1)]


def _fast() -> str | None:
    """A folder in memory, where there is one: no world outlives its process."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulate")
    parser.add_argument("--seeds", default="0-9", help="which worlds: 7, or 0-99, or 0-4,7")
    parser.add_argument("--nights", type=int, default=2)
    parser.add_argument("--sites", type=int, default=3, help="of each world; not with --blind")
    parser.add_argument("--trace", action="store_true", help="tell all that happens")
    parser.add_argument("--quiet", action="store_true", help="let nothing befall them")
    parser.add_argument("--alone", action="store_true", help="compare with no quiet twin")
    parser.add_argument("--blind", action="store_true", help="take out one cure after the other")
    parser.add_argument("--cure", action="append", default=[], help="of these, only this one")
    parser.add_argument("--without", metavar="CURE", help="take out what keeps a fault away")
    return parser


if __name__ == "__main__":
    sys.exit(main())
