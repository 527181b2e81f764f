"""The reading process: takes files one after another until its channel closes.

    python -m govsweep.attachments.process MEMORY_BYTES CPU_SECONDS

What a file does to it ends here: it may be killed at any time and holds nothing worth keeping.
"""

import os
import sys
from contextlib import suppress
from typing import BinaryIO

import msgspec

from govsweep.attachments.channel import File, receive, send
from govsweep.attachments.page import read_attachment, unreadable

try:
    import resource
except ImportError:  # a system without such limits; the supervisor's clock holds anyway
    resource = None  # type: ignore[assignment]


def serve(incoming: BinaryIO, outgoing: BinaryIO, memory: int, cpu_seconds: int) -> None:
    """Read files until there are no more."""
    _limit_memory(memory)
    decoder = msgspec.msgpack.Decoder(File)
    while (frame := receive(incoming)) is not None:
        file = decoder.decode(frame)
        del frame
        _limit_time(cpu_seconds)
        try:
            page = read_attachment(file.body, url=file.url, content_type=file.content_type)
        except MemoryError:
            page = unreadable(file.url)
        send(outgoing, msgspec.msgpack.encode(page))


def _limit_memory(memory: int) -> None:
    if resource is not None:
        with suppress(ValueError, OSError):  # a system may not know or not grant it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """Let the process run for so many seconds more; the system ends it then."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + seconds + 1
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def main() -> None:
    """Serve on standard input and output; whatever a parser prints goes nowhere."""
    memory, cpu_seconds = map(int, sys.argv[1:3])
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, outgoing, memory, cpu_seconds)


if __name__ == "__main__":
    main()
