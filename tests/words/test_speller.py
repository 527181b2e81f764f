"""The statistical tiers take any model of a score."""

import numpy as np
import pytest

from govsweep.words.evidence import Scene
from govsweep.words.literals import Literals
from govsweep.words.ngrams import Floats, official
from govsweep.words.normal import Batch
from govsweep.words.scoring import shipped
from govsweep.words.speller import Speller

TEXT = "加强基层医疔卫生机构建设"


def _marks(speller: Speller, text: str) -> list[tuple[str, bool]]:
    batch = Batch.of([text])
    found = Literals(speller.literals).find(batch.text)
    return [(mark.suggestion, mark.confirmed) for _, mark in speller.marks(batch, found)]


def test_another_model_may_score_the_candidates() -> None:
    asked: list[int] = []

    def never(features: Floats) -> Floats:
        asked.append(len(features))
        return np.zeros(len(features), dtype=np.float32)

    assert ("医疗卫生", True) not in _marks(Speller(never), TEXT)
    assert sum(asked) > 0
    assert _marks(Speller(shipped("speller")), TEXT)[:1] == [("医疗卫生", True)]


def test_a_candidate_is_scored_alike_in_any_company() -> None:
    asked: list[Floats] = []
    score = shipped("speller")

    def seen(features: Floats) -> Floats:
        asked.append(features)
        return score(features)

    _marks(Speller(seen), f"{TEXT}，深入推进行政审批制度该革工作，请拔打咨询电话")
    (features,) = asked
    alone = np.concatenate([score(row[np.newaxis]) for row in features])
    assert len(alone) > 3
    assert score(features) == pytest.approx(alone, rel=1e-3)


def test_what_is_certain_is_found_alone_too() -> None:
    assert _marks(Speller(suspected=False), TEXT) == [("医疗卫生", True)]


@pytest.mark.parametrize("text", ["", "。", "12:30", "a", "的", "医疔"])
def test_short_texts_break_nothing(text: str) -> None:
    assert [mark for mark in _marks(Speller(), text) if mark[1]] == []


@pytest.mark.parametrize("unit", "省市县区州盟旗镇乡村")
def test_each_level_of_offices_writes_the_same(unit: str) -> None:
    text = f"根据有关法律法规，结合本{unit}实际，制定本办法。"
    assert _marks(Speller(), text) == []
    assert _marks(Speller(), text.replace("法规", "法归")) != []


class TestNgrams:
    def test_usual_words_are_known_and_others_are_not(self) -> None:
        scene = Scene("人民政府衩衩衩衩", official())
        assert scene.triples[5] > 8
        assert scene.triples[10] == 0

    def test_a_strange_character_has_at_most_one_known_run_around_it(self) -> None:
        scene = Scene(TEXT, official())
        assert [TEXT[place - 5] for place in scene.strange] == ["医", "疔", "卫"]


def test_a_city_that_may_be_another_is_suspected_only() -> None:
    speller = Speller(shipped("speller"))
    assert _marks(speller, "大彤市召开表彰会议") == [("大同市", False)]


def test_of_two_words_that_fit_alike_neither_is_certainly_wrong() -> None:
    speller = Speller(shipped("speller"))
    assert ("实地考察", True) not in _marks(speller, "专家组实地考查了学员的操作水平")


@pytest.mark.parametrize(
    "text",
    [
        "中标人：江苏卓悦建设工程有限公司。",
        "申清同志任县统计局局长。",
        "商务部对原产于某国的进口钢材发起调查。",
        "凡事豫则立，不豫则废。",
        "时大疫，知县施药，活者无算。",
        "长寨湾镇成立工作组，长寨一带先行。",
    ],
    ids=["a firm", "somebody", "some country", "an old saying", "a chronicle", "a place again"],
)
def test_names_and_old_words_are_no_slips(text: str) -> None:
    assert _marks(Speller(), text) == []


def test_who_has_nearly_the_name_of_a_leader_is_suspected_only() -> None:
    assert [certain for _, certain in _marks(Speller(), "民警丁学祥同志到场。")] == [False]
