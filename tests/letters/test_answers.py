"""Which answers say nothing."""

import pytest

from govsweep.facts import EmptyAnswer, Letter, LetterState
from govsweep.letters import with_flaws

STOCK = "您反映的问题我单位高度重视，已安排专人现场核查，下一步将加大巡查力度，确保问题得到解决。"


def flaw(answer: str, state: LetterState = LetterState.ANSWERED) -> EmptyAnswer | None:
    (letter,) = with_flaws([Letter("http://a/1.html", "路灯不亮", state, answer=answer)])
    return letter.flaw


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("您好，感谢您的来信！", EmptyAnswer.NONE),
        ("已处理。", EmptyAnswer.SHORT),
        ("您好！请联系相关部门咨询。", EmptyAnswer.PASSED_ON),
        (
            "尊敬的网友，您好：您的来信已收悉，已转交市住建局办理。感谢您的关注！",
            EmptyAnswer.PASSED_ON,
        ),
        ("已将您的诉求转至县交通局，将尽快处理。", EmptyAnswer.PASSED_ON),
        ("请拨打12345咨询。", EmptyAnswer.PASSED_ON),
    ],
)
def test_answers_that_say_nothing(answer: str, why: EmptyAnswer) -> None:
    assert flaw(answer) is why


@pytest.mark.parametrize(
    "answer",
    [
        "您好，路灯已于10月9日修复，灯杆编号118。",
        "已转交市住建局办理，该局10月9日到现场核实，因线路老化跳闸，已更换线路。",
        "按照《城市道路管理条例》第十二条，占道施工须经批准，请到政务大厅一楼5号窗口办理。",
        "不亮路灯已修复。",
        STOCK,  # a stock phrase once is an answer
    ],
)
def test_answers_that_say_something(answer: str) -> None:
    assert flaw(answer) is None


def test_what_was_not_read_is_not_empty() -> None:
    assert flaw("") is None
    assert flaw("", LetterState.WAITING) is None
    assert with_flaws([]) == ()


def test_the_same_answer_under_three_letters() -> None:
    def letters(*titles: str) -> list[Letter]:
        return [
            Letter(f"http://a/{number}.html", title, LetterState.ANSWERED, answer=f"您好！{STOCK}")
            for number, title in enumerate(titles)
        ]

    pasted = with_flaws(letters("路灯不亮", "公交改线", "物业收费"))
    assert {one.flaw for one in pasted} == {EmptyAnswer.PASTED}
    # Two are chance, and one letter that stands at three places is one letter.
    assert {one.flaw for one in with_flaws(letters("路灯不亮", "公交改线"))} == {None}
    assert {one.flaw for one in with_flaws(letters("路灯不亮", "路灯不亮", "路灯不亮"))} == {None}
