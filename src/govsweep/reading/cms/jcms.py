"""大汉 JCMS: rows in a data store, further ones from dataproxy.jsp as XML of records."""

import html as html_entities
import re
from urllib.parse import urlencode

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System
from govsweep.reading.tree import Tree

_DATAPROXY = re.compile(r"[\"'(]([^\"'()\s]*dataproxy\.jsp(?:\?[^\"'\s]*)?)")
_JPAGE = re.compile(r"(totalRecord|perPage|groupSize)\s*:\s*(\d{1,9})", re.IGNORECASE)
_PROXY_PARAMETERS = re.compile(
    r"\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)\s*[:=]\s*['\"]?([^'\"&,;}\s]*)"
)


def _dataproxy(script: str, addresses: Addresses) -> list[str]:
    if "dataproxy.jsp" not in script:
        return []
    script = html_entities.unescape(script)
    proxies = dict.fromkeys(_DATAPROXY.findall(script))
    ready = [one for one in proxies if "startrecord" in one or "page=" in one]
    numbers = {name.lower(): int(number) for name, number in _JPAGE.findall(script)}
    total, size = numbers.get("totalrecord", 0), numbers.get("perpage", 0)
    base = next((one for one in proxies if "?" not in one), "")
    if not (base and total and size):
        return [addresses.resolve(one) for one in ready]
    parameters = dict(_PROXY_PARAMETERS.findall(script))
    step = size * 3
    pages = []
    for start in range(1, min(total, step * MAX_MORE) + 1, step):
        window = {"startrecord": start, "endrecord": min(start + step - 1, total), "perpage": size}
        pages.append(addresses.resolve(f"{base}?{urlencode({**window, **parameters})}"))
    return pages


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    return [page for text, _ in tree.scripts if text for page in _dataproxy(text, addresses)]


SYSTEM = System("大汉 JCMS", _more)
