"""Twins: the desktop, mobile and print copies of one document."""

import re
from urllib.parse import parse_qsl, urlsplit

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


def is_form_of(longer: str, url: str) -> bool:
    """Whether an address is another one's with facets added: what a system adds for a view.

    Its query holds all parameters of the other's and more, as `?id=1&cid=12` does those of `?id=1`;
    or its path has one folder more, as `/wza/gzdt/1.html` has one before `/gzdt/1.html`. By the
    address alone that is no proof: it takes the same title and text.
    """
    one, other = urlsplit(longer.casefold()), urlsplit(url.casefold())
    if one.netloc != other.netloc:
        return False
    if one.path == other.path:
        return _parameters(one.query) > _parameters(other.query)
    return one.query == other.query and _is_put_into(one.path, other.path)


def _parameters(query: str) -> frozenset[tuple[str, str]]:
    return frozenset(parse_qsl(query, keep_blank_values=True))


def _is_put_into(longer: str, path: str) -> bool:
    """Whether a path is another with one folder more; `/a/` and `/b/a/` name no document."""
    steps, fewer = longer.split("/")[1:], path.split("/")[1:]
    numbered = any(map(str.isdigit, fewer[-1]))
    if len(steps) != len(fewer) + 1:
        return False
    if steps[1:] == fewer:
        return numbered or len(fewer) > 1
    return numbered and any(steps[:at] + steps[at + 1 :] == fewer for at in range(len(fewer)))


def document_of(url: str) -> str:
    """What tells documents apart: a twin and a reference from another column share it.

    So do the spellings of one address on a server to which `/NewsShow.aspx` and `/newsshow.aspx`
    are one: two documents whose addresses differ in nothing else are nowhere published.
    """
    key = twin_key(url).casefold()
    name = key.rstrip("/").rpartition("/")[2]
    return name if any(mark.isdigit() for mark in name) and len(name) > 12 else key
