"""The command line: `govsweep`. Results go to standard output, errors to standard error."""

import errno
import gc
import gettext
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import click

from govsweep import __version__
from govsweep.cli.examples import BELOW, OPTIONS, teach
from govsweep.errors import GovsweepError
from govsweep.garbage_collection import collect_seldom

# A command's module is loaded only when it is called or its own help is asked for; what all of them
# are for is told from here (a test keeps it to what each says of itself).
_COMMANDS = {
    "init": (
        "init",
        "写出带注释的 govsweep.toml、office.toml 和样例登记表、栏目表；已有的文件不覆盖。",
    ),
    "doctor": (
        "doctor",
        "体检：数据库、Redis、磁盘、时钟、登记表、规则、节假日、代理、上次巡检，逐项说明怎样改正。",
    ),
    "prune": ("keeping", "清理旧巡检的数据，腾出空间。"),
    "backup": (
        "keeping",
        "把 SQLite 数据库备份到一个文件，巡检进行时也可以；PostgreSQL 用 pg_dump。",
    ),
    "move": (
        "keeping",
        "把整个数据库搬到另一个数据库，例如从 SQLite 搬到 PostgreSQL；原来的不动。",
    ),
    "demo": ("demo", "巡检示例城市：把埋下的问题和查出的问题并排列出，并写出汇总表和总览。"),
    "sweep": ("sweep", "巡检一遍：导入登记表（如给出）、打开、工作、收尾，一步做完。"),
    "rejudge": ("sweep", "按今天的规则重新判定一次存下的巡检（默认最近一次），不发出任何请求。"),
    "probe": ("probe", "探测一轮：把每个网站的首页打开一次并计时，供一周可用率计算。"),
    "expect": (
        "watch",
        "核对一次已收尾的巡检（默认最近一次）是否合乎预期；不合的说出来，退出码为 1。",
    ),
    "alarm": ("watch", "报警：当夜的巡检到时没有开始或没有收尾，就说出来，退出码为 1。"),
    "roster": (
        "roster",
        "值班安排：今后几天哪天要加巡，谁值班；要加巡而没有人值班的，退出码为 1。",
    ),
    "metrics": (
        "watch",
        "写出 Prometheus 格式的指标：页面、用时、失败、队列、问题等；不给 -o 时写到标准输出。",
    ),
    "sites": ("registry", "登记表：导入、查看、核对网站。"),
    "columns": ("registry", "栏目：查看自动发现的，登记或更正。"),
    "media": ("media", "新媒体账号：导入登记表、查看、更改状态。"),
    "suspects": (
        "suspects",
        "假冒网站线索：导入、查看、记下核实、报备、处置的每一步；查看变质的站外主机。",
    ),
    "posts": ("media", "新媒体账号的发布内容：从文件导入，按同样的词语规则检查。"),
    "duties": ("duties", "清单：公开目录、发布任务、采用情况、必挂入口；导入、校验、查看。"),
    "policies": ("policies", "列出各网站的政策文件：文号、发布日期、有效期、是否标注失效。"),
    "findings": ("look", "列出问题。"),
    "search": (
        "search",
        "在全部网站存下的文字里查找词语，词之间空一格；不写词语时，只把索引补到最近一次巡检。",
    ),
    "trial": (
        "trial",
        "试一条规则或一份词表：在存下的文字里会提出什么、在哪些网站；什么也不写入。",
    ),
    "orders": (
        "orders",
        "专查：登记要在各网站专门查找的用语，例如离任的人、废止的文件、旧称；查看，停止。",
    ),
    "recheck": (
        "recheck",
        "到网站上再看一遍这些问题，不必等下次巡检；看过且没有了的，记为已整改。",
    ),
    "decide": ("rectify", "对问题作出裁定，记下由谁、为什么。编号可以只写前几位，可以一次写几个。"),
    "results": (
        "results",
        "别处的检查结果：上级、第三方或人工查出的问题，导入后与巡检查出的一样下发、复查、整改。",
    ),
    "appeals": ("appeals", "申诉：责任单位认为不是问题的，提出理由；复核后成立或不成立。"),
    "evidence": (
        "evidence",
        "把一个问题的证据打成一个 ZIP：保存的网页、每次访问的头部和跳转、规则版本、哈希清单。",
    ),
    "assess": ("assess", "按检查指标判定网站：单项否决、扣分、加分，逐项写明依据。"),
    "forecast": ("assess", "各栏目和网站离超期、离单项否决还有几天，按责任单位排列，最急的在前。"),
    "report": (
        "papers",
        "出报告，名称写英文或中文（报告的全名，或汇总表、通报、台账之类的简称）。",
    ),
    "bundle": (
        "bundle",
        "上下级数据包：县区把一个时段的问题、数字和覆盖情况签名上报，市里核对、导入、汇总、抽样复核。",
    ),
    "export": ("papers", "导出问题：jsonl、csv、xlsx、parquet。文本格式不给 -o 时写到标准输出。"),
    "outbox": (
        "outbox",
        "发件箱：把问题的新发现、整改、复发和巡检结束通知别的系统、工作群和邮箱。",
    ),
    "serve": (
        "serve",
        "打开网页和 JSON 接口：查看网站、栏目、问题、巡检和账目；登录之后裁定、下发。",
    ),
    "notices": (
        "following",
        "通知书：查看签发过的，催办、延期、结案；签发用 govsweep report notice --issue。",
    ),
    "users": (
        "users",
        "帐号：谁可以登录 govsweep serve 的网页，能做什么；谁做过什么。",
    ),
    "checks": (
        "look",
        "列出全部检查项；给出检查项时，打印它的完整说明、实测结果和本单位裁定的结果。",
    ),
    "judge": ("look", "对一个网页或文本运行检查，不用数据库和 Redis。"),
    "kit": ("kit", "验收工具包：植入已知的问题，把任何工具查出的与之对照，算出检出率和误报率。"),
    "proofread": (
        "proofread",
        "送审校对：查一份要发布的稿件（文本、Word、PDF、Excel）。什么也不留存。",
    ),
    "facts": (
        "look",
        "打印从网页里读到的事实：标题、日期、栏目、页脚、列表、暗链等，每页一个 JSON 对象。",
    ),
    "completion": ("completion", "打印让命令行按 Tab 键补全的脚本。"),
}

_FULL = (errno.ENOSPC, errno.EDQUOT)


# click asks gettext for its sentences; this process speaks Chinese, whatever the terminal's locale.
gettext.bindtextdomain("click", Path(__file__).with_name("locale"))
gettext.textdomain("click")
os.environ["LANGUAGE"] = "zh_CN"


def _load(name: str) -> ModuleType:
    """A module with all that it needs; what is loaded stays, so that nothing is collected then."""
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        collect_seldom()


class _Commands(click.Group):
    """Loads commands late, and turns our errors into a message and the documented exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            if ctx.resilient_parsing:
                return None
            raise click.exceptions.NoSuchCommand(cmd_name, possibilities=_COMMANDS, ctx=ctx)
        module = _load(f"govsweep.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return teach(command, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Tell what each command is for without loading any."""
        width = formatter.width - 6 - max(map(len, _COMMANDS))
        rows = [
            (name, summary if len(summary) <= width else f"{summary[: width - 1]}…")
            for name, (_, summary) in _COMMANDS.items()
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.MissingParameter as error:
            # Its own sentence ends what is missing by a full stop of English.
            raise click.UsageError(error.format_message().replace("'.", "'。"), error.ctx) from None
        except GovsweepError as error:
            click.secho(f"错误：{error}", fg="red", err=True)
            sys.exit(error.exit_code)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            where = error.filename or "标准输出"
            click.secho(f"错误：无法写入{where}：设备已满", fg="red", err=True)
            if not error.filename:  # what is left in the buffer would fail again as Python ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(GovsweepError.exit_code)


@click.group(
    cls=_Commands,
    options_metavar=OPTIONS,
    subcommand_metavar=BELOW,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="govsweep")
def main() -> None:
    """政府网站每夜巡检：登记网站，抓取、检查、跟踪整改，出汇总表。

    \b
    第一次用：
      govsweep demo                        看示例城市怎样巡检
      govsweep init                        写出设置和样例登记表
      govsweep doctor                      看各项是否就绪
      govsweep sites import 登记表.csv     登记本市网站
      govsweep sweep                       巡检一遍
      govsweep report census -o 汇总表.xlsx
      govsweep report dashboard -o 总览.html

    \b
    退出码：0 完成；1 完成但有账目不平、检查出错、地址被搁置或登记行被拒；
    2 用法或输入有误；3 数据库或 Redis 连接不上。
    """
