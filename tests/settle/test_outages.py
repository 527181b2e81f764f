"""Links to sites that did not answer: the outage is told once, and not as a wrong link."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.facts import Failure, LinkStatus, Probe, Site, TargetKind
from govsweep.settle.outages import Outages
from govsweep.store import StoredLink

AT = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
UP, DOWN, WALLED, FOLDER, UNSEEN = (
    f"http://{name}" for name in ("www.a.gov.cn/", "www.b.gov.cn/", "www.c.gov.cn/",
                                  "www.a.gov.cn/slj/", "www.d.gov.cn/")
)  # fmt: skip
DEAD, SUSPECTED, UNVERIFIABLE = LinkStatus.DEAD, LinkStatus.SUSPECTED, LinkStatus.UNVERIFIABLE


def probe(failure: Failure | None, status: int | None = None) -> Probe:
    return Probe(url="", at=AT, elapsed=None if failure else 0.1, status=status, failure=failure)


@pytest.fixture
def outages(a_site: Callable[..., Site]) -> Outages:
    refused, fine = probe(Failure.REFUSED), probe(None, 200)
    seen = {
        UP: (refused, fine),
        DOWN: (refused, probe(Failure.STATUS, 502)),
        WALLED: (probe(Failure.BLOCKED), probe(Failure.STATUS, 403)),
        FOLDER: (probe(Failure.STATUS, 500),),
        UNSEEN: (),
    }
    return Outages.of((a_site(url=url), probes) for url, probes in seen.items())


@pytest.mark.parametrize(
    ("target", "failure", "status", "told"),
    [
        (DOWN, Failure.REFUSED, None, UNVERIFIABLE),
        (DOWN + "index.html", Failure.STATUS, 404, UNVERIFIABLE),
        (DOWN + "art/1.html", Failure.STATUS, 503, UNVERIFIABLE),
        (DOWN.replace("http:", "https:") + "art/1.html", Failure.REFUSED, None, UNVERIFIABLE),
        (DOWN + "art/1.html", Failure.STATUS, 404, DEAD),
        (FOLDER + "art/1.html", Failure.STATUS, 500, UNVERIFIABLE),
        (UP + "art/1.html", Failure.STATUS, 500, DEAD),
        (UP, Failure.REFUSED, None, SUSPECTED),
        (UNSEEN, Failure.DNS, None, SUSPECTED),
        (WALLED + "art/1.html", Failure.REFUSED, None, DEAD),
        ("http://www.b.gov.cn.example.com/", Failure.DNS, None, DEAD),
    ],
)
def test_what_a_link_failed_by(
    outages: Outages, target: str, failure: Failure, status: int | None, told: LinkStatus
) -> None:
    link = StoredLink(target, DEAD, failure, status, "", TargetKind.PAGE.value)
    assert outages.status(link) is told


def test_what_is_fine_or_was_not_tried_stays_so(outages: Outages) -> None:
    for status in (LinkStatus.FINE, LinkStatus.UNTRIED, UNVERIFIABLE):
        link = StoredLink(DOWN, status, None, None, "", TargetKind.PAGE.value)
        assert outages.status(link) is status


def test_where_no_site_is_known_every_link_is_as_it_was() -> None:
    link = StoredLink(DOWN, DEAD, Failure.REFUSED, None, "", TargetKind.PAGE.value)
    assert Outages().status(link) is DEAD
