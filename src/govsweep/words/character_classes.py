"""What a character is among others: a numeral, a measure word, a particle, a name's.

The classes are closed lists of the language's grammar; nothing here looks at what stands around.
"""

from functools import cache

import numpy as np

from govsweep.rules import packs
from govsweep.words.exempt import Mask
from govsweep.words.ngrams import Codes

NUMERALS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
SEVERAL = "二三四五六七八九十百千两几数"  # what counts and is not, like 一, half of other words
MEASURES = (
    "个只头匹条尾册处架台套件份张把支枝根棵株丛束捆堆座栋幢间层套户家口人名位员批次回届期场起宗桩项"
    "道门扇面块片粒颗滴桶瓶袋箱盒罐包筐篮车船艘列辆班趟圈环节段章篇首句字页本部卷卡集盘碗杯盆锅"
    "双对副组群队排伙帮代辈级等类种样色元角分厘斤两吨克米里尺寸亩顷升度天日月年岁周时刻秒"
)
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
# What ends the name of a place or of its authorities: 冠县, 横州市, 县直.
DISTRICTS = "省市县区镇乡村旗州盟"
_LEVEL_TWO = 0xD8  # the first byte of what GB/T 2312 holds beyond the usual characters
LANDS = "东西南北江河湖海山岭"  # what half of the names of places hold
ENDS_PLACES = "省市县区镇乡村旗州盟街路巷屯庄寨岭沟坝桥河湖山港湾岛坡坪"
SMALL = (
    "任的一是在和与及或对为以于须可将被把从向至作有无不此其等均应已并由就而则若且中美俄英法日韩加欧"
)
# What sets a whole word apart from others of its kind, or takes it as its object.
_PREFIXES = (
    "总副主全多单双正反超准非亚次同共本各每该此前后新老原大小高低中上下内外东西南北"
    "国省市县区州院部局依经据按照因从在由居占达列位属呈机制"
)
SUFFIXES = "值量率额式界业网"  # what goes on behind any word: 服务|式|管理
_FOREIGN = (
    "阿埃艾安奥巴拜邦贝比彼宾波伯博布策茨察达戴丹德登迪蒂丁顿多俄厄恩尔法凡费芬弗夫盖甘冈戈格贡哈海赫亨霍基吉加迦"
    "嘉贾杰喀卡坎康柯科克肯库夸奎昆拉莱兰劳勒雷黎里利莉林琳伦罗洛马玛迈曼芒梅蒙米密莫默姆穆拿纳娜尼涅宁纽诺欧"
    "帕潘庞佩皮珀普奇齐恰乔切钦琼若萨塞赛桑瑟森沙舍什史思斯苏索塔坦汤特滕提廷图托瓦旺威韦维魏沃乌希谢辛雅亚耶叶"
    "伊依因尤约扎詹珍芝兹佐"
)


def one_of(codes: Codes, characters: str) -> Mask:
    """Which of the codes are among these characters: a look-up for each, whatever their number."""
    return np.asarray(_table(characters).take(codes.view(np.int64)))


@cache
def _table(characters: str) -> Mask:
    table = np.zeros(0x9FFF + 2, dtype=bool)
    table[[ord(one) for one in characters]] = True
    return table


def district(codes: Codes) -> Mask:
    """Which of these characters stand for a division of the land: 从|市|农业农村局获悉."""
    return one_of(codes, DISTRICTS)


def han(character: str) -> bool:
    """A Chinese character."""
    return "\u4e00" <= character <= "\u9fff"


def rare(character: str) -> bool:
    """Whether a character is none of the 3,755 usual ones (GB/T 2312-1980, level 1)."""
    try:
        return character.encode("gb2312")[0] >= _LEVEL_TWO
    except UnicodeEncodeError:
        return True


def lie(characters: Codes) -> Mask:
    """Which characters say where a place lies, as names of places do: 西仓."""
    return one_of(characters, LANDS)


def numeral(characters: Codes) -> Mask:
    """Which characters are numerals."""
    return one_of(characters, NUMERALS)


def foreign(characters: Codes) -> Mask:
    """Which characters foreign names are written with."""
    return one_of(characters, _FOREIGN)


def small(characters: Codes) -> Mask:
    """Which characters stand between words: particles, adverbs, states in one character."""
    return one_of(characters, SMALL)


def prefix(characters: Codes) -> Mask:
    """Which characters stand before a word of any kind, as one with it: 主|厂房, 依|企业申请."""
    return one_of(characters, _PREFIXES)


def when(characters: Codes) -> Mask:
    """Which characters say when or where behind a word, and go with any: 采集后, 施工中."""
    return one_of(characters, "后前中时")


def bound(codes: Codes) -> Mask:
    """Which of these characters are always part of a word."""
    return one_of(codes, _bound())


@cache
def _bound() -> str:
    """Characters that stand alone in fewer than one of ten places of segmented official text."""
    return (packs() / "bound.txt").read_text("utf-8").splitlines()[-1]


def ends_place(character: str) -> bool:
    """Whether names of places end so: that one is unknown and another known says nothing."""
    return character in ENDS_PLACES


def names_who(character: str) -> bool:
    """Whether a character makes of what is done who does it, as no dictionary lists: 代领|人."""
    return bool(character) and character in "人者员"


def joins(character: str) -> bool:
    """Whether a character joins words, and so need not belong to the one before it: 师及, 以及."""
    return character in "及和与或等"
