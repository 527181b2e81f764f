"""Routes: which queue an address belongs to, and what a site may be asked for under which name."""

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from govsweep.address_zones import AddressZone, hostname, literal, zone
from govsweep.addresses import folder_of, host, path_of
from govsweep.crawl import queue_of_host
from govsweep.facts import Site


class Routes:
    """The registered sites by their hosts."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.sites = {site.identifier: site for site in sites}
        self._by_host: dict[str, list[Site]] = {}
        for site in self.sites.values():
            self._by_host.setdefault(host(site.url), []).append(site)
        for known in self._by_host.values():  # the longest path first
            known.sort(key=lambda site: len(folder_of(site.url)), reverse=True)
        self._aliases = {
            alias: name
            for name in self._by_host
            if (alias := twin(name)) and alias not in self._by_host
        }

    @property
    def roots(self) -> list[str]:
        """The addresses of the hosts by which registered sites are reached."""
        roots = [origin(site.url) for site in self.sites.values()]
        return [*roots, *(f"http://{alias}" for alias in self._aliases)]

    def site_of(self, url: str) -> Site | None:
        """The registered site an address belongs to."""
        name = host(url)
        sites = self._by_host.get(self._aliases.get(name, name))
        if not sites:
            return None
        path = path_of(url)
        claims = [(_claim(site, path), site) for site in sites]
        best, site = max(claims, key=lambda claim: claim[0])
        if best:
            return site
        # Beside every folder: the site whose folder is the shortest, unless it says what is its.
        last = sites[-1]
        return None if last.include or is_excluded(url, last) else last

    def queue_of(self, url: str) -> str:
        """The queue an address belongs to: its site's, or its host's own."""
        site = self.site_of(url)
        return site.identifier if site else queue_of_host(host(url))

    def sharing(self, site: Site) -> int:
        """How many registered sites stand on the host of one."""
        return len(self._by_host[host(site.url)])


def is_excluded(url: str, site: Site) -> bool:
    """Whether an address on a site's host is one that the registry keeps everybody from."""
    path = path_of(url)
    return _longest(site.exclude, path) > _longest(site.include, path)


def is_outside(url: str, site: Site) -> bool:
    """Whether an address on a site's host belongs to others, by what the registry includes."""
    return bool(site.include) and _claim(site, path_of(url)) == 0


def _claim(site: Site, path: str) -> int:
    """How long a prefix of a path makes it a site's own; 0 where none does."""
    own = site.include or (folder_of(site.url),)
    claim = len(path) if path == path_of(site.url) else _longest(own, path)
    return claim if claim > _longest(site.exclude, path) else 0


def _longest(prefixes: Iterable[str], path: str) -> int:
    return max((len(one) for one in prefixes if path.startswith(one)), default=0)


def twin(name: str) -> str:
    """The other name a host usually answers to: with `www.`, or without it; "" for an IP."""
    bare = hostname(f"//{name}")
    if literal(bare) or zone(bare) is not AddressZone.PUBLIC:
        return ""
    return name[4:] if name.startswith("www.") else f"www.{name}"


def origin(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def moved(url: str, to: str) -> str:
    """An address on another origin."""
    parts, target = urlsplit(url), urlsplit(to)
    return urlunsplit((target.scheme, target.netloc, parts.path, parts.query, parts.fragment))
