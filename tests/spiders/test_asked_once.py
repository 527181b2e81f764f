"""In a sweep every target is asked for once, however many pages lead there; what fails, twice."""

from typing import Any

_PDF = b"%PDF-1.4\n" + b"0" * 500
_PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_each_target_is_asked_for_once_from_however_many_pages_and_sites(
    sweeping: Any, town: Any
) -> None:
    sites = [sweeping.site(number) for number in (1, 2)]
    first, second = (one.url.rstrip("/") for one in sites)
    shared = [
        *("/tz/", "/tz/index.html", "/a.html", "/a.html#one", "/a.html#two", "/old.html", "/f.pdf"),
        *("/f.pdf#page=2", "/missing.html", "/q?b=2&a=1", "/p.png"),
    ]
    for number, other in ((1, second), (2, first)):
        own = (first, second)[number - 1]
        links = [*shared, *(own + one for one in shared), *(other + one for one in shared)]
        for path in ("/", "/tz/", "/tz/index.html", "/a.html", "/q?b=2&a=1", "/new.html"):
            town.page(path, *links, number=number)
        town.put("/old.html", status=301, number=number, Location="/new.html")
        town.put("/f.pdf", _PDF, number=number, Content_Type="application/pdf")
        town.put("/p.png", _PNG, number=number, Content_Type="image/png")
    assert sweeping.run(workers=2) == ""
    for number in (1, 2):
        hits = town.hits(number)
        asked = {path: hits[path] for path in ("/a.html", "/f.pdf", "/q?b=2&a=1", "/p.png")}
        assert asked == dict.fromkeys(asked, 1)
        assert hits["/tz/"] + hits["/tz/index.html"] == 1
        assert hits["/old.html"] == 1
        assert hits["/new.html"] <= 2  # where the redirect ends, and as a page by its own name
        # As a page twice, for it is in doubt; as another site's link at most between these two.
        assert hits["/missing.html"] in (2, 3)
