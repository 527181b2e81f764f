"""What a policy document says of itself: its number, how long it holds, what it does away with."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from govsweep.facts import Block, Place, PolicyFacts, RepealedTitle
from govsweep.policy_names import NUMBER, document_number
from govsweep.reading.policy_marks import find_mark, may_mark

_READ = frozenset((Place.TITLE, Place.MAIN, Place.META))
# Without one of them a text says nothing here.
_TOLD = re.compile(r"[〔\[［]|废止|失效|有效|时效|效力")
_MOST = 400  # titles that one decision names
_SHORT = 60  # characters of a mark, of a cell
_HEAD = 14  # lines from the first, among which a document's own number stands
_TITLE = re.compile(r"《([^《》]{4,150})》(?:\s*[（(]([^（）()]{0,60})[）)])?")
_OWN_LABEL = re.compile(r"(?:发文字号|文件编号|文\s*号|字\s*号)\s*[:：]?\s*(.{6,40})")
_IN_TITLE = re.compile(r"[（(【]([^（）()【】]{6,40}号)[）)】]\s*$")
_DECISION = re.compile(
    r"(?:废止|失效|清理).{0,60}(?:决定|公告|通知|通告|公布|目录|清单|结果)|"
    r"(?:决定|公告|通知|通告|目录|清单).{0,12}(?:废止|失效)"
)
_ENDS = re.compile(r"(?:同时|即行|一并|相应|予以|自行|自然|均)(?:废止|失效)[)）”\s]*$")
_DOES = re.compile(r"(?:决定|现|现将|对)?(?:予以)?(?:废止|宣布失效)(?=《)")
_NOT_YET = re.compile(r"应当|可以|建议|拟|征求意见|或者|如果|需要")
_BASIS_BEFORE = re.compile(r"(?:根据|依据|依照|按照|适用|执行|参照|见|按)$")
_KEPT = re.compile(r"继续有效|保留|(?<!宣布)修改|修订")
_GONE = re.compile(r"废止|失效")
_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十百\d]{1,4}[）)]?[、．.\s]*")
_BASIS = re.compile(r"(?:根据|依据|依照|按照)((?:[^。；]{0,20}《[^《》]{4,80}》[^《。；]{0,16})+)")
_OF_ITSELF = re.compile(
    r"本[办规意通细方制决公措文条标]|施行|实施|执行|印发|发布之日|公布之日|试行"
)
_TERM = re.compile(r"有效期(?:限)?(?:为|是|:|：)?\s*(\d{1,2}|[一二两三四五六七八九十])\s*(年|个月)")
_UNTIL = re.compile(r"有效期(?:限)?(?:截?至|到|为)[^。；]{0,6}?(\d{4})年(\d{1,2})月(\d{1,2})日")
_SINCE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起?(?:施行|实施|执行|生效|试行)")
_PUBLISHED = re.compile(
    r"自(?:发布|印发|公布|颁布)之日起(?:(\d{1,3})日后)?(?:施行|实施|执行|生效|试行)"
)
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2
}
_SENTENCE = re.compile(r"[^。；;\n]+")
# Python 3.11 looks members of enumerations up slowly.
_META = Place.META


def read_policy(
    title: str,
    blocks: Sequence[Block],
    published: dt.date | None,
    beside: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> PolicyFacts | None:
    """What a document says of itself; None where it says nothing of the kind.

    `beside` are the lines above and below the headline that are no part of the text.
    """
    lines = [one.text.strip() for one in blocks if one.place in _READ]
    whole = "\n".join((*lines, *beside[0], *beside[1]))
    if not _TOLD.search(whole):
        return None
    number = _own_number(title, _heads(blocks))
    mark = find_mark(title, lines, *beside) if may_mark(f"{title}\n{whole}") else ""
    is_decision = bool(_DECISION.search(title)) and "解读" not in title
    repeals = tuple(dict.fromkeys(_repeals(lines, is_decision=is_decision)))[:_MOST]
    ends = _ends(lines, published) if "有效期" in whole else None
    if not (number or mark or repeals or ends):
        return None
    return PolicyFacts(
        number=number,
        ends=ends,
        mark=mark,
        is_decision=is_decision,
        repeals=repeals,
        basis=tuple(dict.fromkeys(_basis(lines))),
    )


def _heads(blocks: Iterable[Block]) -> list[str]:
    """The lines from the first; a summary in the head is none, and quotes any number."""
    return [
        one.text.strip()
        for one in blocks
        if one.place in _READ and not (one.place is _META and "。" in one.text)
    ]


def _own_number(title: str, lines: Sequence[str]) -> str:
    told = _IN_TITLE.search(title)
    if told and (own := document_number(told[1])):
        return own
    for line in lines[:_HEAD]:
        if "。" in line:
            return ""
        label = _OWN_LABEL.search(line)
        if label and (own := document_number(label[1])):
            return own
        if len(line) <= _SHORT and NUMBER.fullmatch(line.strip(" （()）")):
            return document_number(line)
    return ""


def _repeals(lines: Sequence[str], *, is_decision: bool) -> Iterator[RepealedTitle]:
    """The documents that are said to hold no more, in a sentence or in a decision's list."""
    for line in lines:
        if "废止" in line or "失效" in line:
            for sentence in _SENTENCE.findall(line):
                yield from _of_sentence(sentence)
    if is_decision:
        yield from _of_list(lines)


def _of_sentence(sentence: str) -> Iterator[RepealedTitle]:
    does = _DOES.search(sentence)
    if _NOT_YET.search(_TITLE.sub("", sentence)) or not (does or _ENDS.search(sentence)):
        return
    for found in _TITLE.finditer(sentence, does.end() if does else 0):
        if not _BASIS_BEFORE.search(sentence[: found.start()].rstrip("“ ")):
            yield RepealedTitle(found[1].strip(), document_number(found[2] or ""))


def _of_list(lines: Sequence[str]) -> Iterator[RepealedTitle]:
    """Items by their numbers: `1．关于…的通知（云政发〔2010〕12号）`, or cells of a table."""
    gone, before = True, ""
    for line in lines:
        if "。" in line or _DOES.search(line) or _ENDS.search(line):
            continue
        numbers = NUMBER.findall(line)
        if not numbers:
            if len(line) <= _SHORT and (_GONE.search(line) or _KEPT.search(line)):
                gone = bool(_GONE.search(line)) and not _KEPT.search(line)
            before = line if len(line) > 5 else before
            continue
        if not gone or len(numbers) > 1:
            continue
        head = line[: line.index(numbers[0])]
        text = _ORDINAL.sub("", head.rstrip("（(〔[ \t，,")).strip()
        text = text if len(text) > 5 else _ORDINAL.sub("", before).strip()
        if 5 < len(text) <= 150 and "。" not in text:
            yield RepealedTitle(text, document_number(numbers[0]))


def _basis(lines: Iterable[str]) -> Iterator[str]:
    """The titles that it rests on, as its first paragraphs say."""
    length = 0
    for line in lines:
        for found in _BASIS.finditer(line):
            yield from (one[1] for one in _TITLE.finditer(found[1]))
        length += len(line)
        if length > 1_500:
            return


def _ends(lines: Iterable[str], published: dt.date | None) -> dt.date | None:
    """The last day of its own term."""
    since = published
    term: tuple[int, str] | None = None
    for line in lines:
        if "行" not in line and "有效期" not in line:
            continue
        for sentence in _SENTENCE.findall(line):
            if day := _SINCE.search(sentence):
                since = _day(*day.groups()) or since
            elif (after := _PUBLISHED.search(sentence)) and published is not None:
                since = published + dt.timedelta(days=int(after[1] or 0))
            if not _OF_ITSELF.search(sentence):
                continue
            if day := _UNTIL.search(sentence):
                return _day(*day.groups())
            if told := _TERM.search(sentence):
                term = (_NUMERALS.get(told[1]) or int(told[1]), told[2])
    return _after(since, *term) if since is not None and term is not None else None


def _after(since: dt.date, number: int, unit: str) -> dt.date | None:
    months = since.month - 1 + number * (12 if unit == "年" else 1)
    for day in (since.day, 28):
        try:
            return dt.date(since.year + months // 12, months % 12 + 1, day)
        except ValueError:
            continue
    return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
