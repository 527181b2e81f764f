"""How documents are told apart: their numbers (文号) and titles, however they are written."""

import re

_BRACKETS = str.maketrans("[［【〖（(]］】〗）)", "〔〔〔〔〔〔〕〕〕〕〕〕")
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?第?\s?\d{1,5}\s?号"
)
_FORM = re.compile(r"(?P<who>[\u4e00-\u9fff]{1,14})〔(?P<year>\d{4})〕第?(?P<place>\d{1,5})号")
_LABEL = re.compile(r"^(?:发文字号|文件编号|文号|字号|以|的|和|及|据)")
_QUIET = re.compile(r"[\s《》〈〉<>“”\"'‘’·・]+")


def document_number(text: str) -> str:
    """The document number in a text, in one form: 云政发〔2010〕12号; "" where there is none."""
    told = NUMBER.search(text)
    if told is None:
        return ""
    match = _FORM.search("".join(told[0].split()).translate(_BRACKETS))
    if match is None:
        return ""
    who = _LABEL.sub("", match["who"])
    return f"{who}〔{match['year']}〕{int(match['place'])}号" if who else ""


def title_key(title: str) -> str:
    """A title without its quotes and spaces, by which two writings of it are the same."""
    return _QUIET.sub("", title).replace("（", "(").replace("）", ")")
