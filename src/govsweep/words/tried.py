"""Written rules by themselves, tried on texts before they count."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from govsweep.rules import Rules, WordRule
from govsweep.words.hidden import HiddenTexts
from govsweep.words.lexicon_rules import LexiconRules
from govsweep.words.literals import Literals
from govsweep.words.normal import Batch


class TriedHit(NamedTuple):
    """A place of a text where a rule would speak."""

    rule: WordRule
    start: int
    end: int
    suggestion: str


class TriedRules:
    """Written rules, with the words that the office allows; no other rule speaks."""

    def __init__(self, rules: Sequence[WordRule], allowed: Collection[str] = ()) -> None:
        """Make them ready."""
        words = frozenset(allowed)
        self._rules = LexiconRules(Rules("", tuple(rules), allowed_words=words))
        self._literals = Literals(
            [*self._rules.literals, *(("allowed", word, None) for word in words)]
        )

        self._hidden = HiddenTexts(self._rules.gapped)

    def hits(self, texts: Sequence[str]) -> list[list[TriedHit]]:
        """Where the rules would speak in each text, in order."""
        batch = Batch.of(list(texts))
        found: list[list[TriedHit]] = [[] for _ in texts]
        hidden = self._hidden.find(batch, self._literals)
        for index, hit in self._rules.hits(batch, self._literals.find(batch.text), hidden):
            start, end = hit.plain.span(hit.start, hit.end)
            found[index].append(TriedHit(hit.rule, start, end, hit.suggestion))
        return [sorted(some, key=lambda one: (one.start, one.end)) for some in found]
