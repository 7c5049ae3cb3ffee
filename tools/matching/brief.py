"""What is looked for: a scoped request, or a brief from a file, as the ranking needs it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import BadInput
from knowledge.fields import RequestFields
from knowledge.skills import Taxonomy, find_skills
from knowledge.talent.profile import Texts
from tools.matching.filed import filed
from tools.matching.money import hours_needed, most_an_hour, most_for_each
from tools.matching.reading import wanted_key
from tools.matching.seniority import level_of, years_asked

NICE = re.compile(
    r"\b(?:nice[- ]to[- ]haves?|bonus|a plus|ideally|desirable|optional|preferred)\b", re.I
)

PEOPLES_TRADE = re.compile(
    r"\b(?:recruit\w*|hir(?:e|es|ing)|headhunt\w*|sourc(?:er|ing)|interviewing|talent|sales\w*|"
    r"sell(?:s|ing|er)?|train(?:s|ing|er)|teach\w*|instruct\w*|tutor\w*|coach\w*|lectur\w*|"
    r"account (?:manager|executive)|coordinator)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """A skill a brief asks for: as it was called, and the id it is compared by."""

    name: str
    key: str


@dataclass(frozen=True)
class Brief:
    """What the ranking compares people with; None and empty mean that it was not asked for."""

    title: str = ""
    text: str = ""
    must: tuple[Wanted, ...] = ()
    nice: tuple[Wanted, ...] = ()
    excluded: tuple[Wanted, ...] = ()
    inferred: bool = False
    level: int | None = None
    years: float | None = None
    hourly_usd: float | None = None
    total_usd: float | None = None
    """What one person may cost in all."""
    currency: str = "USD"
    """What the requester counts in."""
    heads: int = 1
    hours: float | None = None
    hours_per_week: float | None = None
    weeks: float | None = None
    start: date | None = None
    deadline: date | None = None
    location: str | None = None
    language: str | None = None
    priorities: Mapping[str, float] = field(default_factory=dict)
    barred: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None

    @property
    def words(self) -> str:
        """Everything the brief says, in one text."""
        return f"{self.title}. {self.text}"

    @property
    def is_peoples_trade(self) -> bool:
        """Whether hiring, teaching or selling is itself the work that is asked for."""
        return bool(PEOPLES_TRADE.search(", ".join([self.title, *(s.name for s in self.must)])))

    @staticmethod
    def from_fields(
        fields: RequestFields,
        *,
        priorities: Mapping[str, float] | None = None,
        barred: Mapping[str, str] | None = None,
        as_of: date | None = None,
    ) -> "Brief":
        """The brief that a request makes; `barred` names sources the rules forbid, and why."""
        text = " ".join(filter(None, [fields.scope, *fields.deliverables]))
        asked = _Skills(**fields.skills.model_dump())
        budget = fields.budget
        weeks, hours, heads = fields.duration_weeks, hours_needed(fields), fields.headcount or 1
        return _with_skills(
            asked,
            title=fields.role or "",
            text=text,
            hourly_usd=most_an_hour(budget, as_of) if budget else None,
            total_usd=most_for_each(budget, weeks, heads, as_of) if budget else None,
            currency=budget.currency if budget else "USD",
            heads=heads,
            hours=hours,
            hours_per_week=fields.hours_per_week,
            weeks=weeks,
            start=fields.start_date,
            deadline=fields.deadline,
            location=fields.location,
            language=fields.language,
            priorities=priorities or {},
            barred=barred or {},
            as_of=as_of,
        )

    @staticmethod
    def from_json(given: Mapping[str, Any], *, as_of: date | None = None) -> "Brief":
        """The brief that a file describes.

        Raises:
            BadInput: a field cannot be read; the message names it.
        """
        try:
            brief = _Filed.model_validate(filed(given))
            fields = RequestFields.model_validate(brief.request())
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(map(str, problem["loc"])) or "brief"
            raise BadInput(f"The brief's {where} cannot be read: {problem['msg']}.") from error
        made = Brief.from_fields(
            fields, priorities=brief.priorities, barred=brief.barred, as_of=as_of
        )
        stated = level_of(brief.level) if brief.level else made.level
        return replace_level(made, stated, brief.years)

    def as_json(self) -> dict[str, Any]:
        """The brief as it is kept in a record."""
        kept = asdict(self)
        for name in ("start", "deadline", "as_of"):
            kept[name] = kept[name].isoformat() if kept[name] else None
        return kept

    @staticmethod
    def from_record(kept: Mapping[str, Any]) -> "Brief":
        """A brief out of a record."""
        values = dict(kept)
        for name in ("must", "nice", "excluded"):
            values[name] = tuple(Wanted(**one) for one in values[name])
        for name in ("start", "deadline", "as_of"):
            values[name] = date.fromisoformat(values[name]) if values[name] else None
        return Brief(**values)


def replace_level(brief: Brief, level: int | None, years: float | None) -> Brief:
    """The brief with a level and years that were stated outright."""
    return replace(brief, level=level, years=years if years is not None else brief.years)


class _Skills(BaseModel):
    model_config = ConfigDict(extra="ignore")
    must: Texts = ()
    nice: Texts = ()
    excluded: Texts = ()


class _Filed(BaseModel):
    """A brief in a file: title, text and skills, and any field of a request."""

    model_config = ConfigDict(extra="allow")
    title: str = Field(default="", max_length=300)
    text: str = Field(default="", max_length=20_000)
    skills: _Skills = _Skills()
    level: str | None = None
    years: float | None = Field(default=None, ge=0, le=60)
    priorities: dict[str, float] = Field(default_factory=dict)
    barred: dict[str, str] = Field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        """The same as the fields of a request; what a request does not know is left out."""
        known = set(RequestFields.model_fields)
        extra = {k: v for k, v in (self.model_extra or {}).items() if k in known and v is not None}
        if isinstance(extra.get("budget"), int | float):
            extra["budget"] = {"amount": extra["budget"]}
        named = {"role": self.title[:120] or None, "scope": self.text[:4000] or None}
        return extra | named | {"skills": self.skills.model_dump()}


def _with_skills(asked: _Skills, **rest: Any) -> Brief:
    must, nice = _wanted(asked.must), _wanted(asked.nice)
    title, text = rest["title"], rest["text"]
    inferred = not must and not nice
    if inferred:
        must, nice = _named_in(title, text)
    taken = {one.key for one in must}
    stated = level_of(title)
    return Brief(
        must=must,
        nice=tuple(one for one in nice if one.key not in taken),
        excluded=_wanted(asked.excluded),
        inferred=inferred,
        level=level_of(text) if stated is None else stated,
        years=years_asked(f"{title}. {text}"),
        **rest,
    )


def _wanted(names: tuple[str, ...]) -> tuple[Wanted, ...]:
    found = {wanted_key(name): name for name in reversed(names)}
    return tuple(Wanted(name, key) for key, name in reversed(found.items()))


def _named_in(title: str, text: str) -> tuple[tuple[Wanted, ...], tuple[Wanted, ...]]:
    """Skills that the words of a brief name: those after "nice to have" are no must."""
    must: dict[str, str] = {}
    nice: dict[str, str] = {}
    for part in (title, text):
        for mention in find_skills(part):
            if mention.denied:
                continue
            clause = re.split(r"[.;\n]", part[: mention.start])[-1]
            (nice if NICE.search(clause) else must).setdefault(mention.id, mention.name)
    label = Taxonomy.load().label
    return tuple(Wanted(label(k), k) for k in must), tuple(
        Wanted(label(k), k) for k in nice if k not in must
    )
