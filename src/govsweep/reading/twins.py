"""Twins: the desktop, mobile and print copies of one document."""

import re

_RULES = (
    (re.compile(r"^(https?://)(?:m|wap|3g|mobile)\.(?=[^/]+\.)", re.IGNORECASE), r"\1www."),
    (re.compile(r"/mpost_(\d+)"), r"/post_\1"),
    (re.compile(r"_(?:app|wap|m|mobile|print)(\.s?html?)$", re.IGNORECASE), r"\1"),
    (re.compile(r"/(?:m|wap|mobile|phone|app)/(?=.)", re.IGNORECASE), "/"),
    (re.compile(r"[?&](?:print|view|mobile|isMobile|from)=[^&#]*$", re.IGNORECASE), ""),
    (re.compile(r"/(?:print|printpage|dayin)[/_](?=.)", re.IGNORECASE), "/"),
)


def twin_key(url: str) -> str:
    """The key that all copies of one document share."""
    for pattern, replacement in _RULES:
        url = pattern.sub(replacement, url)
    return url.removeprefix("https://").removeprefix("http://")
