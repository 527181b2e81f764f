"""Policy documents from what sites say of them to the printed line."""

import csv
import datetime as dt
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep import clock
from govsweep.addresses import fingerprint
from govsweep.cli import main
from govsweep.facts import Context, Site, Visit
from govsweep.reading import read_page
from govsweep.store import Delivery, Store

AT = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
URL = "http://www.qinghe.gov.cn/zcwj/{}.html"
TEXT = "第一条 为规范有关补贴发放，制定本办法。第二条 补贴按人数核定，由财政部门拨付。" * 3


def document(title: str, *words: str) -> str:
    body = "".join(f"<p>{one}</p>" for one in (*words[:1], TEXT, *words[1:]))
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>发布时间：2024-01-05 来源：市政府办公室</p><div class='txt'>{body}</div></body>"
    )


DOCUMENTS = {
    1: document("养老服务补贴办法", "清政发〔2024〕1号", "本办法自2024年1月1日起施行，有效期3年。"),
    2: document("村道养护管理办法", "清政发〔2021〕2号", "本办法自2021年1月1日起施行，有效期5年。"),
    3: document("学生营养改善办法（已废止）", "本办法自2019年1月1日起施行，有效期5年。"),
    4: document("市政府召开会议研究养老工作"),
}


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    a_site: Callable[..., Site],
    a_context: Callable[..., Context],
) -> Callable[..., Result]:
    """A site of four articles that a sweep has read."""
    url = f"sqlite:///{tmp_path}/x.db"
    site = a_site()
    with closing(Store(url)) as store:
        store.upgrade()
        store.sites.save([site])
        sweep, _ = store.sweeps.open(
            night=AT.date(), as_of=AT.date(), sites=[site], indicators="2019",
            rules_version="1", at=AT.timestamp(), again=True,
        )  # fmt: skip
        store.pages.commit(
            sweep.id,
            [
                Delivery(
                    Visit(
                        queue=site.identifier, url=URL.format(number), at=AT, status=200,
                        fingerprint=fingerprint(URL.format(number)),
                        page=read_page(html.encode(), url=URL.format(number), day=AT.date()),
                    )
                )
                for number, html in DOCUMENTS.items()
            ],
        )  # fmt: skip
        store.sweeps.close(sweep.id, reason="until", finished=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", url)
    monkeypatch.setattr(clock, "now", lambda: AT)

    def run(*words: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, ["policies", *words])
        assert done.exit_code == code, done.output
        return done

    return run


def rows(path: Path) -> dict[str, dict[str, str]]:
    told = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    return {row["文件"]: row for row in told if row["文件"]}


def test_what_documents_say_of_themselves(run: Callable[..., Result], tmp_path: Path) -> None:
    run("-o", "清单.csv")
    told = rows(tmp_path / "清单.csv")
    assert {title: row["文号"] for title, row in told.items()} == {
        "学生营养改善办法（已废止）": "",
        "村道养护管理办法": "清政发〔2021〕2号",
        "养老服务补贴办法": "清政发〔2024〕1号",
    }, "news is no document"
    assert told["养老服务补贴办法"]["有效期至"] == "2027-01-01"
    assert told["养老服务补贴办法"]["情况"] == "还有42天"
    assert told["村道养护管理办法"]["情况"] == "已届满，没有标注"
    assert told["学生营养改善办法（已废止）"]["情况"].startswith("已标注")


def test_what_ends_soon_and_does_not_say_so(run: Callable[..., Result], tmp_path: Path) -> None:
    told = run("--ending", "90").stdout
    assert "养老服务补贴办法" in told and "村道养护管理办法" in told
    assert "学生营养改善办法" not in told
    assert "养老服务补贴办法" not in run("--ending", "40").stdout


def test_wrong_uses(run: Callable[..., Result]) -> None:
    assert "应当以 .csv 结尾" in run("-o", "清单.docx", code=2).stderr
    assert "5118009999" in run("--site", "5118009999", code=2).stderr
