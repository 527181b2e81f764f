"""What is looked for, and where it stands in a text."""

import pytest

from govsweep.errors import InputError
from govsweep.fulltext import Passage, fold, passage, phrases_of


def words(text: str) -> list[str]:
    return [one.folded for one in phrases_of(text)]


class TestWords:
    def test_are_parted_by_white_space_of_any_kind(self) -> None:
        assert words("局长　张三  任免") == ["局长", "张三", "任免"]

    def test_in_quotation_marks_are_one_phrase(self) -> None:
        assert words("“Open Data” 平台") == ["opendata", "平台"]

    def test_said_twice_are_one(self) -> None:
        assert words("ＡＢ ab") == ["ab"]

    @pytest.mark.parametrize("text", ["", " 　", '""', "\u200b"])
    def test_of_nothing_are_refused(self, text: str) -> None:
        with pytest.raises(InputError, match="请写要查找的字词"):
            phrases_of(text)

    def test_too_many_or_too_long_are_refused(self) -> None:
        with pytest.raises(InputError, match="至多查找 10 个词"):
            phrases_of(" ".join("甲乙丙丁戊己庚辛壬癸子"))
        with pytest.raises(InputError, match="至多 200 字，现在是 201 字"):
            phrases_of("长" * 201)


class TestPhrase:
    @pytest.mark.parametrize(
        "text", ["关于通知", "关 于 通 知", "关于\u3000通知", "关\u200b于通知", "前关于通知后"]
    )
    def test_stands_where_its_characters_follow_each_other(self, text: str) -> None:
        (one,) = phrases_of("关于通知")
        assert one.stands_in(text)
        ((start, end),) = one.places(text)
        assert fold(text[start:end]) == "关于通知"

    @pytest.mark.parametrize("text", ["关于的通知", "通知关于", "关、于通知", ""])
    def test_does_not_stand_where_something_comes_between(self, text: str) -> None:
        (one,) = phrases_of("关于通知")
        assert not one.stands_in(text)
        assert not list(one.places(text))

    def test_of_latin_letters_stands_in_any_width_and_case(self) -> None:
        (one,) = phrases_of("App2.0")
        assert [("x ＡＰＰ２．０ y")[slice(*at)] for at in one.places("x ＡＰＰ２．０ y")] == [
            "ＡＰＰ２．０"
        ]

    def test_of_signs_is_no_pattern(self) -> None:
        (one,) = phrases_of("[^a]*")
        assert not one.stands_in("bbb")
        assert list(one.places("x[^A]*")) == [(1, 6)]


class TestPassage:
    def test_of_a_short_text_is_the_whole(self) -> None:
        shown = passage("请登陆本网站", phrases_of("登陆 网站"))
        assert shown == Passage("请登陆本网站", ((1, 3), (4, 6)))
        assert shown.parts == [("请", False), ("登陆", True), ("本", False), ("网站", True)]
        assert shown.marked("[", "]") == "请[登陆]本[网站]"
        assert shown.first == ("请", "登陆", "本网站")

    def test_of_a_long_text_is_the_stretch_around_its_first_hit(self) -> None:
        shown = passage("前" * 500 + "登陆" + "后" * 500, phrases_of("登陆"))
        assert len(shown.text) == 162
        assert shown.first[0] == "…" + "前" * 40
        assert shown.first[1] == "登陆"
        assert shown.text.endswith("后…")

    def test_at_the_end_of_a_long_text_reaches_back(self) -> None:
        shown = passage("前" * 500 + "登陆", phrases_of("登陆"))
        assert (len(shown.text), shown.first[1:]) == (161, ("登陆", ""))

    def test_marks_what_overlaps_once(self) -> None:
        assert passage("人民政府", phrases_of("人民政 民政府")).hits == ((0, 3),)
