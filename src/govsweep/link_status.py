"""Verdicts: what a failed exchange says of its target. What could not be seen is never dead."""

from enum import Enum

from govsweep.facts import Failure, LinkStatus

REFUSALS = frozenset({401, 403, 405, 406, 407, 412, 418, 429, 451, 468, 493, 521, 567, 999})
"""Statuses by which a server refuses a visitor: they say nothing about the page."""

GONE = frozenset({404, 410})
"""Statuses by which a server says that there is no such page."""

NOTHING = frozenset({204, 205})
"""Statuses by which a server says that it has nothing to show: a browser stays where it is."""

WALLS = frozenset({Failure.BLOCKED, Failure.ROBOTS})
"""Failures by which nobody was let in to see whether a site is open."""

_ASTRAY = {Failure.REDIRECT_LOOP, Failure.REDIRECT_NOWHERE}

_ALWAYS = {
    Failure.BLOCKED: LinkStatus.UNVERIFIABLE,
    Failure.ROBOTS: LinkStatus.UNVERIFIABLE,
    Failure.PARKED: LinkStatus.UNVERIFIABLE,
    Failure.CRASHED: LinkStatus.UNVERIFIABLE,
    Failure.DNS: LinkStatus.DEAD,
    Failure.REFUSED: LinkStatus.DEAD,
    Failure.SOFT_404: LinkStatus.DEAD,
    Failure.ERROR_PAGE: LinkStatus.DEAD,
    Failure.ANY_PAGE: LinkStatus.SUSPECTED,  # a browser opens it, though not what is meant
    Failure.TIMEOUT: LinkStatus.SUSPECTED,
    Failure.TLS: LinkStatus.SUSPECTED,
    Failure.LOST: LinkStatus.SUSPECTED,
    Failure.TOO_LARGE: LinkStatus.FINE,  # it answered, and with much
    Failure.UNREADABLE: LinkStatus.UNVERIFIABLE,
    Failure.REDIRECT_HOME: LinkStatus.FINE,  # a check of its own speaks of it
}


def is_walled(failure: Failure | None, status: int | None) -> bool:
    """Whether a visit was turned away: a wall let nobody in, or a server refused this visitor."""
    return failure in WALLS or status in REFUSALS


class Asked(Enum):
    """What was asked for, and of whom; a failure does not say the same of each.

    A page is asked for as its visitors ask. A link is broken off and serves no further request,
    and a server may dislike that: what it answers with no plain word is only suspected. The
    errors of a foreign server are not this office's to confirm: they may pass with the night.
    """

    PAGE = "page"  # a page of a registered site, to be read
    OWN = "own"  # a registered site, by a link
    FOREIGN = "foreign"  # any other host, by a link


def link_status(failure: Failure | None, status: int | None, asked: Asked) -> LinkStatus:
    """What a failure makes of a link to its target, taken as final.

    Dead where the answer leaves no doubt, unverifiable where nothing was seen, fine where there
    is a document all the same, else suspected. A failure that is not known is None.
    """
    if status in REFUSALS:
        return LinkStatus.UNVERIFIABLE
    if failure is Failure.STATUS and status is not None:
        broken = asked is Asked.PAGE or (asked is Asked.OWN and status >= 500)
        return LinkStatus.DEAD if broken or status in GONE else LinkStatus.SUSPECTED
    if failure in (Failure.SOFT_404, Failure.ERROR_PAGE, Failure.NO_IMAGE) and status in NOTHING:
        return LinkStatus.SUSPECTED  # it may be meant: a button's target, a counter's picture
    if failure is Failure.NO_IMAGE:  # a foreign host may show its pictures on its own pages only
        return LinkStatus.SUSPECTED if asked is Asked.FOREIGN else LinkStatus.DEAD
    if failure in _ASTRAY and asked is Asked.PAGE:
        return LinkStatus.DEAD
    return _ALWAYS.get(failure, LinkStatus.SUSPECTED) if failure else LinkStatus.SUSPECTED


def of_status(status: int | None) -> Failure | None:
    """What a status alone says of a visit, where nobody looks at the answer's body."""
    if status in REFUSALS:
        return Failure.BLOCKED
    return Failure.STATUS if status is not None and status >= 400 else None
