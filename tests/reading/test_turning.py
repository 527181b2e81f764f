"""What is asked for the next rows of a list by a service."""

import pytest

from govsweep.posted import BodyType, Posted
from govsweep.reading.turning import next_answers

API = "http://www.x.gov.cn/api/list"


def posted(kind: BodyType, body: str) -> str:
    return Posted(API, kind, body).address


@pytest.mark.parametrize(
    ("url", "further"),
    [
        (f"{API}?ch=1&page=1&size=10", [f"{API}?ch=1&page={one}&size=10" for one in (2, 3)]),
        (f"{API}?pageIndex=0", [f"{API}?pageIndex=1", f"{API}?pageIndex=2"]),
        (f"{API}?start=0&limit=10", [f"{API}?start=10&limit=10", f"{API}?start=20&limit=10"]),
        (
            posted(BodyType.FORM, "pageNo=1&channel=7"),
            [posted(BodyType.FORM, f"pageNo={one}&channel=7") for one in (2, 3)],
        ),
        (
            posted(BodyType.JSON, '{"current":1,"id":"1"}'),
            [posted(BodyType.JSON, f'{{"current":{one},"id":"1"}}') for one in (2, 3)],
        ),
    ],
    ids=["a page", "from nought", "a first row", "a form", "an object"],
)
def test_the_pages_behind_the_first(url: str, further: list[str]) -> None:
    assert list(next_answers(url, total=30, rows=10)) == further


@pytest.mark.parametrize(
    ("url", "total", "rows"),
    [
        (f"{API}?page=1", 10, 10),
        (f"{API}?page=1", 0, 10),
        (f"{API}?page=1", 30, 0),
        (f"{API}?page=2", 30, 10),
        (f"{API}?homepage=1", 30, 10),
        (f"{API}?page=1&p=1", 30, 10),
        (API, 30, 10),
    ],
    ids=["whole", "not told", "no rows", "not the first", "no page", "two pages", "no query"],
)
def test_where_nothing_more_is_known_to_ask(url: str, total: int, rows: int) -> None:
    assert next_answers(url, total, rows) == ()


def test_never_more_than_a_list_may_have() -> None:
    assert len(next_answers(f"{API}?page=1", total=900_000, rows=10)) == 50
