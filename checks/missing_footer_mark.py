"""missing-footer-mark: the footer lacks an item that it must carry."""

from collections.abc import Iterator

from govsweep.addresses import href, same_page
from govsweep.checking import Alike, Need, Theme, check
from govsweep.facts import FooterMark, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_WORDS = {
    FooterMark.CONAC: "党政机关网站标识",
    FooterMark.IDENTIFIER: "网站标识码",
    FooterMark.ICP: "ICP备案编号",
    FooterMark.POLICE: "公安机关备案标识",
    FooterMark.ORGANIZER: "网站主办单位",
    FooterMark.CONTACT: "联系方式",
    FooterMark.JIUCUO: "“我为政府网站找错”入口",
}
_LISTED = 20


def _looked(_: str, visit: SiteVisit) -> bool:
    return bool(visit.footers) and visit.home is not None and visit.home.is_seen


@check(
    "missing-footer-mark",
    severity=Severity.MINOR,
    wording="网站标识信息缺失",
    theme=Theme.IDENTITY,
    rank=200,
    alike=Alike.MARK,
    looked=_looked,
    clause="国办秘函〔2019〕19号 扣分指标：网站标识；“我为政府网站找错”入口",
    needs=Need.FEET,
    sees=lambda visit: bool(visit.footers),
)
def missing_footer_mark(visit: SiteVisit) -> Iterator[Fault]:
    """页面底部缺少规定的标识。

    ## 为什么要紧
    全部页面底部功能区应有党政机关网站标识、网站标识码、ICP备案编号、公安机关备案标识、
    网站主办单位、联系方式，缺一项扣 0.5 分；首页没有“我为政府网站找错”入口扣 1 分。

    ## 怎样改正
    在全站共用的页脚模板里补上。

    ## 判断界限
    看首页和栏目页：首页缺，或半数以上栏目页缺，才报。一项一个问题。
    放在框架里的页脚也看；由脚本后来载入、页面里看不到的，整个页面靠脚本显示的，按“未知”处理；
    本站的脚本文件名称说的是页脚，或者就放在页脚里、又不是常用的程序库的，页脚缺的项也按“未知”处理。
    写在注释里的标识，访问者看不到，不算有。
    没有写“主办单位”而写了“版权所有”的，缺主办单位按“疑似”处理。

    ## 已知盲区
    以图片表示的文字看不出来。
    """
    home = same_page(href(visit.context.site.url), visit.footers)
    columns = {url: marks for url, marks in visit.footers.items() if url != home}
    for mark, name in _WORDS.items():
        lacking = sorted(url for url, marks in columns.items() if marks.get(mark) is None)
        on_home = home in visit.footers and visit.footers[home].get(mark) is None
        if on_home or len(lacking) * 2 > len(columns):
            pages = ([home] if on_home else []) + lacking
            # Whoever is named there mostly is the organizer; a person has to say.
            named = mark is FooterMark.ORGANIZER and all(
                visit.footers[url].get(FooterMark.RIGHTS) for url in pages
            )
            yield Fault(
                f"页面底部缺少{name}",
                subject=mark.value,
                url=pages[0],
                certainty=Certainty.SUSPECTED if named else Certainty.CONFIRMED,
                pages=tuple(pages[:_LISTED]),
                sightings=len(pages),
            )
