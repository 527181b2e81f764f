"""Closed sets of words that facts are told in."""

from enum import StrEnum


class Place(StrEnum):
    """Where on a page a text or an anchor stands."""

    TITLE = "title"
    META = "meta"
    MAIN = "main"  # the page's own content: an article's body, a list's rows
    NAVIGATION = "navigation"  # what surrounds it: header, menus, breadcrumb, side lists
    FOOTER = "footer"
    HIDDEN = "hidden"  # in a container that no visitor sees


class PageKind(StrEnum):
    """What a document is for its reader."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    REDIRECT = "redirect"
    FAREWELL = "farewell"  # a home page that says that its site is elsewhere, or closed
    OTHER = "other"


class TargetKind(StrEnum):
    """What a reference asks for, told from the element and the address's ending."""

    PAGE = "page"
    IMAGE = "image"
    ATTACHMENT = "attachment"
    STYLE = "style"
    SCRIPT = "script"


class AddressFault(StrEnum):
    """Why nobody can open an address, told from how it is written."""

    LOCAL_DISK = "local_disk"  # file:///D:/附件.doc, C:\Users\a.doc
    PRIVATE = "private"  # in a network of the office's own, or on the reader's own machine
    SCHEME = "scheme"  # ttp://, http//
    HOST = "host"  # http://, http://a.gov.cn:99999/, a bracket that nobody closed


class Attachment(StrEnum):
    """What became of reading a file that a page offers."""

    READ = "read"
    UNREADABLE = "unreadable"  # encrypted, broken, too large or a picture: its words are unknown


class DateSource(StrEnum):
    """Where a publication date was read, best first."""

    LABEL = "label"  # 发布时间：… shown to the visitor
    META = "meta"  # <meta name="PubDate">
    SCRIPT = "script"  # var pubdata='…'
    REPLY = "reply"  # 答复时间：… of the answer to a letter
    SIGNATURE = "signature"  # the day below the unit's name that ends a text
    LIST = "list"  # the row of the list that leads to the page
    URL = "url"  # t20190517_….html


class ColumnKind(StrEnum):
    """What a column publishes; its duty to be updated follows from it."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    REPOST = "repost"
    HEADLINE = "headline"
    STATIC = "static"
    INTERACTION = "interaction"
    GUIDE = "guide"
    YEARLY = "yearly"  # statistics, personnel, budgets, plans, what a place is like
    OTHER = "other"


class FooterMark(StrEnum):
    """The items a footer must carry (国办发〔2017〕47号, 网页设计规范)."""

    CONAC = "conac"  # 党政机关网站标识
    IDENTIFIER = "identifier"  # 网站标识码
    ICP = "icp"  # ICP备案编号
    POLICE = "police"  # 公安机关备案标识
    ORGANIZER = "organizer"  # 主办单位
    CONTACT = "contact"  # 联系方式
    JIUCUO = "jiucuo"  # 我为政府网站找错
    RIGHTS = "rights"  # 版权所有: no duty, but who is named there mostly is the organizer


class Failure(StrEnum):
    """Why a request brought no usable document. A value, never an exception in a check."""

    TIMEOUT = "timeout"
    REFUSED = "refused"
    DNS = "dns"
    TLS = "tls"
    LOST = "lost"  # the connection broke, or the answer was cut short
    STATUS = "status"  # an HTTP status of 400 or more
    BLOCKED = "blocked"  # a wall: a challenge or a firewall's refusal
    ROBOTS = "robots"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"  # packed too often, or not as the answer says
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_NOWHERE = "redirect_nowhere"  # to what no browser opens: file:///, a host without name
    SOFT_404 = (
        "soft_404"  # status 200, and it says that it is not there, as its host says to any address
    )
    ERROR_PAGE = "error_page"  # status 200, and an application's or a server's error, or nothing
    ANY_PAGE = "any_page"  # status 200, and the home page or a list that any address shows
    REDIRECT_HOME = "redirect_home"
    NO_IMAGE = "no_image"  # status 200, and what came is a page, nothing or no image format
    NO_PLACE = "no_place"  # the page is there, the place on it that the link names is not
    PARKED = "parked"  # it killed its worker three times
    CRASHED = "crashed"  # reading it raised; counted and named in the ledger

    @property
    def permanent(self) -> bool:
        """Whether asking again later in the night is pointless."""
        return self in (
            Failure.ROBOTS,
            Failure.TOO_LARGE,
            Failure.UNREADABLE,
            Failure.PARKED,
            Failure.CRASHED,
        )


class PageState(StrEnum):
    """What became of a known address in one sweep; the terms of the ledger."""

    QUEUED = "queued"
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BLOCKED = "blocked"
    CUT = "cut"
    LEFT = "left"


class UnreadList(StrEnum):
    """Why the list of a column was not seen though its page was read."""

    SHELL = "shell"  # its scripts show the page
    UNENDED = "unended"  # only the beginning of the page came
    ROWS = "rows"  # its scripts ask for the rows, and these did not come
    EMBEDDED = "embedded"  # a file, a film or another site stands in its place
    PICTURED = "pictured"  # rows are pictures without words
    UNLISTED = "unlisted"  # days stand there as a list's do, and no row was made out
    EMPTY = "empty"  # no row, as on most columns of its site
    READER = "reader"  # rows that were read there before are not made out any more
    REDESIGN = "redesign"  # the same on most columns of its site
    HOME = "home"  # the home page stands in its place
    NOTICE = "notice"  # one notice stands in the place of many pages


class LetterState(StrEnum):
    """Whether a letter to the government was answered, as its page or its row tells."""

    ANSWERED = "answered"
    WAITING = "waiting"  # said to be: 未答复, 办理中
    UNKNOWN = "unknown"  # nothing is said of an answer, which a script may bring


class EmptyAnswer(StrEnum):
    """Why an answer to a letter says nothing."""

    NONE = "none"  # nothing but courtesy
    SHORT = "short"
    PASSED_ON = "passed-on"  # only that others are to be asked, or were
    PASTED = "pasted"  # the same words stand under several letters


class LinkStatus(StrEnum):
    """What became of probing a target; what could not be seen is unverifiable, never dead."""

    UNTRIED = "untried"
    FINE = "fine"
    DEAD = "dead"
    SUSPECTED = "suspected"
    UNVERIFIABLE = "unverifiable"


class MarkupRule(StrEnum):
    """What keeps people out of a page, as far as its markup tells; axe's own names."""

    IMAGE_ALT = "image-alt"  # a picture without words in its place
    LINK_NAME = "link-name"  # a link that is a picture, and says nothing
    LABEL = "label"  # a field that nobody names
    LANGUAGE = "html-has-lang"
    TITLE = "document-title"
    HEADINGS = "heading-order"
    FRAME_TITLE = "frame-title"
    ZOOM = "meta-viewport"  # enlarging the page is forbidden


# Rules on which markup and the browser's audit agreed on every real page that both looked at.
_SETTLED_BY_MARKUP = frozenset(
    {
        MarkupRule.IMAGE_ALT,
        MarkupRule.LINK_NAME,
        MarkupRule.LABEL,
        MarkupRule.LANGUAGE,
        MarkupRule.FRAME_TITLE,
        MarkupRule.ZOOM,
    }
)


class AccessCause(StrEnum):
    """Where one cause of faults of access stands."""

    TEMPLATE = "template"  # what several pages have in common
    HOME = "home"
    PAGES = "pages"  # what single pages have of their own
