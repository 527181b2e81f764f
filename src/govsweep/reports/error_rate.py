"""The error rates of sites, as CY/T 266-2023 reckons them.

The standard is one for books; of a website it takes these meanings. A wrong word is one error of
the site however often it stands there, as a finding is. A text that several pages have in common
(a menu, a footer, a title that is also the heading) is read once, and so counted once: else a
site with more pages of little text would seem the better written one. White space is no character.
Errors are those that still stand in what the look of the period read; those only suspected, held
or dismissed are none.
"""

from collections import Counter
from collections.abc import Iterable

from govsweep.findings import Finding
from govsweep.periods import Period
from govsweep.reports import figures
from govsweep.reports.figures import Judged, Standing
from govsweep.reports.snapshot import Snapshot
from govsweep.words.error_rate import CHECKS, ErrorRate


def by_site(found: Iterable[Judged], period: Period) -> dict[str, ErrorRate]:
    """The rate of each site of which the period's look read any text; others have none.

    Counts of findings are to tell the sweeps apart that saw them last.
    """
    errors: Counter[str] = Counter()
    suspected: Counter[str] = Counter()
    for one in found:
        look = period.look_at(one.site)
        # What the look did not come upon again may stand in what it has not read.
        if one.check not in CHECKS or look is None or one.sweep < look.sweep:
            continue
        number = 1 if isinstance(one, Finding) else one.findings
        if figures.unresolved(one):
            errors[one.site] += number
        elif figures.standing(one) is Standing.SUSPECTED:
            suspected[one.site] += number
    return {
        site: ErrorRate(errors[site], look.characters, suspected[site])
        for site, look in period.looks.items()
        if look.read and look.characters
    }


def of_snapshot(snapshot: Snapshot) -> dict[str, ErrorRate]:
    """The rates of the listed sites of a snapshot."""
    listed = {site.identifier for site in figures.listed(snapshot)}
    return by_site(figures.current(snapshot), snapshot.period.only(listed))
