"""Walls: answers of a firewall or a challenge in a page's place. They are named, never broken."""

import re
from collections.abc import Callable

from govsweep.link_status import REFUSALS

_LOOKED_AT = 16_384  # bytes of a body
_CHALLENGE_AT_MOST = 8_192  # a challenge answered with status 200 is a script and little else

# What a wall leaves in the headers (names and values, lower case) …
_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("加速乐", re.compile(r"__jsluid_s|__jsl_clearance|server: (?:jsl|yunjiasu)")),
    ("瑞数", re.compile(r"fssbbil1ugzbn7n80")),
    ("宝塔", re.compile(r"bt[-_]waf|btwaf")),
    ("安全狗", re.compile(r"safedog")),
    ("云锁", re.compile(r"yunsuo_session|security_session_verify")),
    ("雷池", re.compile(r"safeline|sl-session")),
    ("网站卫士", re.compile(r"wzws_(?:cid|session)|wzwschallenge|360wzws|x-powered-by-360")),
    ("cloudflare", re.compile(r"cf-mitigated: challenge")),
    ("阿里云", re.compile(r"acw_sc__v[23]|aliyungf_tc|x-waf-")),
    ("华为云", re.compile(r"hwwafses")),
)
# … and in the body.
_BODIES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("加速乐", re.compile(rb"__jsl_clearance|jiasule|\xe5\x8a\xa0\xe9\x80\x9f\xe4\xb9\x90")),
    ("瑞数", re.compile(rb"\$_ts\s*=\s*window\[|FSSBBIl1UgzbN7N80")),
    ("宝塔", re.compile("btwaf|宝塔(?:网站)?防火墙|bt\\.cn/.{0,40}waf".encode(), re.IGNORECASE)),
    ("安全狗", re.compile(rb"safedog", re.IGNORECASE)),
    ("云锁", re.compile("yunsuo|云锁".encode(), re.IGNORECASE)),
    ("雷池", re.compile("SafeLine|雷池|/.safeline/".encode(), re.IGNORECASE)),
    ("网站卫士", re.compile(rb"wzws-waf|wzwschallenge|wangzhan\.360\.cn", re.IGNORECASE)),
    ("cloudflare", re.compile(rb"cf-chl-|_cf_chl_opt|challenge-platform")),
    ("阿里云", re.compile(rb"acw_sc__v2|errors\.aliyun\.com|aliyun_waf", re.IGNORECASE)),
    ("incapsula", re.compile(rb"_Incapsula_Resource")),
    ("f5", re.compile(rb"The requested URL was rejected\. Please consult")),
    (
        "防火墙",
        re.compile(
            "(?:请求|访问|IP)[^<]{0,36}(?:被(?:网站)?(?:管理员|防火墙|WAF|系统)?[^<]{0,18}"
            "(?:拦截|阻断|拒绝|禁止))|网站防火墙|Web应用防火墙|请完成(?:安全)?验证|滑动验证".encode()
        ),
    ),
)

_DRESSED_AS_ERROR = frozenset({400, 202, 500, 502, 503, 520, 530})
_Text = Callable[[], str]


def wall(status: int, headers: _Text, body: bytes) -> str:
    """The name of the wall that answered, or "" where none is recognised."""
    if status == 200:
        # A page may speak of a firewall, and pages behind a wall carry its cookies: only what is
        # a challenge and nothing else counts.
        if len(body) > _CHALLENGE_AT_MOST or b"<a " in body or b"<script" not in body.lower():
            return ""
        return _in_body(body)
    if status in REFUSALS:
        return _in_body(body[:_LOOKED_AT]) or _in_headers(headers())
    if status in _DRESSED_AS_ERROR:  # an error of the site itself passes through its firewall
        return _in_body(body[:_LOOKED_AT])
    return ""


def _in_body(body: bytes) -> str:
    return next((name for name, sign in _BODIES if sign.search(body)), "")


def _in_headers(text: str) -> str:
    return next((name for name, sign in _HEADERS if sign.search(text)), "")
