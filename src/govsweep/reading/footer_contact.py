"""How a footer says that whoever runs the site can be reached."""

import re

from govsweep.reading.footer_signs import REGIONS
from govsweep.reading.tree import Tree

_CONTACT = re.compile(
    r"(?:联\s*系\s*(?:电\s*话|方\s*式|人)|值\s*班\s*电\s*话|服\s*务\s*热\s*线|热\s*线|电\s*话|传\s*真|邮\s*箱|e-?mail|(?<![a-z])tel|地\s*址|邮\s*编)"
    r"\s*[:：]?\s*([^\s,，;；|]{5,60})|联\s*系\s*我\s*们",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:联系|值班|办公|咨询)?(?:电\s*话|地\s*址|传\s*真|邮\s*编|邮\s*箱)\s*(?:[:：]|$)|"
    rf"[{REGIONS}]\s*(?:ICP|公\s*网\s*安)|(?:网站)?标识码|(?:主|承)办|版权|技术支持|copyright",
    re.IGNORECASE,
)
# Numbers and streets under other words, or none: 值班室：0835-…, 河东路12号. Whoever built the site
# is no contact of it.
_TELEPHONE = re.compile(
    r"(?:^|[\u4e00-\u9fff）)]\s*[:：]?\s*)"
    r"((?:[（(]?0\d{2,3}[)）]?\s*[\-—－]?\s*[2-8]\d{6,7}|400[\-—－]?\d{3}[\-—－]?\d{4}|1[3-9]\d{9})"
    r"(?!\d))"
)
_BUILDER = re.compile(
    r"(?:技\s*术\s*支\s*持|制\s*作|建\s*设|开\s*发|设\s*计|维\s*护|运\s*维)[^|;；]{0,40}$"
)
_STREET = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:路|街|大道|巷|胡同)(?:[东西南北中]段)?\s*\d{1,5}\s*号(?!\s*[文令])"
)
_LETTER = re.compile(r"\s*mailto:\s*([\w.+\-]{2,40}@[\w\-]+(?:\.[\w\-]+)+)", re.IGNORECASE)
TAIL = 40  # last lines of a page, among which a footer without a name of its own stands


def contact(text: str) -> str | None:
    """The first way to reach whoever runs the site that a text tells; None for none."""
    match = _CONTACT.search(text)
    while match and match.group(1) and _LABEL.match(match.group(1)):
        match = _CONTACT.search(text, match.start(1))  # nobody filled it in: 地址：电话：
    if match is None:
        street = _STREET.search(text)
        return street.group().strip() if street else _telephone(text)
    return match.group(1) or match.group()


def _telephone(text: str) -> str | None:
    """A telephone number under whatever word, if it is not that of who built the site."""
    found = _TELEPHONE.finditer(text)
    numbers = (
        one.group(1)
        for one in found
        if not _BUILDER.search(text[max(0, one.start(1) - 60) : one.start(1)])
    )
    return next(numbers, None)


def contact_nearby(tree: Tree, body: range) -> str | None:
    """The contact in a block of its own near the page's end, or behind a picture of a letter."""
    outside = [*tree.runs[: body.start], *tree.runs[body.stop :]] if body else tree.runs
    tail = contact(" ".join(run.text for run in outside[-TAIL:]))
    if tail and not _CONTACT.fullmatch(tail):  # words that lead to it may stand in any text
        return tail
    letters = (_LETTER.match(link.target) for link in tree.links if "ailto" in link.target[:10])
    return next((one.group(1) for one in letters if one), None)
