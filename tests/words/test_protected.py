"""Protected strings: one edit away is a grave mistake."""

import pytest

from govsweep.rules import Protected, Rules, load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def _serious(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    return [
        (text[mark.start : mark.end], mark.suggestion)
        for mark in matcher.marks(text)
        if mark.check == "serious-expression"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "中华人民共合国",
        "中共人民共和国",
        "中国人民共和国",
        "中华人民和国",
        "中华人民共共和国",
        "中人华民共和国",
    ],
    ids=["wrong", "wrong beside", "wrong name", "left out", "added", "swapped"],
)
def test_the_name_of_the_state_one_edit_away(matcher: Matcher, wrong: str) -> None:
    assert _serious(matcher, f"根据《{wrong}宪法》规定") == [(wrong, "中华人民共和国")]


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国宪法",
        "老挝人民民主共和国",
        "朝鲜民主主义人民共和国",
        "中国人民解放区",
        "中国特色的社会主义道路",
        "各级人民代表大会常务委员会",
        "市人大常委会",
    ],
)
def test_right_names_are_left_alone(matcher: Matcher, text: str) -> None:
    assert _serious(matcher, text) == []


def test_a_formula_one_character_away(matcher: Matcher) -> None:
    assert _serious(matcher, "践行富强、民主、文明、合谐的要求") == [
        ("富强、民主、文明、合谐", "富强、民主、文明、和谐")
    ] or _serious(matcher, "建设中国特色社会主意事业") == [("中国特色社会主意", "中国特色社会主义")]


class TestNames:
    MATCHER = Matcher(
        Rules(version="0", word_rules=(), protected=(Protected(text="张三丰", title="市长"),))
    )

    def test_beside_the_title_a_like_character_is_wrong(self) -> None:
        assert _serious(self.MATCHER, "市长张三峰到会") == [("张三峰", "张三丰")]
        assert _serious(self.MATCHER, "张三峰市长到会") == [("张三峰", "张三丰")]

    @pytest.mark.parametrize("text", ["市长张三丰到会", "市长张铁牛到会", "村民张三峰反映", "市长"])
    def test_other_persons_are_left_alone(self, text: str) -> None:
        assert _serious(self.MATCHER, text) == []
