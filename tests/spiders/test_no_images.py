"""Images that are none, and what else a page shows besides images."""

from typing import Any

from govsweep.facts import LinkStatus

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200


def test_bytes_of_no_format_are_no_image_whatever_type_they_announce(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    bodies = {
        "/zeros.jpg": b"\0" * 400,
        "/text.png": "图片不存在，请与管理员联系。".encode() * 9,
        "/long.png": b"\x01\x02" * 100_000,
        "/short.png": b"no such picture",
        "/told.jpg": b'{"code":404,"data":null}',
        "/a.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 200_000,
        "/b.gif": b"GIF89a" + b"\0" * 300,
        "/c.png": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 300,
        "/d.jpg": b"\0\0\0\x20ftypavif" + b"\0" * 300,
        "/e.ico": b"\0\0\1\0" + b"\0" * 300,
        "/f.png": b"<!-- drawn --><svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "/tiny.png": b"\1\2\3",
        "/pixel.gif": b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\0;",
        "/drawn.png": b"<svg xmlns='...'></svg>",
    }
    tags = "".join(f'<img src="{one}">' for one in bodies)
    town.put("/", f"<html><body>首页{tags}</body></html>".encode())
    for path, body in bodies.items():
        town.put(path, body, Content_Type="image/png")
    assert sweeping.run() == ""
    links = sweeping.links()
    broken = {path for path in bodies if links[town.url(1, path)] is LinkStatus.DEAD}
    assert broken == {"/zeros.jpg", "/text.png", "/long.png", "/short.png", "/told.jpg"}
    rest = {links[town.url(1, path)] for path in bodies.keys() - broken}
    assert rest == {LinkStatus.FINE}


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
