"""QR codes in images: which are looked into, and what they say."""

import asyncio
import io
from collections.abc import Callable, Iterator

import pytest

from govsweep.city.model import HostAnswer
from govsweep.facts import Site
from govsweep.media_codes import decode, looks_like_code, read_codes

zxingcpp = pytest.importorskip("zxingcpp")
Image = pytest.importorskip("PIL.Image")
SAYS = "http://weixin.qq.com/r/abcDEF12345"


def code(says: str = SAYS, kind: str = "PNG") -> bytes:
    made = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    body = io.BytesIO()
    Image.fromarray(made).convert("RGB").save(body, kind)
    return body.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_a_code_says_its_address(kind: str) -> None:
    assert decode(code(kind=kind)) == SAYS


def test_a_code_drawn_on_nothing() -> None:
    plain = Image.open(io.BytesIO(code())).convert("L")
    clear = Image.new("RGBA", plain.size, (0, 0, 0, 0))
    clear.putalpha(plain.point(lambda tone: 255 - tone))
    body = io.BytesIO()
    clear.save(body, "PNG")
    assert decode(body.getvalue()) == SAYS


@pytest.mark.parametrize("body", [b"", b"<html>", b"\x89PNG\r\n", code()[:200]])
def test_what_is_no_image_says_nothing(body: bytes) -> None:
    assert decode(body) == ""


def test_a_picture_without_a_code_says_nothing() -> None:
    body = io.BytesIO()
    Image.new("RGB", (200, 200), "red").save(body, "PNG")
    assert decode(body.getvalue()) == ""


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://a.gov.cn/images/1.png", "微信公众号"),
        ("http://a.gov.cn/images/ewm.png", ""),
        ("http://a.gov.cn/images/qrcode_2.jpg", ""),
        ("http://a.gov.cn/images/wx.jpg", ""),
    ],
)
def test_what_looks_like_a_code(url: str, text: str) -> None:
    assert looks_like_code(url, text)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://a.gov.cn/images/banner.png", "市政府召开会议"),
        ("http://a.gov.cn/wx/banner.png", ""),
        ("http://a.gov.cn/images/square.png", ""),
    ],
)
def test_what_does_not(url: str, text: str) -> None:
    assert not looks_like_code(url, text)


class Town:
    """One host with a code, a page called an image, and nothing else."""

    def answer(self, _method: str, _host: str, path: str, _headers: object, **_: int) -> HostAnswer:
        if path == "/ewm.png":
            return HostAnswer(200, {"Content-Type": "image/png"}, code())
        if path == "/wx.png":
            return HostAnswer(200, {"Content-Type": "text/html"}, b"<html></html>")
        return HostAnswer(404, {"Content-Type": "text/html"}, b"")


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from govsweep.city import serve  # noqa: PLC0415

    with serve(Town()) as server:  # type: ignore[arg-type]
        monkeypatch.setenv("http_proxy", server.proxy_url)
        monkeypatch.setenv("no_proxy", "")
        yield


def test_images_are_fetched_and_those_that_cannot_be_had_are_left_out(
    proxied: None, a_site: Callable[..., Site]
) -> None:
    root = "http://www.qinghe.gov.cn/"
    images = [root + name for name in ("ewm.png", "wx.png", "gone.png")]
    said = asyncio.run(read_codes(images, [a_site()], "test"))
    assert said == {root + "ewm.png": SAYS, root + "wx.png": ""}
