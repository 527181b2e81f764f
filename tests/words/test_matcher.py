"""The matcher: marks by tiers, once for each distinct block."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.facts import Block, Mark, Page, Place
from govsweep.rules import Protected, Quoted, Rules, WordRule, load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def _of(*word_rules: WordRule, **words: object) -> Matcher:
    return Matcher(Rules(version="0", word_rules=word_rules, **words))  # type: ignore[arg-type]


def _rule(**words: object) -> WordRule:
    given: dict[str, object] = {"id": "r", "literals": ["甲乙"], "why": "例", "check": "x"}
    return WordRule.model_validate(given | words)


def _told(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.rule for mark in marks if mark.check == "x"]


def _block(text: str, place: Place = Place.MAIN) -> Block:
    return Block(text, place, blake2b(text.encode(), digest_size=16).digest())


@pytest.mark.parametrize(
    "text",
    [
        "还有人把“候补”误作“侯补”",
        "说“侯补”，是“候补”的谐音",
        "经核实，您反映的“侯补”“录化”等问题确系制作单位排版差错",
    ],
)
def test_what_is_quoted_as_a_slip_is_none(matcher: Matcher, text: str) -> None:
    assert matcher.marks(text) == ()
    assert [mark.suggestion for mark in matcher.marks("他是侯补委员")] == ["候补"]


@pytest.mark.parametrize("text", ["当时侯庆山守在雨量站", "在鑫渡假日酒店收购"])
def test_what_may_be_of_two_words_is_suspected(matcher: Matcher, text: str) -> None:
    assert [mark.confirmed for mark in matcher.marks(text)] == [False]
    assert [mark.confirmed for mark in matcher.marks("去海边渡假的人多")] == [True]


@pytest.mark.parametrize(
    ("words", "hit", "miss"),
    [
        ({}, "见甲乙。", "见甲。"),
        ({"not_before": ["原"]}, "见甲乙", "原甲乙"),
        ({"not_after": ["案"]}, "甲乙站", "甲乙案"),
        ({"near": ["电话"]}, "甲乙，电话", "甲乙，来信"),
        ({"quoted": Quoted.OUTSIDE}, "说甲乙", "说“甲乙”"),
        ({"pattern": "甲乙(?=丙)"}, "甲乙丙", "甲乙丁"),
        ({"literals": ["性服务"], "boundary": "word"}, "提供性服务", "综合性服务"),
        ({"literals": ["布署"]}, "统一布署工作", "公布署名作品"),
        ({"literals": ["办证"]}, "快速办证", "举办证书展"),
    ],
    ids=[
        "literal",
        "before",
        "after",
        "near",
        "quoted",
        "pattern",
        "boundary",
        "seam",
        "seam of a term",
    ],
)
def test_a_rule_looks_at_the_context(words: dict[str, object], hit: str, miss: str) -> None:
    matcher = _of(_rule(**words))
    assert _told(matcher.marks(hit)) == ["r"]
    assert _told(matcher.marks(miss)) == []


def test_symbols_inside_a_term_are_seen_through_where_the_rule_says_so() -> None:
    assert _told(_of(_rule(gap=True)).marks("见甲*乙。")) == ["r"]
    assert _told(_of(_rule()).marks("见甲*乙。")) == []


def test_a_rule_holds_in_its_time_only() -> None:
    matcher = _of(_rule(valid_from="2019-04-01"))
    assert _told(matcher.marks("甲乙", day=dt.date(2019, 4, 1))) == ["r"]
    assert _told(matcher.marks("甲乙", day=dt.date(2019, 3, 31))) == []
    assert _told(matcher.marks("甲乙")) == []


def test_a_rule_out_of_force_hides_nothing() -> None:
    shipped = load_rules()
    old = Protected(
        text="清禾市水务管理办公室",
        kind="office",
        valid_from=dt.date(2020, 1, 1),
        valid_to=dt.date(2022, 12, 31),
    )
    bound = Matcher(dataclasses.replace(shipped, protected=(*shipped.protected, old)))
    text = "清禾市水务管里办公室参加会议。"
    for day in (None, dt.date(2026, 1, 1)):
        assert [(one.check, one.suggestion) for one in bound.marks(text, day=day)] == [
            ("typo", "管理办公室")
        ]
    in_force = bound.marks(text, day=dt.date(2021, 5, 1))
    assert [(one.check, one.suggestion) for one in in_force] == [("serious-expression", old.text)]
    block = Block(text, Place.MAIN, b"1")
    assert [one.check for one in bound.derive([block], day=dt.date(2026, 1, 1))] == ["typo"]


def test_a_rule_holds_in_its_places_and_columns_only() -> None:
    matcher = _of(_rule(where=["title"], columns_except=["气象"]))
    title = [_block("甲乙", Place.TITLE)]
    assert _told(matcher.derive(title)) == ["r"]
    assert _told(matcher.derive(title, column="气象预警")) == []
    assert _told(matcher.derive([_block("甲乙")])) == []


def test_the_offices_allowed_words_silence_every_rule() -> None:
    matcher = _of(_rule(), allowed_words=frozenset({"甲乙丙"}))
    assert _told(matcher.marks("甲乙丙")) == []
    assert _told(matcher.marks("甲乙丁")) == ["r"]


def test_marks_point_into_the_source() -> None:
    (mark,) = _of(_rule()).marks("ＡＢ甲\u200b乙")
    assert (mark.start, mark.end) == (2, 5)


def test_a_page_of_many_blocks_names_the_block() -> None:
    blocks = [_block("无"), _block("甲乙"), _block("无"), _block("又甲乙")]
    marks = _of(_rule()).derive(blocks)
    assert [(mark.block, mark.start) for mark in marks] == [(1, 0), (3, 1)]


def test_a_block_seen_before_is_remembered_within_bounds() -> None:
    matcher = Matcher(Rules(version="0", word_rules=(_rule(),)), memory=6)
    template = _block("甲乙")
    for number in range(20):
        assert len(matcher.derive([template, _block(f"甲乙{number}"), template])) == 3
        assert matcher.remembered <= 6 + 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "_judged", lambda texts: pytest.fail() if texts else [])
        assert len(matcher.derive([template, _block("甲乙19")])) == 2


def test_a_text_without_words_has_no_marks(matcher: Matcher) -> None:
    assert matcher.marks("") == ()
    assert matcher.marks("2024-01-01 12:00") == ()
    assert matcher.derive([]) == ()


class TestSpeller:
    @pytest.mark.parametrize(
        ("text", "wrong", "right"),
        [
            ("深入推进行政审批制度该革工作", "该革", "改革"),
            ("依法追究刑事责任和名事责任", "名事", "民事"),
            ("加强基层医疔卫生机构建设", "医疔卫生", "医疗卫生"),
        ],
    )
    def test_a_wrong_character_is_found(
        self, matcher: Matcher, text: str, wrong: str, right: str
    ) -> None:
        marks = [mark for mark in matcher.marks(text) if mark.check == "typo"]
        assert len(marks) == 1
        quote = text[marks[0].start : marks[0].end]
        assert {*zip(wrong, right, strict=True)} - {(one, one) for one in right} <= {
            *zip(quote, marks[0].suggestion, strict=True)
        }

    @pytest.mark.parametrize(
        "text",
        [
            "推进产业数智化转型",
            "岜沙苗寨的仡佬族、傈僳族同胞",
            "侬今朝吃过饭伐，阿拉一道去白相",
            "關於進一步優化營商環境的實施意見已經印發各單位",
        ],
        ids=["recent term", "minority names", "dialect", "traditional text"],
    )
    def test_unusual_words_are_not_held_to_be_wrong(self, matcher: Matcher, text: str) -> None:
        assert not [mark for mark in matcher.marks(text) if mark.confirmed]


def test_a_doubled_character_is_found(matcher: Matcher) -> None:
    (mark,) = (m for m in matcher.marks("加快建设法治政政府") if m.rule == "typo-doubled")
    assert mark.suggestion == "政"
    assert not [m for m in matcher.marks("天天向上，人人参与") if m.rule == "typo-doubled"]


class TestJoin:
    def test_a_page_gets_its_marks(self, matcher: Matcher, a_page: Callable[..., Page]) -> None:
        page = join(a_page("第一段。", "请到现场按装设备。"), matcher)
        assert [(mark.rule, mark.block) for mark in page.marks] == [("typo-按装", 1)]

    def test_a_sites_own_names_are_never_marked(
        self, matcher: Matcher, a_page: Callable[..., Page], a_context: Callable[..., object]
    ) -> None:
        context = a_context(name="按装公司", organizer="布署办公室")
        page = a_page("按装公司按装设备，布署办公室布署工作", context=context)
        texts = [page.blocks[0].text[mark.start :] for mark in join(page, matcher).marks]
        assert [text[:3] for text in texts] == ["按装设", "布署工"]

    def test_the_places_of_its_names_are_no_slips(
        self, a_page: Callable[..., Page], a_context: Callable[..., object]
    ) -> None:
        rules = Matcher(load_rules())
        text = "表格下载_宁溪市东浦水务"
        assert join(a_page(text), rules).marks
        own = a_context(name="东浦区水务局")
        assert join(a_page(text, context=own), rules).marks == ()
        other = a_context(name="西河区水务局")
        assert join(a_page(text, context=other), rules).marks

    def test_the_words_of_a_garbled_page_are_left_alone(
        self, matcher: Matcher, a_page: Callable[..., Page]
    ) -> None:
        assert join(a_page("锟斤拷按装设备"), matcher).marks == ()

    def test_a_protected_name_holds_in_its_time_only(self, a_page: Callable[..., Page]) -> None:
        person = Protected(text="张三丰", title="市长", valid_to=dt.date(2020, 1, 1))
        matcher = Matcher(Rules(version="0", word_rules=(), protected=(person,)))
        text = "市长张三峰主持会议"
        assert [m.suggestion for m in matcher.marks(text, day=dt.date(2019, 1, 1))] == ["张三丰"]
        assert matcher.marks(text, day=dt.date(2021, 1, 1)) == ()


def test_a_doubled_syllable_of_a_name_is_no_slip() -> None:
    matcher = Matcher(load_rules())
    assert matcher.marks("卓玛央金、其其格、阿依古丽同志参加了活动。") == ()


def test_what_a_written_rule_only_suggests_no_count_confirms() -> None:
    (mark,) = Matcher(load_rules()).marks("不要装聋做哑。", place=Place.MAIN)
    assert (mark.rule, mark.confirmed) == ("typo-装聋做哑", False)


def test_what_one_tier_only_supposes_does_not_silence_one_that_is_certain(matcher: Matcher) -> None:
    (mark,) = matcher.marks("各部门对内外资企业一事同仁，公平对待。")
    assert (mark.suggestion, mark.confirmed) == ("一视同仁", True)
