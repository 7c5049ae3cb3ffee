"""Who works here, in which role, for which business unit (R52, R53)."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record

ROLES = (
    "requester",
    "budget_owner",
    "procurement",
    "hr",
    "legal",
    "security",
    "finance",
    "executive",
)


class Person(Record):
    """A colleague; everything they do is recorded under their e-mail address."""

    __tablename__ = "people"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    roles: Mapped[list[str]]
    business_unit: Mapped[str] = mapped_column(String(120))
    manager: Mapped[str | None] = mapped_column(String(254))
    country: Mapped[str] = mapped_column(String(2))
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    slack_user: Mapped[str | None] = mapped_column(String(40), unique=True)

    def has(self, role: str) -> bool:
        """Whether the person holds the role."""
        return role in self.roles

    @property
    def stands_in_as(self) -> list[str]:
        """The roles in which the person may decide for others: never the budget owner's."""
        return [role for role in self.roles if role != "budget_owner"]
