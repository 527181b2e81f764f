"""Views to print: which document an address shows, where it is only a copy of another page.

Most systems name the document by its number: DedeCMS plus/print.php?aid=, EmpireCMS
e/DoPrint/?classid=&id=, print.jsp?id=, PrintPage.aspx?InfoID=. Others lengthen its address:
?print=1, 123_print.html.
"""

import re
from urllib.parse import parse_qsl, urlsplit

_VIEW = re.compile(
    r"/(?:do)?(?:print|dayin)(?:page|view|news|article|info|content)?(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_LENGTHENED = (
    re.compile(r"[?&](?:print|dayin)(?:=[^&#]*)?$", re.IGNORECASE),
    re.compile(r"[_-](?:print|dayin)(?=\.\w{2,5}$)", re.IGNORECASE),
)
_NUMBER_OF = re.compile(
    r"(?:a|art|article|info|news|content|doc|document)?_?(?:id|guid)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![0-9a-z])[0-9a-f][0-9a-f-]*(?![0-9a-z])", re.IGNORECASE)


def is_print(url: str) -> bool:
    """Whether an address says that it is a view to print, of whatever document."""
    lengthened = any(pattern.search(url) for pattern in _LENGTHENED)
    return lengthened or _VIEW.search(urlsplit(url).path) is not None


def is_print_of(copy: str, url: str) -> bool:
    """Whether `copy` is the view to print of the document at `url`, told by their addresses."""
    if any(pattern.sub("", copy) == url != copy for pattern in _LENGTHENED):
        return True
    printed, shown = urlsplit(copy), urlsplit(url)
    if printed.hostname != shown.hostname:
        return False
    if not _VIEW.search(printed.path) or _VIEW.search(shown.path):
        return False
    number = next(iter(_numbers(printed.query)), "")
    last = shown.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return bool(number) and number in (*_NUMBER.findall(last)[-1:], *_numbers(shown.query))


def _numbers(query: str) -> list[str]:
    return [value for name, value in parse_qsl(query) if _NUMBER_OF.fullmatch(name)]
