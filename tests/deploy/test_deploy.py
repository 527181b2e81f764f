"""The files for running it for real: units, timers, cron and containers name what exists."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

Accept = Callable[..., str]
DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
PROGRAM = "/opt/govsweep/.venv/bin/govsweep"
COMMAND = re.compile(
    r"govsweep ((?:sweep|probe|outbox|alarm|metrics|serve|doctor|init)[^|`&>#（；]*)"
)


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(path.read_text("utf-8"))
    return parsed


def test_commands_are_told_from_what_is_none(accept: Accept) -> None:
    accept(["sweep", "work", "--until", "06:30"])
    with pytest.raises(click.UsageError):
        accept(["sweep", "--til", "06:30"])
    with pytest.raises(click.UsageError):
        accept(["swepe"])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_exists(path: Path, accept: Accept) -> None:
    parsed = unit(path)
    assert parsed["Unit"]["Description"]
    if path.suffix == ".timer":
        assert path.with_suffix(".service").exists()
        assert parsed["Timer"]["OnCalendar"]
        assert parsed["Install"]["WantedBy"] == "timers.target"
        return
    words = shlex.split(parsed["Service"]["ExecStart"])
    if words[0] == PROGRAM:
        accept(words[1:])


@pytest.mark.parametrize(
    "path",
    [path for path in UNITS if path.suffix == ".service" and "failed" not in path.name],
    ids=lambda path: path.name,
)
def test_a_service_has_few_rights_and_tells_when_it_fails(path: Path) -> None:
    parsed = unit(path)
    service = parsed["Service"]
    assert service["User"] == "govsweep"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert "password" not in path.read_text().lower()
    if "metrics" not in path.name:
        assert parsed["Unit"]["OnFailure"] == "govsweep-failed@%n.service"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("govsweep")
    for path in UNITS:
        (tmp_path / path.name).write_text(
            path.read_text("utf-8").replace(PROGRAM, str(program)), "utf-8"
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "govsweep-" in line]
    assert (done.returncode, told) == (0, [])


def test_cron_runs_commands_that_exist(accept: Accept) -> None:
    lines = (DEPLOY / "cron" / "govsweep").read_text("utf-8").splitlines()
    jobs = [line for line in lines if re.match(r"[\d*]", line)]
    assert len(jobs) == 4
    for job in jobs:
        ran = COMMAND.findall(job)
        assert ran, job
        accept(shlex.split(ran[0]))


def test_the_readme_names_commands_that_exist(accept: Accept) -> None:
    ran = re.findall(r"`govsweep ([^`]+)`", (DEPLOY / "README.md").read_text("utf-8"))
    assert ran
    for words in ran:
        accept(shlex.split(words))


class TestContainers:
    compose: dict[str, Any] = yaml.safe_load(
        (DEPLOY / "container" / "compose.yaml").read_text("utf-8")
    )

    def test_every_service_of_ours_runs_a_command_that_exists(self, accept: Accept) -> None:
        ours = {
            name: one
            for name, one in self.compose["services"].items()
            if one.get("image") == "govsweep"
        }
        assert set(ours) == {"sweep", "work", "probe", "outbox", "web"}
        for one in ours.values():
            accept(list(one["command"]))
            assert one["read_only"]
            assert one["cap_drop"] == ["ALL"]

    def test_what_is_named_is_defined(self) -> None:
        for one in self.compose["services"].values():
            assert set(one.get("secrets", ())) <= set(self.compose["secrets"])
            assert set(one.get("networks", ())) <= set(self.compose["networks"])
            assert {mount.partition(":")[0] for mount in one["volumes"]} <= set(
                self.compose["volumes"]
            )

    def test_queue_and_database_are_reached_from_inside_only(self) -> None:
        assert self.compose["networks"]["inside"]["internal"]
        for name in ("queue", "database"):
            service = self.compose["services"][name]
            assert service["networks"] == ["inside"]
            assert "ports" not in service
        told = " ".join(self.compose["services"]["queue"]["command"])
        assert "noeviction" in told
        assert "requirepass" in told

    def test_the_entry_makes_addresses_that_settings_read(self, tmp_path: Path) -> None:
        entry = (DEPLOY / "container" / "entry.sh").read_text("utf-8")
        secrets = tmp_path / "secrets"
        secrets.mkdir()
        for name in self.compose["secrets"]:
            (secrets / name).write_text("abc123" * 4 + "\n")
        shown = tmp_path / "govsweep"
        shown.write_text("#!/bin/sh\nenv\n")
        shown.chmod(0o755)
        (tmp_path / "entry.sh").write_text(entry.replace("/run/secrets", str(secrets)))
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        done = subprocess.run(
            ["sh", str(tmp_path / "entry.sh"), "sweep"],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert "GOVSWEEP_REDIS_URL=redis://:abc123abc123abc123abc123@queue:6379/0" in done.stdout
        assert "@database:5432/govsweep" in done.stdout
        assert "GOVSWEEP_SERVE_TOKEN=abc123" in done.stdout
