"""Where a list goes on: further pages of it, and the addresses that serve its rows to scripts."""

import html as html_entities
import json
import re
from urllib.parse import quote, urlencode

from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

MAX_MORE = 50
_CREATE = re.compile(r"createPage\w*\s*\(([^()]{3,200})\)", re.IGNORECASE)
_ARGUMENT = re.compile(r"['\"]([^'\"]*)['\"]|(\d+)")
_PAGER = re.compile(r"\bPager\s*\(\s*\{(.{3,600}?)\}", re.DOTALL)
_FIELD = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*(?:['\"]([^'\"]*)['\"]|(\d+))")
_TOTAL = re.compile(
    r"页\s*次\s*[:：]?\s*\d+\s*/\s*(\d+)|第?\s*\d+\s*/\s*(\d+)\s*页|共\s*(\d+)\s*页|\d+\s*/\s*(\d+)\s*页"
)
_NEXT = re.compile(
    r"^[\[【]?\s*(?:下一?页|后一?页|下页|next|>|>>|»|末页|尾页)\s*[>»\]】]*$", re.IGNORECASE
)
_DATAPROXY = re.compile(r"[\"'(]([^\"'()\s]*dataproxy\.jsp(?:\?[^\"'\s]*)?)")
_JPAGE = re.compile(r"(totalRecord|perPage|groupSize)\s*:\s*(\d{1,9})")
_PROXY_PARAMETERS = re.compile(
    r"\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)\s*[:=]\s*['\"]?([^'\"&,;}\s]*)"
)
_QUERY_DATA = re.compile(r"querydata\s*=\s*([\"'])(\{.*?\})\1", re.IGNORECASE | re.DOTALL)
_GKMLPT = re.compile(r"([\w:/.\-]*?/gkmlpt)/(?:api/all/(\d+)|index)")


def find_more(tree: Tree, addresses: Addresses, html: str) -> tuple[str, ...]:
    """Further pages of the list, absolute, without the page itself."""
    found: dict[str, None] = {}
    scripts = [text for text, _ in tree.scripts if text]
    for reader in (_created, _pager, _dataproxy, _gkmlpt):
        for text in scripts:
            found.update(dict.fromkeys(reader(text, addresses)))
    found.update(dict.fromkeys(_units(tree, addresses)))
    found.update(dict.fromkeys(_static(tree, addresses)))
    found.pop(addresses.url, None)
    found.pop("", None)
    return tuple(found)[:MAX_MORE]


def _numbered(addresses: Addresses, count: int, current: int, name: str, ending: str) -> list[str]:
    pages = []
    for number in range(min(count, MAX_MORE + 1)):
        if number != current:
            reference = f"{name}_{number}.{ending}" if number else f"{name}.{ending}"
            pages.append(addresses.resolve(reference))
    return pages


def _created(script: str, addresses: Addresses) -> list[str]:
    if "createPage" not in script:
        return []
    for call in _CREATE.finditer(script):
        arguments = _ARGUMENT.findall(call.group(1))
        numbers = [int(number) for _, number in arguments if number]
        names = [name for name, number in arguments if not number and name]
        if len(numbers) < 2 or len(names) < 2:
            continue
        name, ending = names[-2], names[-1].lstrip(".")
        return _numbered(addresses, numbers[0], numbers[1], name, ending)
    return []


def _pager(script: str, addresses: Addresses) -> list[str]:
    for call in _PAGER.finditer(script):
        fields = {name: text or number for name, text, number in _FIELD.findall(call.group(1))}
        if "prefix" in fields and fields.get("size", "").isdecimal():
            current = fields.get("current", "0")
            return _numbered(
                addresses,
                int(fields["size"]),
                int(current) if current.isdecimal() else 0,
                fields["prefix"],
                fields.get("suffix", "html").lstrip("."),
            )
    return []


def _dataproxy(script: str, addresses: Addresses) -> list[str]:
    if "dataproxy.jsp" not in script:
        return []
    script = html_entities.unescape(script)
    proxies = dict.fromkeys(_DATAPROXY.findall(script))
    ready = [one for one in proxies if "startrecord" in one or "page=" in one]
    numbers = {name: int(number) for name, number in _JPAGE.findall(script)}
    total, size = numbers.get("totalRecord", 0), numbers.get("perPage", 0)
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


def _gkmlpt(script: str, addresses: Addresses) -> list[str]:
    if "gkmlpt" not in script:
        return []
    return [
        addresses.resolve(f"{root}/api/all/{number}?page=1")
        for root, number in _GKMLPT.findall(script)
        if number
    ]


def _units(tree: Tree, addresses: Addresses) -> list[str]:
    """The JPaaS units that fill lists: a script element carries address and query."""
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


def _static(tree: Tree, addresses: Addresses) -> list[str]:
    """Page numbers as plain links, carried on to the number of pages that the list tells."""
    numbered: dict[int, str] = {}
    further: list[str] = []
    for link in tree.links:
        text = link.text.strip("[]【】 ")
        if text.isdecimal() and len(text) <= 4:
            target = addresses.resolve(link.target)
            if target and str(int(text)) != "0":
                numbered.setdefault(int(text), target)
        elif len(text) <= 6 and _NEXT.match(text):
            further.append(addresses.resolve(link.target))
    for reference in tree.others:
        text = reference.text.strip("第页 ") if reference.tag == "option" else ""
        if text.isdecimal() and len(text) <= 6:
            target = addresses.resolve(reference.target) if not reference.target.isdigit() else ""
            if target:
                numbered.setdefault(int(text), target)
    counted = {number: one for number, one in numbered.items() if _counts(one, number)}
    if not further and len(numbered) < 2 and not counted:
        return []
    total = max(
        (_total(run.text) for run in tree.runs if "页" in run.text and len(run.text) < 200),
        default=0,
    )
    pages = _carried_on(numbered, further, total)
    return [*pages, *further]


def _counts(address: str, number: int) -> bool:
    """Whether an address ends in the number of its page."""
    return re.search(rf"[_/=\-]{number}(?:\.\w{{2,5}})?(?:$|&)", address) is not None


def _total(text: str) -> int:
    match = _TOTAL.search(text)
    return int(next(filter(None, match.groups()))) if match else 0


def _carried_on(numbered: dict[int, str], further: list[str], total: int) -> list[str]:
    pages = [numbered[number] for number in sorted(numbered)]
    numbers = sorted(number for number in numbered if number > 1)
    if len(numbers) < 2 or total <= numbers[-1]:
        return pages
    (low, high), (first, second) = numbers[-2:], (numbered[numbers[-2]], numbered[numbers[-1]])
    pattern = _varying(first, second, high - low)
    if pattern is None:
        return pages
    before, value, step, after = pattern
    for number in range(high + 1, min(total, MAX_MORE) + 1):
        there = value + step * (number - high)
        if there > 0:
            pages.append(f"{before}{there}{after}")
    return pages


def _varying(first: str, second: str, distance: int) -> tuple[str, int, int, str] | None:
    """The one number that counts pages up or down between two addresses."""
    left, right = re.split(r"(\d+)", first), re.split(r"(\d+)", second)
    if len(left) != len(right):
        return None
    differing = [at for at, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    if len(differing) != 1 or not left[differing[0]].isdigit() or len(left[differing[0]]) > 6:
        return None
    at = differing[0]
    step, odd = divmod(int(right[at]) - int(left[at]), distance)
    if odd or step not in (1, -1):
        return None
    return "".join(right[:at]), int(right[at]), step, "".join(right[at + 1 :])
