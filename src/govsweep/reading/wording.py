"""Words of a page's boilerplate: links that only operate it, notices that are no content."""

import re
from functools import lru_cache
from typing import NamedTuple

FUNCTION = re.compile(
    r"(?:更多|more|详细|详情|查看|首页|上一?[页篇条]|下一?[页篇条]|末页|尾页|返回|打印|关闭|进入|点击|收藏|登录|注册|"
    r"设为首页|加入收藏|联系我们|网站地图|无障碍|简体|繁体|english|阅读全文|查看全文|跳转|go|确定|搜索|\W|\d)*"
    r"(?:列表|首页|顶部|本页|窗口|浏览|阅读|版)?[\s\W]*",
    re.IGNORECASE,
)
_BOILERPLATE_START = re.compile(
    r"(?=[今当大打关信文来发返收中小上下首末尾\[【(（\s])"  # nothing else begins it
    r"(?:今天是|当前时间|[\[【(（]?\s*(?:大\s+中\s+小|打印|关闭)|(?:信息|文章)?来\s*源\s*[:：]|"
    r"发\s*布\s*(?:时\s*间|日\s*期)\s*[:：]|"
    r"[\[【(（]?\s*(?:打印本页|关闭窗口|返回顶部|打印|关闭|收藏|大|中|小)\s*[\]】)）]?$|"
    r"[上下]一?[篇条页]|首页|末页|尾页)"
)
_BOILERPLATE = re.compile(
    r"即将离开|是否继续[?？]?$|(?:浏览|点击|阅读|访问|打印)(?:次数|量|人次|数)\s*[:：]?|"
    r"字[体号]\s*[:：]?\s*[\[【(（]?\s*[大小]|分享到|扫一扫|位置\s*[:：]|当前位置|javascript"
)
_FOOTER_LINE = re.compile(
    r"[\u4e00-\u9fff]ICP[备证]|[\u4e00-\u9fff]公网安备|(?:网站)?标识码\s*[:：]?\s*(?:bm)?\d|^版权所有|copyright|"
    r"(?:(?:主办|承办|技术支持|网站(?:运行|日常)?维护)[^:：]{0,4}[:：][^:：]{2,40}){2}",
    re.IGNORECASE,
)
# Most lines hold none of these, and can match neither of the two patterns that look inside a line:
# to look for plain words is much faster than to try those.
_FOOTER_WORDS = "CP|cp|公网安备|标识码|版权所有|opyright|OPYRIGHT|主办|承办|技术支持|维护"
_FOOTER_WORD = re.compile(_FOOTER_WORDS)
_BOILERPLATE_WORD = re.compile(
    "离开|继续|浏览|点击|阅读|访问|打印|字体|字号|分享到|扫一扫|位置|javascript|" + _FOOTER_WORDS
)
_FOOTER_SPOKEN = re.compile(
    r"版权所有|主办(?:单位|[:：])|承办(?:单位|[:：])|[\u4e00-\u9fff]{4}主办|备案(?:序?号|编号)|ICP(?:备|证)|"
    r"公安?网安?备|标识码|技术支持|copyright|allrightsreserved",
    re.IGNORECASE,
)
META_LINE = re.compile(
    r"来源|浏览|点击|阅读|字体|字号|作者|编辑|访问|打印|分享|次数|责编|发布|供稿|信息|审核|撰稿|人气|人次|播放|"
    r"(?:摄\s*影|记\s*者|通讯员|[Ss]ource|[Aa]uthor|[Ee]ditor)\s*[:：]"
)
_NOTHING = re.compile(
    r"(?:[本该此]?栏目|当前|目前|抱歉|对不起)?[，,]?\s*(?:暂\s*无|暂时没有|没有|无)(?:找到|相关|任何|更多)?的?"
    r"(?:内容|信息|数据|记录|文章)\s*[!！。.~…]*|共\s*0\s*条.{0,12}"
)
_SHORT = 120  # characters of a counter, a notice, a tool
_LONGEST = 300  # characters of a line of boilerplate, and of a text that is remembered
_BULLET = re.compile(r"^[\s·•▪►▶>》・□■◆◇●○★☆\-—|※→\u200b\ufeff]+")
_PINNED = re.compile(r"(?:[\[【(（〔]\s*(?:置\s*顶)\s*[\]】)）〕]|置顶)[\s:：|·]*(?=.{4})")
_TAIL = re.compile(r"\s*(?:\[详细\]|【详细】|new!?|hot)\s*$", re.IGNORECASE)


class Boilerplate(NamedTuple):
    """What a line is of a page's boilerplate."""

    any: bool  # it can be no part of an article: a counter, a notice, a tool, a footer's line
    footer: bool  # it has the marks of a page's footer, whatever holds it


_NO_BOILERPLATE = Boilerplate(False, False)


def is_function(text: str) -> bool:
    """Whether a link's words only operate the page: 更多, 下一页, a page number."""
    return len(text) < 16 and _is_function(text)


@lru_cache(maxsize=16_384)
def _is_function(text: str) -> bool:
    return FUNCTION.fullmatch(text) is not None


def boilerplate(text: str) -> Boilerplate:
    """What a line is of a page's boilerplate."""
    if len(text) > _LONGEST:
        return _NO_BOILERPLATE
    short = len(text) <= _SHORT
    started = short and _BOILERPLATE_START.match(text) is not None
    if not _BOILERPLATE_WORD.search(text):
        return Boilerplate(True, False) if started else _NO_BOILERPLATE
    footer = bool(_FOOTER_WORD.search(text) and _FOOTER_LINE.search(text))
    inside = short and _BOILERPLATE.search(text) is not None
    return Boilerplate(footer or started or inside, footer)


def speaks_of_footer(text: str) -> bool:
    """Whether a text has the words of a footer, however they are spaced."""
    return _FOOTER_SPOKEN.search("".join(text.split())) is not None


def says_nothing(text: str) -> bool:
    """Whether a line is the word that a list is empty: 暂无内容, 共0条."""
    return len(text) <= 24 and _NOTHING.fullmatch(text) is not None


def clean_title(text: str) -> str:
    """A title without the bullet or the badge before it, and the badge behind it."""
    return _cleaned(text) if len(text) <= _LONGEST else _cleaned.__wrapped__(text)


@lru_cache(maxsize=16_384)
def _cleaned(text: str) -> str:
    text = _TAIL.sub("", _BULLET.sub("", text)).strip()
    return text[match.end() :] if (match := _PINNED.match(text)) else text
