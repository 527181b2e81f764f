"""Sources are told apart by a digest: that of the reader decides what is read again."""

from pathlib import Path

from govsweep.source_digest import digest, files_in, reader_version, sources


def test_another_content_another_name_and_another_file_make_another(tmp_path: Path) -> None:
    def told() -> bytes:
        return digest(files_in([tmp_path]))

    empty = told()
    (tmp_path / "one.py").write_text("1")
    first = told()
    (tmp_path / "one.py").write_text("2")
    second = told()
    (tmp_path / "one.py").rename(tmp_path / "two.py")
    assert len({empty, first, second, told()}) == 4


def test_what_python_makes_of_them_is_none(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("1")
    before = digest(files_in([tmp_path]))
    made = tmp_path / "__pycache__" / "one.pyc"
    made.parent.mkdir()
    made.write_bytes(b"0")
    assert digest(files_in([tmp_path])) == before


def test_the_reader_is_what_makes_facts_of_documents() -> None:
    (reading,) = sources(["govsweep.reading"])
    assert (reading / "page.py").is_file()
    assert sources(["govsweep.nowhere"]) == []
    assert len(bytes.fromhex(reader_version())) == 16
