"""What policy documents say of themselves: number, term, marks, and what they do away with."""

import datetime as dt

import pytest

from govsweep.facts import Block, Place, PolicyFacts
from govsweep.policy_names import document_number, title_key
from govsweep.reading.policy import read_policy

DAY = dt.date(2010, 5, 1)
NUMBER = "云政发〔2010〕12号"


def read(title: str, *lines: str, published: dt.date | None = None) -> PolicyFacts:
    blocks = [Block(line, Place.MAIN, b"") for line in lines]
    return read_policy(title, blocks, published) or PolicyFacts()


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        ["云政发〔2010〕12号", "云政发[2010]12号", "云政发（2010）第12号", "云政发 【2010】 12 号"],
    )
    def test_forms(self, text: str) -> None:
        assert document_number(text) == NUMBER

    def test_what_is_none(self) -> None:
        assert document_number("第12号公告，2010年") == ""

    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("云州市拆迁办法（云政发〔2010〕12号）", ("正文〔",)),
            ("云州市拆迁办法", ("发文字号：云政发〔2010〕12号",)),
            ("云州市拆迁办法", ("索引号 123", "云政发〔2010〕12号", "各单位：")),
        ],
    )
    def test_where_a_documents_own_stands(self, title: str, lines: tuple[str, ...]) -> None:
        assert read(title, *lines).number == NUMBER

    def test_a_summary_in_the_head_hides_none_and_lends_none(self) -> None:
        summary = "为贯彻《云州市拆迁条例》（云政发〔2001〕3号），制定本办法。"
        for first, number in ((NUMBER, NUMBER), ("为了规范拆迁。", "")):
            blocks = [Block(summary, Place.META, b""), Block(first, Place.MAIN, b"")]
            found = read_policy("云州市拆迁办法", blocks, None) or PolicyFacts()
            assert found.number == number

    def test_one_that_the_text_cites_is_not_its_own(self) -> None:
        line = "根据《云州市拆迁办法》（云政发〔2010〕12号），现将有关事项通知如下。"
        assert read("关于拆迁的通知", line, NUMBER).number == ""

    def test_titles_are_the_same_whatever_their_quotes(self) -> None:
        assert title_key("《关于印发<办法>的 通知》（试行）") == title_key(
            "关于印发〈办法〉的通知(试行)"
        )


class TestTerms:
    @pytest.mark.parametrize(
        ("line", "ends"),
        [
            ("本办法自2010年5月1日起施行，有效期5年。", dt.date(2015, 5, 1)),
            ("本办法自2010年5月1日起施行，有效期为五年。", dt.date(2015, 5, 1)),
            ("本通知有效期至2014年12月31日。", dt.date(2014, 12, 31)),
            ("本办法自发布之日起施行，有效期2年。", dt.date(2012, 5, 1)),
            ("本办法自发布之日起30日后施行，有效期两年。", dt.date(2012, 5, 31)),
        ],
    )
    def test_of_the_document(self, line: str, ends: dt.date) -> None:
        assert read("云州市拆迁办法", NUMBER, line, published=DAY).ends == ends

    @pytest.mark.parametrize(
        "line",
        ["证书有效期为一年。", "许可证有效期至2014年12月31日。", "本办法自2010年5月1日起施行。"],
    )
    def test_of_something_else(self, line: str) -> None:
        assert read("云州市拆迁办法", NUMBER, line, published=DAY).ends is None


class TestMarks:
    @pytest.mark.parametrize(
        ("title", "line"),
        [
            ("云州市拆迁办法【已废止】", ""),
            ("云州市拆迁办法（全文失效）", ""),
            ("云州市拆迁办法", "有效性：失效"),
            ("云州市拆迁办法", "时 效 性： 已废止"),
            ("云州市拆迁办法", "此件已废止"),
            ("云州市拆迁办法", "本文件已于2019年1月1日废止"),
        ],
    )
    def test_that_are_respected(self, title: str, line: str) -> None:
        assert read(title, NUMBER, line).mark

    @pytest.mark.parametrize(
        "line",
        [
            "有效性：有效",
            "《云州市旧办法》同时废止。",
            "文件废止后，各单位应当及时清理，不得再作为行政管理的依据，并做好衔接工作，确保平稳过渡。",
        ],
    )
    def test_what_is_no_mark(self, line: str) -> None:
        assert not read("云州市拆迁办法", NUMBER, line).mark


class TestRepeals:
    def told(self, title: str, *lines: str) -> list[tuple[str, str]]:
        return [(one.title, one.number) for one in read(title, *lines).repeals]

    def test_at_the_end_of_a_new_document(self) -> None:
        line = "本办法自印发之日起施行。2003年发布的《云州市旧办法》（云政发〔2003〕8号）同时废止。"
        assert self.told("云州市新办法", NUMBER, line) == [("云州市旧办法", "云政发〔2003〕8号")]

    def test_two_in_a_sentence(self) -> None:
        line = "《云州市甲办法》和《云州市乙办法》同时废止。"
        assert self.told("云州市新办法", NUMBER, line) == [
            ("云州市甲办法", ""),
            ("云州市乙办法", ""),
        ]

    def test_in_the_sentence_of_a_decision(self) -> None:
        line = "市政府决定废止《云州市集贸市场管理办法》（云政发〔1998〕3号）。"
        assert self.told("关于废止部分文件的决定", line) == [
            ("云州市集贸市场管理办法", "云政发〔1998〕3号")
        ]

    def test_in_its_list_and_in_the_cells_of_its_table(self) -> None:
        assert self.told(
            "关于公布失效规范性文件目录的通知",
            "1．关于印发云州市煤炭管理办法的通知（云政发〔2001〕20号）",
            "序号",
            "关于加强出租车管理的通知",
            "云政办〔2004〕66号",
        ) == [
            ("关于印发云州市煤炭管理办法的通知", "云政发〔2001〕20号"),
            ("关于加强出租车管理的通知", "云政办〔2004〕66号"),
        ]

    def test_what_the_same_decision_keeps_is_not_among_them(self) -> None:
        assert self.told(
            "关于公布规范性文件清理结果的通知",
            "一、继续有效的规范性文件目录",
            "1．关于城市绿化的意见（云政发〔2015〕9号）",
            "二、废止的规范性文件目录",
            "1．关于煤炭管理的通知（云政发〔2001〕20号）",
        ) == [("关于煤炭管理的通知", "云政发〔2001〕20号")]

    @pytest.mark.parametrize(
        "line",
        [
            "各单位认为《云州市甲办法》应当予以废止。",
            "建议对《云州市甲办法》予以废止。",
            "根据《云州市甲办法》，原有证件同时废止。",
            "《云州市甲办法》继续有效。",
        ],
    )
    def test_what_does_away_with_nothing(self, line: str) -> None:
        assert self.told("关于清理的通知", NUMBER, line) == []


def test_what_it_rests_on() -> None:
    line = "根据《中华人民共和国物权法》和《城市房屋拆迁管理条例》等有关规定，制定本办法。"
    assert read("云州市拆迁办法", NUMBER, line).basis == (
        "中华人民共和国物权法",
        "城市房屋拆迁管理条例",
    )


def test_a_text_that_says_nothing_of_the_kind() -> None:
    assert read_policy("市长调研", [Block("市长到企业调研。", Place.MAIN, b"")], DAY) is None
