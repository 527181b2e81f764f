"""Days as papers write them."""

import datetime as dt


def chinese_day(day: dt.date) -> str:
    """A day in Chinese: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
