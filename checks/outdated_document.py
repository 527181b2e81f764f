"""outdated-document: a policy document shown as in force that is so no more."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import ColumnKind, PolicyDocument, Repeal
from govsweep.findings import Certainty, Fault, Severity
from govsweep.policy_names import title_key
from govsweep.repealed_laws import repealed_law

_LEAST = 10  # characters of a title that is told by itself from others
_NOT_ITSELF = ("解读", "问答", "图解", "读懂", "发布会", "征求意见", "废止", "失效", "清理")
_REMEDY = "在原页面标题旁显著标注“已废止”或“已失效”，或者撤下"


@check(
    "outdated-document",
    severity=Severity.MINOR,
    name="过时失效文件",
    wording="废止、失效文件没有标注",
    theme=Theme.CONTENT,
    rank=165,
    clause="国办发〔2017〕47号：已修改、废止、失效的文件应当在原页面标注",
    needs=Need.DOCUMENTS,
    sees=lambda visit: bool(visit.policies),
)
def outdated_document(document: PolicyDocument) -> Iterator[Fault]:
    """已经废止、失效的文件还当作有效的展示，没有标注。

    ## 为什么要紧
    群众和企业照着失效的文件办事，会白跑、会吃亏；引用失效文件作出的决定会被撤销。
    ## 怎样改正
    在原页面标题旁显著标注“已废止”“已失效”，并链接到替代的文件；或者撤下。
    ## 判断界限
    确定：废止目录或者废止决定写明了它（文号相同；或者在同一网站、本单位目录里标题完全相同，而文号、日期没有不合），
    它自己的页面上没有标注。疑似：标题相同而在别的网站、标题太短或者文号所指的标题对不上；
    按自己写明的有效期已经届满；依据的国家法律法规已经废止。
    标题里只是含有被废止文件名称的、废止决定本身、解读和新闻、写明“已废止”“已失效”的不提出；
    同名的新文件（文号不同，或者发布在废止之后）不提出。
    ## 已知盲区
    标注画在图片里的看不到；有效期届满后另发文件延长的，只有一并登记才知道，所以只作疑似；
    只认得写在网页上的文字，附件里的文件和目录不看；废止决定在别的网站上的，下一夜才对得上。
    """
    facts = document.facts
    if facts.mark or facts.is_decision or any(word in document.title for word in _NOT_ITSELF):
        return
    told = _repealed(document) or _over(document)
    if told is not None:
        message, certainty = told
        yield Fault(
            message, subject=document.url, suggestion=_REMEDY, certainty=certainty,
            quote=document.title,
        )  # fmt: skip


def _repealed(document: PolicyDocument) -> tuple[str, Certainty] | None:
    own = [_match(document, one) for one in document.repeals]
    found = [
        (certainty is not Certainty.CONFIRMED, number, one, certainty)
        for number, (one, certainty) in enumerate(zip(document.repeals, own, strict=True))
        if certainty is not None
    ]
    if not found:
        return None
    _, _, repeal, certainty = min(found, key=lambda one: one[:2])
    source = f"{repeal.source}（{repeal.day}）" if repeal.day else repeal.source
    return f"《{document.title}》已废止或失效，见{source}，页面没有标注", certainty


def _match(document: PolicyDocument, repeal: Repeal) -> Certainty | None:
    """Whether a repeal is about a document, and how sure that is."""
    own, named = title_key(document.title), title_key(repeal.title)
    number = document.facts.number
    if repeal.url == document.url or (repeal.day and repeal.day > document.context.day):
        return None
    if number and repeal.number:
        if number != repeal.number:
            return None
        sure = own in named or named in own
        return Certainty.CONFIRMED if sure else Certainty.SUSPECTED
    if own != named:
        return None
    if document.published and repeal.day and document.published >= repeal.day:
        return None  # a later one of the same title
    here = not repeal.url or repeal.url.startswith(document.context.site.url)
    sure = here and len(own) >= _LEAST and document.published is not None
    return Certainty.CONFIRMED if sure else Certainty.SUSPECTED


def _over(document: PolicyDocument) -> tuple[str, Certainty] | None:
    """Its own term is over, or what it rests on holds no more."""
    facts, day = document.facts, document.context.day
    if not facts.number:
        return None
    if facts.ends is not None and facts.ends < day:
        told = f"按文中写明的有效期，《{document.title}》到 {facts.ends} 为止，页面没有标注"
        return told, Certainty.SUSPECTED
    if document.kind is not ColumnKind.POLICY:
        return None
    for title in facts.basis:
        law = repealed_law(title, day)
        if law is not None and (document.published is None or document.published < day):
            told = f"依据的《{law.title}》已于 {law.day} 废止，现行的是{law.instead}"
            return told, Certainty.SUSPECTED
    return None
