"""A store under the indicators, and days ahead that later sweeps prove."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep.addresses import fingerprint
from govsweep.assess import Assessment, Outlook, Result, SiteVerdict, Threat
from govsweep.errors import InputError
from govsweep.facts import (
    Anchor,
    Entry,
    Failure,
    Page,
    PageKind,
    PageState,
    Place,
    Probe,
    Site,
    Visit,
)
from govsweep.judging import Judges
from govsweep.periods import Span
from govsweep.reports import Choices, Office, read_office
from govsweep.reports.ahead import outlooks
from govsweep.reports.assessing import assessments, indicators_of, judged_strangers, score_in_words
from govsweep.reports.gather import gather
from govsweep.reports.papers import bulletin
from govsweep.reports.papers.filling import basis_of
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store

NIGHT = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NEWS, NOTICES = ROOT + "zwdt/", ROOT + "tzgg/"
SITE = Site(
    identifier="5118000001", name="清禾市人民政府门户网站", url=ROOT, organizer="市政府办公室"
)


def rows(place: str, newest: dt.date) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            f"{place}第{number}条信息",
            f"{ROOT}{place}/{number}.html",
            newest - dt.timedelta(number),
        )
        for number in range(5)
    )


def list_page(url: str, name: str, newest: dt.date) -> Page:
    return Page(
        url=url, kind=PageKind.LIST, title=name, entries=rows(name, newest), reader="rows",
        breadcrumb=(("首页", ROOT), (name, url)), main_length=400,
    )  # fmt: skip


# What stands on the site, and never changes: news of ten days ago, notices of half a year ago.
PAGES = (
    Page(
        url=ROOT, kind=PageKind.HOME, entries=rows("要闻", NIGHT - dt.timedelta(days=4)),
        anchors=(
            Anchor(NEWS, "政务动态", Place.NAVIGATION),
            Anchor(NOTICES, "通知公告", Place.NAVIGATION),
        ),
    ),
    list_page(NEWS, "政务动态", NIGHT - dt.timedelta(days=10)),
    list_page(NOTICES, "通知公告", NIGHT - dt.timedelta(days=170)),
)  # fmt: skip


OTHER = Site(identifier="5118000002", name="清禾市水利局", url="http://slj.qinghe.gov.cn/")


class City:
    """A store with one site that is swept on days of our choosing, and one that seldom is."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rules = load_rules()
        store.sites.save([SITE, OTHER])
        self.judges = Judges.by(self.rules, store.sites.all())

    def sweep(
        self,
        day: dt.date,
        pages: tuple[Page, ...] = PAGES,
        sites: tuple[Site, ...] = (SITE,),
        indicators: str = "",
    ) -> None:
        sweep, _ = self.store.sweeps.open(
            night=day, as_of=day, sites=sites, indicators=indicators,
            rules_version=self.rules.version, at=time.time(), again=True,
        )  # fmt: skip
        for page in pages:
            self.store.pages.commit(sweep.id, [Delivery(self.visit(page.url, page=page))])
        for site in () if pages else sites:
            walled = self.visit(
                site.url, queue=site.identifier, state=PageState.BLOCKED, reason="blocked"
            )
            self.store.pages.commit(sweep.id, [Delivery(walled)])
        assert settle(self.store, sweep, self.judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=True)

    def visit(self, url: str, **words: object) -> Visit:
        given = {"queue": SITE.identifier, "at": dt.datetime.now(dt.UTC)} | words
        return Visit(url=url, fingerprint=fingerprint(url), **given)  # type: ignore[arg-type]

    def assessment(self, office: Office | None = None) -> Assessment:
        return assessments(gather(self.store), office)[0]

    def outlooks(self) -> list[Outlook]:
        return outlooks(gather(self.store))

    def result(self, row: str) -> Result:
        return next(one.result for one in self.assessment().outcomes if one.row.id == row)

    def stale(self) -> set[str]:
        found = self.store.findings.all(check=["stale-column"])
        return {one.column for one in found}


@pytest.fixture
def city(store: Store) -> City:
    return City(store)


class TestTimeTravel:
    def test_a_column_is_found_stale_on_the_day_that_was_forecast(self, city: City) -> None:
        city.sweep(NIGHT)
        ahead = {one.name: one.days for one in city.outlooks() if one.threat is Threat.COLUMN}
        assert ahead == {"政务动态": 5, "通知公告": 11}
        city.sweep(NIGHT + dt.timedelta(days=4))
        assert city.stale() == set()
        city.sweep(NIGHT + dt.timedelta(days=5))
        assert city.stale() == {"政务动态"}
        city.sweep(NIGHT + dt.timedelta(days=10))
        assert city.stale() == {"政务动态"}
        city.sweep(NIGHT + dt.timedelta(days=11))
        assert city.stale() == {"政务动态", "通知公告"}

    def test_the_home_page_vetoes_on_the_day_that_was_forecast(self, city: City) -> None:
        city.sweep(NIGHT)
        (ahead,) = [one.days for one in city.outlooks() if one.threat is Threat.HOME]
        assert ahead == 11
        city.sweep(NIGHT + dt.timedelta(days=ahead - 1))
        assert city.result("V19-S3") is Result.PASS
        city.sweep(NIGHT + dt.timedelta(days=ahead))
        assert city.result("V19-S3") is Result.FAIL
        assert city.assessment().verdict is SiteVerdict.VETOED

    def test_so_does_the_week(self, city: City) -> None:
        """Hourly probes; the last day had four failures, and so will the days to come."""
        now = dt.datetime.now(dt.UTC)

        def probe(hour: int, *, failing: bool) -> tuple[str, Probe]:
            failure = Failure.TIMEOUT if failing else None
            at = now - dt.timedelta(hours=hour, minutes=30)
            return SITE.identifier, Probe(url=ROOT, at=at, failure=failure)

        city.store.probes.save([probe(hour, failing=hour < 4) for hour in range(24 * 7)])
        city.sweep(NIGHT)
        (ahead,) = [one for one in city.outlooks() if one.threat is Threat.WEEK]
        assert (ahead.days, ahead.count) == (2, 4)
        assert city.result("V19-S2") is Result.PASS


class TestNotSeen:
    def test_a_walled_site_is_unknown(self, city: City) -> None:
        city.sweep(NIGHT, pages=())
        site = city.assessment()
        assert {one.result for one in site.judged} <= {Result.UNKNOWN, Result.MANUAL}
        assert site.verdict is SiteVerdict.OPEN

    def test_a_night_that_read_nothing_leaves_the_columns_as_they_were_seen(
        self, city: City
    ) -> None:
        city.sweep(NIGHT)
        before = {one.name: one.days for one in city.outlooks() if one.threat is Threat.COLUMN}
        city.sweep(NIGHT + dt.timedelta(days=1), pages=())
        after = {one.name: one.days for one in city.outlooks() if one.threat is Threat.COLUMN}
        assert before
        assert after == {name: (days or 0) - 1 for name, days in before.items()}

    def test_a_sweep_of_other_sites_leaves_the_columns_as_they_were_seen(self, city: City) -> None:
        city.sweep(NIGHT)
        city.sweep(NIGHT + dt.timedelta(days=1), pages=(), sites=(OTHER,))
        days = {one.name: one.days for one in city.outlooks() if one.threat is Threat.COLUMN}
        assert days == {"政务动态": 4, "通知公告": 10}


class TestPacks:
    """A period is judged by the pack in force at its end, and its papers name it."""

    @staticmethod
    def told(city: City, quarter: Span, office: Office) -> tuple[str, int, str]:
        snapshot = gather(city.store, span=quarter)
        pack = indicators_of(snapshot, office=office)
        limit = next(row.limit for _, row in pack.rows() if row.name == "空白栏目")
        paper = bulletin.context(snapshot, Choices(office=office))
        assert paper["assessed"] == 2
        return pack.edition, limit, basis_of(pack)

    def test_at_the_border_of_two_national_editions(self, city: City) -> None:
        border = dt.date(2019, 4, 1)
        city.sweep(border - dt.timedelta(days=1))
        city.sweep(border)
        before, after = Span.quarter_of(dt.date(2019, 3, 31)), Span.quarter_of(border)
        assert self.told(city, before, Office())[0] == "2015"
        assert "〔2015〕15号" in self.told(city, before, Office())[2]
        assert self.told(city, after, Office())[0] == "2019"
        assert "〔2019〕19号" in self.told(city, after, Office())[2]

    def test_at_the_border_of_two_packs_of_the_office(self, city: City, tmp_path: Path) -> None:
        for year, since, limit in ((2024, "2024-01-01", 3), (2026, "2026-10-01", 2)):
            (tmp_path / f"{year}.toml").write_text(
                f'edition = "本省{year}"\nover = "2019"\ntitle = "本省指标"\n'
                f'clause = "某府〔{year}〕1号"\nsince = {since}\n'
                f'[[change]]\nid = "V19-S4-3"\nlimit = {limit}\n',
                "utf-8",
            )
        (tmp_path / "office.toml").write_text('packs = ["2024.toml", "2026.toml"]\n', "utf-8")
        office = read_office(tmp_path / "office.toml")
        city.sweep(dt.date(2026, 9, 30), indicators="2019")  # as version 0.1 noted it
        city.sweep(dt.date(2026, 10, 1))
        third, fourth = Span.quarter_of(dt.date(2026, 9, 30)), Span.quarter_of(NIGHT)
        assert self.told(city, third, office)[:2] == ("本省2024", 3)
        assert self.told(city, fourth, office)[:2] == ("本省2026", 2)
        assert self.told(city, fourth, office)[2].startswith(
            "《本省指标》（某府〔2026〕1号）和《国务院"
        )
        assert indicators_of(gather(city.store, span=third), "2015", office).edition == "2015"

    def test_an_edition_that_was_set_stays(self, city: City) -> None:
        city.sweep(NIGHT, indicators="2015")
        assert indicators_of(gather(city.store)).edition == "2015"

    @pytest.mark.parametrize(
        ("packs", "message"),
        [
            ('["四川"]', "packs：“四川”版没有写施行日期"),
            ('["gone.toml"]', "gone.toml"),
            ('["2020"]', "没有“2020”版考核指标"),
        ],
    )
    def test_packs_that_cannot_be_used_are_told_with_their_file(
        self, packs: str, message: str, tmp_path: Path
    ) -> None:
        (tmp_path / "office.toml").write_text(f"packs = {packs}\n", "utf-8")
        with pytest.raises(InputError, match=message) as raised:
            read_office(tmp_path / "office.toml")
        assert "office.toml，packs" in str(raised.value)


class TestWords:
    def test_a_score_is_never_told_as_if_complete(self, city: City) -> None:
        city.sweep(NIGHT)
        site = city.assessment()
        assert score_in_words(site).startswith("暂计100，最低")

    def test_a_judgement_on_a_site_that_nobody_registered_spoils_no_other(self, city: City) -> None:
        city.sweep(NIGHT)
        words = {"5118000099": {"D19-16": 7}, "5118000001": {"D19-16": 7}}
        office = Office.model_validate({"judgements": words})
        assert judged_strangers(gather(city.store), office) == ["5118000099"]
        rows = {one.row.id: one for one in city.assessment(office).outcomes}
        assert rows["D19-16"].points == 7

    def test_a_suspended_site_is_not_judged(
        self, make_site: Callable[..., Site], make_snapshot: Callable[..., object]
    ) -> None:
        sites = [make_site(1), make_site(2, status="suspended"), make_site(3, status="closed")]
        assert [one.site for one in assessments(make_snapshot(*sites))] == sites[:1]
