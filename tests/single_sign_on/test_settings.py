"""What the settings of the single sign-on must say, and what the doctor says of the provider."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from govsweep.config import Settings
from govsweep.doctor import HealthLevel, services
from govsweep.errors import InputError
from govsweep.single_sign_on import sign_on

WHOLE: dict[str, Any] = {
    "sso_issuer": "https://sso.example.gov.cn/realms/gov",
    "sso_client": "govsweep",
    "sso_secret": SecretStr("geheim"),
}


@pytest.fixture(autouse=True)
def plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def made(**changes: Any) -> Any:
    return sign_on(Settings(**(WHOLE | changes)))


class TestSettings:
    def test_without_an_issuer_there_is_none(self) -> None:
        assert sign_on(Settings()) is None

    def test_whole_ones(self) -> None:
        found = made(sso_new_accounts=True)
        assert (found.claim, found.label) == ("preferred_username", "统一身份认证")
        assert found.adds_accounts

    def test_the_secret_may_stand_in_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        path.write_text("geheim\n")
        assert made(sso_secret=None, sso_secret_file=path).provider._secret == "geheim"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"sso_issuer": "http://sso.example.gov.cn/"}, "https://"),
            ({"sso_issuer": "sso.example.gov.cn"}, "https://"),
            ({"sso_issuer": "https://[oops/"}, "https://"),
            ({"sso_client": ""}, "sso_client"),
            ({"sso_secret": None}, "sso_secret_file"),
            ({"sso_secret": None, "sso_secret_file": Path("missing")}, "missing：没有这个文件"),
            ({"sso_ca": Path("missing.pem")}, "missing.pem"),
        ],
        ids=str,
    )
    def test_what_does_not_fit_is_named(self, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(InputError, match="sso_") as caught:
            made(**changes)
        assert field in str(caught.value)

    def test_an_empty_file_is_no_secret(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_bytes(b"\n")
        with pytest.raises(InputError, match="是空的"):
            made(sso_secret=None, sso_secret_file=tmp_path / "secret")

    def test_without_the_extra_it_is_said_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "authlib", None)  # which is how an import fails
        with pytest.raises(InputError, match=r"govsweep\[sso\]"):
            made()
        assert sign_on(Settings()) is None

    def test_without_the_extra_everything_else_loads(self) -> None:
        program = (
            "import sys; sys.modules.update({'authlib': None, 'joserfc': None});"
            "import govsweep.web, govsweep.cli.serve, govsweep.doctor"
        )
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class TestDoctor:
    def settings(self, oidc: Any, **changes: Any) -> Settings:
        return Settings(**(WHOLE | {"sso_issuer": oidc.issuer} | changes))

    def test_says_nothing_where_there_is_none(self) -> None:
        assert list(services.single_sign_on(Settings())) == []

    def test_a_provider_that_answers(self, oidc: Any) -> None:
        (line,) = services.single_sign_on(self.settings(oidc))
        assert line.level is HealthLevel.OK
        assert "密钥 1 个" in line.told

    def test_a_provider_that_is_away(self, oidc: Any) -> None:
        oidc.control(away="/jwks")
        (line,) = services.single_sign_on(self.settings(oidc))
        oidc.control()
        assert (line.level, line.unreachable) == (HealthLevel.BAD, True)
        assert "502" in line.told

    def test_settings_that_do_not_fit(self, oidc: Any) -> None:
        (line,) = services.single_sign_on(self.settings(oidc, sso_secret=None))
        assert line.level is HealthLevel.BAD
        assert "sso_secret" in line.told
