"""Words and phrases written twice in a row: 进行进行了, 注意安全安全.

And characters written again behind the next one, as half a correction leaves them: 5月份月.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from govsweep.words import character_classes
from govsweep.words.evidence import PAD, Scene
from govsweep.words.exempt import Mask
from govsweep.words.ngrams import BASE, LONGEST, Codes, Levels, Places, word_keys

_LONGEST = 8  # characters of what is repeated
_ONE = ord("一")  # 一件一件, 一步一步
_ASPECTS = np.array([ord(one) for one in "了着过"], dtype=np.uint64)
_USUAL = 8  # of a word that is written again in part
_RARE = 5  # below this level characters do not usually stand together


# What makes a compound with the word before it,
_COMPOUNDS = (
    "方案 要点 总结 计划 机制 办法 中心 委员 领导 会议 制度 条例 规定 部署 单位 "
    "人员 小组 专班 规划 报告 情况 任务 推进 座谈 交流 培训 考核 专题 联席 动员"
)
# and what follows in a menu, whose entries nothing parts: 视频新闻|新闻发布.
_MENUS = (
    "发布 动态 公开 公告 公示 指南 查询 资讯 头条 图片 视频 专栏 之窗 服务 网站 "
    "直播 解读 互动 法规 文件 频道 要闻 速递 快讯"
)
_HEADS = frozenset(tuple(map(ord, one)) for one in f"{_COMPOUNDS} {_MENUS}".split())


class Repeated(NamedTuple):
    """Text that stands twice; the second time at `place`."""

    place: int
    length: int


def repeated(scene: Scene, masked: Mask) -> Iterator[Repeated]:
    """What stands twice in a row and is no usual form."""
    codes = scene.codes.astype(np.uint16)  # small numbers are compared fastest
    is_han = codes > 2
    for length in range(2, _LONGEST + 1):
        equal = codes[:-length] == codes[length:]
        equal &= is_han[:-length]
        run = equal[:-1] & equal[1:]
        if length > 2:  # three in a row are rare enough to look closer
            run = run[:-1] & run[1:]
        if not run.any():
            continue
        # So many in a row, and not more: a third time is a chant, or the end of a longer one.
        edges = np.flatnonzero(np.diff(equal.astype(np.int8), prepend=0, append=0))
        starts, ends = edges[::2], edges[1::2]
        for start in starts[ends - starts == length]:
            place = int(start)
            if not masked[place - PAD : place - PAD + 2 * length].any() and _is_slip(
                scene, place, length
            ):
                yield Repeated(place + length - PAD, length)


def _is_slip(scene: Scene, start: int, length: int) -> bool:
    """Whether these characters are a word of their own both times, and no form of speech."""
    codes = scene.codes
    if codes[start] == _ONE or codes[start] == codes[start + 1]:
        return False
    if length == 2 and not (_is_word(scene, start, 2) and _is_strange(scene, start)):
        return False
    is_foreign = character_classes.foreign(codes[start : start + 2 * length]).all()  # 加拉加拉
    return not (is_foreign or _belongs(scene, start, length))


def _is_strange(scene: Scene, start: int) -> bool:
    """Whether the word was never seen twice in a row."""
    return not scene.table.levels(_key(scene, start, 4))[0]


def _belongs(scene: Scene, start: int, length: int) -> bool:
    """Whether a longer word begins with the second: two words may share a part, 支队支队长.

    A compound of the language of offices counts as one: 人民调解工作|工作方案.
    """
    second = start + length
    behind = scene.codes[second + length : second + length + 2].tolist()
    if tuple(behind) in _HEADS:
        return True
    return any(_is_word(scene, second, length + more) for more in range(1, LONGEST - length + 1))


def _is_word(scene: Scene, start: int, length: int) -> bool:
    return bool(scene.table.levels(word_keys(_key(scene, start, length)))[0])


def _key(scene: Scene, start: int, length: int) -> Codes:
    base = scene.bases[length]
    return scene.keys[base + start : base + start + 1]


def again(scene: Scene, masked: Mask) -> Places:
    """The places at which a character stands that stood two before, and has no business there.

    Either both characters before it are a word, which goes on well without it (月份|月|开工), or a
    verb and its particle are (来到了|到|青石镇). Forms that go on alike (减肥减药) are none.
    """
    codes = scene.codes
    first = np.flatnonzero((codes[:-2] == codes[2:]) & (codes[:-2] > 2) & (codes[1:-1] > 2))
    first = first[(codes[first] != codes[first + 1]) & (codes[first + 3] != codes[first + 1])]
    first = first[scene.triples[first + 1] == 0]
    if not len(first):
        return np.asarray(first)
    free = ~_words(scene, first + 1, 2)
    for length in (2, 3, 4):
        free &= ~_words(scene, first + 2, length)
    first = first[free & ~masked[first - PAD] & ~masked[first + 2 - PAD]]
    told = _is_word_again(scene, first) | _is_verb_again(scene, first)
    return np.asarray(first[told] + 2 - PAD)


def _is_word_again(scene: Scene, first: Places) -> Mask:
    mended = scene.keys[scene.bases[2] + first] * BASE + scene.codes[first + 3]
    told = _words(scene, first, 2) & ~_words(scene, first - 1, 2)
    told &= (_levels(scene, first, 2) >= _USUAL) & (_levels(scene, first + 1, 2) < _RARE)
    told &= (scene.triples[first] == 0) & (scene.codes[first + 3] > 2)
    return np.asarray(told & (scene.table.levels(mended) >= _RARE))


def _is_verb_again(scene: Scene, first: Places) -> Mask:
    told = np.isin(scene.codes[first + 1], _ASPECTS) & _words(scene, first - 1, 2)
    return np.asarray(told & (_levels(scene, first - 1, 4) == 0))


def _levels(scene: Scene, places: Places, length: int) -> Levels:
    return scene.table.levels(scene.keys.take(scene.bases[length] + places, mode="clip"))


def _words(scene: Scene, places: Places, length: int) -> Mask:
    keys = scene.keys.take(scene.bases[length] + places, mode="clip")
    return np.asarray(scene.table.levels(word_keys(keys)) > 0)
