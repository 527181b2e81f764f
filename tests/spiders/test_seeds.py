"""A scrapy-redis user's settings and seed list work here as they are."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redis import Redis

from govsweep.facts import PageState
from govsweep.spiders.views import SPIDER_AGENT

FETCHED = (PageState.FETCHED, "")


def test_settings_and_seeds_of_scrapy_redis_are_taken(
    sweeping: Any, town: Any, a_redis: Callable[..., Any], tmp_path: Path
) -> None:
    server = a_redis(tmp_path)
    (tmp_path / "office_settings.py").write_text(
        'SCHEDULER = "govsweep.spiders.engine.scheduler.SweepScheduler"\n'
        'REDIS_HOST = "127.0.0.1"\n'
        f"REDIS_PORT = {server.port}\n"
        "REDIS_DB = 2\n"
        'REDIS_PARAMS = {"client_name": "office"}\n'
        'REDIS_START_URLS_KEY = "office:%(name)s:start_urls"\n'
        'SCHEDULER_QUEUE_KEY = "office:%(spider)s"\n'
        'SCHEDULER_SERIALIZER = "json"\n'
        'USER_AGENT = "Mozilla/5.0 (compatible; office)"\n',
        encoding="utf-8",
    )
    sweeping.site()
    town.page("/")
    town.page("/hidden/a.html")
    town.page("/hidden/b.html")
    redis = Redis(port=server.port, db=2)
    redis.rpush(
        "office:sweep:start_urls",
        town.url(1, "/hidden/a.html"),
        json.dumps({"url": town.url(1, "/hidden/b.html"), "meta": {"job": 1}}),
        "http://nobody.example.com/",
        "{broken",
    )
    del sweeping.environment["GOVSWEEP_REDIS_URL"]
    told = sweeping.run(
        SCRAPY_SETTINGS_MODULE="office_settings",
        PYTHONPATH=f"{tmp_path}:{sweeping.environment.get('PYTHONPATH', '')}",
    )
    assert redis.llen("office:sweep:start_urls") == 0
    assert redis.keys(f"office:sweep:{{{sweeping.sweep.id}}}:*")
    redis.close()
    assert sweeping.states() == dict.fromkeys(["/", "/hidden/a.html", "/hidden/b.html"], FETCHED)
    assert told.count("不属于任何登记的网站") == 2
    assert {one["User-Agent"] for one in town.headers} - {SPIDER_AGENT} == {
        "Mozilla/5.0 (compatible; office)"
    }
