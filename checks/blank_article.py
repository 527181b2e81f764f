"""blank-article: the page of an article shows no text at all."""

from collections import Counter
from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import Article, SiteVisit
from govsweep.findings import Certainty, Fault, Severity
from govsweep.reading.emptied import is_named_body

_SIBLINGS = 2  # articles that show their text where this one shows none
_MANY = 3  # blank articles of which none is known to be filled: something else fills them


@check(
    "blank-article",
    severity=Severity.MINOR,
    name="空白页面",
    wording="信息页面内容空白",
    theme=Theme.CONTENT,
    rank=62,
    clause="国办秘函〔2019〕19号 扣分指标：内容空白",
    needs=Need.ARTICLES,
    sees=lambda visit: bool(visit.articles),
)
def blank_article(visit: SiteVisit) -> Iterator[Fault]:
    """信息页打得开，标题、日期都在，正文却是空的。

    ## 为什么要紧
    点开标题看不到内容，等于没有公开，检查和通报里记作“页面内容为空”。

    ## 怎样改正
    补上正文或附件；误发的，撤下这一条。

    ## 判断界限
    标题以下，除了时间、来源、字号、打印、上一篇一类的行，什么也没有，正文的位置也空着（写“暂无内容”的也算空着）。
    正文是图片、视频、框架、附件、表单的，转到别处的，由本页脚本写入的，都不报。
    同一网站至少两篇别的文章在源码里的同一位置有正文，才算查实；没有可比的，位置按通行的叫法是正文的，为“疑似”；
    一个位置在多数文章里都空着的，可能由脚本填写，不作“确认”；三篇以上全都空着的，不报。

    ## 已知盲区
    正文以下另有推荐信息、图片的页面看不出来；外部脚本只在个别文章里填写的，可能误报。
    """
    filled = Counter(name for one in visit.articles for name in set(one.bodies))
    empty = (one.emptied for one in visit.articles if one.emptied is not None)
    blank = Counter(name for one in empty for name in one.places)
    for one in visit.articles:
        certainty = _certainty(one, filled, blank)
        if certainty is not None:
            yield Fault(
                f"“{one.title}”打开后没有正文",
                subject=one.url,
                url=one.url,
                quote=one.title,
                column=one.column,
                certainty=certainty,
            )


def _certainty(one: Article, filled: Counter[str], blank: Counter[str]) -> Certainty | None:
    """How sure it is that an article is blank; None where it is not, or nobody can tell."""
    if one.emptied is None:
        return None
    known = [name for name in one.emptied.places if filled[name] >= _SIBLINGS]
    if known:
        usual = any(filled[name] > blank[name] for name in known)
        return Certainty.CONFIRMED if usual and one.emptied.alone else Certainty.SUSPECTED
    named = [name for name in one.emptied.places if is_named_body(name)]
    few = any(blank[name] < _MANY and not filled[name] for name in named)
    return Certainty.SUSPECTED if few else None
