"""annual-report-figures: the tables of a report on disclosure do not add up."""

from collections.abc import Iterator

from govsweep.annual_arithmetic import (
    Disagreement,
    applications,
    between_years,
    in_tables,
    in_text,
)
from govsweep.checking import Need, Theme, check
from govsweep.facts import AnnualReport, SiteVisit
from govsweep.findings import Certainty, Fault, Severity


@check(
    "annual-report-figures",
    severity=Severity.MINOR,
    wording="年度报告数据有误",
    theme=Theme.CONTENT,
    rank=345,
    clause="国办公开办函〔2021〕30号：政府信息公开工作年度报告格式",
    needs=Need.DISCLOSURE,
    looked=lambda subject, visit: any(subject.startswith(one.url) for one in visit.annual_reports),
)
def annual_report_figures(visit: SiteVisit) -> Iterator[Fault]:
    """政府信息公开工作年度报告的表格数字对不上。

    ## 为什么要紧
    年度报告逐表有勾稽关系，数字对不上即报告失实，社会公众和上级核对时一眼可见。
    ## 怎样改正
    对照台账核实，更正报告并注明更正日期。
    ## 判断界限
    标题写明年度的《政府信息公开工作年度报告》网页，按国办规定的格式：申请情况每行的“总计”等于六类申请人之和；
    “本年新收”加“上年结转”等于“总计”加“结转下年度继续办理”；办理结果逐项之和等于“总计”；
    行政复议、行政诉讼的总计等于四种结果之和。只核对单元格齐全的行；全表过半的行对得上，才算读准了，标为“确认”，否则“疑似”。
    正文写的件数与表格不同、本年的“上年结转”与上一年度报告的“结转下年度”不同的，只作“疑似”。
    ## 已知盲区
    报告做成附件、图片的不检查；格子留空的行、改了格式的表不检查。
    """
    for report in visit.annual_reports:
        rows = applications(report)
        for one in (*in_tables(report, rows), *in_text(report, rows)):
            yield _fault(report, one)
    for report, one in between_years(visit.annual_reports):
        yield _fault(report, one)


def _fault(report: AnnualReport, one: Disagreement) -> Fault:
    return Fault(
        f"《{report.title}》{one.message}",
        subject=f"{report.url} {one.where}",
        url=report.url,
        quote=one.where,
        certainty=Certainty.CONFIRMED if one.sure else Certainty.SUSPECTED,
    )
