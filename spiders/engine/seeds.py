"""Seeds: start addresses that users of scrapy-redis push to a list in Redis."""

import json
import logging
from collections.abc import Collection

from scrapy.settings import BaseSettings
from scrapy_redis import defaults

from govsweep.addresses import fingerprint, href
from govsweep.facts import Address
from govsweep.frontier import Frontier, Task
from govsweep.spiders.assignment import SweepMemory
from govsweep.spiders.routes import Routes

_log = logging.getLogger(__name__)

_AT_ONCE = 100
_DEPTH = 1


class Seeds:
    """Moves seeds into the queues of the registered sites they belong to.

    A seed is an address, or JSON with one under `url`. What else scrapy-redis takes there (method,
    form, meta) has no meaning in an inspection. A seed leaves the list once the store knows it.
    """

    def __init__(self, settings: BaseSettings, spider: str) -> None:
        template = settings.get("REDIS_START_URLS_KEY", defaults.START_URLS_KEY)
        self.key = template % {"name": spider}
        self._encoding = settings.get("REDIS_ENCODING", defaults.REDIS_ENCODING)

    async def sow(
        self, frontier: Frontier, memory: SweepMemory, routes: Routes, swept: Collection[str]
    ) -> int:
        """Queue what the list holds; how many seeds were taken off it."""
        seeds = await frontier.seeds(self.key, _AT_ONCE)
        if not seeds:
            return 0
        addresses: list[Address] = []
        for seed in seeds:
            url = self._url(seed)
            site = routes.site_of(url) if url else None
            if site is None or site.identifier not in swept:
                _log.warning("种子 %r 不属于任何登记的网站，跳过", seed)
            else:
                key = fingerprint(url)
                addresses.append(Address(site.identifier, url, key, depth=_DEPTH))
        await memory.add(addresses)
        await frontier.push(Task.of(one) for one in addresses)
        await frontier.drop_seeds(self.key, seeds)
        return len(seeds)

    def _url(self, seed: bytes) -> str:
        text = seed.decode(self._encoding, "replace").strip()
        if text.startswith("{"):
            try:
                parsed = json.loads(text)
            except ValueError:
                return ""
            text = parsed.get("url") or ""
        return href(text) if isinstance(text, str) else ""
