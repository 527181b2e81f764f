"""A table that people filled in, read by its headings."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from govsweep.errors import InputError
from govsweep.table_cells import TITLED, is_blank, plain, wrong_cell
from govsweep.table_files import cells_of_file


def headed_lines(
    path: Path, needed: Sequence[str], heads: Sequence[str]
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The headings of a table, and its lines that say anything.

    Raises `InputError` where a heading is missing that is `needed`.
    """
    lines = cells_of_file(path, formulas=True, merged=True)
    _, first = next(lines, (0, []))
    names = [head.strip() for head in plain(first)]
    missing = [name for name in needed if name not in names]
    if missing:
        titled = "" if {*names} & {*heads} else TITLED
        told = f"缺少“{'”“'.join(missing)}”列，表头应为：{'、'.join(heads)}{titled}"
        raise InputError(f"{path} 第 1 行：{told}")
    return names, ((line, cells) for line, cells in lines if not is_blank(cells))


def cells_by_head(
    names: Sequence[str], cells: Sequence[str], read: Collection[str]
) -> dict[str, str]:
    """What stands under each heading; raises `ValueError` that names one and why it is refused."""
    if wrong := wrong_cell(names, cells, read):
        raise ValueError(f"{wrong.field}：{wrong.reason}")
    found = dict(zip(names, map(str.strip, plain(cells)), strict=False))
    for name in read:
        if not _is_text(found.get(name, "")):
            raise ValueError(f"{name}：字符编码有误：应与全表一致，为 UTF-8 或 GB18030")
    return found


def _is_text(cell: str) -> bool:
    """Whether a cell was decoded: bytes of another charset are kept as surrogates."""
    return not any("\udc80" <= mark <= "\udcff" for mark in cell)
