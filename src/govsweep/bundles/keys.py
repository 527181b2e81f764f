"""The key that a district signs its bundles with (Ed25519), kept in a file of its own."""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from govsweep import reasons
from govsweep.errors import InputError

_FOR = b"govsweep bundle manifest\n"  # so that a signature serves for nothing else
_KEY_SIZE = 32


class SigningKey(NamedTuple):
    """A district's key, and the name by which its superior knows it."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public half, in base64."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()

    def sign(self, content: bytes) -> bytes:
        """Its signature of a manifest, 64 bytes; always the same."""
        return self.private.sign(_FOR + content)


def is_public(text: str) -> bool:
    """Whether a text is a public key as it is printed."""
    try:
        return len(base64.b64decode(text, validate=True)) == _KEY_SIZE
    except (binascii.Error, ValueError):
        return False


def is_signed(content: bytes, signature: bytes, public: str) -> bool:
    """Whether a manifest was signed by who holds a key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(signature, _FOR + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def write_new_key(path: Path, name: str) -> SigningKey:
    """Make a key in a new file that its owner alone can read.

    Raises `InputError` where the file is there already: a key that is lost cannot be made again.
    """
    key = SigningKey(name, Ed25519PrivateKey.generate())
    secret = base64.b64encode(key.private.private_bytes_raw()).decode()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError(f"{path} 已经存在：密钥不能覆盖，要换密钥请另写一个文件名") from None
    except OSError as error:
        raise InputError(f"{path} 无法写入：{reasons.of_system(error)}") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps({"name": name, "private": secret}, ensure_ascii=False) + "\n")
    return key


def read_key(path: Path) -> SigningKey:
    """The key of a file; raises `InputError` where it is none, or others can read it."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = reasons.of_system(error) if isinstance(error, OSError) else "不是文字"
        raise InputError(
            f"{path} 无法读取：{why}。密钥用 govsweep bundle key new 名称 生成"
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise InputError(f"{path} 别人也能读：请先 chmod 600 {path}；若可能已经泄露，请换密钥")
    try:
        told: Mapping[str, str] = json.loads(text)
        secret = base64.b64decode(told["private"], validate=True)
        return SigningKey(str(told["name"]), Ed25519PrivateKey.from_private_bytes(secret))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} 不是 govsweep bundle key new 生成的密钥文件") from error
