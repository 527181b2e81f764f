"""Samples of sites (抽查): drawn by a seed, so that anybody can draw the same again."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b

from govsweep.errors import InputError

_SIZE = re.compile(r"(\d{1,6})|(\d{1,3}(?:\.\d{1,2})?)[%％]")
_ALL = 100


@dataclass(frozen=True, slots=True)
class SampleSize:
    """So many sites, or such a share of them (in percent), rounded up."""

    count: int = 0
    percent: float = 0.0

    def of(self, whole: int) -> int:
        """How many that are of so many; raises `InputError` where there are not as many."""
        wanted = self.count or -int(-whole * self.percent // _ALL)
        if wanted > whole:
            raise InputError(f"要抽 {wanted} 个网站，登记在运行的只有 {whole} 个")
        return wanted


@dataclass(frozen=True, slots=True)
class Draw:
    """How a sample is to be drawn."""

    size: SampleSize
    seed: str


def size_of(words: str) -> SampleSize:
    """The size that a user means by 12 or 30%; raises `InputError` for other words."""
    match = _SIZE.fullmatch(words.strip())
    size = SampleSize(int(match[1] or 0), float(match[2] or 0)) if match else SampleSize()
    if not (size.count or size.percent) or size.percent > _ALL:
        raise InputError(f"“{words}”不是抽查的个数或比例，应写作 12（个）或 30%")
    return size


def drawn(sites: Collection[str], size: SampleSize, seed: str) -> set[str]:
    """The sites that a seed draws, by their identifiers, in whatever order they come."""
    return set(sorted(sites, key=lambda site: _lot(site, seed))[: size.of(len(sites))])


def _lot(site: str, seed: str) -> bytes:
    key = blake2b(seed.encode(), digest_size=32).digest()
    return blake2b(site.encode(), digest_size=16, key=key).digest()
