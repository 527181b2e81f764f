"""The registry in a real browser, wide and narrow: a file is chosen, looked at and confirmed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FINE = "5118000002"
ATTACK = "<script>owned()</script>"
PREFIXES = " ".join(f"/{number}/" * 12 for number in range(9))
TABLE = (
    "网站标识码,网站名称,首页网址,主办单位,排除网址\n"
    f"5118000011,{ATTACK},http://slj.qinghe.gov.cn/,水利局办公室,{PREFIXES}\n"
    f"{FINE},清禾市教育局,http://jyj.qinghe.gov.cn/,教育局信息科,\n"
    "51180,坏行,http://x.qinghe.gov.cn/,,\n"
)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_file_is_looked_at_confirmed_and_undone(
    browser: Any, a_tab: Callable[..., Any], office: Any, tmp_path: Path, width: int
) -> None:
    (tmp_path / "登记表.csv").write_text(TABLE, "gb18030")
    tab = a_tab(width, office.address)
    browser.delete_all_cookies()
    tab.open("/login")
    for field, words in (("name", "admin"), ("password", "correct horse")):
        browser.find_element("css selector", f"[name={field}]").send_keys(words)
    tab.follow(".login button")

    def sound(name: str) -> None:
        assert tab.fits, name
        assert tab.complaints == [], name
        assert tab.run("document.querySelectorAll('main script').length") == 0

    tab.open("/register")
    sound("register")
    chosen = browser.find_element("css selector", "[action='/register/sites'] input[type=file]")
    chosen.send_keys(str(tmp_path / "登记表.csv"))
    tab.follow("[action='/register/sites'] button")
    assert "教育局信息科" in tab.text()
    assert ATTACK in tab.text()
    sound("preview")
    tab.follow("[action='/register/confirm'] button")
    assert "新增 1 行，更改 1 行" in tab.text()
    sound("history")
    tab.open(f"/sites/{FINE}")
    tab.follow(".mast .facts a[href^='/register']")
    sound("form")
    browser.find_element("css selector", "#f-level").send_keys("市级")
    tab.follow(".stack button")
    assert "市级" in tab.text("[aria-labelledby=h-changed]")
    sound("preview of one")
    tab.open("/register/history")
    tab.follow("[action='/register/undo'] button")
    assert "恢复到导入之前" in tab.text()
    sound("undone")
