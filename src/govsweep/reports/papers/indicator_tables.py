"""The parts of our templates that tell how sites come out under the indicators."""

from govsweep.reports.papers.paper import Paper


def draw_verdicts(paper: Paper, annex: str) -> None:
    """The figures, never as if all had been judged."""
    paper.text(
        "按检查指标逐项核对网站{{ assessed }}个：单项否决{{ vetoed }}个，"
        "得分低于及格线{{ below }}个，合格{{ passed }}个，未定{{ open }}个"
        f"（见{annex}）。"
        "各网站应判定的项目中，程序没有看到或须由人判定的占{{ undecided_share }}，"
        "所列得分只是已判定部分的暂计。"
    )


def draw_site_table(paper: Paper) -> None:
    """A row a site."""
    paper.table(
        [
            ("网站名称", "{{ row.name }}", 46),
            ("结论", "{{ row.verdict }}", 30),
            ("得分", "{{ row.score }}", 28),
            ("单项否决事项", "{{ row.vetoes }}", 34),
            ("未定项占比", "{{ row.undecided }}", 18),
        ],
        "row in site_rows",
    )


def draw_outcome_table(paper: Paper) -> None:
    """A row an indicator, of one site."""
    paper.table(
        [
            ("类别", "{{ row.part }}", 20),
            ("指标", "{{ row.name }}", 56),
            ("结论", "{{ row.result }}", 26),
            ("分值", "{{ row.points }}", 14),
            ("依据", "{{ row.basis }}", 40),
        ],
        "row in outcome_rows",
    )
