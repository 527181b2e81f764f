"""Standing orders: words that the office has looked for."""

from govsweep.store import order_rows
from govsweep.store.repository import Reads, Repository, Writes


class OrderRepository(Repository):
    """All standing orders."""

    all = Reads(order_rows.orders)
    in_force = Reads(order_rows.orders_in_force)
    give = Writes(order_rows.give_order)
    end = Writes(order_rows.end_order)
