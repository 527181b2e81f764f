"""What the statistical tiers tell, and what they leave alone."""

import pytest

from govsweep.facts import Mark
from govsweep.rules import Tier
from govsweep.words import collocations, contextual
from govsweep.words.characters import CHARACTER_GROUPS, PIECE
from govsweep.words.literals import Literals
from govsweep.words.normal import Batch
from govsweep.words.proposals import Limits, Proposal, Thresholds, shipped_limits
from govsweep.words.speller import Speller

PIECE_GROUPS = PIECE, collocations.PIECE


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller()


def _marks(speller: Speller, text: str) -> list[Mark]:
    batch = Batch.of([text])
    found = Literals(speller.literals).find(batch.text)
    return [mark for _, mark in speller.marks(batch, found)]


def _told(speller: Speller, text: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.suggestion) for mark in _marks(speller, text)]


# What is told of such pieces by other lists.
OTHERS = "speller-nobodys", "speller-nobodys-unseen", "speller-lookalike", *contextual.GROUPS


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("确保社会大局平隐运行", "平隐", "平稳"),
        ("抓好安全生产的关健环节", "关健环节", "关键环节"),
        ("全市开展隐患全面排察工作", "排察", "排查"),
        ("要进一步加强组织领道", "领道", "领导"),
        ("各单位要认真贯撤落实", "贯撤", "贯彻"),
        ("召开防汛工作会仪", "会仪", "会议"),
    ],
)
def test_common_words_with_one_character_mistaken_are_told(
    speller: Speller, text: str, wrong: str, right: str
) -> None:
    assert any(
        wrong in quote or quote in wrong or right in meant for quote, meant in _told(speller, text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "招标标底在开标前保密",
        "委托执法权权限如下",
        "企业有序复工工作方案",
        "人民币贰拾叁万元整",
        "共有编钟一百二十架",
        "县直有关单位负责人参加",
        "要有的放矢改进工作",
        "二、三产业增加值稳步增长",
        "[置顶]年度考核公示",
        "广泛开展全民健身促健康活动",
        "刘明、沈庆生、赵章琳三位同志",
        "推动中挪两国关系发展",
        "坚持一个个问题过堂，方方面面都要照顾到",
        "可办理不动产查询、医保异地备案等急办事项。",
        "是馆藏珍品。同柜还有友人赠送的漆器。",
        "代领的，应当携带老人和代领人的有效证件，咨询电话见公告。",
        "县卫健局对普济卫生院进行了督导检查。",
        "全镇推进东河镇鼓城村道路建设。",
        "大垭乡和美乡村示范点介绍",
    ],
)
def test_what_known_words_explain_is_left_alone(speller: Speller, text: str) -> None:
    assert _told(speller, text) == []


def test_every_group_has_its_limits() -> None:
    limits = shipped_limits()
    assert {*CHARACTER_GROUPS, "doubled", "missing", "repeated"} <= limits.keys()
    assert all(one.suspected <= one.confirmed for one in limits.values())
    tiers = {f"typo-{group.partition('-')[0]}" for group in limits}
    assert tiers == {tier.value for tier in Tier}


@pytest.mark.parametrize("group", ["speller-name", "speller-quoted", "missing", "repeated"])
def test_what_may_be_a_name_or_a_loss_is_never_held_for_certain(group: str) -> None:
    assert shipped_limits()[group].confirmed > 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("安装空凋应当报备", ("空凋", "空调")),
        ("水表度数异长", ("异长", "异常")),
        ("设备不得对扛检查", ("对扛", "对抗")),
    ],
)
def test_a_piece_between_whole_words_is_suspected_sooner(
    speller: Speller, text: str, told: tuple[str, str]
) -> None:
    unaware = Speller(
        limits={
            **shipped_limits(),
            **{group: Limits(2.0, 2.0) for group in (*PIECE_GROUPS, *OTHERS)},
        }
    )
    assert told in _told(speller, text)
    assert told not in _told(unaware, text)


@pytest.mark.parametrize("text", ["夏季空调温度不低于规定", "沣西新城正在建设", "三核引领发展"])
def test_a_word_a_name_of_a_place_and_a_count_are_no_pieces(speller: Speller, text: str) -> None:
    assert _told(speller, text) == []


def test_a_piece_is_never_held_for_certain() -> None:
    limits = shipped_limits()
    assert all(limits[group].confirmed > 1 for group in PIECE_GROUPS)


def _groups(text: str) -> set[str]:
    told = Speller(limits={group: Limits(0.05, 2.0) for group in shipped_limits()})
    batch = Batch.of([text])
    found = Literals(told.literals).find(batch.text)
    return {one.group for one in told.proposals(batch, found)}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("办理时限不得超过五个工做日", "lexicon-sound"),
        ("办理时限不得超过五个工做日", "collocation-sound"),
        ("会后要举一反三认真整盖", "speller-sound-alone"),
        ("扎实推进各项工做落实", "speller-sound"),
        ("扎实推进各项工做落实", "collocation"),
    ],
)
def test_the_kind_of_evidence_names_the_group(text: str, group: str) -> None:
    assert group in _groups(text)


def test_what_is_right_has_no_kind() -> None:
    assert _groups("办理时限不得超过五个工作日") == set()


def test_what_is_doubtful_is_suspected_however_probable_it_is() -> None:
    limits = {"speller-sound": Limits(0.5, 0.9)}
    sure = Proposal("speller-sound", 0, 2, "考察", 0.99, "")
    doubtful = sure._replace(doubtful=True)
    both = Thresholds(limits, suspected=True)
    assert (both.is_told(sure), both.is_certain(sure)) == (True, True)
    assert (both.is_told(doubtful), both.is_certain(doubtful)) == (True, False)
    alone = Thresholds(limits, suspected=False)
    assert (alone.is_told(sure), alone.is_told(doubtful)) == (True, False)
    assert not both.is_told(doubtful._replace(probability=0.4))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("其中有医士、护士等", "医士"),
        ("展出的作品见所未见", "见所未见"),
        ("老人围着火炉促膝常谈", "促膝常谈"),
        ("大雨之夜民兵闻汛而动", "闻汛而动"),
    ],
    ids=[
        "term of a list",
        "idiom that dictionaries hold",
        "idiom of which no count knows",
        "play on one",
    ],
)
def test_what_may_be_a_rare_word_is_suspected(speller: Speller, text: str, wrong: str) -> None:
    marks = _marks(speller, text)
    assert [text[mark.start : mark.end] for mark in marks] == [wrong]
    assert not marks[0].confirmed


@pytest.mark.parametrize(
    "text",
    [
        "测量队员肩扛仪器登山",
        "刚到高原地区宜静养三日",
        "生地黄三十克，阿胶六克（烊化），水煎服",
        "闸门不得停留在易发生振动的开度，启闭后记录",
    ],
    ids=["a pair in use", "across the edge of a word", "between marks", "a term beside a mark"],
)
def test_what_few_neighbours_speak_against_is_not_certain(speller: Speller, text: str) -> None:
    assert [one for one in _marks(speller, text) if one.confirmed] == []


@pytest.mark.parametrize(
    "text",
    [
        "爆管的主要原因是结垢和腐蚀",
        "古籍修复师揭开粘连的书叶",
        "兼治菌核病，并可防花而不实",
        "入秋以来雨日较常年偏多九天",
        "配方颗粒按当归等单味编码采购",
    ],
)
def test_words_of_trades_that_no_dictionary_lists_are_known(speller: Speller, text: str) -> None:
    assert _marks(speller, text) == []


def test_a_term_of_a_trade_with_another_character_of_its_sound_is_suspected(
    speller: Speller,
) -> None:
    text = "开春后喷施石琉合剂一次"
    told = _marks(speller, text)
    assert [(mark.suggestion, mark.confirmed) for mark in told] == [("石硫合剂", False)]


def test_another_form_of_a_term_is_left_alone(speller: Speller) -> None:
    assert _marks(speller, "盘点结果表明帐实相符") == []


def test_the_same_word_amid_a_phrase_is_certain(speller: Speller) -> None:
    told = _marks(speller, "不断增强全民国家安全医士和素养")
    # What stands around suspects it, too.
    assert [mark.suggestion for mark in told if mark.confirmed] == ["意识"]
