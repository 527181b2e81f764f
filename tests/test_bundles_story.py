"""Counties sign what they found, a city takes it in and sums it, a province sums the city."""

import csv
import datetime as dt
import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep.addresses import fingerprint
from govsweep.bundles import opened, pack, read_key
from govsweep.cli import main
from govsweep.facts import Page, Site, Visit
from govsweep.findings import Certainty, Finding
from govsweep.store import Delivery, Store

AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.UTC)
DAY = AT.date()


class Office:
    """An office at its folder; its last sweep is put into its store."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, make_page: Callable[..., Page]):
        self.folder, self.patch, self.make_page = folder, patch, make_page
        folder.mkdir()
        self.url = f"sqlite:///{folder}/govsweep.db"

    def swept(
        self,
        *sites: Site,
        found: tuple[Finding, ...] = (),
        unread: str = "",
        day: dt.date = DAY,
    ) -> None:
        """A sweep that read a page of each site but one, and found something."""
        with closing(Store(self.url)) as store:
            store.upgrade()
            store.sites.save(list(sites))
            sweep, _ = store.sweeps.open(
                night=day, as_of=day, sites=list(sites), indicators="2019",
                rules_version="1", at=AT.timestamp(), again=True,
            )  # fmt: skip
            store.pages.commit(
                sweep.id,
                [
                    Delivery(
                        Visit(
                            queue=one.identifier, url=one.url, fingerprint=fingerprint(one.url),
                            at=AT, status=200,
                            page=self.make_page("请登陆网站查询", url=one.url),
                        )
                    )
                    for one in sites
                    if one.identifier != unread
                ],
            )  # fmt: skip
            saved = [one.model_copy(update={"sweep": sweep.id}) for one in found]
            store.findings.save(sweep.id, saved)
            store.sweeps.close(sweep.id, reason="until", finished=True)

    def run(self, *words: str, code: int = 0) -> Result:
        self.patch.chdir(self.folder)
        self.patch.setenv("GOVSWEEP_DATABASE_URL", self.url)
        done = CliRunner().invoke(main, [*words])
        assert done.exit_code == code, done.output
        return done

    def new_key(self, name: str) -> str:
        """The line for the superior."""
        return self.run("bundle", "key", "new", name).stdout

    def knows(self, *lines: str) -> None:
        """Take in the bundles of these."""
        head = "名称,公钥,起始日期,截止日期\n"
        (self.folder / "bundle_keys.csv").write_text(head + "".join(lines), "utf-8")
        self.run("bundle", "senders", "bundle_keys.csv")

    def export(self, name: str = "上报.gsb", period: str = "2026Q4") -> str:
        self.run("bundle", "export", "--period", period, "-o", name)
        return str(self.folder / name)

    def rows(self) -> dict[str, dict[str, str]]:
        """The table of all levels, by district."""
        self.run("report", "levels", "--period", "2026Q4", "-o", "汇总.csv")
        text = (self.folder / "汇总.csv").read_text("utf-8-sig")
        return {row["地区"]: row for row in csv.DictReader(text.splitlines())}


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_page: Callable[..., Page]
) -> Callable[[str], Office]:
    return lambda name: Office(tmp_path / name, monkeypatch, a_page)


def county_site(number: int, name: str, **words: str) -> Site:
    host = f"http://s{number}.dongjiang.gov.cn/"
    return Site(identifier=f"511812000{number}", name=name, url=host, organizer=name, **words)


PORTAL, BUREAU = county_site(1, "东江县人民政府"), county_site(2, "东江县教育局")
CITY = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")


@pytest.fixture
def county(office: Callable[[str], Office], a_finding: Callable[..., Finding]) -> Office:
    """东江县: two sites, one wrong word that is certain and one that is not, an identity number."""
    made = office("县")
    of = {"site": PORTAL.identifier, "site_name": PORTAL.name, "url": f"{PORTAL.url}1.html"}
    masked = {"quote": "5101**********1234", "before": "张某某", "message": "公开了 5101**1234"}
    made.swept(
        PORTAL,
        BUREAU,
        found=(
            a_finding(**of),
            a_finding(**of, subject="疑似的", certainty=Certainty.SUSPECTED),
            a_finding("personal-data", **of | masked, subject="身份证号码"),
        ),
    )
    return made


@pytest.fixture
def city(office: Callable[[str], Office]) -> Office:
    made = office("市")
    made.swept(CITY)
    return made


def test_from_a_county_to_the_line_of_the_city(county: Office, city: Office) -> None:
    line = county.new_key("东江县")
    file = county.export()
    assert "完好：东江县 2026年第4季度" in city.run("bundle", "check", file).stdout
    assert "不在名单里" in city.run("bundle", "import", file, code=2).stderr
    city.knows(line, f"西江县,{'B' * 43}=,2026-01-01,\n", f"旧县,{'C' * 43}=,,2026-09-30\n")
    assert city.run("bundle", "import", file).stdout == (
        "已导入：东江县 2026年第4季度，网站 2 个，检查 2 个，问题 2 条，已整改 0 条；"
        "新媒体账号 0 个，检查 0 个，问题 0 条，已整改 0 条\n"
    )
    rows = city.rows()
    assert list(rows)[:4] == ["本级", "东江县", "西江县", "合计"]
    assert (rows["西江县"]["网站（个）"], rows["西江县"]["说明"]) == ("", "未上报")
    assert (rows["东江县"]["网站（个）"], rows["东江县"]["问题（条）"]) == ("2", "2")
    assert (rows["合计"]["网站（个）"], rows["合计"]["检查（个）"]) == ("3", "3")
    assert rows["合计"]["说明"] == "不含未上报的：西江县"
    listed = city.run("bundle", "list").stdout.splitlines()
    assert listed[1].split("\t")[1:5] == ["2026年第4季度", "东江县", "2026-11-20", "2"]
    audit = city.run("users", "audit").stdout
    assert "导入下级数据包" in audit and "更改数据包公钥名单" in audit


def test_what_does_not_leave_the_county(county: Office) -> None:
    county.new_key("东江县")
    with zipfile.ZipFile(county.export()) as archive:
        text = b"".join(map(archive.read, archive.namelist()))
        found = [json.loads(one) for one in archive.read("findings.jsonl").splitlines()]
    secret = json.loads((county.folder / "bundle.key").read_text("utf-8"))["private"]
    for words in ("请登陆网站查询", "张某某", "1234", "疑似的", secret):
        assert words.encode() not in text
    assert {one["check"] for one in found} == {"typo", "personal-data"}
    assert next(one for one in found if one["check"] == "typo")["quote"] == "登陆网站"


def test_a_later_export_replaces_and_an_earlier_does_not(county: Office, city: Office) -> None:
    city.knows(county.new_key("东江县"))
    first, later = county.export("一.gsb"), county.export("二.gsb")
    city.run("bundle", "import", first)
    assert "已经导入过" in city.run("bundle", "import", first, code=2).stderr
    assert city.run("bundle", "import", later).stdout.startswith("已替换先前的：东江县")
    assert "并不更晚" in city.run("bundle", "import", first, code=2).stderr
    assert len(city.run("bundle", "list").stdout.splitlines()) == 2
    assert city.rows()["合计"]["网站（个）"] == "3"


def test_a_site_that_both_saw_is_counted_once(county: Office, city: Office) -> None:
    city.swept(CITY, PORTAL, BUREAU, unread=BUREAU.identifier)
    city.knows(county.new_key("东江县"))
    city.run("bundle", "import", county.export())
    rows = city.rows()
    assert (rows["本级"]["网站（个）"], rows["本级"]["检查（个）"]) == ("2", "2")
    assert (rows["东江县"]["网站（个）"], rows["合计"]["网站（个）"]) == ("1", "3")
    assert rows["东江县"]["说明"] == "另有 1 个网站本级已检查，计入本级"


def test_sites_of_others_are_refused_whole(
    county: Office, city: Office, office: Callable[[str], Office]
) -> None:
    other = office("另县")
    other.swept(BUREAU)
    city.knows(county.new_key("东江县"), other.new_key("西江县"))
    city.run("bundle", "import", county.export())
    told = city.run("bundle", "import", other.export(), code=2).stderr
    assert "有别家的网站或账号：5118120002（东江县）" in told
    assert "西江县" in city.rows() and city.rows()["西江县"]["说明"] == "未上报"


def test_sites_registered_for_another_are_refused(county: Office, city: Office) -> None:
    city.swept(CITY, county_site(2, "教育局", parent="西江县人民政府"))
    city.knows(county.new_key("东江县"), f"西江县,{'B' * 43}=,,\n")
    told = city.run("bundle", "import", county.export(), code=2).stderr
    assert "5118120002（西江县）" in told


def test_the_province_sums_what_the_city_was_sent(
    county: Office, city: Office, office: Callable[[str], Office]
) -> None:
    city.knows(county.new_key("东江县"), f"西江县,{'B' * 43}=,,\n")
    city.run("bundle", "import", county.export())
    province = office("省")
    own = Site(identifier="5100000001", name="省人民政府", url="http://www.sheng.gov.cn/")
    province.swept(own, unread=own.identifier)
    province.knows(city.new_key("清禾市"))
    province.run("bundle", "import", city.export())
    rows = province.rows()
    assert list(rows)[:5] == ["本级", "清禾市", "清禾市/东江县", "清禾市/西江县", "合计"]
    assert rows["本级"]["说明"] == "未检查：省人民政府"
    assert (rows["清禾市"]["网站（个）"], rows["清禾市/东江县"]["问题（条）"]) == ("1", "2")
    assert "没有上报本级" not in rows["清禾市"]["说明"]
    assert rows["清禾市/西江县"]["说明"] == "未上报"
    assert (rows["合计"]["网站（个）"], rows["合计"]["检查（个）"]) == ("4", "3")


def test_levels_that_swept_nothing_themselves_sum_what_they_were_sent(
    county: Office, office: Callable[[str], Office]
) -> None:
    city, province = office("无站的市"), office("无站的省")
    city.knows(f"旧县,{'C' * 43}=,,2026-09-30\n")
    refused = city.run("report", "levels", "-o", "汇总.csv", code=2)
    assert "没有做过巡检" in refused.stderr, "nobody was to send anything, either"
    city.knows(county.new_key("东江县"), f"西江县,{'B' * 43}=,,\n")
    before = city.rows()
    told = {name: row["说明"] for name, row in before.items() if row["说明"]}
    assert told == {
        "本级": "本级在这个时段没有巡检",
        "东江县": "未上报",
        "西江县": "未上报",
        "合计": "未上报，本级也没有巡检，没有可合计的；不含未上报的：东江县、西江县",
    }
    for name in ("东江县", "合计"):
        figures = [cell for head, cell in before[name].items() if head not in ("地区", "说明")]
        assert not any(figures), f"{name} has no figure, not even a nought"
    of_city = city.new_key("清禾市")
    refused = city.run("bundle", "export", "--period", "2026Q4", "-o", "空.gsb", code=2)
    assert "没有做完的巡检" in refused.stderr, "there is nothing to pass on yet"
    city.run("bundle", "import", county.export())
    province.knows(of_city)
    province.run("bundle", "import", city.export())
    rows = province.rows()
    assert list(rows)[:5] == ["本级", "清禾市", "清禾市/东江县", "清禾市/西江县", "合计"]
    assert (rows["本级"]["网站（个）"], rows["本级"]["数据截至"]) == ("0", "")
    assert rows["清禾市"]["检查（个）"] == "0"
    assert rows["清禾市"]["问题（条）"] == rows["清禾市"]["读到网页（个）"] == "", "nobody looked"
    assert "没有上报本级的检查情况" in rows["清禾市"]["说明"]
    assert rows["本级"]["说明"] == "本级在这个时段没有巡检"
    assert (rows["清禾市/东江县"]["问题（条）"], rows["合计"]["问题（条）"]) == ("2", "2")
    assert rows["清禾市/西江县"]["说明"] == "未上报"
    province.run("report", "levels", "--period", "2026Q3", "-o", "汇总.csv", code=2)
    province.run("report", "census", "-o", "汇总表.csv", code=2)
    province.run("bundle", "withdraw", "1", "--why", "导错了")
    rows = province.rows()
    assert list(rows)[:3] == ["本级", "清禾市", "合计"]
    assert (rows["清禾市"]["网站（个）"], rows["清禾市"]["说明"]) == ("", "未上报")
    assert (rows["合计"]["网站（个）"], rows["合计"]["问题（条）"]) == ("", "")


ACCOUNTS = """\
平台,账号,名称,主办单位,状态,开设日期,互动功能
微信,dongjiang,东江发布,东江县人民政府办公室,运行,2019-01-01,有
微博,1234567890,东江微博,东江县人民政府办公室,注销中,2019-01-01,有
"""
POST = (
    '{"platform": "微信", "account": "dongjiang", "time": "2026-11-19 09:00", "title": "", '
    '"text": "施工单位已为三个小区按装照明设施，居民夜间出行更加安全。", '
    '"url": "https://mp.weixin.qq.com/s/1"}'
)


def with_accounts(county: Office) -> None:
    """Two accounts of the county, one of them with a wrong word in its only post."""
    (county.folder / "新媒体登记表.csv").write_text(ACCOUNTS, "utf-8")
    county.run("media", "import", "新媒体登记表.csv")
    (county.folder / "发布.jsonl").write_text(POST, "utf-8")
    days = ("--since", "2026-07-01", "--through", "2026-11-20")
    county.run("posts", "import", "发布.jsonl", *days)


def test_accounts_travel_and_are_summed_by_level(
    county: Office, city: Office, office: Callable[[str], Office]
) -> None:
    with_accounts(county)
    city.knows(county.new_key("东江县"))
    told = city.run("bundle", "import", county.export()).stdout
    assert "新媒体账号 2 个，检查 1 个，问题 1 条，已整改 0 条" in told
    row = city.rows()["东江县"]
    assert (row["新媒体账号（个）"], row["新媒体问题（条）"]) == ("2", "1")
    assert city.rows()["合计"]["新媒体账号（个）"] == "2"
    with zipfile.ZipFile(county.export()) as archive:
        found = [json.loads(one) for one in archive.read("findings.jsonl").splitlines()]
        accounts = [json.loads(one) for one in archive.read("accounts.jsonl").splitlines()]
    assert {one["name"]: one["status"] for one in accounts} == {
        "东江发布": "running", "东江微博": "cancelling",
    }  # fmt: skip
    assert [one["quote"] for one in found if one["site"].startswith("xm")] == ["按装"]
    province = office("省")
    own = Site(identifier="5100000001", name="省人民政府", url="http://www.sheng.gov.cn/")
    province.swept(own)
    province.knows(city.new_key("清禾市"))
    province.run("bundle", "import", city.export())
    assert province.rows()["清禾市/东江县"]["新媒体账号（个）"] == "2"
    assert province.rows()["合计"]["新媒体问题（条）"] == "1"


def test_an_older_countys_bundle_leaves_accounts_blank(county: Office, city: Office) -> None:
    city.knows(county.new_key("东江县"))
    path = Path(county.export())
    manifest, content, _ = opened(path)
    older = content._replace(
        accounts=None, figures=content.figures.model_copy(update={"accounts": None})
    )
    path.write_bytes(pack(older, manifest, read_key(county.folder / "bundle.key")))
    assert "旧版格式，不含新媒体账号" in city.run("bundle", "import", str(path)).stdout
    rows = city.rows()
    assert (rows["东江县"]["网站（个）"], rows["东江县"]["新媒体账号（个）"]) == ("2", "")
    assert "没有上报新媒体账号" in rows["东江县"]["说明"]
    assert rows["合计"]["说明"] == "新媒体账号不含：东江县"


def test_a_list_of_keys_without_a_row_replaces_nothing(county: Office, city: Office) -> None:
    city.knows(county.new_key("东江县"))
    (city.folder / "空.csv").write_text("名称,公钥,备注\n", "utf-8")
    told = city.run("bundle", "senders", "空.csv", code=2)
    assert "一行也没有，没有替换" in told.stderr and "备注" in told.stderr
    assert "东江县" in city.run("bundle", "senders").stdout


def test_the_months_of_a_quarter_are_its_sum_and_the_missing_is_named(
    county: Office, city: Office
) -> None:
    city.knows(county.new_key("东江县"))
    city.run("bundle", "import", county.export("十一月.gsb", "2026-11"))
    row = city.rows()["东江县"]
    assert (row["网站（个）"], row["问题（条）"]) == ("2", "2")
    assert row["说明"] == "由2026年11月的月度数据包合成；缺2026年10月"
    month = city.folder / "月.csv"
    city.run("report", "levels", "--period", "2026-11", "-o", str(month))
    assert "月度数据包合成" not in month.read_text("utf-8-sig"), "the month itself is no sum"
    city.run("bundle", "import", county.export("季度.gsb"))
    rows = city.rows()
    assert (rows["东江县"]["问题（条）"], rows["合计"]["问题（条）"]) == ("2", "2"), "not twice"
    assert rows["东江县"]["说明"] == "另有2026年11月的月度数据包，不重复计"
    path = city.folder / "年.csv"
    city.run("report", "levels", "--period", "2026", "-o", str(path))
    lines = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    (told,) = [one for one in lines if one["地区"] == "东江县"]
    assert (told["网站（个）"], told["问题（条）"]) == ("2", "2"), "by its quarter, and not twice"
    assert told["说明"] == (
        "由2026年第4季度的数据包合成；缺2026年第1季度、2026年第2季度、2026年第3季度；"
        "另有2026年11月的月度数据包，不重复计"
    )
    ((number, *_),) = [
        line.split("\t")
        for line in city.run("bundle", "list").stdout.splitlines()
        if "季度" in line
    ]
    city.run("bundle", "withdraw", number, "--why", "请县里重报")
    assert "合成" in city.rows()["东江县"]["说明"]
    assert "撤出下级数据包" in city.run("users", "audit").stdout


def test_a_sample_is_reviewed_and_its_agreement_told(county: Office, city: Office) -> None:
    city.knows(county.new_key("东江县"))
    city.run("bundle", "import", county.export())
    of = ("--period", "2026Q4")
    city.run("bundle", "sample", *of, "--count", "3", "--seed", "甲", "-o", "抽查表.csv")
    path = city.folder / "抽查表.csv"
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert [row[2] for row in rows[1:]] == ["问题", "问题", "未发现问题的网站"]
    for row, verdict in zip(rows[1:], ("属实", "误报", "漏报"), strict=True):
        row[9] = verdict
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert city.run("bundle", "verdicts", *of, "抽查表.csv").stdout.splitlines() == [
        "导入结论 3 项，没有复核 0 项",
        "问题属实：1/2，50.0%（95% 区间 9.4%～90.5%），误报 1 项",
        "未发现问题的网站确无问题：0/1，0.0%（95% 区间 0.0%～79.3%），漏报 1 项",
        "合计一致：1/3，33.3%（95% 区间 6.2%～79.2%）",
    ]
    number = city.run("bundle", "list").stdout.splitlines()[-1].split("\t")[0]
    told = city.run("bundle", "withdraw", number, "--why", "导错了").stdout
    assert told.startswith(f"已撤出 {number} 号：东江县 2026年第4季度，数据截至 ")
    city.run("bundle", "import", county.export())
    refused = city.run("bundle", "verdicts", *of, "抽查表.csv", code=2)
    assert "已撤出或已被替换，请重新抽" in refused.stderr
    assert refused.stdout.splitlines()[1:] == [
        "问题属实：没有复核",
        "未发现问题的网站确无问题：没有复核",
        "合计一致：没有复核",
        "所属数据包已撤出或已被替换，不计在内：东江县 3 项",
    ]
    city.run("bundle", "sample", *of, "--count", "3", "--seed", "乙", "-o", "抽查表.csv")
    text = path.read_text("utf-8-sig").replace(",,,种子 乙", ",属实,,种子 乙")
    path.write_text(text, "utf-8-sig")
    lines = city.run("bundle", "verdicts", *of, "抽查表.csv").stdout.splitlines()
    assert lines[1].startswith("问题属实：2/2") and lines[3].startswith("合计一致：3/3")
    assert lines[-1] == "所属数据包已撤出或已被替换，不计在内：东江县 3 项"
