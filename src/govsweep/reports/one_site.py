"""What of a snapshot is one site's: what was seen on it, what its unit owes, and nothing else."""

import dataclasses

from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.reports import figures
from govsweep.reports.choices import Choices
from govsweep.reports.district import office_of_part
from govsweep.reports.snapshot import Snapshot


def of_chosen_site(snapshot: Snapshot, choices: Choices) -> tuple[Snapshot, Choices]:
    """All that is of the one site that was chosen, for a table; the whole where none was."""
    if not choices.site:
        return snapshot, choices
    for one in snapshot.sites:
        if one.identifier == choices.site:
            return narrowed_to(one, snapshot, choices)
    raise InputError(f"登记表中没有标识码为“{choices.site}”的网站")


def narrowed_to(site: Site, snapshot: Snapshot, choices: Choices) -> tuple[Snapshot, Choices]:
    """The snapshot and the choices as if there were this site alone.

    What the office typed of all its sites together is not this one's, unless there is no other or
    the office is the one that runs it.
    """
    refuse_closed(site)
    alone = [one.identifier for one in figures.listed(snapshot)] == [site.identifier]
    name = choices.office.name or ""
    is_own = alone or bool(site.organizer and name.startswith(site.organizer))
    others = {one.identifier for one in snapshot.subjects} - {site.identifier}
    office = office_of_part(choices.office, others, is_own=is_own)
    return _of_site(snapshot, site), dataclasses.replace(choices, office=office)


def refuse_closed(site: Site) -> None:
    """Raise `InputError` for a site that is closed: it is in no figure, and nobody mends it."""
    if site.status == "closed":
        raise InputError(
            f"{site.name}（{site.identifier}）登记为关停，不在各种公文和表里；"
            "要它关停之前的情况，请加 --as-of 给出那时的一天"
        )


def _of_site(snapshot: Snapshot, site: Site) -> Snapshot:
    key, unit = site.identifier, site.organizer
    return dataclasses.replace(
        snapshot,
        sites=(site,),
        registry=snapshot.registered,
        findings=tuple(one for one in snapshot.findings if one.site == key),
        columns=tuple(one for one in snapshot.columns if one.site == key),
        period=snapshot.period.only((key,)),
        notices=tuple(one for one in snapshot.notices if one.site == key),
        duties=snapshot.duties.only((key,), lambda one: bool(unit) and one == unit),
        media=(),
        posts=(),
        before=None,
    )
