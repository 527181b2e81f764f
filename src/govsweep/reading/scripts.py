"""What scripts carry that a visitor sees: records of a list, HTML that they write."""

import re
from itertools import pairwise

# Where a literal is not closed, the rest of its line is passed over: nothing is read twice.
_LITERAL = re.compile(r"'(?:((?:[^'\\\n]|\\.)*+)'|.*)|\"(?:((?:[^\"\\\n]|\\.)*+)\"|.*)")
_WRITE = re.compile(r"document\.write(?:ln)?\s*\(")
_ELSE = re.compile(r"\)[\s;}]*else\b")
# HTML that a script puts into an element as one literal, nothing added to it.
_INSERT = re.compile(
    r"(?:(?:inner|outer)HTML\s*\+?=|\.\s*(?:html|append|prepend|after|before)\s*\()\s*"
    r"(?:`([^`$]*+)`|'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\")\s*(?=[;)\n}]|$)"
)
_OPEN = re.compile(
    r"(?:\bopen\s*\(|location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\()\s*['\"]([^'\"+]+)['\"]\s*(?![+\s])"
)
# A function that is called with an address and nothing added to it: openArticle('/x.html').
_CALLED = re.compile(
    r"\w\s*\(\s*(?:this\s*,\s*)?['\"]((?:https?://|\.{0,2}/)[^'\"\s+<>]{2,300}|"
    r"[\w\-./]{1,200}\.(?:s?html?|jspx?|aspx?|php|do|action)(?:\?[^'\"\s<>]*)?)['\"]\s*(?![\s+])"
)
_DOES = re.compile(
    r"submit|search|vote|log(?:in|out)|del|save|ajax|load|toggle|print|share|copy|collect|fav|play|"
    r"\bsrc\b|image|\+",
    re.IGNORECASE,
)
# What hides from a search what it writes: literals in an array, put together, and codes of letters.
_PIECES = re.compile(
    r"(?:var|let|const)\s+([\w$]{1,40})\s*=\s*\[\s*+"
    r"((?:(?:'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\")\s*+(?:,\s*+)?+){2,60}+)\]"
)
_TOGETHER = re.compile(r"([\w$]{1,40})\s*\.\s*join\s*\(\s*(?:''|\"\")\s*\)")
_BARE_QUOTE = re.compile(r"((?<!\\)(?:\\\\)*)\"")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_MAX_PUT = 20_000  # characters of a script that puts pieces together
_MAX_CALL = 200  # characters of a script that is one call
_DATE_CALL = re.compile(  # document.write("<i>2026-11-03</i>"), writeDate("2026-11-03 10:00:00")
    r"\s*(?:document\.write(?:ln)?|(?:write|show|format|print|out)\w*)\s*\(\s*"
    r"['\"](?:<[^<>]{1,60}>|\[)?\s*(20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
    r"(?:[ T][\d:.]{4,12})?\s*(?:\]|</\w+>)?['\"]"
    r"(?:\.(?:substr(?:ing)?|slice)\(\s*0\s*,\s*1[01]\s*\)|\.split\(['\"] ['\"]\)\[0\])?"
    r"[^;'\"()]{0,40}\)\s*;?\s*"
)
_GAP = "\0"
# An address of which only the script knows a part: index_ + n + .html is no index_.html.
_UNKNOWN = re.compile(
    r"\s(?:href|src|onclick)\s*=\s*\\?(?:\"[^\"\0]*\0[^\"]*\"|'[^'\0]*\0[^']*'|[^\s\"'>\0]*\0[^\s\"'>]*)",
    re.IGNORECASE,
)
_LINK = re.compile(r"<a\s", re.IGNORECASE)


def records(script: str) -> str:
    """The HTML of the records of a data store (大汉): rows of a list; "" where there are none."""
    if "<record" not in script or "CDATA" not in script:
        return ""
    _, _, stored = script.partition("<recordset")
    parts = (stored or script).split("<![CDATA[")[1:]
    return "".join(part[:end] for part in parts if (end := part.find("]]>")) >= 0)


def put_together(script: str) -> str:
    """A script with its arrays of literals joined where it does so: a=["<di","v>"]; a.join("")."""
    if "join" not in script or "document.write" not in script or len(script) > _MAX_PUT:
        return script
    arrays = {
        name: "".join("".join(one) for one in _LITERAL.findall(pieces))
        for name, pieces in _PIECES.findall(script)
    }
    if not arrays:
        return script
    whole = _TOGETHER.sub(lambda one: _as_literal(arrays.get(one[1]), one.group()), script)
    return _ESCAPED.sub(_letter, whole)


def _as_literal(text: str | None, otherwise: str) -> str:
    return otherwise if text is None else '"' + _BARE_QUOTE.sub(r"\1\"", text) + '"'


def _letter(code: re.Match[str]) -> str:
    """The letter that a code stands for; what is none, or would end a literal, stays."""
    letter = chr(int(code[1] or code[2], 16))
    return letter if letter.isprintable() and letter not in "'\"\\" else code.group()


def written(script: str) -> str:
    """The HTML that a script writes or inserts, as far as it is literal; "" without a link."""
    if not _LINK.search(script):
        return ""
    html = ["".join(one) for one in _INSERT.findall(script)]
    calls = [call.span() for call in _WRITE.finditer(script)]
    for (_, start), (limit, _) in pairwise([*calls, (len(script), 0)]):
        line = script[start:limit].partition("\n")[0]
        html.append(_joined(line))
        if _ELSE.search(line):
            html.append(" ")  # of two branches one is shown: their words are no run of text
    return (
        _UNKNOWN.sub("", "".join(html))
        .replace(_GAP, "")
        .replace('\\"', '"')
        .replace("\\'", "'")
        .replace("\\/", "/")
    )


def written_date(script: str) -> str:
    """The day that a script of one call shows, as far as it is literal; "" for any other script."""
    if not 10 < len(script) <= _MAX_CALL or "20" not in script:
        return ""
    match = _DATE_CALL.fullmatch(script)
    return match.group(1) if match else ""


def _joined(line: str) -> str:
    """The literals of a line in one, with a mark where what only the script knows stands."""
    parts: list[str] = []
    end = 0
    for one in _LITERAL.finditer(line):
        if parts and line[end : one.start()].strip(" \t+"):
            parts.append(_GAP)
        parts.append(one.group(1) or one.group(2) or "")
        end = one.end()
    return "".join(parts)


def opens(script: str) -> str:
    """The address that a link's script opens; "" where it opens none."""
    script = script[:2_000]
    if "open" in script or "location" in script:
        match = _OPEN.search(script)
        if match:
            return match.group(1)
    if "'" not in script and '"' not in script:
        return ""
    call = _CALLED.search(script)
    return call.group(1) if call and not _DOES.search(script[: call.start(1)]) else ""
