"""Print and check the figures of the house: files, lines, names, documentation, cycles.

    python scripts/house.py [FOLDER]

FOLDER is the repository, by default the one this script stands in. Counted are the modules of the
product: `src/govsweep` and the rooms that pyproject.toml maps into it. What is over a limit is
listed with its places, and the exit code is then 1; `tests/scripts/test_house.py` demands the same.
"""

import ast
import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LARGEST_CYCLE = 0  # modules that may import one another in a circle; 0 allows none
HOMONYMS = 0  # class names that may be defined more than once, a leading underscore left aside

_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Module(NamedTuple):
    """One module of the product by the name it is imported by."""

    name: str
    path: Path
    lines: int
    tree: ast.Module


class House(NamedTuple):
    """What was counted; lines are of whole files and of whole functions, blank ones included."""

    file_lines: list[int]
    function_lines: list[int]
    public: int  # modules, classes and functions whose names do not begin with an underscore
    undocumented: list[str]  # the public ones without a docstring
    classes: int
    homonyms: dict[str, list[str]]  # class names defined more than once, each with its places
    cycles: list[list[str]]  # modules that import one another in a circle, the largest first

    @property
    def largest_cycle(self) -> int:
        """How many modules the largest cycle has; 0 where there is none."""
        return max((len(cycle) for cycle in self.cycles), default=0)

    def faults(self) -> list[str]:
        """What is over a limit, each fault with its places."""
        found = [f"no docstring: {place}" for place in self.undocumented]
        if len(self.homonyms) > HOMONYMS:
            found.append(f"{len(self.homonyms)} class names defined twice, {HOMONYMS} allowed:")
            found += [f"  {name}: {', '.join(at)}" for name, at in sorted(self.homonyms.items())]
        for cycle in self.cycles:
            if len(cycle) > LARGEST_CYCLE:
                found.append(f"a cycle of {len(cycle)} modules: {', '.join(cycle)}")
        return found


def modules(root: Path) -> list[Module]:
    """Every module of the product under a repository's root."""
    setuptools = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    mapped = {name: root / folder for name, folder in setuptools["package-dir"].items() if name}
    mapped["govsweep"] = root / setuptools["package-dir"][""] / "govsweep"
    found = []
    for package, folder in sorted(mapped.items()):
        for path in sorted(folder.rglob("*.py")):
            parts = (package, *path.relative_to(folder).with_suffix("").parts)
            name = ".".join(parts).removesuffix(".__init__")
            text = path.read_text("utf-8")
            found.append(Module(name, path.relative_to(root), text.count("\n"), ast.parse(text)))
    return found


def measure(house: Sequence[Module]) -> House:
    """The figures of some modules."""
    places: dict[str, list[str]] = defaultdict(list)
    functions: list[int] = []
    public, undocumented = 0, []
    for module in house:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(f"{module.path}:{node.lineno}")
            elif isinstance(node, _FUNCTIONS):
                functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
        for name, node in _public(module):
            public += 1
            if not ast.get_docstring(node):
                undocumented.append(f"{module.path}: {name}")
    return House(
        file_lines=[module.lines for module in house],
        function_lines=functions,
        public=public,
        undocumented=undocumented,
        classes=len(places),
        homonyms={name: at for name, at in places.items() if len(at) > 1},
        cycles=cycles(imports(house)),
    )


def _public(module: Module) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]]:
    """The module, and what it and its classes define under a public name."""
    if not any(part.startswith("_") for part in module.name.split(".")):
        yield module.name, module.tree
    yield from _defined(module.tree.body, "")


def _defined(body: Iterable[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, _DEFINED) and not node.name.startswith("_"):
            if not any(_is_overload(one) for one in node.decorator_list):
                yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _defined(node.body, f"{prefix}{node.name}.")


def _is_overload(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "overload"


def imports(house: Sequence[Module]) -> dict[str, set[str]]:
    """Which modules each module imports anywhere in it: in functions and for types only, too.

    `from package import name` is an import of the module `package.name` where there is one, and of
    the package itself only for a name that it defines. That a package is loaded before its modules
    is not counted: it is so in every package.
    """
    names = {module.name for module in house}
    found: dict[str, set[str]] = {}
    for module in house:
        found[module.name] = set()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                found[module.name].update(one.name for one in node.names if one.name in names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                for one in node.names:
                    whole = f"{node.module}.{one.name}"
                    found[module.name] |= {whole if whole in names else node.module} & names
    return found


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module, the largest first.

    After Tarjan (1972), without recursion.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for start in sorted(graph):
        if start in index:
            continue
        work = [(start, iter(sorted(graph[start])))]
        while work:
            node, rest = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for other in rest:
                if other not in index:
                    work.append((other, iter(sorted(graph[other]))))
                    break
                if other in stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = stack[stack.index(node) :]
                    del stack[stack.index(node) :]
                    if len(component) > 1 or node in graph[node]:
                        found.append(sorted(component))
    return sorted(found, key=lambda cycle: (-len(cycle), cycle))


def table(house: House) -> str:
    """The figures, each on a line with its name."""
    documented = 1 - len(house.undocumented) / house.public
    share = len(house.homonyms) / max(house.classes, 1)
    rows = {
        "files": str(len(house.file_lines)),
        "lines a file, median / p90 / max": _spread(house.file_lines, 50, 90, 100),
        "lines a function, median / p90": _spread(house.function_lines, 50, 90),
        "public names documented": f"{documented:.1%} of {house.public}",
        "class names defined twice": f"{len(house.homonyms)} of {house.classes} ({share:.0%})",
        "largest import cycle": f"{house.largest_cycle} modules" if house.cycles else "none",
    }
    return "\n".join(f"{name:<34}{value}" for name, value in rows.items())


def _spread(numbers: list[int], *percents: int) -> str:
    """Percentiles by the nearest rank."""
    ranked = sorted(numbers)
    places = (max(math.ceil(len(ranked) * percent / 100), 1) - 1 for percent in percents)
    return " / ".join(str(ranked[place]) for place in places) if ranked else "none"


def main() -> None:
    """Print the table, and what is over a limit."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    house = measure(modules(root))
    print(table(house))
    if faults := house.faults():
        print(*faults, sep="\n", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
