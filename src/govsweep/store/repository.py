"""What a repository is: what the store knows of one subject, bound from where the SQL stands.

A method is bound from a function that takes a connection first, so that its types, its words and
its documentation are said once:

    class SiteRepository(Repository):
        all = Reads(site_rows.sites)
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from sqlalchemy import Connection

from govsweep.store.transactions import Transactions

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


class Repository:
    """What the store knows of one subject."""

    def __init__(self, transactions: Transactions) -> None:
        """Reach it through transactions of its database."""
        self._transactions = transactions


class Reads(Generic[_Words, _Result]):
    """A method of a repository that asks."""

    def __init__(self, query: Callable[Concatenate[Connection, _Words], _Result]) -> None:
        """Bind a query."""
        self._query = query
        self.__doc__ = query.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Repository]) -> Self: ...
    @overload
    def __get__(
        self, instance: Repository, owner: type[Repository]
    ) -> Callable[_Words, _Result]: ...
    def __get__(
        self, instance: Repository | None, owner: type[Repository]
    ) -> Self | Callable[_Words, _Result]:
        """The query in the repository's database."""
        return self if instance is None else partial(instance._transactions.read, self._query)


class Streams(Generic[_Words, _Result]):
    """A method of a repository that asks for what is too much to be in hand at once."""

    def __init__(self, query: Callable[Concatenate[Connection, _Words], Iterator[_Result]]) -> None:
        """Bind a query."""
        self._query = query
        self.__doc__ = query.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Repository]) -> Self: ...
    @overload
    def __get__(
        self, instance: Repository, owner: type[Repository]
    ) -> Callable[_Words, Iterator[_Result]]: ...
    def __get__(
        self, instance: Repository | None, owner: type[Repository]
    ) -> Self | Callable[_Words, Iterator[_Result]]:
        """The query in the repository's database."""
        return self if instance is None else partial(instance._transactions.stream, self._query)


class Writes(Generic[_Words, _Result]):
    """A method of a repository that changes something, in one transaction."""

    def __init__(self, change: Callable[Concatenate[Connection, _Words], _Result]) -> None:
        """Bind a change."""
        self._change = change
        self.__doc__ = change.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Repository]) -> Self: ...
    @overload
    def __get__(
        self, instance: Repository, owner: type[Repository]
    ) -> Callable[_Words, _Result]: ...
    def __get__(
        self, instance: Repository | None, owner: type[Repository]
    ) -> Self | Callable[_Words, _Result]:
        """The change in the repository's database."""
        return self if instance is None else partial(instance._transactions.write, self._change)
