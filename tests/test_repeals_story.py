"""Repealed documents, from the office's list to the printed line, by the commands it types."""

import csv
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TEXT = "第一条 为规范有关补贴发放，制定本办法。第二条 补贴按人数核定，由财政部门拨付。" * 3
STANDING, MARKED, LONGER = "村道养护管理办法", "学生营养改善办法", "村道养护管理办法实施细则"
NUMBER = "清政发〔2021〕2号"
FOOTER = (
    "<div class='footer'><p>主办：清禾市水利局 网站标识码：5118000001 联系电话：1234567</p>"
    "<p>蜀ICP备13001288号 川公网安备 51182702000123号</p></div>"
)


def html(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><ul class="menu"><li><a href="/">首页</a></li>'
        f'<li><a href="/zcwj/">政策文件</a></li></ul>{body}{FOOTER}</body>'
    )


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A site with a document that stands, one marked as repealed, one with a longer name."""
    folder = tmp_path / "site"
    (folder / "zcwj").mkdir(parents=True)
    rows = ""
    for number, title in enumerate((STANDING, f"{MARKED}（已废止）", LONGER)):
        rows += (
            f'<li><a href="/zcwj/{number}.html">{title}</a><span>2026-01-0{number + 1}</span></li>'
        )
        head = f"<h1>{title}</h1><p>发布时间：2026-01-0{number + 1} 来源：清禾市水利局</p>"
        own = f"<p>{NUMBER}</p>" if title == STANDING else ""
        page = html(title, f"{head}<div class='txt'>{own}<p>{TEXT}</p></div>")
        (folder / f"zcwj/{number}.html").write_text(page, "utf-8")
    (folder / "zcwj/index.html").write_text(html("政策文件", f"<ul>{rows}</ul>"), "utf-8")
    (folder / "index.html").write_text(html("清禾市水利局", f"<ul>{rows}</ul>"), "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_from_the_list_to_the_ledger(
    tmp_path: Path, address: str, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    lists = tmp_path / "词表"
    lists.mkdir()

    def run(*words: str) -> str:
        done = command(
            tmp_path,
            *words,
            GOVSWEEP_DATABASE_URL=f"sqlite:///{tmp_path}/govsweep.db",
            GOVSWEEP_LEXICONS=str(lists),
            GOVSWEEP_RETRY_AFTER="0",
        )
        return done.stdout + done.stderr

    (tmp_path / "登记表.csv").write_text(
        "网站标识码,网站名称,首页网址,主办单位,每秒请求数\n"
        f"5118000001,清禾市水利局,{address}/,清禾市水利局,0\n",
        "utf-8",
    )
    run("sites", "import", "登记表.csv")
    listed = (
        f"标题,文号,日期,依据\n{STANDING},{NUMBER},2026-06-01,清政发〔2026〕20号\n"
        f"{MARKED},,2026-06-01,\n"
    )
    (lists / "废止目录.csv").write_text(f"{listed},,2026年13月,\n", "utf-8")
    told = run("doctor")
    assert "废止目录.csv 第 4 行" in told, told
    (lists / "废止目录.csv").write_text(listed, "utf-8")
    run("sweep", "--workers", "1")
    run("report", "problems", "-o", "台账.csv")
    rows = csv.DictReader((tmp_path / "台账.csv").read_text("utf-8-sig").splitlines())
    (row,) = [one for one in rows if one["问题"] == "过时失效文件"]
    assert (row["网址"], row["把握"]) == (f"{address}/zcwj/0.html", "确认")
    assert f"《{STANDING}》" in row["问题说明"] and "清政发〔2026〕20号" in row["问题说明"]
