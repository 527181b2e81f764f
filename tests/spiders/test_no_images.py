"""Images that are none, and what else a page shows besides images."""

from typing import Any

from govsweep.facts import LinkStatus

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200


def test_an_image_is_no_page_and_not_nothing(sweeping: Any, town: Any) -> None:
    sweeping.site()
    pictures = ("/fine.png", "/page.png", "/empty.png", "/drawn.svg", "/mistyped.jpg")
    foreign = town.url(9, "/page.png")
    tags = "".join(f'<img src="{one}" srcset="{one} 1x, /big.png 2x">' for one in pictures)
    town.put("/", f"<html><body>首页{tags}<img src='{foreign}'></body></html>".encode())
    town.put("/fine.png", _PNG, Content_Type="image/png")
    town.put("/empty.png", b"", Content_Type="image/png")
    town.put("/drawn.svg", b"<?xml version='1.0'?><svg></svg>")
    town.put("/mistyped.jpg", _PNG)
    for number in (1, 9):
        town.page("/page.png", number=number, text="请先登录")
    assert sweeping.run() == ""
    own = {path: sweeping.links()[town.url(1, path)] for path in (*pictures, "/big.png")}
    assert own == {
        "/fine.png": LinkStatus.FINE,
        "/page.png": LinkStatus.DEAD,
        "/empty.png": LinkStatus.DEAD,
        "/drawn.svg": LinkStatus.FINE,
        "/mistyped.jpg": LinkStatus.FINE,
        "/big.png": LinkStatus.DEAD,
    }
    assert sweeping.links()[foreign] is LinkStatus.SUSPECTED
