"""大汉 JPaaS: script elements carry address and query of units that bring lists as HTML."""

import json
import re
from urllib.parse import quote, urlencode

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System
from govsweep.reading.tree import Tree


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    """The units that fill lists: a script element carries address and query."""
    pages = []
    for text, attributes in tree.scripts:
        address = attributes.get("url") or ""
        query = attributes.get("querydata") or ""
        if "build/unit" not in address:
            continue
        fields = _loose_json(query or text)
        if fields:
            pages.append(addresses.resolve(f"{address}?{urlencode(fields, quote_via=quote)}"))
    return pages


def _loose_json(text: str) -> dict[str, str]:
    try:
        fields = json.loads(text.replace("'", '"'))
    except (ValueError, RecursionError):
        fields = dict(re.findall(r"['\"]?(\w+)['\"]?\s*:\s*['\"]([^'\"]*)['\"]", text))
    return {str(k): str(v) for k, v in fields.items()} if isinstance(fields, dict) else {}


SYSTEM = System("大汉 JPaaS", _more, ("build/unit",))
