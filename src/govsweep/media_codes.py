"""QR codes in images on sites: fetched apart from any sweep, and decoded by zxing-cpp.

Only images that look like codes by their words or names, on home pages and lists, are asked for:
what stands in a template stands there too. The extra `govsweep[codes]` brings the decoder.
"""

import asyncio
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from itertools import islice

import aiohttp

from govsweep.address_zones import hostname
from govsweep.egress_policy import EgressPolicy
from govsweep.errors import InputError
from govsweep.facts import PageKind, Site, TargetKind
from govsweep.resolving import EgressResolver, OutOfReachError
from govsweep.store import Store
from govsweep.throttle import HostThrottle

SPACING = 1.0  # seconds between two requests to one host
_LIMIT = 20.0  # seconds that an image may take
_MOST = 3 * 1024 * 1024  # bytes
_MOST_PIXELS = 16_000_000
_AT_ONCE = 20
_PAGES = 200  # home pages and lists of a site that are looked through
_IMAGES = 40  # of a site
_LONGEST = 2_000  # characters that a code says
_WORDS = re.compile(r"二维码|公众号|微信|微博|抖音|扫一扫|扫码|关注|客户端|头条")
_NAMES = re.compile(
    r"(?:^|[^a-z])(?:qr|qr-?code|ewm|er-?wei-?ma|we-?ixin|wei-?xin|we-?chat|wx|gzh|wei-?bo|wb|"
    r"dou-?yin|app)(?:[^a-z]|$)",
    re.IGNORECASE,
)


def candidates(store: Store, number: int) -> set[str]:
    """The images of a sweep's home pages and lists that look like codes."""
    found: set[str] = set()
    for site in store.sites.all():
        own: set[str] = set()
        pages = (
            one.page
            for one in store.pages.of_site(number, site.identifier)
            if one.page is not None and one.page.kind in (PageKind.HOME, PageKind.LIST)
        )
        for page in islice(pages, _PAGES):
            own |= {
                one.target
                for one in page.anchors
                if one.kind is TargetKind.IMAGE and looks_like_code(one.target, one.text)
            }
        found |= set(sorted(own)[:_IMAGES])
    return found


def looks_like_code(url: str, text: str) -> bool:
    """Whether an image may show a code, by the words for it and by the name of its file."""
    return bool(_WORDS.search(text) or _NAMES.search(url.rpartition("/")[2]))


async def read_codes(
    images: Iterable[str], sites: Iterable[Site], user_agent: str
) -> Mapping[str, str]:
    """What each image says, "" where it has no code; those that could not be had are left out.

    Raises `InputError` where the decoder is not installed.
    """
    decode(b"")
    egress = EgressPolicy(site.url for site in sites)
    throttle, places = HostThrottle(), asyncio.Semaphore(_AT_ONCE)
    said: dict[str, str] = {}
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=_LIMIT),
        trust_env=True,
        headers={"User-Agent": user_agent},
        connector=aiohttp.TCPConnector(ssl=False, limit=_AT_ONCE, resolver=EgressResolver(egress)),
    ) as session:

        async def hop(
            request: aiohttp.ClientRequest, go_on: aiohttp.ClientHandlerType
        ) -> aiohttp.ClientResponse:
            name, port = request.url.host or "", request.url.port or 0
            if not egress.holds(name, port, name):
                raise OutOfReachError(name)
            return await go_on(request)

        async def one(url: str) -> None:
            await throttle.wait(hostname(url), SPACING)
            async with places:
                body = await _fetched(session, url, hop)
            if body is not None:
                said[url] = await asyncio.to_thread(decode, body)

        await asyncio.gather(*map(one, images))
    return said


async def _fetched(
    session: aiohttp.ClientSession, url: str, hop: aiohttp.ClientMiddlewareType
) -> bytes | None:
    try:
        async with session.get(url, max_redirects=5, middlewares=(hop,)) as response:
            if response.status != 200:
                return None
            body = await response.content.read(_MOST + 1)
            while len(body) <= _MOST and (more := await response.content.read(_MOST)):
                body += more
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
    return body if len(body) <= _MOST else None


def decode(body: bytes) -> str:
    """What the first QR code in an image says; "" where there is none, or it is no image."""
    try:
        import zxingcpp  # noqa: PLC0415 - an extra
        from PIL import Image  # noqa: PLC0415
    except ImportError as error:
        raise InputError(
            "没有安装二维码解码：请安装 govsweep[codes]（pip install 'govsweep[codes]'）"
        ) from error
    if not body:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an image that unpacks without end
            with Image.open(io.BytesIO(body)) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return ""
                grey = image.convert("RGBA")
        ground = Image.new("RGBA", grey.size, "white")  # codes are often drawn on nothing
        picture = Image.alpha_composite(ground, grey).convert("L")
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    except Exception:  # whatever bytes do to a decoder, they are no code
        return ""
    texts = [one.text.strip() for one in found if one.text]
    return texts[0][:_LONGEST].replace("\x00", "") if texts else ""
