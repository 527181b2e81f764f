"""What a failed exchange says of its target, and never dead of what could not be seen."""

import pytest

from govsweep.facts import Failure, LinkStatus
from govsweep.link_status import GONE, REFUSALS, WALLS, Asked, link_status, of_status

EVERYBODY = tuple(Asked)
DEAD, SUSPECTED = LinkStatus.DEAD, LinkStatus.SUSPECTED


@pytest.mark.parametrize("asked", EVERYBODY)
class TestTheSameOfAll:
    @pytest.mark.parametrize(
        ("failure", "link"),
        [
            (Failure.BLOCKED, LinkStatus.UNVERIFIABLE),
            (Failure.ROBOTS, LinkStatus.UNVERIFIABLE),
            (Failure.PARKED, LinkStatus.UNVERIFIABLE),
            (Failure.CRASHED, LinkStatus.UNVERIFIABLE),
            (Failure.DNS, LinkStatus.DEAD),
            (Failure.REFUSED, LinkStatus.DEAD),
            (Failure.SOFT_404, LinkStatus.DEAD),
            (Failure.TIMEOUT, LinkStatus.SUSPECTED),
            (Failure.TLS, LinkStatus.SUSPECTED),
            (Failure.LOST, LinkStatus.SUSPECTED),
            (Failure.STATUS, LinkStatus.SUSPECTED),
            (Failure.TOO_LARGE, LinkStatus.FINE),
            (Failure.REDIRECT_HOME, LinkStatus.FINE),
            (None, LinkStatus.SUSPECTED),
        ],
    )
    def test_a_failure_without_a_status(
        self, asked: Asked, failure: Failure | None, link: LinkStatus
    ) -> None:
        assert link_status(failure, None, asked) is link

    @pytest.mark.parametrize("failure", [Failure.STATUS, Failure.BLOCKED, None])
    def test_a_refusal_says_nothing(self, asked: Asked, failure: Failure | None) -> None:
        said = {status: link_status(failure, status, asked) for status in REFUSALS}
        assert said == dict.fromkeys(REFUSALS, LinkStatus.UNVERIFIABLE) != {}

    def test_a_page_that_its_server_does_not_know(self, asked: Asked) -> None:
        said = {status: link_status(Failure.STATUS, status, asked) for status in GONE}
        assert said == dict.fromkeys(GONE, LinkStatus.DEAD) != {}


@pytest.mark.parametrize(
    ("failure", "status", "page", "own", "foreign"),
    [
        (Failure.STATUS, 400, DEAD, SUSPECTED, SUSPECTED),
        (Failure.STATUS, 500, DEAD, DEAD, SUSPECTED),
        (Failure.STATUS, 503, DEAD, DEAD, SUSPECTED),
        (Failure.REDIRECT_LOOP, 302, DEAD, SUSPECTED, SUSPECTED),
        (Failure.REDIRECT_NOWHERE, 302, DEAD, SUSPECTED, SUSPECTED),
    ],
)
def test_whoever_was_asked_for_what_makes_a_difference(
    failure: Failure, status: int, page: LinkStatus, own: LinkStatus, foreign: LinkStatus
) -> None:
    told = [link_status(failure, status, asked) for asked in EVERYBODY]
    assert told == [page, own, foreign]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (None, None),
        (200, None),
        (304, None),
        (400, Failure.STATUS),
        (404, Failure.STATUS),
        (503, Failure.STATUS),
        (403, Failure.BLOCKED),
        (468, Failure.BLOCKED),
        (521, Failure.BLOCKED),
    ],
)
def test_a_status_alone(status: int | None, failure: Failure | None) -> None:
    assert of_status(status) is failure


def test_a_wall_is_no_fault_of_a_site() -> None:
    told = {link_status(failure, None, asked) for failure in WALLS for asked in EVERYBODY}
    assert told == {LinkStatus.UNVERIFIABLE}


@pytest.mark.parametrize("failure", [Failure.SOFT_404, Failure.NO_IMAGE])
@pytest.mark.parametrize("asked", EVERYBODY)
def test_a_word_that_there_is_nothing_to_show_may_be_meant(failure: Failure, asked: Asked) -> None:
    assert link_status(failure, 204, asked) is SUSPECTED
    assert link_status(Failure.SOFT_404, 200, asked) is DEAD
