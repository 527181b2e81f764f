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


class _Method(Generic[_Words, _Result]):
    """A function that takes a connection first, as a method of a repository."""

    def __init__(self, function: Callable[Concatenate[Connection, _Words], _Result]) -> None:
        """Bind a query or a change."""
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Repository]) -> Self: ...
    @overload
    def __get__(
        self, instance: Repository, owner: type[Repository]
    ) -> Callable[_Words, _Result]: ...
    def __get__(
        self, instance: Repository | None, owner: type[Repository]
    ) -> Self | Callable[_Words, _Result]:
        """The function in the repository's database."""
        return self if instance is None else self._bound(instance._transactions)

    def _bound(self, transactions: Transactions) -> Callable[_Words, _Result]:
        raise NotImplementedError


class Reads(_Method[_Words, _Result]):
    """A method of a repository that asks."""

    def _bound(self, transactions: Transactions) -> Callable[_Words, _Result]:
        return partial(transactions.read, self._function)


class Streams(_Method[_Words, Iterator[_Result]]):
    """A method of a repository that asks for what is too much to be in hand at once."""

    def _bound(self, transactions: Transactions) -> Callable[_Words, Iterator[_Result]]:
        return partial(transactions.stream, self._function)


class Writes(_Method[_Words, _Result]):
    """A method of a repository that changes something, in one transaction."""

    def _bound(self, transactions: Transactions) -> Callable[_Words, _Result]:
        return partial(transactions.write, self._function)
