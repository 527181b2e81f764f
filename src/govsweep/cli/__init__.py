"""The command line: `govsweep`. Results go to standard output, errors to standard error."""

import sys

import click

from govsweep import __version__
from govsweep.cli import demo, look, papers, registry, sweep
from govsweep.errors import GovsweepError


class _Commands(click.Group):
    """Turns our errors into a message and the documented exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except GovsweepError as error:
            click.secho(f"错误：{error}", fg="red", err=True)
            sys.exit(error.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="govsweep")
def main() -> None:
    """政府网站每夜巡检：登记网站，抓取、检查、跟踪整改，出汇总表。

    \b
    第一次用：
      govsweep demo                        看示例城市怎样巡检
      govsweep sites import 登记表.csv     登记本市网站
      govsweep sweep                       巡检一遍
      govsweep report census -o 汇总表.xlsx
      govsweep report dashboard -o 总览.html

    \b
    退出码：0 完成；1 完成但有账目不平、检查出错、地址被搁置或登记行被拒；
    2 用法或输入有误；3 数据库或 Redis 连接不上。
    """


for _command in (
    sweep.sweep,
    sweep.rejudge,
    registry.sites,
    registry.columns,
    look.checks,
    look.judge,
    look.facts,
    look.findings,
    papers.export,
    papers.report,
    demo.demo,
):
    main.add_command(_command)
