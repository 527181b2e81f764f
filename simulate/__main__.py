"""`make simulate`: live many worlds, and say what was not as it must be.

    python -m simulate [--seeds 0-99] [--nights N] [--sites N] [--trace] [--quiet] [--without CURE]
    python -m simulate --seeds 0-9999 --processes 2 --into build/worlds.jsonl
    python -m simulate --seeds 1 --sites 1 --years 10

The same seed lives the same world again, to the last message: its trace has the same hash. With
`--into` each world's line is kept in a file, too; asked again, only those that it lacks are lived.
"""

import argparse
import gc
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from simulate import clock


def main(words: Sequence[str] | None = None) -> int:
    """Live the worlds that were asked for; 1 where anything was violated."""
    asked = _parser().parse_args(words)
    if asked.years:
        asked.nights, asked.alone = 365 * asked.years, True
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets go their way by it
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "simulate", *(words or sys.argv[1:])])
    clock.install()
    from simulate.parts import left, live_in_parts, teller  # noqa: PLC0415 - the clock is in place

    seeds, broken = left(asked, _seeds(asked.seeds))
    tell = teller(asked.into)
    if not seeds:
        return int(broken)
    if asked.processes > 1 and not asked.blind:
        ended = live_in_parts(words or sys.argv[1:], seeds, asked.processes, tell)
        return max(ended, int(broken))
    return max(_live(asked, seeds, tell), int(broken))


def _live(asked: argparse.Namespace, seeds: Sequence[int], tell: Callable[[str], None]) -> int:
    """Live the worlds one after the other in this process; 1 where anything was violated."""
    from govsweep.garbage_collection import collect_seldom  # noqa: PLC0415
    from simulate.cures import CURES  # noqa: PLC0415
    from simulate.nights import Templates, live  # noqa: PLC0415 - after the clock is in place
    from simulate.parts import form  # noqa: PLC0415
    from simulate.redis import server  # noqa: PLC0415
    from simulate.statements import compile_once  # noqa: PLC0415
    from simulate.words import read_once  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    compile_once()
    read_once()
    gc.collect()
    collect_seldom()
    failed = False
    with (
        tempfile.TemporaryDirectory(prefix="govsweep-simulate-", dir=_fast()) as folder,
        server() as client,
        CURES[asked.without].taken_out() if asked.without else nullcontext(),
    ):
        templates = Templates(client, Path(folder))
        if asked.blind:
            return _look_for_each(templates, asked)
        for seed in seeds:
            began = time.process_time()
            kind = form(asked, seed)
            lived = live(
                templates,
                seed,
                nights=asked.nights,
                sites=asked.sites,
                quiet=asked.quiet,
                twin=kind["twin"],
                verbose=asked.trace,
            )
            failed = failed or bool(lived.broken)
            tell(_told(lived, kind, time.process_time() - began))
    return int(failed)


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


def _told(lived: Any, kind: dict[str, Any], seconds: float) -> str:
    told = {
        name: getattr(lived, name)
        for name in ("seed", "trace", "nights", "closed", "asked", "written", "refused", "broken")
    }
    told |= {"kinds": sorted(lived.kinds), "form": kind, "seconds": round(seconds, 2)}
    return "".join(f"{line}\n" for line in [*lived.lines, json.dumps(told, ensure_ascii=False)])


def _seeds(text: str) -> list[int]:
    if text == "-":
        text = ",".join(sys.stdin.read().split())
    parts = (one.partition("-") for one in text.split(","))
    return [seed for first, _, last in parts for seed in range(int(first), int(last or first) + 1)]


def _file(text: str) -> Path | None:
    return Path(text) if text else None


def _fast() -> str | None:
    """A folder in memory, where there is one: no world outlives its process."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulate")
    parser.add_argument(
        "--seeds", default="0-9", help="which worlds: 7, or 0-99, or 0-4,7; - asks stdin"
    )
    parser.add_argument("--nights", type=int, default=2)
    parser.add_argument("--years", type=int, help="in the place of nights; pruned every week")
    parser.add_argument("--sites", type=int, default=3, help="of each world; not with --blind")
    parser.add_argument("--trace", action="store_true", help="tell all that happens")
    parser.add_argument("--quiet", action="store_true", help="let nothing befall them")
    parser.add_argument("--alone", action="store_true", help="compare with no quiet twin")
    parser.add_argument("--twins", type=int, default=1, help="compare only every so manieth seed")
    parser.add_argument("--processes", type=int, default=1, help="at once")
    parser.add_argument("--into", type=_file, help="a file that keeps the lines")
    parser.add_argument("--blind", action="store_true", help="take out one cure after the other")
    parser.add_argument("--cure", action="append", default=[], help="of these, only this one")
    parser.add_argument("--without", metavar="CURE", help="take out what keeps a fault away")
    return parser


if __name__ == "__main__":
    sys.exit(main())
