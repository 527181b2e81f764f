"""The parts of our templates that tell of media accounts, where any is registered."""

from govsweep.reports.papers.paper import Paper


def draw_media_problems(paper: Paper) -> None:
    """What was found on accounts, the first of it named."""
    paper.command("if media_problems")
    paper.text(
        "政务新媒体方面，{{ media_troubled }}个账号发现问题{{ media_problems }}条，"
        "其中{{ media_fixed }}条已整改。"
        "{% if media_more %}举例如下，另有{{ media_more }}条分别通知责任单位。{% endif %}"
    )
    paper.command("for one in media_examples")
    paper.text("{{ one.name }}：{{ one.message }}。")
    paper.command("endfor")
    paper.command("endif")


def draw_media_tables(paper: Paper) -> None:
    """A row a platform, then a row an account."""
    paper.table(
        [
            ("平台", "{{ row.name }}", 18),
            ("登记", "{{ row.registered }}", 13),
            ("运行", "{{ row.running }}", 13),
            ("注销中", "{{ row.cancelling }}", 14),
            ("已注销", "{{ row.cancelled }}", 14),
            ("检查", "{{ row.checked }}", 13),
            ("合格", "{{ row.passed }}", 13),
            ("不合格", "{{ row.failed }}", 14),
            ("合格率", "{{ row.rate_told }}", 19),
            ("比上期", "{{ row.change_told }}", 25),
        ],
        "row in media_counts",
    )
    paper.line("")
    paper.table(
        [
            ("序号", "{{ row.number }}", 11),
            ("平台", "{{ row.platform }}", 16),
            ("账号名称", "{{ row.name }}", 28),
            ("主办单位", "{{ row.organizer }}", 28),
            ("状态", "{{ row.status }}", 14),
            ("最近发布", "{{ row.newest }}", 20),
            ("结论", "{{ row.verdict }}", 18),
            ("存在的问题", "{{ row.problems }}", 21),
        ],
        "row in media_rows",
    )
