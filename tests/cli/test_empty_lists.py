"""A list of nothing says why: nobody has looked, nothing is registered, or there is none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

REGISTRY = "网站标识码,网站名称,首页网址\n5118000001,清禾市人民政府,http://www.qinghe.gov.cn/\n"
CLUES = "网址\nhttp://www.qinghe-fuwu.example/\n"


@pytest.fixture
def office(tmp_path: Path, command: Run) -> Callable[..., tuple[str, str]]:
    """An office that has registered a site, and swept nothing."""

    def run(*words: str) -> tuple[str, str]:
        done = command(tmp_path, *words, GOVSWEEP_DATABASE_URL=f"sqlite:///{tmp_path}/govsweep.db")
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    (tmp_path / "登记表.csv").write_text(REGISTRY, "utf-8")
    (tmp_path / "线索.csv").write_text(CLUES, "utf-8")
    run("sites", "import", "登记表.csv")
    return run


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("columns", "list"), "还没有做过巡检：没有列出的，不等于没有"),
        (("suspects", "list"), "还没有做过巡检：没有列出的，不等于没有"),
        (("suspects", "turned"), "还没有做过巡检：没有列出的，不等于没有"),
        (("sites", "audit"), "还没有做过巡检：没有列出的，不等于没有"),
        (("sites", "audit"), "没有登记为关停、暂停的网站"),
        (("media", "list"), "没有登记新媒体账号"),
        (("media", "list", "--status", "运行"), "没有符合条件的新媒体账号"),
        (("bundle", "senders"), "名单是空的"),
    ],
)
def test_it_says_why(
    office: Callable[..., tuple[str, str]], words: tuple[str, ...], why: str
) -> None:
    assert why in office(*words)[1]


def test_a_list_with_something_in_it_says_nothing_of_the_kind(
    office: Callable[..., tuple[str, str]],
) -> None:
    office("suspects", "import", "线索.csv")
    listed, told = office("suspects", "list")
    assert "www.qinghe-fuwu.example" in listed
    assert told == ""


@pytest.mark.parametrize(
    ("report", "lists", "printed"),
    [
        ("suspects", (("suspects", "import", "线索.csv"),), "http://www.qinghe-fuwu.example/"),
        ("media", (("media", "import", "新媒体.csv"),), "微信,清禾发布,某办,运行,,,,未知,,未检查"),
        ("duties", (("duties", "import", "目录", "目录.csv"),), "某办,A1,工作动态"),
    ],
)
def test_before_a_first_sweep_a_table_tells_what_was_registered(
    office: Callable[..., tuple[str, str]],
    tmp_path: Path,
    report: str,
    lists: tuple[tuple[str, ...], ...],
    printed: str,
) -> None:
    (tmp_path / "新媒体.csv").write_text(
        "平台,账号,名称,主办单位\n微信,fabu,清禾发布,某办\n", "utf-8"
    )
    (tmp_path / "目录.csv").write_text(
        "单位,编码,名称,网站标识码\n某办,A1,工作动态,5118000001\n", "utf-8"
    )
    for words in lists:
        office(*words)
    _, told = office("report", report, "-o", "表.csv")
    assert "还没有做过巡检：没有列出的，不等于没有" in told
    written = (tmp_path / "表.csv").read_text("utf-8-sig")
    assert printed in written
    assert "还没有做过巡检：这里只有登记的和导入的" in written
    assert "导入不足" not in written


def test_what_rests_on_a_sweep_is_refused_before_one(tmp_path: Path, command: Run) -> None:
    url = f"sqlite:///{tmp_path}/govsweep.db"
    (tmp_path / "登记表.csv").write_text(REGISTRY, "utf-8")
    command(tmp_path, "sites", "import", "登记表.csv", GOVSWEEP_DATABASE_URL=url)
    done = command(tmp_path, "report", "census", "-o", "表.csv", GOVSWEEP_DATABASE_URL=url)
    assert (done.returncode, (tmp_path / "表.csv").exists()) == (2, False)
    assert "还没有做过巡检，无法出报告" in done.stderr
