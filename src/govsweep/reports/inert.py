"""Making crawled text inert: it may look like anything, it must never act.

Everything read from a site is hostile until it has passed one of these on its way to a reader.
HTML is escaped by the templates themselves.
"""

import re
from urllib.parse import quote, urlsplit

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# They turn the order of letters about ("exe.fdp" is shown as "pdf.exe"), or a terminal obeys them.
_DIRECTIONS = re.compile("[\x80-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = tuple("=+-@\t\r＝＋－＠")  # full-width signs start a formula in East Asian Excel
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()|~&#!$:@])")
_CELL_LIMIT = 32_767  # characters, in XLSX
_CUT = "……（已截断）"


def storable(text: str) -> str:
    """Text without the characters that XML and its readers refuse."""
    return _CONTROLS.sub("", text)


def visible(text: str) -> str:
    """Text fit to be shown: no control characters, and none that change the reading direction."""
    return _DIRECTIONS.sub("", storable(text))


def one_line(text: str) -> str:
    """Visible text with every run of white space folded into one space."""
    return " ".join(visible(text).split())


def folded(text: str) -> str:
    """Visible text on one line that keeps a space at its ends, so that pieces can be joined."""
    return re.sub(r"\s+", " ", visible(text))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take it for a formula."""
    return text.startswith(("\t", "\r")) or text.lstrip().startswith(_FORMULA)


def csv_cell(text: str) -> str:
    """Text for a cell of a CSV file; an apostrophe in front keeps a formula from being one."""
    text = storable(text)
    return f"'{text}" if is_formula(text) else text


def xlsx_cell(text: str) -> str:
    """Text for a cell of a workbook, to be written as a string; what is too long ends in a mark."""
    text = storable(text)
    if len(text.encode("utf-16-le")) // 2 <= _CELL_LIMIT:
        return text
    room = (_CELL_LIMIT - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def markdown_cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def web_link(url: str) -> str:
    """The address where it is http or https, so that a click is harmless; "" for anything else."""
    if _CONTROLS.search(url) or any(letter.isspace() for letter in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


_ENDS = re.compile(r"[\s，。；：、？！（）《》“”‘’【】〔〕,.;:?!()\[\]|/]")
_AROUND = 16  # characters of context are enough to tell one place from another
_WHOLE = 60  # a longer quote is named by its two ends


def text_link(url: str, before: str, text: str, after: str) -> str:
    """The address with a text fragment, so that the browser opens the page at the words.

    A browser wants the context to start and end between words, which the fixed width of an
    excerpt does not heed: so it is taken from the nearest punctuation, and left out where there
    is none.
    """
    url = web_link(url)
    words = " ".join(text.split())
    if not url or not words:
        return url
    if len(words) > _WHOLE:
        words = f"{_encoded(words[:20])},{_encoded(words[-20:])}"
    else:
        words = _encoded(words)
    prefix = _nearest(before[::-1])[::-1]
    suffix = _nearest(after)
    directive = (f"{_encoded(prefix)}-," if prefix else "") + words
    directive += f",-{_encoded(suffix)}" if suffix else ""
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _nearest(context: str) -> str:
    """The words of a context up to the first punctuation, read away from the quote."""
    words = _ENDS.split(context, maxsplit=1)[0]
    return words if len(words) <= _AROUND else ""


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
