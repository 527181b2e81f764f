"""The verdict on an address that was asked for twice and did not answer well."""

from govsweep.facts import Failure, LinkStatus

_DEAD = frozenset((Failure.DNS, Failure.REFUSED, Failure.SOFT_404, Failure.REDIRECT_LOOP))
_WALLS = frozenset((Failure.BLOCKED, Failure.ROBOTS, Failure.PARKED, Failure.CRASHED))
_WALL_STATUSES = frozenset((401, 403, 405, 407, 412, 429, 451, 521, 999))


def link_status(reason: str, http_status: int | None) -> LinkStatus:
    """Dead where the answer leaves no doubt, suspected where it may pass, else unverifiable.

    `reason` is a `Failure`'s value.
    """
    failure = Failure(reason) if reason in set(Failure) else None
    if failure in _WALLS or http_status in _WALL_STATUSES:
        return LinkStatus.UNVERIFIABLE
    if failure in _DEAD or (failure is Failure.STATUS and http_status is not None):
        return LinkStatus.DEAD
    if failure is Failure.TOO_LARGE or failure is Failure.REDIRECT_HOME:
        return LinkStatus.FINE
    return LinkStatus.SUSPECTED
