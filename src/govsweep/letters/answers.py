"""Answers that say nothing: none at all, a few words, passed on to others, pasted."""

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from govsweep.facts import EmptyAnswer, Letter, LetterState

_SHORT = 12  # characters; 已解决，感谢您的来信。 says less than a letter asks
_TERSE = 60  # what is longer than this tells more than to whom it was passed
_COPIES = 3  # letters of other titles under which the same words stand
_COPIED = 20  # characters; shorter words of courtesy are alike by themselves
_MARKS = re.compile(r"[\W_]+")
_COURTESY = re.compile(
    r"(?:尊敬的)?(?:网友|市民|网民|群众|来信人|同志|先生|女士)[^，。：:]{0,6}[，：:!！]?(?:您?你?好)?|您好|你好|"
    r"(?:您|你)?(?:的)?(?:来信|留言|问题|邮件|诉求)[^，。]{0,6}(?:收悉|收到)|"
    r"(?:非常|衷心)?感谢(?:您|你)?[^，。]{0,20}|谢谢[^，。]{0,12}|"
    r"如有(?:疑问|问题)[^。]{0,20}|(?:此复|特此回复|现回复如下|现答复如下|经[^，。]{0,8}研究)"
)
_PASSED_ON = re.compile(
    r"(?:请|建议)?(?:您|你)?(?:直接|自行)?(?:与|向|找|到|去)?(?:联系|咨询)?"
    r"(?:相关|有关|当地|主管|属地|具体)(?:职能|主管)?(?:部门|单位|科室)(?:联系|咨询|反映|了解|办理|处理)?|"
    r"(?:请|建议)(?:您|你)?(?:联系|咨询|拨打)[^，。]{0,25}|"
    r"(?:已|已经)(?:将[^，。]{0,20})?(?:转交|转办|转送|转至|转给|转有关|转相关|交由|移交)[^，。]{0,25}|"
    r"(?:将|会)(?:尽快|及时)?(?:处理|研究|答复|回复|核实)[^，。]{0,10}"
)


def with_flaws(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """The same letters, each with why its answer says nothing, where a program can tell."""
    letters = tuple(letters)
    titles: dict[str, set[str]] = defaultdict(set)
    for one in letters:
        core = _core(one.answer)
        if len(core) >= _COPIED:
            titles[core].add(_MARKS.sub("", one.title))
    pasted = {core for core, own in titles.items() if len(own) >= _COPIES}
    return tuple(msgspec.structs.replace(one, flaw=_flaw(one, pasted)) for one in letters)


def _flaw(letter: Letter, pasted: set[str]) -> EmptyAnswer | None:
    if letter.state is not LetterState.ANSWERED or not letter.answer:
        return None  # an answer that was not read is no empty one
    core = _core(letter.answer)
    if not core:
        return EmptyAnswer.NONE
    if len(core) <= _TERSE and not _MARKS.sub("", _PASSED_ON.sub("", _spoken(letter.answer))):
        return EmptyAnswer.PASSED_ON
    if len(_MARKS.sub("", letter.answer)) < _SHORT and not _is_of(letter.title, core):
        return EmptyAnswer.SHORT
    return EmptyAnswer.PASTED if core in pasted else None


def _is_of(title: str, core: str) -> bool:
    """Whether a few words name what was asked: 路灯已修复 of 路灯坏了, as 已解决 does not."""
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return any(core[at : at + 2] in pairs for at in range(len(core) - 1))


def _spoken(answer: str) -> str:
    """An answer without what courtesy puts around it."""
    return _COURTESY.sub("", answer)


def _core(answer: str) -> str:
    return _MARKS.sub("", _spoken(answer))
