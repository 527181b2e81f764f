"""Names that no count of official text knows, shown to be names by what stands around them.

The trade name of a firm is made to be rare, and a person's given name is any two characters: what
sounds like a usual word there (卓悦建设有限公司, 祁业同志) is no slip for it.
"""

import re

from govsweep.words.dictionary import is_word, usage
from govsweep.words.surnames import surnames

_HAN = r"\u4e00-\u9fff"
# What joins the words of a sentence and stands in hardly a name.
_JOINS = "的了与及在是对向给被把等或由并已"
_IN_NAME = rf"[{_HAN}a-z0-9·（）() ]"
_FIRM = re.compile(
    rf"{_IN_NAME}{{0,14}}?(?:有限(?:责任)?公司|股份公司|有限合伙|合伙企业|专业合作社|合作社|家庭农场|律师事务所|会计师事务所)"
    rf"|{_IN_NAME}{{0,8}}?(?:公司|集团|事务所|经营部|经销部|门市部|服务部|工作室|商行|商店|商贸城|养殖场|加工厂|制品厂|"
    r"药房|药店|诊所|酒店|饭店|宾馆|餐馆|超市|幼儿园)"
)
_JOINED = re.compile(rf"[{_JOINS}]")
_COMPOUND = re.compile(
    "欧阳|上官|司马|诸葛|皇甫|令狐|慕容|司徒|端木|东方|公孙|尉迟|长孙|宇文|夏侯|轩辕|独孤|南宫|呼延|申屠|"
    "太史|钟离|鲜于|闾丘|亓官|赫连|澹台|濮阳|淳于|单于|完颜"
)
# What is said of a person alone, right behind the name.
_SAID_OF_ONE = re.compile(
    r"同志|先生|女士|老师|大夫|医生|护士|教授|烈士|师傅|大爷|大妈|大娘|奶奶|爷爷|阿姨|叔叔|老人|老汉|"
    r"[ \u3000]*[，(（,][ \u3000]*[男女][，)）,；;、]|任(?![务意何期性凭由免命职])|担任|当选|"
    r"告诉记者|介绍[说道]|[说表][，：示]"
)
_OFFICE = re.compile(  # what a person is, right before the name
    r"(?:局长|书记|主任|民警|辅警|警员|村医|医生|护士|教师|老师|消防员|驾驶员|司机|村民|居民|市民|群众|党员|干部|社员|职工|员工|"
    r"工人|农民|农户|户主|负责人|联系人|经办人|申请人|执行人|代表人|被告人|被告|原告|当事人|受害人|嫌疑人|记者|作者|编辑|校长|院长|"
    r"所长|站长|队长|组长|科长|处长|厅长|部长|市长|县长|区长|镇长|乡长|主席|委员|代表|教授|研究员|工程师|选手|学生|同学|战士|"
    r"烈士|支书|会计|董事长|总经理|经理|任命|免去|同志)[：: \u3000]?$"
)
_AFTER_NAME = re.compile(rf"[^{_HAN}]|$|{_SAID_OF_ONE.pattern}|[在和与等为将被的]")
_REACH = 6
_ALL_HAN = re.compile(rf"[{_HAN}]{{2,}}")
_SEPARATORS = tuple("、，,")
_SEPARATORS_AND_ENDS = (*_SEPARATORS, "。", "；", "等", "\n", "")
_WHOLE = 3  # characters of most names
_OFTEN_NAMED = 11  # level of a name: those of leaders have 12 and more
# Somebody or somewhere that is not named: 某国, 乙地.
_UNNAMED = re.compile(r"(?:某[国省市县区镇乡村地单公局厂校企银部机人男女]|[甲乙丙丁][国地省市县])")


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a span is in the name of a firm, or stands for what is not named."""
    return _is_of_firm(text, start, end) or _UNNAMED.match(text, start) is not None


def _is_of_firm(text: str, start: int, end: int) -> bool:
    match = _FIRM.match(text, end)
    return match is not None and not _JOINED.search(text, start, match.end())


def person(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name of somebody stands that holds a span; None where it is in no name.

    A family name and one or two characters make a name where 同志 and the like stand behind, where
    an office stands before and no word goes on behind, or among other names in a list.
    """
    for first in range(max(0, start - 2), start + 1):
        for length in _lengths(text, first):
            if first + length >= end and _names_one(text, first, first + length):
                return first, first + length
    return None


def is_well_known(name: str) -> bool:
    """Whether official text often names this person: what is nearly so may be a slip for it."""
    return len(name) == _WHOLE and bool(_family(name, 0)) and usage(name) >= _OFTEN_NAMED


def _names_one(text: str, first: int, last: int) -> bool:
    if _SAID_OF_ONE.match(text, last) or _is_listed(text, first, last):
        return True
    if is_word(text[first : first + 2]) or not _OFFICE.search(text[max(0, first - _REACH) : first]):
        return False
    # 村医丁雪祥|坚守: a name ends where a word begins behind it, unless it may be a word itself.
    is_plain = last - first < _WHOLE and text[first] in surnames(1)
    ends = not is_plain and is_word(text[last : last + 2])
    return ends or _AFTER_NAME.match(text, last) is not None


def _is_listed(text: str, first: int, last: int) -> bool:
    """Whether names stand before or behind a name in one list: 柴战欣、祁业青、陶峰."""
    behind = text[last : last + 1] in _SEPARATORS and any(
        text[last + 1 + length : last + 2 + length] in _SEPARATORS_AND_ENDS
        and not is_word(text[last + 1 : last + 1 + length])
        for length in _lengths(text, last + 1)
    )
    before = text[first - 1 : first] in _SEPARATORS and any(
        length == other - 1 and not is_word(text[first - other : first - 1])
        for other in (3, 4)
        if first >= other
        for length in _lengths(text, first - other)
    )
    return behind or before


def _lengths(text: str, first: int) -> tuple[int, ...]:
    """How long a name may be that begins in a place, the longer first; nothing where none may."""
    family = _family(text, first)
    lengths = (family + 2, family + 1) if family else ()
    return tuple(one for one in lengths if _ALL_HAN.fullmatch(text, first, first + one))


def _family(text: str, place: int) -> int:
    """How many characters of a family name stand in a place."""
    if _COMPOUND.match(text, place):
        return 2
    return int(text[place : place + 1] in surnames(0) + surnames(1) + surnames(2)) if text else 0
