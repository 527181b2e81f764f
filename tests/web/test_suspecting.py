"""Suspected counterfeits in the browser and by the API."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.suspects import Stage, Suspect, read_suspects

HOST = "www.qinghe-gov.example"
DAY = dt.date(2026, 11, 2)


@pytest.fixture
def suspect(office: Any) -> Suspect:
    one = Suspect(
        host=HOST, url=f"http://{HOST}/", name="清禾<b>", source="线索", found=DAY, changed=DAY
    )
    office.store.suspects.note([one], clock.now(), Actor(name="王"))
    return one


class TestThePage:
    def test_a_reader_sees_and_changes_nothing(
        self, office: Any, log_in: Any, suspect: Suspect
    ) -> None:
        page = log_in(office, "reader").ask("/suspects")
        assert suspect.host in page.text
        assert "清禾&lt;b&gt;" in page.text
        assert not page.tree.css("form[method=post][action^='/suspects']")

    def test_a_step_is_taken_and_told(self, office: Any, log_in: Any, suspect: Suspect) -> None:
        reviewer = log_in(office, "reviewer")
        form = f"/suspects/{suspect.host}/stage"
        assert reviewer.send(form, stage="verified", note="仿冒").status == 303
        (one,) = office.store.suspects.all()
        assert one.stage is Stage.VERIFIED
        assert [(step.stage, step.by) for step in one.steps][-1] == (Stage.VERIFIED, "reviewer")
        (entry,) = office.store.audit.entries(limit=1)[1]
        assert (entry.by.name, entry.reason) == ("reviewer", "仿冒")

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ({"stage": "cleared"}, "要写明原因"),
            ({"stage": "handled"}, "还没有经过“已核实”、“已报备”"),
            ({"stage": "verified", "day": "2999-01-01"}, "还没有到"),
            ({"stage": "verified", "day": "2026-11-01"}, "早于上一步"),
            ({"stage": "verified", "day": "昨天"}, "不是日期"),
            ({"stage": "某某"}, "没有这个阶段"),
            ({"stage": "verified", "note": "长" * 1_001}, "至多 1000 字"),
        ],
    )
    def test_a_step_that_cannot_be(
        self, office: Any, log_in: Any, suspect: Suspect, words: dict[str, str], told: str
    ) -> None:
        answer = log_in(office, "admin").send(f"/suspects/{suspect.host}/stage", **words)
        assert answer.status == 400
        assert told in answer.text
        assert office.store.suspects.all()[0].stage is Stage.FOUND

    def test_hosts_that_were_bad_at_first_sight_are_findings(
        self, office: Any, log_in: Any, make_finding: Any
    ) -> None:
        bad = make_finding("turned-host", "bad.example", url="http://www.qinghe.gov.cn/")
        office.store.findings.save(1, [bad])
        page = log_in(office, "reader").ask("/suspects")
        (link,) = page.tree.css("[aria-labelledby=h-turned] .empty a")
        listed = log_in(office, "reader").ask(str(link.attributes["href"]))
        assert listed.tree.css(f".finding h3 a[href='/findings/{bad.id}']")

    def test_one_that_nobody_knows(self, office: Any, log_in: Any) -> None:
        answer = log_in(office, "admin").send("/suspects/none.example/stage", stage="verified")
        assert answer.status == 400
        assert "没有 none.example 这个假冒线索" in answer.text

    def test_a_file_is_taken_row_by_row(self, office: Any, log_in: Any) -> None:
        admin = log_in(office, "admin")
        table = "网址,来源\nhttp://fake.example/,举报\nhttp://x.gov.cn/,举报\n"
        lines = [
            *("--b", 'Content-Disposition: form-data; name="csrf"', "", admin.csrf, "--b"),
            'Content-Disposition: form-data; name="file"; filename="线索.csv"',
            *("Content-Type: text/csv", "", table, "--b--", ""),
        ]
        answer = office.post_bytes(
            "/suspects",
            "\r\n".join(lines).encode(),
            cookie=admin.cookie,
            content_type="multipart/form-data; boundary=b",
        )
        assert answer.status == 400
        assert "新增 1 条线索，已有 0 条，拒收 1 行" in answer.text
        assert "线索.csv 第 3 行，字段 网址" in answer.text
        assert [one.host for one in office.store.suspects.all()] == ["fake.example"]


def test_a_host_that_is_handed_in_twice_is_one_suspect(office: Any, suspect: Suspect) -> None:
    first = Suspect(
        host="fake.example", url="http://fake.example/", name="", source="举报", found=DAY,
        changed=DAY,
    )  # fmt: skip
    second = msgspec.structs.replace(first, url="http://fake.example/a", name="乙", source="巡检")
    done = office.store.suspects.note([first, second], clock.now(), Actor(name="王"))
    assert (done.new, done.known) == (1, 1)
    (kept,) = (one for one in office.store.suspects.all() if one.host == first.host)
    assert (kept.url, kept.source, kept.name) == (first.url, "举报", "乙")
    assert len(kept.steps) == 1


def test_two_addresses_of_one_host_are_one_clue(tmp_path: Path) -> None:
    file = tmp_path / "线索.csv"
    file.write_text("网址\nhttp://x.example/\nhttps://X.example/a\n", "utf-8")
    rows, (fault,) = read_suspects(file, DAY, [])
    assert [row.url for row in rows] == ["http://x.example/"]
    assert (fault.line, fault.reason) == (3, "x.example 在前面的一行已经有了")


def test_the_api_tells_them_by_stage(office: Any, log_in: Any, suspect: Suspect) -> None:
    reader = log_in(office, "reader")
    told = reader.ask("/api/v1/suspects?stage=found").json
    assert [one["host"] for one in told["suspects"]] == [suspect.host]
    assert reader.ask("/api/v1/suspects?stage=handled").json["total"] == 0
