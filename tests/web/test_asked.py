"""What a page is asked by its address: what it does not have is refused, and never left out."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from govsweep import clock, web
from govsweep.store import Store
from govsweep.web.asked import only_own_terms, terms_of

CHINESE = re.compile("[\u4e00-\u9fff]{4}")
# Texts, of which any may stand somewhere.
FREE = {"words", "subject", "name", "unit", "right", "wrong", "not_before", "not_after", "seed",
        "url", "column", "owner", "next", "left"}  # fmt: skip


def routes(parts: Any) -> Iterator[APIRoute]:
    for one in parts:
        if isinstance(one, APIRoute):
            yield one
        elif isinstance(router := getattr(one, "original_router", None), APIRouter):
            yield from routes(router.routes)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[APIRoute]:
    """Every route that is no part of the API."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('routes')}/x.db", read_only=True)
    app: Any = web.make_app(store)
    return [one for one in routes(app._app.routes) if not one.path.startswith("/api/")]


def address(route: APIRoute) -> str:
    return re.sub(r"{.*?}", "1", route.path)


def test_every_page_looks_at_its_terms_but_those_that_take_any(pages: list[APIRoute]) -> None:
    looks = {one.path for one in pages if only_own_terms in {
        part.call for part in one.dependant.dependencies}}  # fmt: skip
    assert len(looks) > 60
    # Our files may be asked for with a version; a provider that leads back may add what it likes.
    assert {one.path for one in pages} - looks == {"/assets/{name}", "/login/sso/back"}


def test_a_term_that_a_page_does_not_have_is_refused(
    pages: list[APIRoute], office: Any, log_in: Any
) -> None:
    by = log_in(office, "admin")
    left = {"/assets/{name}", "/login/sso/back", "/logout/sso", "/login/sso"}
    asked = [one for one in pages if "GET" in one.methods and one.path not in left]
    assert len(asked) > 45
    for route in asked:
        answer = by.ask(f"{address(route)}?as_ov=2030-01-01")
        said = " ".join(answer.texts("main"))
        assert answer.status == 400, route.path
        assert "as_ov=2030-01-01" in said and CHINESE.search(said), route.path
        for name in terms_of(route):
            assert name in said, (route.path, name)
        assert "可用的有" in said or "不带任何条件" in said


def test_a_value_that_a_term_cannot_have_is_refused(
    pages: list[APIRoute], office: Any, log_in: Any
) -> None:
    by = log_in(office, "admin")
    seen = set()
    for route in (one for one in pages if "GET" in one.methods and "{" not in one.path):
        for name in sorted(set(terms_of(route)) - FREE):
            answer = by.ask(f"{route.path}?words=ab&{name}=no-pe" if "words" in terms_of(route)
                            else f"{route.path}?{name}=no-pe")  # fmt: skip
            said = " ".join(answer.texts("main"))
            assert answer.status in (400, 404), (route.path, name)
            assert CHINESE.search(said), (route.path, name)
            seen.add(name)
    assert seen >= {"offset", "site", "state", "mended_since", "done", "issued", "period", "stage"}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/brief?as_of=2030-01-01", "as_of=2030-01-01，这一页不带任何条件"),
        ("/trends?period=2026Q3", "period=2026Q3，这一页不带任何条件"),
        ("/sites?state=x", "可用的有：condition（状况）、offset（略过前几条）、words（字词）"),
        ("/sites?conditions=worst", "是不是 condition"),
        ("/columns?overdue=yes", "overdue=yes，overdue（是否超期）没有这个值，可写：true、false"),
        ("/findings?site=999", "site=999，写法不对，应是网站标识码"),
        ("/findings?held=maybe", "held=maybe，应是 true 或 false"),
        ("/findings?mended_since=soon", "mended_since=soon，不是日期，应写作 2026-11-20"),
        ("/sweeps?offset=-1", "offset=-1，不得小于 0"),
    ],
)
def test_what_is_possible_is_told(served: Any, path: str, told: str) -> None:
    answer = served.ask(path)
    assert answer.status == 400
    assert told in " ".join(answer.texts("main"))


def test_a_day_to_come_is_refused_as_by_the_command(served: Any) -> None:
    today = clock.now().date()
    late = served.ask(f"/findings?mended_since={today + dt.timedelta(days=2)}")
    assert late.status == 400 and "还没有到，今天是" in late.text
    assert served.ask(f"/findings?mended_since={today - dt.timedelta(days=2)}").status == 200


def test_what_was_written_is_shown_as_text(served: Any) -> None:
    answer = served.ask(f"/sites?{quote('<b>x</b>')}={quote('<script>y()</script>')}")
    assert answer.status == 400
    assert "<script>y()" not in answer.text and "&lt;script&gt;" in answer.text


def test_empty_fields_of_a_form_are_none(served: Any) -> None:
    for path in ("/sites?condition=&words=&offset=", "/findings?site=&state=&words=&check="):
        assert served.ask(path).status == 200
