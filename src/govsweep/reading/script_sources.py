"""What scripts have to put into a page: what they ask for, load, write, or hold themselves."""

import re

_TAIL = 300  # characters behind a call
BRINGS = re.compile(
    r"\$\s*\.\s*(?:ajax|get|post|getJSON|getScript)\b|jQuery\s*\.\s*(?:ajax|get|post|getJSON|getScript)\b|"
    r"\bajax\w*\s*[(.:]|\bfetch\s*\(|\baxios\b|XMLHttp|ActiveXObject|WebSocket|EventSource|\bimport\s*\(|"
    r"\$http\b|\.\s*(?:getJSON|jsonp)\s*\(|\burl\s*:|\.\s*load\s*\(\s*(?!function|\)|\(|[\w$]*\s*=>)|"
    r"['\"]message['\"]|\bonmessage\b|\b(?:local|session)Storage\b|JSON\s*\.\s*parse|\bresource\s*\(|\brequest\w*\s*\(",
    re.IGNORECASE,
)
PUTS = re.compile(
    r"(?:inner|outer)HTML['\"]?\]?\s*\+?=(?!=)|insertAdjacent|\.\s*(?:html|append\w*|prepend\w*|before|after|"
    r"replaceWith|replaceChildren|insertNode|setHTML\w*)\s*\(\s*[^)\s]|appendChild|insertBefore|replaceChild|\.\s*load\s*\(|\brender\b|\.\s*mount\b|"
    r"\bnew\s+Vue\b|createApp"
)
# Rows that a script holds: words of Chinese beside a day, or as long as a title in a link.
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"\\/])//[^\n]*", re.DOTALL)
_DAY = r"(?:20\d\d[-/.年]\d{1,2}[-/.月]\d|\b1[5-9]\d{8}(?:\d{3})?\b)"
_WORDS = re.compile("[\u4e00-\u9fff，、“”]{6}")
_WORDED = re.compile(
    rf"[\u4e00-\u9fff]{{6}}[^\n]{{0,200}}?{_DAY}|{_DAY}[^\n]{{0,200}}?[\u4e00-\u9fff]{{6}}|"
    r"(?:href\s*=|\.s?html?\b)[^\n]{0,120}?[\u4e00-\u9fff，、“”]{9}"
)
_MAKES_SCRIPT = re.compile(r"createElement\s*\(\s*['\"]script['\"]", re.IGNORECASE)
# Functions that bring something by what they are called, where others define them.
_BRINGER = re.compile(
    r"(?<![\w$.])((?:get|load|query|list|fetch|show|find)\w*(?:List|Data|News|Rows|Articles?))\s*\(",
    re.IGNORECASE,
)
_LOADS = re.compile(r"(['\"`])([^'\"`\s<>]{1,300}?\.m?js(?:\?[^'\"`\s<>]*)?)\1")
_WRITE = re.compile(r"\bdocument\s*\.\s*write(?:ln)?\b")
_WRITES_SCRIPT = re.compile(
    r"\s*\(\s*(?:unescape\s*\(\s*)?['\"`](?:<|%3C|\\x3c)(?:!--|script|scr|link|style)",
    re.IGNORECASE,
)
_BRACE = re.compile(r"[{}]")
_HEADS = re.compile(r"\bfunction\b\s*[\w$]*\s*\([^()]*\)|\b(?:if|for|while|switch)\s*\([^()]*\)")
_CALL = re.compile(r"[\w$)]\s*\(")


def asks(script: str) -> bool:
    """Whether a script asks for anything, or hands on what others ask for."""
    if BRINGS.search(script) is not None:
        return True
    if _MAKES_SCRIPT.search(script) and not loaded(script):
        return True
    called = set(_BRINGER.findall(script))
    return any(not re.search(rf"\bfunction\s+{one}\b|\b{one}\s*=", script) for one in called)


def brings_rows(script: str) -> bool:
    """Whether a script holds rows of its own."""
    if _WORDS.search(script) is None:
        return False
    return _WORDED.search(_COMMENT.sub("", script)) is not None


def loaded(script: str) -> dict[str, None]:
    """The addresses of other scripts that a script names."""
    if ".js" not in script and ".mjs" not in script:
        return {}
    return dict.fromkeys(address for _, address in _LOADS.findall(script))


def writes(script: str) -> bool:
    """Whether a script writes into the page as it is read, and more than another script."""
    if "write" not in script:
        return False
    places = [script[one.end() : one.end() + _TAIL] for one in _WRITE.finditer(script)]
    if all(_WRITES_SCRIPT.match(one) for one in places):
        return False
    return _CALL.search(_HEADS.sub("", _at_once(script))) is not None


def _at_once(script: str) -> str:
    """What of a script stands in no function and no block."""
    parts, depth, start = [], 0, 0
    for brace in _BRACE.finditer(script):
        if depth == 0:
            parts.append(script[start : brace.start()])
        depth = max(0, depth + (1 if brace.group() == "{" else -1))
        start = brace.end()
    return " ".join(parts) if depth else " ".join((*parts, script[start:]))
