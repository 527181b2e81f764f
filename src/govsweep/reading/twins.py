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


def is_copy(url: str) -> bool:
    """Whether it is the address of a mobile or print copy."""
    return twin_key(url) != url.partition("://")[2]


def document_of(url: str) -> str:
    """What tells documents apart: a twin and a reference from another column share it.

    So do the spellings of one address on a server to which `/NewsShow.aspx` and `/newsshow.aspx`
    are one: two documents whose addresses differ in nothing else are nowhere published.
    """
    key = twin_key(url).casefold()
    name = key.rstrip("/").rpartition("/")[2]
    return name if any(mark.isdigit() for mark in name) and len(name) > 12 else key
