"""The sections of the forms: which fields stand together, and when a change of them counts."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, SecretStr

from govsweep.config import Settings
from govsweep.reports import Office
from govsweep.settings_files.fields import FieldKind, Locked, SettingField, text_of

OFFICE, SETTINGS = "office.toml", "govsweep.toml"
_AT_ONCE = "确认之后，网页和下一次运行的命令就按新的写公文。已经签发的通知书不变。"
_SWEEP = "下一次巡检起生效，正在进行的巡检不变。每秒请求数和页数上限只用于登记表没有写明的网站。"
_LOCKED = "在服务器上改；改了要重新启动 serve。"
_KINDS = {
    **dict.fromkeys(("signed_on", "printed_on"), FieldKind.DATE),
    **dict.fromkeys(("periods", "heightened"), FieldKind.SPANS),
    **dict.fromkeys(("rounds", "judgements"), FieldKind.PAIRS),
    **dict.fromkeys(("rendering", "sso_new_accounts"), FieldKind.FLAG),
    **dict.fromkeys(("indicators", "robots"), FieldKind.CHOICE),
}
_CHOICES = {"indicators": ("2019", "2015"), "robots": ("ignore", "obey")}
_NUMBERS = frozenset((
    *("working_days", "serious_working_days", "new_media", "new_media_failed", "messages"),
    *("messages_on_time", "counterfeit_sites", "notices_sent", "accountable", "workers", "pace"),
    *("budget", "site_hours", "link_pace", "retry_after", "lease", "audit_pages"),
))  # fmt: skip
_LOCKS = {
    **dict.fromkeys(("serve_token", "posts_token", "sso_secret"), Locked.CREDENTIAL),
    **dict.fromkeys(("database_url", "redis_url"), Locked.DATABASE),
    **dict.fromkeys(("data", "lexicons", "browser", "sso_ca", "sso_secret_file"), Locked.PATH),
    **dict.fromkeys(("roster_file", "complaints_file", "judgements_file", "packs"), Locked.PATH),
    **dict.fromkeys(("sso_issuer", "sso_client", "sso_claim", "sso_label"), Locked.LOGIN),
    **{"sso_new_accounts": Locked.LOGIN, "receivers": Locked.ELSEWHERE, "judgements": Locked.FORM},
}
# They may hold a password: whether they are set is told, and nothing more.
_HIDDEN = frozenset(("database_url", "redis_url", "receivers", "judgements"))


class SettingSection(NamedTuple):
    """Fields that stand together on a page."""

    key: str
    title: str
    file: str
    names: tuple[str, ...]
    counts: str  # from when on a change of them counts

    @property
    def model(self) -> type[BaseModel]:
        """The model that reads its file."""
        return Office if self.file == OFFICE else Settings

    @property
    def editable(self) -> tuple[str, ...]:
        """The fields that can be edited on a page."""
        return tuple(name for name in self.names if name not in _LOCKS)


_PAPERS = ("name", "region", "addressees", "heading", "number", "signed_on", "copies_to", "printer")
_SWEEPS = ("contact", "indicators", "workers", "pace", "budget", "site_hours", "quiet_hours")
_SSO = ("sso_issuer", "sso_client", "sso_secret", "sso_secret_file", "sso_claim")
_ALL = (
    SettingSection("papers", "公文", OFFICE, (*_PAPERS, "printed_on", "contact"), _AT_ONCE),
    SettingSection(
        "deadlines", "整改期限", OFFICE, ("working_days", "serious_working_days"), _AT_ONCE
    ),
    SettingSection("figures", "本单位填报的数字", OFFICE, (
        *("new_media", "new_media_failed", "messages", "messages_on_time"),
        *("counterfeit_sites", "notices_sent", "accountable"),
    ), _AT_ONCE),
    SettingSection("periods", "时段", OFFICE, ("periods", "heightened"), _AT_ONCE),
    SettingSection("assessment", "考核和文件", OFFICE, (
        *("rounds", "packs", "judgements", "judgements_file", "complaints_file", "roster_file"),
    ), _AT_ONCE),
    SettingSection("sweeps", "巡检", SETTINGS, (
        *_SWEEPS, *("robots", "link_pace", "retry_after", "lease", "rendering", "audit_pages"),
    ), _SWEEP),
    SettingSection("login", "登录和接口", SETTINGS, (
        *("serve_token", "posts_token"), *_SSO, *("sso_new_accounts", "sso_label", "sso_ca"),
    ), _LOCKED),
    SettingSection("server", "服务器", SETTINGS, (
        *("database_url", "redis_url", "data", "lexicons", "browser", "receivers"),
    ), _LOCKED),
)  # fmt: skip
SECTIONS: Mapping[str, SettingSection] = {one.key: one for one in _ALL}


def kind_of(name: str) -> FieldKind:
    """How a field is written."""
    return FieldKind.NUMBER if name in _NUMBERS else _KINDS.get(name, FieldKind.TEXT)


def shown_fields(
    section: SettingSection, written: Mapping[str, Any], given: frozenset[str] = frozenset()
) -> list[SettingField]:
    """The fields of a section: as its file writes them, or as the environment gives them."""
    return [_field(section, name, written, name in given) for name in section.names]


def _field(
    section: SettingSection, name: str, written: Mapping[str, Any], by_environment: bool
) -> SettingField:
    field, kind = section.model.model_fields[name], kind_of(name)
    locked = _LOCKS.get(name) or (Locked.ENVIRONMENT if by_environment else None)
    default = field.get_default(call_default_factory=True)
    is_set = name in written or by_environment
    hidden = locked is Locked.CREDENTIAL or name in _HIDDEN or name not in written
    told = "（已设）" if is_set else ""
    return SettingField(
        name=name,
        meaning=field.description or name,
        kind=kind,
        text=told if hidden else _as_written(kind, written[name]),
        default="" if isinstance(default, SecretStr) else text_of(kind, default),
        is_set=is_set,
        choices=_CHOICES.get(name, ()),
        locked=locked,
    )


def _as_written(kind: FieldKind, value: Any) -> str:
    return '""' if value == "" else text_of(kind, value)
