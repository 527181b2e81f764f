"""Lists that go on where nobody can follow: by forms, scripts and buttons without an address."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import told_pages
from govsweep.reading.tree import Tree

_NEXT = re.compile(r"[\[【<]?\s*(?:下一?页|后一?页|下页)\s*[>»\]】]*", re.IGNORECASE)
_LOAD = re.compile(r"(?:点击|点此|上拉|上滑)?(?:加载|显示)更多(?:内容|信息)?\W{0,3}")
_CALLS = re.compile(r"javascript:\s*(?!void\b)[\w$.\[\]]+\s*\(", re.IGNORECASE)
_LONGEST = 12  # characters of a button


def is_unturned(tree: Tree, addresses: Addresses) -> bool:
    """Whether a list without addresses of further pages says that there are some."""
    pages = told_pages(tree)
    if pages:
        return pages > 1
    turned = (one for one in tree.links if len(one.text) <= _LONGEST and _NEXT.fullmatch(one.text))
    if any(_CALLS.match(one.target) and not addresses.resolve(one.target) for one in turned):
        return True
    short = (run.text for run in tree.runs if len(run.text) <= _LONGEST)
    return bool(tree.scripts) and any(map(_LOAD.fullmatch, short))
