"""National laws and regulations that hold no more, and what took their place.

Source: the closing provisions of the laws that replaced them, and the State Council's decisions.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from govsweep.policy_names import title_key


class RepealedLaw(NamedTuple):
    """From when a law holds no more, and what to look at instead."""

    title: str
    day: dt.date
    instead: str


_CIVIL_CODE = dt.date(2021, 1, 1)
_INVESTMENT = dt.date(2020, 1, 1)
_LAWS = (
    *(
        RepealedLaw(f"中华人民共和国{name}", _CIVIL_CODE, "《中华人民共和国民法典》")
        for name in (
            *("婚姻法", "继承法", "民法通则", "收养法", "担保法", "合同法", "物权法"),
            *("侵权责任法", "民法总则"),
        )
    ),
    *(
        RepealedLaw(f"中华人民共和国{name}", _INVESTMENT, "《中华人民共和国外商投资法》")
        for name in ("外资企业法", "中外合资经营企业法", "中外合作经营企业法")
    ),
    RepealedLaw("中华人民共和国城市规划法", dt.date(2008, 1, 1), "《中华人民共和国城乡规划法》"),
    RepealedLaw("中华人民共和国食品卫生法", dt.date(2009, 6, 1), "《中华人民共和国食品安全法》"),
    RepealedLaw("中华人民共和国行政监察法", dt.date(2018, 3, 20), "《中华人民共和国监察法》"),
    RepealedLaw("城市房屋拆迁管理条例", dt.date(2011, 1, 21), "《国有土地上房屋征收与补偿条例》"),
    RepealedLaw(
        "中华人民共和国营业税暂行条例", dt.date(2017, 11, 19), "《中华人民共和国增值税暂行条例》"
    ),
)
_BY_KEY: Mapping[str, RepealedLaw] = {title_key(one.title): one for one in _LAWS} | {
    title_key(one.title.removeprefix("中华人民共和国")): one
    for one in _LAWS
    if one.title.startswith("中华人民共和国")
}


def repealed_law(title: str, day: dt.date) -> RepealedLaw | None:
    """The law of a title, where it holds no more on a day."""
    found = _BY_KEY.get(title_key(title))
    return found if found is not None and found.day <= day else None
