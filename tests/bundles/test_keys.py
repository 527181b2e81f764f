"""The key of a district: its file is its owner's alone."""

import stat
from pathlib import Path

import pytest

from govsweep.bundles import SigningKey, read_key, write_new_key
from govsweep.errors import InputError


def test_it_is_read_again_as_it_was_made(key: SigningKey, tmp_path: Path) -> None:
    path = tmp_path / "bundle.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = read_key(path)
    assert (again.name, again.public) == ("东江县", key.public)
    assert again.sign(b"x") == key.sign(b"x") != key.sign(b"y")


def test_none_is_written_over(key: SigningKey, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="已经存在"):
        write_new_key(tmp_path / "bundle.key", "东江县")
    assert read_key(tmp_path / "bundle.key").public == key.public


def test_one_that_others_can_read_is_not_used(key: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "bundle.key").chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        read_key(tmp_path / "bundle.key")


@pytest.mark.parametrize("text", ["", "{}", '{"name": "x", "private": "AAAA"}', "[1]"])
def test_another_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(InputError, match="不是 govsweep bundle key new 生成"):
        read_key(path)


def test_a_key_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个文件"):
        read_key(tmp_path / "none.key")
