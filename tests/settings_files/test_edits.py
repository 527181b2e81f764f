"""Forms over the office's TOML files: what is set, what changes, and what stays as it was."""

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep import starter
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.reports import Office, read_office
from govsweep.settings_files import (
    SECTIONS,
    Locked,
    RefusedFieldsError,
    SettingEdit,
    edited,
    office_file,
    settings_file,
    shown_fields,
)

WRITTEN = """\
# 王工管
name = "清禾市政务公开办公室"  # 2026 年起
# 检查范围
# region = "全市"
working_days = 10

[periods]
# 省里的
"专项检查" = { begins = 2026-03-01, ends = 2026-04-30 } # 两个月
[periods."年底"]
begins = 2026-12-01
ends = 2026-12-31
"""


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GOVSWEEP_{name.upper()}", raising=False)


@pytest.fixture
def edit(tmp_path: Path) -> Callable[..., SettingEdit]:
    """An edit of the office's file, or of the settings."""
    (tmp_path / "office.toml").write_text(WRITTEN, "utf-8")

    def make(section: str, **texts: str) -> SettingEdit:
        named = SECTIONS[section]
        read = office_file if named.file == "office.toml" else settings_file
        return edited(read(tmp_path / named.file), named, texts)

    return make


def test_every_field_of_both_files_stands_in_one_section() -> None:
    for model, file in ((Office, "office.toml"), (Settings, "govsweep.toml")):
        names = [name for one in SECTIONS.values() if one.file == file for name in one.names]
        assert sorted(names) == sorted(model.model_fields)


class TestEdit:
    def test_a_value_is_changed_and_the_rest_stays_as_people_wrote_it(
        self, edit: Callable[..., SettingEdit]
    ) -> None:
        made = edit("papers", name="清禾市政府办公室", region="", contact="")
        assert made.body.decode() == WRITTEN.replace("清禾市政务公开办公室", "清禾市政府办公室")
        (change,) = made.changes
        assert (change.before, change.after) == ("清禾市政务公开办公室", "清禾市政府办公室")

    def test_a_value_more_stands_under_its_sample(self, edit: Callable[..., SettingEdit]) -> None:
        made = edit("papers", name="清禾市政务公开办公室", region="全区", signed_on="2026-12-31")
        text = made.body.decode()
        assert '# region = "全市"\nregion = "全区"\n' in text
        assert text.index("signed_on = 2026-12-31") < text.index("[periods]")
        assert tomllib.loads(text)["signed_on"] == dt.date(2026, 12, 31)

    def test_a_value_goes(self, edit: Callable[..., SettingEdit]) -> None:
        made = edit("deadlines", working_days="")
        assert made.body.decode() == WRITTEN.replace("working_days = 10\n", "")
        assert (made.changes[0].before, made.changes[0].after) == ("10", "")

    def test_what_is_there_and_empty_is_something_else_than_nothing(
        self, edit: Callable[..., SettingEdit]
    ) -> None:
        made = edit("papers", name="清禾市政务公开办公室", copies_to='""')
        assert tomllib.loads(made.body.decode())["copies_to"] == ""

    def test_entries_of_a_table_change_one_by_one(self, edit: Callable[..., SettingEdit]) -> None:
        made = edit(
            "periods", periods="专项检查 2026-03-01 2026-04-30\n百日 行动 2026-05-01 2026-06-30"
        )
        text = made.body.decode()
        assert '# 省里的\n"专项检查" = { begins = 2026-03-01, ends = 2026-04-30 } # 两个月' in text
        assert list(tomllib.loads(text)["periods"]) == ["专项检查", "百日 行动"]
        again = edit(
            "periods", periods="专项检查 2026-03-02 2026-04-30\n年底 2026-12-01 2026-12-31"
        )
        assert tomllib.loads(again.body.decode())["periods"]["专项检查"] == {
            "begins": dt.date(2026, 3, 2),
            "ends": dt.date(2026, 4, 30),
        }
        assert "# 两个月" in again.body.decode()

    def test_nothing_changed(self, edit: Callable[..., SettingEdit]) -> None:
        made = edit("deadlines", working_days=" 10 ", serious_working_days="")
        assert (made.changes, made.body.decode()) == ((), WRITTEN)

    @pytest.mark.parametrize(
        ("section", "texts", "field", "told"),
        [
            ("deadlines", {"working_days": "0"}, "working_days", "不得小于 1"),
            ("deadlines", {"working_days": "十天"}, "working_days", "应为整数"),
            ("papers", {"signed_on": "2026-13-01"}, "signed_on", "日期"),
            ("periods", {"periods": "专项 2026-03-01"}, "periods", "日期"),
            ("periods", {"periods": "专项 2026-03-02 2026-03-01"}, "periods", "晚于"),
            ("periods", {"periods": "2026Q4 2026-10-08 2026-11-30"}, "periods", "不能叫“2026Q4”"),
            ("periods", {"periods": "上半年 2026-01-01 2026-06-30"}, "periods", "请换一个名称"),
            ("assessment", {"rounds": "没有的 最差"}, "rounds", "没有“没有的”这个指标"),
            ("sweeps", {"pace": "-1"}, "pace", "不得小于 0"),
            ("sweeps", {"pace": "inf"}, "pace", "应为数字"),
            ("sweeps", {"quiet_hours": "8-18"}, "quiet_hours", "写法不对"),
            ("sweeps", {"rendering": "也许"}, "rendering", "“是”或“否”"),
            ("sweeps", {"workers": "65"}, "workers", "不得大于 64"),
            # What stops the next sweep, or a paper, is refused where it is typed.
            ("sweeps", {"quiet_hours": "08:00-08:00"}, "quiet_hours", "全天"),
            ("sweeps", {"lease": "0.001"}, "lease", "不得小于 0.1"),
            ("sweeps", {"budget": "999999999999"}, "budget", "不得大于"),
            ("sweeps", {"site_hours": "999999999999"}, "site_hours", "不得大于 168"),
            ("sweeps", {"pace": "1001"}, "pace", "不得大于 1000"),
            ("deadlines", {"working_days": "999999999"}, "working_days", "不得大于 250"),
            ("periods", {"periods": "全 0001-01-01 9999-12-31"}, "periods", "不得大于 2100-12-31"),
        ],
    )
    def test_what_the_model_refuses(
        self,
        edit: Callable[..., SettingEdit],
        section: str,
        texts: dict[str, str],
        field: str,
        told: str,
    ) -> None:
        with pytest.raises(RefusedFieldsError) as refused:
            edit(section, **texts)
        assert told in refused.value.faults[field]

    def test_a_name_on_two_lines_is_not_lost(self, edit: Callable[..., SettingEdit]) -> None:
        lines = "专项 2026-03-01 2026-04-30\n专项 2026-09-01 2026-09-30"
        with pytest.raises(InputError, match="“专项”写了两行"):
            edit("periods", periods=lines)

    def test_a_number_is_shown_as_it_is_and_can_be_sent_again(self, tmp_path: Path) -> None:
        (tmp_path / "govsweep.toml").write_text("pace = 0.1234567\nsite_hours = 1e-6\n")
        file, section = settings_file(tmp_path / "govsweep.toml"), SECTIONS["sweeps"]
        shown = {one.name: one.text for one in shown_fields(section, file.values)}
        assert (shown["pace"], shown["site_hours"]) == ("0.1234567", "0.000001")
        assert edited(file, section, shown).changes == ()

    def test_what_holds_for_the_whole_file_only(self, edit: Callable[..., SettingEdit]) -> None:
        with pytest.raises(InputError, match="messages_on_time 3 大于 messages 2"):
            edit("figures", messages="2", messages_on_time="3")

    @pytest.mark.parametrize(
        ("section", "name"),
        [
            *(("server", "database_url"), ("server", "lexicons"), ("login", "serve_token")),
            *(("assessment", "packs"), ("papers", "working_days"), ("papers", "none")),
        ],
    )
    def test_what_is_not_of_the_form_is_not_written(
        self, edit: Callable[..., SettingEdit], section: str, name: str
    ) -> None:
        assert edit(section, **{name: "/etc/passwd"}).changes == ()

    @pytest.mark.parametrize("words", ['a"b\\', "# a", "[x]", "多\u2028行", "''' \"\"\""])
    def test_marks_of_toml_in_words_are_words(
        self, edit: Callable[..., SettingEdit], words: str
    ) -> None:
        made = edit("papers", name=words)
        assert tomllib.loads(made.body.decode())["name"] == " ".join(words.split())


class TestFile:
    def test_a_new_file_is_what_init_writes_with_the_field(self, tmp_path: Path) -> None:
        file = office_file(tmp_path / "office.toml")
        made = edited(file, SECTIONS["papers"], {"name": "清禾市政府办公室"})
        fresh = starter.files()["office.toml"].decode()
        assert set(fresh.splitlines()) < set(made.body.decode().splitlines())
        (tmp_path / "office.toml").write_bytes(made.body)
        assert read_office(tmp_path / "office.toml").name == "清禾市政府办公室"

    @pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_encoding_and_ends_of_lines_stay(self, tmp_path: Path, charset: str, ends: str) -> None:
        path = tmp_path / "office.toml"
        path.write_bytes(WRITTEN.replace("\n", ends).encode(charset))
        made = edited(office_file(path), SECTIONS["deadlines"], {"working_days": "15"})
        assert made.body.decode(charset) == WRITTEN.replace("= 10", "= 15").replace("\n", ends)

    @pytest.mark.parametrize("body", [b"name = ", b"\xff\xfe\x00", b"name = 1 name = 2"])
    def test_one_that_is_broken_is_told(self, tmp_path: Path, body: bytes) -> None:
        (tmp_path / "office.toml").write_bytes(body)
        with pytest.raises(InputError, match=r"^office\.toml "):
            office_file(tmp_path / "office.toml")

    def test_a_file_that_names_others_is_read_with_them(self, tmp_path: Path) -> None:
        path = tmp_path / "office.toml"
        path.write_text('roster_file = "没有.csv"\n', "utf-8")
        with pytest.raises(InputError, match=r"没有\.csv"):
            edited(office_file(path), SECTIONS["deadlines"], {"working_days": "9"})
        assert [one.name for one in tmp_path.iterdir()] == ["office.toml"]


class TestShown:
    SECRETS = (
        'serve_token = "a-token-that-nobody-sees"\nsso_secret = "sso-secret-value"\n'
        'database_url = "postgresql://me:hidden-password@db/x"\n'
        '[[receivers]]\nname = "市局"\nurl = "https://hook-with-key.example/"\n'
    )

    def test_no_secret_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "govsweep.toml").write_text(self.SECRETS, "utf-8")
        file = settings_file(tmp_path / "govsweep.toml")
        shown = [
            one
            for section in SECTIONS.values()
            if section.file == "govsweep.toml"
            for one in shown_fields(section, file.values, file.given)
        ]
        told = " ".join(f"{one.text} {one.default}" for one in shown)
        for secret in ("a-token", "sso-secret-value", "hidden-password", "hook-with-key"):
            assert secret not in told
        known = {one.name: one for one in shown}
        assert known["serve_token"].text == known["database_url"].text == "（已设）"
        assert known["posts_token"].text == ""
        assert known["serve_token"].locked is Locked.CREDENTIAL

    def test_what_the_environment_gives_is_not_edited(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOVSWEEP_PACE", "3")
        file = settings_file(tmp_path / "govsweep.toml")
        (pace,) = [
            one
            for one in shown_fields(SECTIONS["sweeps"], file.values, file.given)
            if one.name == "pace"
        ]
        assert (pace.locked, pace.is_set) == (Locked.ENVIRONMENT, True)
        assert edited(file, SECTIONS["sweeps"], {"pace": "5"}).changes == ()
