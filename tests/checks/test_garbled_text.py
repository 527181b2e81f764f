"""garbled-text: one finding a page, for damage that stands more than once."""

from collections.abc import Callable

import pytest

from govsweep.checks.garbled_text import garbled_text
from govsweep.facts import Attachment, Page
from govsweep.words import is_garbled


@pytest.mark.parametrize(
    ("text", "serious"),
    [
        ("公告\ufffd\ufffd内容\ufffd如下", True),
        ("锟斤拷锟斤拷", True),
        ("ï¼Œç¬¬ä¸€æ¡ ä¸ºäº†è§„èŒƒï¼Œæ˜¯çš„", True),
        ("鍏充簬鍗板彂銆婂姙娉曘€嬬殑閫氱煡锛屽悇鍗曚綅锛屼笅鍙戯紝銆傛槸", True),
        ("鍚勪埂闀囪璁ょ湡璐交钀藉疄骞舵寜鏃舵姤閫佹儏鍐", True),
        ("关于????????的通知", True),
        ("關(guān)于推進(jìn)政務(wù)公開(kāi)工作", True),
        (r"公告\u4e00\u6279\u5b66\u6821名单", True),
        ("附件%E5%AD%A6%E6%A0%A1%E5%90%8D%E5%8D%95", True),
        ("河东\ue0a1街道\ue0a2清退\ue0a3摊位\ue0a4处", True),
        ("各学??要清??食堂??存，做?台??，上?备?。", True),
        ("各地要zuohao做好防汛，quebao确保安全", True),
        ("¸÷ÏçÕòÒªÑÏ¸ñÂäÊµÃçÄ¾¼ìÒßÖÆ¶È", True),
        ("请各地认真（fucha），并及时（shangbao）", False),
        ('<p class="MsoNormal">正文</p>', False),
        ("<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->", False),
        ("一、目标，，二、任务。。三、要求；；", False),
    ],
    ids=[
        "replaced",
        "锟斤拷",
        "as Latin-1",
        "as GBK",
        "as GBK without marks",
        "questions",
        "pinyin",
        "numbers of characters",
        "as in an address",
        "characters of no font",
        "some characters lost",
        "sounds before their characters",
        "GBK as Latin-1, once",
        "words in letters within brackets",
        "markup",
        "markup of an office",
        "doubled",
    ],
)
def test_damage_is_told_once(a_page: Callable[..., Page], text: str, serious: bool) -> None:
    page = a_page(text, text)
    assert len(list(garbled_text(page))) == 1
    assert is_garbled(page) is serious


@pytest.mark.parametrize(
    "text",
    [
        "关于印发《办法》的通知，请遵照执行。",
        "趵(bào)突泉位于济南市历下区",
        "什么？？真的吗……",
        "第一，，笔误一处",
        "https://www.qinghe.gov.cn/a?b=1&c=2",
        "一、××××××××有限公司；二、×××××××局；三、××××××所",
        "总则·········1 规划·········5 附则·········9",
        "瀹山区鏃字旗闀镇鏉林村",
        '在网页里加入代码<div id="a"></div>和<span>即可',
        '编程比赛样题<div v-if="a">与</div>各一',
        "科普：网页上“锟斤拷”一类的乱码从何而来",
        "https://www.qinghe.gov.cn/s?q=%E5%AD%A6%E6%A0%A1%E5%90%8D%E5%8D%95",
        "进度100%，完成率%E",
        "电话\ue001邮箱\ue002",
        "是吗?不是。您满意吗?请写明原因。",
        "微信weixin公众号、用app应用、看vlog视频",
        "趵突（baotu）、洿池（wu chi）、濋水（chushui）、盩厔（zhouzhi）四处",
        "数据（data）、媒体（media）、变更（change）、缓存（cache）、软件（software）",
        "请各地认真（fucha）",
        "",
    ],
    ids=[
        *("plain", "a rare reading", "full-width marks", "one slip", "an address"),
        *("blanks to fill in", "leaders to page numbers", "names of places", "instructions"),
        *("a listing", "about such damage", "an address in codes", "percents"),
        *("drawn signs", "questions of a form", "words in letters"),
        *("readings of places", "foreign words", "one word in letters"),
        "empty",
    ],
)
def test_whole_text_is_left_alone(a_page: Callable[..., Page], text: str) -> None:
    assert list(garbled_text(a_page(text))) == []


class TestCharset:
    def test_gbk_declared_as_utf8_is_shown_broken(self, a_page: Callable[..., Page]) -> None:
        page = a_page("正文", charset="gb18030", declared_charset="UTF-8")
        (fault,) = garbled_text(page)
        assert "GBK" in fault.message
        assert not is_garbled(page)  # it was read as what it is

    @pytest.mark.parametrize(
        ("charset", "declared"),
        [("gb18030", "gb2312"), ("gb18030", ""), ("utf-8", "utf-8"), ("utf-8", "gb2312")],
    )
    def test_labels_that_browsers_can_follow(
        self, a_page: Callable[..., Page], charset: str, declared: str
    ) -> None:
        assert list(garbled_text(a_page("正文", charset=charset, declared_charset=declared))) == []

    def test_utf8_that_answer_and_page_call_gbk(self, a_page: Callable[..., Page]) -> None:
        text = "市水务局公布第三季度供水水质情况，各项指标都符合国家标准，请市民放心饮用自来水。"
        page = a_page(text, charset="utf-8", declared_charset="gb2312", twice_declared=True)
        (fault,) = garbled_text(page)
        assert "声明有误" in fault.message
        assert not is_garbled(page)
        short = a_page("正文", charset="utf-8", declared_charset="gb2312", twice_declared=True)
        assert list(garbled_text(short)) == []
        rightly = a_page(text, charset="utf-8", declared_charset="utf-8", twice_declared=True)
        assert list(garbled_text(rightly)) == []

    def test_bytes_of_no_charset(self, a_page: Callable[..., Page]) -> None:
        assert len(list(garbled_text(a_page("正文", decoded_well=False)))) == 1


def test_traditional_paragraphs_among_plain_ones(a_page: Callable[..., Page]) -> None:
    plain = "市人民政府召开常务会议，研究部署下一阶段重点工作，审议有关文件。"
    other = "關於進一步優化營商環境的實施意見已經印發各單位，請認真貫徹執行並於年底前報告進展。"
    (fault,) = garbled_text(a_page(plain, plain + "一", other, plain + "二"))
    assert "繁体" in fault.message
    assert list(garbled_text(a_page(other, other))) == []


def test_a_file_may_look_otherwise_than_its_text(a_page: Callable[..., Page]) -> None:
    text = "一、目标，，二、任务。。三、要求；；"
    assert list(garbled_text(a_page(text, text, attachment=Attachment.READ))) == []


def test_the_readings_of_names_are_no_damage(a_page: Callable[..., Page]) -> None:
    text = "犍(qiàn)为、郫(pí)都、筠(jūn)连、珙(gǒng)县等地名的读音以审音表为准。"
    assert not list(garbled_text(a_page(text)))
