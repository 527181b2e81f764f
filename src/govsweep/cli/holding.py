"""What `govsweep findings --held` prints: each hold with its samples, and how to let it out."""

from collections.abc import Iterator

import click

from govsweep.reports.labels import check_name
from govsweep.store import Hold, Store

_SAMPLES = 3  # as many as one reads before deciding


def hold_lines(store: Store) -> Iterator[str]:
    """Every hold that still keeps findings back, with three of them."""
    standing = [one for one in store.holds.all() if one.findings and one.hold.id is not None]
    names = {one.identifier: one.shown_name for one in store.subjects()}
    for one in standing:
        yield f"{_rule(one.hold)}，{names.get(one.hold.site, one.hold.site) or '全市'}"
        yield f"  {one.at:%F} 起暂扣 {one.findings} 个：{one.hold.reason}"
        samples = store.holds.findings(one.hold.id or 0, _SAMPLES)
        for finding in samples:
            yield f"  {finding.short_id}  {finding.site_name}  {finding.message}"
            yield f"            {finding.url}"
        for finding in samples[:1]:
            yield f"  看过无误，一次全部放行：govsweep decide {finding.short_id} release --why 理由"
    yield f"共 {len(standing)} 组暂扣，{sum(one.findings for one in standing)} 个问题"


def _rule(hold: Hold) -> str:
    name = check_name(hold.check)
    return f"{name}（规则 {hold.rule}）" if hold.rule else name


def say_held(store: Store) -> None:
    """Say that something is held, where it is, and how to look at it."""
    held = sum(one.findings for one in store.holds.all())
    if held:
        words = f"有 {held} 个问题暂扣待核，看样例、放行：govsweep findings --held"
        click.secho(words, fg="yellow", err=True)
