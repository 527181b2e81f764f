"""What is said of an address that did not answer as it should."""

from govsweep.facts import Failure, Link, LinkStatus
from govsweep.findings import Certainty, Fault

_FAILURES = {
    Failure.TIMEOUT: "超时无响应",
    Failure.REFUSED: "连接被拒绝",
    Failure.DNS: "域名无法解析",
    Failure.TLS: "安全证书或加密连接出错",
    Failure.LOST: "连接中断",
    Failure.BLOCKED: "被防护设备拦截",
    Failure.TOO_LARGE: "内容过大",
    Failure.UNREADABLE: "内容无法解压",
    Failure.REDIRECT_LOOP: "循环跳转",
    Failure.REDIRECT_NOWHERE: "跳转的去处浏览器打不开",
    Failure.SOFT_404: "页面内容为“不存在”“出错”一类的提示，或者为空",
    Failure.ERROR_PAGE: "页面内容为“不存在”“出错”一类的提示，或者为空",
    Failure.ANY_PAGE: "打开的是首页或别的栏目，任何网址都显示这一页",
    Failure.REDIRECT_HOME: "跳转到首页",
    Failure.NO_IMAGE: "返回的不是图片，或者为空",
    Failure.NO_PLACE: "网页打得开，但上面没有这个位置",
}
_STATUSES = {
    400: "错误请求",
    401: "未授权",
    403: "服务器拒绝",
    404: "请求的网页不存在",
    410: "网页已删除",
    500: "服务器内部错误",
    502: "网关错误",
    503: "服务不可用",
    504: "网关超时",
}


_OF_A_HOST = tuple(_FAILURES[one] for one in (Failure.DNS, Failure.REFUSED, Failure.TIMEOUT))


def failure_of_host(message: str) -> str:
    """By what a whole host failed, as a finding of one of its addresses says; "" for no such."""
    return next((one for one in _OF_A_HOST if f"（{one}" in message), "")


def failure_in_words(failure: Failure | None, status: int | None = None) -> str:
    """A failure as an editor reads it: `404 请求的网页不存在`."""
    if failure in (None, Failure.STATUS) and status is not None:
        return f"{status} {_STATUSES.get(status, '')}".strip()
    return _FAILURES.get(failure, "访问失败") if failure else "访问失败"


def dead_target(link: Link, wording: str) -> Fault | None:
    """The fault of a target that was tried twice: confirmed where it failed both times for sure.

    None where it is fine, was not tried, or cannot be verified.
    """
    if link.status not in (LinkStatus.DEAD, LinkStatus.SUSPECTED):
        return None
    where = "，位于各页共用的模板" if link.in_template else ""
    why = failure_in_words(link.failure, link.http_status)
    return Fault(
        f"{wording}：{link.target}（{why}{where}）",
        subject=link.target,
        quote=link.text,
        certainty=Certainty.CONFIRMED if link.status is LinkStatus.DEAD else Certainty.SUSPECTED,
        pages=link.pages,
        sightings=link.sightings,
    )
