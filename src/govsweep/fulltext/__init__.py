"""Full-text search over Chinese: what is looked for, and the index of pairs of characters.

`postings` needs NumPy, which takes a tenth of a second to load: it is imported where it is used.
"""

from govsweep.fulltext.phrases import Passage, Phrase, around, fold, passage, phrases_of

__all__ = ["Passage", "Phrase", "around", "fold", "passage", "phrases_of"]
