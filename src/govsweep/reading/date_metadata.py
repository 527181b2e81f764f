"""The dates that a page tells to programs: its meta tags and the values in its scripts."""

import datetime as dt
import re

from govsweep.reading import dates
from govsweep.reading.date_ranks import Rank
from govsweep.reading.tree import Tree

_SCRIPT = re.compile(
    r"(?:pub|fbsj|fbrq|release|doc_?rel|article_?(?:date|time)|news_?(?:date|time)|"
    r"create_?(?:date|time)|show_?(?:date|time))\w*[\"']?\s*[=:]\s*[\"']([^\"'\n]{8,40})[\"']",
    re.IGNORECASE,
)
# Any name will do where the script writes it for the visitor to see.
_WRITTEN = re.compile(r"[\"']\s*((?:19|20)\d\d[-/年][^\"'\n]{3,30})[\"']")
_WRITES = re.compile(r"document\.write|innerHTML|\.(?:html|text)\(")
_META = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "pub_date",
    "publishtime",
    "publish_time",
    "pubtime",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "datepublished",
    "dc.date.issued",
    "firstpublishedtime",
    "weibo: article:create_at",
)
_WEAK_META = (
    "createdate",
    "createtime",
    "create_date",
    "date",
    "dc.date",
)
# A script that tells the day of the visit, or when the page was made.
_OF_TODAY = re.compile(
    r"today|\bnow|current_?(?:date|time)|server_?(?:date|time)|make_?time|"
    r"lunar|calendar|生成|今天|农历|有效|截止",
    re.IGNORECASE,
)


def of_meta(tree: Tree) -> list[tuple[Rank, dt.datetime]]:
    """The dates of meta tags; none that tells when the page was made."""
    found = []
    for rank, names in ((Rank.META, _META), (Rank.WEAK_META, _WEAK_META)):
        for name in names:
            content = tree.meta.get(name)
            value = dates.of_value(content) if content else None
            if value and content and "生成" not in content:
                found.append((rank, value))
    return found


def of_scripts(tree: Tree) -> list[tuple[Rank, dt.datetime]]:
    """The first date in each script that is named, or written, as the day of publication."""
    found = []
    for text, _ in tree.scripts:
        if "19" not in text and "20" not in text:
            continue
        patterns = (_SCRIPT, _WRITTEN) if _WRITES.search(text) else (_SCRIPT,)
        values = (
            dates.of_value(match.group(1))
            for pattern in patterns
            for match in pattern.finditer(text[:20_000])
            if not _OF_TODAY.search(text, max(0, match.start() - 60), match.end())
        )
        value = next(filter(None, values), None)
        if value:
            found.append((Rank.SCRIPT, value))
    return found
