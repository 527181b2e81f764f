"""What of a snapshot is a district's: its sites, its accounts, what its units owe.

Of what the office filled in, the district has what is of its own sites and accounts.
"""

import dataclasses
from collections.abc import Collection, Iterable

from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Site
from govsweep.reports import figures
from govsweep.reports.choices import Choices, Office
from govsweep.reports.snapshot import Snapshot


def narrowed(snapshot: Snapshot, choices: Choices) -> tuple[Snapshot, Choices]:
    """The snapshot and the choices as if there were the district alone that was chosen.

    What the office typed of all its sites together is not the district's, unless it is the
    district's own office. Raises `InputError` where there is no site of the district.
    """
    district = choices.district
    own = of_district(snapshot, district)
    if not (figures.listed(own) or own.media):
        raise InputError(f"“{district}”登记的网站都已关停，不在各种公文和表里")
    others = {one.identifier for one in snapshot.subjects} - {
        one.identifier for one in own.subjects
    }
    office = choices.office
    is_own = (office.name or "").startswith(district) or office.region == district
    office = office_of_part(office, others, is_own=is_own)
    return own, dataclasses.replace(choices, office=office)


# The counts of an office's file; they are of all that it answers for.
_TYPED = (
    *("new_media", "new_media_failed", "messages", "messages_on_time"),
    *("counterfeit_sites", "notices_sent", "accountable"),
)


def office_of_part(office: Office, others: Collection[str], *, is_own: bool) -> Office:
    """What the office filled in, without its words on `others`.

    The counts that it typed stay only where it is the part's own office: else they are of all.
    """
    kept = {key: said for key, said in office.judgements.items() if key not in others}
    typed = {} if is_own else dict.fromkeys(_TYPED)
    return office.model_copy(update={"judgements": kept, **typed})


def of_district(snapshot: Snapshot, district: str) -> Snapshot:
    """The same snapshot as if there were the district alone.

    A site is the district's where its 上级单位, organizer or name begins with it, an account where
    its organizer or name does. Raises `InputError` where there is no such site.
    """
    return _only(snapshot, district, tuple(sites_of(snapshot.sites, district)))


def sites_of(sites: Iterable[Site], district: str) -> list[Site]:
    """The sites of a district; raises `InputError` where there is none."""
    found = [one for one in sites if _site_is(one, district)]
    if not found:
        raise InputError(
            f"没有“{district}”的网站：登记表里上级单位、主办单位和网站名称都没有以它开头的"
        )
    return found


def _only(snapshot: Snapshot, district: str, sites: tuple[Site, ...]) -> Snapshot:
    media = tuple(one for one in snapshot.media if _account_is(one, district))
    accounts = {one.identifier for one in media}
    own = {one.identifier for one in sites}
    units = {one.organizer for one in sites if one.organizer}

    def of_unit(unit: str) -> bool:
        return unit in units or unit.startswith(district)

    before = snapshot.before
    return dataclasses.replace(
        snapshot,
        sites=sites,
        registry=snapshot.registered,
        findings=tuple(one for one in snapshot.findings if one.site in own | accounts),
        columns=tuple(one for one in snapshot.columns if one.site in own),
        period=snapshot.period.only(tuple(own)),
        media=media,
        posts=tuple(one for one in snapshot.posts if one.account in accounts),
        duties=snapshot.duties.only(own, of_unit),
        notices=tuple(one for one in snapshot.notices if one.site in own | accounts),
        before=_only(
            before, district, tuple(one for one in before.sites if _site_is(one, district))
        )
        if before is not None
        else None,
    )


def _site_is(site: Site, district: str) -> bool:
    return any(text.startswith(district) for text in (site.parent, site.organizer, site.name))


def _account_is(account: MediaAccount, district: str) -> bool:
    return account.organizer.startswith(district) or account.name.startswith(district)
