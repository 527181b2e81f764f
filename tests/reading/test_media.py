"""Films, sounds, embedded documents and pictures in several sizes are references too."""

import pytest

from govsweep.facts import TargetKind
from govsweep.reading import read_page

ROOT = "http://www.qinghe.gov.cn/"
IMAGE, FILE, PAGE = TargetKind.IMAGE, TargetKind.ATTACHMENT, TargetKind.PAGE


@pytest.mark.parametrize(
    ("html", "targets"),
    [
        ('<video src="/a.mp4" poster="/p.jpg"></video>', {"a.mp4": FILE, "p.jpg": IMAGE}),
        ('<video><source src="/v?id=1"></video>', {"v?id=1": FILE}),
        ('<audio src="/a.mp3"></audio>', {"a.mp3": FILE}),
        ('<embed src="/a.swf">', {"a.swf": FILE}),
        ('<object data="/a.pdf"></object>', {"a.pdf": FILE}),
        ('<object data="/list.html"></object>', {"list.html": PAGE}),
        ('<img src="/a.jpg" srcset="/b.jpg 1x, /c.jpg 2x">', dict.fromkeys(
            ("a.jpg", "b.jpg", "c.jpg"), IMAGE)),
        ('<picture><source srcset="/a.webp 800w,/b.webp"></picture>', dict.fromkeys(
            ("a.webp", "b.webp"), IMAGE)),
        ("<video></video><object></object><embed><img srcset>", {}),
        ('<img srcset="data:image/png;base64,AAAA 1x">', {}),
    ],
)  # fmt: skip
def test_what_a_page_shows_is_asked_for(html: str, targets: dict[str, TargetKind]) -> None:
    page = read_page(f"<body><p>视频</p>{html}</body>".encode(), url=ROOT)
    assert {one.target.removeprefix(ROOT): one.kind for one in page.anchors} == targets


def test_what_stands_in_a_film_for_old_browsers_is_read() -> None:
    html = '<body><video src="/a.mp4"><p>请<a href="/down.html">下载</a>视频</p></video></body>'
    page = read_page(html.encode(), url=ROOT)
    assert {one.target for one in page.anchors} == {f"{ROOT}a.mp4", f"{ROOT}down.html"}
