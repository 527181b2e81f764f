"""What was said on the log: the heads of a request and of its answer, kept as evidence."""

from scrapy import Request
from scrapy.http import Headers, Response

from govsweep.facts import HttpExchange

_SECRET = (b"Authorization", b"Proxy-Authorization")
_MOST = 8_192  # characters of one head


def http_log(request: Request, response: Response | None = None) -> tuple[HttpExchange, ...]:
    """A request with its answer, after those that redirected to it; no answer has status 0."""
    earlier: tuple[HttpExchange, ...] = request.meta.get("http_log", ())
    last = HttpExchange(
        request.url,
        _head(f"{request.method} {request.url}", request.headers),
        response.status if response is not None else 0,
        _head(str(response.status), response.headers) if response is not None else "",
    )
    return (*earlier, last)


def _head(first: str, headers: Headers) -> str:
    # Scrapy's own items() looks each name up again, by its title case.
    told = [
        b"\n%b: %b" % (name, one)
        for name, values in dict.items(headers)
        if name not in _SECRET
        for one in values
    ]
    return (first + b"".join(told).decode("latin-1"))[:_MOST]
