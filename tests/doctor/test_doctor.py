"""What the doctor says of an installation, well and ill, and how to mend it."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from govsweep.config import Settings
from govsweep.doctor import HealthLevel, HealthLine, look, machine, office, services
from govsweep.facts import Site
from govsweep.store import Store, Sweep

NOW = time.time()


@pytest.fixture(autouse=True)
def plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def server(a_redis: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    return a_redis(tmp_path_factory.mktemp("redis"))


def of(lines: list[HealthLine], subject: str) -> list[HealthLine]:
    return [line for line in lines if line.subject == subject]


def worst(lines: list[HealthLine]) -> HealthLevel:
    return max((line.level for line in lines), key=list(HealthLevel).index)


class TestDatabase:
    def test_one_that_is_not_there_yet_is_well(self) -> None:
        found = services.database(Settings(), NOW)
        assert worst(found.lines) is HealthLevel.OK
        assert not found.usable
        assert not Path("govsweep.db").exists()

    def test_one_in_use_is_well(self, store: Store, database_url: str) -> None:
        found = services.database(Settings(database_url=SecretStr(database_url)), time.time())
        assert worst(found.lines) is HealthLevel.OK
        assert found.usable
        assert "可读写" in found.lines[0].told

    def test_one_that_nobody_may_write_to(self, tmp_path: Path) -> None:
        store = Store("sqlite:///full.db")
        store.upgrade()
        store.close()
        settings = Settings(database_url=SecretStr(f"sqlite:///{tmp_path}/full.db"))
        assert services.database(settings, NOW).usable
        Path("full.db").write_bytes(b"no database at all" * 1000)
        found = services.database(settings, NOW)
        assert worst(found.lines) is HealthLevel.BAD
        assert found.lines[0].mend

    def test_a_server_that_does_not_answer(self) -> None:
        url = "postgresql://govsweep:geheim@127.0.0.1:1/govsweep?connect_timeout=2"
        (line,) = services.database(Settings(database_url=SecretStr(url)), NOW).lines
        assert (line.level, line.unreachable) == (HealthLevel.BAD, True)
        assert "geheim" not in line.told

    def test_a_url_of_nothing(self) -> None:
        settings = Settings(database_url=SecretStr("mysql://root:geheim@db/x"))
        (line,) = services.database(settings, NOW).lines
        assert (line.level, line.unreachable) == (HealthLevel.BAD, False)
        assert "geheim" not in line.told

    def test_a_drive_on_the_network_is_told(self, tmp_path: Path) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text(f"/dev/a / ext4 rw 0 0\nnas:/x {tmp_path} nfs4 rw 0 0\n")
        assert services.kind_of_drive(tmp_path / "a" / "govsweep.db", mounts) == "nfs4"
        assert services.kind_of_drive(Path("/elsewhere/govsweep.db"), mounts) == "ext4"
        assert services.kind_of_drive(tmp_path, tmp_path / "none") == ""


class TestRedis:
    def test_without_an_address_our_own_server_starts(self) -> None:
        (line,) = services.queue(Settings())
        assert (line.level, line.unreachable) == (HealthLevel.OK, False)

    def test_one_that_drops_nothing_is_well(self, server: Any) -> None:
        url = SecretStr(f"redis://127.0.0.1:{server.port}/0")
        lines = list(services.queue(Settings(redis_url=url)))
        assert worst(lines) is HealthLevel.OK
        assert {line.subject for line in lines} == {"Redis", "Redis 内存", "Redis时钟"}

    def test_one_that_may_drop_keys_or_has_no_room(self, server: Any) -> None:
        client = server.client()
        client.config_set("maxmemory-policy", "allkeys-lru")
        client.config_set("maxmemory", "100mb")
        try:
            url = SecretStr(f"redis://127.0.0.1:{server.port}/0")
            policy, room = of(list(services.queue(Settings(redis_url=url))), "Redis 内存")
        finally:
            client.config_set("maxmemory-policy", "noeviction")
            client.config_set("maxmemory", "0")
        assert (policy.level, room.level) == (HealthLevel.BAD, HealthLevel.WARN)
        assert "noeviction" in policy.mend

    def test_one_that_does_not_answer(self) -> None:
        settings = Settings(redis_url=SecretStr("redis://:geheim@127.0.0.1:1/0"))
        (line,) = services.queue(settings)
        assert (line.level, line.unreachable) == (HealthLevel.BAD, True)
        assert "geheim" not in line.told


@pytest.mark.parametrize(
    ("skew", "level"), [(0.5, HealthLevel.OK), (-9.0, HealthLevel.WARN), (4_000.0, HealthLevel.BAD)]
)
def test_clocks_that_differ(skew: float, level: HealthLevel) -> None:
    assert [line.level for line in services._clock("Redis", skew)] == [level]


class TestMachine:
    def test_beijing_time_is_expected(self) -> None:
        moment = dt.datetime(2026, 11, 20, tzinfo=dt.timezone(dt.timedelta(hours=8), "CST"))
        assert machine._zone(moment).level is HealthLevel.OK
        assert machine._zone(moment.astimezone(dt.UTC)).level is HealthLevel.WARN

    def test_a_disk_that_is_almost_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = machine.shutil.disk_usage(tmp_path)
        for free, level in ((100, HealthLevel.OK), (3, HealthLevel.WARN), (0.2, HealthLevel.BAD)):
            full = usage._replace(free=int(free * 1024**3))
            monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder, full=full: full)
            assert machine._disk("数据库", tmp_path).level is level

    def test_proxies_are_tried_and_their_passwords_not_shown(
        self, server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", f"http://me:geheim@127.0.0.1:{server.port}")
        monkeypatch.setenv("https_proxy", "http://me:geheim@127.0.0.1:1")
        fine, broken = machine._proxies()
        assert (fine.level, broken.level) == (HealthLevel.OK, HealthLevel.BAD)
        assert "geheim" not in fine.told + broken.told

    def test_a_setting_that_nobody_reads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOVSWEEP_DATABASEURL", "sqlite:///x.db")
        (line,) = machine._settings()
        assert line.level is HealthLevel.WARN
        assert "GOVSWEEP_DATABASEURL" in line.told

    def test_a_password_that_everybody_may_read(self) -> None:
        file = Path("govsweep.toml")
        file.write_text('redis_url = "redis://:geheim@queue:6379/0"\n')
        file.chmod(0o644)
        assert [line.level for line in machine._settings()] == [HealthLevel.OK, HealthLevel.WARN]
        file.chmod(0o600)
        assert [line.level for line in machine._settings()] == [HealthLevel.OK]


class TestOffice:
    def test_an_empty_registry_is_told(self, store: Store) -> None:
        (line,) = office.registry(store)
        assert line.level is HealthLevel.WARN
        assert "govsweep sites import" in line.mend

    def test_sites_that_are_registered_twice(
        self, store: Store, a_site: Callable[..., Site]
    ) -> None:
        store.sites.save([a_site()])
        assert [line.level for line in office.registry(store)] == [HealthLevel.OK]
        store.sites.save([a_site(identifier="5118000002")])
        assert [line.level for line in office.registry(store)] == [
            *(HealthLevel.OK, HealthLevel.WARN, HealthLevel.WARN)
        ]

    def test_rules_that_load_and_lists_that_do_not(self, tmp_path: Path) -> None:
        (line,) = office.rules(Settings())
        assert line.level is HealthLevel.OK
        (line,) = office.rules(Settings(lexicons=tmp_path / "none"))
        assert line.level is HealthLevel.BAD

    def test_holidays_of_this_year_and_in_december_of_the_next(self) -> None:
        def level(*day: int) -> HealthLevel:
            (line,) = office.holidays(dt.datetime(*day).timestamp())  # type: ignore[arg-type]
            return line.level

        assert level(2025, 12, 20) is HealthLevel.OK
        assert level(2026, 11, 22) is HealthLevel.OK
        assert level(2040, 3, 1) is HealthLevel.BAD

    def test_how_the_last_sweep_went(
        self, store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
    ) -> None:
        def lines(later: float) -> list[HealthLevel]:
            return [line.level for line in office.sweeps(store, time.time() + later)]

        assert lines(0) == [HealthLevel.OK]
        store.sites.save([a_site()])
        opened = open_sweep(store)
        assert (lines(0), lines(30 * 3600)) == ([HealthLevel.OK], [HealthLevel.WARN])
        store.sweeps.close(opened.id, reason="until", finished=False)
        assert (lines(0), lines(40 * 3600)) == ([HealthLevel.OK], [HealthLevel.WARN])


def test_a_clock_that_was_turned_back_is_told(
    store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
) -> None:
    store.sites.save([a_site()])
    open_sweep(store, at=time.time() + 86_400)
    url = store.engine.url.render_as_string(hide_password=False)
    lines = list(look(Settings(database_url=SecretStr(url)), time.time()))
    assert [line for line in lines if line.level is HealthLevel.BAD and "拨动" in line.told]
