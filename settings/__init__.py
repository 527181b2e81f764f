"""Scrapy's settings for govsweep: plain values, no logic. A user's own settings go before them."""

BOT_NAME = "govsweep"
SPIDER_MODULES = ["govsweep.spiders"]

# The parts that make it ours.
SCHEDULER = "govsweep.spiders.scheduler.SweepScheduler"
ITEM_PIPELINES = {
    "govsweep.pipelines.judging.JudgingPipeline": 100,
    "govsweep.pipelines.storing.StoringPipeline": 200,
}

# Who asks. Walls refuse agents whose names hold "bot", "link" or a library's name; the contact
# address of the office (GOVSWEEP_CONTACT) is added when a worker starts.
USER_AGENT = "Mozilla/5.0 (compatible; govsweep/0.1)"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}

# How long and how much: a site that drips or sends without end is named, not waited for.
DOWNLOAD_TIMEOUT = 20
# libcurl speaks HTTP, and connects only to what a page may send a worker to: not into this network.
DOWNLOAD_HANDLERS = {
    "http": "govsweep.spiders.downloading.CurlDownloadHandler",
    "https": "govsweep.spiders.downloading.CurlDownloadHandler",
}
KNOWN_NAMES: list[str] = []  # "name:port:address": what DNS need not be asked for
DOWNLOAD_MAXSIZE = 10_000_000  # unpacked, too
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 50_000_000  # a large file that is read must not stop all others
DOWNLOAD_FAIL_ON_DATALOSS = True

# The pace of a site is kept with its lease: this only bounds the whole.
DOWNLOADER = "govsweep.spiders.downloader.PacedDownloader"
CONCURRENT_REQUESTS = 96
CONCURRENT_ITEMS = 1  # a page is one item; Scrapy starts that many tasks for every answer

# Redirects, second tries, robots.txt and cookies of a chain are handled with the ticket, so that
# pace and verdicts hold; unpacking and proxies stay with Scrapy.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    # Ours unpacks as Scrapy's does, within bounds and off the event loop.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "govsweep.spiders.unpacking.UnpackingMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
ROBOTSTXT_OBEY = False  # GOVSWEEP_ROBOTS decides, per ticket
RETRY_ENABLED = False
REDIRECT_ENABLED = False
COOKIES_ENABLED = False

# A page yields one item and no requests: nothing here has to look at it.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
REFERER_ENABLED = False

# Nothing listens, nothing runs code sent from outside.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS = {
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logstats.LogStats": None,
}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "WARNING"
