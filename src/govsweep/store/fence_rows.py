"""The fence: what workers may still write in a sweep, asked in the transaction that writes.

A worker may stand still for an hour (a machine that was suspended, a network that was away) and
go on as if nothing were. Its lease is another's by then, or its sweep is closed and the next one
has seen more than it knows: whatever it writes would be false.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select, update

from govsweep.errors import ClosedError
from govsweep.store.statements import insert
from govsweep.tables import lease, sweep


def is_open(connection: Connection, number: int) -> bool:
    """Whether workers may write in a sweep; it stays so until the transaction ends."""
    # The weakest lock that a closing waits for: workers do not wait for each other.
    row = connection.execute(
        select(sweep.c.closing_at, sweep.c.closed_at)
        .where(sweep.c.id == number)
        .with_for_update(read=True, key_share=True)
    ).first()
    return row is not None and row.closing_at is None and row.closed_at is None


def lock(connection: Connection, number: int) -> None:
    """Wait for the transactions that write in a sweep, and let none begin before this one ends."""
    connection.execute(select(sweep.c.id).where(sweep.c.id == number).with_for_update())


def overtaken(connection: Connection, number: int, fences: Mapping[str, int]) -> set[str]:
    """Of some queues with the fences of their leases, those in which a later lease has written.

    For the others, no earlier lease writes from here on.
    """
    its = lease.c.sweep == number
    query = (
        select(lease.c.queue, lease.c.fence)
        .where(its, lease.c.queue.in_(sorted(fences)))
        .order_by(lease.c.queue)
        .with_for_update(read=True)
    )
    known: dict[str, int] = {row.queue: row.fence for row in connection.execute(query)}
    later = {queue for queue, fence in known.items() if fence > fences[queue]}
    for queue, fence in sorted(fences.items()):
        if queue not in later and known.get(queue) != fence:
            later |= _take(connection, number, queue, fence)
    return later


def _take(connection: Connection, number: int, queue: str, fence: int) -> set[str]:
    """Note that a lease writes; gives the queue where another was quicker."""
    adding = insert(connection, lease).values(sweep=number, queue=queue, fence=fence)
    taken = connection.execute(
        adding.on_conflict_do_update(
            index_elements=["sweep", "queue"],
            set_={"fence": fence},
            where=lease.c.fence <= fence,
        ).returning(lease.c.queue)
    ).first()
    return set() if taken else {queue}


def closed(number: int, answers: int = 0) -> ClosedError:
    """What is said where a sweep takes no more, with how many answers came too late."""
    lost = f"，{answers} 个应答来晚了，没有写入" if answers else ""
    return ClosedError(f"巡检 {number} 已收尾或正在收尾，不再接收{lost}")


def newest(connection: Connection, number: int) -> int:
    """The fence of the latest lease that has written in a sweep; 0 where none has.

    Raises `ClosedError` where the sweep takes no more: nothing may be built upon it.
    """
    _refuse_closed(connection, number)
    query = select(func.max(lease.c.fence)).where(lease.c.sweep == number)
    return connection.scalar(query) or 0


def _refuse_closed(connection: Connection, number: int) -> None:
    if not is_open(connection, number):
        raise closed(number)


def begin_queues(connection: Connection, number: int, server: str) -> bool:
    """Note at which server a sweep's queues are being built; whether they stood there before.

    Raises `ClosedError` where the sweep takes no more: who wanted to build them may have stood
    still for a day since it asked for the fence.
    """
    _refuse_closed(connection, number)
    stood = connection.scalar(select(sweep.c.queue_server).where(sweep.c.id == number)) == server
    if not stood:
        connection.execute(update(sweep).where(sweep.c.id == number).values(queue_server=server))
    return stood


def forget(connection: Connection, number: int) -> None:
    """Drop what is known of the leases of a sweep that is closed: none writes any more."""
    connection.execute(delete(lease).where(lease.c.sweep == number))


def count_refused(connection: Connection, number: int, count: int) -> None:
    """Count what came too late."""
    if count:
        connection.execute(
            update(sweep).where(sweep.c.id == number).values(refused=sweep.c.refused + count)
        )
