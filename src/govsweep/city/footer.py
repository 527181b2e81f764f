"""Footers as real sites write them: five spellings of the seven marks."""

from urllib.parse import quote

from markupsafe import Markup, escape

from govsweep.city.draft import Draft
from govsweep.facts import FooterMark

_LABELS = (
    "网站标识码：{}",
    "政府网站标识码：<span>{}</span>",
    "网站标识码 {}",
    "网站标识码: {}",
    "标识码：<span>{}</span>",
)
_CONTACTS = (
    "联系电话：{phone}　地址：{address}",
    "联系方式：{phone}",
    "电话：{phone}　地址：{address}　邮编：438800",
    "网站联系电话：{phone}（工作日）",
    "联系我们：{address}　{phone}",
)
_ORGANIZERS = (
    "主办单位：{}",
    "主办：{}　承办：平澜市政务信息中心",
    "主办单位: {}　技术支持：平澜市政务信息中心",
)


def footer_inside(draft: Draft) -> Markup:
    """The marks of a footer, without its box; those that were left out are not in it."""
    look = draft.plan.number
    marks = {
        FooterMark.ORGANIZER: _ORGANIZERS[look % 3].format(escape(draft.site.organizer)),
        FooterMark.CONTACT: _CONTACTS[look % 5].format(phone=draft.phone, address=draft.address),
        FooterMark.IDENTIFIER: _LABELS[look % 5].format(draft.site.identifier),
        FooterMark.ICP: _icp(draft, look),
        FooterMark.POLICE: _police(draft, look),
        FooterMark.CONAC: _conac(draft, look),
        FooterMark.JIUCUO: _jiucuo(draft, look),
    }
    lines = (text for mark, text in marks.items() if mark not in draft.omitted)
    return Markup("".join(f"<p>{line}</p>\n" for line in lines))  # noqa: S704 - our own words


def _icp(draft: Draft, look: int) -> str:
    number = draft.site.icp
    link = '<a href="http://www.miitbeian.gov.cn/" target="_blank">{}</a>'
    if look % 4 == 0:
        return "备案号：" + link.format(number)
    if look % 4 == 1:  # split over tags
        return link.format(f"<span>湘</span><span>ICP</span><span>备</span>{number.split('备')[1]}")
    if look % 4 == 2:
        return "ICP证号：" + number
    return link.format(number.replace("ICP备", "ICP备 "))


def _police(draft: Draft, look: int) -> str:
    number = draft.site.police
    record = "".join(filter(str.isdigit, number))
    if look % 3 == 0:
        number = number.replace("湘公网安备 ", "湘公网安备")
    if look % 3 == 2:
        return f'<img src="/images/ga.png" alt="">{number}'
    return (
        '<a target="_blank" href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode='
        f'{record}"><img src="/images/ga.png" alt="公安备案">{number}</a>'
    )


def _conac(draft: Draft, look: int) -> str:
    if look % 2:
        script = quote(
            "<span id='_ideConac'></span><script src='http://dcs.conac.cn/js/19/291/0000/"
            f"{draft.conac}/CA192910000{draft.conac}0001.js' type='text/javascript'></script>",
            safe="/:=.'",
        )
        return f'<script type="text/javascript">document.write(unescape("{script}"));</script>'
    return (
        f'<a href="http://bszs.conac.cn/sitename?method=show&amp;id={draft.conac}53CE2E0AE053012819">'
        '<img src="/images/blue.png" alt="党政机关"></a>'
    )


def _jiucuo(draft: Draft, look: int) -> str:
    code = draft.site.identifier
    if look % 3 == 0:
        return (
            f'<span id="_span_jiucuo"></span><script id="_jiucuo_" sitecode="{code}" '
            'src="http://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
        )
    if look % 3 == 1:
        return (
            f'<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}" '
            'target="_blank"><img src="/images/jiucuo.png" alt="政府网站找错"></a>'
        )
    return f'<script id="_jiucuo_" sitecode="{code}" src="/js/jiucuo.js"></script>'
