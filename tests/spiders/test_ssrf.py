"""No page sends a worker into this network, by whatever trick: a canary on loopback tells.

One server is the internet, as a proxy, and the canary, as itself: it listens on every address of
this machine and writes down what it is asked for. Every trick is tried through links, images,
frames, redirects and bases; the same ways lead to an innocent host, so that they are known to work.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from govsweep.facts import LinkStatus

SITE = "www.qinghe.gov.cn"
INNOCENT = "www.innocent.com"
ABROAD = "www.abroad.com"
WAYS = ("link", "image", "frame", "moved", "meta", "script", "base", "abroad")

TRICKS = {
    "plain": "http://127.0.0.1:{port}",
    "another loopback address": "http://127.8.8.8:{port}",
    "default port": "http://127.0.0.1",
    "decimal": "http://2130706433:{port}",
    "octal": "http://0177.0.0.1:{port}",
    "octal whole": "http://017700000001:{port}",
    "hexadecimal": "http://0x7f.0.0.1:{port}",
    "hexadecimal whole": "http://0x7F000001:{port}",
    "mixed": "http://0x7f.1:{port}",
    "two parts": "http://127.1:{port}",
    "three parts": "http://127.0.1:{port}",
    "unspecified": "http://0.0.0.0:{port}",
    "zero": "http://0:{port}",
    "trailing dot": "http://127.0.0.1.:{port}",
    "ipv6": "http://[::1]:{port}",
    "ipv6 in full": "http://[0:0:0:0:0:0:0:1]:{port}",
    "ipv6 unspecified": "http://[::]:{port}",
    "ipv6 mapped": "http://[::ffff:127.0.0.1]:{port}",
    "ipv6 mapped in hexadecimal": "http://[::ffff:7f00:1]:{port}",
    "ipv6 compatible": "http://[::127.0.0.1]:{port}",
    "ipv6 zone": "http://[::1%25lo]:{port}",
    "nat64": "http://[64:ff9b::7f00:1]:{port}",
    "6to4": "http://[2002:7f00:1::]:{port}",
    "localhost": "http://localhost:{port}",
    "localhost with a dot": "http://localhost.:{port}",
    "capitals": "HTTP://LOCALHOST:{port}",
    "subdomain of localhost": "http://www.localhost:{port}",
    "localdomain": "http://localhost.localdomain:{port}",
    "ip6-localhost": "http://ip6-localhost:{port}",
    "full-width digits": "http://１２７.０.０.１:{port}",
    "circled digits": "http://①②⑦.⓪.⓪.①:{port}",
    "ideographic dots": "http://127。0。0。1:{port}",
    "percent signs": "http://%31%32%37.0.0.1:{port}",
    "userinfo": "http://www.gov.cn@127.0.0.1:{port}",
    "credentials": "http://root:secret@127.0.0.1:{port}",
    "userinfo of the site": "http://www.qinghe.gov.cn:80@127.0.0.1:{port}",
    "backslash": "http://127.0.0.1:{port}\\@www.gov.cn",
    "tabulator": "http://127.0.\t0.1:{port}",
    "slashes": "http:////127.0.0.1:{port}",
    "no scheme": "//127.0.0.1:{port}",
    "metadata": "http://169.254.169.254",
    "metadata of aliyun": "http://100.100.100.200",
    "private network": "http://10.0.0.1:{port}",
    "file": "file:///etc/passwd#",
    "ftp": "ftp://127.0.0.1:{port}",
    "gopher": "gopher://127.0.0.1:{port}/_",
    "dict": "dict://127.0.0.1:{port}",
    "secure": "https://127.0.0.1:{port}",
    "name that resolves here": "http://here.evil.cn:{port}",
    "name of a resolver service": "http://127.0.0.1.evil.cn:{port}",
}

NAMES = ("here.evil.cn", "127.0.0.1.evil.cn", "www.neighbour.gov.cn")  # that resolve here


@pytest.fixture
def internet(town, sweeping, tmp_path: Path) -> Iterator:
    """The town as a proxy for all names, and a registered site that is known by name."""
    known = [f"{name}:{port}:127.0.0.1" for name in NAMES for port in (80, 443, town.port)]
    (tmp_path / "user_settings.py").write_text(f"KNOWN_NAMES = {known}\n")
    sweeping.environment |= {
        "http_proxy": town.url(),
        "https_proxy": town.url(),
        "SCRAPY_SETTINGS_MODULE": "user_settings",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
    }
    sweeping.site(1, url=f"http://{SITE}/")
    return sweeping


def lay(town, tricks: dict[str, str], root: str = SITE) -> None:
    """Pages that lead everywhere by every way."""
    home: list[str] = []

    def put(host: str, path: str, body: str, **headers: str) -> None:
        html = f"<html><head><title>{path}</title></head><body>{body}</body></html>"
        status = 302 if "Location" in headers else 200
        kinds = {"Content-Type": "text/html; charset=utf-8"} | headers
        town.answers[host, path] = (status, kinds, html.encode())

    for number, start in enumerate(tricks.values()):
        target = f"{start}/canary/{number}"
        home += [
            f'<a href="{target}/link">通知公告第{number}号</a>',
            f'<img src="{target}/image.png">',
            f'<iframe src="{target}/frame"></iframe>',
            *(f'<a href="/{way}/{number}">消息{way}{number}</a>' for way in WAYS[3:7]),
            f'<a href="http://{ABROAD}/{number}">友情链接{number}</a>',
        ]
        put(root, f"/moved/{number}", "", Location=f"{target}/moved")
        put(root, f"/meta/{number}", f'<meta http-equiv=refresh content="0;url={target}/meta">')
        put(root, f"/script/{number}", f'<script>location.href="{target}/script"</script>')
        put(root, f"/base/{number}", f'<base href="{target}/"><a href="base">相对链接</a>')
        put(ABROAD, f"/{number}", "", Location=f"{target}/abroad")
    put(root, "/", "".join(home))
    town.otherwise = (200, {"Content-Type": "text/html"}, b"<p>fine</p>")


def canaries(town) -> Counter[tuple[str, str]]:
    """Who was asked that ought not to be asked."""
    return Counter(
        (host, path)
        for host, path, _ in town.asked
        if host not in (SITE, ABROAD, INNOCENT) or (path.startswith("/canary/") and host == SITE)
    )


def reached(town) -> set[str]:
    """The ways that led to the innocent host."""
    return {
        path.rpartition("/")[2].removesuffix(".png")
        for host, path, _ in town.asked
        if host == INNOCENT and path.startswith("/canary/")
    }


def tricks(town) -> dict[str, str]:
    chosen = {name: trick.format(port=town.port) for name, trick in TRICKS.items()}
    return chosen | {"innocent": f"http://{INNOCENT}"}


def test_there_are_tricks_enough() -> None:
    assert len(TRICKS) >= 25


def test_behind_a_proxy_no_trick_reaches_the_canary(town, internet) -> None:
    # What a mere name stands for is the proxy's to know.
    named = {name: trick for name, trick in tricks(town).items() if "evil.cn" not in trick}
    lay(town, named)
    internet.run()
    assert canaries(town) == Counter()
    assert reached(town) == set(WAYS)
    assert internet.store.sweeps.progress(internet.sweep.id).waiting == 0


def test_without_a_proxy_no_trick_reaches_the_canary(town, internet) -> None:
    names = (SITE, INNOCENT, ABROAD)
    lay(town, tricks(town))
    # All names but three are resolved and connected to here.
    internet.environment["PYTHONPATH"] += os.pathsep
    code = Path(internet.environment["PYTHONPATH"].partition(os.pathsep)[0]) / "user_settings.py"
    code.write_text(
        f"{code.read_text()}import urllib.request\n"
        f"urllib.request.proxy_bypass = lambda host, *rest: host.partition(':')[0] not in {names}\n"
        "import scrapy.downloadermiddlewares.httpproxy as httpproxy\n"
        "httpproxy.proxy_bypass = urllib.request.proxy_bypass\n"
    )
    internet.run()
    assert canaries(town) == Counter()
    assert reached(town) == set(WAYS)
    links = internet.links()
    assert links[f"http://{INNOCENT}/canary/{len(TRICKS)}/link"] is LinkStatus.FINE


def test_another_site_on_loopback_opens_no_door_for_the_first(town, internet) -> None:
    internet.environment["no_proxy"] = "127.0.0.2,127.0.0.3,127.0.0.1"
    internet.site(2)
    town.page("/", "/notice", number=2, text="另一个网站的首页，登记在本机地址上")
    town.page("/notice", number=2, text="另一个网站的通知公告")
    way_in = {"site": town.url(2).rstrip("/"), "canary": town.url(3).rstrip("/")}
    lay(town, way_in)
    internet.run()
    # A link from a public page to this machine opens for no visitor: it is told, and not asked for.
    assert {"/", "/notice"} <= set(town.hits(2))
    assert not [host for host, _ in canaries(town) if host != "127.0.0.2"]


def test_a_registered_name_that_dns_sends_here_is_not_read(town, internet) -> None:
    internet.environment["no_proxy"] = "www.neighbour.gov.cn"
    internet.site(2, url=f"http://www.neighbour.gov.cn:{town.port}/")
    lay(town, {"innocent": f"http://{INNOCENT}"})
    internet.run()
    assert "www.neighbour.gov.cn" not in {host for host, _, _ in town.asked}
    assert [
        page.reason for page in internet.store.pages.of_site(internet.sweep.id, "1300000002")
    ] == ["blocked"]


def test_no_posted_list_reaches_the_canary(town, internet) -> None:
    """What scripts post is posted to the site itself, and no redirect carries it on."""
    seen: list[tuple[str, str]] = []

    async def moved(request: web.Request) -> web.Response:
        seen.append((request.method, request.path_qs))
        raise web.HTTPTemporaryRedirect(f"{town.url(8).rstrip('/')}/canary/8/posted")

    def put(path: str, body: str) -> None:
        html = f"<html><head><title>清禾市</title></head><body>{body}</body></html>".encode()
        town.answers[SITE, path] = (200, {"Content-Type": "text/html; charset=utf-8"}, html)

    named = {name: trick for name, trick in tricks(town).items() if "evil.cn" not in trick}
    home = []
    for number, start in enumerate(named.values()):
        script = (
            f"$.post('{start}/canary/{number}/list', {{col: 1}}, show);"
            f"fetch('{start}/canary/{number}/fetch', {{method: 'POST', body: 'col=1'}});"
        )
        home.append(f"<a href='/col/{number}/'>栏目{number}</a>")
        page = f"<h2>通知公告</h2><ul></ul><script>{script}</script>"
        put(f"/col/{number}/", page)
    put("/moved/", "<h2>公示公告</h2><script>$.post('/api/moved/list', {col: 1}, show)</script>")
    town.answers[SITE, "/api/moved/list"] = moved
    put("/", "".join([*home, "<a href='/moved/'>公示公告</a>"]))
    internet.run()
    assert set(seen) == {("POST", "/api/moved/list")}
    assert canaries(town) == Counter()
