"""Where something was read: a field of a profile, the place in it, and the very words."""

from dataclasses import asdict, dataclass
from typing import Any

from knowledge.talent import TalentProfile


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a profile: `text_of(profile, field)[start:end] == quote`."""

    field: str
    start: int
    end: int
    quote: str

    def as_json(self) -> dict[str, Any]:
        """The span as it is kept in a record."""
        return asdict(self)


def text_of(profile: TalentProfile, field: str) -> str:
    """The text of a field that spans point into: headline, text, skills[i], work[i]."""
    name, _, rest = field.partition("[")
    if not rest:
        return str(getattr(profile, name))
    one = getattr(profile, name)[int(rest.rstrip("]"))]
    if name == "skills":
        return str(one.name)
    return f"{one.title}. {one.summary}" if name == "work" else str(one)


def read_fields(profile: TalentProfile) -> list[str]:
    """The fields that are read for skills, the most telling first."""
    work = [f"work[{i}]" for i in range(len(profile.work))]
    skills = [f"skills[{i}]" for i in range(len(profile.skills))]
    return [*skills, "headline", *work, "text"]
