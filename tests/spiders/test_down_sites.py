"""A site that is down tonight and others that link to it: one outage, one finding."""

import datetime as dt
from typing import Any

from govsweep import sweep_runner
from govsweep.config import Settings
from govsweep.rules import load_rules

NIGHT = dt.date(2026, 11, 20)


def found(sweeping: Any) -> set[tuple[str, str, str]]:
    """What one night finds of links and of sites: check, site, what and how sure."""
    database = sweeping.environment["GOVSWEEP_DATABASE_URL"]
    sweeping.open(NIGHT)
    sweeping.start()
    assert sweeping.finish() == ""
    settings = Settings(database_url=database, retry_after=0.4)
    sweep_runner.close(
        sweeping.store, settings, sweeping.sweep, load_rules(None, "2019"), finished=True
    )
    findings = sweeping.store.findings.all(check=["dead-link", "site-unreachable"])
    return {(one.check, one.subject, one.certainty.value) for one in findings}


def test_an_outage_is_told_of_the_site_and_of_no_link_to_it(sweeping: Any, town: Any) -> None:
    sweeping.site(1)
    down = sweeping.site(2)
    refusing = sweeping.site(3, url="http://127.0.0.3:9/")  # nobody listens there
    gone = town.url(4, "/x.html")
    town.page("/", "/a.html", down.url, town.url(2, "/art/1.html"), refusing.url, gone)
    town.page("/a.html", down.url, "/none.html")
    for path in ("/", "/art/1.html"):
        town.page(path, number=2, status=503)
    assert found(sweeping) == {
        ("site-unreachable", down.url, "confirmed"),
        ("site-unreachable", refusing.url, "confirmed"),
        ("dead-link", town.url(1, "/none.html"), "confirmed"),
        ("dead-link", gone, "confirmed"),
    }
