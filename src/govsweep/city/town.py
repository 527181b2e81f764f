"""The sample city as a whole: what every host in it answers, and the truth about it."""

import csv
import datetime as dt
import io
from collections.abc import Collection, Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from govsweep.city import outside
from govsweep.city.contents import furnish
from govsweep.city.draft import Draft, Dynamic
from govsweep.city.model import Answer, Document, Planted, Trap
from govsweep.city.plan import SITES
from govsweep.city.styles import STYLES
from govsweep.facts import Site

_GATEWAY = "<html><body><h1>502 Bad Gateway</h1><p>cannot resolve host</p></body></html>"
_NOT_FOUND = "<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>"
_FIELDS = ("identifier", "name", "url", "organizer", "level", "kind", "parent", "icp", "police")
_HEADER = "网站标识码 网站名称 首页网址 主办单位 层级 网站类型 上级单位 ICP备案号 公安备案号 每秒请求数".split()


class Host:
    """One site's documents and what it says to unknown addresses."""

    def __init__(self, documents: dict[str, Document], dynamic: list[Dynamic]) -> None:
        self.documents = documents
        self._dynamic = dynamic
        self.apology: Document | None = None
        self.whole: Answer | None = None

    def answer(self, method: str, path_qs: str, headers: Mapping[str, str]) -> Answer:
        """The answer to one request."""
        if self.whole is not None:
            return self.whole
        document = self._find(path_qs)
        if document is None:
            return Answer(404, {"Content-Type": "text/html"}, _NOT_FOUND.encode())
        answer = document.answer()
        if answer.status != 200:
            return answer
        tag = f'"{blake2b(answer.body, digest_size=8).hexdigest()}"'
        answer.headers["ETag"] = tag
        if headers.get("If-None-Match") == tag:
            return Answer(304, {"ETag": tag}, b"", answer.delay)
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
        return self.apology


class City:
    """A city of government sites, with faults that are known."""

    def __init__(
        self,
        sites: tuple[Site, ...],
        hosts: dict[str, Host],
        truth: tuple[Planted, ...],
        traps: tuple[Trap, ...],
        slow_seconds: float,
    ) -> None:
        self.sites = sites
        self.truth = truth
        self.traps = traps
        self._hosts = hosts
        self._slow = slow_seconds
        self._names: dict[str, str] = {}  # the name a host goes by here -> its own

    def answer(
        self,
        method: str,
        host: str,
        path_qs: str,
        headers: Mapping[str, str] | None = None,
        *,
        attempt: int = 0,
    ) -> Answer:
        """What `host` says; `attempt` counts earlier requests of this address from none."""
        site = self._hosts.get(host)
        if site is not None:
            return site.answer(method, path_qs, headers or {})
        answer = outside.answer(method, host, path_qs, attempt, self._slow)
        return answer or Answer(502, {"Content-Type": "text/html"}, _GATEWAY.encode())

    @property
    def addresses(self) -> tuple[str, ...]:
        """The loopback addresses that its hosts go by, where it was made for loopback."""
        return tuple(host.partition(":")[0] for host in self._names)

    def paths(self, host: str) -> tuple[str, ...]:
        """All fixed addresses of a site."""
        return tuple(self._hosts[host].documents)

    def pages(self) -> int:
        """How many HTML documents the city has, endless ones aside."""
        return sum(
            document.content_type.startswith("text/html") and document.status == 200
            for host in self._hosts.values()
            for document in host.documents.values()
        )

    def registry_csv(self) -> str:
        """The registry of its sites, as `govsweep sites import` reads it."""
        memory = io.StringIO()
        writer = csv.writer(memory, lineterminator="\n")
        writer.writerow(_HEADER)
        for site in self.sites:
            writer.writerow([*(getattr(site, field) for field in _FIELDS), f"{site.pace:g}"])
        return memory.getvalue()


def build(
    day: dt.date,
    *,
    seed: int = 7,
    faults: bool = True,
    only: Collection[str] | None = None,
    slow_seconds: float = 3.3,
) -> City:
    """The city as it stands on the night of `day`; `only` names the checks to plant for."""
    sites, hosts = [], {}
    truth: list[Planted] = []
    traps: list[Trap] = []
    for plan in SITES:
        draft = furnish(plan, day, seed)
        sites.append(draft.site)
        hosts[plan.host] = _host(draft)
    return City(tuple(sites), hosts, tuple(truth), tuple(traps), slow_seconds)


def _host(draft: Draft) -> Host:
    documents = dict(STYLES[draft.plan.style].documents(draft))
    documents |= draft.documents
    return Host(documents, draft.dynamic)
