"""The files that a new user begins with: read by the classes that they were made from."""

import tomllib
from pathlib import Path

import pytest

from govsweep import starter
from govsweep.config import Settings, load
from govsweep.errors import InputError
from govsweep.registry import read_columns, read_sites
from govsweep.reports.choices import Office, read_office


def uncommented(text: str) -> str:
    """The document with every setting in force."""
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    return "\n".join(line for line in lines if " = " in line and line.split()[0].isidentifier())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GOVSWEEP_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    starter.write(tmp_path, force=False)
    return tmp_path


def test_as_written_everything_is_as_by_default(folder: Path) -> None:
    written = load()
    (folder / starter.SETTINGS).unlink()
    assert written == load()
    assert read_office(folder / starter.OFFICE) == Office()


def test_every_setting_stands_there_with_its_default_and_meaning(folder: Path) -> None:
    text = (folder / starter.SETTINGS).read_text("utf-8")
    told = tomllib.loads(uncommented(text))
    assert list(told) == list(Settings.model_fields)
    for field in Settings.model_fields.values():
        assert field.description
        assert f"# {field.description}" in text


def test_with_all_of_them_in_force_defaults_are_defaults(folder: Path) -> None:
    file = folder / starter.SETTINGS
    told = uncommented(file.read_text("utf-8"))
    file.unlink()
    defaults = load()
    file.write_text(told, "utf-8")
    in_force = load()
    for name, field in Settings.model_fields.items():
        if field.get_default() not in (None, ""):
            assert getattr(in_force, name) == getattr(defaults, name), name


def test_the_office_s_file_too(folder: Path) -> None:
    file = folder / starter.OFFICE
    told = uncommented(file.read_text("utf-8"))
    assert list(tomllib.loads(told)) == list(Office.model_fields)
    file.write_text(told, "utf-8")
    assert read_office(file).working_days == Office().working_days


def test_the_sample_registries_are_good_and_visit_nobody(folder: Path) -> None:
    sites, columns = read_sites(folder / starter.SITES), read_columns(folder / starter.COLUMNS)
    assert sites.faults == columns.faults == []
    assert [row.status for row in sites.rows] == ["suspended"]
    assert [row.identifier for row in columns.rows] == [row.identifier for row in sites.rows]


def test_excel_reads_the_samples(folder: Path) -> None:
    assert (folder / starter.SITES).read_bytes().startswith(b"\xef\xbb\xbf")


def test_only_its_owner_reads_the_settings(folder: Path) -> None:
    assert (folder / starter.SETTINGS).stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten_unless_it_is_said(folder: Path) -> None:
    (folder / starter.OFFICE).write_text('name = "我们"\n', "utf-8")
    (folder / starter.SITES).unlink()
    with pytest.raises(InputError, match="--force"):
        starter.write(folder, force=False)
    assert not (folder / starter.SITES).exists()
    starter.write(folder, force=True)
    assert read_office(folder / starter.OFFICE) == Office()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="无法写入"):
        starter.write(tmp_path / "file" / "below", force=False)
