"""The superior's list of keys."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep.bundles import Sender, SigningKey, read_senders, sender_of
from govsweep.errors import InputError

KEY = "A" * 43 + "="


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bundle_keys.csv"
    for day in ("2026-10-01", "2026年10月1日", "2026/10/1"):
        path.write_text(f"名称,公钥,起始日期,截止日期\n东江县,{KEY},{day},\n", "utf-8")
        assert read_senders(path) == (
            [Sender(name="东江县", key=KEY, since=dt.date(2026, 10, 1))],
            [],
        )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("东江县,abc,,", "公钥”：“abc”不是公钥"),
        (f"东江县,{KEY},十月,", "起始日期”：“十月”不是日期"),
        (f"东江县,{KEY},2026-10-02,2026-10-01", "早于起始日期"),
        (f",{KEY},,", "名称"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "bundle_keys.csv"
    path.write_text(f"名称,公钥,起始日期,截止日期\n{row}\n", "utf-8")
    (fault,) = read_senders(path).faults
    assert told.rsplit("”：", maxsplit=1)[-1] in str(fault) and fault.line == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"key": "B" * 43 + "="}, "不在名单里"),
        ({"name": "西江县"}, "是“西江县”的"),
        ({"until": dt.date(2026, 11, 27)}, "不在有效期内"),
        ({"since": dt.date(2026, 11, 29)}, "不在有效期内"),
    ],
)
def test_whom_it_does_not_know_is_refused(
    make_manifest: Callable[..., Any], words: dict[str, Any], told: str
) -> None:
    sender = Sender(**({"name": "东江县", "key": KEY} | words))
    with pytest.raises(InputError, match=told):
        sender_of(make_manifest(), [sender])


def test_whom_it_knows_is_told(make_manifest: Callable[..., Any], key: SigningKey) -> None:
    sender = Sender(name="东江县", key=key.public, until=dt.date(2026, 11, 28))
    assert sender_of(make_manifest(key=key.public), [sender]) is sender
