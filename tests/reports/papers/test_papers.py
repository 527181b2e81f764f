"""The office's papers, read back as Word has them."""

import csv
import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT

from govsweep import reports
from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.findings import Certainty, State
from govsweep.rectification import RuleFigure
from govsweep.reports import Choices, Office, figures, read_office
from govsweep.reports.papers.drafting import draw
from govsweep.reports.snapshot import Snapshot

PAPERS = ("bulletin", "notice", "selfcheck", "brief")
OURS = Path(reports.__file__).parent / "papers" / "templates"
SOFFICE = shutil.which("soffice")


@pytest.fixture
def quarter(
    make_site: Callable[..., Any],
    make_finding: Callable[..., Any],
    make_ledger: Callable[..., Any],
    make_snapshot: Callable[..., Any],
) -> Snapshot:
    """Five sites: two with problems, one mended, one clean, one that could not be seen."""
    first, second, mended, clean, walled = sites = [make_site(number) for number in range(1, 6)]
    return make_snapshot(
        *sites,
        findings=(
            make_finding("stale-column", of=first, variant="news", owner="宣传科"),
            make_finding("typo", of=first, subject="甲", owner=""),
            make_finding("typo", of=first, subject="乙", state=State.FIXED),
            make_finding("hidden-link", of=second, sightings=1_203),
            make_finding("typo", of=mended, state=State.FIXED),
            make_finding("typo", of=clean, certainty=Certainty.SUSPECTED),
            make_finding("undated-article", of=clean),
        ),
        ledger=tuple(
            row
            for site in sites
            for row in (make_ledger(site, blocked=10) if site is walled else make_ledger(site))
        ),
        checks=tuple(code for code in checks() if code != "unanswered-message"),
    )


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., Document]:
    def paper(name: str, snapshot: Snapshot, **choices: Any) -> Document:
        reports.write(name, snapshot, tmp_path / f"{name}.docx", Choices(**choices))
        return docx.Document(str(tmp_path / f"{name}.docx"))

    return paper


Paper = Callable[..., Document]


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def rows(document: Document, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def read(snapshot: Snapshot, characters: int) -> Snapshot:
    """The snapshot with so many characters read on each site."""
    looks = {
        site: dataclasses.replace(look, characters=characters)
        for site, look in snapshot.period.looks.items()
    }
    return dataclasses.replace(snapshot, period=dataclasses.replace(snapshot.period, looks=looks))


class TestErrorRate:
    @pytest.mark.parametrize("name", ["bulletin", "selfcheck"])
    def test_it_is_told_with_the_characters_read_and_an_interval(
        self, paper: Paper, quarter: Snapshot, name: str
    ) -> None:
        told = text(paper(name, read(quarter, 50_000)))
        # One confirmed typo stands; one is mended, one suspected; a site could not be read.
        assert "共读到文字200000字" in told
        assert "尚存文字差错1处" in told
        assert (
            "差错率为万分之0.05（0.00～0.28），括号内为95%区间；另有疑似1处待核，未计入。" in told
        )

    @pytest.mark.parametrize("name", ["bulletin", "selfcheck"])
    def test_where_no_text_was_read_there_is_none(
        self, paper: Paper, quarter: Snapshot, name: str
    ) -> None:
        told = text(paper(name, quarter))
        assert "没有读到文字，不计文字差错率。" in told
        assert "万分之" not in told

    def test_the_tables_have_it_site_by_site(self, paper: Paper, quarter: Snapshot) -> None:
        census = rows(paper("bulletin", read(quarter, 50_000)), 1)
        assert [row[5:] for row in census] == [
            ["读到字数", "文字差错率（万分比）"],
            ["50000", "0.20（0.00～1.11）"],
            *[["50000", "0.00（0.00～0.73）"]] * 3,
            ["—", "—"],
        ]


class TestBulletin:
    def test_text_annexes_and_csv_agree(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path
    ) -> None:
        bulletin = paper("bulletin", quarter)
        said = {
            name: int(re.search(pattern, text(bulletin))[1])
            for name, pattern in {
                "troubled": r"存在突出问题的网站(\d+)个",
                "mended": r"其中(\d+)个已完成整改",
                "problems": r"共发现问题(\d+)条",
                "fixed": r"已整改(\d+)条，整改率",
                "unfixed": r"待整改(\d+)条",
                "listed": r"登记的政府网站共(\d+)个",
            }.items()
        }
        assert said == {
            "troubled": 3, "mended": 1, "problems": 5, "fixed": 2, "unfixed": 3, "listed": 5,
        }  # fmt: skip
        troubled, census, wordings = (rows(bulletin, number)[1:] for number in range(3))
        reports.write("census", quarter, tmp_path / "census.csv")
        told = csv.reader(io.StringIO((tmp_path / "census.csv").read_text("utf-8-sig")))
        lines = [line for line in told if line[0].isdigit()]  # below stand the notes
        assert census == lines
        assert [row[1:] for row in troubled] == [row[1:] for row in lines if row[4]]
        assert lines[-1][3] == "未检查（被拦截）"
        assert len(troubled) == said["troubled"]
        *parts, total = wordings
        assert total == ["合计", "3", "5", "2", "3"]
        for column, name in ((2, "problems"), (3, "fixed"), (4, "unfixed")):
            assert sum(int(row[column]) for row in parts) == said[name]
        themes = re.findall(r"涉及\d+个网站、(\d+)条问题", text(bulletin))
        assert sum(map(int, themes)) == said["problems"]
        assert len(figures.of_period(quarter)) == said["problems"]

    def test_what_could_not_be_seen_is_said(self, paper: Paper, quarter: Snapshot) -> None:
        said = text(paper("bulletin", quarter))
        assert "清源市第5局共1个网站未能检查（被拦截1个），不作结论。" in said
        assert "本次检查4个，占登记网站的80.0%" in said

    def test_why_sites_were_not_seen_is_said_with_numbers(
        self, paper: Paper, make_site: Any, make_ledger: Any, make_snapshot: Any
    ) -> None:
        paused = make_site(1, status="suspended")
        away, walled, dead, seen = (make_site(number) for number in range(2, 6))
        ledger = (
            *make_ledger(walled, blocked=10), *make_ledger(dead, failed=10), *make_ledger(seen)
        )  # fmt: skip
        city = make_snapshot(paused, away, walled, dead, seen, ledger=ledger)
        why = "未能检查（暂停运行1个、本期没有巡检到1个、被拦截1个、读取不到页面1个）"
        for name in ("bulletin", "selfcheck"):
            assert why in text(paper(name, city))

    def test_problems_stand_under_their_theme_with_named_sites(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        said = text(paper("bulletin", quarter))
        assert "（一）网站无法访问、更新不及时" in said
        assert "（三）信息安全和个人信息保护\n涉及1个网站、1条问题" in said
        assert "清源市第2局：“攻府”应为“政府”。" in said

    def test_a_figure_that_only_the_office_has_is_asked_for(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        said = text(paper("bulletin", quarter, office=Office(name="市政府办公室", messages=0)))
        assert "网民留言0条，按期办结（本单位填报）条" in said
        assert "市政府办公室对全市政府网站进行了检查" in said

    def test_overdue_problems_and_decisions_are_said(
        self, paper: Paper, make_snapshot: Callable[..., Any], make_finding: Callable[..., Any]
    ) -> None:
        late = make_finding(state=State.NOTIFIED, due=dt.date(2026, 11, 19))
        figure = RuleFigure(check="typo", rule="r", confirmed=3, dismissed=1)
        said = text(paper("bulletin", make_snapshot(findings=(late,), rules=(figure,))))
        assert "发出整改通知书（本单位填报）份，有1条问题逾期未整改。" in said
        assert "累计对4条问题作出人工裁定，其中确认3条、驳回1条。" in said

    def test_its_head_and_foot_are_the_offices_or_blank(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        blank = paper("bulletin", quarter)
        assert text(blank).splitlines()[:2] == ["（本单位填报）", "＿＿＿＿〔＿＿＿＿〕＿＿号"]
        foot = rows(blank, len(blank.tables) - 1)
        assert foot[0][0] == "抄送：（本单位填报）。"
        assert foot[1][1] == "＿＿＿＿年＿＿月＿＿日印发"
        office = Office(
            name="市府办", heading="市府办文件", number="府办〔2026〕7号", copies_to="",
            printed_on=dt.date(2026, 12, 1), signed_on=dt.date(2026, 11, 30),
        )  # fmt: skip
        filled = paper("bulletin", quarter, office=office)
        assert text(filled).splitlines()[:2] == ["市府办文件", "府办〔2026〕7号"]
        assert "市府办\n2026年11月30日" in text(filled)
        assert rows(filled, len(filled.tables) - 1) == [["市府办", "2026年12月1日印发"]]

    def test_its_foot_ends_above_the_margin(self, paper: Paper, quarter: Snapshot) -> None:
        """Else it goes on on a page of its own that has nothing but rules."""
        told = paper("bulletin", quarter)
        foot, page = told.tables[-1], told.sections[-1]
        begins = int(foot._tbl.xpath("w:tblPr/w:tblpPr/@w:tblpY")[0])  # in twentieths of a point
        forms = [row.cells[0].paragraphs[0].paragraph_format for row in foot.rows]
        heights = [one.line_spacing.pt + one.space_after.pt for one in forms]
        assert len(heights) == 2
        assert begins / 20 + sum(heights) < (page.page_height.pt - page.bottom_margin.pt)
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in foot.rows)

    def test_addresses_stand_in_annexes_only(
        self, paper: Paper, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        message = "链接无法打开：http://www.s1.gov.cn/a.html（404）"
        bulletin = paper("bulletin", make_snapshot(findings=(make_finding(message=message),)))
        assert "http" not in text(bulletin)
        assert "清源市第1局：链接无法打开（404）" in text(bulletin)
        assert rows(bulletin, 5)[1][3:] == [message, "http://www.s1.gov.cn/art/1.html"]

    def test_the_gravest_that_stand_are_named_first(self, paper: Paper, quarter: Snapshot) -> None:
        assert "尚未整改的严重问题中，存在暗链的有清源市第2局，须立即整改。" in text(
            paper("bulletin", quarter)
        )

    def test_what_was_looked_for_nowhere_is_said(self, paper: Paper, quarter: Snapshot) -> None:
        for name in ("bulletin", "selfcheck"):
            said = text(paper(name, quarter))
            assert "留言回复不及时（检查项没有启用）" in said
            assert "对这些项目不作结论" in said

    def test_of_sites_that_nobody_saw_nothing_good_is_said(
        self, paper: Paper, make_snapshot: Callable[..., Any]
    ) -> None:
        for name in ("bulletin", "selfcheck"):
            said = text(paper(name, make_snapshot(ledger=(), checks=tuple(checks()))))
            assert "没有检查到网站，不作结论" in said
            assert "未检查的项目：全部项目（没有读到页面）" in said
            assert "没有发现" not in said

    def test_a_quarter_without_problems(
        self, paper: Paper, make_snapshot: Callable[..., Any]
    ) -> None:
        bulletin = paper("bulletin", make_snapshot())
        assert "已检查的项目没有发现突出问题" in text(bulletin)
        assert "整改率—" in text(bulletin)
        assert len(rows(bulletin, 0)) == 1

    def test_its_wide_tables_lie_so_that_numbers_are_not_torn(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        sections = paper("bulletin", quarter).sections
        assert [one.page_width > one.page_height for one in sections] == [False, True, False]


class TestNotice:
    def test_each_owner_gets_a_notice_of_what_is_still_to_be_mended(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        notice = paper("notice", quarter, site="3609000001")
        numbers = re.findall(r"编号：(\S+)", text(notice))
        assert numbers == ["3609000001-20261120-01", "3609000001-20261120-02"]
        assert re.findall(r"存在(\d+)条问题", text(notice)) == ["1", "1"]
        lists = [table for number, table in enumerate(notice.tables) if number % 3 == 0]
        assert [[row.cells[2].text for row in table.rows][1:] for table in lists] == [
            ["栏目更新不及时（一般）"],
            ["错别字（一般）"],
        ]

    def test_a_row_tells_place_words_demand_and_clause(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        notice = paper("notice", quarter, site="3609000002")
        assert rows(notice, 0)[1] == [
            "1",
            next(one for one in quarter.findings if one.check == "hidden-link").id[:8],
            "暗链（严重）",
            "通知公告 http://www.s2.gov.cn/art/1.html等1203个页面",
            "“攻府”应为“政府”。",
            "各县（区）人民【攻府】，市政府各部门",
            "政府",
            "国办秘函〔2019〕19号",
        ]

    def test_where_a_finding_has_no_demand_of_its_own_the_check_s_stands(
        self,
        paper: Paper,
        make_site: Callable[..., Any],
        make_finding: Callable[..., Any],
        make_snapshot: Callable[..., Any],
    ) -> None:
        site = make_site(2)
        found = make_finding("dead-link", of=site, subject="http://x.cn/", suggestion="")
        notice = paper("notice", make_snapshot(site, findings=(found,)), site=site.identifier)
        assert rows(notice, 0)[1][6] == "更正或删除链接"

    def test_a_receipt_to_return_lists_the_same_rows(self, paper: Paper, quarter: Snapshot) -> None:
        notice = paper("notice", quarter, site="3609000002")
        assert "整改回执" in text(notice)
        listed = [row[:2] for row in rows(notice, 0)[1:]]
        *answers, seal = rows(notice, 2)[1:]
        assert [row[:2] for row in answers] == listed
        assert seal[0] == "（单位公章）\n年　　月　　日"  # in the table: it never stands alone
        assert rows(notice, 2)[1][2] == "“攻府”应为“政府”。"

    def test_its_list_lies_so_that_addresses_have_room(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        sections = paper("notice", quarter, site="3609000002").sections
        assert [one.orientation for one in sections] == [
            WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
        ]  # fmt: skip
        assert [one.page_width > one.page_height for one in sections] == [False, True, False]

    def test_a_word_tells_what_to_write_instead(
        self, paper: Paper, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        notice = paper("notice", make_snapshot(findings=(make_finding(),)), site="3609000001")
        assert rows(notice, 0)[1][6] == "应改为“政府”"

    @pytest.mark.parametrize(
        ("site", "message"),
        [("", "--site"), ("9999999999", "没有标识码"), ("3609000004", "没有待整改的问题")],
    )
    def test_without_anybody_to_notify_it_says_why(
        self, paper: Paper, quarter: Snapshot, site: str, message: str
    ) -> None:
        with pytest.raises(InputError, match=message):
            paper("notice", quarter, site=site)

    def test_what_is_serious_has_a_shorter_time_in_a_notice_of_its_own(
        self, paper: Paper, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        both = make_snapshot(findings=(make_finding(), make_finding("hidden-link", subject="乙")))
        office = Office(working_days=10, serious_working_days=3)
        said = text(paper("notice", both, site="3609000001", office=office))
        assert re.findall(r"存在(\d+条\w*问题)", said) == ["1条严重问题", "1条问题"]
        assert re.findall(r"请于(\S+?)前（(\d+)个", said) == [
            ("2026年11月25日", "3"), ("2026年12月4日", "10"),
        ]  # fmt: skip
        alike = text(paper("notice", both, site="3609000001", office=office, days=5))
        assert re.findall(r"存在(\d+)条", alike) == ["2"]

    def test_of_a_site_that_was_not_seen_it_says_so(
        self, paper: Paper, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        unseen = make_snapshot(findings=(make_finding(),), ledger=())
        said = text(paper("notice", unseen, site="3609000001"))
        assert "没有看到该网站的页面，所列是此前发现、尚未整改的问题" in said

    def test_it_names_the_day_by_which_to_mend(self, paper: Paper, quarter: Snapshot) -> None:
        notice = paper("notice", quarter, site="3609000002")
        assert "请于2026年12月4日前（10个工作日内）完成整改" in text(notice)
        assert ["整改期限", "2026年12月4日"] in rows(notice, 1)
        three = paper("notice", quarter, site="3609000002", days=3)
        assert "请于2026年11月25日前（3个工作日内）完成整改" in text(three)

    def test_a_day_whose_holidays_nobody_knows_yet_is_said_to_be_provisional(
        self, paper: Paper, make_snapshot: Callable[..., Any], make_finding: Callable[..., Any]
    ) -> None:
        day = dt.date(2098, 12, 30)
        snapshot = make_snapshot(findings=(make_finding(),), as_of=day)
        said = text(paper("notice", snapshot, site="3609000001"))
        assert "请于2099年1月13日前（10个工作日内）完成整改。届时的放假安排尚未公布" in said

    def test_who_was_notified_in_time_is_not_notified_again(
        self, paper: Paper, make_snapshot: Callable[..., Any], make_finding: Callable[..., Any]
    ) -> None:
        told = [
            make_finding(subject=name, state=State.NOTIFIED, due=due)
            for name, due in (("甲", dt.date(2026, 11, 19)), ("乙", dt.date(2026, 11, 20)))
        ]
        both = make_snapshot(findings=tuple(told))
        assert re.findall(r"存在(\d+)条问题", text(paper("notice", both, site="3609000001"))) == [
            "1"
        ]
        with pytest.raises(InputError, match="都已通知，最晚的期限是 2026-11-20"):
            paper("notice", make_snapshot(findings=(told[1],)), site="3609000001")


class TestSelfcheck:
    def test_the_table_adds_up_to_the_text(self, paper: Paper, quarter: Snapshot) -> None:
        report = paper("selfcheck", quarter)
        assert "自查发现问题5条，涉及3个网站" in text(report)
        *parts, total = rows(report, 0)[1:]
        assert total == ["合计", "发现5条", "2", "3"]
        told = [row for row in parts if not row[1].startswith("未检查")]
        assert sum(int(row[2]) for row in told) == 2
        assert sum(int(row[3]) for row in told) == 3
        assert {tuple(row[2:]) for row in parts if row not in told} == {("—", "—")}

    def test_what_was_not_looked_for_is_not_called_clean(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        results = {row[0]: row[1] for row in rows(paper("selfcheck", quarter), 0)}
        assert results["错别字"] == "发现3条；另有1条待核"
        assert results["图片没有显示"] == "未发现"
        assert results["留言回复不及时"] == "未检查（检查项没有启用）"

    def test_what_counts_as_part_of_another_is_found_and_said_where_it_counts(
        self, paper: Paper, make_snapshot: Callable[..., Snapshot], make_finding: Callable[..., Any]
    ) -> None:
        whole = make_finding("serious-expression", subject="某地区")
        part = make_finding("typo", subject="某地区", part_of=whole.id)
        suspected = make_finding(
            "dead-link", subject="x", part_of=whole.id, certainty=Certainty.SUSPECTED
        )
        snapshot = make_snapshot(findings=(whole, part, suspected), checks=tuple(checks()))
        document = paper("selfcheck", snapshot)
        told = {row[0]: row[1:] for row in rows(document, 0)}
        assert told["严重表述错误"] == ["发现1条", "0", "1"]
        assert told["错别字"] == ["已并入“严重表述错误”1条", "0", "0"]
        assert told["链接无法打开"] == ["未发现", "0", "0"]
        assert told["合计"][0] == "发现1条"

    def test_annexes_are_numbered_without_a_gap(self, paper: Paper, quarter: Snapshot) -> None:
        for site, last in (("", 3), (quarter.sites[0].identifier, 4)):
            document = paper("selfcheck", quarter, site=site)
            marks = re.findall(r"^附件(\d)$", text(document), re.MULTILINE)
            assert [int(one) for one in marks] == list(range(1, last + 1))
            assert f"主要数字及其来源见附件{last}。" in text(document)

    def test_a_period_of_one_day_has_one_date(
        self, paper: Paper, make_snapshot: Callable[..., Snapshot]
    ) -> None:
        day = dt.date(2026, 10, 1)
        assert "现将2026年10月1日的自查情况" in text(paper("selfcheck", make_snapshot(as_of=day)))

    def test_a_site_that_could_not_be_seen_is_not_called_clean(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        report = paper("selfcheck", quarter, site="3609000005")
        assert "未发现" not in {row[1] for row in rows(report, 0)}

    def test_a_short_name_is_no_line_of_the_title_by_itself(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        for region, told in (
            ("全市", "全市2026年第4季度\n政府网站自查报告"),
            ("清源新区经开区", "清源新区经开区\n2026年第4季度政府网站自查报告"),
        ):
            report = paper("selfcheck", quarter, office=Office(region=region))
            assert text(report).startswith(told)

    def test_one_site_speaks_of_itself(self, paper: Paper, quarter: Snapshot) -> None:
        report = paper("selfcheck", quarter, site="3609000001")
        assert text(report).startswith("清源市第1局\n2026年第4季度政府网站自查报告")
        assert "涉及网站1个" in text(report)
        assert "自查发现问题3条" in text(report)


class TestIndicators:
    def test_papers_tell_how_sites_come_out_and_how_much_nobody_judged(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        bulletin, report = paper("bulletin", quarter), paper("selfcheck", quarter)
        for document, table in ((bulletin, 4), (report, 1)):
            told = re.search(
                r"单项否决(\d+)个，得分低于及格线0个，合格0个，未定(\d+)个", text(document)
            )
            head, *sites = rows(document, table)
            assert head == ["网站名称", "结论", "得分", "单项否决事项", "未定项占比"]
            vetoed = [row for row in sites if row[1] == "不合格（单项否决）"]
            assert (len(vetoed), len(sites) - len(vetoed)) == (int(told[1]), int(told[2])) == (1, 4)
            assert vetoed[0][0] == "清源市第2局"
            assert all(row[4].endswith("%") for row in sites)
        assert "程序没有看到或须由人判定的占" in text(bulletin)

    def test_the_self_check_of_one_site_has_every_row(
        self, paper: Paper, quarter: Snapshot
    ) -> None:
        report = paper("selfcheck", quarter, site="3609000002")
        found = {row[1]: row[2] for row in rows(report, 2)}
        assert found["发布或链接反动、暴力、色情等内容"] == "不符合"
        assert found["因建设管理不当引发严重负面舆情"] == "待人工判定"
        assert found["站点无法访问"] == "未知"

    def test_the_office_has_its_word(self, paper: Paper, quarter: Snapshot) -> None:
        words = {"3609000002": {"V19-S1-3": {"result": "pass", "why": "系误报"}}}
        office = Office.model_validate({"judgements": words})
        report = paper("selfcheck", quarter, site="3609000002", office=office)
        assert rows(report, 1)[1][1] == "未定"
        assert [row[4] for row in rows(report, 2) if "系误报" in row[4]] == ["本单位判定；系误报"]


class TestFiles:
    @pytest.mark.parametrize("name", PAPERS)
    def test_the_same_snapshot_gives_the_same_bytes(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path, name: str
    ) -> None:
        written = []
        for _ in range(2):
            paper(name, quarter, site="3609000001")
            written.append((tmp_path / f"{name}.docx").read_bytes())
        assert written[0] == written[1]

    @pytest.mark.parametrize("name", PAPERS)
    def test_hostile_strings_are_text(
        self, paper: Paper, hostile: Snapshot, tmp_path: Path, name: str
    ) -> None:
        document = paper(name, hostile, site="3609000007")
        everything = text(document) + "".join(
            "".join(row) for table in range(len(document.tables)) for row in rows(document, table)
        )
        if name != "brief":  # its names are cut
            assert "<script>owned('name')</script>" in everything
        assert "\u202e" not in everything
        with zipfile.ZipFile(tmp_path / f"{name}.docx") as archive:
            body = archive.read("word/document.xml").decode()
            links = archive.read("word/_rels/document.xml.rels").decode()
        assert "<script" not in body
        assert not re.search(r"<w:(hyperlink|fldSimple|instrText|object)", body)
        assert "evil.example" not in links
        assert "TargetMode" not in links

    def test_the_templates_are_as_they_are_drawn(self, tmp_path: Path) -> None:
        draw(tmp_path)
        for name in PAPERS:
            with (
                zipfile.ZipFile(OURS / f"{name}.docx") as ours,
                zipfile.ZipFile(tmp_path / f"{name}.docx") as drawn,
            ):
                part = "word/document.xml"
                assert ours.read(part) == drawn.read(part), (
                    "draw the templates again with govsweep.reports.papers.drafting.draw"
                )

    def test_a_template_of_the_office_goes_before_ours(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path
    ) -> None:
        own = docx.Document()
        own.add_paragraph("本办自拟：{{ problems }}条")
        (tmp_path / "own").mkdir()
        own.save(str(tmp_path / "own" / "bulletin.docx"))
        assert text(paper("bulletin", quarter, templates=tmp_path / "own")) == "本办自拟：5条"
        assert "自查报告" in text(paper("selfcheck", quarter, templates=tmp_path / "own"))

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            ("{{ no_such_name }}", "没有“no_such_name”这一项"),
            ("{{ office.no_such }}", "没有“no_such”这一项"),
            ("{% if %}", "标记没有写完整"),
            ("{{ problems", "标记没有写完整"),
        ],
    )
    def test_a_template_that_cannot_be_filled_is_named(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path, words: str, why: str
    ) -> None:
        own = docx.Document()
        own.add_paragraph(words)
        own.save(str(tmp_path / "bulletin.docx"))
        with pytest.raises(InputError, match=rf"模板 .*bulletin\.docx 无法填写：.*{why}"):
            paper("bulletin", quarter, templates=tmp_path)

    @pytest.mark.parametrize("body", [b"", b"no Word file", b"PK\x03\x04 cut"])
    def test_a_file_that_is_no_word_file_is_named(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path, body: bytes
    ) -> None:
        (tmp_path / "bulletin.docx").write_bytes(body)
        with pytest.raises(InputError, match=r"bulletin\.docx 不是 Word 文件"):
            paper("bulletin", quarter, templates=tmp_path)

    def test_a_folder_without_any_template_is_no_folder_of_templates(
        self, paper: Paper, quarter: Snapshot, tmp_path: Path
    ) -> None:
        (tmp_path / "通报.docx").write_bytes(b"")
        with pytest.raises(InputError, match=r"没有模板，文件名应是 brief\.docx、bulletin\.docx"):
            paper("bulletin", quarter, templates=tmp_path)

    @pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
    def test_libreoffice_opens_them(self, paper: Paper, quarter: Snapshot, tmp_path: Path) -> None:
        for name in PAPERS:
            paper(name, quarter, site="3609000001")
        reports.write("census", quarter, tmp_path / "census.xlsx")
        files = sorted(str(path) for path in tmp_path.iterdir())
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
        for name in (*PAPERS, "census"):
            assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")


class TestOfficeFile:
    def test_it_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "office.toml").write_text('name = "市政府办公室"\nmessages = 12\n', "utf-8")
        office = read_office(tmp_path / "office.toml")
        assert (office.name, office.messages, office.accountable) == ("市政府办公室", 12, None)

    @pytest.mark.parametrize(
        ("content", "message"),
        [("messages = -1", "messages"), ("mesages = 1", "mesages"), ("name =", "TOML")],
    )
    def test_what_is_wrong_in_it_is_named(self, tmp_path: Path, content: str, message: str) -> None:
        (tmp_path / "office.toml").write_text(content, "utf-8")
        with pytest.raises(InputError, match=message):
            read_office(tmp_path / "office.toml")

    @pytest.mark.parametrize(
        ("part", "whole"), [("messages_on_time", "messages"), ("new_media_failed", "new_media")]
    )
    def test_no_part_is_more_than_its_whole(self, tmp_path: Path, part: str, whole: str) -> None:
        path = tmp_path / "office.toml"
        path.write_text(f"{whole} = 3\n{part} = 9\n", "utf-8")
        with pytest.raises(InputError, match=f"{part} 9 大于 {whole} 3"):
            read_office(path)
        path.write_text(f"{whole} = 3\n{part} = 3\n", "utf-8")
        assert getattr(read_office(path), part) == 3
        path.write_text(f"{part} = 3\n", "utf-8")
        assert getattr(read_office(path), whole) is None

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="无法读取"):
            read_office(tmp_path / "none.toml")
