"""What other levels sent, on a page."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from govsweep import clock
from govsweep.accounts import Actor, AuditAct
from govsweep.bundles import (
    SCHEMA,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    Manifest,
    Sender,
    SigningKey,
    SiteCoverage,
    figures_of,
    pack,
    write_new_key,
)
from govsweep.findings import Severity
from govsweep.periods import Span

EAST, WEST = "A" * 43 + "=", "B" * 43 + "="
BY = Actor(name="王")


def take_in(office: Any, name: str = "东江<b>县") -> None:
    """A bundle of one site from a county; another county has sent nothing."""
    senders = [Sender(name=name, key=EAST), Sender(name="西江县", key=WEST)]
    office.store.bundles.set_senders(senders, BY, clock.now())
    site = BundleSite(
        site="5118120001", name="县教育局", url="http://jyj.dongjiang.gov.cn/", district=name,
        coverage=SiteCoverage.WHOLE, known=9, read=9, problems=0, fixed=0,
    )  # fmt: skip
    manifest = Manifest(
        schema_version=SCHEMA, program="1", name=name, title="2026年第4季度",
        begins=dt.date(2026, 10, 1), ends=dt.date(2026, 12, 31), as_of=dt.date(2026, 11, 20),
        exported_at=clock.now(), key=EAST, files={},
    )  # fmt: skip
    content = Content((site,), (), figures_of([site], (), ()), ())
    office.store.bundles.accept(manifest, content, "0" * 64, BY, clock.now())


def test_before_anything_came_it_says_how_to_begin(office: Any, log_in: Any) -> None:
    assert "公钥名单" in log_in(office, "reader").ask("/bundles").text


def test_what_came_and_who_is_missing(office: Any, log_in: Any) -> None:
    take_in(office)
    page = log_in(office, "reader").ask("/bundles")
    assert "2026年第4季度" in page.texts("h2")
    assert "未上报：西江县" in page.text
    assert "东江&lt;b&gt;县" in page.text
    assert [cell.text() for cell in page.tree.css("tbody td")][:3] == ["1", "1", "0"]


def test_where_nothing_came_of_the_quarter_everybody_is_missing(office: Any, log_in: Any) -> None:
    take_in(office)
    (one,) = office.store.bundles.all()
    office.store.bundles.withdraw(one.id, BY, clock.now(), "导错了")
    page = log_in(office, "reader").ask("/bundles")
    assert "还没有收到一份数据包。未上报：东江&lt;b&gt;县、西江县。" in page.text
    assert Span.quarter_of(clock.now().date()).title in page.texts("h2")


def test_a_contact_of_one_unit_does_not_see_it(office: Any, log_in: Any) -> None:
    take_in(office)
    assert log_in(office, "contact").ask("/bundles").status == 403


class TestActs:
    """Importing with a preview, withdrawing, cross-review: each by who may, each in the audit."""

    @pytest.fixture
    def key(self, tmp_path: Path, office: Any) -> SigningKey:
        made = write_new_key(tmp_path / "bundle.key", "东江县")
        office.store.bundles.set_senders([Sender(name="东江县", key=made.public)], BY, clock.now())
        return made

    def bundle(self, key: SigningKey, *, problems: int = 0) -> bytes:
        site = BundleSite(
            site="5118120001", name="县教育局", url="http://jyj.dongjiang.gov.cn/",
            district="东江县", coverage=SiteCoverage.WHOLE, known=9, read=9, problems=problems,
            fixed=0,
        )  # fmt: skip
        findings = tuple(
            BundleFinding(
                id=f"{number:032x}", site=site.site, check="typo", check_name="错别字",
                wording="错别字", severity=Severity.MINOR, state=BundleFindingState.OPEN,
                url=site.url, message="“登陆”应为“登录”", first_seen=dt.date(2026, 11, 2),
                last_seen=dt.date(2026, 11, 20),
            )
            for number in range(problems)
        )  # fmt: skip
        manifest = Manifest(
            schema_version=SCHEMA, program="1", name="东江县", title="2026年第4季度",
            begins=dt.date(2026, 10, 1), ends=dt.date(2026, 12, 31), as_of=dt.date(2026, 11, 20),
            exported_at=clock.now(), key=key.public, files={},
        )  # fmt: skip
        return pack(Content((site,), findings, figures_of([site], (), ()), ()), manifest, key)

    def send(self, office: Any, who: Any, path: str, name: str, body: bytes, **more: str) -> Any:
        parts = b"".join(
            f'--b\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{value}\r\n'.encode()
            for one, value in ({"csrf": who.csrf} | more).items()
        )
        head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        return office.post_bytes(
            path,
            parts + head.encode() + body + b"\r\n--b--\r\n",
            cookie=who.cookie,
            content_type="multipart/form-data; boundary=b",
        )

    def confirmed(self, office: Any, who: Any, body: bytes) -> Any:
        shown = self.send(office, who, "/bundles", "县.gsb", body)
        assert shown.status == 200, shown.text
        draft = shown.tree.css_first("input[name=draft]").attributes["value"]
        return who.send("/bundles/confirm", draft=draft)

    def test_it_is_shown_first_and_then_taken_in(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        who = log_in(office, "reviewer")
        shown = self.send(office, who, "/bundles", "县.gsb", self.bundle(key, problems=2))
        assert "网站 1 个，检查 1 个，问题 2 条" in shown.text
        assert "这个时段先前没有导入过" in shown.text
        assert office.store.bundles.all() == []
        assert self.confirmed(office, who, self.bundle(key, problems=2)).status == 303
        (one,) = office.store.bundles.all()
        assert one.figures.problems == 2
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.act, entry.by.name) == (AuditAct.BUNDLE_IMPORTED, "reviewer")
        again = self.send(office, who, "/bundles", "县.gsb", self.bundle(key, problems=3))
        assert "替换先前导入的" in again.text and "问题 2 条" in again.text

    def test_a_draft_is_confirmed_once_by_who_was_shown_it(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        who, other = log_in(office, "reviewer"), log_in(office, "admin")
        shown = self.send(office, who, "/bundles", "县.gsb", self.bundle(key))
        draft = shown.tree.css_first("input[name=draft]").attributes["value"]
        assert other.send("/bundles/confirm", draft=draft).status == 400
        assert who.send("/bundles/confirm", draft=draft).status == 303
        assert "已经导入过，或已经过期" in who.send("/bundles/confirm", draft=draft).text

    def test_what_was_altered_or_is_a_strangers_is_refused(
        self, office: Any, log_in: Any, key: SigningKey, tmp_path: Path
    ) -> None:
        who = log_in(office, "reviewer")
        whole = self.bundle(key)
        told = self.send(office, who, "/bundles", "县.gsb", whole[:-30])
        assert told.status == 400 and "不是完好的数据包" in told.text
        stranger = write_new_key(tmp_path / "other.key", "东江县")
        told = self.send(office, who, "/bundles", "县.gsb", self.bundle(stranger))
        assert told.status == 400 and "不在名单里" in told.text
        assert "bundle_keys.csv" not in told.text  # which is what a command is given
        assert office.store.bundles.all() == []

    def test_it_is_taken_out_by_an_administrator_who_says_why(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        admin = log_in(office, "admin")
        self.confirmed(office, admin, self.bundle(key))
        (one,) = office.store.bundles.all()
        act = f"/bundles/{one.id}/withdraw"
        assert log_in(office, "reviewer").send(act, why="导错了").status == 403
        assert "请写明理由" in admin.send(act, why=" ").text
        assert admin.send(act, why="导错了").status == 303
        assert office.store.bundles.all() == []
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.act, entry.reason) == (AuditAct.BUNDLE_WITHDRAWN, "导错了")
        assert "已经撤出" in admin.send(act, why="再来").text

    def test_an_administrator_lists_whose_are_taken_in(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        admin, reviewer = log_in(office, "admin"), log_in(office, "reviewer")
        rows = f"东江县,{key.public},2026-01-01,1\n西江县,{WEST},,\n"
        good = f"名称,公钥,起始日期,电话\n{rows}".encode()
        there = office.store.bundles.senders()
        refused = self.send(office, reviewer, "/bundles/senders", "名单.csv", good)
        assert refused.status == 403
        assert key.public in reviewer.ask("/bundles").text
        for body, fault in (
            (good + "南江县,短,,\n".encode(), "名单.csv 第 4 行，字段 公钥：“短”不是公钥"),
            ("名称,公钥\n".encode(), "名单.csv 里一行也没有"),
        ):
            told = self.send(office, admin, "/bundles/senders", "名单.csv", body)
            assert told.status == 400 and fault in told.text and "名单没有替换" in told.text
        assert office.store.bundles.senders() == there
        told = self.send(office, admin, "/bundles/senders", "名单.csv", good)
        assert told.status == 200 and "现有公钥 2 把：新增 西江县" in told.text
        assert "电话" in told.text, "a column that is not read is named"
        assert [one.name for one in office.store.bundles.senders()] == ["东江县", "西江县"]
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.act, entry.by.name) == (AuditAct.BUNDLE_KEYS, "admin")

    def test_a_sample_is_drawn_and_its_verdicts_come_back(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        who = log_in(office, "reviewer")
        self.confirmed(office, who, self.bundle(key, problems=2))
        of = "/bundles/sample.csv?period=2026Q4&seed=a"
        drawn = who.ask(f"{of}&count=2")
        assert drawn.status == 200 and drawn.text == who.ask(f"{of}&count=2").text
        heads, *rows = csv.reader(drawn.text.removeprefix("\ufeff").splitlines())
        assert len(rows) == 2
        assert "可抽的只有 2 项" in who.ask(f"{of}&count=3").text
        for wrong in ("count=0", "count=x", "count=99999"):
            assert who.ask(f"{of}&{wrong}").status == 400
        for row, verdict in zip(rows, ("属实", "误报"), strict=True):
            row[heads.index("复核结论")] = verdict
        text = io.StringIO(newline="")
        csv.writer(text).writerows([heads, *rows])
        body = text.getvalue().encode()
        told = self.send(office, who, "/bundles/verdicts", "表.csv", body, period="2026Q4")
        assert told.status == 200 and "问题属实：1/2，50.0%" in told.text
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.act, entry.by.name) == (AuditAct.BUNDLE_REVIEWED, "reviewer")
        rows[0][0] = "F-nothing"
        text = io.StringIO(newline="")
        csv.writer(text).writerows([heads, *rows])
        body = text.getvalue().encode()
        told = self.send(office, who, "/bundles/verdicts", "表.csv", body, period="2026Q4")
        assert told.status == 400 and "表.csv 第 2 行，字段 编号" in told.text

    def test_a_reader_may_look_and_do_nothing(
        self, office: Any, log_in: Any, key: SigningKey
    ) -> None:
        reader = log_in(office, "reader")
        page = reader.ask("/bundles")
        assert page.status == 200 and not page.tree.css("main form")
        assert reader.ask("/bundles/sample.csv?period=2026Q4&count=1&seed=a").status == 403
        assert self.send(office, reader, "/bundles", "县.gsb", self.bundle(key)).status == 403
