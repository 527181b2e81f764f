"""Reasons: what the system and libraries say of a failure, in Chinese, for whoever must mend it."""

import errno
import re
import sqlite3
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from govsweep.errors import InputError

_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样做",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额用完",
    errno.EROFS: "文件系统只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "对方拒绝连接，服务可能没有启动",
    errno.ECONNRESET: "连接被对方断开",
    errno.ETIMEDOUT: "超时",
    errno.EHOSTUNREACH: "到不了这台主机",
    errno.ENETUNREACH: "到不了这个网络",
    errno.EPIPE: "接收的一方已经关闭",
    errno.EIO: "磁盘读写出错",
}
_DATABASE = (  # what SQLite and PostgreSQL say, in part, and what it means
    ("file is not a database", "这个文件不是 SQLite 数据库"),
    ("malformed", "数据库文件已损坏，请用备份恢复"),
    ("unable to open database file", "打不开数据库文件，请看路径和权限"),
    ("readonly database", "数据库文件只能读，请看权限"),
    ("database is locked", "数据库被别的进程占用"),
    ("disk is full", "磁盘已满"),
    ("disk i/o error", "磁盘读写出错"),
    ("failed to resolve host", "解析不出主机名"),
    ("password authentication failed", "用户名或密码不对"),
    ("no password supplied", "没有给出密码"),
    ("does not exist", "服务器上没有这个数据库或用户"),
    ("connection refused", "对方拒绝连接，服务可能没有启动"),
    ("idle-in-transaction", "一个事务停住太久，被数据库取消"),
    ("timeout", "连接超时"),
    ("server closed the connection", "连接被数据库断开"),
    ("too many", "连接数已满"),
)
_REDIS = (
    ("oom", "内存已满"),
    ("'maxmemory'", "内存已满"),  # as redis-py tells it, which takes the code off
    ("readonly", "它是只读的副本"),
    ("read only replica", "它是只读的副本"),
    ("misconf", "它写不了磁盘，因而拒绝写入"),
    ("loading", "它正在装入数据，请稍候"),
    ("busy", "它正忙于一段脚本"),
    ("noauth", "要密码"),
    ("wrongpass", "用户名或密码不对"),
    ("invalid password", "用户名或密码不对"),
    ("invalid username", "用户名或密码不对"),
    ("noperm", "这个用户没有权限"),
    ("certificate", "它的证书不受信任"),
    ("max number of clients", "连接数已满"),
    ("name or service not known", "解析不出主机名"),
    ("connection refused", "对方拒绝连接，服务可能没有启动"),
    ("connect call failed", "对方拒绝连接，服务可能没有启动"),
    ("connection reset", "连接被对方断开"),
    ("closed", "连接被对方断开"),
    ("timed out", "超时"),
    ("timeout", "超时"),
    ("no such file", "没有这个套接字文件"),
    ("permission denied", "没有权限"),
)
_FIELD = {  # by pydantic's type of error
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请核对拼写",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "不得大于 {le}",
    "string_too_short": "至少要 {min_length} 个字符",
    "string_too_long": "最多 {max_length} 个字符",
    "string_pattern_mismatch": "写法不对",
    "too_short": "至少要 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "multiple_of": "应是 {multiple_of} 的倍数",
    "finite_number": "应是有限的数",
    "path_type": "应是路径",
    "string_type": "应是文字，加上引号",
    "dict_type": "应是一组“名 = 值”",
    "model_type": "应是一组“名 = 值”",
    "none_required": "应空着",
}
_FIELD_KINDS = (  # by the beginning of its type
    ("int_", "应为整数"),
    ("float_", "应为数字"),
    ("decimal_", "应为数字"),
    ("bool_", "应是 true 或 false"),
    ("datetime_", "应是日期和时间，如 2026-11-20T08:00:00"),
    ("date_", "应是日期，如 2026-11-20"),
    ("time_", "应是时刻，如 08:00"),
    ("url_", "应是完整的网址，如 https://www.example.gov.cn/"),
    ("list_", "应是一组值，写在方括号里"),
    ("tuple_", "应是一组值，写在方括号里"),
    ("set_", "应是一组值，写在方括号里"),
    ("frozen_set_", "应是一组值，写在方括号里"),
)
_TOML_PLACE = re.compile(r"line (\d+), column (\d+)")


class FieldReason(NamedTuple):
    """What is wrong with a field of what somebody wrote."""

    place: tuple[int | str, ...]  # as pydantic tells it: names of fields, numbers of list items
    reason: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place)) or '整项'}：{self.reason}"


def of_system(error: OSError) -> str:
    """Why the system refused something."""
    if error.errno is None:
        return "系统没有说明原因"
    return _SYSTEM.get(error.errno, f"系统错误 {errno.errorcode.get(error.errno, error.errno)}")


def of_database(error: BaseException | None) -> str:
    """Why a database could not be used, by what its driver said."""
    said = str(error).lower()
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return "磁盘已满"
    for words, reason in _DATABASE:
        if words in said:
            return reason
    return f"数据库报错 {getattr(error, 'sqlstate', None) or type(error).__name__}"


def of_redis(error: BaseException) -> str:
    """Why a Redis server could not be used, by what it or its client said."""
    said = str(error).lower()
    found = next((reason for words, reason in _REDIS if words in said), None)
    if found is None and isinstance(error.__cause__, OSError) and error.__cause__.errno:
        return of_system(error.__cause__)
    return found or f"报错 {type(error).__name__}"


def of_fields(error: ValidationError) -> list[FieldReason]:
    """What is wrong with each field; what was written is never repeated: it may be a secret."""
    return [
        FieldReason(one["loc"], of_field(one["type"], one.get("ctx", {}), one["msg"]))
        for one in error.errors(include_url=False, include_input=False)
    ]


def of_field(kind: str, context: Mapping[str, Any], said: str) -> str:
    """What is wrong with a field, by pydantic's type of error, its context and its words."""
    if "reason" in context:  # words of ours
        return str(context["reason"])
    if kind in ("value_error", "assertion_error"):
        return said.partition(", ")[2] or said
    if kind in ("literal_error", "enum"):
        choices = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
        return f"应是 {choices} 之一".replace("'", "")
    if kind in _FIELD:
        return _FIELD[kind].format(**{name: _plain(value) for name, value in context.items()})
    for beginning, reason in _FIELD_KINDS:
        if kind.startswith(beginning):
            return reason
    return f"不合要求（{kind}）"


def _plain(value: object) -> object:
    return f"{value:g}" if isinstance(value, float) else value


def read_toml(path: Path, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The table that a TOML file holds, in UTF-8 or, as Windows writes it, GB18030.

    Raises `InputError` that names the file and the line.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} 无法读取：{of_system(error)}") from error
    try:
        return tomllib.loads(_decode(path, content), parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} 不是有效的 TOML：{_of_toml(error)}") from error


def _decode(path: Path, content: bytes) -> str:
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(charset).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path} 的编码认不出：请另存为 UTF-8")


def _of_toml(error: tomllib.TOMLDecodeError) -> str:
    place = _TOML_PLACE.search(str(error))
    if place is None:
        return "文件结尾不完整，可能少了值、引号或括号"
    return f"第 {place[1]} 行第 {place[2]} 个字符处写法不对"
