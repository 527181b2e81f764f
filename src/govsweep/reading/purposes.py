"""What a frame, a script or a service is for that brings no news, as its address says."""

import re
from urllib.parse import urlsplit

_NO_NEWS = re.compile(
    r"(?<![a-z])(?:weather|tianqi|(?:b|a|q|baidu)?maps?|ditu|calendar|rili|count(?:er)?|stat|tongji|analytics|hm|"
    r"(?:bd)?share|jiathis|qr_?code|jiucuo)(?![a-z])",
    re.IGNORECASE,
)

# What counts visitors, knows them or tells the weather serves no rows.
_NO_ROWS = re.compile(
    r"count|hit|click|visit|stat(?!e)|\blog\b|login|logout|weather|token|captcha|user|verif|config|"
    r"\bpv\b|track|vote|\.(?:js|css|png|jpe?g|gif|svg|ico|xml|txt)(?:$|\?)|(?:head|foot|nav|top|bottom)\w*\.s?html?",
    re.IGNORECASE,
)


def serves_no_rows(url: str) -> bool:
    """Whether an address that scripts ask, or a frame, has no rows of a list to give."""
    return _NO_ROWS.search(url) is not None


def frames_no_news(url: str) -> bool:
    """Whether a frame shows the weather, a map, a count of visits: its host or path says so."""
    parts = _split(url)
    return _NO_NEWS.search(f"{parts[0]}/{parts[1]}") is not None


def scripts_no_news(url: str) -> bool:
    """Whether a script counts visits, or passes a page on: its host or its file's name says so.

    What a folder of scripts is called says nothing of each.
    """
    parts = _split(url)
    return _NO_NEWS.search(f"{parts[0]}/{parts[1].rpartition('/')[2]}") is not None


def _split(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc, parts.path
