"""sensitive-word needs more than a word."""

from collections.abc import Callable

import pytest

from govsweep.checks.sensitive_word import sensitive_word
from govsweep.facts import Page
from govsweep.rules import load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


@pytest.mark.parametrize(
    "text",
    [
        "澳门新葡京官网欢迎您",
        "百家乐在线投注官网 www.example.com",
        "三 肖 必 中",
        "信用卡套现，加微信12345",
        "刻章办证，诚信可靠，联系电话",
        "气枪货到付款",
    ],
)
def test_a_lure_is_told(matcher: Matcher, a_page: Callable[..., Page], text: str) -> None:
    assert len(list(sensitive_word(join(a_page(text), matcher)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "推进综合性服务和公益性服务设施建设",
        "民警打掉一个利用百家乐、老虎机聚众赌博的团伙，抓获嫌疑人12名",
        "中国体育彩票超级大乐透开奖公告，请到体育彩票投注站兑奖",
        "福利彩票销售网点征召，联系电话0835-1234567",
        "被告人贩卖冰毒、容留他人吸毒，犯贩卖毒品罪",
        "警惕“黑户贷款”“刷单返利”骗局，反诈专线96110",
        "税务机关代开增值税发票办理流程，咨询热线12366",
        "严禁非法制造、买卖枪支弹药、管制刀具",
        "文物局办事处长期征集",
        "",
    ],
    ids=["综合性服务", "police", "lottery", "welfare lottery", "court", "fraud warning", "tax",
         "weapons ban", "dialect of joins", "empty"],
)  # fmt: skip
def test_proper_use_is_left_alone(matcher: Matcher, a_page: Callable[..., Page], text: str) -> None:
    assert list(sensitive_word(join(a_page(text), matcher))) == []
