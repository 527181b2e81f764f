"""The sentences of click in Chinese: compiled as they are written, and still those of click."""

import io
from pathlib import Path

import click
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from govsweep import cli

FOLDER = Path(cli.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES"


def test_the_catalogue_is_compiled_from_its_source() -> None:
    with (FOLDER / "click.po").open("rb") as source, (FOLDER / "click.mo").open("rb") as compiled:
        written = io.BytesIO()
        write_mo(written, read_po(source, locale="zh_CN"))
        written.seek(0)
        expected = {str(one.id): one.string for one in read_mo(written)}
        assert {str(one.id): one.string for one in read_mo(compiled)} == expected


def test_every_sentence_is_one_of_click() -> None:
    folder = Path(click.__file__).parent
    keywords = {"_": None, "ngettext": (1, 2)}
    known = {
        one[2] if isinstance(one[2], str) else one[2][0]
        for one in extract_from_dir(folder, keywords=keywords)
    }
    with (FOLDER / "click.po").open("rb") as source:
        ours = {one.id if isinstance(one.id, str) else one.id[0] for one in read_po(source)}
    assert ours - {""} <= known
    assert len(ours) > 50
