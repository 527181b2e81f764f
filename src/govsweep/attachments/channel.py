"""The channel between a worker and its reading process: frames of msgpack, nothing pickled."""

import struct
from typing import IO

import msgspec

_LENGTH = struct.Struct(">I")
_LARGEST = 32_000_000  # bytes of a frame that is taken in


class File(msgspec.Struct, frozen=True, array_like=True):
    """A file on its way to be read."""

    url: str
    content_type: str
    body: bytes


def send(stream: IO[bytes], frame: bytes) -> None:
    """Write one frame."""
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one frame; None where the other side is gone or sends what cannot be one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LARGEST:
        return None
    frame = stream.read(length)
    return frame if len(frame) == length else None
