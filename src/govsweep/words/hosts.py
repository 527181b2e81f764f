"""Foreign domains that honest sites refer to."""

import tomllib
from functools import cache

from govsweep.rules import packs


@cache
def usual(use: str) -> frozenset[str]:
    """The usual domains of a use: `linked` or `scripts`."""
    document = tomllib.loads((packs() / "hosts.toml").read_text("utf-8"))
    return frozenset(document[use].split())
