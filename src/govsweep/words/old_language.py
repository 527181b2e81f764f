"""Sentences of the old language, of whose words counts of today's official text say nothing.

Local chronicles, inscriptions and quotations of the classics write 渔者 and 活者无算: neither is a
slip for 或者. Such a sentence has particles of the old language and none of today's.
"""

import re

_END = re.compile(r"[。！？；：“”\n]")
_REACH = 60  # characters to either side
_TODAY = re.compile(r"[的了们着在和把被您哪吗呢吧还让给们这那]|是(?![年月日岁时夜])")
_STRONG = re.compile(r"[兮矣焉哉曰吾弗欤耶孰]|乎(?=$|，)|是[年岁]")
_WEAK = re.compile(
    r"者(?=$|，|[无甚多众数亦皆咸])|也(?=$|，)|(?<![之当因])[之乃皆亦咸]|(?<![原规守否准法])则|无算|于此|不可胜"
)
_ENOUGH = 2
# Words with which only the old language ends its clauses.
_CLAUSE_ENDS = (
    *("也，", "也；", "也。", "者，", "矣，", "矣。", "乎？", "乎！", "焉，", "焉。", "哉！"),
    "之也",
)
_CITED = 60  # characters of a quotation


def is_of_old(text: str, start: int, end: int) -> bool:
    """Whether a span stands in a sentence of the old language, or says who does so: 渔者."""
    sentence = _sentence(text, start, end)
    among = text[end : end + 1] == "之" or sentence.count("者") > 1
    if among and text[end - 1 : end] == "者":
        return True
    around = sentence.replace(text[start:end], "")
    if _TODAY.search(around):
        return False
    return _STRONG.search(around) is not None or len(_WEAK.findall(sentence)) >= _ENOUGH


def cites_the_old(text: str, start: int) -> bool:
    """Whether a place stands in a quotation of the old language: 子曰：“…不亦说乎？”."""
    opening = text.rfind("“", max(0, start - _CITED), start)
    if opening < 0 or "”" in text[opening:start]:
        return False
    cited = text[opening : opening + _CITED + _CITED].partition("”")[0]
    if sum(map(cited.count, _CLAUSE_ENDS)) >= _ENOUGH:
        return True
    return text[max(0, opening - 3) : opening].rstrip("：:，, ").endswith(("曰", "云"))


def _sentence(text: str, start: int, end: int) -> str:
    before = list(_END.finditer(text, max(0, start - _REACH), start))
    first = before[-1].end() if before else max(0, start - _REACH)
    after = _END.search(text, end, end + _REACH)
    return text[first : after.start() if after else end + _REACH]
