"""Pager({size, current, prefix, suffix}), as 开普 and others number their pages."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, numbered
from govsweep.reading.tree import Tree

_PAGER = re.compile(r"\bPager\s*\(\s*\{(.{3,600}?)\}", re.DOTALL)
_FIELD = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*(?:['\"]([^'\"]*)['\"]|(\d+))")


def _pager(script: str, addresses: Addresses) -> list[str]:
    if "Pager" not in script:
        return []
    for call in _PAGER.finditer(script):
        fields = {name: text or number for name, text, number in _FIELD.findall(call.group(1))}
        if "prefix" in fields and fields.get("size", "").isdecimal():
            current = fields.get("current", "0")
            return numbered(
                addresses,
                int(fields["size"]),
                int(current) if current.isdecimal() else 0,
                fields["prefix"],
                fields.get("suffix", "html").lstrip("."),
            )
    return []


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    return [page for text, _ in tree.scripts if text for page in _pager(text, addresses)]


SYSTEM = System("Pager", _more)
