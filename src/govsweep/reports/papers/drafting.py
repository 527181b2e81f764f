"""Our templates of the office's papers.

They are Word files, and the office may edit them: what stands in braces is filled in. This module
draws those that come with the package; `draw` writes them again.
"""

import datetime as dt
from pathlib import Path

from govsweep.reports.papers.indicator_tables import (
    draw_outcome_table,
    draw_site_table,
    draw_verdicts,
)
from govsweep.reports.papers.media_tables import draw_media_problems, draw_media_tables
from govsweep.reports.papers.packing import save
from govsweep.reports.papers.paper import Paper

_DRAWN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # the same bytes whenever they are drawn

_LOOKED = "{{{{ {} if row.looked else '—' }}}}"  # what nobody looked for has no number
# The annex of a self-check's figures: the third is there for accounts, or for one site's rows.
_FIGURES = "附件{{ 4 if media or outcome_rows else 3 }}"

# What the register tells of accounts; where there is none, the office's own figures.
_MEDIA = (
    "{% if media %}{{ media_summary }}{% else %}"
    "检查政务新媒体{{ office.new_media }}个，其中不合格{{ office.new_media_failed }}个。"
    "{% endif %}"
)


def draw(folder: Path) -> None:
    """Write all templates into a folder."""
    papers = {"bulletin": _bulletin, "notice": _notice, "selfcheck": _selfcheck, "brief": _brief}
    for name, write in papers.items():
        paper = Paper()
        write(paper)
        save(paper.document, folder / f"{name}.docx", _DRAWN)


def _bulletin(paper: Paper) -> None:
    paper.masthead("{{ office.heading }}", "{{ office.number }}")
    paper.title("关于{{ period }}{{ office.region }}\n政府网站检查情况的通报")
    paper.line("{{ office.addressees }}：")
    paper.text(
        "根据{{ basis }}的要求，{{ office.name }}对{{ office.region }}政府网站进行了检查。"
        "现将{{ period }}（{{ dates }}）有关情况通报如下。"
    )
    paper.head("一、总体情况")
    _bulletin_figures(paper)
    paper.head("二、主要问题")
    paper.command("for theme in themes")
    paper.second_head("（{{ theme.number }}）{{ theme.name }}")
    paper.text(
        "涉及{{ theme.sites }}个网站、{{ theme.problems }}条问题，"
        "其中{{ theme.fixed }}条已整改。{{ theme.more }}"
    )
    paper.command("for example in theme.examples")
    paper.text("{{ example.site }}：{{ example.message }}。")
    paper.command("endfor")
    paper.command("else")
    paper.text(
        "{% if checked %}已检查的项目没有发现突出问题。"
        "{% else %}没有检查到网站，不作结论。{% endif %}"
    )
    paper.command("endfor")
    draw_media_problems(paper)
    paper.command("if suspects_told")
    paper.text("{{ suspects_told }}")
    paper.command("endif")
    paper.head("三、下一步工作要求")
    paper.text(
        "（一）限期整改。各有关单位要对照通报的问题逐条核实、举一反三，"
        "自收到本通报之日起{{ office.working_days }}个工作日内完成整改，"
        "并将整改情况书面报送{{ office.name }}。"
    )
    paper.text(
        "（二）压实责任。栏目由哪个单位负责，问题就由哪个单位整改；长期没有内容更新的栏目要归并或取消。"
    )
    paper.text(
        "（三）严格审核。落实信息发布审核制度，防止同类问题反复出现。"
        "本期约谈问责{{ office.accountable }}人次。"
    )
    paper.line("")
    _bulletin_annex_list(paper)
    paper.line("").paragraph_format.keep_with_next = True
    paper.signature("{{ office.name }}", "{{ day }}")
    _bulletin_annexes(paper)
    paper.colophon(
        "抄送：{{ office.copies_to }}。",
        "if office.copies_to",
        "{{ office.printer }}",
        "{{ office.printed_on }}",
    )


def _bulletin_figures(paper: Paper) -> None:
    paper.text(
        "{{ office.region }}登记的政府网站共{{ listed }}个，正在运行{{ running }}个，"
        "本次检查{{ checked }}个，占登记网站的{{ checked_share }}。"
        "{% if unseen %}{{ unseen_names }}共{{ unseen }}个网站未能检查（{{ unseen_why }}），"
        "不作结论。{% endif %}"
        "{% if unvisited %}另有{{ unvisited }}个网站本期没有检查，所列问题系此前发现。{% endif %}"
        "共读取页面{{ pages }}个。"
    )
    _unchecked(paper)
    paper.text(
        "存在突出问题的网站{{ troubled }}个，占登记网站的{{ troubled_share }}；"
        "其中{{ mended }}个已完成整改，{{ unmended }}个尚未完成。"
        "共发现问题{{ problems }}条，其中严重问题{{ serious }}条、一般问题{{ minor }}条；"
        "已整改{{ fixed }}条，整改率{{ fixed_share }}，待整改{{ unfixed }}条。"
        "{% if gravest %}尚未整改的严重问题中，{{ gravest }}，须立即整改。{% endif %}"
    )
    _error_rate(paper)
    paper.text(
        _MEDIA + "收到“我为政府网站找错”网民留言{{ office.messages }}条，"
        "按期办结{{ office.messages_on_time }}条。"
        "发现并报告假冒政府网站{{ office.counterfeit_sites }}个。"
        "发出整改通知书{{ notices_sent }}份"
        "{% if overdue %}，有{{ overdue }}条问题逾期未整改{% endif %}。"
        "{% if decided %}累计对{{ decided }}条问题作出人工裁定，"
        "其中确认{{ upheld }}条、驳回{{ overruled }}条。{% endif %}"
    )
    draw_verdicts(paper, "附件4")


def _error_rate(paper: Paper) -> None:
    paper.text(
        "{% if characters %}共读到文字{{ characters }}字（各页相同的文字只计一次），"
        "尚存文字差错{{ errors }}处，"
        "{% if error_rate == '—' %}文字太少，不计差错率{% else %}"
        "参照《图书编校质量差错判定和计算方法》（CY/T 266—2023）"
        "计算的差错率为万分之{{ error_rate }}，括号内为95%区间{% endif %}"
        "{% if suspected_errors %}；另有疑似{{ suspected_errors }}处待核，未计入{% endif %}。"
        "{% else %}没有读到文字，不计文字差错率。{% endif %}"
    )


def _unchecked(paper: Paper) -> None:
    """The items that were looked for nowhere: of them nothing is said."""
    paper.command("if unchecked")
    paper.text("未检查的项目：{{ unchecked }}。对这些项目不作结论。")
    paper.command("endif")


def _bulletin_annex_list(paper: Paper) -> None:
    """What is annexed, in the order of the annexes; its end keeps to the signature's page."""
    for annex in (
        "附件：1．存在突出问题的网站名单",
        "　　　2．检查情况汇总表",
        "　　　3．问题分类统计表",
        "　　　4．按指标判定情况表",
    ):
        paper.text(annex)
    examples, accounts = "　　　5．所举问题清单", "　　　6．政务新媒体检查情况表"
    for command, last in (("if media", (examples, accounts)), ("else", (examples,))):
        paper.command(command)
        for annex in last:
            paper.text(annex).paragraph_format.keep_with_next = True  # none signs an empty page
    paper.command("endif")


def _bulletin_annexes(paper: Paper) -> None:
    paper.turn(landscape=True)
    paper.annex("附件1", "存在突出问题的网站名单", new_page=False)
    site = [("序号", "{{ loop.index }}", 11), ("网站名称", "{{ row.name }}", 52)]
    site += [("网站标识码", "{{ row.identifier }}", 30)]
    problems = ("存在的突出问题", "{{ row.problems }}", 74)
    rest = [problems, ("是否完成整改", "{{ row.mended }}", 20)]
    rest += [("读到字数", "{{ row.characters }}", 20)]
    # Wide enough for 0.35（0.00～1.92） in one line: it has no good place to break.
    rest += [("文字差错率（万分比）", "{{ row.error_rate }}", 40)]
    paper.table([*site, *rest], "row in troubled_rows")
    paper.annex("附件2", "{{ period }}政府网站检查情况汇总表")
    site[0] = ("序号", "{{ row.number }}", 10)
    paper.table([*site, *rest], "row in census_rows")
    paper.turn(landscape=False)
    paper.annex("附件3", "问题分类统计表", new_page=False)
    _wordings(paper)
    paper.line("")
    paper.centre("分层级统计表")
    _levels(paper)
    paper.annex("附件4", "按指标判定情况表")
    draw_site_table(paper)
    paper.annex("附件5", "所举问题清单")
    paper.table(
        [
            ("序号", "{{ loop.index }}", 12),
            ("网站名称", "{{ row.site }}", 32),
            ("程度", "{{ row.severity }}", 12),
            ("问题", "{{ row.whole }}", 52),
            ("网址", "{{ row.url }}", 48),
        ],
        "row in example_rows",
    )
    paper.command("if media")
    paper.annex("附件6", "政务新媒体检查情况表")
    draw_media_tables(paper)
    paper.command("endif")


def _wordings(paper: Paper) -> None:
    paper.table(
        [
            ("问题", "{{ row.wording }}", 60),
            ("涉及网站（个）", "{{ row.sites }}", 24),
            ("问题（条）", "{{ row.problems }}", 24),
            ("已整改（条）", "{{ row.fixed }}", 24),
            ("待整改（条）", "{{ row.unfixed }}", 24),
        ],
        "row in wording_rows",
        ("合计", "{{ troubled }}", "{{ problems }}", "{{ fixed }}", "{{ unfixed }}"),
    )


def _levels(paper: Paper) -> None:
    paper.table(
        [
            ("层级", "{{ row.name }}", 44),
            ("网站（个）", "{{ row.sites }}", 20),
            ("检查（个）", "{{ row.checked }}", 20),
            ("有突出问题（个）", "{{ row.troubled }}", 26),
            ("问题（条）", "{{ row.problems }}", 23),
            ("已整改（条）", "{{ row.fixed }}", 23),
        ],
        "row in level_rows",
    )


def _notice(paper: Paper) -> None:
    paper.command("for notice in notices")
    paper.title("{{ site.noun }}问题整改通知书")
    paper.centre("编号：{{ notice.number }}")
    paper.command("if notice.draft")
    paper.centre("（预览稿，尚未签发登记）")
    paper.command("endif")
    paper.line("{{ notice.owner }}：")
    paper.text(
        "{{ office.name }}在{{ dates }}的检查中，发现你单位负责的"
        "{{ site.name }}（{{ site.key_name }}{{ site.identifier }}）"
        "存在{{ notice.problems }}条{{ notice.gravity }}问题（见附件1）。"
        "依据{{ basis }}，请逐条核实整改。"
        "{% if not site.seen %}这一期间{{ site.unseen }}，"
        "所列是此前发现、尚未整改的问题。{% endif %}"
    )
    paper.text(
        "整改期限：请于{{ notice.due }}前（{{ notice.days }}个工作日内）完成整改。"
        "{% if notice.provisional %}届时的放假安排尚未公布，遇放假顺延。{% endif %}"
        "请填写所附整改回执，加盖公章后报送{{ office.name }}。认为认定有误的，请在回执中说明。"
    )
    paper.text("联系人及电话：{{ office.contact }}")
    paper.line("")
    paper.signature("{{ office.name }}", "{{ day }}")
    paper.turn(landscape=True)
    paper.annex("附件1", "问题清单", new_page=False)
    paper.text("{{ site.name }}（{{ site.url }}）")
    paper.command("if notice.left_out")
    paper.text("只列最紧要的{{ notice.rows|length }}条，其余{{ notice.left_out }}条另附电子清单。")
    paper.command("endif")
    paper.table(
        [
            ("序号", "{{ row.number }}", 11),
            ("编号", "{{ row.id }}", 23),
            ("问题", "{{ row.name }}（{{ row.severity }}）", 22),
            ("位置", "{{ row.place }}", 50),
            ("情况", "{{ row.message }}", 43),
            ("原文", "{{ row.excerpt }}", 37),
            ("整改要求", "{{ row.demand }}", 26),
            ("依据", "{{ row.clause }}", 35),
        ],
        "row in notice.rows",
    )
    paper.turn(landscape=False)
    _receipt(paper)
    paper.command("if not loop.last")
    paper.new_page()
    paper.command("endif")
    paper.command("endfor")


def _receipt(paper: Paper) -> None:
    paper.annex("附件2", "整改回执", new_page=False)
    paper.facts(
        [
            ("通知书编号", "{{ notice.number }}"),
            ("整改单位", "{{ notice.owner }}"),
            ("网站（账号）名称", "{{ site.name }}"),
            ("整改期限", "{{ notice.due }}"),
            ("整改责任人", ""),
            ("联系电话", ""),
        ]
    )
    paper.line("")
    paper.table(
        [
            ("序号", "{{ row.number }}", 11),
            ("编号", "{{ row.id }}", 23),
            ("问题", "{{ row.message }}", 50),
            ("整改措施", "", 34),
            ("完成时间", "", 20),
            ("复查结果", "", 18),
        ],
        "row in notice.rows",
        closing="（单位公章）\n年　　月　　日",
    )


def _selfcheck(paper: Paper) -> None:
    paper.title("{{ titled[0] }}\n{{ titled[1] }}政府网站自查报告")
    paper.text(
        "按照{{ basis }}的要求，{{ office.name }}组织对{{ scope }}进行了自查。"
        "现将{{ dates }}的自查情况报告如下。"
    )
    paper.head("一、自查基本情况")
    paper.text(
        "本次自查涉及网站{{ listed }}个，正在运行{{ running }}个，实际检查{{ checked }}个，"
        "其中读到网页的{{ seen }}个，网站覆盖率{{ site_coverage }}；"
        "巡检到的网站已知网页地址{{ known }}个，读取页面{{ pages }}个，网页读取率{{ coverage }}。"
        "{% if unseen %}{{ unseen_names }}共{{ unseen }}个网站未能检查（{{ unseen_why }}），"
        "不作结论。{% endif %}"
        "{% if unvisited %}另有{{ unvisited }}个网站本期没有检查，所列问题系此前发现。{% endif %}"
    )
    _unchecked(paper)
    paper.text(
        "收到“我为政府网站找错”网民留言{{ office.messages }}条，"
        "按期办结{{ office.messages_on_time }}条。" + _MEDIA
    )
    paper.text("{{ letters }}。")
    paper.command("if work")
    paper.text("信息发布和公开：{{ work }}。")
    paper.command("endif")
    paper.command("if missing_figures")
    paper.text(
        f"下列数字暂缺，没有按零计：{{{{ missing_figures }}}}。主要数字及其来源见{_FIGURES}。"
    )
    paper.command("else")
    paper.text(f"主要数字及其来源见{_FIGURES}。")
    paper.command("endif")
    _error_rate(paper)
    paper.head("二、发现的问题和整改情况")
    paper.command("if problems")
    paper.text(
        "自查发现问题{{ problems }}条，涉及{{ troubled }}个网站，"
        "其中严重问题{{ serious }}条、一般问题{{ minor }}条；"
        "已整改{{ fixed }}条，整改率{{ fixed_share }}，待整改{{ unfixed }}条。"
    )
    paper.command("for theme in themes")
    paper.text(
        "{{ loop.index }}．{{ theme.name }}：{{ theme.problems }}条，涉及{{ theme.sites }}个网站，"
        "已整改{{ theme.fixed }}条。"
    )
    paper.command("endfor")
    paper.command("elif checked")
    paper.text("已检查的项目没有发现突出问题。")
    paper.command("else")
    paper.text("没有检查到网站，不作结论。")
    paper.command("endif")
    draw_media_problems(paper)
    paper.head("三、按指标判定情况")
    draw_verdicts(paper, "附件2")
    paper.head("四、下一步措施")
    paper.text(
        "{% if unfixed %}对尚未整改的{{ unfixed }}条问题逐条明确责任人和完成时间，"
        "整改后逐条复查；{% endif %}"
        "对反复出现的问题查找审核、更新环节的原因，完善制度。"
    )
    paper.line("")
    paper.signature("{{ office.name }}", "{{ day }}")
    _selfcheck_annexes(paper)


def _selfcheck_annexes(paper: Paper) -> None:
    paper.annex("附件1", "自查情况表")
    paper.table(
        [
            ("自查项目", "{{ row.name }}", 58),
            ("自查结果", "{{ row.result }}", 50),
            ("已整改（条）", _LOOKED.format("row.fixed"), 24),
            ("待整改（条）", _LOOKED.format("row.unfixed"), 24),
        ],
        "row in check_rows",
        ("合计", "发现{{ problems }}条", "{{ fixed }}", "{{ unfixed }}"),
    )
    paper.command("if check_note")
    paper.text("{{ check_note }}")
    paper.command("endif")
    paper.annex("附件2", "按指标判定情况表")
    draw_site_table(paper)
    paper.command("if media")
    paper.annex("附件3", "政务新媒体检查情况表")
    draw_media_tables(paper)
    paper.command("endif")
    paper.command("if outcome_rows")
    paper.annex("附件3", "逐项判定情况表")
    draw_outcome_table(paper)
    paper.command("endif")
    paper.annex(_FIGURES, "主要数字及其来源")
    paper.table(
        [
            ("数字", "{{ row.name }}", 38),
            ("本期", "{{ row.value }}", 54),
            ("来源", "{{ row.source }}", 64),
        ],
        "row in key_figures",
    )


def _brief(paper: Paper) -> None:
    """One page, whatever is said: the lines are counted and cut where they are made."""
    paper.use_more_of_the_page()
    paper.title("{{ office.region }}政府网站检查一页简报")
    paper.centre("{{ period }}，数据截至{{ data_day }}", size=12)
    paper.headlines("one in headlines", "{{ one.name }}", "{{ one.value }}", "{{ one.change }}")
    for head, lines in (
        ("最要紧的", "worst"),
        ("与上次相比", "changed"),
        ("接下来", "ahead"),
        ("未检查的", "unchecked"),
    ):
        paper.dense(head, head=True)
        paper.command(f"for line in {lines}")
        paper.dense("· {{ line }}")
        paper.command("endfor")
