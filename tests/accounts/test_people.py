"""Names, passwords, and how long to wait after wrong ones."""

import pytest

from govsweep.accounts import ROLE_NAMES, WINDOW, Role, account_name, passwords, wait_after
from govsweep.accounts.throttle import OF_ADDRESS, OF_NAME
from govsweep.errors import InputError


class TestNames:
    def test_one_person_is_written_in_one_way(self) -> None:
        assert account_name(" Ｗａｎｇ ") == account_name("wang") == "wang"
        assert account_name("王工") == "王工"

    @pytest.mark.parametrize("words", ["", "  ", "王 工", "a\x00b", "x" * 41, "a\u202eb"])
    def test_others_are_refused(self, words: str) -> None:
        with pytest.raises(InputError, match="帐号名"):
            account_name(words)

    def test_every_role_has_a_name(self) -> None:
        assert set(ROLE_NAMES) == set(Role)


class TestPasswords:
    def test_only_the_right_one_is_right(self) -> None:
        kept = passwords.hashed("correct horse battery")
        assert kept.startswith("$argon2id$v=19$m=65536,t=3,")  # RFC 9106, the second choice
        assert passwords.is_right(kept, "correct horse battery")
        assert not passwords.is_right(kept, "correct horse batterY")
        assert not passwords.is_right(kept, "")
        assert passwords.hashed("correct horse battery") != kept

    def test_nobody_has_any(self) -> None:
        assert not passwords.is_right(None, "nobody has this password")

    def test_what_is_no_hash_fits_nothing(self) -> None:
        assert not passwords.is_right("", "x")
        assert not passwords.is_right("plain words", "plain words")

    @pytest.mark.parametrize(
        "words", ["short", "x" * 201, "aaaaaaaaaaaa", "wanggong1234", "1212121212"]
    )
    def test_what_is_easily_guessed_is_refused(self, words: str) -> None:
        with pytest.raises(InputError, match="密码"):
            passwords.check_password(words, "wanggong")

    def test_a_longer_one_may_hold_the_name(self) -> None:
        passwords.check_password("wanggong reads the news", "wanggong")


class TestWaiting:
    def test_nobody_waits_at_first(self) -> None:
        assert wait_after([], [], 1000.0) == 0.0
        assert wait_after([1.0] * (OF_NAME - 1), [1.0] * (OF_ADDRESS - 1), 2.0) == 0.0

    def test_a_name_waits_until_the_window_has_passed(self) -> None:
        failures = [float(at) for at in range(OF_NAME)]
        assert wait_after(failures, [], 10.0) == pytest.approx(WINDOW - 10.0)
        assert wait_after(failures, [], WINDOW + 0.5) == 0.0

    def test_an_address_waits_whatever_the_names(self) -> None:
        assert wait_after([], [5.0] * OF_ADDRESS, 6.0) == pytest.approx(WINDOW - 1.0)
