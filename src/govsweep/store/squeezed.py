"""Bytes squeezed for the store, and whole again; what earlier versions deflated stays readable."""

import sys
import zlib
from threading import local

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_QUICK = 1  # as small as zlib's fastest level, in a quarter of its time


class _OfThread(local):
    """What a thread squeezes with: making it anew would take as long as the squeezing."""

    def __init__(self) -> None:
        self.compressor = zstd.ZstdCompressor(level=_QUICK)


_mine = _OfThread()


def squeeze(data: bytes) -> bytes:
    """The bytes as one frame of Zstandard."""
    return _mine.compressor.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)


def whole(stored: bytes) -> bytes:
    """The bytes again, in whichever of both forms they were stored."""
    is_deflated = stored[:1] == b"\x78"  # how zlib's streams begin, and no frame of Zstandard
    return zlib.decompress(stored) if is_deflated else zstd.decompress(stored)
