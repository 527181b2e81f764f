"""name-mismatch: the site calls itself by another name than the registered one."""

import re
from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_HAN = re.compile(r"[\u4e00-\u9fff]{4,}")
_SITE = re.compile(
    r"中国[·•\-—]?|(?:人民)?政府(?=门户|网|$)|(?:门户|官方|政务|公众|信息|公开)*(?:网站|网)|首页|主页|欢迎(?:光临|访问|您)?|"
    r"办公室$|[\W_]+"
)
_PLACEHOLDER = re.compile(r"网站名称|站点名称|标题|SiteName", re.IGNORECASE)
_TRIMMINGS = re.compile(r"(?:门户|官方)?(?:网站|网)$|(?:在线|之窗|之家|热线)$")
# How the name of an institution ends, or that of a place.
_INSTITUTION = re.compile(
    r"(?:政府|政务|政务服务|机关|人大|政协|局|厅|委|办|院|署|处|所|队|馆|站|会|团|社|库|中心|联|协|"
    r"公司|集团|大学|学院|学校|医院|省|市|区|县|州|盟|旗|乡|镇|街道|开发区|新区|分局|[）)])$"
)
_SEPARATORS = re.compile(r"[_|｜>»]|\s[-–—]+\s|[-–—](?=[\u4e00-\u9fff])")


def _looked(subject: str, visit: SiteVisit) -> bool:
    return subject == "name" or (visit.home is not None and visit.home.is_seen)


@check(
    "name-mismatch",
    severity=Severity.MINOR,
    name="网站名称不符",
    wording="网站名称域名不规范",
    theme=Theme.IDENTITY,
    rank=220,
    looked=_looked,
    clause="国办发〔2017〕47号：网站名称应与登记一致，以区域或部门名称命名",
)
def name_mismatch(visit: SiteVisit) -> Iterator[Fault]:
    """网站自称的名称与登记的名称不一致。

    ## 为什么要紧
    网站名称应以本地区、本部门的机构名称命名，并与全国政府网站信息报送系统的登记一致。

    ## 怎样改正
    更正 SiteName 标签和页面标题；机构改名的，同时更改登记。

    ## 判断界限
    看首页的 SiteName 标签和页面标题，略去“门户网站”“人民政府”“中国·”等字样。
    登记名称、主办单位与之互相包含，或一方是另一方的简称，都算一致。
    标签和标题都是别的名称才确认，只有标签不同的标为“疑似”。
    登记的名称以“网”“在线”等结尾而没有机构、地区名称的（如“旅游网”），也标为“疑似”。

    ## 已知盲区
    名称只写在图片（站标）里的看不到；标签空着的由 missing-page-tag 报。
    """
    site = visit.context.site
    if _is_no_institutions(site.name):
        yield Fault(
            f"登记的网站名称“{site.name}”不是机构、地区的名称",
            subject="name",
            url=site.url,
            quote=site.name,
            suggestion="以本地区、本部门的机构名称命名",
            certainty=Certainty.SUSPECTED,
        )
    if visit.home is None or not visit.home.is_seen:
        return
    known = [_core(site.name), _core(site.organizer)]
    tag = visit.home.meta.get("sitename", "")
    if not _HAN.search(tag) or _PLACEHOLDER.search(tag) or _is_known(tag, known):
        return
    title = visit.home.document_title
    parts = [part for part in _SEPARATORS.split(title) if _HAN.search(part)]
    astray = bool(parts) and not any(_is_known(part, known) for part in parts)
    yield Fault(
        f"首页 SiteName 标签为“{tag[:40]}”，登记的网站名称是“{site.name}”",
        subject="sitename",
        url=site.url,
        quote=tag[:40],
        suggestion=site.name,
        certainty=Certainty.CONFIRMED if astray else Certainty.SUSPECTED,
    )


def _is_no_institutions(name: str) -> bool:
    """Whether a name is that of a site and of nobody who keeps it: 旅游网, 红色之窗."""
    core = _TRIMMINGS.sub("", name.strip())
    return core != name.strip() and "中国" not in core and not _INSTITUTION.search(core)


def _core(name: str) -> str:
    return _SITE.sub("", name)


def _is_known(name: str, known: list[str]) -> bool:
    core = _core(name)
    return not core or any(
        core in one or one in core or _shortens(core, one) or _shortens(one, core)
        for one in known
        if one
    )


def _shortens(short: str, long: str) -> bool:
    """Whether a name has the characters of another in their order: 卫健委 of 卫生健康委员会."""
    rest = iter(long)
    return len(short) >= 3 and all(one in rest for one in short)
