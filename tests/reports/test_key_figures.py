"""The figures of a quarterly self-check of a district: with its source, or missing."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest

from govsweep.assess import ALL_MEDIA, OfficeJudgement, OfficeWords, Result
from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.facts import (
    Adoption,
    CatalogueItem,
    DaySpan,
    Duties,
    DutySeen,
    DutyState,
    Entrance,
    Letter,
    LetterState,
    MediaAccount,
    MediaStatus,
    Platform,
    Published,
    SiteDuties,
    StatusChange,
    Surveyed,
)
from govsweep.indicators import Measure
from govsweep.periods import Period, Span
from govsweep.reports import TABLES_OF_A_SITE, Choices, Office, duties, write
from govsweep.reports.assessing import assessments
from govsweep.reports.district import of_district
from govsweep.reports.key_figures import KeyFigure, key_figures, missing_in_words
from govsweep.reports.one_site import narrowed_to
from govsweep.reports.papers import selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import StoredHome, StoredMedia

NIGHT = dt.date(2026, 11, 20)
NOVEMBER = dt.date(2026, 11, 1)
DISTRICT = "岚东区"
PASS = OfficeJudgement(result=Result.PASS)
JUDGED = {ALL_MEDIA: OfficeWords(rows={"V19-M1": PASS, "V19-M3-2": PASS})}
OFFICE = Office(messages=12, messages_on_time=11).model_copy(update={"judgements": JUDGED})
Make = Callable[..., Any]


def letters(url: str) -> tuple[Letter, ...]:
    days = ((3, 4), (3, 5), (5, 6), (9, 10))
    return tuple(
        Letter(
            f"{url}{number}.html", "来信", LetterState.ANSWERED,
            dt.date(2026, 11, asked), dt.date(2026, 11, answered),
        )
        for number, (asked, answered) in enumerate(days)
    )  # fmt: skip


def posts(account: MediaAccount, *days: dt.date) -> StoredMedia:
    return StoredMedia(
        account=account.identifier,
        spans=(DaySpan(dt.date(2026, 7, 1), NIGHT),),
        days=tuple((day, 1) for day in days),
    )


@pytest.fixture
def county(
    a_media_account: Make, make_site: Make, make_snapshot: Make, make_finding: Make
) -> Snapshot:
    """A city with a district: its portal, a bureau of another district, its accounts."""
    portal = make_site(
        1, name="岚东区人民政府", organizer="岚东区人民政府办公室", parent="岚城市人民政府"
    )
    bureau = make_site(2, name="区水利局", organizer="区水利局", parent="岚东区人民政府")
    other = make_site(3, name="岚西区人民政府", organizer="岚西区人民政府办公室")
    own = {"organizer": "岚东区人民政府办公室"}
    weixin = a_media_account("a", interactive=True, name="岚东发布", **own)
    weibo = a_media_account("b", platform=Platform.WEIBO, interactive=True, **own)
    going = a_media_account(
        "c",
        platform=Platform.DOUYIN,
        status=MediaStatus.CANCELLING,
        history=(StatusChange(dt.date(2026, 10, 21), MediaStatus.CANCELLING),),
        **own,
    )
    strange = a_media_account("d", name="岚西发布", organizer="岚西区人民政府办公室")
    item = CatalogueItem(unit="区水利局", code="1", name="规划", site=bureau.identifier)
    homes = (
        StoredHome(
            site=portal.identifier,
            seen=True,
            letters=letters(portal.url),
            survey=(
                Surveyed(topic=Measure.INTERPRETED, asked=6),
                Surveyed(topic=Measure.LINKED_BACK, asked=4),
            ),
            duties=SiteDuties(
                whole=True,
                published=(
                    Published("岚东区人民政府办公室", "动态", "u", NOVEMBER, 40, 6),
                    Published("岚东区人民政府办公室", "动态", "u", dt.date(2026, 10, 1), 20, 2),
                    Published("岚东区人民政府办公室", "动态", "u", dt.date(2026, 9, 1), 99),
                ),
                entrances=(DutySeen("互联网+督查", DutyState.MET),),
            ),
        ),
        StoredHome(
            site=bureau.identifier,
            seen=True,
            duties=SiteDuties(
                whole=True,
                items=(DutySeen(item.key, DutyState.EMPTY),),
                entrances=(DutySeen("互联网+督查", DutyState.ABSENT),),
            ),
        ),
        StoredHome(site=other.identifier, seen=True, letters=letters(other.url)),
    )
    recent = dt.date(2026, 11, 18)
    made: Snapshot = make_snapshot(
        portal,
        bureau,
        other,
        homes=homes,
        checks=tuple(checks()),
        media=(weixin, weibo, going, strange),
        posts=(posts(weixin, recent), posts(weibo, recent)),
        duties=Duties(
            catalogue=(item,),
            entrances=(Entrance(name="互联网+督查"),),
            adoptions=(
                Adoption(unit="岚东区人民政府办公室", month=NOVEMBER, number=9),
                Adoption(unit="岚西区人民政府办公室", month=NOVEMBER, number=70),
            ),
        ),
    )
    september = dt.date(2026, 9, 30)
    before = dataclasses.replace(
        made,
        as_of=september,
        period=Period(span=Span.quarter_of(september), day=september, looks={}),
        posts=(posts(weixin, dt.date(2026, 9, 29)), posts(weibo, dt.date(2026, 9, 2))),
        findings=(
            make_finding(
                "media-stale", site=weibo.identifier, subject=weibo.identifier,
                first_seen=dt.datetime(2026, 9, 20, tzinfo=dt.UTC),
                last_seen=dt.datetime(2026, 9, 29, tzinfo=dt.UTC),
            ),
        ),
    )  # fmt: skip
    return dataclasses.replace(made, before=before)


def told(snapshot: Snapshot, office: Office = OFFICE) -> dict[str, KeyFigure]:
    return {one.name: one for one in key_figures(snapshot, office)}


def test_the_report_of_a_district_with_accounts(county: Snapshot) -> None:
    found = told(of_district(county, DISTRICT))
    assert {name: one.value for name, one in found.items() if one.value} == {
        "登记网站": "2个",
        "正在运行的网站": "2个",
        "检查的网站": "2个",
        "发现问题、已整改": "0条，已整改0条",
        "新媒体账号": "3个：运行2、注销中1、已注销0",
        "其中微信": "1个：运行1、注销中0、已注销0",
        "其中微博": "1个：运行1、注销中0、已注销0",
        "其中抖音": "1个：运行0、注销中1、已注销0",
        "新媒体合格率": "100.0%",
        "新媒体合格率变化": "提高50.0个百分点",
        "录入信息": "60条",
        "有图片的信息": "8条",
        "被采用的信息": "9条",
        "来信、办结": "4件，办结4件",
        "平均办理工作日": "1.3个",
        "“我为政府网站找错”留言": "12条，按期办结11条",
        "政策解读与文件关联率": "100.0%（抽查10处，关联10处）",
        "公开目录": "1项，空项1项",
        "必挂入口": "核对2处，已挂1处",
    }
    assert all(one.source for one in found.values())


def test_the_report_of_a_district_that_filled_in_nothing_names_what_is_missing(
    make_site: Make, make_snapshot: Make
) -> None:
    bare = make_snapshot(make_site(1, name="岚东区人民政府"), ledger=())
    found = told(of_district(bare, DISTRICT), Office())
    assert [name for name, one in found.items() if one.value] == ["登记网站", "正在运行的网站"]
    words = missing_in_words(list(found.values()))
    for name, why in (
        ("新媒体账号", "没有登记新媒体账号"),
        ("录入信息", "没有读到带日期的信息"),
        ("被采用的信息", "没有导入采用情况"),
        ("平均办理工作日", "没有读到写明时间的留言"),
        ("政策解读与文件关联率", "没有读到政策文件"),
        ("公开目录", "没有导入公开目录"),
        ("“我为政府网站找错”留言", "本单位没有填报"),
    ):
        assert name in words and why in words
        assert found[name].told == f"缺（{why}）"


def test_what_the_catalogue_only_perhaps_lacks_is_told_apart(county: Snapshot) -> None:
    bureau = next(one for one in county.sites if one.name == "区水利局")
    items = tuple(
        CatalogueItem(unit="区水利局", code=str(n), name=f"事项{n}", site=bureau.identifier)
        for n in range(4)
    )
    seen = (
        DutySeen(items[0].key, DutyState.ABSENT, sure=False),
        DutySeen(items[1].key, DutyState.SHORT, 3),
        DutySeen(items[2].key, DutyState.MET, 9),
        DutySeen(items[3].key, DutyState.UNKNOWN),
    )
    homes = (
        StoredHome(site=bureau.identifier, seen=True, duties=SiteDuties(whole=True, items=seen)),
    )
    looks = {
        one.site: dataclasses.replace(look, home=one)
        for one in homes
        if (look := county.period.look_at(one.site)) is not None
    }
    snapshot = dataclasses.replace(
        county,
        duties=msgspec.structs.replace(county.duties, catalogue=items),
        period=dataclasses.replace(county.period, looks=looks),
    )
    assert told(snapshot)["公开目录"].value == ("4项，正常1项、不足1项、漏项（疑似）1项、未检查1项")
    table = duties.tables(snapshot)[0]
    assert table.notes[0] == "公开目录共4项：正常1项、不足1项、漏项（疑似）1项、未检查1项。"


def test_the_self_check_of_one_site_names_the_commands_of_that_site(county: Snapshot) -> None:
    bureau = next(one for one in county.sites if one.name == "区水利局")
    asked = Choices(site=bureau.identifier, office=OFFICE)
    rows = {one["name"]: one for one in selfcheck.context(county, asked)["key_figures"]}
    option = f"--site {bureau.identifier}"
    general = {name for name, one in rows.items() if option not in one["source"]}
    assert general == {
        *("新媒体账号", "新媒体合格率", "新媒体合格率变化"),
        "“我为政府网站找错”留言",
    }
    assert rows["新媒体账号"]["value"] == "缺（只写一个网站，不含新媒体账号）"


def test_a_table_of_one_site_has_that_site_alone(county: Snapshot, tmp_path: Path) -> None:
    bureau = next(one for one in county.sites if one.name == "区水利局")
    for name in TABLES_OF_A_SITE:
        path = tmp_path / f"{name}.csv"
        write(name, county, path, Choices(site=bureau.identifier))
        told = path.read_text("utf-8-sig")
        assert "岚西区" not in told and "岚东区人民政府" not in told, name
    with pytest.raises(InputError, match="没有标识码为“9”的网站"):
        write("letters", county, tmp_path / "letters.csv", Choices(site="9"))


def test_the_self_check_of_a_site_has_its_own_figures_alone(county: Snapshot) -> None:
    office = Office(name="岚城市人民政府办公室", messages=12, messages_on_time=11)
    bureau = next(one for one in county.sites if one.name == "区水利局")
    adopted = (Adoption(unit="别的单位", month=dt.date(2026, 11, 1), number=70),)
    snapshot = dataclasses.replace(
        county, duties=msgspec.structs.replace(county.duties, adoptions=adopted)
    )
    asked = Choices(site=bureau.identifier, office=office)
    rows = {one["name"]: one["value"] for one in selfcheck.context(snapshot, asked)["key_figures"]}
    assert rows["被采用的信息"].startswith("缺"), "another unit's"
    assert rows["“我为政府网站找错”留言"].startswith("缺"), "typed of all sites"
    portal = next(one for one in county.sites if one.name == "岚东区人民政府")
    _, own = narrowed_to(portal, snapshot, dataclasses.replace(asked, site=portal.identifier))
    assert own.office.messages is None
    self_run = office.model_copy(update={"name": bureau.organizer})
    _, own = narrowed_to(bureau, snapshot, dataclasses.replace(asked, office=self_run))
    assert own.office.messages == 12


def test_a_district_without_a_portal_is_judged_by_the_whole_registry(
    make_site: Make, make_snapshot: Make
) -> None:
    portal = make_site(1, name="岚城市人民政府门户网站", url="http://www.lancheng.gov.cn/")
    bureau = make_site(2, parent="岚东区人民政府", url="http://slj.lancheng.gov.cn/")
    city = make_snapshot(portal, bureau)

    def outcomes(snapshot: Snapshot) -> object:
        found = {one.site.identifier: one for one in assessments(snapshot)}
        return found[bureau.identifier].outcomes

    assert outcomes(of_district(city, DISTRICT)) == outcomes(city)


def test_nothing_of_another_district_is_in_it(county: Snapshot) -> None:
    own = of_district(county, "岚西区")
    assert [one.name for one in own.sites] == ["岚西区人民政府"]
    assert [one.name for one in own.media] == ["岚西发布"]
    assert [one.number for one in own.duties.adoptions] == [70]
    assert own.duties.catalogue == ()
    with pytest.raises(InputError, match="没有“岚南区”的网站"):
        of_district(county, "岚南区")


def test_the_paper_prints_each_with_its_source(county: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "自查报告.docx"
    own = OFFICE.model_copy(update={"region": DISTRICT})
    write("selfcheck", county, path, Choices(office=own, district=DISTRICT))
    document = docx.Document(str(path))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "对岚东区政府网站进行了自查" in text
    assert "来信4件，办结4件，平均1.3个工作日" in text
    unread = "1个单位未检查：区水利局"
    unfilled = "1个单位未填报：区水利局；1个单位缺10月：岚东区人民政府办公室"
    assert (
        f"信息发布和公开：录入信息60条（{unread}）；有图片的信息8条（{unread}）；"
        f"被采用的信息9条（{unfilled}）；"
    ) in text
    assert (
        "下列数字暂缺，没有按零计：网站合格率（2个网站未定，判定之后才有）；"
        f"录入信息的一部分、有图片的信息的一部分（{unread}）；被采用的信息的一部分（{unfilled}）。"
    ) in text
    last = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert last[0] == ["数字", "本期", "来源"]
    of = f" \n--period 2026Q4 --district {DISTRICT}"
    assert ["被采用的信息", f"9条（{unfilled}）", f"govsweep report duties{of}"] in last
    assert ["网站合格率", "缺（2个网站未定，判定之后才有）", f"govsweep assess{of}"] in last
