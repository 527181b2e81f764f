"""The reader of attachments: has them read in a process of its own, and replaces it at need."""

import os
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from typing import Self

import msgspec

from govsweep.addresses import host
from govsweep.attachments.channel import File, receive, send
from govsweep.attachments.page import unreadable
from govsweep.attachments.types import LARGEST
from govsweep.facts import Page

_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP")
_FILES = 200  # read by one process; then another is started, whatever the parsers kept


class AttachmentReader:
    """Reads attachments in one process of its own, which is started for the first of them.

    A file that takes too long or too much costs the process and is unreadable. A host whose files
    did so several times is believed no more: its other files are unreadable at once.
    """

    def __init__(
        self,
        *,
        seconds: float = 20.0,
        cpu_seconds: int = 15,
        memory: int = 512 * 1024 * 1024,
        losses: int = 5,
    ) -> None:
        self._seconds = seconds
        self._limits = (str(memory), str(cpu_seconds))
        self._most_losses = losses
        self._losses: Counter[str] = Counter()
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._turn = threading.Lock()
        self._decoder = msgspec.msgpack.Decoder(Page)

    def __call__(self, body: bytes, *, url: str, content_type: str = "") -> Page:
        """The facts of an attachment; blocks, and may be called from any thread."""
        if len(body) > LARGEST:
            return unreadable(url)
        with self._turn:
            if self._losses[host(url)] >= self._most_losses:
                return unreadable(url)
            page = self._ask(File(url, content_type, body))
            if page is None:
                self._losses[host(url)] += 1
                self._end()
            return page or unreadable(url)

    @property
    def pid(self) -> int | None:
        """The process that reads at the moment, if there is one."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _ask(self, file: File) -> Page | None:
        process = self._started()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - pipes
        clock = threading.Timer(self._seconds, process.kill)
        clock.daemon = True
        clock.start()
        try:
            send(process.stdin, msgspec.msgpack.encode(file))
            frame = receive(process.stdout)
            return None if frame is None else self._decoder.decode(frame)
        except (OSError, msgspec.DecodeError):
            return None
        finally:
            clock.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._files >= _FILES:
            self._end()
        if self._process is None:
            # It has no business with the worker's settings, and must not know its secrets.
            environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "govsweep.attachments.process", *self._limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment | {"PYTHONUTF8": "1"},
                start_new_session=True,  # a worker's Ctrl-C is the worker's to answer
            )
            self._files = 0
        self._files += 1
        return self._process

    def _end(self) -> None:
        process, self._process, self._files = self._process, None, 0
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not yet sent is lost with it
                    if pipe is not None:
                        pipe.close()
            process.wait()
