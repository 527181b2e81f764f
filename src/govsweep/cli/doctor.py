"""`govsweep doctor`: whether all that a sweep needs is in order."""

import json
import sys
import time

import click

from govsweep.config import load
from govsweep.doctor import HealthLevel, HealthLine, look
from govsweep.errors import GovsweepError, ServiceError

_SHOWN = {
    HealthLevel.OK: ("好", "green"),
    HealthLevel.WARN: ("注意", "yellow"),
    HealthLevel.BAD: ("有误", "red"),
}


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出的格式。"
)
def doctor(form: str) -> None:
    """体检：数据库、Redis、磁盘、时钟、登记表、规则、节假日、代理、上次巡检，逐项说明怎样改正。

    \b
    装好以后、出了问题以后都先运行它：
      govsweep doctor
      govsweep doctor --format json        交给监控系统

    退出码：0 都好；1 有需要注意或有误的；3 数据库或 Redis 连接不上。
    """
    lines = []
    for line in look(load(), time.time()):
        lines.append(line)
        if form == "text":
            _say(line)
    if form == "json":
        click.echo(json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=2))
    if any(line.unreachable for line in lines):
        sys.exit(ServiceError.exit_code)
    if any(line.level is not HealthLevel.OK for line in lines):
        sys.exit(GovsweepError.exit_code)


def _say(line: HealthLine) -> None:
    word, colour = _SHOWN[line.level]
    click.echo(f"{click.style(f'[{word}]', fg=colour)} {line.subject}：{line.told}")
    if line.mend:
        click.echo(f"      → {line.mend}")
