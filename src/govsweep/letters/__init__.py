"""Letters to the government (来信、留言): how they are read, and how fast they are answered."""

from govsweep.letters.answers import with_flaws
from govsweep.letters.figures import LetterFigures, figures
from govsweep.letters.reading import (
    is_letter_page,
    is_letters,
    is_of_year,
    letter_of,
    letters_listed,
    may_be_letter,
    names_no_column,
    said_to_wait,
    united,
)

__all__ = [
    "LetterFigures",
    "figures",
    "is_letter_page",
    "is_letters",
    "is_of_year",
    "letter_of",
    "letters_listed",
    "may_be_letter",
    "names_no_column",
    "said_to_wait",
    "united",
    "with_flaws",
]
