"""What is inspected: sites, and media accounts with their posts."""

import datetime as dt
import re
from enum import StrEnum
from typing import ClassVar, NamedTuple

from govsweep.facts.parts import Fact


class SubjectKind(NamedTuple):
    """A kind of what is inspected: all that pages, papers and commands have to know of it."""

    noun: str  # what papers call it
    key_name: str  # what they call its identifier
    identifiers: str  # a regular expression of these, which fits those of no other kind
    pages: str  # where the web shows one: an address that its identifier follows
    unseen: str  # what a notice says where nothing of it was seen in the period
    unasked: str = ""  # why a look again does not go to it; "": it does


class Subject(Fact, frozen=True, kw_only=True):
    """What is inspected and answered for: a site is one kind of it, a media account another.

    A subclass is a kind. Its record is `of_kind`; `govsweep.store.registers` tells where the store
    keeps those that are registered. Who deals with every kind asks these two.
    """

    of_kind: ClassVar[SubjectKind]

    identifier: str  # ten characters, unlike for every kind
    name: str
    url: str
    organizer: str = ""

    @property
    def shown_name(self) -> str:
        """Its name, told apart from those of other kinds."""
        return self.name

    @property
    def is_kept(self) -> bool:
        """Whether somebody still answers for it."""
        return True


def subject_kinds() -> tuple[SubjectKind, ...]:
    """All kinds of what is inspected, sites first."""
    return tuple(one.of_kind for one in Subject.__subclasses__())


def kind_of_subject(identifier: str) -> SubjectKind | None:
    """The kind that an identifier is one of; None where it is none."""
    told = (one for one in subject_kinds() if re.fullmatch(one.identifiers, identifier))
    return next(told, None)


class SiteLimits(NamedTuple):
    """How often a site may be asked, and for how much."""

    pace: float = 2.0  # requests a second; 0: as many as it answers
    budget: int = 20_000  # pages a sweep


class Site(Subject, frozen=True, kw_only=True):
    """A registered site (网站), as the registry knows it."""

    of_kind: ClassVar = SubjectKind(
        noun="政府网站",
        key_name="标识码",
        identifiers="[0-9]{10}|bm[0-9]{8}",
        pages="/sites/",
        unseen="没有看到该网站的页面",
    )

    level: str = ""
    kind: str = ""
    parent: str = ""
    status: str = "running"  # running, suspended, closed, moved
    icp: str = ""
    police: str = ""
    pace: float | None = None  # None: as the settings say by then
    budget: int | None = None
    maintenance: str = ""  # announced windows, as `govsweep.maintenance` reads them
    include: tuple[str, ...] = ()  # paths that its own begin with; (): its home page's folder
    exclude: tuple[str, ...] = ()  # paths that begin what nobody is to ask for
    capped: bool = True  # whether addresses without end are told by their shape, and cut

    def limits(self, defaults: SiteLimits) -> SiteLimits:
        """What is registered of its limits, and the defaults for the rest."""
        return SiteLimits(
            defaults.pace if self.pace is None else self.pace,
            defaults.budget if self.budget is None else self.budget,
        )

    @property
    def is_kept(self) -> bool:
        """Whether it was not closed."""
        return self.status != "closed"

    @property
    def is_portal(self) -> bool:
        """Whether the registry calls it a portal (门户): a government's own site."""
        return "门户" in self.kind + self.name


class Platform(StrEnum):
    """Where a media account is kept."""

    WEIXIN = "weixin"
    WEIBO = "weibo"
    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    TOUTIAO = "toutiao"
    BILIBILI = "bilibili"
    XIAOHONGSHU = "xiaohongshu"
    PENGPAI = "pengpai"
    PEOPLE = "people"  # 人民号
    APP = "app"  # a program of the unit's own for telephones
    OTHER = "other"

    @property
    def word(self) -> str:
        """What papers call it."""
        return _PLATFORM_WORDS[self]


_PLATFORM_WORDS = {
    Platform.WEIXIN: "微信",
    Platform.WEIBO: "微博",
    Platform.DOUYIN: "抖音",
    Platform.KUAISHOU: "快手",
    Platform.TOUTIAO: "今日头条",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.XIAOHONGSHU: "小红书",
    Platform.PENGPAI: "澎湃号",
    Platform.PEOPLE: "人民号",
    Platform.APP: "移动客户端",
    Platform.OTHER: "其他",
}


class MediaStatus(StrEnum):
    """Where a media account stands in its life."""

    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class StatusChange(Fact, frozen=True, array_like=True):
    """A day from which a media account stood in a status."""

    day: dt.date
    status: MediaStatus


class MediaAccount(Subject, frozen=True, kw_only=True):
    """A registered account on a platform (政务新媒体); its organizer is the unit that keeps it."""

    of_kind: ClassVar = SubjectKind(
        noun="政务新媒体",
        key_name="编号",
        identifiers="xm[a-z2-7]{8}",
        pages="/media/",
        unseen="没有导入该账号的发布内容",
        unasked="新媒体账号的问题，导入改正后的发布内容时复核",
    )

    platform: Platform
    handle: str  # by which the platform knows it: 微信号, 微博UID
    addresses: tuple[str, ...] = ()  # of its pages on the platform; the first is its `url`
    status: MediaStatus = MediaStatus.RUNNING
    opened: dt.date | None = None
    interactive: bool | None = None  # whether it offers interaction that works; None: nobody looked
    max_age_days: int = 14  # without a post
    history: tuple[StatusChange, ...] = ()  # oldest first

    @property
    def shown_name(self) -> str:
        """Its name with its platform: a unit calls its accounts alike."""
        return media_name(self.name, self.platform)

    @property
    def is_kept(self) -> bool:
        """Whether it was not cancelled."""
        return self.status is not MediaStatus.CANCELLED

    @property
    def changed_on(self) -> dt.date | None:
        """The day from which it has stood in its status; None where nobody knows."""
        return self.history[-1].day if self.history else None

    @property
    def cancelling_since(self) -> dt.date | None:
        """The day on which its cancellation was begun; None where it was not."""
        days = [one.day for one in self.history if one.status is MediaStatus.CANCELLING]
        return days[-1] if days else None


def media_name(name: str, platform: Platform) -> str:
    """How papers call an account."""
    return f"{name}（{platform.word}）"


class DaySpan(Fact, frozen=True, array_like=True):
    """Days from the first to the last, both included."""

    since: dt.date
    through: dt.date


class Post(Fact, frozen=True, kw_only=True):
    """What a media account published once, as it was imported."""

    account: str  # the identifier of its account
    key: bytes  # 16 bytes, of its address, or of its time and title where it has none
    url: str  # "" where it has none
    at: dt.datetime
    title: str = ""
    text: str = ""

    @property
    def address(self) -> str:
        """Its address, or words that stand for one."""
        return self.url or f"post:{self.account}/{self.key.hex()}"
