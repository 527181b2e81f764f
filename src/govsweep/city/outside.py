"""Hosts beyond the city that its pages lead to: friends, walls, liars and the dead."""

from collections.abc import Callable
from urllib.parse import urlsplit

from govsweep.city import pictures
from govsweep.city.model import HostAnswer

_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{0}</title></head>'
    "<body><h1>{0}</h1><p>欢迎访问。</p></body></html>"
)
_HTML = "text/html; charset=utf-8"
_WALL_403 = (
    "<html><head><title>403 Forbidden</title></head><body><center><h1>请求被拦截</h1>"
    "<p>您的请求带有不合法参数，已被网站防火墙拦截！</p></center></body></html>"
)
_WALL_521 = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=1700000000.1|-1|abc');"
    "location.href=location.pathname+location.search</script>"
)

SERVICES = "pinglan.zwfw.nanling-sheng.gov.cn"  # the province's, as its host says
# Hosts under .gov.cn that every part of the city may lead to, and what is at their first page.
FRIENDS = {
    "www.gov.cn": "中国政府网",
    "www.nanling-sheng.gov.cn": "省人民政府",
    SERVICES: "平澜市政务服务网",
    "bszs.conac.cn": "党政机关网站标识",
    "dcs.conac.cn": "党政机关网站标识",
    "zfwzgl.www.gov.cn": "政府网站找错",
    "www.beian.gov.cn": "公安备案",
    "www.miitbeian.gov.cn": "备案管理系统",
    "shangwu.nanling-sheng.gov.cn": "省商务网",
}
# Hosts of firms and media, alive.
STRANGERS = {
    "www.pinglanrb-news.com": "平澜日报网",
    "www.huaxin-peixun0780.com": "华信职业培训",
    "www.youxuan-shangcheng0780.com": "优选商城",
    "www.pinglan-lvyou0780.net": "平澜旅游网",
    "203.0.113.18": "在线填报系统",
    "weibo.com": "微博",
    "hm.baidu.com": "百度统计",
    "js.pinglan-fangwen0780.com": "访问统计",
}
INJECTED = "js.pinglan-fangwen0780.com"  # its script stands on a home page since tonight
COUNTERFEIT = "www.pinglan-tjxx0780.com"
UNREGISTERED = "pcgz.pinglan.gov.cn"
CASINO, PARKED = "www.pinglan-hongxing0780.net", "www.pinglan-huodong0780.com"
LOTTERY, NEWSPAPER = "www.nanling-ticai0780.com", "www.nanling-zaobao0780.com"
STILL_OPEN, LEADS_ON = "lyj.pinglan.gov.cn", "lsj.pinglan.gov.cn"  # of closed sites
MOVED_UNSAID, MOVED_SAID = "tcj.pinglan.gov.cn", "kab.pinglan.gov.cn"
WALL_403 = "sjkf.nanling-sheng.gov.cn"
WALL_521 = "tjgb.nanling-sheng.gov.cn"
HEAD_LIAR = "wjk.nanling-sheng.gov.cn"
FLAKY = "zxpt.nanling-sheng.gov.cn"
SLOW_FILE = "http://www.nanling-sheng.gov.cn/files/2020/ghwb.pdf"
MOVED = "http://www.nanling-sheng.gov.cn/old/zcfg.html"
DEAD_PAGE = "http://www.nanling-sheng.gov.cn/ztzl/2019/zthd.html"
UNKNOWN_HOST = "old.pinglan-gov-fz.cn"  # resolves nowhere

_SYLLABLES = (
    *("bao", "cheng", "dong", "feng", "guang", "hai", "jin", "kang"),
    *("long", "ming", "peng", "rui", "sheng", "tong", "xin", "yuan"),
)
_FARM_SIZE = 38


def farm_of(site: int) -> list[str]:
    """The foreign hosts of the link farm on a site; all of them answer."""
    return [_farm_host(site % 100 * 3 + number) for number in range(_FARM_SIZE)]


def _farm_host(number: int) -> str:
    first, second = _SYLLABLES[number % 16], _SYLLABLES[(number * 7 + number // 16) % 16]
    return f"www.{first}{second}{100 + number * 13 % 899}x.{('com', 'net', 'cn', 'cc')[number % 4]}"


_FARM = frozenset(map(_farm_host, range(400)))


def answer(method: str, host: str, path_qs: str, attempt: int, slow: float) -> HostAnswer | None:
    """What a host beyond the city says; None where there is no such host."""
    special = _SPECIAL.get(host)
    if special:
        return special(method, attempt)
    name = FRIENDS.get(host) or STRANGERS.get(host)
    if name is None and host in _FARM:
        name = host
    if name is None:
        return None
    path = urlsplit(path_qs).path
    address = f"http://{host}{path}"
    if address == SLOW_FILE:
        return HostAnswer(200, {"Content-Type": "application/pdf"}, pictures.file("a.pdf"), slow)
    if address == MOVED:
        return HostAnswer(301, {"Content-Type": "text/html", "Location": "/zcfg/index.html"}, b"")
    if address == DEAD_PAGE or path == "/robots.txt":
        return _page(404, "404 Not Found")
    if path.endswith(".js"):
        return HostAnswer(200, {"Content-Type": "application/javascript"}, pictures.SCRIPT)
    return _page(200, name)


def _page(status: int, name: str) -> HostAnswer:
    return HostAnswer(status, {"Content-Type": _HTML}, _PAGE.format(name).encode())


def _wall_403(method: str, attempt: int) -> HostAnswer:
    return HostAnswer(403, {"Content-Type": _HTML, "Server": "bt-waf"}, _WALL_403.encode())


def _wall_521(method: str, attempt: int) -> HostAnswer:
    headers = {"Content-Type": "text/html", "Set-Cookie": "__jsluid_s=0d7b5c; path=/; HttpOnly"}
    return HostAnswer(521, headers, _WALL_521.encode())


def _head_liar(method: str, attempt: int) -> HostAnswer:
    return _page(405 if method == "HEAD" else 200, "省政策文件库")


def _flaky(method: str, attempt: int) -> HostAnswer:
    return _page(200 if attempt else 503, "省咨询平台")


_TURNED = {
    COUNTERFEIT: (
        "平澜市统计局",
        "<div class='footer'>主办单位：平澜市统计局 网站标识码：4388000030</div>",
    ),
    UNREGISTERED: ("平澜市全国经济普查专题网", "<p>普查公告、普查知识</p>"),
    CASINO: ("澳门新葡京娱乐城_百家乐开户_bet365官网", "<p>注册送彩金，真人荷官在线发牌。</p>"),
    PARKED: ("域名出售", "<p>本域名正在出售，联系邮箱见下。</p>"),
    LOTTERY: ("南岭体育彩票网_竞彩开奖_足彩投注指南", "<p>开奖公告，请理性投注。</p>"),
    STILL_OPEN: (
        "平澜市旅游局",
        "<div class='footer'>主办单位：平澜市旅游局 网站标识码：4388000041</div>",
    ),
    NEWSPAPER: ("平澜市统计局发布一季度数据_南岭早报", "<p>平澜市统计局有关负责人介绍情况。</p>"),
}


def _turned(host: str) -> Callable[[str, int], HostAnswer]:
    title, text = _TURNED[host]
    page = _PAGE.format(title).replace("<p>欢迎访问。</p>", text)
    return lambda method, attempt: HostAnswer(200, {"Content-Type": _HTML}, page.encode())


def _led_to(url: str) -> Callable[[str, int], HostAnswer]:
    headers = {"Content-Type": _HTML, "Location": url}
    return lambda method, attempt: HostAnswer(301, headers, b"")


_SPECIAL: dict[str, Callable[[str, int], HostAnswer]] = {
    WALL_403: _wall_403,
    WALL_521: _wall_521,
    HEAD_LIAR: _head_liar,
    FLAKY: _flaky,
    LEADS_ON: _led_to("http://www.pinglan.gov.cn/"),
    MOVED_UNSAID: _led_to("http://swj.pinglan.gov.cn/"),
    MOVED_SAID: _led_to("http://swj.pinglan.gov.cn/"),
    **{host: _turned(host) for host in _TURNED},
}


def hosts() -> tuple[str, ...]:
    """All hosts that answer, link farms aside."""
    return (*FRIENDS, *STRANGERS, *_SPECIAL)
