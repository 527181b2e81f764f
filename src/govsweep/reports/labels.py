"""What codes, kinds and states are called on paper."""

from govsweep.checking import checks
from govsweep.facts import ColumnKind, Failure, PageState, Place, UnreadList
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.lifecycle import AnswerKind, LifeEvent, StepKind

SEVERITIES = {Severity.SERIOUS: "严重", Severity.MINOR: "一般", Severity.NOTICE: "提示"}
CERTAINTIES = {Certainty.CONFIRMED: "确认", Certainty.SUSPECTED: "疑似"}
STEPS = {StepKind.REMINDED: "催办", StepKind.EXTENDED: "延期", StepKind.CLOSED: "结案"}
ANSWERS = {
    AnswerKind.MENDED: "已整改",
    AnswerKind.PLANNED: "计划整改",
    AnswerKind.OBJECTED: "有异议",
}
STATES = {
    State.OPEN: "待整改",
    State.NOTIFIED: "已通知",
    State.FIXED: "已整改",
    State.RELAPSED: "复发",
    State.DISMISSED: "已驳回",
    State.WITHDRAWN: "规则撤回",
}
EVENTS = {
    LifeEvent.SEEN: "又看到",
    LifeEvent.GONE: "没有看到",
    LifeEvent.FIXED: "复查已改正",
    LifeEvent.WITHDRAWN: "原文未动而规则不再认定",
    LifeEvent.NOTIFIED: "签发通知书",
    LifeEvent.EXTENDED: "延期",
    LifeEvent.DISMISSED: "驳回",
    LifeEvent.CONFIRMED: "确认",
    LifeEvent.REOPENED: "撤销裁定或到期",
    LifeEvent.RELEASED: "放行",
}
COLUMN_KINDS = {
    ColumnKind.NEWS: "动态要闻",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.INTERPRETATION: "政策解读",
    ColumnKind.REPOST: "重要转载",
    ColumnKind.HEADLINE: "头条推荐",
    ColumnKind.STATIC: "固定内容",
    ColumnKind.INTERACTION: "互动交流",
    ColumnKind.GUIDE: "办事指南",
    ColumnKind.YEARLY: "年度信息",
    ColumnKind.OTHER: "其他栏目",
}
PLACES = {
    Place.TITLE: "标题",
    Place.META: "网页描述",
    Place.MAIN: "正文",
    Place.NAVIGATION: "导航",
    Place.FOOTER: "页脚",
    Place.HIDDEN: "隐藏的文字",
}
PAGE_STATES = {
    PageState.FETCHED: "读取",
    PageState.UNCHANGED: "未变",
    PageState.FAILED: "失败",
    PageState.BLOCKED: "被拦截",
    PageState.CUT: "按规则不读",
    PageState.LEFT: "留待下次",
}
_REASONS = {
    Failure.TIMEOUT: "超时",
    Failure.REFUSED: "连接被拒",
    Failure.DNS: "域名无法解析",
    Failure.TLS: "证书或加密故障",
    Failure.LOST: "连接中断",
    Failure.STATUS: "返回错误状态码",
    Failure.BLOCKED: "防护设备拦截",
    Failure.ROBOTS: "robots.txt 不许",
    Failure.TOO_LARGE: "文件过大",
    Failure.UNREADABLE: "内容无法解压",
    Failure.REDIRECT_LOOP: "循环跳转",
    Failure.REDIRECT_NOWHERE: "跳转的去处打不开",
    Failure.SOFT_404: "页面自称不存在或出错",
    Failure.ERROR_PAGE: "页面自称不存在或出错",
    Failure.ANY_PAGE: "任何网址都显示同一页",
    Failure.REDIRECT_HOME: "跳回首页",
    Failure.NO_IMAGE: "返回的不是图片",
    Failure.NO_PLACE: "网页上没有这个位置",
    Failure.PARKED: "多次致工作进程中止，已搁置",
    Failure.CRASHED: "读取时程序出错",
}
# Why an address is cut without being asked for (`govsweep.spiders.traps`), or left for the next.
_CUTS = {
    "depth": "层数过深",
    "length": "网址过长",
    "repeated": "网址中目录重复",
    "calendar": "日历类翻页",
    "budget": "超出页数上限",
    "excluded": "登记表排除",
    "pattern": "同一模式的网址过多",
    "alike": "同一模式的网页内容相同",
    "crowded": "一页上的站外链接过多",
    "private": "指向内部网络",
    "elsewhere": "只跳到别的网址",
    "farewell": "首页只写着网站已迁移或关闭",
    "until": "到时收尾",
    "lost": "下落不明",
    "broken": "巡检中断",
    "trouble": "网站屡次失败，当夜放弃",
    "time": "一个网站用时过长",
    "maintenance": "维护时段",
    "shell": "内容靠脚本显示",
}
_UNREAD_LISTS = {
    UnreadList.SHELL: "列表靠脚本显示，没有读到",
    UnreadList.UNENDED: "网页在半途断了，没有收全",
    UnreadList.ROWS: "列表靠脚本取数，没有取到",
    UnreadList.NOTICE: "许多网址显示的是同一篇公告或提示，不是原来的内容",
    UnreadList.EMBEDDED: "内容是嵌入的文件、动画或别的网站，没有读到",
    UnreadList.PICTURED: "列表是一组没有文字的图片，没有读到条目",
    UnreadList.EMPTY: "栏目里没有读到条目",
    UnreadList.READER: "网页的写法变了，列表没有全读出来",
    UnreadList.REDESIGN: "网站改了版，列表还没有认出来",
    UnreadList.HOME: "打开的是网站首页，不是这个栏目",
    UnreadList.UNLISTED: "像是列表，没有读出条目",
}


def check_name(code: str) -> str:
    """What a check is called in lists; a code not known here speaks for itself."""
    known = checks().get(code)
    return known.name if known is not None else code


def wording(finding: Finding) -> str:
    """How the census names a finding; "" where it stays out of the census."""
    known = checks().get(finding.check)
    return known.worded(finding.variant) if known is not None else ""


def reason_name(reason: str) -> str:
    """Why an address was not read."""
    return _REASONS[Failure(reason)] if reason in set(Failure) else _CUTS.get(reason, reason)


def unseen_because(why: str) -> str:
    """Why something on a site was not seen: a code of its page or column, or words already."""
    if why in set(PageState):
        return f"网页{PAGE_STATES[PageState(why)]}"
    if why in set(UnreadList):
        return _UNREAD_LISTS[UnreadList(why)]
    return reason_name(why)
