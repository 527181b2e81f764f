"""identifier-mismatch: a page bears another site's identifier or province."""

import re
from collections.abc import Iterator

from govsweep.addresses import href, same_page
from govsweep.checking import Theme, check
from govsweep.facts import FooterMark, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_CODE = re.compile(r"\d{10}|bm\d{8}")
_NUMBER = re.compile(r"\d{6,}")
_REGIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_NAMES = (
    *("北京市", "天津市", "河北省", "山西省", "内蒙古", "辽宁省", "吉林省", "黑龙江省", "上海市"),
    *("江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省"),
    *("广东省", "广西", "海南省", "重庆市", "四川省", "四川省", "贵州省", "贵州省", "云南省"),
    *("云南省", "西藏", "陕西省", "陕西省", "甘肃省", "甘肃省", "青海省", "宁夏", "新疆"),
)
_PROVINCES = dict(zip(_REGIONS, _NAMES, strict=True))


@check(
    "identifier-mismatch",
    severity=Severity.MINOR,
    name="网站标识码不符",
    wording="网站名称域名不规范",
    theme=Theme.IDENTITY,
    rank=210,
    clause="国办发〔2017〕47号：网站标识码、备案信息应与登记一致",
)
def identifier_mismatch(visit: SiteVisit) -> Iterator[Fault]:
    """页面上的网站标识码与登记的不一致。

    ## 为什么要紧
    标识码是政府网站的身份编号，标错常因抄用别的网站的模板，也可能是假冒网站。

    ## 怎样改正
    更正 SiteIDCode 标签和页脚里的标识码；登记有误的，更正登记。

    ## 判断界限
    首页的标签或页脚，或者半数以上栏目页的页脚，写着另一个格式正确的标识码，才报；一个错码一个问题。
    没有写的不在这里报。ICP备案号与登记的号码不同，或备案省份与网站名称里的省份不同，只作“疑似”。

    ## 已知盲区
    由脚本或图片显示的标识码看不到。
    """
    own = visit.context.site.identifier
    home = same_page(href(visit.context.site.url), visit.footers)
    found: dict[str, str] = {}
    if visit.home is not None and _CODE.fullmatch(visit.home.identifier):
        found.setdefault(visit.home.identifier, "首页的 SiteIDCode 标签")
    told = {url: marks.get(FooterMark.IDENTIFIER) or "" for url, marks in visit.footers.items()}
    found.setdefault(told.pop(home, ""), "首页页脚的网站标识码")
    for code in set(told.values()):
        if 2 * sum(code == other for other in told.values()) > len(told):
            found.setdefault(code, "栏目页页脚的网站标识码")
    for code, place in found.items():
        if code != own and _CODE.fullmatch(code):
            yield Fault(f"{place}为 {code}，登记的是 {own}", code, home, code, suggestion=own)
    yield from _licence(visit, home)


def _licence(visit: SiteVisit, home: str) -> Iterator[Fault]:
    site = visit.context.own_site
    shown = (visit.footers.get(home) or {}).get(FooterMark.ICP) or ""
    province = _PROVINCES.get(shown[:1], "")
    named = next((one for one in _PROVINCES.values() if site.name.startswith(one)), "")
    here, there = _NUMBER.search(shown), _NUMBER.search(site.icp)
    if here and there and here.group() != there.group():
        message = f"页脚的备案号为 {shown}，登记的是 {site.icp}"
    elif province and named and province != named:
        message = f"页脚的备案号 {shown} 属{province}，网站名称属{named}"
    else:
        return
    yield Fault(message, "icp", home, shown, certainty=Certainty.SUSPECTED)
