"""`govsweep kit`: known faults planted, and any tool's findings held against them."""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

import click
import msgspec

from govsweep import clock, reading
from govsweep.city import SampleCity, build, serve
from govsweep.city.model import Document
from govsweep.cli.demo import register
from govsweep.cli.listing import show
from govsweep.cli.options import open_store
from govsweep.cli.sweep import run
from govsweep.clock import night_of
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.exports import write_export
from govsweep.kit.kinds import NAMES, FaultKind
from govsweep.kit.planting import GivenPage, PlantedFault, PlantedPages, kinds_wanted, plant
from govsweep.kit.reported import read_reported, text_of
from govsweep.kit.scoring import KindScore, score
from govsweep.reports.writing import make_folder

_LIST = "清单.jsonl"
_FOUND = "查出.jsonl"
_BEFORE = "植入前查出.jsonl"
_PAGES = (".html", ".htm", ".shtml")
_HEADS = (
    "问题",
    "检出率（确认）",
    "检出率（含疑似）",
    "误报率（确认）",
    "误报率（含疑似）",
    "相似而无误的被报",
)

_kinds = click.option(
    "--kinds", default="", metavar="种类", help="植入哪几种，逗号分开；不写就是全部，见 kit kinds。"
)
_each = click.option(
    "--each",
    type=click.IntRange(1, 1_000),
    metavar="个数",
    default=20,
    help="每种植入几处，默认 20。",
)
_seed = click.option(
    "--seed", type=int, metavar="整数", default=1, help="种子：同样的网页和种子，植入的一样。"
)


@click.group()
def kit() -> None:
    """验收工具包：植入已知的问题，把任何工具查出的与之对照，算出检出率和误报率。"""


@kit.command()
def kinds() -> None:
    """列出能植入的问题：代码、叫法、本程序由哪些检查项报。"""
    rows = [(kind.value, names.name, "、".join(names.checks)) for kind, names in NAMES.items()]
    show(("代码", "问题", "检查项"), rows)


@kit.command("plant")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件夹",
    help="植入后的网页和清单写到这个文件夹，必须还没有。",
)
@click.option(
    "--base",
    default="http://127.0.0.1:8123/",
    metavar="网址",
    help="这些网页将由哪个网址打开；默认 http://127.0.0.1:8123/。",
)
@_kinds
@_each
@_seed
def plant_folder(folder: Path, output: Path, base: str, kinds: str, each: int, seed: int) -> None:
    """把已知的问题植入一个文件夹的网页的副本；原来的不动。"""
    wanted = kinds_wanted(kinds)
    if not folder.is_dir():
        raise InputError(f"{folder}：没有这个文件夹")
    if not base.startswith(("http://", "https://")):
        raise InputError(f"--base：“{base}”不是网址")
    if output.exists():
        raise InputError(f"{output} 已经存在；请另给一个文件夹")
    files = {
        f"{base.rstrip('/')}/{quote(path.relative_to(folder).as_posix())}": path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _PAGES and path.is_file()
    }
    made = plant(
        (GivenPage(url, path.read_bytes()) for url, path in files.items()),
        wanted,
        each=each,
        seed=seed,
    )
    shutil.copytree(folder, output / "网页")
    for url, body in made.bodies.items():
        (output / "网页" / files[url].relative_to(folder)).write_bytes(body)
    for name, body in made.files.items():
        path = output / "网页" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    _write(output, made.faults)
    click.echo(f"已写出 {output / '网页'}：{len(made.bodies)} 个网页有改动")


@kit.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="文件夹",
    help="清单、登记表写到这个文件夹；--sweep 时查出的也写在这里。",
)
@click.option(
    "--sweep", "sweeping", is_flag=True, help="由本程序在植入前后各巡检一遍，并与清单对照。"
)
@_kinds
@_each
@_seed
def city(output: Path, sweeping: bool, kinds: str, each: int, seed: int) -> None:
    """在本机打开一个编造的城市，植入已知的问题，供任何工具经代理访问。"""
    day, wanted = night_of(clock.now()), kinds_wanted(kinds)
    make_folder(output)
    before = output / _BEFORE
    if sweeping:
        plain = build(day, faults=False)
        with serve(plain) as server:
            _sweep(plain, server.proxy_url, before)
    made_city = build(day, faults=False)
    made = plant_city(made_city, wanted, each, seed)
    _write(output, made.faults)
    (output / "登记表.csv").write_text(made_city.registry_csv(), "utf-8-sig")
    click.echo(f"登记表：{output / '登记表.csv'}（{len(made_city.sites)} 个网站）")
    with serve(made_city) as server:
        if not sweeping:
            click.echo(f"经 HTTP 代理 {server.proxy_url} 访问；按 Ctrl-C 结束")
            click.pause(info="")
            return
        _sweep(made_city, server.proxy_url, output / _FOUND)
    _print(score(made.faults, read_reported(output / _FOUND), read_reported(before)))


@kit.command("score")
@click.argument("planted", type=click.Path(path_type=Path), metavar="清单")
@click.argument("found", type=click.Path(path_type=Path), metavar="查出的")
@click.option(
    "--before",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="同一工具在没有植入的网页上查出的；其中有的不算误报。",
)
def score_found(planted: Path, found: Path, before: Path | None) -> None:
    """把一个工具查出的（CSV、JSON、JSON Lines）与清单对照。"""
    stood = read_reported(before) if before is not None else []
    _print(score(_read(planted), read_reported(found), stood))


def plant_city(city: SampleCity, wanted: Sequence[FaultKind], each: int, seed: int) -> PlantedPages:
    """Plant in pages that links lead to, of sites that answer."""
    pages: list[GivenPage] = []
    for host, one in city.hosts.items():
        linked: set[str] = set()
        own: dict[str, GivenPage] = {}
        for path, document in one.documents.items():
            if "html" not in document.content_type or document.status != 200:
                continue
            url = f"http://{host}{path}"
            page = reading.read_page(document.body, url=url, content_type=document.content_type)
            linked.update(anchor.target for anchor in page.anchors)
            own[url] = GivenPage(url, document.body, document.content_type)
        pages += [
            page for url, page in own.items() if url in linked and page.url != f"http://{host}/"
        ]
    made = plant(pages, tuple(wanted), each=each, seed=seed)
    for url, body in made.bodies.items():
        host, _, path = url.removeprefix("http://").partition("/")
        documents = city.hosts[host].documents
        documents[f"/{path}"] = documents[f"/{path}"]._replace(body=body)
        for name, picture in made.files.items():
            documents[f"/{name}"] = Document(picture, "image/gif")
    return made


def _sweep(city: SampleCity, proxy: str, path: Path) -> None:
    os.environ.setdefault("GOVSWEEP_RETRY_AFTER", "5")
    os.environ.setdefault("GOVSWEEP_AUDIT_PAGES", "0")
    for name in ("http_proxy", "https_proxy"):
        os.environ[name] = proxy
    os.environ["no_proxy"] = ""
    settings = load()
    store = open_store(settings, make=True)
    register(store, city, "govsweep kit city --sweep")
    run(store, settings, workers=None)
    newest = store.sweeps.get()
    found = store.findings.all(sweep=newest.id if newest else None)
    write_export("jsonl", found, path)
    click.echo(f"查出的：{path}，{len(found)} 个问题")


def _write(output: Path, faults: Iterable[PlantedFault]) -> None:
    lines = [msgspec.json.encode(one).decode() for one in faults]
    path = output / _LIST
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    click.echo(f"清单：{path}，{len(lines)} 处")


def _read(path: Path) -> list[PlantedFault]:
    faults = []
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        try:
            faults.append(msgspec.json.decode(line, type=PlantedFault))
        except msgspec.DecodeError as error:
            raise InputError(f"{path} 第 {number} 行：不是 kit 写出的清单") from error
    if not faults:
        raise InputError(f"{path}：清单是空的")
    return faults


def _print(rows: Iterable[KindScore]) -> None:
    cells = [
        (
            NAMES[row.kind].name,
            *(one.words for one in (row.confirmed, row.any, row.false, row.false_any, row.decoys)),
        )
        for row in rows
    ]
    show(_HEADS, cells, title="植入的与查出的")
    click.echo("括号里是 95% 区间（Wilson）。误报率：报出的里面，与植入的无关的占多少。")
