"""How often the office agreed with a check or word rule: its figure in use."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from govsweep.lifecycle import Decision, DecisionKind
from govsweep.proportions import interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigure:
    """What the office said of the findings of one word rule, or of a check without rules."""

    check: str
    rule: str
    confirmed: int
    dismissed: int

    @property
    def share(self) -> float:
        """The share of findings decided on that were confirmed."""
        return self.confirmed / (self.confirmed + self.dismissed)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        return interval(self.confirmed, self.confirmed + self.dismissed) or (0.0, 1.0)


def rule_figures(decisions: Iterable[Decision]) -> list[RuleFigure]:
    """The figures of all rules decided on, by check and rule.

    A finding counts once, by what was said of it last, however far that reaches; a decision taken
    back counts for nothing, one that ran out still does.
    """
    last = {
        one.finding: one
        for one in decisions
        if one.revoked_at is None and one.verdict in (DecisionKind.CONFIRM, DecisionKind.DISMISS)
    }
    counts = Counter((one.check, one.rule, one.verdict) for one in last.values())
    rules = sorted({(check, rule) for check, rule, _ in counts})
    return [
        RuleFigure(
            check=check,
            rule=rule,
            confirmed=counts[check, rule, DecisionKind.CONFIRM],
            dismissed=counts[check, rule, DecisionKind.DISMISS],
        )
        for check, rule in rules
    ]
