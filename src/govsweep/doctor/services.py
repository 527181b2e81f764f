"""The doctor on the services: the database and the Redis server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from govsweep.address_zones import AddressZone, zone
from govsweep.config import Settings
from govsweep.doctor.line import HealthLevel, HealthLine
from govsweep.errors import GovsweepError, InputError, ServiceError
from govsweep.frontier import embedded
from govsweep.frontier.connection import connect
from govsweep.frontier.health import ServerHealth
from govsweep.frontier.health import health as server_health
from govsweep.single_sign_on import ProviderAwayError, sign_on
from govsweep.store.health import DatabaseHealth
from govsweep.store.health import health as database_health
from govsweep.worker import scrapy_settings

_SKEW_WARN, _SKEW_BAD = 2.0, 30.0  # seconds
_FULL = 0.8
_MEGABYTE = 1024 * 1024
_LITTLE = 256 * _MEGABYTE
_MOUNTS = Path("/proc/mounts")
_NETWORKED = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "ceph", "gluster", "lustre", "afs")


class Database(NamedTuple):
    """What was said of the database, and whether more can be asked of it."""

    lines: list[HealthLine]
    usable: bool


def database(settings: Settings, now: float) -> Database:
    """Whether the database answers, fits this release and can be written to."""
    try:
        found = database_health(settings.database_url.get_secret_value(), now)
    except InputError as error:
        return Database(
            [HealthLine("数据库", HealthLevel.BAD, str(error), "改正 GOVSWEEP_DATABASE_URL")], False
        )
    except ServiceError as error:
        mend = "启动数据库服务，检查 GOVSWEEP_DATABASE_URL 里的主机、端口、用户和密码"
        return Database(
            [HealthLine("数据库", HealthLevel.BAD, str(error), mend, unreachable=True)], False
        )
    lines = [_tables(found), *_drive(found), *_clock("数据库", found.skew)]
    return Database(lines, found.current is True and not found.refusal)


def _tables(found: DatabaseHealth) -> HealthLine:
    if not found.exists:
        told = f"{found.address} 还没有建立，第一次导入登记表或巡检时自动建立"
        return HealthLine("数据库", HealthLevel.OK, told)
    told = f"{found.address}（{found.server}）"
    if found.current is None:
        return HealthLine("数据库", HealthLevel.OK, f"{told} 连接正常，表将在第一次使用时建立")
    if found.refusal:
        mend = "给运行 govsweep 的用户写权限；若磁盘已满，先腾出空间"
        return HealthLine("数据库", HealthLevel.BAD, f"{told} 不可写：{found.refusal}", mend)
    if not found.current:
        mend = "先备份；程序较新时运行任一命令即自动升级，程序较旧时请升级程序"
        return HealthLine("数据库", HealthLevel.WARN, f"{told} 的表不是本版本的结构", mend)
    return HealthLine("数据库", HealthLevel.OK, f"{told} 可读写，结构为本版本")


def _drive(found: DatabaseHealth) -> Iterator[HealthLine]:
    if found.file is None:
        return
    kind = kind_of_drive(found.file)
    if kind.startswith(_NETWORKED):
        yield HealthLine(
            "数据库所在磁盘",
            HealthLevel.BAD,
            f"{found.file} 在网络盘（{kind}）上，SQLite 的锁和日志在网络盘上不可靠，会损坏数据",
            "把数据库放到本机磁盘，或改用 PostgreSQL",
        )


def kind_of_drive(file: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of the file system that a file is to stand on; "" where it is not known."""
    try:
        lines = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    at = {Path(words[1].replace("\\040", " ")): words[2] for words in lines if len(words) > 2}
    return next((at[folder] for folder in file.resolve().parents if folder in at), "")


def queue(settings: Settings) -> Iterator[HealthLine]:
    """Whether the Redis server answers, is new enough, drops nothing and has room."""
    chosen = scrapy_settings(settings)
    url = str(chosen.get("REDIS_URL") or "")
    if not url and not chosen.get("REDIS_HOST"):
        yield _own_server()
        return
    try:
        found = asyncio.run(server_health(connect(chosen)))
    except InputError as error:
        yield HealthLine("Redis", HealthLevel.BAD, str(error), "改正 GOVSWEEP_REDIS_URL")
        return
    except GovsweepError as error:
        mend = "启动 Redis 服务，检查 GOVSWEEP_REDIS_URL 里的主机、端口、密码和 rediss://（TLS）"
        yield HealthLine("Redis", HealthLevel.BAD, str(error), mend, unreachable=True)
        return
    yield from _server(found)
    yield from _clock("Redis", found.skew)
    if found.open_to_all and _is_elsewhere(url or f"redis://{chosen.get('REDIS_HOST')}"):
        yield HealthLine(
            "Redis 密码",
            HealthLevel.WARN,
            "别的机器上的 Redis 没有设密码，谁连得上谁就能改动队列",
            "在 redis.conf 里设 requirepass，地址改为 rediss://:密码@主机:端口/0",
        )


def single_sign_on(settings: Settings) -> Iterator[HealthLine]:
    """Whether the provider of the single sign-on answers; nothing where there is none."""
    subject = "单点登录"
    try:
        single = sign_on(settings)
    except InputError as error:
        mend = "按所说的改正 GOVSWEEP_SSO_… 或 govsweep.toml；不用单点登录就去掉 sso_issuer"
        yield HealthLine(subject, HealthLevel.BAD, str(error), mend)
        return
    if single is None:
        return
    try:
        found = asyncio.run(single.provider.look())
    except ProviderAwayError as error:
        mend = "核对 sso_issuer、网络和证书；帐号密码照常可以登录"
        yield HealthLine(subject, HealthLevel.BAD, str(error), mend, unreachable=True)
        return
    if not found.keys:
        mend = "请统一身份认证的管理员核对它的密钥集"
        yield HealthLine(subject, HealthLevel.BAD, "密钥集是空的，谁也不能登录", mend)
        return
    told = f"{settings.sso_issuer} 连接正常，密钥 {found.keys} 个，以 {single.claim} 作帐号名"
    yield HealthLine(subject, HealthLevel.OK, told)


def _own_server() -> HealthLine:
    try:
        with embedded():
            return HealthLine(
                "Redis", HealthLevel.OK, "未设置地址，巡检时启动内嵌服务；内嵌服务可以启动"
            )
    except ServiceError as error:
        return HealthLine(
            "Redis", HealthLevel.BAD, str(error), "用 GOVSWEEP_REDIS_URL 指定一个 Redis 服务", True
        )


def _server(found: ServerHealth) -> Iterator[HealthLine]:
    if not found.is_new_enough:
        mend = "升级到 Redis 6.2 或更新的版本（Valkey 亦可）"
        yield HealthLine("Redis", HealthLevel.BAD, f"版本 {found.version} 过旧", mend)
    else:
        yield HealthLine("Redis", HealthLevel.OK, f"连接正常，版本 {found.version}")
    if found.policy not in (None, "noeviction"):
        mend = "执行 redis-cli CONFIG SET maxmemory-policy noeviction，并写入 redis.conf"
        told = f"策略为 {found.policy}，内存满时会丢弃待访问的地址"
        yield HealthLine("Redis 内存", HealthLevel.BAD, told, mend)
    used = f"已用 {found.used // _MEGABYTE} MB"
    if not found.limit:
        yield HealthLine("Redis 内存", HealthLevel.OK, f"{used}，未设上限")
    elif found.used > found.limit * _FULL or found.limit < _LITTLE:
        mend = "调大 maxmemory（每百万地址约需 500 MB），或清理同一服务里的别的数据"
        told = f"{used}，上限 {found.limit // _MEGABYTE} MB，余地太小"
        yield HealthLine("Redis 内存", HealthLevel.WARN, told, mend)
    else:
        yield HealthLine(
            "Redis 内存", HealthLevel.OK, f"{used}，上限 {found.limit // _MEGABYTE} MB"
        )


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return (
        parts.scheme != "unix" and zone(parts.hostname or "localhost") is not AddressZone.LOOPBACK
    )


def _clock(service: str, skew: float | None) -> Iterator[HealthLine]:
    if skew is None:
        return
    subject, told = f"{service}时钟", f"与本机相差 {skew:+.1f} 秒"
    if abs(skew) < _SKEW_WARN:
        yield HealthLine(subject, HealthLevel.OK, told)
        return
    level = HealthLevel.BAD if abs(skew) >= _SKEW_BAD else HealthLevel.WARN
    yield HealthLine(subject, level, told, "各机器都用 NTP 对时（timedatectl set-ntp true）")
