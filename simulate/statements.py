"""SQL statements, compiled once for all databases of worlds and tests."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from govsweep.store import engine


def compile_once() -> None:
    """Let all databases of this program share what was compiled of each statement.

    SQLAlchemy keeps it by engine, and every process of a world opens its database anew: compiling
    took a quarter of a world's time.
    """
    compiled: LRUCache[Any, Any] = LRUCache(10_000)

    def is_same(one: DefaultDialect, other: object) -> bool:
        return type(one) is type(other)

    def keyed_by_kind(one: DefaultDialect) -> int:
        return hash(type(one))

    for name, method in (("__eq__", is_same), ("__hash__", keyed_by_kind)):
        setattr(DefaultDialect, name, method)
    shared = partial(sa.create_engine, execution_options={"compiled_cache": compiled})
    setattr(engine, "create_engine", shared)  # noqa: B010 - mypy forbids the plain form
