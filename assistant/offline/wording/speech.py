"""Numbers, dates, money and lists as people write them."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from assistant.offline.language import lexicon
from assistant.offline.understanding.wanted.role_names import either_of
from knowledge.calendar import written

NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
WEEK_HOURS, WEEK_DAYS, DAY_HOURS = 40, 5, 8
ROUNDED = 0.01
"""So far a number of days may be from a whole one that was made weeks of."""


def phrase(key: str, seed: int, **values: Any) -> str:
    """One of the phrases for this occasion, always the same one for the same thread."""
    phrases = lexicon("wording")[key]
    return str(phrases[seed % len(phrases)]).format(**values)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Several things in a sentence: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def money(budget: dict[str, Any]) -> str:
    """A budget: $8,000; €6,000–8,000; £450 a day."""
    symbols = {"USD": "$", "EUR": "€", "GBP": "£"}
    currency = str(budget.get("currency") or "USD")
    mark = symbols.get(currency, f"{currency} ")
    upper = budget.get("max")
    amount = f"{mark}{plain(budget['amount'])}"
    if upper and upper != budget["amount"]:
        amount += f"–{plain(upper)}"
    return amount + str(lexicon("wording")["basis"].get(budget.get("basis") or "fixed", ""))


def plain(number: float) -> str:
    """A number with thousands marked and no needless decimals."""
    return f"{number:,.0f}" if float(number) == int(number) else f"{number:,.2f}"


def day(given: str | date) -> str:
    """A date, as such or in ISO form, as people here write it: 1 Dec 2026."""
    return written(given if isinstance(given, date) else date.fromisoformat(str(given)[:10]))


def counted(number: int) -> str:
    """A small number as a word: five."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def weeks(number: float) -> str:
    """A length of time: three weeks, two weeks and two days, ten hours where no day is whole."""
    hours = round(number * WEEK_HOURS, 1)
    if number < 1 and hours % DAY_HOURS:
        told = counted(int(hours)) if hours == int(hours) else f"{hours:g}"
        return f"{told} {'hour' if hours == 1 else 'hours'}"
    whole, days = divmod(max(1, round(number * WEEK_DAYS)), WEEK_DAYS)
    if whole and abs(number * WEEK_DAYS - round(number * WEEK_DAYS)) > ROUNDED:
        return f"{number:g} weeks"
    counts = ((whole, "week"), (days, "day"))
    return " and ".join(f"{counted(n)} {unit}{'' if n == 1 else 's'}" for n, unit in counts if n)


def wanted(role: str, headcount: int = 1) -> str:
    """Who is asked for: an illustrator; two QA testers."""
    if headcount > 1:
        return f"{counted(headcount)} {' or '.join(map(_plural, either_of(role)))}"
    spelt = re.match(r"[A-Z]{2,}\b", role)
    vowel = (
        role[:1] in "AEFHILMNORSX" if spelt else re.match(r"(?!uni|use|ux)[aeiou]", role.lower())
    )
    return f"{'an' if vowel else 'a'} {role}"


def _plural(role: str) -> str:
    """Several of a role: QA testers, heads of sales; data people stay as they are."""
    named, after, field = re.split(r"(\s(?:of|for|in)\s.*|$)", role, maxsplit=1)
    before, blank, head = named.rpartition(" ")
    irregular: dict[str, str] = lexicon("wording")["plurals"]
    several = head.endswith("s") or head.lower() in irregular.values()
    many = irregular.get(head.lower()) or (head if several else f"{head}s")
    return f"{before}{blank}{many}{after}{field}"


def mid_sentence(title: str) -> str:
    """A title in the middle of a sentence: Illustrator is written illustrator, DevOps as it is."""
    first = title.split(" ", maxsplit=1)[0]
    return title[0].lower() + title[1:] if first[1:].islower() else title


def sentence(text: str) -> str:
    """A sentence: a capital letter first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    closed = text if re.search(r"[.!?…:]$", text) else text + "."
    return closed[0].upper() + closed[1:]


def field_value(name: str, value: Any, names: dict[str, str] | None = None) -> str:
    """A field's value in a sentence."""
    words = lexicon("wording")
    if name == "budget_owner":
        return f"{(names or {}).get(value, value)} as budget owner"
    if name in SPOKEN:
        return SPOKEN[name](value)
    if name in ("channel", "billing_model"):
        return str(words["channels" if name == "channel" else "billing"][value])
    if name == "arrangement":
        return listed([words["arrangement"][code] for code in value])
    return f"{words['fields'][name]}: {_short(value)}" if isinstance(value, list) else str(value)


def _short(items: Sequence[str]) -> str:
    shown = [item if len(item) <= 60 else item[:57] + "…" for item in items[:4]]
    return ", ".join(shown) + (f" and {len(items) - 4} more" if len(items) > 4 else "")


def quoted(items: Sequence[str]) -> str:
    """Words as they were said: “no weekend work” and “own laptop”."""
    return listed([f"“{item}”" for item in items])


def _skills(value: dict[str, Sequence[str]]) -> str:
    parts = []
    for group, lead in (("must", ""), ("nice", "ideally "), ("excluded", "no ")):
        if value.get(group):
            parts.append(lead + listed(list(value[group])[:4]))
    return "; ".join(parts) or "no skills"


SPOKEN: dict[str, Callable[[Any], str]] = {
    "budget": money,
    "scope": lambda value: f"“{value if len(value) <= 80 else value[:77] + '…'}” as the scope",
    "duration_weeks": weeks,
    "start_date": lambda value: f"from {day(value)}",
    "deadline": lambda value: f"until {day(value)}",
    "sensitive_data": lambda value: "sensitive data" if value else "no sensitive data",
    "security_classification": lambda value: f"{value} material",
    "hours_per_week": lambda value: f"{value:g} hours a week",
    "headcount": lambda value: "one person" if value == 1 else f"{value} people",
    "urgency": lambda value: f"{value} urgency",
    "skills": _skills,
    "requirements": lambda value: f"also {quoted(value)}",
}
"""How the value of a field is said; lists and codes are said from the lexicon."""
