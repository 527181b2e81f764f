"""The city's media accounts: their register, their posts, and what is wrong with them."""

import datetime as dt
from typing import NamedTuple

from govsweep.addresses import digest
from govsweep.city.draft import Draft, MenuLink
from govsweep.city.model import Planted, Trap
from govsweep.clock import BEIJING
from govsweep.facts import DaySpan, MediaAccount, MediaStatus, Platform, Post, StatusChange
from govsweep.media import identifier

_PORTAL, _CULTURE = "4388000001", "4388000025"
_REGISTERED, _STRANGE = "http://weibo.com/u/5500780001", "http://weibo.com/u/5500780099"
_LINKS = {_PORTAL: _REGISTERED, _CULTURE: _STRANGE}
_DISTRICT = "澜东区人民政府办公室"
_OPENED = dt.date(2019, 3, 1)
_SILENT = 23  # days
_KNOWN = 120  # days of which all posts are handed in
_GOOD = (
    ("我市部署冬季供水保障工作", "各供水单位要加强管网巡查，及时处置漏损，保障居民用水。"),
    ("市图书馆周末开放时间调整", "自本周起，周六、周日开放至晚上八点，欢迎市民前来阅读。"),
    ("办事指南：居住证怎样办理", "申请人可以登录政务服务网预约，也可以到就近的窗口办理。"),
)


class SampleMedia(NamedTuple):
    """The accounts of the city with what they published, and the truth about them."""

    accounts: tuple[MediaAccount, ...]
    posts: tuple[Post, ...]
    spans: dict[str, DaySpan]
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]


def link(draft: Draft) -> None:
    """Lead from some sites to accounts: one of them nobody registered."""
    target = _LINKS.get(draft.site.identifier)
    if target is not None:
        draft.friends.append(MenuLink("官方微博", target))


def build_media(day: dt.date, *, faults: bool = True) -> SampleMedia:
    """The accounts as they stand on the night of `day`."""
    portal = _account("平澜发布", Platform.WEIXIN, "pinglan_fabu", "平澜市人民政府办公室")
    weibo = _account(
        "平澜发布", Platform.WEIBO, "5500780001", "平澜市人民政府办公室", url=_REGISTERED
    )
    water = _account("平澜水利", Platform.WEIXIN, "pinglan_shuili", "平澜市水利局")
    sport = _account("平澜体育", Platform.DOUYIN, "pltiyu", "平澜市体育局")
    going = _account(
        "平澜审计", Platform.TOUTIAO, "plshenji", "平澜市审计局",
        left=day - dt.timedelta(days=40),
    )  # fmt: skip
    district = _account("澜东发布", Platform.WEIXIN, "landong_fabu", _DISTRICT)
    closing = _account(
        "澜东政务", Platform.KUAISHOU, "landongzw", _DISTRICT, left=day - dt.timedelta(days=25)
    )
    posts = [*_posts(portal, day, 1), *_posts(weibo, day, 2), *_posts(water, day, 3)]
    posts += _posts(sport, day, _SILENT if faults else 3)
    posts += [*_posts(going, day, 60), *_posts(district, day, 2), *_posts(closing, day, 50)]
    truth: list[Planted] = []
    if faults:
        slip = _post(
            water, day, 4, "抢修提示", "施工单位已为三个小区按装照明设施，居民夜间出行更加安全。"
        )
        posts.append(slip)
        silent = "超过两周没有发布"
        truth = [
            Planted(water.identifier, "typo", "按装", slip.url, "微信文章里的错字", ("按装",)),
            Planted(sport.identifier, "media-stale", sport.identifier, sport.url, silent),
            Planted(
                _CULTURE, "unregistered-media", _STRANGE, _STRANGE, "页脚通向没有登记的微博",
                ("weibo:5500780099",),
            ),
        ]  # fmt: skip
    span = DaySpan(day - dt.timedelta(days=_KNOWN), day)
    accounts = (portal, weibo, water, sport, going, district, closing)
    traps = (
        Trap(_PORTAL, "unregistered-media", _REGISTERED, "页脚通向登记过的微博"),
        Trap(going.identifier, "media-stale", going.url, "停更的账号正在注销"),
    )
    spans = {one.identifier: span for one in accounts}
    return SampleMedia(accounts, tuple(posts), spans, tuple(truth), traps)


def _account(
    name: str,
    platform: Platform,
    handle: str,
    organizer: str,
    *,
    url: str = "",
    left: dt.date | None = None,
) -> MediaAccount:
    history = [StatusChange(_OPENED, MediaStatus.RUNNING)]
    history += [StatusChange(left, MediaStatus.CANCELLING)] if left is not None else []
    return MediaAccount(
        identifier=identifier(platform, handle),
        name=name,
        url=url or f"media:{platform}/{handle}",
        organizer=organizer,
        platform=platform,
        handle=handle,
        addresses=(url,) if url else (),
        status=history[-1].status,
        opened=_OPENED,
        interactive=True,
        history=tuple(history),
    )


def _posts(account: MediaAccount, day: dt.date, newest: int) -> list[Post]:
    """A post every few days, the newest so many days old."""
    return [_post(account, day, age, *_GOOD[age % len(_GOOD)]) for age in range(newest, _KNOWN, 6)]


def _post(account: MediaAccount, day: dt.date, age: int, title: str, text: str) -> Post:
    at = dt.datetime.combine(day - dt.timedelta(days=age), dt.time(9, 20), BEIJING)
    url = f"http://posts.example/{account.handle}/{at:%Y%m%d}.html"
    return Post(
        account=account.identifier,
        key=digest(f"{account.identifier} {url}"),
        url=url,
        at=at,
        title=title,
        text=text,
    )
