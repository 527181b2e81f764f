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
        if (
            known is None
            or known.sightings <= one.sightings
            or known.rule_version != one.rule_version
        ):
            yield one
            continue
        yield one.model_copy(
            update={
                "message": known.message,
                "sightings": known.sightings,
                "severity": known.severity,
                "certainty": known.judged or known.certainty,
            }
        )
