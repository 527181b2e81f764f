"""What was seen of a site from outside its pages: other visitors' views and its certificate."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from govsweep.facts import (
    SEARCH,
    SEARCH_BELOW,
    SEARCH_KEYWORDS,
    Ipv6,
    Page,
    PageViews,
    Probe,
    Surveyed,
    View,
)
from govsweep.indicators import Measure
from govsweep.reading.view import view_of

_IPV6 = "ipv6"


def all_views(home: Page | None, others: tuple[View, ...]) -> tuple[View, ...]:
    """The browser's view, which the page itself tells, beside those of the other visitors."""
    others = tuple(
        one for one in others if one.agent != _IPV6 and not one.url and not _is_search(one)
    )
    if home is None or home.shell or home.redirect:
        return ()  # nothing to compare with
    return (view_of(home, "browser"), *others) if others else ()


def page_views(plain: Mapping[str, View], others: Sequence[View]) -> tuple[PageViews, ...]:
    """The pages that were drawn, each as a browser got it, by address, beside the others' views."""
    drawn: dict[str, list[View]] = {}
    for one in others:
        if one.url and one.url in plain:
            agent = one.agent.partition("-")[0]
            drawn.setdefault(one.url, []).append(msgspec.structs.replace(one, agent=agent))
    return tuple(
        PageViews(url=url, views=(plain[url], *views)) for url, views in sorted(drawn.items())
    )


def searches(views: Sequence[View]) -> tuple[Surveyed, ...]:
    """What the site's own search said to a few titles of its home page.

    A search that found none of them may still be one that scripts complete.
    """
    made = [one for one in views if _titles(one)]
    told = [one for one in made if one.found is not None]
    lost = sum(not one.found for one in told)
    dark = len(made) - len(told)
    keywords = [one for one in views if one.agent == SEARCH_KEYWORDS]
    below = [one for one in views if one.agent.startswith(SEARCH_BELOW)]
    return (
        Surveyed(topic=Measure.SEARCH_FOUND, asked=len(told), bad=lost, unseen=dark),
        Surveyed(
            topic=Measure.SEARCH_USABLE,
            asked=int(bool(told)),
            bad=int(bool(told) and lost == len(told)),
            unseen=int(bool(made) and not told),
        ),
        _classes(views),
        _by_words(Measure.SEARCH_KEYWORDS, keywords),
        _by_words(Measure.SEARCH_BELOW, below),
    )


def _classes(views: Sequence[View]) -> Surveyed:
    """Any one page of results by class tells that there are; that all lack them is a hint."""
    found = [one for one in views if _is_search(one) and one.found]
    seen = [one.classes for one in found if one.classes is not None]
    return Surveyed(
        topic=Measure.SEARCH_CLASSES, asked=int(bool(seen)), bad=int(bool(seen) and not any(seen))
    )


def _by_words(topic: Measure, made: Sequence[View]) -> Surveyed:
    told = [one.found for one in made if one.found is not None]
    return Surveyed(
        topic=topic, asked=len(told), bad=told.count(False), unseen=len(made) - len(told)
    )


def _titles(view: View) -> bool:
    """Whether a view is that of a search for a whole title of the site's own."""
    return _is_search(view) and view.agent.removeprefix(SEARCH).isdigit()


def _is_search(view: View) -> bool:
    return view.agent.startswith(SEARCH)


def over_ipv6(views: Iterable[View], city: Iterable[View]) -> Ipv6:
    """What was seen over IPv6, beside what `city`, the same of all sites, says of the way there.

    DNS that told nobody an IPv6 address, and a route by which nobody answered, prove nothing.
    """
    seen = next((one for one in views if one.agent == _IPV6), None)
    if seen is None:
        return Ipv6()
    others = [one for one in city if one.agent == _IPV6]
    return Ipv6(
        addresses=seen.addresses,
        dns_trusted=any(one.addresses for one in others),
        routed=seen.routed,
        route_trusted=any(one.routed and one.failure is None for one in others),
        failure=seen.failure,
        title=seen.title,
    )


def certificate(probes: Sequence[Probe]) -> str:
    """What was wrong with the certificate when it was last looked at; "" for nothing or unknown."""
    looks = [one.certificate for one in probes if one.certificate is not None]
    return looks[-1] if looks else ""
