"""The office's clues, row by row: what is taken and what is refused, and why."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.suspects import (
    Stage,
    Suspect,
    figures,
    passed_over,
    read_suspects,
    undoes,
)

DAY = dt.date(2026, 11, 20)


def written(folder: Path, *urls: str) -> Path:
    file = folder / "线索.csv"
    file.write_text("\n".join(["网址", *urls]), "utf-8")
    return file


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("www.fake.example", "http://www.fake.example/"),
        ("HTTPS://Fake.example:8443/a", "https://fake.example:8443/a"),
        ("清禾政府.公司", "http://xn--mxtq1mr5h8sm.xn--55qx5d/"),
        ("8.8.8.8", "http://8.8.8.8/"),  # counterfeits stand on bare addresses, too
    ],
)
def test_it_is_taken(tmp_path: Path, url: str, address: str) -> None:
    rows, faults = read_suspects(written(tmp_path, url), DAY, [])
    assert ([row.url for row in rows], faults) == ([address], [])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("127.0.0.1", "127.0.0.1 是本机或内部网络的地址"),
        ("http://10.0.0.1:6379/x", "10.0.0.1:6379 是本机或内部网络的地址"),
        ("http://0x7f.1/", "0x7f.1 是本机或内部网络的地址"),
        ("http://１９２.１６８.０.１/", "192.168.0.1 是本机或内部网络的地址"),
        ("http://169.254.169.254/", "169.254.169.254 是本机或内部网络的地址"),
        ("http://oa.local/", "oa.local 是本机或内部网络的地址"),
        ("http://admin:pw@fake.example/", "网址里不得带用户名和密码"),
        ("http://fake.example:0/", "不是网址"),
        ("http://fa..ke.example/", "不是网址"),
        ("fake example", "不是网址"),
        ("http://www.beijing.gov.cn/", "不按假冒登记"),
    ],
)
def test_it_is_refused_by_its_line(tmp_path: Path, url: str, why: str) -> None:
    rows, (fault,) = read_suspects(written(tmp_path, "ok.example", url), DAY, [])
    assert [row.url for row in rows] == ["http://ok.example/"]
    assert (fault.line, fault.head) == (3, "网址")
    assert why in fault.reason


@pytest.mark.parametrize(
    ("before", "to", "left_out"),
    [
        (Stage.FOUND, Stage.VERIFIED, ()),
        (Stage.FOUND, Stage.HANDLED, (Stage.VERIFIED, Stage.REPORTED)),
        (Stage.VERIFIED, Stage.HANDLED, (Stage.REPORTED,)),
        (Stage.CLEARED, Stage.REPORTED, (Stage.VERIFIED,)),
        (Stage.HANDLED, Stage.VERIFIED, ()),
        (Stage.FOUND, Stage.CLEARED, ()),
    ],
)
def test_what_a_step_leaves_out(before: Stage, to: Stage, left_out: tuple[Stage, ...]) -> None:
    assert passed_over(before, to) == left_out


def test_a_step_back_is_told_from_one_on() -> None:
    assert undoes(Stage.HANDLED, Stage.REPORTED)
    assert not undoes(Stage.FOUND, Stage.HANDLED)
    assert not undoes(Stage.HANDLED, Stage.CLEARED)


def test_what_was_found_in_a_period_counts_whatever_became_of_it() -> None:
    first = dt.date(2026, 10, 1)
    found = [
        Suspect(
            host=f"{stage}.example", url="", source="", found=day, changed=DAY, stage=stage
        )
        for day, stage in (
            (DAY, Stage.FOUND), (DAY, Stage.CLEARED), (first - dt.timedelta(1), Stage.FOUND),
        )
    ]  # fmt: skip
    told = figures(found, first, DAY)
    assert told.found_since == 2
    assert told.by_stage[Stage.CLEARED] == 1
