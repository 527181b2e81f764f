"""Rows that the register alone decides: hosts, and sites of one organizer."""

import re
from collections.abc import Callable, Mapping

from govsweep.address_zones import hostname
from govsweep.assess.outcome import AssessedSite, Result
from govsweep.indicators import Measure

_PORTAL_HOST = re.compile(r"www\.[a-z0-9-]+\.gov\.cn")


def _portal_domain(case: AssessedSite, portal: bool) -> tuple[Result, str]:
    """A portal is reached as www.region.gov.cn."""
    if not portal:
        return Result.NOT_APPLICABLE, ""
    name = hostname(case.site.url)
    if not name.isascii() or name.startswith("xn--"):
        return Result.MANUAL, f"中文域名“{name}”须由人核查"
    return (Result.PASS if _PORTAL_HOST.fullmatch(name) else Result.FAIL), f"域名 {name}"


def _unit_domain(case: AssessedSite, portal: bool) -> tuple[Result, str]:
    """A department's host stands under the host of a portal."""
    if portal:
        return Result.NOT_APPLICABLE, ""
    over = [hostname(one.url).removeprefix("www.") for one in case.registered if one.is_portal]
    if not over:
        return Result.UNKNOWN, "登记表里没有门户网站，无法判断"
    name = hostname(case.site.url)
    if any(name.endswith(f".{one}") for one in over):
        return Result.PASS, f"域名 {name}"
    return Result.MANUAL, f"域名 {name} 不在登记的门户网站之下；是否属上级部门门户，须由人核查"


def _one_site(case: AssessedSite, portal: bool) -> tuple[Result, str]:
    """One organizer has one site; a portal is the government's, whoever runs it."""
    if portal:
        return Result.NOT_APPLICABLE, ""
    unit = case.site.organizer
    if not unit or not case.registered:
        return Result.UNKNOWN, "登记表里没有主办单位，无法判断"
    others = [
        one.name
        for one in case.registered
        if one.organizer == unit and one.identifier != case.site.identifier and not one.is_portal
    ]
    if others:
        return Result.MANUAL, f"主办单位“{unit}”还有{len(others)}个网站：{'、'.join(others[:3])}"
    return Result.PASS, f"主办单位“{unit}”没有其他网站"


RULES: Mapping[Measure | None, Callable[[AssessedSite, bool], tuple[Result, str]]] = {
    Measure.PORTAL_DOMAIN: _portal_domain,
    Measure.UNIT_DOMAIN: _unit_domain,
    Measure.ONE_SITE: _one_site,
}
