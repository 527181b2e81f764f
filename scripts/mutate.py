"""Change the product in small ways and see whether the tests of that part notice.

    python scripts/mutate.py PART... [--sample 150] [--seed 1] [--names FILE] [--children 2]

A mutant is one function with one change (mutmut makes them: another operator, another constant, an
argument less); it is killed where a test of its part fails, and only tests that call the function
are run. Prints how many of a random sample were killed, with Wilson's interval at 95 % for the
whole part, and writes the change of each survivor to `build/mutants/PART/survivors.txt`. `--names`
runs the mutants of a list again, a name a line.

While mutants are tested this file is also a plugin of pytest: each test begins with the caches of
the part empty, for what one test left in them would answer for the mutant in the next.

Not mutated are decorated functions and what is computed when a module is imported. What a test
sees through a process of its own is not seen here: that process runs the code as it stands.
"""

import argparse
import ast
import difflib
import json
import math
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_ROOT = Path(__file__).parent.parent
_MADE = _ROOT / "build" / "mutants"
_BODY = "src/govsweep/"
_BESIDE = ("bench", "simulate")  # of which tests take something
_KILLED = frozenset({1, 3})  # pytest's words for a failure; out of time on a busy machine is none
_PATIENCE = 10.0  # seconds that a busy machine may add to a test, before mutmut's factor of 15
_NO_SUCH = "no-such-mutant"
_MUTATED = "GOVSWEEP_MUTATED"  # the modules of the part, in the environment of its tests


class Part(NamedTuple):
    """What is mutated, below `src/govsweep`, and the tests that are to notice."""

    code: tuple[str, ...]
    tests: tuple[str, ...]


PARTS = {
    "lifecycle": Part(("lifecycle/*",), ("tests/lifecycle",)),
    "periods": Part(("periods/*",), ("tests/periods",)),
    "assess": Part(("assess/*",), ("tests/assess",)),
    "reach": Part(
        ("address_zones.py", "egress_policy.py"),
        ("tests/test_address_zones.py", "tests/test_egress_policy.py"),
    ),
    "frontier": Part(("frontier/*",), ("tests/frontier",)),
    "settle": Part(("settle/*",), ("tests/settle",)),
}


def prepare(name: str) -> Path:
    """The folder in which mutmut works on a part; what it copies is linked into it."""
    folder = _MADE / name
    folder.mkdir(parents=True, exist_ok=True)
    for entry in ("src", "tests", *_BESIDE):
        link = folder / entry
        if not link.is_symlink():
            link.symlink_to(_ROOT / entry)
    part = PARTS[name]
    options = (_ROOT / "pyproject.toml").read_text("utf-8")  # whole: some tests look into it
    told = {
        "source_paths": ["src"],
        "also_copy": list(_BESIDE),
        "only_mutate": [_BODY + one for one in part.code],
        "pytest_add_cli_args_test_selection": list(part.tests),
        # Each mutant would start a PostgreSQL of its own.
        "pytest_add_cli_args": ["-p", "mutate", "-p", "no:cacheprovider", "-k", "not postgresql"],
        "timeout_constant": _PATIENCE,
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in told.items())
    (folder / "pyproject.toml").write_text(f"{options}\n[tool.mutmut]\n{lines}\n", "utf-8")
    return folder


def results(folder: Path) -> dict[str, int | None]:
    """Every mutant that was made, and how its tests ended; None where they were not run."""
    found: dict[str, int | None] = {}
    for file in sorted(folder.glob(f"mutants/{_BODY}**/*.meta")):
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        found |= {name.replace("__init__.", ""): code for name, code in codes.items()}
    return found


def pytest_runtest_setup(item: Any) -> None:
    """Empty the caches of the functions of the part."""
    wanted = tuple(os.environ[_MUTATED].split())
    modules = [one for name, one in sys.modules.items() if name.startswith(wanted)]
    for found in [value for one in modules for value in vars(one).values()]:
        if hasattr(found, "cache_clear"):
            found.cache_clear()


def run(name: str, names: Sequence[str], children: int) -> int:
    """Have mutmut test some mutants of a part."""
    folder = _MADE / name
    modules = (
        f"govsweep.{one.removesuffix('.py').rstrip('/*').replace('/', '.')}"
        for one in PARTS[name].code
    )
    more = {
        _MUTATED: " ".join(modules),
        "PYTHONPATH": str(Path(__file__).parent),
        # No bytecode: pytest would take what it compiled for the code before it was changed.
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [str(Path(sys.executable).parent / "mutmut"), "run", f"--max-children={children}"]
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        return subprocess.run(  # noqa: S603 - mutmut and names that it gave
            [*command, *names],
            cwd=folder,
            stdout=log,
            stderr=log,
            check=False,
            env=os.environ | more,
        ).returncode


def interval(killed: int, of: int) -> tuple[float, float]:
    """Wilson's interval at 95 % for a share."""
    z = 1.96
    share, weight = killed / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / weight
    width = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / weight
    return middle - width, middle + width


@cache
def functions(path: Path) -> dict[str, list[str]]:
    """The functions of a mutated module, the lines of each after the first."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    return {
        node.name: lines[node.lineno : node.end_lineno]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def change(folder: Path, name: str) -> str:
    """The lines that make a mutant, before and after."""
    module, _, function = name.rpartition(".")
    path = folder / "mutants" / "src" / module.replace(".", "/")
    found = functions(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"))
    before = found[f"{function.partition('__mutmut_')[0]}__mutmut_orig"]
    lines = difflib.unified_diff(before, found[function], lineterm="", n=1)
    return "\n".join([name, *list(lines)[2:], ""])


def measure(name: str, chosen: argparse.Namespace) -> None:
    """Test a sample of a part's mutants and print what became of it."""
    folder = prepare(name)
    run(name, [_NO_SUCH], 1)  # makes the mutants and learns which test calls what
    every = sorted(results(folder))
    if chosen.names:
        some = [one for one in chosen.names.read_text("utf-8").split() if one in set(every)]
    else:
        some = sorted(random.Random(chosen.seed).sample(every, min(chosen.sample, len(every))))
    if not some:
        print(f"{name}: no mutants, see {folder / 'log.txt'}")
        return
    run(name, some, chosen.children)
    codes = results(folder)
    if all(codes[one] is None for one in some):
        print(f"{name}: the tests fail without any change, see {folder / 'log.txt'}")
        return
    survivors = [one for one in some if codes[one] not in _KILLED]
    killed = len(some) - len(survivors)
    low, high = interval(killed, len(some))
    (folder / "survivors.txt").write_text(
        "\n".join(f"{codes[one]} {change(folder, one)}" for one in survivors), "utf-8"
    )
    print(
        f"{name}: {killed} of {len(some)} killed ({killed / len(some):.1%}, of all {len(every)}"
        f" with 95 %: {low:.1%} to {high:.1%}); seed {chosen.seed}; ends "
        + ", ".join(f"{code}: {n}" for code, n in Counter(codes[one] for one in some).items()),
        flush=True,
    )


def main() -> None:
    """Measure the parts that are named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="PART")
    parser.add_argument("--sample", type=int, default=150, help="mutants of each part")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=Path, help="a file with the names of mutants")
    parser.add_argument("--children", type=int, default=2, help="mutants tested at once")
    chosen = parser.parse_args()
    for name in chosen.parts:
        measure(name, chosen)


if __name__ == "__main__":
    main()
