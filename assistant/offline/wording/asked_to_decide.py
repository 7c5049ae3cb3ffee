"""Words for what people who decide or match ask of the request that waits for them."""

from collections.abc import Callable
from typing import Any

from assistant.offline.deciders import asked_to_decide, theirs
from assistant.offline.language import lexicon
from assistant.offline.requests.of_requests import asked_of, may_decide
from assistant.offline.turn import Turn
from assistant.offline.wording import matches
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.explained import explained
from assistant.offline.wording.facts import price
from assistant.offline.wording.records import (
    DECIDED,
    approvers_words,
    decider,
    name_of,
    role_of,
    status_words,
    summary_words,
    theirs_words,
    title_of,
)
from assistant.offline.wording.speech import field_value, listed, money, phrase, sentence
from tools.reminders import TARGET

Record = dict[str, Any]


def of_request(turn: Turn, record: Record) -> str:
    """The answers from the record of the request that is meant, to all that is asked of it."""
    told = (ANSWERS[one] for one in asked_to_decide.topics(turn) if one in ANSWERS)
    return " ".join(dict.fromkeys(answer(turn, record) for answer in told))


def of_none(turn: Turn) -> str:
    """What is said where no request was looked at: of what it needs none, or which is meant."""
    asked = asked_to_decide.topic(turn)
    if asked in asked_to_decide.OF_NO_REQUEST:
        return phrase(f"decides_{asked}", turn.seed, days=TARGET)
    several = [f"{one['title']} ({one['id']})" for one in theirs.waiting(turn)]
    return phrase("which_waiting", turn.seed, list=listed(several, "or"))


def _requester(turn: Turn, record: Record) -> str:
    who, scope = name_of(turn, record["requester"]), (record.get("fields") or {}).get("scope")
    told = sentence(f"{who} asks for {title_of(record)}")
    wrote = phrase("purpose", turn.seed, who=who, scope=str(scope).rstrip(".")) if scope else ""
    return f"{told} {wrote}".strip()


def _why_me(turn: Turn, record: Record) -> str:
    """The rule that asks for this person's decision, or what procurement does next."""
    mine = [a for a in asked_of(record) if may_decide(turn, a)]
    if record.get("status") == "approved":
        return phrase("decides_why_match", turn.seed, title=title_of(record))
    if not mine:
        told = phrase("decides_not_yours", turn.seed, title=title_of(record))
        return f"{told} {approvers_words(turn, record)}"
    roles = lexicon("wording")["roles"]
    told = sentence(f"You decide as {roles.get(mine[0]['role'], mine[0]['role'])}")
    return " ".join([told, *(sentence(str(a["why"])) for a in mine)])


def _others(turn: Turn, record: Record) -> str:
    """Who decides beside this person, and what they said."""
    beside = [a for a in asked_of(record) if not may_decide(turn, a)]
    if not beside:
        return phrase("decides_alone", turn.seed, title=title_of(record))
    roles = lexicon("wording")["roles"]
    told = [
        f"{decider(turn, a)} ({roles.get(a['role'], a['role'])}) "
        + DECIDED.get(str(a.get("decision")), "has yet to decide")
        for a in beside
    ]
    mine = len(beside) < len(asked_of(record))
    return sentence(f"{'Beside you: ' if mine else ''}{'; '.join(told)}")


def _budget(turn: Turn, record: Record) -> str:
    """What it comes to, what the person put first costs, and what is not kept here."""
    budget = (record.get("fields") or {}).get("budget")
    given = money(budget) if budget else "not given"
    told, people = [sentence(f"The budget of the request is {given}")], record.get("shortlist")
    first = next((one for one in people or () if one.get("pinned") is not None), None)
    if first and price(first):
        who = name_of(turn, record["requester"])
        told.append(sentence(f"{first['name']}, whom {who} put first: {price(first)}"))
        flags = [flag["text"] for flag in first.get("red_flags") or () if flag["kind"] == "rate"]
        told.append(flags[0] if flags else phrase("decides_within", turn.seed))
    return " ".join([*told, phrase("decides_budget_left", turn.seed)])


def _why_first(turn: Turn, record: Record) -> str:
    """Why somebody comes first: the requester said so, or what speaks for them."""
    people = record.get("shortlist") or ()
    if not people:
        return phrase("wanted_nobody", turn.seed, who=name_of(turn, record["requester"]))
    first = people[0]
    pinned = first.get("pinned")
    who = name_of(turn, record["requester"])
    said = [sentence(f"{who} put {first['name']} first")] if pinned is not None else []
    return " ".join([*said, matches.about(turn, first)])


def _phrased(key: str) -> Callable[[Turn, Record], str]:
    def told(turn: Turn, record: Record) -> str:
        who = name_of(turn, record["requester"])
        return phrase(key, turn.seed, who=who, title=role_of(record))

    return told


def _ask_them(turn: Turn, record: Record) -> str:
    """That a click puts the question to the requester, and what they answered before."""
    return " ".join([*_answered(turn, record), _offered(turn, record)])


def _why(turn: Turn, record: Record) -> str:
    """What the record says of it, and that only its requester knows more."""
    only = phrase("decides_only_they", turn.seed, who=name_of(turn, record["requester"]))
    told = [_on_record(turn, record), *_answered(turn, record), only, _offered(turn, record)]
    return f"{title_of(record)}: {' '.join(filter(None, told))}"


def unsaid(turn: Turn, record: Record) -> str:
    """That neither the library nor the record tells it, and what the record does tell."""
    return f"{phrase('decides_unsaid', turn.seed)} {_why(turn, record)}"


def _offered(turn: Turn, record: Record) -> str:
    decides = any(may_decide(turn, a) for a in asked_of(record) if a["decision"] == "pending")
    return _phrased("decides_ask_them" if decides else "decides_ask_directly")(turn, record)


def _on_record(turn: Turn, record: Record) -> str:
    """The work in the requester's words and the terms, for what is asked about one of them."""
    scope = str((record.get("fields") or {}).get("scope") or "").rstrip(".")
    who = name_of(turn, record["requester"])
    wrote = phrase("purpose", turn.seed, who=who, scope=scope) if scope else ""
    return " ".join(filter(None, [wrote, summary_words(turn, record)]))


def _answered(turn: Turn, record: Record) -> list[str]:
    """What the requester answered last to what was asked about the request."""
    given = [one for one in record.get("questions") or () if one["answer"]]
    who = name_of(turn, record["requester"])
    return [
        phrase(
            "decides_answered", turn.seed, who=who, question=one["question"], answer=one["answer"]
        )
        for one in given[-1:]
    ]


def _data(turn: Turn, record: Record) -> str:
    """What the work touches: whether data is sensitive, how it is classed, the systems."""
    names = ("sensitive_data", "security_classification", "systems")
    fields = record.get("fields") or {}
    said = [field_value(name, fields[name], people_names(turn)) for name in names if name in fields]
    told = "; ".join(said) or phrase("not_said", turn.seed, field="data and systems")
    return sentence(f"{title_of(record)}: {told}")


def _price(turn: Turn, record: Record) -> str:
    return explained(turn, "price", record)


def _ruled(turn: Turn, record: Record) -> str:
    topics = (one for one in asked_to_decide.topics(turn) if one in asked_to_decide.OF_THE_RULINGS)
    return f"{title_of(record)}: {explained(turn, next(topics), record)}"


ANSWERS: dict[str, Callable[[Turn, Record], str]] = {
    "past": status_words,
    "requester": _requester,
    "why_me": _why_me,
    "others": _others,
    "budget": _budget,
    "price": _price,
    "part": _phrased("decides_part"),
    "if_rejected": _phrased("decides_if_rejected"),
    "if_sent_back": _phrased("decides_if_sent_back"),
    "ask_them": _ask_them,
    "why": _why,
    "why_first": _why_first,
    "other_people": _phrased("decides_other_people"),
    "signed": _phrased("decides_signed"),
    "changed": lambda turn, record: explained(turn, "changed", record),
    "data": _data,
    **dict.fromkeys(asked_to_decide.OF_THE_RULINGS, _ruled),
    "terms": lambda turn, record: f"{title_of(record)}: {summary_words(turn, record)}",
    "show": theirs_words,
}
"""The topics of requests that wait, each with what answers it."""
