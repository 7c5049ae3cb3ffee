"""Who may read what, and what was in force when: the two gates every passage passes twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.library.documents import EVERYONE

ALWAYS, NEVER = 0, 99_999_999


@dataclass(frozen=True)
class Reader:
    """Who asks, where; in a public channel only what everyone may read is used."""

    email: str = ""
    roles: tuple[str, ...] = ()
    public_channel: bool = False
    country: str = ""
    business_unit: str = ""
    name: str = ""

    @property
    def rights(self) -> frozenset[str]:
        """The audiences this reader belongs to."""
        if self.public_channel or not self.email:
            return frozenset({EVERYONE})
        own = {EVERYONE, self.email, *self.roles, self.business_unit}
        return frozenset(name.strip().lower() for name in own if name.strip())

    def may_read(self, audience: Sequence[str]) -> bool:
        """Whether a document for this audience is for this reader."""
        return not self.rights.isdisjoint(name.lower() for name in audience)


ANYONE = Reader()


def day_number(day: date | None, default: int) -> int:
    """A date as a number that sorts and that an index can filter, such as 20260301."""
    return default if day is None else day.year * 10_000 + day.month * 100 + day.day


def from_number(number: int) -> date | None:
    """The date again; None where the interval is open."""
    if number in (ALWAYS, NEVER):
        return None
    return date(number // 10_000, number // 100 % 100, number % 100)
