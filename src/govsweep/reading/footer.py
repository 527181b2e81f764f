"""What a page's footer says: the marks that every government page must carry."""

import re
from urllib.parse import unquote

from govsweep.facts import FooterMark, Place
from govsweep.reading.dates import NARROW
from govsweep.reading.footer_contact import TAIL, contact, contact_nearby
from govsweep.reading.footer_scripts import writes_unread
from govsweep.reading.footer_signs import BADGE, ENTRANCE, RECORD, REGIONS
from govsweep.reading.tree import Tree
from govsweep.reading.wording import speaks_of_footer

_CONAC_LINK = re.compile(r"bszs\.conac\.cn/sitename\?[^\"'<>\s]*?id=([0-9A-Za-z]+)")
# The badge as a picture: under its own name, or under those by which conac.cn hands it out.
_CONAC_IMAGE = re.compile(
    rf"<img\b[^>]{{0,500}}?(?:conac|[\"'/]{BADGE}\b|[\"']党政机关(?:网站)?标[识志])",
    re.IGNORECASE,
)
_CONAC_SCRIPT = re.compile(r"dcs\.conac\.cn/js/[\w/.\-]+")
_IDENTIFIER = re.compile(
    r"标\s*识\s*码\s*[:：]?[\s为]*[\[（(]?\s*"
    r"(bm\d{8}(?!\d)|\d{10}(?!\d)|(?:bm\s?\d(?:\s?\d){7}|\d(?:\s?\d){9})(?![\s\-—－]*\d))",
    re.IGNORECASE,
)
_ICP = re.compile(
    rf"([{REGIONS}])\s*I\s*C\s*P\s*(备|证)?\s*(案)?\s*字?\s*(?:案?号)?[:：\s]*(?:第)?\s*((?:B\d-)?[\d\s\-—－]*\d)\s*号?"
    r"\s*((?:[-—－]\s*\d+)?)",
    re.IGNORECASE,
)
_ICP_BARE = re.compile(r"I\s*C\s*P\s*(备|证)\s*案?\s*号?[:：\s]*第?\s*(\d{6,})", re.IGNORECASE)
_POLICE = re.compile(
    r"公\s*(?:安\s*)?网\s*(?:安\s*)?备?\s*案?\s*号?\s*[:：]?\s*第?\s*(\d[\d\s\-]{8,24}\d)\s*号?|"
    r"公\s*安\s*(?:机\s*关\s*|部\s*)?备\s*案\s*(?:编?号)?\s*[:：]?\s*(\d[\d\s\-]{8,24}\d)"
)
_RECORDCODE = re.compile(rf"{RECORD}(\d{{8,20}})")
_ORGANIZED = re.compile(r"主\s*办")
_ORGANIZER = re.compile(
    r"主\s*办(?:\s*单\s*位|\s*方|\s*者|\s*机\s*构)?(?:\s*[/、和]\s*承\s*办(?:\s*单\s*位)?)?\s*[:：/]\s*([\u4e00-\u9fff（）()、·]{4,40})"
)
_ORGANIZER_SPACED = re.compile(
    r"主\s*办(?:\s*单\s*位|\s*方|\s*者|\s*机\s*构)?\s+([\u4e00-\u9fff（）()、·]{4,40})"
)
_ORGANIZER_BEFORE = re.compile(
    r"(?:版权所有|本网站?由|由)?([\u4e00-\u9fff（）()]{4,30}?)\s*(?:版权所有\s*[并且及和、]?\s*)?主\s*办(?!\s*[:：单方])"
)
_NEXT_LABEL = re.compile(
    r"(?:承|协|主|合)\s*办|主管单位|运维|运营(?:单位|维护)|(?:网站|运行|日常)维护|维护单位|技术支持|版权|地\s*址|电\s*话|联系|邮编|备案|网站标识|政府网站|网站地图"
)
# Both cases spelt out, as below.
_RIGHTS = re.compile(
    r"版\s*权\s*(?:所\s*有|(?:声\s*明\s*)?[:：])|[cC][oO][pP][yY][rR][iIİı][gG][hH][tT]|©|"
    r"[aA][lL][lL]\s+[rR][iIİı][gG][hH][tT][sSſ]\s+[rR][eE][sSſ][eE][rR][vV][eE][dD]|管理单位\s*[:：]"
)
# Its picture, wherever a click on it leads.
_FOUND_WRONG = re.compile(r"<img\b[^>]{0,300}?(?:alt|title)\s*=\s*[\"'][^\"']{0,12}网站找错")
# Both cases spelt out: blind to case, a search cannot leap to where its pattern may begin.
_SITECODE = re.compile(
    r"[sSſ][iIİı][tT][eE]_?[cC][oO][dD][eE]\s*=\s*[\"']?\s*([bB][mM]\d{8}|\d{10})"
)
# In a container that is called a footer less will do.
_NAMED_WORDS = re.compile(r"版权|主\s*办|承\s*办|备案|电话|地址|维护", re.IGNORECASE)
_UNESCAPE = re.compile(r"unescape\(\s*[\"']([^\"']+)[\"']")
_TAGS = re.compile(r"<[^>]{0,500}>")
# A comment within a script hides it from old browsers, and nothing from a visitor.
_COMMENT = re.compile(r"(<script\b.*?</script>)|<!--(?!\[if).*?-->", re.DOTALL | re.IGNORECASE)
_MARKED = re.compile(r"公\s*网\s*安|ICP|标识码", re.IGNORECASE)
_REMARK = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r"[\"']([^\"'\n]{4,80})[\"']")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_MAX_SCRIPT = 50_000
_MAX_ALT = 80  # characters
_MAX_TEXT = 8_000

Marks = dict[FooterMark, str | None]


def read_footer(
    tree: Tree, places: list[Place], html: str, body: range, url: str = ""
) -> Marks | None:
    """The marks of a footer; None where the page holds no footer.

    A mark that is not there is "" where a script that nobody read may write it: unknown.
    """
    shown, everywhere = _texts(tree, places, body)
    written = f"{_pictured(tree)} {_written(tree)}"
    filled_in = _filled_in(tree)
    text = _narrowed(f"{shown} {written}"[-_MAX_TEXT:])
    wide = _narrowed(f"{everywhere} {written} {filled_in}"[-_MAX_TEXT:])
    marks: Marks = {
        FooterMark.CONAC: _conac(html),
        FooterMark.IDENTIFIER: _squeeze(_first(_IDENTIFIER, wide) or "") or None,
        FooterMark.ICP: _icp(wide),
        FooterMark.POLICE: _police(wide, html),
        FooterMark.ORGANIZER: _organizer(text),
        FooterMark.CONTACT: contact(text) or contact_nearby(tree, body),
        FooterMark.JIUCUO: _jiucuo(html),
        FooterMark.RIGHTS: "present" if _RIGHTS.search(text) else None,
    }
    spoken = (FooterMark.IDENTIFIER, FooterMark.ICP, FooterMark.POLICE)
    is_one = speaks_of_footer(text) or _NAMED_WORDS.search(shown)
    if not is_one and not any(marks[mark] for mark in spoken):
        return None
    if None in marks.values() and writes_unread(tree, places, url):
        return {mark: told or "" for mark, told in marks.items()}
    return marks


def _texts(tree: Tree, places: list[Place], body: range) -> tuple[str, str]:
    """The text of the footer, and that of everything outside the body."""
    runs = tree.runs
    outside = [*runs[: body.start], *runs[body.stop :]] if body else runs
    texts = [run.text for run in outside]
    within = [run.text for run in runs[body.start : body.stop] if run.line.footer]
    everywhere = " ".join([*texts, *within])
    footer = Place.FOOTER
    named = [run.text for run in outside if places[run.box.number] is footer]
    # A container may not be called a footer: what follows the first mark near the end is one.
    tail = outside[-TAIL:]
    start = next((at for at, run in enumerate(tail) if run.line.speaks()), None)
    if start is not None:
        named += [run.text for run in tail[max(0, start - 2) :]]
    return " ".join(dict.fromkeys(named)), everywhere


def _narrowed(text: str) -> str:
    """A text with plain figures and letters; to look for wide ones is faster than to translate."""
    return text.translate(NARROW) if _WIDE.search(text) else text


def _pictured(tree: Tree) -> str:
    """What pictures of marks say of themselves: the number of a record beside its badge."""
    texts = (one.text for one in tree.others if one.tag == "img" and one.text)
    return " ".join(text for text in texts if len(text) <= _MAX_ALT and _MARKED.search(text))


def _written(tree: Tree) -> str:
    """The text of what scripts write into the page."""
    parts = []
    for text, _ in tree.scripts:
        if "document.write" in text and speaks_of_footer(text):
            parts.append(_TAGS.sub(" ", text[:_MAX_SCRIPT]))
    return " ".join(parts)


def _filled_in(tree: Tree) -> str:
    """The marks among the texts of scripts, which fill them in somewhere: {"icp": "川ICP备…"}."""
    told: list[str] = []
    for text, _ in tree.scripts:
        if _MARKED.search(text):
            shown = _REMARK.sub("", text[:_MAX_SCRIPT])
            told += [one for one in _QUOTED.findall(shown) if _MARKED.search(one)]
    return " ".join(told)


def _conac(html: str) -> str | None:
    if "onac" in html:
        # Sites keep the script of the badge in a comment, and load it by another.
        script = _CONAC_SCRIPT.search(html) or _CONAC_SCRIPT.search(_unescaped(html))
        html = _without_comments(html, "onac")
        link = _CONAC_LINK.search(html)
        if link or script:
            return link.group(1) if link else script.group() if script else None
        if "conac.cn" in html or "_ideConac" in html:
            return "present"
    hinted = "onac" in html or ".png" in html or "党政机关" in html
    badge = _CONAC_IMAGE.search(html) if hinted else None
    return "present" if badge and badge.group() in _without_comments(html, badge.group()) else None


def _unescaped(html: str) -> str:
    return " ".join(unquote(one) for one in _UNESCAPE.findall(html))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group(1) if match else None


def _squeeze(text: str) -> str:
    return "".join(text.split()).replace("—", "-").replace("－", "-")


def _icp(text: str) -> str | None:
    if "P" not in text and "p" not in text:
        return None
    match = _ICP.search(text)
    if match is None:
        bare = _ICP_BARE.search(text)  # without its province: wrong perhaps, but not missing
        return f"ICP{bare.group(1)}{bare.group(2)}号" if bare else None
    region, kind, _, number, suffix = match.groups()
    return f"{region}ICP{kind or '备'}{_squeeze(number)}号{_squeeze(suffix)}"


def _police(text: str, html: str) -> str | None:
    match = _POLICE.search(text)
    if match:
        region = text[: match.start()].rstrip()[-1:]
        number = _squeeze(match.group(1) or match.group(2))
        return f"{region if region in REGIONS else ''}公网安备{number}号"
    linked = "recordcode" in html or "webSearch" in html
    code = _RECORDCODE.search(html) if linked else None
    return f"公网安备{code.group(1)}号" if code else None


def _organizer(text: str) -> str | None:
    if not _ORGANIZED.search(text):
        return None  # at one look: the last of the patterns begins with any name
    for pattern in (_ORGANIZER, _ORGANIZER_SPACED, _ORGANIZER_BEFORE):
        match = pattern.search(text)
        name = match.group(1) if match else ""
        label = _NEXT_LABEL.search(name)
        if label and pattern is _ORGANIZER_SPACED and label.end() == len(name):
            continue  # “甲主办 乙承办”: the words follow the names
        name = name[: label.start()] if label else name
        if len(name) >= 4:
            return name.strip("（()）、·")
    return None


def _without_comments(html: str, word: str) -> str:
    """A page without its comments, where a word stands in one first: they show nothing."""
    at = html.find(word)
    if html.rfind("<!--", 0, at) <= html.rfind("-->", 0, at):
        return html
    return _COMMENT.sub(lambda one: one[1] or "", html)


def _jiucuo(html: str) -> str | None:
    word = next((one for one in ENTRANCE if one in html), None)
    if word is None:
        badge = _FOUND_WRONG.search(html) if "网站找错" in html else None
        shown = badge and badge.group() in _without_comments(html, badge.group())
        return "present" if shown else None
    html = _without_comments(html, word)
    if not any(one in html for one in ENTRANCE):
        return None
    return _first(_SITECODE, html) or "present"
