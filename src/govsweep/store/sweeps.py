"""Sweeps: opened, settled, closed, and what became of every address that they knew."""

from govsweep.store import (
    character_rows,
    fence_rows,
    home_rows,
    ledger_rows,
    rule_list_rows,
    settled_rows,
    sweep_rows,
)
from govsweep.store.repository import Reads, Repository, Writes


class SweepRepository(Repository):
    """All sweeps, the open one among them."""

    open = Writes(sweep_rows.open_sweep)
    get = Reads(sweep_rows.newest_sweep)
    all = Reads(sweep_rows.sweeps)
    begin_closing = Writes(settled_rows.begin_closing)
    reopen = Writes(sweep_rows.reopen)
    close = Writes(settled_rows.close_sweep)
    ledger = Reads(ledger_rows.ledger_rows)
    link_counts = Reads(ledger_rows.link_counts)
    newest_fence = Reads(fence_rows.newest)
    begin_queues = Writes(fence_rows.begin_queues)
    progress = Reads(ledger_rows.progress)
    homes = Reads(home_rows.homes)
    baseline_before = Reads(home_rows.baseline_before)
    characters = Reads(character_rows.characters)
    keep_settled = Writes(settled_rows.keep_settled)
    set_rules_version = Writes(sweep_rows.set_rules_version)
    keep_lists = Writes(rule_list_rows.keep_lists)
    lists = Reads(rule_list_rows.lists_of)
    list_rows = Reads(rule_list_rows.rows_of)
    standing_by_other_rules = Reads(rule_list_rows.standing_by_other_rules)
    add_crashes = Writes(sweep_rows.add_crashes)
