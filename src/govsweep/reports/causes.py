"""One cause across the city: the same fault on many sites is told once, with its spread.

A shared template, one dead target, a host that does not answer, one sentence that many sites
reprinted: mended in one place, all of them are. The census and every site's own list keep their
rows; this is only another view.
"""

from collections.abc import Iterable, Mapping
from os.path import commonprefix
from typing import NamedTuple

from govsweep.addresses import host
from govsweep.checking import Alike, checks
from govsweep.failures import failure_of_host
from govsweep.findings import LIVING, Certainty, Finding
from govsweep.reports import figures
from govsweep.reports.inert import one_line
from govsweep.reports.labels import check_name
from govsweep.reports.snapshot import Snapshot

_LINES = 20
_SITES_NAMED = 6
_LEAST_SITES = 2
_LEAST_TARGETS = 3  # of a host that does not answer
_LEAST_SITES_OF_MARKS = 3  # what two sites lack alike may be chance
_TEMPLATE_SHARE = 0.5  # of a site's pages: what stands on more of them stands in its template
_TEMPLATE_LEAST = 5


class Cause(NamedTuple):
    """A fault that stands on several sites, or that several findings of one site have in common."""

    alike: Alike
    check: str
    subject: str
    message: str  # of one of its findings; of a mark, as far as all say it
    findings: tuple[str, ...]  # their ids
    sites: tuple[str, ...]  # their identifiers
    pages: int  # on how many pages of all these sites, exact

    @property
    def spread(self) -> str:
        """How far it reaches: `同一模板，41 个网站，18204 个页面`."""
        return f"{self.alike.value}，{len(self.sites)} 个网站，{self.pages} 个页面"


def causes(findings: Iterable[Finding], read: Mapping[str, int] | None = None) -> tuple[Cause, ...]:
    """The causes of findings that still stand and are not held, the widest first.

    `read` says how many pages of each site were read; without it nothing is called a template.
    """
    standing = [one for one in findings if one.state in LIVING and one.held is None]
    hosts = [_cause_of_host(key, group) for key, group in _of_hosts(standing).items()]
    told = {one for cause in hosts for one in cause.findings}
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in standing:
        key = _key(one)
        if key and one.id not in told:
            groups.setdefault(key, []).append(one)
    found = hosts + [
        _cause(key, group, read or {}) for key, group in groups.items() if _is_wide(key[0], group)
    ]
    return tuple(
        sorted(found, key=lambda one: (-len(one.sites), -one.pages, one.check, one.subject))
    )


def _of_hosts(findings: Iterable[Finding]) -> dict[tuple[str, str, str], list[Finding]]:
    """The findings of targets on one host that does not answer, where these are several.

    By check, host and what it failed by; on one site alone, too.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        known = checks().get(one.check)
        targets = known is not None and known.alike is Alike.TARGET
        if targets and (why := failure_of_host(one.message)):
            groups.setdefault((one.check, host(one.subject), why), []).append(one)
    return {
        key: group
        for key, group in groups.items()
        if len({one.subject for one in group}) >= _LEAST_TARGETS
    }


def _cause_of_host(key: tuple[str, str, str], group: list[Finding]) -> Cause:
    check, name, why = key
    targets = len({one.subject for one in group})
    message = f"{name} 上的 {targets} 个地址都打不开（{why}）"
    return _told(Alike.HOST, check, name, message, group)


def _told(alike: Alike, check: str, subject: str, message: str, group: list[Finding]) -> Cause:
    """A cause of findings in the order of their sites."""
    group = sorted(group, key=lambda one: (one.site, one.id))
    return Cause(
        alike,
        check,
        subject,
        message,
        tuple(one.id for one in group),
        tuple(dict.fromkeys(one.site for one in group)),
        sum(one.sightings for one in group),
    )


def _key(one: Finding) -> tuple[str, ...]:
    """What is alike of findings of one cause; empty for what is no cause of others."""
    known = checks().get(one.check)
    alike = known.alike if known is not None else None
    if alike is None:
        return ()
    if alike is not Alike.TEXT:
        return (alike, one.check, one.subject)
    return (alike, one.check, one.subject, one.quote, one.before, one.after) if one.quote else ()


def _is_wide(alike: str, group: list[Finding]) -> bool:
    least = _LEAST_SITES_OF_MARKS if alike == Alike.MARK else _LEAST_SITES
    return len({one.site for one in group}) >= least


def _cause(key: tuple[str, ...], group: list[Finding], read: Mapping[str, int]) -> Cause:
    group = sorted(group, key=lambda one: (one.site, one.id))
    alike = Alike(key[0])
    if alike is not Alike.MARK and all(_in_template(one, read) for one in group):
        alike = Alike.TEMPLATE
    message = _said([one.message for one in group]) if alike is Alike.MARK else group[0].message
    return _told(alike, group[0].check, group[0].subject, message, group)


def _said(messages: list[str]) -> str:
    """What all messages of a cause say: the counts and names of one site are left out."""
    alike = commonprefix(messages)  # noqa: RUF071 - of characters, not of paths
    if alike == messages[0]:
        return alike
    return alike[: max(0, *map(alike.rfind, "：，；"))] or messages[0]


def _in_template(one: Finding, read: Mapping[str, int]) -> bool:
    pages = read.get(one.site, 0)
    return pages > 0 and one.sightings >= max(_TEMPLATE_LEAST, pages * _TEMPLATE_SHARE)


class CauseLine(NamedTuple):
    """A cause as papers print it."""

    name: str
    message: str
    spread: str
    sites: str


def cause_lines(snapshot: Snapshot) -> list[CauseLine]:
    """The widest causes of what is confirmed and stands."""
    read = {site: one.read for site, one in figures.coverage_by_site(snapshot.ledger).items()}
    names = {site.identifier: one_line(site.name) for site in snapshot.sites}
    standing = [one for one in figures.current(snapshot) if one.certainty is Certainty.CONFIRMED]
    return [
        CauseLine(check_name(one.check), one_line(one.message), one.spread, _named(one, names))
        for one in causes(standing, read)[:_LINES]
    ]


def _named(cause: Cause, names: Mapping[str, str]) -> str:
    """The first of its sites by name, and how many more there are."""
    some = "、".join(names.get(one, one) for one in cause.sites[:_SITES_NAMED])
    more = len(cause.sites) - _SITES_NAMED
    return f"{some}等 {len(cause.sites)} 个" if more > 0 else some
