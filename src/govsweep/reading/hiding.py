"""What makes a container invisible: inline styles and simple rules of the page's own styles."""

import re
from functools import lru_cache

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|"
    r"(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}(?:\.\d+)?\s*(?:px|em|pt|;|$)|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE
)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[\w\-]+[^{};]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"(?:^|\s|>)(?:[a-z][a-z0-9]*)?([.#][\w\-]+)$", re.IGNORECASE)
_WRITTEN = re.compile(
    r"document\.write(?:ln)?\(\s*['\"]<div[^>]{0,40}style=[\\'\"]+([^>]{1,200}?)[\\'\"]*>"
)
_VEILED = re.compile(
    r"getElementById\(\s*['\"]([\w\-]+)['\"]\s*\)\.style\.(?:display\s*=\s*['\"]none|"
    r"visibility\s*=\s*['\"]hidden|(?:left|top|textIndent)\s*=\s*['\"]-\d{3})|"
    r"\$\(\s*['\"]#([\w\-]+)['\"]\s*\)\.hide\(\)"
)
_MAX_SCRIPT = 20_000
_MAX_STYLE = 100_000
_REMEMBERED = 300  # characters of a style
_REMEMBERED_SHEET = 20_000


def hides(style: str) -> bool:
    """Whether the declarations of a style make an element invisible."""
    return _hides(style) if len(style) <= _REMEMBERED else _hides.__wrapped__(style)


@lru_cache(maxsize=4_096)
def _hides(style: str) -> bool:
    if _HIDING.search(style):
        return True
    return bool(_FLAT.search(style) and _CLIPPED.search(style))


def veils(script: str) -> bool:
    """Whether a script writes the opening of an invisible element and leaves it open."""
    written = _WRITTEN.search(script)
    return bool(written and hides(written.group(1)) and not unveils(script))


def unveils(script: str) -> bool:
    """Whether a script writes the end of an element."""
    return "</div" in script or "<\\/div" in script


def veiled_names(script: str) -> frozenset[str]:
    """The ids (`#x`) that a script hides as soon as it is read."""
    if "style" not in script and "hide()" not in script:
        return frozenset()
    found = _VEILED.finditer(script[:_MAX_SCRIPT])
    return frozenset(
        f"#{one.group(1) or one.group(2)}".lower()
        for one in found
        if script.count("{", 0, one.start()) <= script.count("}", 0, one.start())
    )


def hiding_names(sheet: str) -> frozenset[str]:
    """The classes (`.x`) and ids (`#x`) that a style sheet hides by a rule of their own."""
    if len(sheet) <= _REMEMBERED_SHEET:
        return _hiding_names(sheet)
    return _hiding_names.__wrapped__(sheet[:_MAX_STYLE])


@lru_cache(maxsize=256)
def _hiding_names(sheet: str) -> frozenset[str]:
    sheet = _AT_RULE.sub("", _CSS_COMMENT.sub("", sheet))
    names: set[str] = set()
    for rule in sheet.split("}"):
        selectors, _, declarations = rule.partition("{")
        hidden = hides(declarations.strip())
        if not hidden and not _SHOWN.search(declarations):
            continue
        for selector in selectors.split(","):
            simple = selector.strip()
            match = _SIMPLE.fullmatch(simple)
            if match and " " not in simple and ">" not in simple:
                (names.add if hidden else names.discard)(match.group(1))
    return frozenset(names)
