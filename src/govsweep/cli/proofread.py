"""Proofreading a manuscript before it is published: `proofread`."""

import json
from pathlib import Path

import click

from govsweep import clock
from govsweep.addresses import href
from govsweep.cli.options import output_option, rules_told
from govsweep.cli.sources import content_of
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.proofreading import Proofread, marked_document, read_manuscript
from govsweep.proofreading import proofread as judge
from govsweep.reports.labels import check_name
from govsweep.reports.writing import is_stream, write_bytes
from govsweep.words import LineMark, Matcher


@click.command()
@click.argument("source", metavar="文件|网址")
@output_option
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text")
def proofread(source: str, output: Path | None, form: str) -> None:
    """送审校对：查一份要发布的稿件（文本、Word、PDF、Excel）。什么也不留存。

    -o 写出带批注的 Word 文件：原稿是 DOCX 的，批注加在原稿上，版式不动；
    其他格式的，另写一份只有文字的。
    """
    if output is not None:
        _require_document(source, output)
    manuscript = read_manuscript(source, *content_of(source))
    click.echo(manuscript.told, err=True)
    read = judge(manuscript, Matcher(rules_told(load())))
    if output is not None:
        write_bytes(output, marked_document(read, clock.now()))
        click.echo(f"批注 {len(read.marks)} 处，写到 {output}", err=True)
    if output is None or not is_stream(output):
        tell(read, form)


def _require_document(source: str, output: Path) -> None:
    """Raise `InputError` for an output that is no DOCX by its name, or that is the manuscript."""
    if is_stream(output):
        return
    if output.suffix.lower() != ".docx":
        raise InputError(f"-o 写出的是 Word 文件，文件名要以 .docx 结尾，现在是 {output}")
    if not href(source) and output.exists() and output.samefile(source):
        raise InputError(f"-o 不能写到原稿 {source} 上，请另取一个文件名")


def tell(read: Proofread, form: str) -> None:
    """Print the marks of a manuscript, and as text its error rate."""
    rows = [one._asdict() for one in read.marks]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for mark, row in zip(read.marks, rows, strict=True):
        click.echo(json.dumps(row, ensure_ascii=False) if form == "jsonl" else _flag(mark, read))
    if form == "text":
        click.echo(read.rate.told, err=True)


def _flag(mark: LineMark, read: Proofread) -> str:
    code = mark.check if mark.confirmed else f"{mark.check}，疑似"
    advice = f" → {mark.suggestion}" if mark.suggestion else ""
    where = read.manuscript.place_of(mark.line)
    return f"{where} {check_name(mark.check)}（{code}）：{mark.quote}{advice}"
