"""empty-answer: an answer to a letter says nothing of what was asked."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import EmptyAnswer, SiteVisit
from govsweep.findings import Certainty, Fault, Severity
from govsweep.letters import is_of_year

_WORDS = {
    EmptyAnswer.NONE: "的答复只有客套，没有内容",
    EmptyAnswer.SHORT: "的答复只有几个字",
    EmptyAnswer.PASSED_ON: "的答复只说请联系有关部门或已转办，没有说明办理结果",
    EmptyAnswer.PASTED: "的答复与别的几封来信的答复一字不差",
}


@check(
    "empty-answer",
    severity=Severity.MINOR,
    wording="留言答复质量不高",
    theme=Theme.INTERACTION,
    rank=245,
    clause="国办秘函〔2019〕19号 扣分指标：办理答复推诿、敷衍",
    needs=Need.ANSWERS,
    sees=lambda visit: any(
        one.answer and is_of_year(one, visit.context.day) for one in visit.letters
    ),
    looked=lambda subject, visit: any(one.url == subject for one in visit.letters),
)
def empty_answer(visit: SiteVisit) -> Iterator[Fault]:
    """网民留言的答复疑似推诿、敷衍。

    ## 为什么要紧
    答复推诿、敷衍的，每次扣 4 分；也是群众反映最多的问题之一。
    ## 怎样改正
    说明办理结果和依据；确需转办的，写明由谁办、何时答复，办结后补充公开。
    ## 判断界限
    只看网站上公开的信件，留言时间在一年之内。答复除去称呼和客套没有内容、
    不足 12 个字（提到来信标题所问事物的不算）、
    只说“请联系有关部门”“已转交……”的，以及三封以上标题不同的来信用同一段答复的。
    是不是敷衍要看来信问什么，所以都只作“疑似”，由人核实。
    ## 已知盲区
    答非所问、长篇的套话看不出；答复在附件或图片里、没有读到文字的不判断。
    """
    for one in visit.letters:
        if one.flaw is None or not is_of_year(one, visit.context.day):
            continue
        yield Fault(
            f"留言“{one.title}”{_WORDS[one.flaw]}",
            subject=one.url,
            url=one.url,
            quote=one.answer[:60],
            certainty=Certainty.SUSPECTED,
        )
