"""What stands before a village or a school is its name, unless a usual word is meant there."""

import pytest

from govsweep.words.place_names import is_of_place


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("对普济卫生院进行督导", "普济", "普及"),
        ("推进鼓城村道路建设", "鼓城", "古城"),
        ("鼓城村党支部", "鼓城", "古城"),
        ("鼓城村委会", "鼓城", "古城"),
        ("捐建的培英小学竣工", "培英", "培养"),
        ("大垭乡和美乡村示范点", "垭乡", "城乡"),
        ("长寨湾镇组织巡查", "长寨", "长度"),
        ("清禾县长寨湾镇组织巡查", "长寨", "长度"),
        ("启众巷为规范地名", "巷为规范", "行为规范"),
    ],
)
def test_names_of_places_are_left_alone(text: str, name: str, meant: str) -> None:
    start = text.index(name)
    assert is_of_place(text, start, start + len(name), meant)


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ("省级示犯村创建", "示犯", "示范"),
        ("建设智会社区", "智会", "智慧"),
        ("干部走防村民", "走防", "走访"),
        ("全县乡真卫生院", "乡真", "乡镇"),
        ("平定山市体育学校", "平定山", "平顶山"),
        ("对普济进行督导", "普济", "普及"),
        ("加强鼓城", "鼓城", "古城"),
        ("督促落市县", "落市", "落实"),
        ("通报如如下", "如如", "如"),
        ("加抢城镇建设", "加抢", "加强"),
        ("干部走近张村", "走近", "走进"),
        ("形为规范", "形为规范", "行为规范"),
        ("长寨\n镇政府", "长寨", "长度"),
    ],
)
def test_usual_words_and_what_no_place_follows_are_not(text: str, wrong: str, meant: str) -> None:
    start = text.index(wrong)
    assert not is_of_place(text, start, start + len(wrong), meant)
