"""The sample city as a whole: what every host in it answers, and the truth about it."""

import copy
import csv
import io
import re
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from itertools import count
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

import msgspec

from govsweep.city import outside
from govsweep.city.asked import SampleAsked
from govsweep.city.draft import Dynamic
from govsweep.city.duties import SampleDuties
from govsweep.city.ended import SampleEnded
from govsweep.city.media import SampleMedia
from govsweep.city.model import Document, HostAnswer, Planted, Trap
from govsweep.city.reposts import SampleReposts
from govsweep.city.roster import SampleRoster
from govsweep.facts import Site

_GATEWAY = b"<html><body><h1>502 Bad Gateway</h1><p>cannot resolve host</p></body></html>"
_NOT_FOUND = b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>"
_FIELDS = ("identifier", "name", "url", "organizer", "level", "kind", "parent", "icp", "police")
_HEADER = (
    *("网站标识码", "网站名称", "首页网址", "主办单位", "层级", "网站类型"),
    *("上级单位", "ICP备案号", "公安备案号", "每秒请求数"),
)
_FILE = re.compile(r"\.(?:png|gif|jpg|css|js|pdf|docx?|xlsx?|zip)$", re.IGNORECASE)


def is_by_search(headers: Mapping[str, str]) -> bool:
    """Whether a search engine asks, or a visitor whom it sends."""
    return any("baidu" in headers.get(name, "").lower() for name in ("User-Agent", "Referer"))


class SampleHost:
    """One site's documents and what it says to unknown addresses."""

    def __init__(self, documents: dict[str, Document], dynamic: list[Dynamic]) -> None:
        self.documents = documents
        self._dynamic = dynamic
        self.apology: Document | None = None  # for pages that it does not have; files are 404
        self.whole: HostAnswer | None = None  # what it says to everything
        self.to_search: Document | None = None  # its home page for search engines
        self.before: dict[str, Document] = {}  # what was otherwise the night before

    def yesterday(self) -> "SampleHost":
        """The same as it stood the night before."""
        host = copy.copy(self)
        host.documents = self.documents | self.before
        return host

    def answer(self, method: str, path_qs: str, headers: Mapping[str, str]) -> HostAnswer:
        """The answer to one request."""
        if self.whole is not None:
            return self.whole
        document = self._find(path_qs)
        if self.to_search is not None and path_qs == "/" and is_by_search(headers):
            document = self.to_search
        if document is None:
            return HostAnswer(404, {"Content-Type": "text/html"}, _NOT_FOUND)
        answer = document.answer()
        tag = f'"{blake2b(answer.body, digest_size=8).hexdigest()}"'
        answer.headers["ETag"] = tag
        if headers.get("If-None-Match") == tag:
            return HostAnswer(304, {"ETag": tag}, b"", answer.delay)
        return answer

    def _find(self, path_qs: str) -> Document | None:
        parts = urlsplit(path_qs)
        path = parts.path or "/"
        for key in (path_qs, path, path.removesuffix("index.html")):
            if key in self.documents:
                return self.documents[key]
        for one in self._dynamic:
            document = one(path, parts.query)
            if document is not None:
                return document
        return None if _FILE.search(path) else self.apology


# A part of a city with a truth and traps of its own.
_Told: TypeAlias = SampleMedia | SampleDuties | SampleEnded | SampleReposts | SampleAsked


class SampleCity(NamedTuple):
    """A city of government sites, with faults that are known."""

    sites: tuple[Site, ...]
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]
    hosts: dict[str, SampleHost]
    foreign: tuple[str, ...]  # hosts beyond the city that it leads to
    slow_seconds: float
    media: SampleMedia
    duties: SampleDuties
    roster: SampleRoster
    ended: SampleEnded
    reposts: SampleReposts
    asked: SampleAsked
    overnight: tuple[Planted, ...] = ()  # faults that only who saw the night before can tell

    def with_media(self) -> "SampleCity":
        """The same with the truth about its media accounts, where those are registered too."""
        return self._telling(self.media)

    def with_duties(self) -> "SampleCity":
        """The same with the truth about what its units owe, where the lists are imported too."""
        return self._telling(self.duties)

    def with_ended(self) -> "SampleCity":
        """The same with the sites that ended or moved in its registry, and the truth about them."""
        return self._telling(self.ended)._replace(sites=self.sites + self.ended.sites)

    def with_reposts(self) -> "SampleCity":
        """The same with the truth about what was to be reposted, where that list is loaded."""
        return self._telling(self.reposts)

    def with_asked(self) -> "SampleCity":
        """The same with the truth about orders and results, where those are entered too."""
        return self._telling(self.asked)

    def _telling(self, part: _Told) -> "SampleCity":
        truth, traps = self.truth + part.truth, self.traps + part.traps
        return self._replace(truth=truth, traps=traps)

    def overnight_sites(self) -> tuple[str, ...]:
        """The sites that are otherwise than the night before, by their identifiers."""
        hosts = {name for name, one in self.hosts.items() if one.before}
        return tuple(one.identifier for one in self.sites if urlsplit(one.url).netloc in hosts)

    def yesterday(self) -> "SampleCity":
        """The city as it stood the night before."""
        return self._replace(hosts={name: one.yesterday() for name, one in self.hosts.items()})

    def with_overnight(self) -> "SampleCity":
        """The same with the truth about what changed since, where the night before was swept."""
        return self._replace(truth=self.truth + self.overnight)

    def answer(
        self,
        method: str,
        host: str,
        path_qs: str,
        headers: Mapping[str, str] | None = None,
        *,
        attempt: int = 0,
    ) -> HostAnswer:
        """What `host` says; `attempt` counts earlier requests of this address from none."""
        site = self.hosts.get(host)
        if site is not None:
            return site.answer(method, path_qs, headers or {})
        answer = outside.answer(method, host, path_qs, attempt, self.slow_seconds)
        return answer or HostAnswer(502, {"Content-Type": "text/html"}, _GATEWAY)

    def paths(self, host: str) -> tuple[str, ...]:
        """All fixed addresses of a site."""
        return tuple(self.hosts[host].documents)

    def pages(self) -> int:
        """How many HTML documents the city has, endless ones aside."""
        return sum(
            document.content_type.startswith("text/html")
            for host in self.hosts.values()
            for document in host.documents.values()
        )

    def registry_csv(self) -> str:
        """The registry of its sites, as `govsweep sites import` reads it."""
        return _registry(self.sites)

    def clean_sites(self) -> tuple[Site, ...]:
        """The sites of which nothing may be reported."""
        faulty = {planted.site for planted in self.truth}
        return tuple(site for site in self.sites if site.identifier not in faulty)

    def loopback(self, port: int) -> "LoopbackCity":
        """The same city with loopback addresses for host names, for use without a proxy."""
        return LoopbackCity(self, port)


class LoopbackCity:
    """The city on 127.0.N.N: every host has an address of its own, and all one port.

    No host stands under .gov.cn then, so links between government hosts that are not registered
    look foreign.
    """

    def __init__(self, city: SampleCity, port: int) -> None:
        self._city = city
        numbers = count(256)  # 127.0.1.0 and onward
        names = (*city.hosts, *city.foreign, outside.UNKNOWN_HOST)
        self._shown = {
            name: f"127.0.{number // 256}.{number % 256}:{port}"
            for name, number in zip(names, filter(_usable, numbers), strict=False)
        }
        self._own = {shown: name for name, shown in self._shown.items()}
        self.sites = tuple(
            msgspec.structs.replace(site, url=self._text(site.url)) for site in city.sites
        )
        self.truth = tuple(
            one._replace(
                subject=self._text(one.subject),
                url=self._text(one.url),
                keys=tuple(map(self._text, one.keys)),
            )
            for one in city.truth
        )
        self.traps = tuple(one._replace(url=self._text(one.url)) for one in city.traps)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that must be listened on; that of the unknown host is not among them."""
        names = (*self._city.hosts, *self._city.foreign)
        return tuple(self._shown[name].partition(":")[0] for name in names)

    def answer(
        self,
        method: str,
        host: str,
        path_qs: str,
        headers: Mapping[str, str] | None = None,
        *,
        attempt: int = 0,
    ) -> HostAnswer:
        """What the host at this address says, with addresses for names in it."""
        own = self._own.get(host, host)
        answer = self._city.answer(method, own, path_qs, headers, attempt=attempt)
        shown = {name: self._text(value) for name, value in answer.headers.items()}
        if not answer.headers.get("Content-Type", "").startswith(("text/", "application/j")):
            return answer._replace(headers=shown)
        body = self._names.sub(lambda name: self._shown[name[0].decode()].encode(), answer.body)
        return answer._replace(headers=shown, body=body)

    def registry_csv(self) -> str:
        """The registry of its sites."""
        return _registry(self.sites)

    @cached_property
    def _names(self) -> re.Pattern[bytes]:
        longest_first = sorted(self._shown, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)).encode())

    def _text(self, text: str) -> str:
        return self._names.sub(
            lambda name: self._shown[name[0].decode()].encode(), text.encode()
        ).decode()


def _usable(number: int) -> bool:
    return 0 < number % 256 < 255


def _registry(sites: tuple[Site, ...]) -> str:
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\n")
    writer.writerow(_HEADER)
    for site in sites:
        pace = "" if site.pace is None else f"{site.pace:g}"
        writer.writerow([*(getattr(site, field) for field in _FIELDS), pace])
    return memory.getvalue()
