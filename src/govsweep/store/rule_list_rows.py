"""Which lists of the office each sweep was judged by, as rows."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select

from govsweep.findings import LIVING
from govsweep.store.statements import add_new
from govsweep.tables import finding, rule_list, rule_row


def keep_lists(
    connection: Connection,
    number: int,
    lists: Mapping[str, int],
    said: Mapping[str, Mapping[bytes, bytes]] | None = None,
) -> None:
    """Keep how many rows of each list a sweep is judged by, and what they say, as digests.

    What those of earlier sweeps said is forgotten: rules are compared with the newest alone.
    """
    connection.execute(delete(rule_list).where(rule_list.c.sweep == number))
    rows = [{"sweep": number, "name": name, "rows": count} for name, count in lists.items()]
    add_new(connection, rule_list, rows)
    connection.execute(delete(rule_row).where(rule_row.c.sweep <= number))
    digests = [
        {"sweep": number, "name": name, "key": key, "content": content}
        for name, own in (said or {}).items()
        for key, content in own.items()
    ]
    add_new(connection, rule_row, digests)


def rows_of(connection: Connection, number: int) -> dict[str, dict[bytes, bytes]]:
    """What the rows of each list said that a sweep was judged by; empty where nobody noted it."""
    query = select(rule_row.c.name, rule_row.c.key, rule_row.c.content)
    found: dict[str, dict[bytes, bytes]] = {}
    for name, key, content in connection.execute(query.where(rule_row.c.sweep == number)):
        found.setdefault(name, {})[bytes(key)] = bytes(content)
    return found


def lists_of(connection: Connection, number: int) -> dict[str, int]:
    """How many rows of each list a sweep was judged by; empty where nobody noted it."""
    rows = connection.execute(
        select(rule_list.c.name, rule_list.c.rows)
        .where(rule_list.c.sweep == number)
        .order_by(rule_list.c.name)
    )
    return {str(name): int(count) for name, count in rows}


def standing_by_other_rules(connection: Connection, version: str) -> dict[str, int]:
    """How many findings stand that rules of another version than this made, by their word rule.

    What no word rule made is counted under "".
    """
    query = (
        select(finding.c.rule, func.count())
        .where(
            finding.c.state.in_([one.value for one in LIVING]), finding.c.rule_version != version
        )
        .group_by(finding.c.rule)
        .order_by(finding.c.rule)
    )
    return {str(rule): int(count) for rule, count in connection.execute(query)}
