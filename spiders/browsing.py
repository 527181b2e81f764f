"""What a browser says of itself beside an address: where it comes from, and the site's cookies.

Servers that keep their pictures from other sites, or that send whoever comes from nowhere to the
home page, answer a visitor: without these two they would be taken for broken.
"""

from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings

from govsweep.addresses import host, href
from govsweep.facts import Site
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.routes import origin


class Browsing:
    """Headers that tell where one comes from; a user's own settings are stronger."""

    def __init__(self, settings: BaseSettings) -> None:
        own = Headers(settings.getdict("DEFAULT_REQUEST_HEADERS"))
        self._refers = settings.getbool("REFERER_ENABLED") and "Referer" not in own
        self._keeps = settings.getbool("COOKIES_ENABLED") and "Cookie" not in own

    def headers(
        self, url: str, lease: Lease, *, home: bool = False, referrer: str = ""
    ) -> dict[str, str]:
        """What goes with a request; nobody comes to the home page from anywhere.

        A foreign host is told the origin of the page that leads there, the `referrer`, and no more.
        """
        if lease.site is None:
            told = _is_told(referrer, url) and self._refers
            return {"Referer": f"{referrer}/"} if told else {}
        headers: dict[str, str] = {}
        comes = self._refers and not home and host(url) in lease.hosts
        referer = _referer(url, lease.site, lease.origin) if comes else ""
        if referer:
            headers["Referer"] = referer
        cookies = lease.cookies.of(url) if self._keeps else {}
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return headers

    def keeps(self, lease: Lease) -> bool:
        """Whether cookies are kept for the next requests of a site."""
        return self._keeps and lease.site is not None

    def keep(self, response: Response, lease: Lease) -> None:
        """Take in the cookies that an answer sets."""
        lines = response.headers.getlist("Set-Cookie")
        if lines and self.keeps(lease):
            lease.cookies.keep(response.url, lines)


def _referer(url: str, site: Site, stands_at: str) -> str:
    """The home page, as browsers tell it: whole on its own origin, else the origin alone."""
    home = href(site.url).partition("#")[0]
    if not _is_told(stands_at, url):
        return ""
    return home if origin(home) == stands_at == origin(url) else f"{stands_at}/"


def _is_told(referrer: str, url: str) -> bool:
    """Whether a browser tells an origin there: not from https to http, and no password."""
    downgraded = referrer.startswith("https:") and url.startswith("http:")
    return bool(referrer) and "@" not in referrer and not downgraded
