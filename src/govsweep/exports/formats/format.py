"""What a module of this package tells of its format."""

from collections.abc import Sequence
from typing import BinaryIO, NamedTuple, Protocol

from govsweep.exports.fields import Language
from govsweep.findings import Finding


class ExportWriter(Protocol):
    """Writes findings, in the order in which they are given, into an open stream of bytes."""

    def __call__(
        self, findings: Sequence[Finding], out: BinaryIO, language: Language = Language.EN, /
    ) -> None:
        """Write them; the stream is the caller's to close."""


class ExportFormat(NamedTuple):
    """A format: who writes it, and what it is good for."""

    write: ExportWriter
    text: bool = False  # whether it may go to a terminal or a pipe
    chinese: bool = False  # whether people read it, with heads and closed words in Chinese
    rank: int = 1_000  # its place among the formats, the lowest first
