"""Every Scrapy setting that we change, grouped by station, each with its reason and unit."""

import pipelines
from tubancrawl import parsing

BOT_NAME = "tubancrawl"
SPIDER_MODULES = ["tubancrawl.spiders"]
COMMANDS_MODULE = "tubancrawl.commands"
ADDONS: dict[str, int] = {}

# --- the archive ---

# Where captures and rows go: a folder; ARCHIVE_DB=postgresql://… puts the rows elsewhere.
ARCHIVE = "archive"
ARCHIVE_DB: str | None = None

# A WARC file is sealed at this size (bytes): one gigabyte is what the tools of the field expect.
WARC_MAX_BYTES = 1_000_000_000

# Stored with every reading, so that a better reader is told from an edit.
READER_VERSION = parsing.READER_VERSION

# --- manners ---

# Who asks, and where to complain: an address of yours, put in the place of {contact}. A live crawl without one warns.
OPERATOR_CONTACT = ""
USER_AGENT = "tubancrawl/0.1 (news archive of tubankab.go.id; {contact})"
ROBOTSTXT_OBEY = True

# One request a second: robots.txt of the site is unknown and it is one small host. Ten thousand articles take under three
# hours; nobody notices us.
DOWNLOAD_DELAY = 1.0  # seconds
CONCURRENT_REQUESTS_PER_DOMAIN = 1

# So many bad answers in a row (refused, failed, down for maintenance) and nothing is asked for PAUSE_FIRST seconds, then the
# front page; each time that this is not answered well either the pause doubles, and after PAUSES of them the crawl ends: some
# eight minutes, longer than a server takes to restart, and the next crawl is never far.
BAD_ANSWERS_IN_A_ROW = 5
PAUSE_FIRST = 30.0  # seconds
PAUSE_LONGEST = 600.0  # seconds; also the longest that a Retry-After is waited for
PAUSES = 4

# --- spiders: the frontier in the store decides what is asked ---

SCHEDULER = "tubancrawl.spiders.scheduler.FrontierScheduler"
# Days after which a picture is asked for again, under conditions, if a current version shows it; 0: never. Doubles while the
# picture stays the same, up to four times. Of ten thousand pictures that is some thirty requests a day.
PHOTO_REVISIT_DAYS = 180
# A URL is leased once a crawl; Scrapy's own filter would only remember it a second time.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
EXTENSIONS = {
    "tubancrawl.capture.recorder.Recorder": 0,
    "tubancrawl.spiders.keeper.Keeper": 10,
}
# Processes that read pages beside the crawl; 0 reads in the crawl's own. At one page a second there is nothing to gain.
READERS = 0
# A page yields one item and seldom a follow-up. Scrapy starts this many tasks for each response whatever it yields: at its
# default of 100 that is half the cost of a page (measured on 2.19).
CONCURRENT_ITEMS = 1
# The check parses the callback's source anew for every response; parse() returns no value.
WARN_ON_GENERATOR_RETURN_VALUE = False

# --- capture: exact bytes, bounded ---

DOWNLOAD_HANDLERS = {
    "http": "tubancrawl.spiders.patience.PatientHandler",
    "https": "tubancrawl.spiders.patience.PatientHandler",
    "ftp": None,
    "file": None,
    "s3": None,
    "data": None,
}
DOWNLOAD_TIMEOUT = 30.0  # seconds for the whole exchange, connecting included
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # bytes of one answer; a news page has below 100 KB
RETRY_TIMES = 2  # more tries of a failed URL within one crawl; later crawls try again by the schedule
CONNECT_TO = ""

REPLAY_FROM = ""
REPLAY_AT: str | None = None

# What is switched off is done elsewhere or not wanted: decompression, redirects' targets, retries and 304s belong to capture
# and the frontier; cookies, referers and HTTP authentication are never sent.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "tubancrawl.spiders.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    # Looks for a mistake that is made when a spider is written; a page then costs two async generators less.
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- pipelines: the order is theirs; the store comes last ---

ITEM_PIPELINES = {f"{step.__module__}.{step.__name__}": number for step, number in pipelines.ITEM_PIPELINES.items()}
ITEM_PIPELINES["pipelines.storage.StoragePipeline"] = 1000

# --- the rest ---

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop"
LOG_LEVEL = "INFO"
LOG_FORMATTER = "tubancrawl.spiders.logs.PageLog"
