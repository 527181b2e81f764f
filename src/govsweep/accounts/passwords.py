"""Passwords: how they are kept, and which are refused.

Only Argon2's hash is kept (RFC 9106, its second recommended choice: 64 MiB). One hash takes the
fifth part of a second on purpose, so few are made at a time: see `web.signing_in`.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from govsweep.errors import InputError

LEAST = 10  # characters
_MOST = 200
_DIFFERENT = 5
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept.

    Of nobody (None) it takes as long, so that nobody learns from the time which names there are.
    """
    try:
        right = _hasher.verify(kept or _nobody(), password[: _MOST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def check_password(password: str, name: str) -> None:
    """Raise `InputError` for a password that is too easily guessed."""
    if not LEAST <= len(password) <= _MOST:
        raise InputError(f"密码要有 {LEAST} 至 {_MOST} 个字符")
    if len(set(password)) < _DIFFERENT:
        raise InputError(f"密码太简单：至少要有 {_DIFFERENT} 个不同的字符")
    if name.lower() in password.lower() and len(password) - len(name) < LEAST // 2:
        raise InputError("密码太简单：不能只是帐号名加几个字符")


@cache
def _nobody() -> str:
    return hashed("nobody has this password")
