"""A plain list: numbers, 下一页 and 末页 as links, carried on to the number that the page tells."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System, told_pages
from govsweep.reading.tree import Tree

_NEXT = re.compile(r"^[\[【]?\s*(?:下一?页|后一?页|下页|next|>|>>|»)\s*[>»\]】]*$", re.IGNORECASE)
_LAST = re.compile(r"^[\[【]?\s*(?:末页|尾页|最后一?页|last)\s*[>»\]】]*$", re.IGNORECASE)
_MAX_TEXT = 20  # characters of a link of a pager, with its brackets and spaces
_MAX_NUMBER = 6  # digits of the number of a page in an address


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    """Page numbers as plain links, carried on to the number of pages that the list tells."""
    numbered: dict[int, str] = {}
    further: list[str] = []
    last = ""
    for link in tree.links:
        if len(link.text) > _MAX_TEXT:
            continue
        text = link.text.strip("[]【】 ")
        if text.isdecimal() and len(text) <= 4:
            target = addresses.resolve(link.target)
            if target and str(int(text)) != "0":
                numbered.setdefault(int(text), target)
        elif len(text) <= 6 and _NEXT.match(text):
            further.append(addresses.resolve(link.target))
        elif len(text) <= 6 and _LAST.match(text):
            last = addresses.resolve(link.target)
    for reference in tree.others:
        text = reference.text.strip("第页 ") if reference.tag == "option" else ""
        if text.isdecimal() and len(text) <= 6:
            target = addresses.resolve(reference.target) if not reference.target.isdigit() else ""
            if target:
                numbered.setdefault(int(text), target)
    counted = {number: one for number, one in numbered.items() if _counts(one, number)}
    if not further and not last and len(numbered) < 2 and not counted:
        return []
    total = told_pages(tree)
    pages = [numbered[number] for number in sorted(numbered)]
    pages += [*further, *([last] if last else [])]  # what is linked comes first: the rest is cut
    if len(numbered) < 3 and further and last:
        pages += _between(further[0], last)
    return [*pages, *_carried_on(numbered, total)]


def _counts(address: str, number: int) -> bool:
    """Whether an address ends in the number of its page."""
    return re.search(rf"[_/=\-]{number}(?:\.\w{{2,5}})?(?:$|&)", address) is not None


def _carried_on(numbered: dict[int, str], total: int) -> list[str]:
    """The pages that the pager leaves out: 1 2 3 … 12, and up to `total`."""
    numbers = sorted(number for number in numbered if number > 1)
    if len(numbers) < 2:
        return []
    (low, high), (first, second) = numbers[-2:], (numbered[numbers[-2]], numbered[numbers[-1]])
    pattern = _varying(first, second, high - low)
    if pattern is None:
        return []
    pages = []
    before, value, step, after = pattern
    for number in range(numbers[0] + 1, min(max(total, high), MAX_MORE) + 1):
        there = value + step * (number - high)
        if there > 0 and number not in numbered:
            pages.append(f"{before}{there}{after}")
    return pages


def _between(first: str, last: str) -> list[str]:
    """The pages from the next to the last, where one number in their addresses counts them."""
    pair = _counted_by(first, last)
    if pair is None:
        return []
    left, right, at = pair
    if len(right[at]) > _MAX_NUMBER:
        return []
    start, end = int(left[at]), int(right[at])
    upward = start in (1, 2)  # a list counted down ends with its first page
    if not upward and end not in (0, 1):
        return []
    step = 1 if upward else -1
    numbers = list(range(start, end, step))[:MAX_MORE]
    return ["".join([*left[:at], str(one), *left[at + 1 :]]) for one in numbers]


def _varying(first: str, second: str, distance: int) -> tuple[str, int, int, str] | None:
    """The one number that counts pages up or down between two addresses."""
    pair = _counted_by(first, second)
    if pair is None:
        return None
    left, right, at = pair
    step, odd = divmod(int(right[at]) - int(left[at]), distance)
    if odd or step not in (1, -1):
        return None
    return "".join(right[:at]), int(right[at]), step, "".join(right[at + 1 :])


def _counted_by(first: str, second: str) -> tuple[list[str], list[str], int] | None:
    """Two addresses cut at their numbers, and where the only one that differs stands."""
    left, right = re.split(r"(\d+)", first), re.split(r"(\d+)", second)
    if len(left) != len(right):
        return None
    differing = [at for at, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    if len(differing) != 1:
        return None
    at = differing[0]
    return (left, right, at) if left[at].isdigit() and len(left[at]) <= _MAX_NUMBER else None


SYSTEM = System("通用", _more)
