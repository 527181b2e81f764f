"""Conducting: which Redis server the workers are sent to."""

from pathlib import Path

import pytest
import redis
from pydantic import SecretStr

from govsweep import conduct
from govsweep.config import Settings


@pytest.fixture(autouse=True)
def no_server_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVSWEEP_REDIS_URL", "SCRAPY_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)


def test_our_own_setting_goes_first() -> None:
    settings = Settings(redis_url=SecretStr("redis://queue:6379/0"))
    with conduct.queue_server(settings) as server:
        assert server == {"GOVSWEEP_REDIS_URL": "redis://queue:6379/0"}


def test_a_server_is_embedded_where_none_is_named() -> None:
    with conduct.queue_server(Settings()) as server:
        client = redis.Redis.from_url(server["GOVSWEEP_REDIS_URL"])
        assert client.ping()
        client.close()


def test_the_server_of_a_scrapy_redis_user_is_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "their_settings.py").write_text('REDIS_HOST = "queue"\n')
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "their_settings")
    with conduct.queue_server(Settings()) as server:
        assert server == {}
