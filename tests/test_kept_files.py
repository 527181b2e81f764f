"""Files that several people edit: replaced whole, only as they were, and put back on a fault."""

from pathlib import Path

import pytest

from govsweep.errors import InputError
from govsweep.kept_files import FileChangedError, Replacement, digest_of, read_kept


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"one")
    path.chmod(0o600)
    with Replacement(path, b"two", digest_of(b"one")) as replace:
        replace()
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert (read_kept(path), digest_of(None)) == (None, "")
    with Replacement(path, b"one", "") as replace:
        replace()
    assert read_kept(path) == b"one"
    with pytest.raises(FileChangedError), Replacement(path, b"two", "") as replace:
        replace()


def test_one_that_somebody_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"another's")
    with pytest.raises(FileChangedError), Replacement(path, b"two", digest_of(b"one")) as replace:
        replace()
    assert path.read_bytes() == b"another's"


@pytest.mark.parametrize("before", [b"one", None])
def test_it_is_put_back_where_what_belongs_to_it_fails(
    tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)

    def change() -> None:
        with Replacement(path, b"two", digest_of(before)) as replace:
            replace()
            raise OSError("the database is away")

    with pytest.raises(OSError, match="away"):
        change()
    assert read_kept(path) == before


def test_through_a_link_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"one")
    (tmp_path / "a.csv").symlink_to(tmp_path / "real.csv")
    with Replacement(tmp_path / "a.csv", b"two", digest_of(b"one")) as replace:
        replace()
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"two"


def test_why_it_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "a.csv"
    with (
        pytest.raises(InputError, match="无法写入：没有这个文件或文件夹"),
        Replacement(path, b"one", "") as replace,
    ):
        replace()
