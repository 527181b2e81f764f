"""Scrapy's settings for the sweep alone: plain values, no logic.

Mappings are joined with a user's own, which go before these: whoever names a middleware, a pipeline
or an extension adds it, and whoever names one of these with another value, or None, changes it.
"""

# The parts that make it ours.
SCHEDULER = "govsweep.spiders.engine.scheduler.SweepScheduler"
ITEM_PIPELINES = {
    "govsweep.pipelines.judging.JudgingPipeline": 100,
    "govsweep.pipelines.storing.StoringPipeline": 200,
}

# The pace of a site is kept with its lease, in a slot of Scrapy's downloader: this only bounds the
# whole.
CONCURRENT_REQUESTS = 96
CONCURRENT_ITEMS = 1  # a page is one item; Scrapy starts that many tasks for every answer
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 50_000_000  # a large file that is read must not stop all others

# How many queues one worker holds at a time, of registered sites and of foreign hosts.
FRONTIER_SITES = 48
FRONTIER_HOSTS = 48
# Seconds that Redis and the database may be away before a worker gives up.
FRONTIER_PATIENCE = 900.0
STORE_PATIENCE = 900.0

# Redirects, second tries, robots.txt and cookies of a chain are handled with the task, so that
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
    "govsweep.spiders.http.unpacking.UnpackingMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
ROBOTSTXT_OBEY = False  # GOVSWEEP_ROBOTS decides, per task
RETRY_ENABLED = False
REDIRECT_ENABLED = False
COOKIES_ENABLED = True  # of a site's own hosts, kept with its lease

# A page yields one item and no requests: nothing here has to look at it.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
REFERER_ENABLED = True  # the home page, to its site's own hosts; by the requests themselves

EXTENSIONS = {
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logstats.LogStats": None,
}

LOG_LEVEL = "WARNING"
