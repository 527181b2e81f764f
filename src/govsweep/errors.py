"""What can go wrong with a run, each with its exit code.

    GovsweepError            1  the job ended, but not as it should
    ├── ClosedError          1  the sweep is closed: what is read now counts nowhere
    ├── InputError           2  wrong use or bad input: says file, line and field
    ├── RefusedError         2  asked for by somebody who may not
    └── ServiceError         3  a database or Redis server cannot be reached

A site that cannot be reached is no error: it is a fact (`facts.Failure`) and is judged.
"""


class GovsweepError(Exception):
    """The base of every error this package raises on purpose."""

    exit_code = 1

    @property
    def told(self) -> str:
        """What a page says of it."""
        return str(self)


class ClosedError(GovsweepError):
    """A sweep takes nothing more: it is closed, or being closed by another process."""


class InputError(GovsweepError):
    """The user's words or files are not usable; the message names file, line and field.

    `command` is what to type next: it ends the message at a prompt, and no page tells it, whose
    readers have none.
    """

    exit_code = 2

    def __init__(self, told: str = "", command: str = "") -> None:
        super().__init__(f"{told}{command}")
        self._told = told

    @property
    def told(self) -> str:
        """What a page says of it."""
        return self._told


class RefusedError(GovsweepError):
    """Somebody asks for what is not theirs to see or to do."""

    exit_code = 2

    def __init__(self, told: str = "这一项不在您的权限之内") -> None:
        super().__init__(told)


class ServiceError(GovsweepError):
    """A service the job needs does not answer; the message says which and how to mend it."""

    exit_code = 3
