"""Scrapy's settings for every spider here, a user's own too: plain values, no logic.

What only the sweep needs stands in `govsweep.settings.sweep`. A user's own settings go before both.
"""

BOT_NAME = "govsweep"
SPIDER_MODULES = ["govsweep.spiders.sweep"]  # the only spider: a package would be loaded whole

# Who asks. Walls refuse agents whose names hold "bot", "link" or a library's name; the contact
# address of the office (GOVSWEEP_CONTACT) is added when a worker starts.
USER_AGENT = "Mozilla/5.0 (compatible; govsweep/0.1)"
# By whose name a link to a foreign host is asked for again where that answers 404 to all that it
# takes for a program; "" asks nobody again.
BROWSER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}

# How long and how much: a site that drips or sends without end is named, not waited for.
DOWNLOAD_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 10_000_000  # unpacked, too
DOWNLOAD_FAIL_ON_DATALOSS = True

# libcurl speaks HTTP, and connects only to what a page may send a worker to: not into this network,
# but for the registered sites that stand in it. What it does not guard is not asked.
DOWNLOAD_HANDLERS = {
    "http": "govsweep.spiders.http.curl.CurlDownloadHandler",
    "https": "govsweep.spiders.http.curl.CurlDownloadHandler",
    "file": None,  # what a page names must not read this machine's own files
    "ftp": None,
    "s3": None,
}
REGISTERED_HOSTS: list[str] = []  # "http://10.1.2.3:8080"; a worker takes those of the registry
NEIGHBOURS = False  # whether others in their networks may be connected to, too
KNOWN_NAMES: list[str] = []  # "name:port:address": what DNS need not be asked for

# Nothing listens, nothing runs code sent from outside.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS = {
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
