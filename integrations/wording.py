"""How cards write numbers, dates and names: the same fact is worded the same everywhere."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from textwrap import shorten
from typing import Any

from integrations.reply import Citation
from knowledge.calendar import written
from knowledge.money import format_money

STATUS = {
    "draft": "Draft",
    "awaiting_confirmation": "Waiting for your confirmation",
    "in_approval": "In approval",
    "changes_requested": "Changes asked for",
    "approved": "Approved",
    "rejected": "Rejected",
    "match_confirmed": "Match confirmed",
    "withdrawn": "Withdrawn",
}
MARK = {
    "approved": "🟢",
    "match_confirmed": "🟢",
    "rejected": "🔴",
    "changes_requested": "🟠",
    "in_approval": "🔵",
    "awaiting_confirmation": "🟡",
}
ROLE = {
    "budget_owner": "budget owner",
    "procurement": "procurement",
    "hr": "HR",
    "legal": "legal",
    "security": "security",
    "finance": "finance",
    "executive": "executive",
}
LABEL = {
    "role": "Role",
    "skills": "Skills",
    "scope": "Scope",
    "deliverables": "Deliverables",
    "acceptance_criteria": "Acceptance criteria",
    "budget": "Budget",
    "duration_weeks": "Duration",
    "hours_per_week": "Hours a week",
    "start_date": "Start date",
    "deadline": "Deadline",
    "location": "Location",
    "language": "Language",
    "requirements": "Also asked for",
    "headcount": "How many people",
    "business_unit": "Business unit",
    "budget_owner": "Budget owner",
    "security_classification": "Security classification",
    "sensitive_data": "Sensitive data",
    "systems": "Systems",
    "urgency": "Urgency",
    "arrangement": "Way of working",
    "channel": "Channel",
    "channel_reason": "Reason for the channel",
    "billing_model": "Billing model",
}
CHANNEL = {
    "upwork": "Upwork",
    "fiverr": "Fiverr",
    "toptal": "Toptal",
    "agency": "Agency",
    "staffing_firm": "Staffing firm",
    "direct": "Direct contract",
    "internal_bench": "Internal bench",
}
THROUGH = {
    "agency": "an agency",
    "staffing_firm": "a staffing firm",
    "direct": "a direct contract",
    "internal_bench": "the internal bench",
}
"""How a channel is named in a sentence, where that is not its name."""
LEFT_OUT = {
    "do_not_engage": "marked as do not engage",
    "expired": "with a profile that may not be used any more",
    "source_barred": "on a channel that the rules bar here",
    "excluded_skill": "with a skill that is not wanted",
    "out_of_reach": "more than twice the budget",
    "unavailable": "not free in time",
    "excluded_by_person": "left out by the requester",
    "near_identical": "almost the same as somebody shown",
}
"""Why people are not ranked, by the rule that keeps them out."""
LONGEST_OPENING = 90
ROUNDED = 0.01
"""So far a number of days may be from a whole one that was made weeks of."""
PER = {"fixed": "", "hourly": " an hour", "daily": " a day", "retainer": " a month"}


def budget(value: Mapping[str, Any] | None) -> str:
    """A budget with its range and basis: $6,000 to $8,000, or $45 an hour."""
    if not value:
        return ""
    currency = str(value.get("currency") or "USD")
    low, high = value.get("amount"), value.get("max")
    text = format_money(float(low), currency) if low is not None else "not said"
    if high is not None and high != low:
        text += f" to {format_money(float(high), currency)}"
    return text + PER.get(str(value.get("basis")), "")


def whole_cost(one: Mapping[str, Any], number: int = 1) -> str:
    """What so many of a candidate cost for the whole work, in the currency of the budget.

    Converted amounts say so: about €6,481. Empty where it is not known.
    """
    quoted, total = one.get("quoted") or {}, one.get("total_cost")
    if quoted.get("total_cost"):
        amount = float(round(float(quoted["total_cost"]) * number))
        return f"about {format_money(amount, quoted['currency'])}"
    return format_money(float(round(float(total) * number))) if total else ""


def day(value: date | str | None) -> str:
    """A date, as such or in ISO form, as people write it: 1 Dec 2026."""
    try:
        parsed = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        return str(value or "")
    return written(parsed)


def moment(value: datetime | str) -> str:
    """A moment, as such or in ISO form, to the minute as people write it: 1 Dec 2026, 13:49."""
    try:
        parsed = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        return str(value)
    return f"{day(parsed)}, {parsed:%H:%M}"


def dates(fields: Mapping[str, Any]) -> str:
    """From when to when the work is: 11 Jan 2027 to 7 Mar 2027, 8 weeks, 20 hours a week."""
    start, end = fields.get("start_date"), fields.get("deadline")
    span, hours = fields.get("duration_weeks"), fields.get("hours_per_week")
    if start and span and not end:
        end = date.fromisoformat(str(start)[:10]) + timedelta(days=round(span * 7) - 1)
    days = " to ".join(day(one) for one in (start, end) if one)
    return ", ".join(
        part
        for part in (
            days if start else f"until {days}" * bool(days),
            weeks(span),
            f"{hours:g} hours a week" if hours else "",
        )
        if part
    )


def cost(record: Mapping[str, Any]) -> str:
    """The budget, and the whole cost in dollars where the budget does not say it itself."""
    stated = (record.get("fields") or {}).get("budget") or {}
    usd, plain = (record.get("total") or {}).get("usd"), budget(stated)
    if not plain or usd is None:
        return plain
    if stated.get("currency") == "USD" and stated.get("basis") == "fixed":
        return f"{plain} in all"
    return f"{plain}; about {format_money(round(float(usd)))} in all"


def weeks(value: float | None) -> str:
    """A duration: 10 hours, 2 days, 2 weeks and 2 days; a week has five days, a day eight hours."""
    if value is None:
        return ""
    hours = round(value * 40, 1)
    if value < 1 and hours % 8:
        return _counted(hours, "hour")
    whole, days = divmod(max(1, round(value * 5)), 5)
    if whole and abs(value * 5 - round(value * 5)) > ROUNDED:
        return _counted(value, "week")
    return " and ".join(_counted(n, unit) for n, unit in ((whole, "week"), (days, "day")) if n)


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}" if number == 1 else f"{number:g} {unit}s"


def edition(cited: Citation) -> str:
    """Which edition of a document: version 3, in force since 1 Mar 2026; gaps are named."""
    parts = [f"version {cited.version}" if cited.version else "version not given"]
    since, until = cited.effective_from, cited.effective_until
    if since and until:
        parts.append(f"in force {day(since)} to {day(until)}")
    elif since or until:
        parts.append(f"in force since {day(since)}" if since else f"in force until {day(until)}")
    else:
        parts.append("date not given")
    return ", ".join(parts)


def relied_on(cited: Citation, answer: str) -> str:
    """The words relied on; only how they begin where the answer itself is those words."""
    words = cited.words or cited.quote
    return shorten(words, LONGEST_OPENING, placeholder=" …") if words in answer else words


def person(email: str | None) -> str:
    """A name read from an e-mail address, until the directory knows a better one."""
    local = str(email or "").split("@")[0]
    return " ".join(part.capitalize() for part in local.split(".")) or "nobody yet"


def instead_of(name: str) -> str:
    """That somebody is asked in whose place the reader may decide."""
    return f"{name} is asked; you may decide instead."


def listing(items: Sequence[Any], *, most: int = 8, mark: str = ", ") -> str:
    """Some of many, and how many more: a, b, c and 12 more."""
    shown = mark.join(str(item) for item in items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


def together(names: Sequence[str]) -> str:
    """Names as in a sentence: A, A and B, or A, B and C."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def chosen(record: Mapping[str, Any]) -> str:
    """Whom the requester put first: the name, the score, the channel; empty once one is confirmed.

    People are called as on the list, so that a hidden name stays hidden.
    """
    pinned = [one for one in record.get("shortlist") or () if one.get("pinned") is not None]
    if record.get("match") or not pinned:
        return ""
    return f"{'; '.join(map(_choice, pinned))}; procurement confirms"


def _choice(one: Mapping[str, Any]) -> str:
    score, source = one.get("score"), str(one.get("vendor") or one.get("source") or "")
    parts = [str(one.get("name") or one.get("id") or "A candidate")]
    parts += [f"{score:.2f}"] if isinstance(score, int | float) else []
    named = THROUGH.get(source) or CHANNEL.get(source, source.replace("_", " "))
    return ", ".join([*parts, *([f"through {named}"] if source else [])])


def looked_at(record: Mapping[str, Any]) -> str:
    """How many were considered and left out, and why: the most frequent reason first."""
    found = record.get("looked_at") or {}
    if not found.get("considered"):
        return ""
    counts = sorted(found["left_out"].items(), key=lambda one: -one[1])
    why = ", ".join(f"{n:,} {LEFT_OUT.get(rule, rule.replace('_', ' '))}" for rule, n in counts)
    told = f"{found['considered']:,} considered, {sum(found['left_out'].values()):,} left out"
    return f"{told}: {why}" if why else told


def field_text(name: str, value: Any) -> str:
    """One field of a request as text; empty when it is not known."""
    if value in (None, "", [], (), {}):
        return ""
    if name in SPOKEN:
        return SPOKEN[name](value)
    if isinstance(value, list | tuple):
        value = [_code(item) for item in value] if name in CODES else value
        return str(value[0]) if len(value) == 1 else "\n".join(f"• {item}" for item in value)
    return _code(value) if name in CODES else str(value)


def _code(value: Any) -> str:
    return str(value).replace("_", " ").capitalize()


def _skills(value: Mapping[str, Sequence[str]]) -> str:
    parts = [
        f"{word}: {listing(value.get(key) or [])}"
        for key, word in (("must", "must"), ("nice", "nice to have"), ("excluded", "not"))
        if value.get(key)
    ]
    only_must = not value.get("nice") and not value.get("excluded")
    text = "; ".join(parts).removeprefix("must: ") if only_must else "; ".join(parts)
    return text[:1].upper() + text[1:]


CODES = ("arrangement", "urgency", "billing_model", "security_classification")
SPOKEN: Mapping[str, Callable[[Any], str]] = {
    "budget": budget,
    "start_date": day,
    "deadline": day,
    "duration_weeks": weeks,
    "hours_per_week": lambda value: f"{value:g}",
    "skills": _skills,
    "sensitive_data": lambda value: "Yes" if value else "No",
    "channel": lambda value: CHANNEL.get(value, str(value)),
    "budget_owner": person,
}
