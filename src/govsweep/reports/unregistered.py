"""Government hosts that the registered sites link to and nobody has registered."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govsweep.address_zones import hostname
from govsweep.addresses import is_government, registrable
from govsweep.facts import Site


class UnregisteredHost(NamedTuple):
    """A host with what leads there."""

    name: str
    links: int  # distinct addresses
    example: str


def unregistered(targets: Iterable[str], sites: Iterable[Site]) -> list[UnregisteredHost]:
    """The hosts under the domains of registered sites, those with the most links first.

    What stands under another city's or a ministry's domain is not ours to register.
    """
    known = {_bare(site.url) for site in sites}
    domains = {registrable(name) for name in known}
    links: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for target in targets:
        name = _bare(target)
        if name not in known and is_government(name) and registrable(name) in domains:
            links[name] += 1
            examples.setdefault(name, target)
    ordered = sorted(links.items(), key=lambda one: (-one[1], one[0]))
    return [UnregisteredHost(name, count, examples[name]) for name, count in ordered]


def _bare(url: str) -> str:
    return hostname(url).removeprefix("www.")
