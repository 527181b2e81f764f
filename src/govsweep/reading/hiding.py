"""What makes a container invisible: inline styles and simple rules of the page's own styles."""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|"
    r"opacity\s*(?::\s*(?:0|0?\.0(?:[0-3]\d*)?)\s*(?:;|!|$)|\(\s*(?:0|0?\.0(?:[0-3]\d*)?)%?\s*\))|"
    r"text-indent\s*:\s*-\s*(?:\d{3,}|\d\d+(?=r?em))|"
    r"(?<![-\w])(?:zoom\s*:\s*0?\.0\d*|scale\s*:\s*0(?:\.0\d*)?)\s*(?:;|!|$)|"
    r"mask(?:-image)?\s*:\s*linear-gradient\(\s*transparent\s*,\s*transparent\s*\)|"
    r"(?<![-\w])(?:left|top|right|margin-left|margin-top)\s*:\s*-\s*(?:9\d\d|[12]\d{3})(?!\d)",
    re.IGNORECASE,
)
# Also what closes the gaps between rows that have a size of their own.
_SHRINKING = re.compile(
    r"font-size\s*:\s*0(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE
)
# What no menu needs: text laid off the screen, cut to nothing, too small to be seen.
_EVADING = re.compile(
    r"(?<![-\w])(?:left|top|right|bottom|margin-left|margin-top|margin)\s*:\s*(?:\d+\w*\s+)?"
    r"-\s*(?:[3-9]\d{3,}|\d{5,}|\d{3,}(?=em|rem))(?:\.\d+)?\s*(?:px|em|rem|pt|;|!|$)|"
    r"clip\s*:\s*rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)|"
    r"clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)|"
    r"(?<![-\w])translate\s*:\s*(?:\d+\w*\s+)?-\s*\d{4,}|"
    r"transform\s*:[^;]*(?:translate[XY]?\(\s*-\d{4,}|translate3d\(\s*(?:0\w*\s*,\s*)?-\s*9\d{3,}|"
    r"scale\(\s*0\s*\))",
    re.IGNORECASE,
)
_POSITIONED = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)
_FAR_UP = re.compile(r"(?<![-\w])(?:bottom|right)\s*:\s*(?:[3-9]\d{3,}|\d{5,})\s*px", re.IGNORECASE)
# Off the screen by little more than its size: so do menus and slides wait, and links of intruders.
_OFF = re.compile(
    r"(?<![-\w])(?:left|top|right|bottom)\s*:\s*-\s*"
    r"(?:[2-8]\d\d(?:\.\d+)?\s*px|[1-9]\d{2,}(?:\.\d+)?\s*(?:%|v[wh]))",
    re.IGNORECASE,
)
_SHIFTED = re.compile(
    r"transform\s*:[^;]*translate(?:[XY]|3d)?\(\s*(?:0\w*\s*,\s*)?-\s*[1-9]\d{2,}(?:%|v[wh])",
    re.IGNORECASE,
)
# Letters without colour, and white ones of a pixel; pictures among them are seen.
_CLEAR = re.compile(
    r"(?<![-\w])color\s*:\s*(?:transparent|rgba\([^)]*,\s*0?\.?0+\s*\))", re.IGNORECASE
)
_TINY = re.compile(r"font-size\s*:\s*[12](?:\.\d+)?px", re.IGNORECASE)
_DRAWN = ("background", "text-shadow", "text-fill", "text-stroke")  # what shows clear letters
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([#\w(), .%]+?)\s*(?:;|!|$)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([#\w(), .%]+?)\s*(?:;|!|$)", re.IGNORECASE)
_FLAT = re.compile(
    r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE
)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.IGNORECASE)
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "transparent": "-"}
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[\w\-]+[^{};]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"(?:^|\s|>)(?:[a-z][a-z0-9]*)?([.#][\w\-]+)$", re.IGNORECASE)
_WRITTEN = re.compile(
    r"document\.write(?:ln)?\(\s*['\"]<div[^>]{0,40}style=[\\'\"]+([^>]{1,200}?)[\\'\"]*>"
)
_JOINED = re.compile(r"(['\"])\s*\+\s*\1")  # a text in pieces, lest anyone find it
_JS_HIDDEN = re.compile(
    r"getElementById\(\s*['\"]([\w\-]+)['\"]\s*\)\.style\.(?:display\s*=\s*['\"]none|"
    r"visibility\s*=\s*['\"]hidden|(?:left|top|textIndent)\s*=\s*['\"]-\d{3})|"
    r"\$\(\s*['\"]#([\w\-]+)['\"]\s*\)\.hide\(\)"
)
_MAX_SCRIPT = 20_000
_MAX_STYLE = 100_000
_REMEMBERED = 300  # characters of a style
_REMEMBERED_SHEET = 20_000


class Hidden(IntEnum):
    """How an element is kept from its visitors."""

    NOT = 0
    ASIDE = 1  # where menus, slides and logos stand, too: what it holds tells whether it is hidden
    SHRUNK = 2  # of letters without a size, unless what it holds has a size of its own
    FOLDED = 3  # as menus and tabs are, until they are opened
    EVADING = 4  # laid where nothing ever shows it


def hides(style: str) -> Hidden:
    """How the declarations of a style make an element invisible."""
    return _hides(style) if len(style) <= _REMEMBERED else _hides.__wrapped__(style)


@lru_cache(maxsize=4_096)
def _hides(style: str) -> Hidden:
    if _FAR_UP.search(style) and _POSITIONED.search(style):
        return Hidden.EVADING
    if _EVADING.search(style) or (_FLAT.search(style) and _CLIPPED.search(style)):
        return Hidden.EVADING
    if "color" in style and _is_camouflage(style):
        return Hidden.EVADING
    if _HIDING.search(style):
        return Hidden.FOLDED
    if _SHRINKING.search(style):
        return Hidden.SHRUNK
    return Hidden.ASIDE if _is_aside(style) else Hidden.NOT


def _is_aside(style: str) -> bool:
    """Whether a style lays an element beside the screen, or takes the colour from its letters."""
    if _SHIFTED.search(style) or (_OFF.search(style) and _POSITIONED.search(style)):
        return True
    if "color" not in style or any(one in style for one in _DRAWN):
        return False
    _, colour = ground_and_colour(style)
    return bool(_CLEAR.search(style) or (colour == "#ffffff" and _TINY.search(style)))


def is_sized(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element may have letters of a size of its own: by its style or by a class."""
    return "class" in attributes or "font-size" in (attributes.get("style") or "")


def _is_camouflage(style: str) -> bool:
    """Whether text has the colour of its own ground."""
    ground, colour = ground_and_colour(style)
    return ground != "" and ground == colour


def ground_and_colour(style: str) -> tuple[str, str]:
    """The colours of the ground and of the letters that a style declares; "" for none."""
    ground, colour = _GROUND.search(style), _COLOUR.search(style)
    return (_plain(ground[1]) if ground else "", _plain(colour[1]) if colour else "")


def _plain(colour: str) -> str:
    colour = _NAMED.get(colour.strip().lower(), "".join(colour.lower().split()))
    return "#" + "".join(2 * one for one in colour[1:]) if len(colour) == 4 else colour


def strips(attributes: Mapping[str, str | None]) -> bool:
    """Whether a marquee is too small to be seen."""
    sizes = (attributes.get("width") or "", attributes.get("height") or "")
    return any(size.strip().removesuffix("px") in ("0", "1", "2") for size in sizes)


def hides_by_script(script: str) -> bool:
    """Whether a script writes the opening of an invisible element and leaves it open."""
    written = _WRITTEN.search(_JOINED.sub("", script))
    return bool(written and hides(written.group(1)) and not shows_again(script))


def shows_again(script: str) -> bool:
    """Whether a script writes the end of an element."""
    return "</div" in script or "<\\/div" in script


def js_hidden_names(script: str) -> frozenset[str]:
    """The ids (`#x`) that a script hides as soon as it is read."""
    if "style" not in script and "hide()" not in script:
        return frozenset()
    found = _JS_HIDDEN.finditer(script[:_MAX_SCRIPT])
    return frozenset(
        f"#{one.group(1) or one.group(2)}".lower()
        for one in found
        if script.count("{", 0, one.start()) <= script.count("}", 0, one.start())
    )


def hiding_names(sheet: str) -> Mapping[str, Hidden]:
    """The classes (`.x`) and ids (`#x`) that a style sheet hides by a rule of their own."""
    if len(sheet) <= _REMEMBERED_SHEET:
        return _hiding_names(sheet)
    return _hiding_names.__wrapped__(sheet[:_MAX_STYLE])


def rules_of(sheets: Iterable[str], telling: re.Pattern[str]) -> Mapping[str, str]:
    """The classes and ids, in small letters, of rules that tell something; with what they say."""
    told: dict[str, str] = {}
    for sheet in sheets:
        plain = _AT_RULE.sub("", _CSS_COMMENT.sub("", sheet[:_MAX_STYLE]))
        for rule in plain.split("}"):
            selectors, _, declarations = rule.partition("{")
            if telling.search(declarations):
                names = (_SIMPLE.search(one.strip()) for one in selectors.split(","))
                told |= {name[1][1:].lower(): declarations for name in names if name}
    return told


@lru_cache(maxsize=256)
def _hiding_names(sheet: str) -> Mapping[str, Hidden]:
    sheet = _AT_RULE.sub("", _CSS_COMMENT.sub("", sheet))
    names: dict[str, Hidden] = {}
    for rule in sheet.split("}"):
        selectors, _, declarations = rule.partition("{")
        hidden = hides(declarations.strip())
        if not hidden and not _SHOWN.search(declarations):
            continue
        for selector in selectors.split(","):
            simple = selector.strip()
            match = _SIMPLE.fullmatch(simple)
            if match and " " not in simple and ">" not in simple:
                if hidden:
                    names[match.group(1)] = hidden
                else:
                    names.pop(match.group(1), None)
    return names
