"""Importing results from elsewhere: they are findings at once, and live like any other."""

from pathlib import Path
from typing import NamedTuple

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.errors import InputError
from govsweep.facts import Context, OutsideResult, first_look
from govsweep.findings import LIVING, Finding
from govsweep.judging import FactJudge
from govsweep.one_cause import CHECKS, parts
from govsweep.outside_results import read_results
from govsweep.spiders.routes import Routes
from govsweep.store import Store
from govsweep.table_rows import RowFault, require_rows


class ResultImport(NamedTuple):
    """What became of a list of results."""

    rows: int
    new: int
    relapsed: int  # that were mended, and found again on a later day
    mended: int  # that were mended, and of no later day
    faults: list[RowFault]


def import_results(store: Store, path: Path, by: Actor) -> ResultImport:
    """Keep the good rows of a file, and make findings of those that are new.

    Raises `InputError` where no sweep was made yet: findings are seen in sweeps.
    """
    sweep = store.sweeps.get()
    if sweep is None:
        raise InputError("还没有做过巡检，检查结果没有地方记。请先运行 govsweep sweep")
    moment = clock.now()
    sites = store.sites.all()
    subjects = {one.identifier: one for one in store.subjects()}
    rows, faults = read_results(path, moment.date(), subjects, Routes(sites).site_of)
    require_rows(path, rows, faults)
    judge = FactJudge(sweep=sweep.id, rule_version=sweep.rules_version)

    def told(one: OutsideResult) -> list[Finding]:
        context = Context(site=subjects[one.site], day=sweep.as_of)
        return judge(first_look(one, context), moment).findings

    results = [row.result for row in rows]
    added = store.results.add(results, by, moment, source=path.name, told=told, sweep=sweep.id)
    for site in sorted({one.site for one in (*added.new, *added.relapsed)}):
        standing = store.findings.all(
            site=[site], check=CHECKS, state=[one.value for one in LIVING]
        )
        store.findings.assign_parts(site, parts(standing))
    return ResultImport(len(rows), len(added.new), len(added.relapsed), added.mended, faults)
