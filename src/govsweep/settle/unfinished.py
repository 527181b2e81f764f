"""Findings of a site that a sweep did not finish: what an earlier one counted more of stands."""

from collections.abc import Iterable, Iterator

from govsweep.findings import Finding


def counted_before(found: Iterable[Finding], standing: Iterable[Finding]) -> Iterator[Finding]:
    """Findings as an unfinished look makes them, each with the most that is known of it.

    In fewer places than before means no more than that fewer were looked at: where the same rules
    counted more, their words stand. Which pages those are is told by the sightings.
    """
    before = {one.id: one for one in standing}
    for one in found:
        known = before.get(one.id)
        yield one if known is None or not _counts_more(known, one) else _as_counted(one, known)


def _counts_more(known: Finding, one: Finding) -> bool:
    """Whether the earlier count stands; of one place alone the words are those of the day."""
    if known.rule_version != one.rule_version:
        return False
    return known.sightings > one.sightings or known.sightings == one.sightings > 1


def _as_counted(one: Finding, known: Finding) -> Finding:
    return one.model_copy(
        update={
            "message": known.message,
            "sightings": known.sightings,
            "severity": known.severity,
            "certainty": known.judged or known.certainty,
        }
    )
