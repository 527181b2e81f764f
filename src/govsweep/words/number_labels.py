"""What the words before a number, or the head of its column, call it.

A number of eighteen digits that holds a region and a day passes the check of identity numbers by
chance one time in eleven, whatever it is of: a project, a permit, a meter. So its label decides.
Labels are told by how they are built: the noun that ends right before the number says what it is.
"""

import re
from enum import Enum, auto

from govsweep.words.surnames import is_name


class Label(Enum):
    """What a number is called."""

    IDENTITY = auto()  # the number of a person's identity card, or one that is the same
    CARD = auto()
    MOBILE = auto()
    OTHER = auto()  # of a project, a permit, a document, a meter …
    NOTHING = auto()  # no label was found


_BEFORE = 100  # characters before a number in which is told what it is
_AROUND = 60  # and around it in which a person is spoken of
_HAN = "\u4e00-\u9fff"
_JOINING = r"[\s:：=＝（(【\[“\"「|、为是系即分均别如下列—－-]*"  # between a label and its number
_ENUMERATED = re.compile(r"(?:\d{6,}[xX]?\s*[、，,;；/\s和及与]\s*)+$")
_NUMBER = r"(?:号码?|编号|证号|编码|代码|码)"
_ASIDE = r"(?:[（(][^（()）]{0,14}[）)])?"
_NUMBER_OF_PERSON = (
    rf"(?:公民身份|居民身份|身份证?件?明?|证件|社会保障|残疾人?证?件?){_ASIDE}{_NUMBER}{_ASIDE}"
    r"(?:[/／或][^\d:：。；]{1,14})?"
)
_ID = (
    r"(?:(?:(?<![A-Za-z])(?<![A-Za-z] )|(?:citizen|resident|national|personal) )ID"
    r"|identi(?:ty|fication))(?:[ _]?(?:card|number|no|code))*\.?"
)
_IDENTITY = re.compile(
    rf"(?:{_NUMBER_OF_PERSON}|身份证件?{_ASIDE}|残疾人?证|{_ID})[，,]?{_JOINING}$", re.IGNORECASE
)
# Where a name, or how it is written, stands between the label and the number.
_IDENTITY_NEAR = re.compile(rf"{_NUMBER_OF_PERSON}[^\d。；;]{{0,12}}$")
_OTHER = re.compile(
    rf"(?:号码|(?<![\d一二三四五六七八九十百〇零第])号|[编序]号|[编代密条]码|代[码号]|流水|批次|标识|文号|[单证照账帐卡]号"
    rf"|(?<=[{_HAN}])码|(?<!名)(?<!清)(?<=[{_HAN}])单|(?<![认见保公验论查印佐作凭])(?<=[{_HAN}])证|[执牌]照"
    r"|(?<![a-z])(?:no|nr|number|code|id|num)\.?|№|#)"
    rf"(?:[（(][^（()）]{{0,14}}[）)])?{_JOINING}$",
    re.IGNORECASE,
)
_CARD = re.compile(
    rf"[{_HAN}]{{0,8}}(?:卡号|[账帐]号)码?{_ASIDE}|[{_HAN}]{{0,4}}(?:银行卡|一卡通|存折)"
)
_MOBILE = re.compile(r"手机|电话|联系|微信|^号码$")
_ANY_IDENTITY = re.compile(rf"{_NUMBER_OF_PERSON}(?:[/／、或及和]|$)")
_HAN_AT = re.compile(rf"[{_HAN}]")
_FIGURES = re.compile(r"\d{3}")
_LONGEST_HEAD = 40  # characters of a cell
_SERIAL = re.compile(r"序号|编号|No\.?|#", re.IGNORECASE)  # of the rows of a table
_PERSON = re.compile(
    r"(?:^|[\s，,、（(：:])[男女](?:性)?(?=[\s，,、）)。;；]|$)|出生|年龄|\d\s*周?岁|住址|家住|户籍|现住|籍贯|民族|汉族"
)
_NAME_BEFORE = re.compile(
    rf"(?:^|[^{_HAN}·*＊×○●]|[{_HAN}]人|当事人)([{_HAN}][{_HAN}·*＊×○●]{{1,3}})[\s:：，,、（(—－-]*$"
)
_NAME_AFTER = re.compile(rf"[\s，,、（(]+([{_HAN}][{_HAN}·*＊×○●]{{1,3}})(?=[\s，,、）)。;；]|$)")


def label_before(text: str, start: int) -> Label:
    """What the words of a text right before a place call the number that begins there."""
    before = _ENUMERATED.sub("", text[max(0, start - _BEFORE) : start])
    if _IDENTITY.search(before):
        return Label.IDENTITY
    if _OTHER.search(before):
        return Label.OTHER
    return Label.IDENTITY if _IDENTITY_NEAR.search(before) else Label.NOTHING


def label_of(cell: str) -> Label:
    """What a cell of a table calls the numbers below it or beside it."""
    text = ("" if _HAN_AT.search(cell) else " ").join(cell.split()).strip("*＊ :：")
    if len(text) > _LONGEST_HEAD or _FIGURES.search(text):
        return Label.NOTHING
    if _ANY_IDENTITY.search(text):
        return Label.IDENTITY
    if _CARD.fullmatch(text):
        return Label.CARD
    return Label.MOBILE if _MOBILE.search(text) else label_before(text, len(text))


def is_serial(cell: str) -> bool:
    """Whether a cell heads the column that counts the rows of its table."""
    return _SERIAL.fullmatch(cell.strip()) is not None


def speaks_of_person(text: str) -> bool:
    """Whether a text tells a person's sex, age, birth or home."""
    return _PERSON.search(text) is not None


def is_persons(text: str, start: int, end: int) -> bool:
    """Whether the name of a person stands right beside a number, or his sex, age or home near."""
    for match in (
        _NAME_BEFORE.search(text[max(0, start - _BEFORE) : start]),
        _NAME_AFTER.match(text, end),
    ):
        if match and is_name(match[1]):
            return True
    return speaks_of_person(text[max(0, start - _AROUND) : end + _AROUND])
