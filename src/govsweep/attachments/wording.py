"""The wording of files: what typesetting did to the text is undone, damage is recognised."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# Some fonts give a component of a character in place of the character. Unicode's compatibility
# mapping covers the Kangxi radicals, not the supplement to them (EquivalentUnifiedIdeograph.txt).
_COMPONENTS = str.maketrans(
    "⺎⺠⺟⺩⺫⺮⺶⺼⻁⻄⻅⻆⻈⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "兀民母王目竹羊月虎西见角讠贝车長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_KANGXI = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2028-\u202e"
                       "\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]")  # fmt: skip
_SPACES = re.compile(r"\s+")
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff] ){2,}[\u4e00-\u9fff]")  # 关 于 印 发
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_DAMAGED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")

_LEAST_LETTERS = 2
_MOST_DAMAGE = 0.05  # of the characters
# Text whose font has no mapping comes out as characters at random; of real text nearly all stand
# in the first national standard.
_LEAST_USUAL = 0.85

_SENTENCE_END = tuple("。！？!?：:；;")
_PAGE_NUMBER = re.compile(
    r"[-—–―\s·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页)?[-—–―\s·.]*"
)
_ROW = re.compile(r"(?:[^\x00-\x7f] [^\x00-\x7f].*){2}|(?: [\d.,%\-]+){2}$")
_FULL = 0.9  # of the widest line: one that so wide runs on in the next
_LEAST_FULL = 24  # columns; what is narrower is no running text


def clean(text: str) -> str:
    """A text in one line, without what a visitor does not see."""
    text = _CONTROLS.sub("", text).translate(_COMPONENTS)
    text = _KANGXI.sub(lambda found: _plain(found.group()), text)
    return _SPACES.sub(" ", text).strip()


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def is_readable(texts: Sequence[str]) -> bool:
    """Whether the text of a file is what its reader sees, and not what a broken font made of it."""
    text = "".join(texts)
    letters = sum(character.isalnum() for character in text)
    if letters < _LEAST_LETTERS or len(_DAMAGED.findall(text)) > len(text) * _MOST_DAMAGE:
        return False
    han = "".join(_HAN.findall(text))
    return len(han.encode("gb2312", "ignore")) >= 2 * len(han) * _LEAST_USUAL


def paragraphs(pages: Iterable[Sequence[str]]) -> Iterator[str]:
    """The paragraphs of typeset pages, given as lines: those that were broken are joined again."""
    run = ""
    goes_on = False
    for lines in pages:
        kept = _without_page_numbers([_close_up(clean(line)) for line in lines])
        widest = max(map(_width, kept), default=0)
        for line in kept:
            if goes_on:
                run = _join(run, line)
            else:
                if run:
                    yield run
                run = line
            full = _width(line) >= max(_LEAST_FULL, widest * _FULL)
            goes_on = full and not line.endswith(_SENTENCE_END) and not _ROW.search(line)
    if run:
        yield run


def _without_page_numbers(lines: Sequence[str]) -> list[str]:
    kept = [line for line in lines if line]
    if kept and _PAGE_NUMBER.fullmatch(kept[-1]):
        kept.pop()
    if kept and _PAGE_NUMBER.fullmatch(kept[0]):
        kept.pop(0)
    return kept


def _close_up(line: str) -> str:
    return _SPREAD.sub(lambda found: found.group().replace(" ", ""), line)


def _join(before: str, after: str) -> str:
    apart = before[-1:].isascii() and after[:1].isascii()
    return f"{before} {after}" if apart else before + after


def _width(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)
