"""Where a list goes on: further pages of it, and the addresses that serve its rows to scripts."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms import MAX_MORE, systems
from govsweep.reading.tree import Tree

_TOTAL = re.compile(
    r"页\s*次\s*[:：]?\s*\d+\s*/\s*(\d+)|第?\s*\d+\s*/\s*(\d+)\s*页|共\s*(\d+)\s*页|\d+\s*/\s*(\d+)\s*页"
)
_NEXT = re.compile(
    r"^[\[【]?\s*(?:下一?页|后一?页|下页|next|>|>>|»|末页|尾页)\s*[>»\]】]*$", re.IGNORECASE
)


def find_more(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """Further pages of the list, absolute, without the page itself."""
    found: dict[str, None] = {}
    for system in systems():
        found.update(dict.fromkeys(system.more(tree, addresses)))
    found.update(dict.fromkeys(_static(tree, addresses)))
    found.pop(addresses.url, None)
    found.pop("", None)
    return tuple(found)[:MAX_MORE]


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
