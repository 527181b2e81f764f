"""Settings of a run: from the environment (`GOVSWEEP_…`), else from `govsweep.toml`."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from govsweep import __version__, reasons
from govsweep.errors import InputError

USERS_MODULE = "SCRAPY_SETTINGS_MODULE"  # where a Scrapy user names settings of their own


class _Toml(TomlConfigSettingsSource):
    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return reasons.read_toml(Path(str(file_path)))


class Settings(BaseSettings):
    """Every setting with its default; docs/settings.md is checked against this class."""

    model_config = SettingsConfigDict(
        env_prefix="GOVSWEEP_", toml_file="govsweep.toml", extra="forbid", frozen=True
    )

    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///govsweep.db"),
        description="数据库地址：SQLite 或 PostgreSQL（postgresql+psycopg://…）",
    )
    redis_url: SecretStr | None = Field(
        default=None, description="Redis 地址；不填则随巡检启动一个内嵌服务，结束时关闭"
    )
    data: Path = Field(
        default=Path("govsweep-data"), description="不写 -o 时，公文写到它下面的 reports 文件夹"
    )
    indicators: str = Field(
        default="",
        pattern="^(2019|2015)?$",
        description="考核指标：2019 或 2015；不填则按时段选用当时施行的",
    )
    lexicons: Path | None = Field(default=None, description="本单位自有词表所在文件夹")
    workers: int = Field(default=2, ge=1, le=64, description="一次巡检启动的工作进程数")
    contact: str = Field(default="", description="联系方式，写入访问网站时的用户代理标识")
    pace: float = Field(default=2.0, ge=0, description="登记表未写明时，每秒对一个网站的请求数")
    budget: int = Field(default=20_000, ge=1, description="登记表未写明时，一次巡检每站最多页数")
    site_hours: float = Field(
        default=10.0, gt=0, description="一次巡检用于一个网站的最多小时数；剩下的下一夜先做"
    )
    quiet_hours: str = Field(
        default="",
        pattern=r"^$|^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$",
        description="每天不访问任何网站的时段，如 08:00-18:00；到时再接着做",
    )
    robots: str = Field(
        default="ignore",
        pattern="^(obey|ignore)$",
        description="robots.txt：ignore 为按监管授权全部检查，obey 为遵守；处理方式记入账目",
    )
    link_pace: float = Field(default=2.0, ge=0, description="每秒对一个站外主机的请求数")
    retry_after: float = Field(
        default=120.0, ge=0, description="失败的地址隔多少秒后再试一次（第二遍才下结论）"
    )
    lease: float = Field(default=60.0, gt=0, description="工作进程失联多少秒后，其网站交给别的进程")
    rendering: bool = Field(
        default=True,
        description="只靠脚本显示的首页和栏目页，有浏览器时用它打开再读（要装 govsweep[browser]）",
    )
    browser: Path | None = Field(
        default=None, description="Chromium 的路径；不填则在 PATH 里找，从不自行下载"
    )
    audit_pages: int = Field(
        default=8,
        ge=0,
        le=100,
        description="每个网站每次用浏览器做无障碍检测的页数上限：首页和每种模板各一页；0 为不做",
    )
    serve_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="govsweep serve 的访问令牌，至少 16 个字符；设了就人人都要，供别的机器用必须设",
    )

    posts_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="程序凭它经接口送入新媒体账号的发布内容，不能做别的；至少 16 个字符",
    )
    sso_issuer: str = Field(
        default="", description="单点登录：统一身份认证（OpenID Connect）的地址；不填则没有单点登录"
    )
    sso_client: str = Field(default="", description="单点登录：统一身份认证给本程序的客户端标识")
    sso_secret: SecretStr | None = Field(default=None, description="单点登录：客户端密钥")
    sso_secret_file: Path | None = Field(
        default=None, description="单点登录：写着客户端密钥的文件，代替 sso_secret"
    )
    sso_claim: str = Field(
        default="preferred_username",
        min_length=1,
        description="单点登录：身份里的哪一项是这里的帐号名，如 preferred_username、email、sub",
    )
    sso_new_accounts: bool = Field(
        default=False, description="单点登录：没有帐号的人第一次登录时，添加一个只读帐号"
    )
    sso_label: str = Field(
        default="统一身份认证",
        min_length=1,
        max_length=20,
        description="单点登录：登录页按钮上的名称",
    )
    sso_ca: Path | None = Field(
        default=None, description="单点登录：自建证书的签发机构（PEM）；不填则用本机信任的"
    )
    receivers: Path | tuple[dict[str, Any], ...] = Field(
        default=(),
        description="把问题的变化通知给谁：写成若干 [[receivers]]，或另一个 TOML 文件的路径",
    )

    @property
    def user_agent(self) -> str:
        """Who we say we are to the sites: honest, with a contact, named like no library."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"Mozilla/5.0 (compatible; govsweep/{__version__}{contact})"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Words of the caller, then the environment, then the file."""
        return init_settings, env_settings, _Toml(settings_cls)


def load() -> Settings:
    """The settings in force; raises `InputError` naming the field that is wrong."""
    return _loaded(Settings)


def check(path: Path) -> None:
    """Raise `InputError` where the settings could not be loaded with this file for theirs."""

    class _OtherSettings(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    _loaded(_OtherSettings)


def _loaded(model: type[Settings]) -> Settings:
    try:
        return model()
    except ValidationError as error:
        wrong = "；".join(map(_with_meaning, reasons.of_fields(error)))
        raise InputError(
            f"设置有误（环境变量 GOVSWEEP_… 或 govsweep.toml），字段 {wrong}"
        ) from error


def _with_meaning(fault: reasons.FieldReason) -> str:
    """What is wrong with a setting, and what may stand there."""
    field = Settings.model_fields.get(str(fault.place[0])) if len(fault.place) == 1 else None
    return f"{fault}（{field.description}）" if field is not None else str(fault)
