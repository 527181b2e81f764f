"""Drawn samples of sites, as commands ask for them and tell of them."""

import secrets

import click

from govsweep.errors import InputError
from govsweep.periods import Draw, size_of
from govsweep.store import Sweep

sample_option = click.option(
    "--sample", "sample", metavar="个数|比例", help="只巡检抽出的网站：写个数（12）或比例（30%）。"
)
seed_option = click.option(
    "--seed", metavar="文字", help="抽查的种子；同一种子、同一登记表抽出同样的网站。默认随机。"
)


def drawn_in_words(sweep: Sweep) -> str:
    """By what the sites of a sweep were drawn."""
    return f"抽查：从 {sweep.drawn_from} 个网站抽出 {len(sweep.sites)} 个，种子 {sweep.seed}"


def draw_of(sample: str | None, seed: str | None, only: tuple[str, ...]) -> Draw | None:
    """How a sample is to be drawn; None where none was asked for.

    Raises `InputError` for words that say no size, or do not go together.
    """
    if sample is None:
        if seed is not None:
            raise InputError("--seed 要与 --sample 一起用")
        return None
    if only:
        raise InputError("--sample 与 --site 只能用一个")
    seed = secrets.token_hex(4) if seed is None else seed.strip()
    if not seed:
        raise InputError("--seed 不能是空的")
    return Draw(size_of(sample), seed)
