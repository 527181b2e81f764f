"""Whose name a host bears: registered sites are told by their codes, organizers and names."""

import re
from collections.abc import Collection, Sequence

from govsweep.address_zones import hostname, literal
from govsweep.addresses import host, is_government, registrable
from govsweep.facts import Namesake, OutsidePage, Site
from govsweep.words.hosts import usual

_SEGMENT = re.compile(r"[\s_|｜—–\-·•:：>»]+")
_GREETING = re.compile(r"(?:网站)?首页|欢迎.{0,8}|官方?网站?|主页")
_CALLED_SITE = re.compile(r"(?:政府)?(?:门户网站|官方网站|官网|网站|首页)$")
_SHORTEST_NAME = 5  # characters by which a name is one's own


class Namesakes:
    """The registered sites, as those that other hosts may be taken for."""

    def __init__(self, sites: Sequence[Site], spared: Collection[str]) -> None:
        """`spared` are hosts that are nobody's counterfeit: allowed ones, and those cleared."""
        self._sites = {one.identifier: one for one in sites}
        self._hosts = {host(one.url) for one in sites}
        zones = (name.removeprefix("www.") for name in self._hosts)
        # What many have in common (gov.cn) is nobody's zone, whoever is registered at its head.
        self._zones = tuple(f".{one}" for one in zones if registrable(f"www.{one}") in one)
        self._domains = {registrable(name) for name in self._hosts}
        self._names = {_core(one.name): one for one in reversed(sites)}
        self._organizers = {one.organizer: one for one in reversed(sites) if one.organizer}
        self._spared = frozenset(spared)

    def namesake(self, name: str, page: OutsidePage, *, first: bool) -> Namesake | None:
        """The registered site whose mark a host bears, if that is nothing it may do.

        A name or an organizer counts on the host's `first` page alone: elsewhere one is spoken of.
        """
        if self._is_spared(name) or is_government(name) or not page.title:
            return None
        by_code = self._sites.get(page.identifier)
        if by_code is not None:
            return Namesake(by_code.identifier, by_code.name, "网站标识码", page.identifier)
        if not first:
            return None
        organizer = self._organizers.get(page.organizer)
        if organizer is not None:
            return Namesake(organizer.identifier, organizer.name, "主办单位", page.organizer)
        for called in (page.name, page.title, *_own_names(page.title)):
            named = self._names.get(_core(called))
            if named is not None and len(_core(called)) >= _SHORTEST_NAME:
                return Namesake(named.identifier, named.name, "网站名称", called)
        return None

    def _is_spared(self, name: str) -> bool:
        domain = registrable(name)
        own = name in self._spared or domain in self._spared or name in self._hosts
        return (
            own or domain in self._domains | usual("linked") or bool(literal(hostname(f"//{name}")))
        )

    def is_ours(self, name: str, page: OutsidePage) -> bool:
        """Whether a government's host is of our sites' domains, or of their organizers."""
        if not is_government(name) or name in self._spared or not page.title:
            return False
        return (
            f".{name}".endswith(self._zones)
            or page.identifier in self._sites
            or page.organizer in self._organizers
        )


def _own_names(title: str) -> list[str]:
    """The parts of a title that may be the name of its site: the first, or one after a greeting."""
    parts = [one for one in _SEGMENT.split(title) if one]
    return parts[: 2 if parts and _GREETING.fullmatch(parts[0]) else 1]


def _core(name: str) -> str:
    return _CALLED_SITE.sub("", "".join(name.split()))
