"""`govsweep doctor` as a user and a monitor meet it."""

import json
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def doctor(tmp_path: Path, command: Run) -> Run:
    return partial(command, tmp_path, "doctor")


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_REDIS_URL", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Asia/Shanghai")


def test_each_line_says_how_it_is(tmp_path: Path, doctor: Run) -> None:
    answer = doctor()
    assert answer.returncode in (0, 1), answer.stderr
    assert "数据库：" in answer.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_monitor_reads_json(doctor: Run) -> None:
    lines = json.loads(doctor("--format", "json").stdout)
    assert {"数据库", "Redis", "磁盘", "时钟", "规则", "节假日"} <= {
        one["subject"] for one in lines
    }
    assert all(one["mend"] for one in lines if one["level"] != "ok")


def test_a_line_of_the_offices_lists_that_is_refused_is_named(tmp_path: Path, doctor: Run) -> None:
    (tmp_path / "office.toml").write_text('roster_file = "值班表.csv"\n', "utf-8")
    table = tmp_path / "值班表.csv"
    table.write_text("日期,姓名\n2026-10-01,张三\n", "utf-8")
    assert "[好] 本单位填报：office.toml" in doctor().stdout
    table.write_text("日期,姓名\n2026-10-01,张三\n昨天,李四\n", "utf-8")
    assert "[注意] 本单位填报：office.toml 所列的表有 1 处未收" in (told := doctor().stdout)
    assert "值班表.csv 第 3 行，字段 日期：“昨天”不是日期" in told
    (tmp_path / "office.toml").write_text("nmae = 1\n", "utf-8")
    assert "[有误] 本单位填报：office.toml" in doctor().stdout


def test_a_service_that_does_not_answer_is_exit_code_3(
    doctor: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVSWEEP_REDIS_URL", "redis://:geheim@127.0.0.1:1/0")
    answer = doctor()
    assert answer.returncode == 3
    assert "geheim" not in answer.stdout + answer.stderr


def test_wrong_settings_are_exit_code_2(tmp_path: Path, doctor: Run) -> None:
    (tmp_path / "govsweep.toml").write_text("wokers = 3\n")
    assert doctor().returncode == 2
