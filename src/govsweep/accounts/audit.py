"""The audit: who did what, when, why, and what was before and after. Rows are only ever added."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from govsweep.accounts.people import ROLE_NAMES, Role

Facts = Mapping[str, Any]  # as JSON says it


class AuditAct(StrEnum):
    """What somebody did."""

    LOGGED_IN = "logged-in"
    LOGGED_OUT = "logged-out"
    BLOCKED = "blocked"  # too many wrong passwords for a name or from an address
    USER_ADDED = "user-added"
    USER_CHANGED = "user-changed"
    USER_DISABLED = "user-disabled"
    USER_ENABLED = "user-enabled"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an act
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    RELEASED = "released"
    UNDONE = "undone"
    NOTICE_ISSUED = "notice-issued"
    NOTICE_REMINDED = "notice-reminded"
    NOTICE_EXTENDED = "notice-extended"
    NOTICE_CLOSED = "notice-closed"
    NOTICE_ANSWERED = "notice-answered"
    MEDIA_CHANGED = "media-changed"
    POSTS_IMPORTED = "posts-imported"
    SUSPECT_CHANGED = "suspect-changed"
    REGISTRY_IMPORTED = "registry-imported"
    REGISTRY_UNDONE = "registry-undone"
    SITE_CHANGED = "site-changed"
    COLUMN_CHANGED = "column-changed"
    ORDER_GIVEN = "order-given"
    ORDER_ENDED = "order-ended"
    DUTIES_IMPORTED = "duties-imported"
    APPEALED = "appealed"
    APPEAL_ACCEPTED = "appeal-accepted"
    APPEAL_REJECTED = "appeal-rejected"
    RESULTS_IMPORTED = "results-imported"
    RESULT_CLOSED = "result-closed"
    LIFE_IMPORTED = "life-imported"
    BUNDLE_KEYS = "bundle-keys"
    BUNDLE_IMPORTED = "bundle-imported"
    BUNDLE_REVIEWED = "bundle-reviewed"
    BUNDLE_WITHDRAWN = "bundle-withdrawn"
    LIST_CHANGED = "list-changed"
    OFFICE_CHANGED = "office-changed"
    RECHECK_ASKED = "recheck-asked"
    SWEEP_ASKED = "sweep-asked"
    JOB_STOPPED = "job-stopped"


ACT_NAMES = {
    AuditAct.LOGGED_IN: "登录",
    AuditAct.LOGGED_OUT: "退出",
    AuditAct.BLOCKED: "登录受限",
    AuditAct.USER_ADDED: "添加帐号",
    AuditAct.USER_CHANGED: "更改帐号",
    AuditAct.USER_DISABLED: "停用帐号",
    AuditAct.USER_ENABLED: "启用帐号",
    AuditAct.PASSWORD_CHANGED: "更改密码",
    AuditAct.DISMISSED: "驳回",
    AuditAct.CONFIRMED: "确认",
    AuditAct.REOPENED: "撤销裁定",
    AuditAct.RELEASED: "放行",
    AuditAct.UNDONE: "撤回操作",
    AuditAct.NOTICE_ISSUED: "签发通知书",
    AuditAct.NOTICE_REMINDED: "催办",
    AuditAct.NOTICE_EXTENDED: "延期",
    AuditAct.NOTICE_CLOSED: "结案",
    AuditAct.NOTICE_ANSWERED: "答复通知书",
    AuditAct.MEDIA_CHANGED: "更改新媒体登记",
    AuditAct.POSTS_IMPORTED: "导入发布内容",
    AuditAct.SUSPECT_CHANGED: "更改假冒线索",
    AuditAct.REGISTRY_IMPORTED: "导入登记表",
    AuditAct.REGISTRY_UNDONE: "撤销导入",
    AuditAct.SITE_CHANGED: "更改网站登记",
    AuditAct.COLUMN_CHANGED: "更改栏目登记",
    AuditAct.ORDER_GIVEN: "登记专查",
    AuditAct.ORDER_ENDED: "停止专查",
    AuditAct.DUTIES_IMPORTED: "导入清单",
    AuditAct.APPEALED: "申诉",
    AuditAct.APPEAL_ACCEPTED: "申诉成立",
    AuditAct.APPEAL_REJECTED: "申诉不成立",
    AuditAct.RESULTS_IMPORTED: "导入检查结果",
    AuditAct.RESULT_CLOSED: "检查结果办结",
    AuditAct.LIFE_IMPORTED: "导入网站变动",
    AuditAct.BUNDLE_KEYS: "更改数据包公钥名单",
    AuditAct.BUNDLE_IMPORTED: "导入下级数据包",
    AuditAct.BUNDLE_REVIEWED: "导入交叉复核结果",
    AuditAct.BUNDLE_WITHDRAWN: "撤出下级数据包",
    AuditAct.LIST_CHANGED: "更改词表",
    AuditAct.OFFICE_CHANGED: "更改本单位设置",
    AuditAct.RECHECK_ASKED: "要求复查",
    AuditAct.SWEEP_ASKED: "要求巡检",
    AuditAct.JOB_STOPPED: "停止任务",
}


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, and from where; without a role at the command line."""

    name: str
    role: Role | None = None
    address: str = ""

    @property
    def capacity(self) -> str:
        """As what somebody acts."""
        return ROLE_NAMES[self.role] if self.role is not None else "命令行"


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One act."""

    id: int = 0
    at: dt.datetime
    by: Actor
    act: AuditAct
    subject: str  # the finding, the account, the notice that it was done to, in a word
    reason: str = ""
    before: Facts = {}
    after: Facts = {}
