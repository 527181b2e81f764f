"""The office's settings in the browser: looked at, edited, confirmed; secrets are never told."""

from pathlib import Path
from typing import Any

import pytest

from govsweep.accounts import AuditAct
from govsweep.config import Settings
from govsweep.reports import Office
from govsweep.web.office_files import OfficeInForce

WRITTEN = '# 王工管\nname = "清禾市政务公开办公室"  # 新\nworking_days = 10\n'
SECRETS = (
    'serve_token = "a-token-that-nobody-sees"\nsso_secret = "sso-secret-value"\n'
    'database_url = "postgresql://me:hidden-password@db/x"\npace = 3.0\n'
    '[[receivers]]\nname = "市局"\nurl = "https://hook-with-key.example/"\n'
)


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"GOVSWEEP_{name.upper()}", raising=False)


@pytest.fixture
def there(office: Any) -> Path:
    """The office's file."""
    path: Path = office.lists.parent / "office.toml"
    path.write_text(WRITTEN, "utf-8")
    path.with_name("govsweep.toml").write_text(SECRETS, "utf-8")
    return path


@pytest.fixture
def admin(office: Any, there: Path, log_in: Any) -> Any:
    return log_in(office, "admin")


def typed(who: Any, section: str, **texts: str) -> dict[str, str]:
    """The form as it is, with some fields typed anew."""
    form = who.ask(f"/office/{section}").tree.css_first("form.stack")
    fields = {
        str(one.attributes["name"]): str(one.attributes.get("value") or "")
        for one in form.css("input[name^=set-]")
    }
    fields |= {
        str(one.attributes["name"]): str((one.css_first("option[selected]") or one).text())
        for one in form.css("select")
        if one.css_first("option[selected]")
    }
    return fields | {f"set-{name}": text for name, text in texts.items()}


def send(who: Any, section: str, **texts: str) -> Any:
    return who.send(f"/office/{section}", **typed(who, section, **texts))


def confirm(who: Any, section: str, preview: Any) -> Any:
    (one,) = preview.tree.css("input[name=draft]")
    return who.send(f"/office/{section}/confirm", draft=one.attributes["value"])


def test_what_is_set_and_what_is_by_default(admin: Any) -> None:
    page = admin.ask("/office")
    rows = {row.split()[0]: row for row in page.texts("tbody tr")}
    assert any("清禾市政务公开办公室" in row for row in rows.values())
    assert any("默认：全市" in row for row in page.texts("tbody tr"))
    assert any(
        "每秒对一个网站的请求数" in row and row.endswith("3") for row in page.texts("tbody tr")
    )


def test_a_change_is_shown_then_written_and_told_in_the_history(
    office: Any, there: Path, admin: Any
) -> None:
    preview = send(admin, "papers", name="清禾市政府办公室", region="全区")
    assert preview.status == 200
    assert preview.texts(".change li") == [
        "清禾市政务公开办公室 → 清禾市政府办公室", "（默认） → 全区",
    ]  # fmt: skip
    assert "确认之后，网页和下一次运行的命令就按新的写公文" in preview.text
    assert there.read_text("utf-8") == WRITTEN
    assert confirm(admin, "papers", preview).status == 303
    assert there.read_text("utf-8").startswith('# 王工管\nname = "清禾市政府办公室"  # 新\n')
    history = admin.ask("/office/history")
    assert "发文单位：清禾市政务公开办公室 → 清禾市政府办公室" in history.texts(".history li")
    assert "更改本单位设置" in admin.ask("/audit").texts("tbody td")
    again = confirm(admin, "papers", preview)
    assert (again.status, "已经写入过" in again.text) == (400, True)


def test_what_the_model_refuses_is_told_by_field_and_what_was_typed_is_kept(
    there: Path, admin: Any
) -> None:
    answer = send(admin, "deadlines", working_days="零", serious_working_days="3")
    assert answer.status == 400
    assert answer.texts("[role=alert] li") == ["整改期限：收到之日起几个工作日：应为整数"]
    values = [one.attributes.get("value") for one in answer.tree.css("form.stack input")]
    assert {"零", "3"} <= set(values)
    whole = send(admin, "figures", messages="2", messages_on_time="3")
    assert (whole.status, "大于" in " ".join(whole.texts("[role=alert]"))) == (400, True)
    assert there.read_text("utf-8") == WRITTEN


def test_no_secret_is_told_on_a_page_or_in_the_history(
    office: Any, there: Path, admin: Any
) -> None:
    preview = send(admin, "sweeps", pace="2.5", contact="https://www.qinghe.gov.cn/")
    assert confirm(admin, "sweeps", preview).status == 303
    settings = there.with_name("govsweep.toml")
    assert "pace = 2.5" in settings.read_text("utf-8")
    for path in ("", "/history", "/login", "/server", "/sweeps", "/papers"):
        text = admin.ask(f"/office{path}").text
        for secret in ("a-token", "sso-secret-value", "hidden-password", "hook-with-key"):
            assert secret not in text, path
    (entry,) = office.store.audit.entries(act=AuditAct.OFFICE_CHANGED)[1]
    assert "hidden" not in str(entry) and "a-token" not in str(entry)
    assert "（已设）" in admin.ask("/office/login").text


@pytest.mark.parametrize("section", ["login", "server"])
def test_what_would_be_dangerous_is_shown_with_the_reason_and_has_no_form(
    there: Path, admin: Any, section: str
) -> None:
    page = admin.ask(f"/office/{section}")
    assert page.tree.css("form.stack") == []
    assert "只能在服务器上改" in page.text
    before = there.with_name("govsweep.toml").read_bytes()
    forged = {
        "set-database_url": "sqlite:////tmp/x",
        "set-lexicons": "/etc",
        "set-serve_token": "x" * 20,
    }
    answer = admin.send(f"/office/{section}", **forged)
    assert (answer.status, answer.tree.css("input[name=draft]")) == (200, [])
    assert there.with_name("govsweep.toml").read_bytes() == before


def test_a_file_that_changed_since_the_preview_is_shown_anew(there: Path, admin: Any) -> None:
    preview = send(admin, "deadlines", working_days="15")
    there.write_text(WRITTEN.replace("= 10", "= 12"), "utf-8")
    anew = confirm(admin, "deadlines", preview)
    assert anew.status == 409
    assert anew.texts(".change li") == ["12 → 15"]
    assert confirm(admin, "deadlines", anew).status == 303
    assert "working_days = 15" in there.read_text("utf-8")


def test_a_file_that_is_broken_is_told_and_left_alone(there: Path, admin: Any) -> None:
    there.write_text("name = ", "utf-8")
    assert "office.toml 不是有效的 TOML" in " ".join(admin.ask("/office").texts("[role=alert]"))
    answer = admin.send("/office/papers", **{"set-name": "x"})
    assert (answer.status, "office.toml 不是有效的 TOML" in answer.text) == (400, True)
    assert there.read_text("utf-8") == "name = "


def test_a_section_that_is_not_there(admin: Any) -> None:
    assert admin.ask("/office/none").status == 404
    assert admin.send("/office/none").status == 404
    assert admin.send("/office/papers/confirm", draft="none").status == 400


@pytest.mark.parametrize("role", ["reviewer", "contact", "reader"])
def test_nobody_but_an_administrator(office: Any, there: Path, log_in: Any, role: str) -> None:
    who = log_in(office, role)
    for path in ("/office", "/office/papers", "/office/history"):
        assert who.ask(path).status == 403
    assert who.send("/office/papers", **{"set-name": "x"}).status == 403
    assert "设置" not in who.ask("/").texts("nav a")


def test_not_from_a_page_that_is_not_ours(there: Path, admin: Any) -> None:
    preview = send(admin, "deadlines", working_days="15")
    admin.csrf = "guessed"
    assert confirm(admin, "deadlines", preview).status == 403
    assert there.read_text("utf-8") == WRITTEN


def test_pages_go_by_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    office = OfficeInForce(path, Office())
    assert office().name is None
    path.write_text(WRITTEN, "utf-8")
    assert office().name == "清禾市政务公开办公室"
    path.write_text("name = ", "utf-8")
    assert office().name == "清禾市政务公开办公室"
    path.unlink()
    assert office().name is None
