"""The doctor on the machine: disk, clock, proxies, settings that nobody reads."""

import datetime as dt
import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import getproxies

from govsweep.browser.program import has_axe, missing, program
from govsweep.config import Settings
from govsweep.doctor.line import HealthLevel, HealthLine
from govsweep.egress_policy import port_of
from govsweep.store.health import file_of

_GIGABYTE = 1024**3
_DISK_BAD, _DISK_WARN = 1, 5  # GB
_CHINA = dt.timedelta(hours=8)
_PATIENCE = 3.0
_PREFIX = "GOVSWEEP_"
_OF_COMMANDS = ("move_to",)  # read by one command alone
_FILE = Path("govsweep.toml")
_PROXIED = ("http", "https", "all")


def lines(settings: Settings) -> Iterator[HealthLine]:
    """What can be told without asking any service."""
    yield from _disks(settings)
    yield _zone(dt.datetime.now().astimezone())
    yield from _proxies()
    yield _browser(settings)
    yield from _settings()


def _browser(settings: Settings) -> HealthLine:
    if not settings.rendering:
        return HealthLine(
            "浏览器", HealthLevel.OK, "按设置不用；只靠脚本显示的栏目读不到，也不做无障碍检测"
        )
    lacking = "；".join(missing(settings.browser))
    if lacking:
        told = "没有浏览器，只靠脚本显示的栏目读不到，也不做无障碍检测，都列为未知"
        return HealthLine("浏览器", HealthLevel.WARN, told, lacking)
    if settings.audit_pages and not has_axe():
        told = "没有 axe-core，不做无障碍检测，列为未知"
        return HealthLine("浏览器", HealthLevel.WARN, told, "pip install 'govsweep[browser]'")
    return HealthLine("浏览器", HealthLevel.OK, str(program(settings.browser)))


def _disks(settings: Settings) -> Iterator[HealthLine]:
    folders = {"数据文件夹": settings.data, "临时文件夹": Path(tempfile.gettempdir())}
    file = file_of(settings.database_url.get_secret_value())
    if file is not None:
        folders = {"数据库": file.parent} | folders
    seen: set[int] = set()
    for name, folder in folders.items():
        there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        device = there.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield _disk(name, there)


def _disk(name: str, folder: Path) -> HealthLine:
    free = shutil.disk_usage(folder).free / _GIGABYTE
    told = f"{name}所在磁盘（{folder}）剩余 {free:.1f} GB"
    if not os.access(folder, os.W_OK):
        mend = "给运行 govsweep 的用户写权限，或换一个工作文件夹"
        return HealthLine("磁盘", HealthLevel.BAD, f"{folder} 不可写", mend)
    if free < _DISK_BAD:
        return HealthLine("磁盘", HealthLevel.BAD, told, "腾出空间；旧快照用 govsweep prune 清理")
    if free < _DISK_WARN:
        return HealthLine(
            "磁盘", HealthLevel.WARN, told, "尽快腾出空间；旧快照用 govsweep prune 清理"
        )
    return HealthLine("磁盘", HealthLevel.OK, told)


def _zone(now: dt.datetime) -> HealthLine:
    told = f"本机时间 {now:%F %T}，时区 {now.tzname()}（UTC{now:%z}）"
    if now.utcoffset() == _CHINA:
        return HealthLine("时钟", HealthLevel.OK, told)
    mend = "timedatectl set-timezone Asia/Shanghai，或在 cron、systemd 里设 TZ=Asia/Shanghai"
    return HealthLine(
        "时钟",
        HealthLevel.WARN,
        f"{told}，不是北京时间：报告的日期仍按北京时间，"
        "不访问的时段、--until、alarm 的时刻按本机时区",
        mend,
    )


def _proxies() -> Iterator[HealthLine]:
    chosen = {name: url for name, url in getproxies().items() if name in _PROXIED}
    if not chosen:
        yield HealthLine("代理", HealthLevel.OK, "未设置，直接访问各网站")
    for name, url in sorted(chosen.items()):
        yield _proxy(name, url if "://" in url else f"http://{url}")


def _proxy(name: str, url: str) -> HealthLine:
    parts = urlsplit(url)
    shown = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "", "", ""))
    try:
        socket.create_connection((parts.hostname or "", port_of(url)), _PATIENCE).close()
    except OSError as error:
        mend = f"启动代理，或改正环境变量 {name}_proxy；不用代理就删去它"
        return HealthLine(
            "代理", HealthLevel.BAD, f"{name}_proxy（{shown}）连接不上：{error}", mend
        )
    return HealthLine("代理", HealthLevel.OK, f"{name}_proxy 为 {shown}，连接正常")


def _settings() -> Iterator[HealthLine]:
    known = {_PREFIX + name.upper() for name in (*Settings.model_fields, *_OF_COMMANDS)}
    strange = sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)
    if strange:
        told = f"环境变量 {'、'.join(strange)} 不是任何设置，不起作用"
        yield HealthLine(
            "设置",
            HealthLevel.WARN,
            told,
            "检查拼写；全部设置见 govsweep init 写出的 govsweep.toml",
        )
    else:
        yield HealthLine(
            "设置", HealthLevel.OK, "govsweep.toml" if _FILE.exists() else "全用默认值和环境变量"
        )
    if _FILE.exists() and _tells_a_secret(_FILE):
        told = "govsweep.toml 里有密码，而本机的别的用户可以读它"
        yield HealthLine(
            "设置", HealthLevel.WARN, told, "chmod 600 govsweep.toml，或改用环境变量给出密码"
        )


def _tells_a_secret(file: Path) -> bool:
    readable = file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    lines = file.read_text("utf-8", "replace").splitlines()
    secret = any(
        "_url" in line and "@" in line and not line.lstrip().startswith("#") for line in lines
    )
    return bool(readable) and secret
