"""What known words, forms, numerals and names explain is no slip."""

import numpy as np
import pytest

from govsweep.words import explained
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official


def _scene(text: str) -> Scene:
    return Scene(text, official())


def _at(text: str, part: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([text.index(part) + PAD])


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("招标标底已经公布", "标标"),
        ("有序推动企业复工工作", "工工"),
        ("二、委托执法权权限", "权权"),
        ("这是方方面面的要求", "方方"),
        ("这是方方面面的要求", "面面"),
        ("解决了一个个难题", "个个"),
        ("副市长王园园出席", "园园"),
        ("记者从市市场监督管理局获悉", "市市"),
        ("推进县县级公立医院改革", "县县"),
        ("对于于洪区的企业", "于于"),
        ("用于于桥水库的补水", "于于"),
        ("本系统的的士模块", "的的"),
    ],
)
def test_two_words_forms_and_names_may_put_a_character_twice(text: str, twice: str) -> None:
    assert explained.doubled(_scene(text), _at(text, twice)).all()


@pytest.mark.parametrize(
    ("text", "twice", "nobodys"),
    [
        ("由市人民政府办公室室编制", "室室", True),
        ("请于于下周三之前报送", "于于", True),
        ("会议在在市政府召开", "在在", True),
        ("工作组农业局局技术骨干", "局局", True),
        ("将名单公示示如下", "示示", True),
        ("教育局局机关干部", "局局", False),
        ("祖国大地处处升腾", "处处", False),
        ("汛期往往引发次生", "往往", False),
        ("现在在临港新片区试点", "在在", False),
        ("公民可以以商务名义申请", "以以", False),
        ("记者从市市场监督管理局获悉", "市市", False),
        ("推动方方面面的工作", "方方", False),
    ],
)
def test_a_character_that_two_words_leave_over_is_nobodys(
    text: str, twice: str, nobodys: bool
) -> None:
    assert explained.left_over(_scene(text), _at(text, twice)).tolist() == [nobodys]


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("已责令立即整整改", "整整"),
        ("前来参参观", "参参"),
        ("有关情况通报如如下", "如如"),
        ("请于于下周三前报送", "于于"),
        ("适用于于城镇居民", "于于"),
        ("有利于于乡村发展", "于于"),
        ("面向于于我市的企业", "于于"),
    ],
)
def test_where_no_word_begins_with_the_second_it_is_not_explained(text: str, twice: str) -> None:
    assert not explained.doubled(_scene(text), _at(text, twice)).any()


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("人民币贰拾万元整", "贰拾"),
        ("各乡镇、县直有关单位", "县直"),
        ("山东省冠县人民医院", "冠县"),
        ("看清差距有的放矢逐项整改", "放矢"),
        ("主任李永红出席会议", "永红"),
        ("王锡宇、沈庆生、赵章琳", "沈庆"),
        ("现场签订购销合同九份", "九份"),
    ],
)
def test_two_characters_may_belong_to_numerals_sayings_places_and_persons(
    text: str, two: str
) -> None:
    assert explained.pair(_scene(text), _at(text, two)).all()


def test_two_characters_of_no_word_are_not_explained() -> None:
    text = "加强会服工作"
    assert not explained.pair(_scene(text), _at(text, "会服")).any()


def test_a_measure_word_behind_a_numeral_is_explained() -> None:
    text = "古籍一百二十册已入库"
    assert explained.measured(_scene(text), _at(text, "册")).all()
    text = "古籍分册入库"
    assert not explained.measured(_scene(text), _at(text, "册")).any()


def test_a_span_that_known_words_cross_is_told_from_one_that_stands_alone() -> None:
    text = "全民健身促健康"
    start = text.index("身促") + PAD
    assert explained.crossed(_scene(text), start, start + 3, start + 1)
    text = "请遵照执形。"
    start = text.index("遵照") + PAD
    assert not explained.crossed(_scene(text), start, start + 4, start + 3)


@pytest.mark.parametrize(
    ("text", "span", "within"),
    [
        ("发布“智惠平台”", "智惠", True),
        ("电影《得闲谨制》上映", "闲谨", True),
        ("他说“这项工作今后还要继续抓实抓好”", "继续", False),  # a sentence, no name
        ("“四上”企业多达万家", "企业", False),
        ("没有引号的智惠平台", "智惠", False),
    ],
)
def test_a_short_quotation_is_a_name(text: str, span: str, within: bool) -> None:
    start = text.index(span)
    assert explained.quoted(text, start, start + 2) is within


def test_nothing_is_broken_between_two_words() -> None:
    text = "由民政部指导建设"
    assert explained.gap(_scene(text), _at(text, "指导")).all()
    text = "为期三天的业培训"
    assert not explained.gap(_scene(text), _at(text, "培训")).any()


def _is_piece(text: str, part: str) -> bool:
    return bool(explained.piece(_scene(text), _at(text, part))[0])


@pytest.mark.parametrize(
    ("text", "part"),
    [("不得出现空白拦目。", "拦目"), ("夏季空凋温度", "空凋"), ("俩用", "俩用")],
)
def test_two_characters_between_whole_words_are_nobodys(text: str, part: str) -> None:
    assert _is_piece(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("不得出现空白栏目", "栏目"),
        ("打通断头路俩侧", "头路"),
        ("沣西新城正在建设", "沣西"),
        ("三核引领发展", "三核"),
        ("设3拦目", "3拦"),
    ],
)
def test_a_word_or_a_part_of_one_or_a_name_is_no_piece(text: str, part: str) -> None:
    assert not _is_piece(text, part)


@pytest.mark.parametrize(
    ("text", "character", "is_land"),
    [
        ("欢迎企业赴葡投资考察", "葡", True),
        ("全年进出藏货物总量增长", "藏", True),
        ("下游的中皋水库蓄水", "皋", True),
        ("推动中挪关系发展", "挪", True),
        ("妥善保藏各类文物", "藏", False),
        ("饮用水水原保护", "原", False),
    ],
)
def test_states_provinces_and_works_are_names(text: str, character: str, is_land: bool) -> None:
    assert explained.land(_scene(text), _at(text, character)).tolist() == [is_land]


def test_what_begins_an_article_belongs_to_nothing_before_it() -> None:
    text = "第三十九条低、中水平的废物"
    assert explained.measured(_scene(text), _at(text, "低")).all()
    text = "按照条低的标准"
    assert not explained.measured(_scene(text), _at(text, "低")).any()


@pytest.mark.parametrize(
    ("text", "part", "is_state"),
    [("他在访吉期间考察了铁路", "吉", True), ("他访吉他师", "吉", False)],
)
def test_who_visits_goes_to_an_abbreviated_state(text: str, part: str, is_state: bool) -> None:
    assert explained.land(_scene(text), _at(text, part)).tolist() == [is_state]


@pytest.mark.parametrize(("text", "are_two"), [("紧密结合", True), ("众志成成", False)])
def test_four_characters_may_be_two_words(text: str, are_two: bool) -> None:
    assert explained.halves(_scene(text), _at(text, text)).tolist() == [are_two]


@pytest.mark.parametrize(
    ("text", "is_cited"),
    [
        ("子曰：“有朋自远方来，学而时习之，不亦说乎？”", True),
        ("他说：“有朋自远方来，学而时习之，不亦说乎？”", False),
        ("子曰：“知之为知之。”他听了，不亦说乎", False),
    ],
)
def test_a_quotation_of_the_old_language_is_no_text_of_today(text: str, is_cited: bool) -> None:
    start = text.index("不亦")
    assert explained.quoted(text, start, start + 4) is is_cited
