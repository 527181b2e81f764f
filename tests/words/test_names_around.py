"""Names are known by what stands around them: of firms, of persons, of nobody in particular."""

import pytest

from govsweep.words.names_around import is_name, is_well_known, person


def place(text: str, part: str) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("中标人：江苏卓悦建设工程有限公司。", "卓悦"),
        ("申请人：武汉江信健食品有限公司。", "信健食品"),
        ("注销海州国佳养殖场的经营许可。", "国佳"),
        ("我国驻某国使领馆发布提醒。", "某国"),
        ("甲国与乙国签订协议。", "甲国"),
    ],
    ids=["a firm", "across its trade", "a farm", "some country", "a country by letter"],
)
def test_it_is_a_name(text: str, part: str) -> None:
    assert is_name(text, *place(text, part))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("积及支持和引导供水公司改造管网。", "积及"),
        ("对积及性不高的企业开展约谈。", "积及"),
        ("严禁某取私利。", "某取"),
        ("败诉乙方当事人承担。", "乙方"),
        ("", ""),
    ],
    ids=["joined to a firm by words", "no firm", "a slip", "a party", "empty"],
)
def test_it_is_none(text: str, part: str) -> None:
    assert not is_name(text, *place(text, part))


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("申清同志任县统计局局长。", "申清", "申清"),
        ("民警丁雪祥、王山到场。", "雪祥", "丁雪祥"),
        ("村医丁雪祥坚守岗位三十年。", "雪祥", "丁雪祥"),
        ("录用人员：柴战欣、祁业青、陶峰三人。", "祁业", "祁业青"),
        ("录用祁业青、陶峰。", "祁业", "祁业青"),
        ("原告欧阳业清（女，汉族）", "业清", "欧阳业清"),
    ],
)
def test_somebody_is_named(text: str, part: str, name: str) -> None:
    assert person(text, *place(text, part)) == place(text, name)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("干部高渡重视这项工作。", "高渡"),
        ("做到安全、积及、高效。", "积及"),
        ("开展申清工作。", "申清"),
        ("", ""),
    ],
    ids=["words behind an office", "a list of words", "nothing that says so", "empty"],
)
def test_nobody_is_named(text: str, part: str) -> None:
    assert person(text, *place(text, part)) is None


def test_who_is_often_named_is_well_known() -> None:
    assert is_well_known("焦裕禄")
    assert not is_well_known("祁业青")
    assert not is_well_known("中国人")
    assert not is_well_known("")
