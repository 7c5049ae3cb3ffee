"""Everything that can go wrong, one class a distinguishable case.

::

    SourcingError               a sentence that a person may read
    ├── Refused                 a rule or a right says no            (exit status 1)
    │   ├── NotAllowed          this person may not do this
    │   ├── Incomplete          fields are missing before this can be done
    │   ├── Stale               the record moved on since it was read
    │   └── WrongState          the record's status does not allow this
    ├── Misuse                  the input is wrong                    (exit status 2)
    │   ├── BadInput            a value cannot be read
    │   └── NotFound            nobody and nothing has that id
    └── Unavailable             something outside failed; try again   (exit status 1)

Messages name what is wrong and what to do. Foreign exceptions are translated at the edge,
so their text never reaches a person.
"""

from collections.abc import Sequence


class SourcingError(Exception):
    """A sentence that a person may read: what is wrong, and what to do."""

    exit_status = 1


class Refused(SourcingError):
    """A rule or a right says no; `rule` names it, `policy` the document that explains it."""

    def __init__(self, message: str, *, rule: str = "", policy: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.policy = policy


class NotAllowed(Refused):
    """The person has no right to do this."""


class Incomplete(Refused):
    """Fields are missing before this can be done; `missing` names them."""

    def __init__(self, message: str, *, missing: Sequence[str], rule: str = "R45") -> None:
        super().__init__(message, rule=rule)
        self.missing = tuple(missing)


class Stale(Refused):
    """The record moved on since it was read."""


class WrongState(Refused):
    """The record's status does not allow this."""


class Misuse(SourcingError):
    """The input is wrong."""

    exit_status = 2


class BadInput(Misuse):
    """A value cannot be read."""


class NotFound(Misuse):
    """Nobody and nothing has that id."""


class Unavailable(SourcingError):
    """Something outside failed; trying again may help."""
