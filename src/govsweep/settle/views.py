"""What was seen of a site from outside its pages: other visitors' views and its certificate."""

from collections.abc import Sequence

from govsweep.facts import Page, Probe, View
from govsweep.reading.view import view_of


def all_views(home: Page | None, others: tuple[View, ...]) -> tuple[View, ...]:
    """The browser's view, which the page itself tells, beside those of the other visitors."""
    if home is None or home.shell or home.redirect:
        return ()  # nothing to compare with
    return (view_of(home, "browser"), *others) if others else ()


def certificate(probes: Sequence[Probe]) -> str:
    """What was wrong with the certificate when it was last looked at; "" for nothing or unknown."""
    looks = [one.certificate for one in probes if one.certificate is not None]
    return looks[-1] if looks else ""
