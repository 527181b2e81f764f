"""What was seen of a site from outside its pages: other visitors' views and its certificate."""

from collections.abc import Sequence

from govsweep.facts import Failure, Page, Probe, Surveyed, View
from govsweep.indicators import Measure
from govsweep.reading.view import view_of

_IPV6 = "ipv6"  # the visitor that looks whether there is a way over it, not at the page


def all_views(home: Page | None, others: tuple[View, ...]) -> tuple[View, ...]:
    """The browser's view, which the page itself tells, beside those of the other visitors."""
    if home is None or home.shell or home.redirect:
        return ()  # nothing to compare with
    seen = [one for one in others if one.agent != _IPV6 and not _is_search(one)]
    return (view_of(home, "browser"), *seen) if seen else ()


def ipv6(views: Sequence[View]) -> Surveyed:
    """What a visit over IPv6 told: a host without an address, or that it was not to be known."""
    told = next((one for one in views if one.agent == _IPV6), None)
    missing = told is not None and told.failure is Failure.DNS
    known = told is not None and (told.failure is None or missing)
    return Surveyed(
        topic=Measure.IPV6,
        asked=int(known),
        bad=int(missing),
        unseen=int(told is not None and not known),
    )


def searches(views: Sequence[View]) -> tuple[Surveyed, ...]:
    """What the site's own search said to a few titles of its home page.

    A search that found none of them may still be one that scripts complete.
    """
    made = [one for one in views if _is_search(one)]
    told = [one for one in made if one.found is not None]
    lost = sum(not one.found for one in told)
    dark = len(made) - len(told)
    return (
        Surveyed(topic=Measure.SEARCH_FOUND, asked=len(told), bad=lost, unseen=dark),
        Surveyed(
            topic=Measure.SEARCH_USABLE,
            asked=int(bool(told)),
            bad=int(bool(told) and lost == len(told)),
            unseen=int(bool(made) and not told),
        ),
    )


def _is_search(view: View) -> bool:
    return view.agent.startswith("search-")


def certificate(probes: Sequence[Probe]) -> str:
    """What was wrong with the certificate when it was last looked at; "" for nothing or unknown."""
    looks = [one.certificate for one in probes if one.certificate is not None]
    return looks[-1] if looks else ""
