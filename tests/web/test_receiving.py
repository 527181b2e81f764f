"""What other levels sent, on a page."""

import datetime as dt
from typing import Any

from govsweep.accounts import Actor
from govsweep.bundles import (
    SCHEMA,
    BundleSite,
    Content,
    Manifest,
    Sender,
    SiteCoverage,
    figures_of,
)
from govsweep.sweep_runner import now

EAST, WEST = "A" * 43 + "=", "B" * 43 + "="
BY = Actor(name="王")


def take_in(office: Any, name: str = "东江<b>县") -> None:
    """A bundle of one site from a county; another county has sent nothing."""
    senders = [Sender(name=name, key=EAST), Sender(name="西江县", key=WEST)]
    office.store.bundles.set_senders(senders, BY, now())
    site = BundleSite(
        site="5118120001", name="县教育局", url="http://jyj.dongjiang.gov.cn/", district=name,
        coverage=SiteCoverage.WHOLE, known=9, read=9, problems=0, fixed=0,
    )  # fmt: skip
    manifest = Manifest(
        schema_version=SCHEMA, program="1", name=name, title="2026年第4季度",
        begins=dt.date(2026, 10, 1), ends=dt.date(2026, 12, 31), as_of=dt.date(2026, 11, 20),
        exported_at=now(), key=EAST, files={},
    )  # fmt: skip
    content = Content((site,), (), figures_of([site]))
    office.store.bundles.accept(manifest, content, "0" * 64, BY, now())


def test_before_anything_came_it_says_how_to_begin(office: Any, log_in: Any) -> None:
    assert "bundle senders" in log_in(office, "reader").ask("/bundles").text


def test_what_came_and_who_is_missing(office: Any, log_in: Any) -> None:
    take_in(office)
    page = log_in(office, "reader").ask("/bundles")
    assert page.tree.css_first("h2").text() == "2026年第4季度"
    assert "未上报：西江县" in page.text
    assert "东江&lt;b&gt;县" in page.text
    assert [cell.text() for cell in page.tree.css("tbody td")][:3] == ["1", "1", "0"]


def test_a_contact_of_one_unit_does_not_see_it(office: Any, log_in: Any) -> None:
    take_in(office)
    assert log_in(office, "contact").ask("/bundles").status == 403
