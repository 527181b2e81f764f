"""What a table of the registry would change, before anything is written."""

import pytest

from govsweep.facts import Site
from govsweep.registry import UNLIMITED_PAGES
from govsweep.registry_changes import (
    RegistryTable,
    compare,
    fields_in_order,
    head_of,
    keeping,
    site_facts,
    site_of,
    told_kept,
    word_of,
)

ONE = {"name": "甲局", "level": "市级", "status": "running"}
TWO = {"name": "乙局", "level": "", "status": "running"}


def test_rows_are_added_changed_the_same_or_missing() -> None:
    there = {"1": ONE, "2": TWO, "3": TWO, "4": TWO | {"status": "closed"}}
    found = compare(there, {"2": TWO | {"level": "县级"}, "1": ONE, "9": TWO}, whole=True)
    assert [(one.key, one.before, one.after) for one in found.added] == [("9", {}, TWO)]
    assert [(one.key, one.before, one.after) for one in found.changed] == [
        ("2", {"level": ""}, {"level": "县级"}),
    ]
    assert (found.same, found.missing) == (1, (("3", "乙局"),))


def test_of_one_row_nothing_is_missing() -> None:
    assert compare({"1": ONE, "2": TWO}, {"1": ONE}, whole=False).missing == ()


def test_columns_that_were_found_are_not_missing() -> None:
    there = {"1 a": {"name": "甲", "registered": False}, "1 b": {"name": "乙", "registered": True}}
    assert compare(there, {}, whole=True).missing == (("1 b", "乙"),)


class TestFieldsThatATableLacks:
    def test_what_is_there_keeps_them_and_they_are_told(self) -> None:
        said = {"1": ONE | {"level": "", "name": "丙局"}, "9": TWO}
        found = compare({"1": ONE}, said, whole=True, lacking=("level", "status"))
        assert [(one.before, one.after) for one in found.changed] == [
            ({"name": "甲局"}, {"name": "丙局"})
        ]
        assert [(one.key, one.after) for one in found.added] == [("9", TWO)]
        assert found.kept == ("level",)  # the status is what it is anyway
        assert keeping({"1": ONE}, said, ("level",))["1"] == ONE | {"name": "丙局"}
        assert told_kept(RegistryTable.SITES, found.kept).endswith("保留原值的字段：层级")

    def test_a_field_that_the_table_has_is_emptied(self) -> None:
        found = compare({"1": ONE}, {"1": ONE | {"level": ""}}, whole=True, lacking=("status",))
        assert [one.after for one in found.changed] == [{"level": ""}]
        assert (found.kept, told_kept(RegistryTable.SITES, found.kept)) == ((), "")

    def test_a_column_that_was_only_found_keeps_its_kind_alone(self) -> None:
        there = {"kind": "notice", "owner": "", "max_age_days": 180, "registered": False}
        said = {"kind": "other", "owner": "", "max_age_days": None, "registered": True}
        lacking = ("kind", "owner", "max_age_days")
        assert keeping({"1 a": there}, {"1 a": said}, lacking)["1 a"] == said | {"kind": "notice"}
        by_hand = there | {"registered": True}
        assert keeping({"1 a": by_hand}, {"1 a": said}, lacking)["1 a"] == by_hand


def test_nothing_to_nothing() -> None:
    found = compare({}, {}, whole=True)
    assert (found.rows, found.missing, found.same) == ((), (), 0)


def test_a_site_is_the_same_after_it_was_facts() -> None:
    site = Site(identifier="5118000001", name="甲", url="http://a.cn/", include=("/a/", "/b/"))
    assert site_of("5118000001", site_facts(site)) == site


@pytest.mark.parametrize(
    ("table", "field", "value", "word"),
    [
        (RegistryTable.SITES, "status", "suspended", "暂停"),
        (RegistryTable.SITES, "budget", UNLIMITED_PAGES, "不限"),
        (RegistryTable.SITES, "pace", 2.0, "2"),
        (RegistryTable.SITES, "include", ["/a/", "/b/"], "/a/ /b/"),
        (RegistryTable.SITES, "capped", False, "关"),
        (RegistryTable.SITES, "kind", "门户", "门户"),
        (RegistryTable.COLUMNS, "kind", "notice", "通知公告"),
        (RegistryTable.COLUMNS, "max_age_days", None, ""),
        (RegistryTable.COLUMNS, "registered", True, "人工登记"),
    ],
)
def test_fields_are_told_as_a_table_writes_them(
    table: RegistryTable, field: str, value: object, word: str
) -> None:
    assert word_of(table, field, value) == word


def test_fields_stand_as_in_a_table() -> None:
    facts = {"capped": True, "organizer": "", "name": "甲"}
    assert fields_in_order(RegistryTable.SITES, facts) == ["name", "organizer", "capped"]


def test_fields_are_called_as_the_tables_call_them() -> None:
    assert head_of(RegistryTable.SITES, "name") == "网站名称"
    assert head_of(RegistryTable.COLUMNS, "name") == "栏目名称"
    assert head_of(RegistryTable.COLUMNS, "max_age_days") == "更新期限"
    assert head_of(RegistryTable.SITES, "what nobody knows") == "what nobody knows"
