"""What the text of a paper makes of a message."""

import pytest

from govsweep.reports.papers.prose import in_prose


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "首页最新信息发布于 2026-11-02，已 26 天未更新",
            "首页最新信息发布于2026年11月2日，已26天未更新",
        ),
        (
            "链接无法打开：http://www.a.gov.cn/x/1.html（404 请求的网页不存在）",
            "链接无法打开（404请求的网页不存在）",
        ),
        (
            "正文有外部链接“填报系统”，指向 203.0.113.18",
            "正文有外部链接“填报系统”，指向附件5所列网址",
        ),
        (
            "看不见的容器里有指向 38 个站外域名的链接，如 tongbao410x.net、a-b.cc、x.com",
            "看不见的容器里有指向38个站外域名的链接，如附件5所列网址",
        ),
        (
            "网站域名 abc.com 不以 .gov.cn 或 .政务 结尾",
            "网站域名附件5所列网址不以.gov.cn或.政务结尾",
        ),
        ("首页 3 次访问都超过 3 秒，最快 3.3 秒", "首页3次访问都超过3秒，最快3.3秒"),
        ("附件 年度报告.docx 打不开", "附件年度报告.docx打不开"),
        ("声明的编码是 utf-8，实际是 GBK", "声明的编码是utf-8，实际是GBK"),
        ("编号 2026-13-45 有误", "编号2026-13-45有误"),
        ("“Li Ming”应为“Li Min”", "“Li Ming”应为“Li Min”"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_message_in_prose(message: str, said: str) -> None:
    assert in_prose(message, "附件5") == said
