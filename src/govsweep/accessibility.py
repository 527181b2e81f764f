"""The rules of access to web content, by the clause and in the words of the office.

GB/T 37668-2019 follows WCAG; what is named here is its principle and WCAG's success criterion,
whose number is the same in every edition. The standard's own clause numbers are not given: they
could not be checked against its text.
"""

from enum import StrEnum
from typing import NamedTuple

from govsweep.facts import MarkupRule

STANDARD = "GB/T 37668-2019"  # 互联网内容无障碍可访问性技术要求与测试方法
# Of faults of access, by number, what rules can find at all: the rest takes a person.
FOUND_BY_MACHINE = "57%"


class Principle(StrEnum):
    """The four principles of WCAG and of the standard."""

    PERCEIVABLE = "可感知性"
    OPERABLE = "可操作性"
    UNDERSTANDABLE = "可理解性"
    ROBUST = "兼容性"


class AccessClause(NamedTuple):
    """A rule: what is wrong where it is broken, what to do, and the criterion it stands on."""

    name: str
    remedy: str
    principle: Principle
    criterion: str  # WCAG 2.1

    @property
    def words(self) -> str:
        """The clause as findings quote it."""
        return f"{STANDARD} {self.principle}；WCAG 2.1 {self.criterion}"


def _clause(name: str, remedy: str, criterion: str) -> AccessClause:
    principle = tuple(Principle)[int(criterion[0]) - 1]
    return AccessClause(name, remedy, principle, criterion)


_ALT = ("图片没有替代文字", '给图片写 alt：说明它表示什么；纯装饰的写 alt=""')
_NAMELESS_LINK = ("链接没有文字", "在链接里写上文字，或给图标写 alt、aria-label")
_NAMELESS_FIELD = ("表单项没有标签", "用 label 或 aria-label 写明填什么")

CLAUSES: dict[str, AccessClause] = {
    MarkupRule.IMAGE_ALT: _clause(*_ALT, "1.1.1"),
    "input-image-alt": _clause(*_ALT, "1.1.1"),
    "area-alt": _clause(*_ALT, "1.1.1"),
    "object-alt": _clause("嵌入的对象没有替代文字", "在对象里写上说明文字", "1.1.1"),
    "role-img-alt": _clause(*_ALT, "1.1.1"),
    "svg-img-alt": _clause(*_ALT, "1.1.1"),
    MarkupRule.LINK_NAME: _clause(*_NAMELESS_LINK, "2.4.4"),
    "link-in-text-block": _clause(
        "正文里的链接只靠颜色区分", "给链接加下划线，或使颜色对比达到 3:1", "1.4.1"
    ),
    "video-caption": _clause("视频没有字幕", "给视频加字幕轨", "1.2.2"),
    "no-autoplay-audio": _clause("声音自动播放而不能停", "不自动播放，或给出停止按钮", "1.4.2"),
    MarkupRule.LABEL: _clause(*_NAMELESS_FIELD, "4.1.2"),
    "select-name": _clause(*_NAMELESS_FIELD, "4.1.2"),
    "autocomplete-valid": _clause("自动填写的写法不对", "改正 autocomplete 的值", "1.3.5"),
    "button-name": _clause("按钮没有文字", "在按钮里写上文字，或写 aria-label", "4.1.2"),
    "input-button-name": _clause("按钮没有文字", "给按钮写 value", "4.1.2"),
    "summary-name": _clause("展开按钮没有文字", "在 summary 里写上文字", "4.1.2"),
    MarkupRule.FRAME_TITLE: _clause("嵌入的网页没有标题", "给 iframe 写 title", "4.1.2"),
    "frame-title-unique": _clause(
        "几个嵌入的网页标题相同", "给每个 iframe 写不同的 title", "4.1.2"
    ),
    "nested-interactive": _clause("控件里又套控件", "把里面的控件移出来", "4.1.2"),
    "duplicate-id-aria": _clause("辅助技术要用的编号重复", "使 id 不重复", "4.1.2"),
    "color-contrast": _clause("文字和背景的对比度不足", "加深文字或调浅背景，达到 4.5:1", "1.4.3"),
    MarkupRule.LANGUAGE: _clause(
        "网页没有写明语言，或写错了", '在 html 上写 lang="zh-CN"', "3.1.1"
    ),
    "html-lang-valid": _clause("网页的语言写错了", '在 html 上写 lang="zh-CN"', "3.1.1"),
    "html-xml-lang-mismatch": _clause("两处写的语言不一致", "使 lang 和 xml:lang 一致", "3.1.1"),
    "valid-lang": _clause("段落的语言写错了", "改正 lang 的值", "3.1.2"),
    MarkupRule.TITLE: _clause("网页没有标题", "写上 title：网页说什么，哪个网站", "2.4.2"),
    MarkupRule.HEADINGS: _clause("标题的级别跳跃", "按 h1、h2、h3 逐级写标题", "1.3.1"),
    MarkupRule.ZOOM: _clause(
        "不让访问者放大网页", "去掉 viewport 里的 user-scalable=no 和 maximum-scale", "1.4.4"
    ),
    "meta-refresh": _clause("网页定时自动刷新或跳转", "去掉 meta refresh", "2.2.1"),
    "bypass": _clause("不能跳过每页重复的导航", "设置跳到正文的链接，或用 main 标出正文", "2.4.1"),
    "list": _clause("列表的标记不对", "ul、ol 里只放 li", "1.3.1"),
    "listitem": _clause("列表的标记不对", "li 放在 ul 或 ol 里", "1.3.1"),
    "definition-list": _clause("列表的标记不对", "dl 里只放 dt 和 dd", "1.3.1"),
    "dlitem": _clause("列表的标记不对", "dt、dd 放在 dl 里", "1.3.1"),
    "td-headers-attr": _clause("表格的标题对不上", "改正 headers 的值", "1.3.1"),
    "th-has-data-cells": _clause("表头没有对应的数据", "改正表格的结构", "1.3.1"),
    "td-has-header": _clause("大表格没有表头", "用 th 标出表头", "1.3.1"),
    "scrollable-region-focusable": _clause("滚动区域用键盘到不了", '给它写 tabindex="0"', "2.1.1"),
    "server-side-image-map": _clause("图片地图用键盘操作不了", "改用客户端图片地图", "2.1.1"),
    "marquee": _clause("文字滚动而不能停", "不用 marquee，或给出停止按钮", "2.2.2"),
    "blink": _clause("文字闪烁", "不用 blink", "2.2.2"),
    "label-content-name-mismatch": _clause("名称和显示的文字不符", "使两者一致", "2.5.3"),
    "target-size": _clause("可点的地方太小", "做到 24 像素以上", "2.5.8"),
    "avoid-inline-spacing": _clause("文字间距不能调整", "去掉写死的间距", "1.4.12"),
    "css-orientation-lock": _clause("网页锁定了方向", "横屏竖屏都能看", "1.3.4"),
}
_ARIA = _clause("辅助技术的标记（ARIA）写错了", "改正或去掉这些 aria- 属性和 role", "4.1.2")
_ANY = AccessClause("其他无障碍问题", "按规则的说明改正", Principle.ROBUST, "4.1.2")


def clause_of(rule: str) -> AccessClause:
    """The clause of a rule; axe's newer rules have a common one until they are named here."""
    if rule.startswith("aria-") or rule.startswith("presentation-role"):
        return CLAUSES.get(rule, _ARIA)
    return CLAUSES.get(rule, _ANY)
