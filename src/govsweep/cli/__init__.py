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
from govsweep.cli.examples import teach
from govsweep.errors import GovsweepError

_PLACES = {  # a command's module is loaded only when it is called or its help is asked for
    "init": "init",
    "doctor": "doctor",
    "prune": "keeping",
    "backup": "keeping",
    "move": "keeping",
    "demo": "demo",
    "sweep": "sweep",
    "rejudge": "sweep",
    "probe": "probe",
    "expect": "watch",
    "alarm": "watch",
    "metrics": "watch",
    "sites": "registry",
    "columns": "registry",
    "findings": "look",
    "recheck": "recheck",
    "decide": "rectify",
    "evidence": "evidence",
    "assess": "assess",
    "forecast": "assess",
    "report": "papers",
    "export": "papers",
    "outbox": "outbox",
    "serve": "serve",
    "checks": "look",
    "judge": "look",
    "proofread": "proofread",
    "facts": "look",
    "completion": "completion",
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
        gc.freeze()
        gc.enable()


class _Commands(click.Group):
    """Loads commands late, and turns our errors into a message and the documented exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _PLACES:
            if ctx.resilient_parsing:
                return None
            raise click.exceptions.NoSuchCommand(cmd_name, possibilities=_PLACES, ctx=ctx)
        module = _load(f"govsweep.cli.{_PLACES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return teach(command, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
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


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
