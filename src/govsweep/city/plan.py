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
UTF8_IN_HEADER_ONLY = Charset("utf-8", "gb2312", "UTF-8")  # the page's own label is wrong


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


# A fault is named by its check's code, with a variant after a colon: see `faults` and, for what
# only looks like one, `traps`. A site whose faults are empty is clean.
SITES: tuple[SitePlan, ...] = (
    _government(
        *(1, f"www.{DOMAIN}", CITY, "trs", "portal", UTF8),
        faults="typo:截止目前 dead-link:body dead-image:body external-link:firm",
        traps="tabs options media-menu channel shared-repost wall-521 registered similar",
    ),
    _government(
        *(210, "www.yunting.gov.cn", "云汀县", "jcms", "county", UTF8),
        faults="stale-column:notice dead-link:attachment hidden-link:tail "
        "annual-report-figures no-accessible-entrance",
        traps="options media-footer shared-repost calendar",
    ),
    _government(
        *(220, "www.landong.gov.cn", "澜东区", "guangdong", "county", UTF8_HEADER),
        traps="tabs services wall-403 pictures-only deadline mailbox",
    ),
    _government(
        *(230, "www.lanqiao.gov.cn", "岚桥县", "epoint", "county", UTF8),
        faults="typo:布署 blank-column:interaction missing-footer-mark:police+jiucuo "
        "access-fault search-unusable late-annual-report",
        traps="media-footer slow-file similar",
    ),
    _bureau(
        *(12, "slj", "水利局", "water", "trs", GB2312),
        faults="typo:按装 dead-link:menu garbled-text:mislabelled unopenable-link "
        "interpretation-unlinked",
        traps="channel deadline",
    ),
    _bureau(
        *(13, "jyj", "教育局", "education", "siteserver", UTF8),
        faults="stale-column:news duplicate-article:neighbour empty-answer",
        traps="shell tabs mandarin",
    ),
    _bureau(
        *(14, "wjw", "卫生健康委员会", "health", "vsb", UTF8),
        faults="dead-link:soft dead-image:template late-answer home-tampered falsified-date",
        traps="apology services head-liar short-name",
    ),
    _bureau(
        *(16, "rsj", "人力资源和社会保障局", "labour", "jcms", UTF8_HEADER),
        faults="external-link:training typo:竟聘 dead-link:friend outdated-document",
        traps="deadline shared-repost",
    ),
    _bureau(
        *(17, "mzj", "民政局", "civil", "dede", GB2312),
        faults="sensitive-word:papers stale-column:interaction personal-data list-disorder",
        traps="apology options",
    ),
    _bureau(
        *(18, "sthjj", "生态环境局", "environment", "empire", UTF8),
        faults="stale-home missing-footer-mark:conac name-mismatch",
        traps="wall-403",
    ),
    _bureau(
        *(19, "jtj", "交通运输局", "traffic", "guangdong", UTF8),
        faults="typo:登陆网站 dead-image:body blank-column:interpretation guide-incomplete",
        traps="flaky-link moved",
    ),
    _bureau(
        *(20, "czj", "财政局", "finance", "epoint", UTF8_HEADER),
        traps="policy-170 old-law registered media-menu new-counter running-term",
    ),
    _bureau(
        *(21, "tyj", "体育局", "sport", "siteserver", GBK_HEADER),
        traps="lottery news-13 deadline moved lottery-friend mobile-edition",
    ),
    _bureau(
        *(22, "gaj", "公安局", "police", "vsb", UTF8),
        faults="missing-footer-mark:identifier+contact unanswered-message undated-article "
        "not-for-telephones",
        traps="gambling-notice services masked",
    ),
    _bureau(
        *(23, "sfj", "司法局", "justice", "trs", UTF8),
        traps="court old-law tabs calendar head-liar repealed offices guide",
    ),
    _bureau(
        *(24, "nyj", "农业农村局", "farming", "dede", GB2312),
        faults="typo:秸杆 garbled-text:kun stale-column:repost sensitive-word:hidden "
        "placeholder-text",
        traps="slow-file",
    ),
    _bureau(
        *(25, "whly", "文化和旅游局", "culture", "empire", GBK),
        faults="typo:渡假村 external-link:address sensitive-word:gambling "
        "turned-host:casino cloaking",
        traps="media-footer flaky-link stars",
    ),
    _bureau(
        *(26, "swj", "商务局", "trade", "jcms", UTF8_IN_HEADER_ONLY),
        faults="stale-column:policy turned-host:parked search-redirect",
        traps="registered shell apology moved-inside",
    ),
    _bureau(
        *(27, "zjj", "住房和城乡建设局", "housing", "guangdong", UTF8),
        faults="hidden-link:footer dead-link:soft duplicate-article:other-column "
        "serious-expression redirect-home",
        traps="apology services",
    ),
    _bureau(
        *(28, "qxj", "气象局", "weather", "siteserver", UTF8),
        traps="typhoon bare-home similar plain-for-search",
    ),
    _bureau(
        *(29, "sjj", "审计局", "audit", "epoint", UTF8),
        faults="site-unreachable:closed",
    ),
    _bureau(
        *(30, "tjj", "统计局", "statistics", "vsb", GBK),
        faults="slow-site blank-column:repost typo:再接再励 counterfeit-suspect "
        "unregistered-site missing-page-tag",
        traps="wall-521 channel newspaper counted-searches",
    ),
    _bureau(
        *(31, "scjg", "市场监督管理局", "market", "empire", UTF8),
        faults="hidden-link:offscreen garbled-text:twice stale-column:interpretation blank-article",
        traps="pictures-only",
    ),
    _bureau(
        *(32, "yjj", "应急管理局", "emergency", "trs", GBK),
        traps="script-footer slow-file tabs deadline private-path",
    ),
    _bureau(
        *(33, "sjglj", "数据管理局", "general", "siteserver", UTF8),
        faults="site-unreachable:gateway",
    ),
)
