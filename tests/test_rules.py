"""Rules are data: each proves itself, and a line that is wrong is named while the rest is kept."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pydantic import ValidationError

from govsweep.facts import Mark, Place
from govsweep.rules import Rules, WordRule, load_rules, shipped_names, shipped_rules
from govsweep.words import Matcher

Marks = dict[str, list[list[Mark]]]


def _judged_as(rule: WordRule) -> tuple[Place, dt.date | None]:
    """The place and the day that a rule is tried at."""
    return Place.MAIN if Place.MAIN in rule.where else rule.where[0], rule.valid_from


@pytest.fixture(scope="module")
def marks() -> Marks:
    """What each rule says of each of its own texts, those to be hit before the others.

    They are judged together, as pages are, in a tenth of the time; but one of which another rule
    speaks, too, is judged again by itself, since formulas that are near speak for each other.
    """
    matcher = Matcher(load_rules())
    together: dict[tuple[Place, dt.date | None], list[tuple[str, str]]] = {}
    for rule in shipped_rules():
        own = ((rule.id, text) for text in (*rule.tests.hit, *rule.tests.miss))
        together.setdefault(_judged_as(rule), []).extend(own)
    said: Marks = {}
    for (place, day), some in together.items():
        found = matcher.marks_of([text for _, text in some], place=place, day=day)
        for (rule_id, text), told in zip(some, found, strict=True):
            is_shared = any(one.rule != rule_id for one in told)
            alone = matcher.marks(text, place=place, day=day) if is_shared else told
            said.setdefault(rule_id, []).append([one for one in alone if one.rule == rule_id])
    return said


def test_every_shipped_rule_passes_its_own_tests(marks: Marks) -> None:
    """One test for all: a thousand of them cost more to be told apart than to be judged."""
    wrong = [(rule.id, text) for rule in shipped_rules() for text in _misjudged(marks, rule)]
    assert wrong == []


def _misjudged(marks: Marks, rule: WordRule) -> Iterator[str]:
    texts = (*rule.tests.hit, *rule.tests.miss)
    assert texts, rule.id
    for place, (text, told) in enumerate(zip(texts, marks[rule.id], strict=True)):
        if bool(told) != (place < len(rule.tests.hit)):
            yield text


def test_the_ids_of_shipped_rules_are_unique() -> None:
    ids = [rule.id for rule in shipped_rules()]
    assert len(ids) == len(set(ids))


def test_every_shipped_pattern_compiles() -> None:
    patterned = [rule for rule in shipped_rules() if rule.pattern]
    assert patterned
    assert all(rule.regex for rule in patterned)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"pattern": "(未闭合"}, "正则表达式"),
        ({"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2019, 1, 1)}, "生效日期"),
        ({"literals": ()}, "literals"),
        ({"why": ""}, "why"),
        ({"colour": "red"}, "colour"),
    ],
    ids=["broken pattern", "dates reversed", "no literal", "no source", "unknown field"],
)
def test_a_rule_that_is_wrong_is_refused(words: dict[str, object], told: str) -> None:
    given: dict[str, object] = {"id": "x", "literals": ("按装",), "why": "词典"}
    with pytest.raises(ValidationError, match=told):
        WordRule.model_validate(given | words)


class TestOfficeLists:
    def _load(self, folder: Path, name: str, body: bytes) -> Rules:
        (folder / name).write_bytes(body)
        return load_rules(folder)

    @pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_a_list_reads_in_any_charset_and_with_any_line_ends(
        self, tmp_path: Path, charset: str
    ) -> None:
        body = "错误,正确,说明\r\n清河市,清禾市,市名\r\n".encode(charset)
        rules = self._load(tmp_path, "词表.csv", body)
        assert rules.troubles == ()
        assert rules.counts == {"词表.csv": 1}
        (mark,) = (
            one for one in Matcher(rules).marks("清河市今天开会") if one.rule.startswith("office")
        )
        assert (mark.suggestion, mark.reason, mark.confirmed) == ("清禾市", "市名", True)

    def test_unicode_text_as_spreadsheets_save_it_is_read(self, tmp_path: Path) -> None:
        body = "错误\t正确\r\n清河市\t清禾市\r\n".encode("utf-16")
        rules = self._load(tmp_path, "词表.csv", body)
        assert (rules.troubles, rules.counts) == ((), {"词表.csv": 1})

    @pytest.mark.parametrize("name", ["废止目录.csv", "重要转载.csv"])
    @pytest.mark.parametrize(
        ("body", "place"),
        [("文件,文号\n甲,乙\n", (1, "表头")), ("标题,日期\n" + "长" * 200_000, (2, "整行"))],
    )
    def test_a_list_that_cannot_be_read_is_named_once(
        self, tmp_path: Path, name: str, body: str, place: tuple[int, str]
    ) -> None:
        rules = self._load(tmp_path, name, body.encode())
        assert [(one.file, one.line, one.field) for one in rules.troubles] == [(name, *place)]

    def test_a_workbook_reads_like_a_text(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(["敏感词", "类别"])
        book.active.append(["某某娱乐城", "赌博"])
        book.save(tmp_path / "敏感词.xlsx")
        rules = load_rules(tmp_path)
        assert rules.counts == {"敏感词.xlsx": 1}
        assert "office-sensitive-某某娱乐城" in {rule.id for rule in rules.word_rules}

    def test_a_text_file_is_told_apart_by_its_name(self, tmp_path: Path) -> None:
        rules = self._load(tmp_path, "允许的词.txt", "兴泸水务\n".encode())
        assert rules.allowed_words - shipped_names() == {"兴泸水务"}

    def test_hosts_are_allowed(self, tmp_path: Path) -> None:
        rules = self._load(tmp_path, "域名.csv", "域名\nhttps://www.qinghe-news.cn/\n".encode())
        assert rules.allowed_hosts == {"www.qinghe-news.cn"}

    @pytest.mark.parametrize(
        ("row", "field", "told"),
        [
            ("装,按装", "错误", "只有一个字"),
            ("按装,", "正确", "是空的"),
            ("安装,安装", "正确", "相同"),
            ("安装,安装好", "错误", "一部分"),
            ("既使,即使,,,,随便", "级别", "应当是"),
            (",即使", "错误", "是空的"),
        ],
    )
    def test_a_bad_line_is_named(self, tmp_path: Path, row: str, field: str, told: str) -> None:
        body = f"错误,正确,说明,前文排除,后文排除,级别\n布暑,部署\n{row}\n".encode()
        rules = self._load(tmp_path, "词表.csv", body)
        (trouble,) = rules.troubles
        assert (trouble.file, trouble.line, trouble.field) == ("词表.csv", 3, field)
        assert told in str(trouble)
        assert rules.counts == {"词表.csv": 1}

    def test_a_date_that_is_none_is_named(self, tmp_path: Path) -> None:
        rows = "规范名称,职务,生效日期,失效日期\n张三丰,市长,2024-01-31,\n李四光,局长,去年,\n"
        rules = self._load(tmp_path, "领导.csv", rows.encode())
        (trouble,) = rules.troubles
        assert (trouble.line, trouble.field) == (3, "生效日期")
        assert [one.text for one in rules.protected if one.title == "市长"] == ["张三丰"]

    def test_a_person_may_hold_any_number_of_posts(self, tmp_path: Path) -> None:
        rows = "规范名称,职务,生效日期\n张三丰,市委书记,2024-01-31\n张三丰,人大主任,2024-01-31\n"
        rules = self._load(tmp_path, "leaders.csv", (rows + rows.splitlines()[1]).encode())
        (trouble,) = rules.troubles
        assert (trouble.line, "重复" in trouble.reason) == (4, True)
        posts = [one.title for one in rules.protected if one.text == "张三丰"]
        assert posts == ["市委书记", "人大主任"]

    def test_a_file_without_a_header_is_named(self, tmp_path: Path) -> None:
        rules = self._load(tmp_path, "杂.csv", "甲,乙\n1,2\n".encode())
        (trouble,) = rules.troubles
        assert trouble.field == "表头"

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        (trouble,) = load_rules(tmp_path / "没有").troubles
        assert trouble.reason == "不存在"

    def test_of_a_long_list_every_bad_line_is_named_and_the_rest_loaded(
        self, tmp_path: Path
    ) -> None:
        rows = [f"错写{number:05},正写{number:05}" for number in range(100_000)]
        for number in range(0, 100_000, 2_000):
            rows[number] = f"错,正写{number}"
        rules = self._load(tmp_path, "长.csv", ("错误,正确\n" + "\n".join(rows)).encode())
        assert len(rules.troubles) == 50
        assert {one.line for one in rules.troubles} == {n + 2 for n in range(0, 100_000, 2_000)}
        assert rules.counts == {"长.csv": 99_950}
        marks = Matcher(rules).marks("这里有错写00001的地方")
        assert "office-typo-错写00001" in {mark.rule for mark in marks}


def test_the_version_follows_whatever_judging_depends_on(tmp_path: Path) -> None:
    plain = load_rules().version
    (tmp_path / "词表.csv").write_text("错误,正确\n清河市,清禾市\n", "utf-8")
    assert load_rules().version == plain
    assert len({plain, load_rules(tmp_path).version, load_rules(indicators="2015").version}) == 3
