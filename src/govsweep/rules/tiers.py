"""The statistical tiers of the word rules, named as their marks name them."""

from enum import StrEnum


class Tier(StrEnum):
    """A tier that infers from counts what nobody wrote a rule for."""

    LEXICON = "typo-lexicon"
    PHRASE = "typo-phrase"
    HOMOPHONE = "typo-homophone"
    COLLOCATION = "typo-collocation"
    SPELLER = "typo-speller"
    DOUBLED = "typo-doubled"
    REPEATED = "typo-repeated"
    SWAPPED = "typo-swapped"
    MISSING = "typo-missing"

    @property
    def short(self) -> str:
        """Its name among the tiers of a card."""
        return self.removeprefix("typo-")
