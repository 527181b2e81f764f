"""redirect-home: deep addresses that lead to the home page."""

from collections.abc import Callable

import pytest

from govsweep.checks.redirect_home import redirect_home
from govsweep.facts import Context, Failure, Link, LinkStatus, TargetKind
from govsweep.findings import Certainty

ROOT = "http://www.qinghe.gov.cn/"


@pytest.fixture
def a_link(a_context: Callable[..., Context]) -> Callable[..., Link]:
    def make(target: str, **words: object) -> Link:
        given: dict[str, object] = {
            "kind": TargetKind.PAGE,
            "status": LinkStatus.FINE,
            "failure": Failure.REDIRECT_HOME,
            "pages": (ROOT,),
            "sightings": 1,
        }
        return Link(target=target, context=a_context(), **(given | words))  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize(
    ("path", "certainty"),
    [
        ("art/2019/5/17/art_1234_56789.html", Certainty.CONFIRMED),
        ("show.asp?id=4711", Certainty.CONFIRMED),
        ("zwgk/", Certainty.SUSPECTED),
    ],
)
def test_a_page_that_is_gone(a_link: Callable[..., Link], path: str, certainty: Certainty) -> None:
    (fault,) = redirect_home(a_link(ROOT + path))
    assert (fault.subject, fault.certainty) == (ROOT + path, certainty)


@pytest.mark.parametrize(
    "words",
    [{"failure": None}, {"failure": Failure.STATUS}, {"kind": TargetKind.IMAGE}],
    ids=["fine", "another failure", "an image"],
)
def test_it_is_quiet(a_link: Callable[..., Link], words: dict[str, object]) -> None:
    assert list(redirect_home(a_link(f"{ROOT}art/1234.html", **words))) == []
