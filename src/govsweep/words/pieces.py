"""Two characters that are nobody's: what sounds and looks as they do contends with what is usual.

What is most usual is not what is meant where it only sounds nearly so: 赔餐 is 陪餐, not 赔偿.
"""

import numpy as np

from govsweep.words.confusions import confusions
from govsweep.words.dictionary import usage
from govsweep.words.evidence import PAD
from govsweep.words.known_words import piece
from govsweep.words.lookalikes import alike
from govsweep.words.ngrams import encode
from govsweep.words.pairs import homophones
from govsweep.words.proposals import Proposal, Reading

_USED = 6  # level of what official text has now and then


def contended(reading: Reading, one: Proposal, place: int, meant: str) -> Proposal:
    """A proposal for a character, or in its stead, and not for certain, what contends with it."""
    text = reading.batch.text
    if _sound_alike(text[place], meant):
        return one
    for start in (place - 1, place):
        quote = text[start : start + 2]
        if piece(reading.scene, np.array([start + PAD]))[0] and (word := _contender(quote)):
            reason = f"“{quote}”从未见于公文，与“{word}”同音、形近"
            return one._replace(
                start=start, end=start + 2, meant=word, reason=reason, doubtful=True
            )
    return one


def _contender(quote: str) -> str:
    """What official text has that sounds just as two characters and looks like them, one kept."""
    words = [
        word
        for at in (0, 1)
        for other in confusions().meant_by(quote[at])
        if _sound_alike(quote[at], other)
        and ord(other) in alike(encode(quote[at]))[1]
        and usage(word := quote[:at] + other + quote[at + 1 :]) >= _USED
    ]
    return max(words, key=usage, default="")


def _sound_alike(one: str, other: str) -> bool:
    return bool(homophones().exactly(encode(one), encode(other))[0])
