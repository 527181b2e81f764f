"""`govsweep kit`: from a folder of pages to the printed rates."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from govsweep import clock
from govsweep.city import build
from govsweep.cli import main
from govsweep.cli.kit import plant_city
from govsweep.clock import night_of
from govsweep.kit.kinds import FaultKind

TEXT = "各单位要认真组织实施，明确责任分工，确保各项任务按期完成，并及时报送有关工作情况。"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "网页"
    (folder / "a").mkdir(parents=True)
    (folder / "logo.png").write_bytes(b"png")
    for number in range(12):
        text = f"<html><head><meta charset='utf-8'></head><body><p>{TEXT}</p></body></html>"
        (folder / "a" / f"第{number}篇.html").write_text(text, "utf-8")
    return folder


@pytest.fixture
def kit(tmp_path: Path) -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(main, ["kit", *map(str, words)])


def planted(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "清单.jsonl").read_text("utf-8").splitlines()]


def test_from_pages_to_rates(kit: Callable[..., Result], pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "验收"
    made = kit("plant", pages, "-o", out, "--kinds", "别字", "--each", "4", "--seed", "3")
    assert made.exit_code == 0, made.output
    faults = [one for one in planted(out) if one["fault"]]
    assert len(faults) == 4
    changed = [
        path for path in (out / "网页" / "a").iterdir()
        if path.read_bytes() != (pages / "a" / path.name).read_bytes()
    ]  # fmt: skip
    assert len(changed) == 6  # the four, and two that only look like them
    assert (out / "网页" / "logo.png").read_bytes() == b"png"
    found = tmp_path / "查出.csv"
    with found.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("网址", "类型", "原文", "把握"))
        for one, certainty in zip(faults[:3], ("确认", "确认", "疑似"), strict=True):
            writer.writerow((one["url"], "别字", one["quote"][0], certainty))
        writer.writerow((faults[3]["url"], "别字", "认真", "确认"))
    told = kit("score", out / "清单.jsonl", found)
    assert told.exit_code == 0, told.output
    row = told.output.splitlines()[1].split("\t")
    assert row[0] == "别字"
    assert row[1].startswith("2/4，50%（")
    assert row[2].startswith("3/4，75%（")
    assert row[3].startswith("1/3，33%（")
    assert row[5].startswith("0/2，0%（")
    stood = tmp_path / "植入前.csv"
    stood.write_text(f"网址,类型,原文\n{faults[3]['url']},别字,认真\n", "utf-8")
    told = kit("score", out / "清单.jsonl", found, "--before", stood)
    assert told.output.splitlines()[1].split("\t")[3].startswith("0/2，0%（")


def test_kinds_are_listed(kit: Callable[..., Result]) -> None:
    told = kit("kinds").output
    assert "wrong-character\t别字\ttypo" in told
    assert "hidden-link\t暗链\thidden-link" in told


def test_what_is_wrong_is_said(kit: Callable[..., Result], pages: Path, tmp_path: Path) -> None:
    (tmp_path / "有").mkdir()
    empty = tmp_path / "空.jsonl"
    empty.write_text("")
    broken = tmp_path / "坏.jsonl"
    broken.write_text('{"number": 1}\n')
    found = tmp_path / "查出.csv"
    found.write_text("网址,类型\n", "utf-8")
    for words, why in (
        (("plant", pages, "-o", tmp_path / "有"), "已经存在"),
        (("plant", pages, "-o", tmp_path / "新", "--each", "99"), "能植入的网页只有 12 个"),
        (("plant", pages, "-o", tmp_path / "新", "--kinds", "错字"), "没有这种问题“错字”"),
        (("plant", pages, "-o", tmp_path / "新", "--base", "ftp://x/"), "不是网址"),
        (("score", empty, found), "清单是空的"),
        (("score", broken, found), "第 1 行：不是 kit 写出的清单"),
    ):
        told = kit(*words)
        assert told.exit_code == 2, words
        assert why in told.output
    assert not (tmp_path / "新").exists()


def test_a_made_up_city_is_in_order_but_for_what_is_planted() -> None:
    """Every page that is planted in is led to by a link, and keeps all else that it had."""
    day = night_of(clock.now())
    city = build(day, faults=False)
    plain = {host: dict(stand.documents) for host, stand in city.hosts.items()}
    made = plant_city(city, [FaultKind.SPAM, FaultKind.DEAD_LINK], 3, 1)
    assert len(made.bodies) == 7
    for host, before in plain.items():
        after = city.hosts[host].documents
        differing = {path for path in before if before[path].body != after[path].body}
        assert {f"http://{host}{path}" for path in differing} == {
            url for url in made.bodies if url.startswith(f"http://{host}/")
        }
