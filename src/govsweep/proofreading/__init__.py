"""Proofreading: a manuscript judged by the word rules before it is published, and given back."""

from govsweep.proofreading.manuscript import (
    Manuscript,
    is_markup,
    read_manuscript,
    require_markup,
)
from govsweep.proofreading.marked_document import marked_document
from govsweep.proofreading.proofread import GARBLED, Proofread, proofread

__all__ = [
    "GARBLED",
    "Manuscript",
    "Proofread",
    "is_markup",
    "marked_document",
    "proofread",
    "read_manuscript",
    "require_markup",
]
