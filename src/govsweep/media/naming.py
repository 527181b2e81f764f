"""How platforms name accounts: by a handle in the register, by an address on a page.

A name is the platform and what it knows the account by: `weibo:1234567890`. One account may have
several: the number of a 微博 and its own domain.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import parse_qs, urlsplit

from govsweep.facts import MediaAccount, Platform

PLATFORMS: Mapping[Platform, str] = {one: one.word for one in Platform}
PLATFORM_WORDS: Mapping[str, Platform] = {
    **{word: one for one, word in PLATFORMS.items()},
    **{one.value: one for one in Platform},
    "微信公众号": Platform.WEIXIN,
    "公众号": Platform.WEIXIN,
    "微信订阅号": Platform.WEIXIN,
    "微信服务号": Platform.WEIXIN,
    "新浪微博": Platform.WEIBO,
    "政务微博": Platform.WEIBO,
    "抖音号": Platform.DOUYIN,
    "快手号": Platform.KUAISHOU,
    "头条": Platform.TOUTIAO,
    "头条号": Platform.TOUTIAO,
    "今日头条号": Platform.TOUTIAO,
    "b站": Platform.BILIBILI,
    "B站": Platform.BILIBILI,
    "澎湃": Platform.PENGPAI,
    "客户端": Platform.APP,
    "app": Platform.APP,
    "APP": Platform.APP,
    "政务客户端": Platform.APP,
}
_OWN_DIGITS = 8  # characters of an identifier that tell one account from another
# What a path on a platform says of an account; other paths there are posts, searches, services.
_PATHS: Mapping[str, tuple[Platform, re.Pattern[str]]] = {
    "weibo.com": (
        Platform.WEIBO,
        re.compile(r"/(?:u/|p/1\d{5})?(?P<name>[A-Za-z0-9_]{4,30})(?:/home)?/?"),
    ),
    "e.weibo.com": (Platform.WEIBO, re.compile(r"/(?:u/)?(?P<name>[A-Za-z0-9_]{4,30})/?")),
    "m.weibo.cn": (Platform.WEIBO, re.compile(r"/(?:u|profile)/(?P<name>\d{6,12})/?")),
    "weibo.cn": (Platform.WEIBO, re.compile(r"/u/(?P<name>\d{6,12})/?")),
    "douyin.com": (Platform.DOUYIN, re.compile(r"/user/(?P<name>[\w-]{6,90})/?")),
    "kuaishou.com": (Platform.KUAISHOU, re.compile(r"/profile/(?P<name>[\w-]{4,40})/?")),
    "toutiao.com": (
        Platform.TOUTIAO,
        re.compile(r"/c/user/(?:token/)?(?P<name>[\w-]{6,90})/?"),
    ),
    "space.bilibili.com": (Platform.BILIBILI, re.compile(r"/(?P<name>\d{1,20})/?")),
    "xiaohongshu.com": (
        Platform.XIAOHONGSHU,
        re.compile(r"/user/profile/(?P<name>[0-9a-f]{16,32})/?"),
    ),
    "weixin.qq.com": (Platform.WEIXIN, re.compile(r"/r/(?P<name>[\w-]{8,60})/?")),
}
# Of the many addresses on pages few have one of these in them.
_SIGNS = (
    *("weibo.c", "douyin.com", "kuaishou.com", "toutiao.com", "bilibili.com", "xiaohongshu.com"),
    "weixin.qq.com",
)
# Folders and services of platforms that stand where the name of an account would.
_NO_NAMES = frozenset(
    [
        *("login", "signup", "home", "search", "share", "index", "about", "help", "hot", "tv"),
        *("newlogin", "register", "settings", "message", "messages", "video", "article", "ajax"),
        *("widget", "mygroups", "friends", "discover", "logout", "public", "account", "status"),
    ]
)


def identifier(platform: Platform, handle: str) -> str:
    """The ten characters by which an account is known here; its own for every handle.

    They are made of platform and handle, so that an account keeps them whoever registers it.
    """
    told = blake2b(f"{platform.value}\0{handle}".encode(), digest_size=5).digest()
    return "xm" + base64.b32encode(told).decode().lower()[:_OWN_DIGITS]


def plain_handle(platform: Platform, handle: str) -> str:
    """A handle as the platform tells it from others: that of 微信 in any case is the same."""
    return handle.lower() if platform is Platform.WEIXIN else handle


def named_by(url: str) -> str:
    """The name of the account whose page an address is; "" where it is no account's page."""
    return _named_by(url) if may_name(url) else ""


def may_name(urls: str) -> bool:
    """Whether any of several addresses, put together, may be that of an account's page."""
    return any(sign in urls for sign in _SIGNS)


@lru_cache(maxsize=16_384)
def _named_by(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host == "mp.weixin.qq.com":
        return _weixin(parts.path, parts.query)
    known = _PATHS.get(host)
    match = known[1].fullmatch(parts.path) if known is not None else None
    if known is None or match is None or match["name"].lower() in _NO_NAMES:
        return ""
    return f"{known[0].value}:{match['name']}"


def _weixin(path: str, query: str) -> str:
    """An article names its account too, but the office's own link rarely to it: see `checks`."""
    fields = parse_qs(query)
    if path == "/mp/profile_ext" and fields.get("__biz"):
        return f"{Platform.WEIXIN.value}:{fields['__biz'][0]}"
    return ""


def names(account: MediaAccount) -> frozenset[str]:
    """All names that an account is registered by."""
    own = {f"{account.platform.value}:{account.handle}"}
    return frozenset(own | {named_by(one) for one in account.addresses} - {""})


def known_by(accounts: Iterable[MediaAccount]) -> frozenset[str]:
    """The names of all registered accounts."""
    return frozenset(name for one in accounts for name in names(one))
