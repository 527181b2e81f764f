"""Adverts by goods, offers, lures and contacts; what warns of them, or serves people, is none."""

import pytest

from govsweep.facts import Mark
from govsweep.rules import load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def told(matcher: Matcher, text: str) -> list[Mark]:
    return [mark for mark in matcher.marks(text) if mark.check == "sensitive-word"]


@pytest.mark.parametrize(
    "text",
    [
        "诚信代办驾照，免考包过，拿证付款",
        "车主数据、股民名单低价出售，加飞机详谈",
        "信用卡套现，秒到账，费率低，微信同号",
        "百度首页排名，站群程序出售，扣扣联系",
        "祖传膏药根治风湿，无效退款",
        "传奇发布网，今日新开，上线送VIP",
        "稳定机场推荐，不限流量，月付10元",
        "高薪捐卵，全程保密，私聊",
        "接单DDoS攻击，先打后付，tg联系",
        "成人影院免费观看，点击进入",
        "代*开*发*票，点数低，加V详谈",
        "老犀角杯、穿山甲片转让，支持鉴定",
        "活体陆龟、鹦鹉出售，全国发货",
        "亚洲杯竞猜下注，首存返三成",
        "时时采计划，进裙领号",
        "气木仓散件套件，薇信详聊",
        "医院假条、病假条代开，盖章齐全",
    ],
)
def test_goods_with_an_offer_are_suspected(matcher: Matcher, text: str) -> None:
    assert told(matcher, text)


@pytest.mark.parametrize(
    "text",
    [
        "凡称“代办驾照、免考包过”的都是诈骗，请勿相信",
        "请病假的学生凭医院假条补交作业，带病历复印件到医务室",
        "汽车4S店：散件组装线投产，成品套件出口",
        "民警抓获三名出售车主数据的嫌疑人，其通过飞机群联系买家",
        "信用社推出惠农贷款，最快当天放款，咨询电话见公告",
        "残疾人证换发指南：携带身份证、户口本到便民服务中心",
        "精神药品应当专柜存放、双人双锁",
        "学校图书馆开通VPN访问，咨询QQ群见通知",
        "合作社脐橙十斤包邮，微信下单",
        "专题片讲述了旧社会开赌场、抽大烟的害处",
        "预约挂号：0511-8212321",
        "请上传手持身份证照片",
        "市博物馆新展陈列清代犀角杯、象牙雕件三十余件",
        "海关查获象牙制品、穿山甲片一批，相关人员被移送",
        "动物园新来一对鹦鹉和三只陆龟，周末可观看",
        "元宵灯谜竞猜活动在文化馆举行",
        "电子邮箱：office@yunzhou.gov.cn　联系电话：0511-8212321",
        "资格证书复审材料发至邮箱：rsks@yunzhou.gov.cn",
        "",
    ],
)
def test_what_warns_or_serves_is_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []


def test_no_advert_is_certain_by_its_parts_alone(matcher: Matcher) -> None:
    parts = [
        mark
        for mark in told(matcher, "高薪捐卵，全程保密，私聊")
        if mark.rule.startswith("advert-")
    ]
    assert not any(mark.confirmed for mark in parts)


def test_goods_alone_are_no_advert(matcher: Matcher) -> None:
    assert told(matcher, "会议研究了驾照和护照的样式") == []


def test_few_words_in_a_long_text_are_no_advert(matcher: Matcher) -> None:
    text = (
        "他年轻时在镇上的邮局当过差，后来又去矿上干活，攒下的钱都寄回家里，自己舍不得花，"
        "有人劝他去赌场碰运气，他只是摇头，说来电话也不接，仍旧每天早早起来挑水劈柴"
    )
    assert told(matcher, text) == []
