"""`govsweep evidence`: the proof of a finding in one ZIP."""

import hashlib
from pathlib import Path

import click

from govsweep.cli.options import OutputPath, open_store
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.exports.evidence import pack, saved_pages, verify, write_pack
from govsweep.rectification import chosen
from govsweep.reports.writing import is_stream


@click.command()
@click.argument("key", required=False, metavar="[编号]")
@click.option(
    "-o",
    "--output",
    type=OutputPath(dir_okay=False),
    metavar="文件.zip",
    help="写到这个文件；默认 evidence-编号.zip。",
)
@click.option("--screenshot", is_flag=True, help="给保存的网页截图（要有 Chromium）。")
@click.option(
    "--verify",
    "checked",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件.zip",
    help="核对一个证据包的各文件是否与其清单一致。",
)
def evidence(key: str | None, output: Path | None, screenshot: bool, checked: Path | None) -> None:
    """把一个问题的证据打成一个 ZIP：保存的网页、每次访问的头部和跳转、规则版本、哈希清单。

    不访问网站。打包时报出整个文件的 SHA-256，请另行记下：
    核对时与它一致，才说明清单本身也没有改动。
    """
    if checked is not None:
        _verify(checked)
        return
    if key is None:
        raise InputError("请给出问题的编号，或用 --verify 核对一个证据包")
    store = open_store()
    (finding,) = chosen(store, [key])
    path = output or Path(f"evidence-{finding.short_id}.zip")
    shots = _shots(saved_pages(store, finding)) if screenshot else {}
    packed = pack(store, finding, shots)
    write_pack(packed, path)
    click.echo(f"已写出 {path}，{len(packed.files)} 个文件", err=True)
    click.echo(f"{packed.digest}  {path}", err=is_stream(path))


def _shots(pages: dict[str, bytes]) -> dict[str, bytes]:
    # Loaded only here: few machines have a browser.
    from govsweep.exports.screenshot import shoot  # noqa: PLC0415

    named = load().browser
    return {f"{folder}/screenshot.png": shoot(body, named) for folder, body in pages.items()}


def _verify(path: Path) -> None:
    faults = verify(path)
    for fault in faults:
        click.secho(fault, fg="red", err=True)
    if faults:
        raise InputError(f"{path} 与其清单不符，共 {len(faults)} 处")
    click.echo(f"{path} 各文件与清单一致，整个文件的 SHA-256：")
    click.echo(hashlib.sha256(path.read_bytes()).hexdigest())
