"""`govsweep assess` and `govsweep forecast` as a user meets them."""

import datetime as dt
import json
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import Entry, Page, PageKind, Site, Visit
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store

NIGHT = dt.date(2026, 11, 20)
SITE = Site(
    identifier="5118000001", name="清禾市人民政府门户网站", url="http://www.qinghe.gov.cn/",
    organizer="市政府办公室",
)  # fmt: skip
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def govsweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Run) -> Run:
    """Run the command in a folder of its own."""
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)
    return partial(command, tmp_path)


@pytest.fixture
def swept(tmp_path: Path) -> None:
    """A store in that folder: one site, whose home page has had no news for twelve days."""
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    store.sites.save([SITE])
    rules = load_rules()
    sweep, _ = store.sweeps.open(
        night=NIGHT, as_of=NIGHT, sites=[SITE], indicators="2019", rules_version=rules.version,
        at=time.time(), again=False,
    )  # fmt: skip
    days = [NIGHT - dt.timedelta(days=12 + number) for number in range(4)]
    entries = tuple(
        Entry(f"第{number}条信息", f"{SITE.url}{number}.html", day)
        for number, day in enumerate(days)
    )
    page = Page(url=SITE.url, kind=PageKind.HOME, entries=entries)
    visit = Visit(
        queue=SITE.identifier, url=SITE.url, fingerprint=fingerprint(SITE.url),
        at=dt.datetime.now(dt.UTC), page=page,
    )  # fmt: skip
    store.pages.commit(sweep.id, [Delivery(visit)])
    settle(store, sweep, Judges.by(rules, store.sites.all()))
    store.sweeps.close(sweep.id, reason="until", finished=True)
    store.close()


@pytest.mark.usefixtures("swept")
class TestAssess:
    def test_sites_with_verdict_score_and_share_of_what_nobody_judged(self, govsweep: Run) -> None:
        answer = govsweep("assess")
        assert answer.returncode == 0, answer.stderr
        head, row = answer.stdout.splitlines()
        assert head == "网站\t标识码\t结论\t得分\t单项否决\t未知\t待人工\t未定占比\t待定各项"
        cells = row.split("\t")
        assert cells[:3] == ["清禾市人民政府门户网站", "5118000001", "未定"]
        assert cells[3].startswith("暂计")
        assert cells[7].endswith("%")
        assert "V19-S2" in cells[8]

    def test_two_packs_side_by_side(self, govsweep: Run, tmp_path: Path) -> None:
        (tmp_path / "本省.toml").write_text(
            'edition = "本省"\nover = "2019"\ntitle = "本省指标"\nclause = "某府〔2030〕1号"\n'
            'since = 2030-01-01\n[[change]]\nid = "V19-S3"\ncodes = []\nfact = "one-site"\n',
            "utf-8",
        )
        answer = govsweep("assess", "--pack", "2019", "--pack", "本省.toml")
        assert answer.returncode == 0, answer.stderr
        assert "结论（2019）\t结论（本省）" in answer.stdout
        assert "V19-S3\t首页不更新\t符合\t不适用" in answer.stdout
        assert "自 2030-01-01 起施行，本季度尚未施行" in answer.stderr
        rows = json.loads(
            govsweep("assess", "--pack", "2019", "--pack", "本省.toml", "--format", "json").stdout
        )["sites"][0]["rows"]
        assert [(one["indicator"], one["results"]) for one in rows] == [
            ("V19-S3", ["pass", "n.a."])
        ]

    def test_a_province_says_what_is_not_known(self, govsweep: Run) -> None:
        assert "正文没有见到" in govsweep("assess", "--pack", "四川").stderr

    def test_an_edition_that_is_not_in_force_is_told(self, govsweep: Run) -> None:
        assert "施行的国家指标是 2019 版" in govsweep("assess", "--pack", "2015").stderr
        assert "施行" not in govsweep("assess").stderr

    @pytest.mark.parametrize("name", ["待判定.docx", "待判定.xlsx"])
    def test_a_form_is_written_as_no_other_kind_of_file(
        self, name: str, govsweep: Run, tmp_path: Path
    ) -> None:
        answer = govsweep("assess", "--blank-form", name)
        assert answer.returncode == 2
        assert "待填的判定表只能写成 .csv 文件" in answer.stderr
        assert not (tmp_path / name).exists()

    def test_a_form_goes_out_and_comes_back(self, govsweep: Run, tmp_path: Path) -> None:
        assert govsweep("assess", "--blank-form", "待判定.csv").returncode == 0
        form = tmp_path / "待判定.csv"
        head, *lines = form.read_text("utf-8-sig").splitlines()
        first = next(line for line in lines if "V19-S1-6" in line)
        assert first.startswith("5118000001,清禾市人民政府门户网站,V19-S1-6,")
        assert first.endswith(f",{SITE.url},,,")
        form.write_text(f"{head}\n{first.removesuffix(',,,')},符合,,未见报道\n", "utf-8-sig")
        answer = govsweep("assess", "--site", "5118000001", "--judgements", "待判定.csv")
        assert "V19-S1-6\t单项否决\t因建设管理不当引发严重负面舆情\t符合" in answer.stdout
        (tmp_path / "office.toml").write_text('judgements_file = "待判定.csv"\n', "utf-8")
        answer = govsweep("assess", "--site", "5118000001")
        assert "本单位判定；未见报道" in answer.stdout

    def test_wrong_lines_of_a_form_are_told_and_the_others_stand(
        self, govsweep: Run, tmp_path: Path
    ) -> None:
        lines = (
            *("网站标识码,指标,结论", "5118000001,V19-S1-6,符合", "5118000001,V19-S1-4,好"),
            "5118000099,V19-S1-6,符合",
        )
        (tmp_path / "判定.csv").write_text("\n".join([*lines, ""]), "utf-8")
        for words in (("--judgements", "判定.csv"), ()):
            answer = govsweep("assess", "--site", "5118000001", *words)
            assert answer.returncode == 0
            assert "因建设管理不当引发严重负面舆情\t符合" in answer.stdout
            assert "判定.csv 第 3 行，结论：“好”不是结论" in answer.stderr
            assert "没有登记标识码为 5118000099 的网站" in answer.stderr
            (tmp_path / "office.toml").write_text('judgements_file = "判定.csv"\n', "utf-8")
        answer = govsweep("report", "census")
        assert answer.returncode == 0
        assert "没有登记标识码为 5118000099 的网站" in answer.stderr

    def test_one_site_row_by_row(self, govsweep: Run) -> None:
        answer = govsweep("assess", "--site", "5118000001")
        assert "V19-S3\t单项否决\t首页不更新\t符合" in answer.stdout
        assert (
            "V19-S2\t单项否决\t站点无法访问\t未知\t—\t一周探测次数不足，无法判断" in answer.stdout
        )

    def test_as_json(self, govsweep: Run) -> None:
        answer = json.loads(govsweep("assess", "--format", "json").stdout)
        (site,) = answer["sites"]
        assert (answer["as_of"], answer["indicators"]) == ("2026-11-20", "2019")
        assert site["verdict"] == "open"
        assert site["unknown"] + site["manual"] == round(site["undecided_share"] * site["judged"])
        assert len(site["outcomes"]) == 114

    def test_the_other_edition(self, govsweep: Run) -> None:
        answer = json.loads(govsweep("assess", "--indicators", "2015", "--format", "json").stdout)
        assert {one["clause"] for one in answer["sites"][0]["outcomes"]} == {"国办发〔2015〕15号"}

    def test_the_offices_own_judgement_counts(self, govsweep: Run, tmp_path: Path) -> None:
        said = '[judgements."5118000001"]\n"V19-S5-1" = { result = "fail", why = "信箱停用" }\n'
        (tmp_path / "office.toml").write_text(said, "utf-8")
        answer = govsweep("assess")
        assert "不合格（单项否决）\t—\t未提供网上有效咨询建言渠道" in answer.stdout

    @pytest.mark.parametrize(
        ("said", "message"),
        [
            (
                '"D19-16" = 8\n',
                "office.toml：judgements：“5118000001”的 D19-16：分值应在 0 到 7 之间",
            ),
            ('"D19-99" = 1\n', "没有这个指标"),
        ],
    )
    def test_a_wrong_judgement_is_named(
        self, said: str, message: str, govsweep: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "office.toml").write_text(f'[judgements."5118000001"]\n{said}', "utf-8")
        answer = govsweep("assess")
        assert answer.returncode == 2
        assert message in answer.stderr

    def test_an_unknown_site_is_wrong_use(self, govsweep: Run) -> None:
        answer = govsweep("assess", "--site", "5118000099")
        assert answer.returncode == 2
        assert "没有标识码为 5118000099 的在运行网站" in answer.stderr


@pytest.mark.usefixtures("swept")
class TestForecast:
    def test_who_must_act_by_when(self, govsweep: Run) -> None:
        answer = govsweep("forecast")
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.splitlines() == [
            "责任单位\t网站\t事项\t期限\t日期",
            "市政府办公室\t清禾市人民政府门户网站\t单项否决：首页不更新\t3天后\t2026-11-23",
        ]

    def test_only_what_breaks_soon(self, govsweep: Run) -> None:
        assert len(govsweep("forecast", "--days", "2").stdout.splitlines()) == 1

    def test_as_json(self, govsweep: Run) -> None:
        answer = json.loads(govsweep("forecast", "--format", "json").stdout)
        (row,) = answer["outlooks"]
        assert (row["indicator"], row["days"], row["on"]) == ("V19-S3", 3, "2026-11-23")


def test_before_any_sweep_there_is_nothing_to_assess(govsweep: Run, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.upgrade()
    answer = govsweep("assess")
    assert answer.returncode == 2
    assert "还没有做过巡检" in answer.stderr


def test_an_unknown_edition_is_told_as_a_setting(
    govsweep: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVSWEEP_INDICATORS", "2024")
    answer = govsweep("assess")
    assert answer.returncode == 2
    assert "indicators" in answer.stderr
