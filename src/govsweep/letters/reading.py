"""Letters out of pages: one on its own page, or many as the rows of a list tell of them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from govsweep.facts import Letter, LetterState, Page, PageKind, Place
from govsweep.letters.words import ANSWERING, ASKING, WRITING

_YEAR = 365  # days
_COLUMN = re.compile("信箱|留言|咨询|来信|信件|问政|投诉|建言|(?:回复|答复)选登")
_OTHER = re.compile("信访|举报|访谈|征集|调查|纪检|纪委|须知|统计|说明|指南")
# A page that names none of these and no column at all shows by its labels that it is a letter.
_EXCHANGE = re.compile("互动|交流|公众参与|政民|首页|正文")
_WRITTEN_ON = re.compile(rf"{WRITING}(?:时间|日期)\s*[:：]?\s*20\d\d")
_LABELS = f"{WRITING}(?:内容|正文|标题|主题|人|人?姓名|编号)"
_WRITTEN = re.compile(rf"{_LABELS}\s*[:：]|^\s*{_LABELS}\s*$", re.MULTILINE)  # or in a cell
_DAY = r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_WHEN = "(?:时间|日期)"
_ASKED = re.compile(rf"{ASKING}{_WHEN}\s*[:：]?\s*{_DAY}")
_ANSWERED_ON = re.compile(rf"{ANSWERING}{_WHEN}\s*[:：]?\s*{_DAY}")
_WAITING = re.compile(
    r"(?:未|待|等待|暂无|没有)\s*(?:答复|回复|办理|办结|处理|受理)|"
    r"(?:状态|情况|进度|结果)\s*[:：]?\s*(?:正在)?(?:(?:受理|办理|处理|转办|审核|核实|进行)中|已受理|待审核|正在(?:办理|处理|受理))|"
    r"(?:答复|回复)(?:内容|意见|时间|日期|单位|部门)?\s*[:：]?\s*(?:暂无|尚未|未)"
)
_ANSWERED = re.compile(
    rf"{ANSWERING}{_WHEN}\s*[:：]?\s*20\d\d|(?:答复|回复)如下|已(?:答复|回复|办结)|"
    r"(?:答复|回复|反馈|处理|办理)(?:内容|意见|结果|情况)?\s*[:：]\s*"
    r"(?!暂|无|未|尚|待|(?:答复|回复|办理|承办|受理|处理)?(?:单位|部门|机构|时间|日期|人|状态|内容|意见|结果|情况)|"
    r"正在(?:办理|处理|受理|核实)中?(?:[\s。]|$)|"
    r"上一[篇条封]|下一[篇条封]|打印|分享|关闭|返回|附件|满意度|(?:服务|办理)?评价|网友评论|相关(?:链接|信件|来信)|浏览次数)"
    r"[\u4e00-\u9fff“]{4,}"
)
_ANSWER = re.compile(
    r"(?:答复|回复|反馈|办理|处理)(?:内容|意见|结果)\s*[:：]?\s*|(?:答复|回复)如下[:：]?\s*"
)
# What follows an answer on its page.
_BEHIND = re.compile(
    rf"{ANSWERING}{_WHEN}|(?:答复|回复|办理|承办|受理|处理)(?:单位|部门|机构|人)|满意度|"
    r"(?:服务|办理)评价|评价[:：]|网友评论|上一[篇条]|下一[篇条]|相关(?:链接|信件|来信)|打印|分享|"
    r"附件[:：]|返回|关闭窗口|浏览次数"
)
_STATE = re.compile(
    r"[\[【（(]?\s*(?:(?P<answered>已(?:答复|回复|办结|办理|处理|回信)|办结|答复完毕)|"
    r"(?P<waiting>未(?:答复|回复|办结|办理|处理)|待(?:答复|回复|办理|处理|审核)|(?:办理|处理|受理|转办)中|已受理|已转办))"
    r"\s*[\]】）)]?"
)
# What a citizen writes tells of other letters and of their answers.
_WORDS_OF_CITIZEN = re.compile(
    rf"(?:{WRITING}(?:内容|正文)\s*[:：]|^\s*{WRITING}(?:内容|正文)\s*$\n).*?"
    r"(?=(?:办理|处理|受理|当前|答复|回复|反馈|办结)(?:状态|进度|结果|情况|内容|意见|时间|日期|单位|部门)|"
    r"(?:状态|进度)\s*[:：]|$)",
    re.MULTILINE,
)
_TOLD = (Place.MAIN, Place.NAVIGATION)
_LETTERS_KEPT = 300  # characters of an answer


def is_letters(name: str) -> bool:
    """Whether a column of this name publishes letters and what was answered."""
    return _COLUMN.search(name) is not None and _OTHER.search(name) is None


def is_letter_page(page: Page) -> bool:
    """Whether a page may be a letter, and no list: by its column, else by a letter's labels.

    Labels are those of a page that has its texts; they count where no other column is named.
    """
    if not may_be_letter(page):
        return False
    where = _where(page)
    if is_letters(where):
        return True
    if _OTHER.search(f"{where} {page.title}") or (where.strip() and not _EXCHANGE.search(where)):
        return False
    text = _own_text(page)
    return _WRITTEN_ON.search(text) is not None and _WRITTEN.search(text) is not None


def may_be_letter(page: Page) -> bool:
    """Whether a page is of the kinds that letters are read as."""
    read = not page.shell and not page.soft_error
    return read and page.kind in (PageKind.ARTICLE, PageKind.OTHER)


def names_no_column(page: Page) -> bool:
    """Whether a page leaves open in which column it stands."""
    return not _where(page).strip()


def letter_of(page: Page) -> Letter | None:
    """The letter on its own page, which has its texts; None where it says no day of asking."""
    text = _own_text(page)
    asked = _day(_ASKED.search(text))
    if asked is None:
        return None
    answered = _ANSWERED.search(_WORDS_OF_CITIZEN.sub(" ", text)) is not None
    state = LetterState.WAITING if said_to_wait(page) else LetterState.UNKNOWN
    day = _day(_ANSWERED_ON.search(text)) if answered else None
    return Letter(
        url=page.url,
        title=page.title or page.document_title,
        state=LetterState.ANSWERED if answered else state,
        asked=asked,
        answered=day if day is not None and day >= asked else None,
        answer=_answer(page) if answered else "",
    )


def is_of_year(letter: Letter, day: dt.date) -> bool:
    """Whether a letter was handed in within the year before a day, as far as it says."""
    return letter.asked is not None and (day - letter.asked).days <= _YEAR


def said_to_wait(page: Page) -> str:
    """The words by which a page says that its letter waits; "" where it says none."""
    waiting = _WAITING.search(_WORDS_OF_CITIZEN.sub(" ", _own_text(page)))
    return waiting.group() if waiting else ""


def _where(page: Page) -> str:
    return " ".join([page.column, *(name for name, _ in page.breadcrumb)])


def _own_text(page: Page) -> str:
    """What a page says of a letter: its labels often stand around the words, not among them."""
    return "\n".join(one.text for one in page.blocks if one.place in _TOLD)


def letters_listed(page: Page) -> Iterator[Letter]:
    """The letters that the rows of a list tell of, with the state that stands beside each.

    A day counts only where a head of the table says what it is the day of.
    """
    titles = {row.title: row for row in page.entries}
    texts = [one.text for one in page.blocks if one.place in _TOLD]
    whole = [_titled(text, titles) for text in texts]
    first = next((at for at, title in enumerate(whole) if title), len(texts))
    heads = [text for text in texts[:first] if len(text) <= len("留言答复时间　")]
    asked_at = next((at for at, text in enumerate(heads) if _is_head(text, ASKING)), None)
    answered_at = next((at for at, text in enumerate(heads) if _is_head(text, ANSWERING)), None)
    leads = bool(_STATE.fullmatch(texts[first - 1].strip())) if 0 < first < len(texts) else False
    for row_texts, title in _rows(texts, whole, leads=leads):
        beside = " ".join(row_texts).replace(title, " ")
        state = _STATE.search(beside)
        days = [day for one in re.finditer(_DAY, beside) if (day := _day(one)) is not None]
        asked = days[0] if days and asked_at is not None else None
        both = asked_at is not None and answered_at is not None and asked_at < answered_at
        answered = days[1] if both and len(days) > 1 and days[1] >= days[0] else None
        # Where the others have a day of an answer, one without it is a letter all the same.
        blank = both and len(days) == 1
        if state is None and answered is None and not blank:
            continue
        is_answered = answered is not None or bool(state and state["answered"])
        waits = LetterState.WAITING if state else LetterState.UNKNOWN
        yield Letter(
            url=titles[title].url,
            title=title,
            state=LetterState.ANSWERED if is_answered else waits,
            asked=asked if answered_at is None or both else None,
            answered=answered if is_answered else None,
        )


def united(on_pages: Iterable[Letter], listed: Iterable[Letter]) -> tuple[Letter, ...]:
    """Each letter once, its own page before what a list says of it; the newest first."""
    found = {one.url: one for one in on_pages}
    for one in listed:
        known = found.get(one.url) if one.url else None
        if known is None:
            found[one.url or f"{one.title} {one.asked}"] = one
        elif known.state is LetterState.UNKNOWN:
            found[one.url] = Letter(
                known.url, known.title, one.state, known.asked, one.answered, known.answer
            )
    newest = sorted(found.values(), key=lambda one: (one.asked or dt.date.min, one.url))
    return tuple(reversed(newest))


def _is_head(text: str, words: str) -> bool:
    return re.fullmatch(rf"\W*{words}{_WHEN}\W*", text) is not None


def _titled(text: str, titles: Iterable[str]) -> str:
    """The title of the row that a block begins or holds whole; "" where there is none."""
    if text in titles:
        return text
    return next((one for one in titles if len(one) >= len("关于路灯") and one in text), "")


def _rows(
    texts: Sequence[str], whole: Sequence[str], *, leads: bool
) -> Iterator[tuple[Sequence[str], str]]:
    """The blocks of each row with its title; with `leads` a row begins with its state."""
    starts = [at for at, title in enumerate(whole) if title]
    for at, after in zip(starts, [*starts[1:], len(texts)], strict=False):  # none of no rows
        yield texts[at - leads : after - (leads and after < len(texts))], whole[at]


def _answer(page: Page) -> str:
    """How the answer begins; "" where the page has none, or one that cannot be told apart.

    It goes on through the page's own words, up to what stands around them.
    """
    blocks = iter(page.blocks)
    begun = ((one, _ANSWER.search(one.text)) for one in blocks if one.place in _TOLD)
    head, label = next(((one, match) for one, match in begun if match), (None, None))
    if head is None or label is None:
        return ""
    rest = takewhile(lambda one: one.place is Place.MAIN, blocks)
    text = " ".join([head.text[label.end() :], *(one.text for one in rest)]).strip()
    ends = _BEHIND.search(text)
    return text[: ends.start() if ends else len(text)].strip()[:_LETTERS_KEPT]


def _day(match: re.Match[str] | None) -> dt.date | None:
    if match is None:
        return None
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return None
