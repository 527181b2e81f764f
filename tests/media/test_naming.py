"""How platforms name accounts: which addresses are an account's page, and whose."""

from collections.abc import Callable

import pytest

from govsweep.facts import MediaAccount, Platform
from govsweep.media import known_by, named_by


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://weibo.com/u/1234567890", "weibo:1234567890"),
        ("https://weibo.com/1234567890?refer_flag=1", "weibo:1234567890"),
        ("http://www.weibo.com/qinghefabu", "weibo:qinghefabu"),
        ("http://weibo.com/p/1001061411477863/home?from=page", "weibo:1411477863"),
        ("https://m.weibo.cn/u/1234567890", "weibo:1234567890"),
        ("https://www.douyin.com/user/MS4wLjABAAAA-x_1", "douyin:MS4wLjABAAAA-x_1"),
        ("https://www.toutiao.com/c/user/token/MS4wLjAB/", "toutiao:MS4wLjAB"),
        ("https://space.bilibili.com/12345", "bilibili:12345"),
        ("https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA5&x=1", "weixin:MzA5"),
        ("http://weixin.qq.com/r/abcDEF12345", "weixin:abcDEF12345"),
    ],
)
def test_the_page_of_an_account(url: str, name: str) -> None:
    assert named_by(url) == name


@pytest.mark.parametrize(
    "url",
    [
        "https://mp.weixin.qq.com/s/qFvUyEB-R-GKP7vgKR",  # an article, of whom nobody can tell
        "https://weibo.com/1234567890/KxYz12",  # a post
        "https://weibo.com/login",
        "https://service.weibo.com/share/share.php?url=x",
        "https://www.toutiao.com/i6886004310778315277/",
        "https://www.douyin.com/video/7000000000000000000",
        "https://weibo.com/",
        "http://www.qinghe.gov.cn/weibo.com/u/1234567890",
        "http://[",
        "",
    ],
)
def test_what_is_no_page_of_an_account(url: str) -> None:
    assert named_by(url) == ""


def test_an_account_goes_by_its_handle_and_by_its_addresses(
    a_media_account: Callable[..., MediaAccount],
) -> None:
    account = a_media_account(
        "1234567890", platform=Platform.WEIBO, addresses=("https://weibo.com/qinghefabu",)
    )
    assert known_by([account]) == {"weibo:1234567890", "weibo:qinghefabu"}
