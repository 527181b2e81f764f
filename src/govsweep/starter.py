"""The starter: the files that a new user begins with, made from the classes that read them."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from govsweep import reasons
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.reports.choices import Office

SETTINGS, OFFICE = "govsweep.toml", "office.toml"
SITES, COLUMNS, MEDIA = "登记表.csv", "栏目表.csv", "新媒体登记表.csv"

# What may be written where nothing is the default.
_EXAMPLES = {
    "redis_url": "redis://127.0.0.1:6379/0",
    "lexicons": "词表",
    "contact": "https://www.qinghe.gov.cn/jianguan",
    "serve_token": "换成 openssl rand -hex 16 生成的字符串",
    "posts_token": "换成 openssl rand -hex 16 生成的另一字符串",
    "sso_issuer": "https://sso.qinghe.gov.cn/realms/gov",
    "sso_client": "govsweep",
    "sso_secret": "统一身份认证给出的密钥",
    "sso_secret_file": "/etc/govsweep/sso_secret",
    "sso_ca": "/etc/ssl/certs/qinghe-ca.pem",
    "addressees": "各县（市、区）人民政府，市政府各部门",
    "name": "清禾市人民政府办公室",
    "number": "清政办函〔2026〕1号",
    "heading": "清禾市人民政府办公室文件",
    "signed_on": dt.date(2026, 12, 31),
    "copies_to": "市委办公室，市人大常委会办公室，市政协办公室",
    "printer": "清禾市人民政府办公室",
    "printed_on": dt.date(2026, 12, 31),
    "serious_working_days": 3,
}
_SETTINGS_HEAD = """\
# govsweep 的设置。每项前的 # 去掉才起作用，所写的值就是默认值（没有默认值的是例子）。
# 同名的环境变量（GOVSWEEP_ 加大写）优先于本文件。
# 含密码的地址请用环境变量给出；确要写在这里，请先 chmod 600 govsweep.toml。
"""
_OFFICE_HEAD = """\
# 通报、整改通知书、自查报告里只有本单位知道的内容。去掉 # 填上即可；不填的在文中注明“本单位填报”。
"""
# The sample site is suspended: nobody's server is asked for it.
_SITES = (
    (
        *("网站标识码", "网站名称", "首页网址", "主办单位", "层级", "类型", "上级单位", "状态"),
        *("ICP备案号", "公安备案号", "每秒请求数", "页数上限"),
        *("包括网址", "排除网址", "防陷阱"),
    ),
    (
        *("5118000000", "示例市人民政府", "http://www.example.gov.cn/", "示例市人民政府办公室"),
        *("市级", "门户网站", "", "暂停", "", "", "2", "20000"),
        *("", "/search", "开"),
    ),
)
_COLUMNS = (
    ("网站标识码", "栏目名称", "栏目网址", "类别", "责任单位", "更新期限（天）"),
    (
        *("5118000000", "通知公告", "http://www.example.gov.cn/tzgg/index.html"),
        *("通知公告", "示例市人民政府办公室", "180"),
    ),
)

_MEDIA = (
    (
        *("平台", "账号", "名称", "主办单位", "状态", "主页网址", "开设日期"),
        *("申请注销日期", "注销日期", "互动功能"),
    ),
    (
        *("微信", "shili_fabu", "示例发布", "示例市人民政府办公室", "已注销", "", "2019-01-01"),
        *("2020-01-01", "2020-03-01", ""),
    ),
)


def files() -> dict[str, bytes]:
    """The files by name, as they are written."""
    return {
        SETTINGS: _document(_SETTINGS_HEAD, Settings).encode(),
        SITES: _table(_SITES),
        COLUMNS: _table(_COLUMNS),
        MEDIA: _table(_MEDIA),
        OFFICE: _document(_OFFICE_HEAD, Office).encode(),
    }


def write(folder: Path, *, force: bool) -> list[Path]:
    """Write the files; raises `InputError`, with nothing written, where one is there already."""
    chosen = {folder / name: body for name, body in files().items()}
    there = [path.name for path in chosen if path.exists()]
    if there and not force:
        raise InputError(
            f"{folder} 里已有 {'、'.join(there)}，没有改动任何文件。"
            "请换一个文件夹，或加 --force 覆盖（原来的内容会丢失）"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, body in chosen.items():
            path.write_bytes(body)
        (folder / SETTINGS).chmod(0o600)  # somebody will write a password into it
    except OSError as error:
        raise InputError(
            f"无法写入 {error.filename or folder}：{reasons.of_system(error)}"
        ) from error
    return list(chosen)


def _document(head: str, model: type[BaseModel]) -> str:
    return "\n".join([head, *_settings(model.model_fields)])


def _settings(fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    for name, field in fields.items():
        default = field.get_default(call_default_factory=True)
        if default is None or default == "":
            default = _EXAMPLES.get(name, 0 if "int" in str(field.annotation) else "")
            yield f"# {field.description}（无默认值）"
        else:
            yield f"# {field.description}"
        yield f"# {name} = {_value(default)}\n"


def _value(value: Any) -> str:
    """A value as TOML has it; its strings are JSON's."""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Path):
        value = str(value)
    if isinstance(value, (tuple, set, frozenset)):
        value = sorted(map(str, value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")  # Excel reads Chinese by the mark
