"""The plan of the sample city: its sites, how each is built, what is wrong and what only looks so.

The city of 平澜 and everything in it is invented.
"""

from typing import NamedTuple

CITY = "平澜市"
DOMAIN = "pinglan.gov.cn"


class Charset(NamedTuple):
    """How pages are written down: the bytes, the label in the page, the label in the header."""

    encoding: str
    label: str
    header: str = ""


UTF8 = Charset("utf-8", "utf-8")
UTF8_HEADER = Charset("utf-8", "utf-8", "UTF-8")
GBK = Charset("gbk", "gbk")
GB2312 = Charset("gbk", "gb2312")  # what is called gb2312 is GBK in truth
GBK_HEADER = Charset("gbk", "gbk", "GBK")


class SitePlan(NamedTuple):
    """One site of the city."""

    number: int
    host: str
    name: str
    short: str  # how its texts call it
    topic: str
    style: str
    charset: Charset
    profile: str = "department"
    faults: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()

    @property
    def identifier(self) -> str:
        """The ten digits of its 网站标识码."""
        return f"4388{self.number:06d}"


def _bureau(
    number: int,
    label: str,
    name: str,
    topic: str,
    style: str,
    charset: Charset,
    faults: str = "",
    traps: str = "",
) -> SitePlan:
    return SitePlan(
        number,
        f"{label}.{DOMAIN}",
        CITY + name,
        "市" + name,
        topic,
        style,
        charset,
        "department",
        tuple(faults.split()),
        tuple(traps.split()),
    )


def _government(
    number: int,
    host: str,
    place: str,
    style: str,
    profile: str,
    charset: Charset,
    faults: str = "",
    traps: str = "",
) -> SitePlan:
    return SitePlan(
        number,
        host,
        f"{place}人民政府",
        "市政府" if place == CITY else f"{place}政府",
        "general",
        style,
        charset,
        profile,
        tuple(faults.split()),
        tuple(traps.split()),
    )


# A fault is named by its check's code, with a variant after a colon (see `faults`); so are traps.
SITES: tuple[SitePlan, ...] = (
    _government(1, f"www.{DOMAIN}", CITY, "trs", "portal", UTF8),
    _government(210, "www.yunting.gov.cn", "云汀县", "jcms", "county", UTF8),
    _bureau(12, "slj", "水利局", "water", "trs", GB2312),
    _bureau(16, "rsj", "人力资源和社会保障局", "labour", "jcms", UTF8_HEADER),
)
