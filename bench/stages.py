"""Where a page's time goes: each stage alone, in one process, over generated pages."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.sites import Village, name_of
from govsweep import reading
from govsweep.addresses import fingerprint
from govsweep.facts import Context, Page, PageState, Site, Visit
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.store import Delivery, Store

TOGETHER = 64  # pages derived at once, as the pipeline does


def stages(sites: int = 10, pages: int = 60) -> list[tuple[str, float]]:
    """Each stage with its milliseconds of CPU time a page."""
    village = Village(sites, pages)
    site = Site(identifier="5118000001", name=name_of(1), url="http://127.0.1.1/")
    found = [
        (f"http://127.0.1.{one}:18080{path}", village.page(one, path) or b"")
        for one in range(1, sites + 1)
        for path in village.paths()
    ]
    read: list[Page] = []
    rules = load_rules()
    judges = Judges.by(rules)
    judges.derive.make_ready()
    judge_derived = judges.facts(1)
    context = Context(site=site, day=dt.date(2026, 11, 1), known_hosts=frozenset())
    derived: list[Page] = []
    visits: list[Delivery] = []

    def derive() -> None:
        for start in range(0, len(read), TOGETHER):
            some = read[start : start + TOGETHER]
            judges.derive.look_ahead(some)
            derived.extend(judges.derive(page, context) for page in some)

    def judge() -> None:
        at = dt.datetime.now(dt.UTC)
        for page in derived:
            findings = judge_derived(page, at).findings
            visit = Visit(
                queue=site.identifier,
                url=page.url,
                fingerprint=fingerprint(page.url),
                at=at,
                state=PageState.FETCHED,
                page=page,
                body=b"",
            )
            visits.append(Delivery(visit, tuple(findings)))

    timed = [
        ("读（解析一遍，得出事实）", lambda: read.extend(map(_read, found))),
        ("推导（词语规则，全部层次）", derive),
        ("判断（全部检查项）", judge),
        ("存（SQLite，五百行一个事务）", lambda: _store(visits, site)),
    ]
    return [(name, _seconds(job) / len(found) * 1_000) for name, job in timed]


def _read(one: tuple[str, bytes]) -> Page:
    url, body = one
    return reading.read_page(body, url=url, content_type="text/html; charset=utf-8")


def _store(visits: Sequence[Delivery], site: Site) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder)}/bench.db")
        store.upgrade()
        store.sites.save([site])
        sweep, _ = store.sweeps.open(
            night=dt.date(2026, 11, 1),
            as_of=dt.date(2026, 11, 1),
            sites=[site],
            indicators="2019",
            rules_version="bench",
            at=time.time(),
            again=False,
        )
        for start in range(0, len(visits), 100):
            store.pages.commit(sweep.id, visits[start : start + 100])
        store.close()


def _seconds(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began
