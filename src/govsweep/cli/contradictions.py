"""What a user asks of a report in one line and cannot have together."""

from collections.abc import Iterator

from govsweep.errors import InputError
from govsweep.reports import REPORTS, TABLES_OF_A_SITE, Choices
from govsweep.store import Notice

_OF_A_SITE = ("notice", "selfcheck", *TABLES_OF_A_SITE)  # that may be on one site alone
_OF_A_DISTRICT = (
    *("selfcheck", "census", "problems", "media", "duties", "letters", "interpretations"),
    "accessibility",
)
_OF_A_UNIT = ("notice", "duties")  # and on one unit alone


def refuse_contradictions(
    name: str,
    choices: Choices,
    number: str | None,
    *,
    issuing: bool,
    all_open: bool,
    dated: bool,
) -> None:
    """Raise `InputError` for options that do not belong to a report, or not to one another.

    `dated` tells that papers of another day or period than those of now were asked for.
    """
    of_notices = issuing or all_open or number is not None or choices.days is not None
    if name != "notice" and of_notices:
        raise InputError("--issue、--all-open、--number、--days 只用于整改通知书（report notice）")
    for told in _of_parts(name, choices):
        raise InputError(told)
    if all_open and (choices.site or choices.owner or number is not None):
        raise InputError("--all-open 出所有网站的通知书，不能与 --site、--owner、--number 同用")
    if issuing and dated:
        raise InputError("通知书按现在的情况签发，--issue 不能与 --as-of、--period 同用")
    if number is not None and not issuing and (dated or choices.days is not None):
        raise InputError(
            "--number 不加 --issue 是重新打印签发过的一份，内容和期限照当时的，"
            "不能与 --days、--as-of、--period 同用"
        )


def _of_parts(name: str, choices: Choices) -> Iterator[str]:
    """Why a report cannot be of the site, the district or the unit, or by the templates."""
    if choices.owner and name not in _OF_A_UNIT:
        yield "--owner 只用于整改通知书和信息公开情况表（report notice、report duties）"
    if choices.district and (name not in _OF_A_DISTRICT or choices.site):
        allowed = "、".join(_OF_A_DISTRICT)
        yield f"--district 只用于自查报告和各种表（{allowed}），不能与 --site 同用"
    if choices.site and name not in _OF_A_SITE:
        yield f"--site 只用于 {'、'.join(_OF_A_SITE)}，报告 {name} 写的是所有网站"
    if choices.templates is not None and ".docx" not in REPORTS[name].writers:
        in_word = "、".join(key for key, one in REPORTS.items() if ".docx" in one.writers)
        yield f"--templates 只用于 Word 公文（{in_word}），报告 {name} 没有模板"


def refuse_another(notice: Notice, choices: Choices) -> None:
    """Raise `InputError` where a notice that was issued is not the site's or unit's asked for."""
    if choices.site and choices.site != notice.site:
        raise InputError(
            f"{notice.number} 是发给网站 {notice.site} 的，不是 {choices.site} 的；"
            "请核对编号，或去掉 --site。用 govsweep notices list 查看"
        )
    if choices.owner and choices.owner != notice.owner:
        raise InputError(
            f"{notice.number} 是发给“{notice.owner}”的，不是“{choices.owner}”的；"
            "请核对编号，或去掉 --owner。用 govsweep notices list 查看"
        )
