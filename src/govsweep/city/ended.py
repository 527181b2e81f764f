"""Sites of the registry that are no more, or no longer where they stood."""

from typing import NamedTuple

from govsweep.city import outside
from govsweep.city.model import Planted, Trap
from govsweep.city.plan import CITY
from govsweep.facts import Site

_CLOSED, _MOVED, _RUNNING = "closed", "moved", "running"


class SampleEnded(NamedTuple):
    """What the registry holds besides the sites that are swept whole, and the truth about it."""

    sites: tuple[Site, ...]
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]


def build_ended(*, faults: bool) -> SampleEnded:
    """A closed site that still answers and one that leads on; one that moved unsaid, one said."""
    still = _site(41, outside.STILL_OPEN, "旅游局", _CLOSED)
    unsaid = _site(42, outside.MOVED_UNSAID, "投资促进局", _RUNNING)
    away = _site(43, outside.LEADS_ON, "粮食局", _CLOSED)
    said = _site(44, outside.MOVED_SAID, "口岸办公室", _MOVED)
    truth = (
        _planted(still, "closed-site-open", "登记为关停的网站还开着"),
        _planted(unsaid, "home-elsewhere", "首页跳到了市商务局，登记表没有改"),
    )
    traps = (
        Trap(away.identifier, "closed-site-open", away.url, "关停后跳到市政府网站"),
        Trap(said.identifier, "home-elsewhere", said.url, "登记为迁移的网站跳到新址"),
    )
    kept = (still, unsaid) if faults else ()
    return SampleEnded((*kept, away, said), truth if faults else (), traps)


def _site(number: int, host: str, name: str, status: str) -> Site:
    return Site(
        identifier=f"4388{number:06d}",
        name=CITY + name,
        url=f"http://{host}/",
        organizer=CITY + name,
        level="市级",
        kind="部门网站",
        parent=f"{CITY}人民政府",
        status=status,
        pace=0,
    )


def _planted(site: Site, check: str, note: str) -> Planted:
    return Planted(site.identifier, check, site.url, site.url, note)
