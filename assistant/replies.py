"""From the messages of a turn to a reply: the words, what they cite, the card and its actions."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from assistant.grounding import OBJECT
from assistant.models import is_embedded
from assistant.offline.remembered import OFFERS
from assistant.reading import readings
from assistant.state import CONTEXTS
from integrations.asked import answering
from integrations.reply import (
    ACTION_OF,
    Action,
    Attachment,
    Card,
    CardKind,
    Citation,
    Reply,
    decisions,
)
from knowledge.records.requests import Request
from tools.context import Context
from tools.people import name_of
from tools.views import get_request, title_of, to_decide, view

if TYPE_CHECKING:
    from assistant.bootstrap import World

FALLBACK_NOTE = "(The language model did not answer, so the embedded one does.)"
SHOWN = 3
AGREED = ("in_approval", "approved", "match_confirmed")
TELL_US = "tell the assistant that"
"""How a policy says that a thing may be reported here: a person is offered for it."""


def reply_of_turn(
    world: "World",
    session: Session,
    ctx: Context,
    messages: Sequence[Any],
    request: Request | None,
    asks: tuple[str, ...],
    pending: dict[str, Any] | None = None,
) -> Reply:
    """The reply of a turn; what it cites and offers comes from the tools, never from the model."""
    results = [(m.name, m.artifact) for m in messages if m.type == "tool" and m.artifact]
    policy = [data for name, data in results if name in ("ask_policy", "about_last_answer")]
    card = _card(session, results, request)
    if pending and pending["name"] == "withdraw_request" and request is not None:
        return _ask_before_withdrawing(session, request, policy)
    words = _words(world, messages, request)
    return Reply(
        text=words,
        citations=tuple(_citation(c) for data in policy for c in data.get("citations", ())),
        actions=(
            *_offers(policy, words),
            *_instead(results),
            *_reports(messages, results),
            *_notes(messages),
            *_inquiries(session, ctx, results),
            *_decided_each(results),
            *readings(policy),
            *actions_of(session, ctx, card, _shown(session, card) or request),
        ),
        asks=asks,
        card=card,
        attachments=tuple(
            Attachment(data["file"], data["request_id"])
            for name, data in results
            if name == "draft_statement" and data.get("file")
        ),
        audience="asker" if _is_private(results) else "thread",
        request_id=request.id if request else None,
    )


def _is_private(results: Sequence[tuple[str, dict[str, Any]]]) -> bool:
    """Whether a turn tells what is for the asker alone: what is restricted, or a statement."""
    return any(data.get("restricted") or name == "draft_statement" for name, data in results)


def _ask_before_withdrawing(
    session: Session, request: Request, policy: list[dict[str, Any]]
) -> Reply:
    question = f"Withdraw {title_of(request)} ({request.id})? It ends here; a copy can start anew."
    return Reply(
        "\n\n".join([*(data["answer"] for data in policy if "answer" in data), question]),
        citations=tuple(_citation(c) for data in policy for c in data.get("citations", ())),
        card=Card("status", view(session, request)),
        actions=(
            Action("confirm", _value(request), "Withdraw it", "danger"),
            Action("cancel", _value(request), "Keep it"),
        ),
        request_id=request.id,
    )


def record_reply(session: Session, ctx: Context, text: str, kind: Any, request: Request) -> Reply:
    """A reply that shows a record as a card, with what the actor may do about it."""
    card = Card(kind, view(session, request))
    return Reply(
        text,
        card=card,
        actions=actions_of(session, ctx, card, request),
        request_id=request.id,
    )


def actions_of(
    session: Session, ctx: Context, card: Card | None, request: Request | None
) -> tuple[Action, ...]:
    """What the actor may click now, by the record's state and their part in it."""
    if request is None:
        return ()
    if request.requester == ctx.actor.email:
        return _requester_actions(card, request)
    if any(one.id == request.id for one in to_decide(session, ctx.actor)):
        return decisions(_value(request), card.data.get("said") if card else None)
    if request.status == "approved" and ctx.actor.has("procurement"):
        return _procurement_actions(request)
    return ()


def _requester_actions(card: Card | None, request: Request) -> tuple[Action, ...]:
    this = _value(request)
    if request.status == "awaiting_confirmation":
        return (
            Action("confirm", this, "File it", "primary"),
            Action("cancel", this, "Not now"),
        )
    if request.status in AGREED:
        asked = answering(card.data, this, card.data.get("words", "")) if card else ()
        return (*asked, Action("statement", this, "Statement of work"))
    if CONTEXTS.get(request.status) != "scoping":
        return ()
    shown = card.data.get("shortlist", ()) if card and card.kind == "shortlist" else ()
    ready = (
        () if request.what.missing() else (Action("propose", this, "Review and file", "primary"),)
    )
    matches = () if shown else (Action("see_matches", this, "See matches"),)
    return (*ready, *matches, *(a for c in shown[:SHOWN] for a in _candidate_actions(c)))


def _candidate_actions(candidate: dict[str, Any]) -> tuple[Action, Action]:
    name = candidate["name"]
    return (
        Action("pin", candidate["id"], f"Pin {name}"),
        Action("exclude", candidate["id"], f"Leave out {name}"),
    )


def _procurement_actions(request: Request) -> tuple[Action, ...]:
    def choice(candidate: dict[str, Any]) -> str:
        return json.dumps({"request": request.id, "id": candidate["id"]})

    if not request.shortlist:
        return ()
    first, *others = request.shortlist
    return (
        Action("confirm_match", choice(first), f"Confirm {first['name']}", "primary"),
        *(Action("choose_match", choice(c), f"Choose {c['name']}") for c in others[: SHOWN - 1]),
    )


def _value(request: Request) -> str:
    return json.dumps({"id": request.id, "version": request.version})


def _words(world: "World", messages: Sequence[Any], request: Request | None) -> str:
    said = [m for m in messages if m.type == "ai" and m.text]
    if said and not said[-1].tool_calls:
        text = str(said[-1].text)
    elif request is not None and request.status == "awaiting_confirmation":
        text = f"This is {request.id} as it will be filed. Is it right? Only you can file it."
        text += f" {said[-1].text}" if said and is_embedded(said[-1]) else ""
    else:
        text = "I could not finish that. Say it once more, in other words."
    if world.settings.openai_api_key and said and is_embedded(said[-1]):
        return f"{text}\n\n{FALLBACK_NOTE}"
    return text


CARDS: tuple[tuple[CardKind, frozenset[str]], ...] = (
    ("shortlist", frozenset({"find_talent", "adjust_shortlist"})),
    (
        "request_summary",
        frozenset({"update_request", "copy_request", "amend_request", "undo_change"}),
    ),
    ("status", frozenset({"file_request", "withdraw_request"})),
)
"""Which card a turn ends with, by the tools that it called; the first that fits."""


def _card(
    session: Session, results: list[tuple[str, dict[str, Any]]], request: Request | None
) -> Card | None:
    several = [name for name, _ in results].count("decide_request") > 1
    files = bool(results) and results[-1][0] in ("propose_filing", "file_request")
    for name, data in () if files or several else reversed(results):
        if name in ("show_request", "decide_request") and "record" in data:
            said = {"said": {key: data[key] for key in ("verdict", "reason") if data.get("reason")}}
            decides = bool(data.get("to_decide"))
            record = data["record"] | (said if decides else {"words": data.get("words") or ""})
            return Card("approval" if decides else "status", record)
    if request is None or several:
        return None
    if request.status == "awaiting_confirmation":
        return Card("confirm", view(session, request))
    called = {
        "adjust_shortlist" if name == "undo_change" and "shortlist" in data else name
        for name, data in results
        if "error" not in data
    }
    kind = next((kind for kind, tools in CARDS if tools & called), None)
    return None if kind is None else Card(kind, view(session, request))


def _shown(session: Session, card: Card | None) -> Request | None:
    return get_request(session, card.data["id"]) if card else None


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(**{known.name: str(data.get(known.name) or "") for known in fields(Citation)})


def _offers(policy: list[dict[str, Any]], words: str) -> tuple[Action, ...]:
    """What the answer was asked back to pick from, or a person where it is told there is none."""
    meanings = [Action("clarify", o, o) for data in policy for o in data.get("options", ())]
    refused = [
        data
        for data in policy
        if data.get("refused") and not data.get("options") and data["answer"] in words
    ]
    people = [Action("ask_person", data["question"][:1900], "Ask a person") for data in refused]
    return (*meanings, *people)


def _instead(results: list[tuple[str, dict[str, Any]]]) -> list[Action]:
    """A person for the question whose answer was objected to, where nothing else was looked up."""
    asked = [data["question"] for name, data in results if name == OBJECT and "question" in data]
    alone = asked and len(results) == 1
    return [Action("ask_person", asked[0][:1900], "Ask a person")] if alone else []


def _notes(messages: Sequence[Any]) -> list[Action]:
    """To note what the answer offers to note with the request, word for word."""
    said = [m for m in messages if m.type == "ai"]
    words = str(said[-1].response_metadata.get(OFFERS) or "") if said else ""
    return [Action("note", words, "Note it")] if words else []


def _inquiries(
    session: Session, ctx: Context, results: list[tuple[str, dict[str, Any]]]
) -> list[Action]:
    """To put a question about a request to whoever asked for it."""
    asked = [d for name, d in results if name == "show_request" and d.get("words")][-1:]
    return [
        Action(
            "ask_requester",
            json.dumps({"id": data["record"]["id"], "reason": data["words"]}),
            f"Ask {name_of(session, data['record']['requester'])}",
        )
        for data in asked
        if data["record"]["requester"] != ctx.actor.email
    ]


def _decided_each(results: list[tuple[str, dict[str, Any]]]) -> list[Action]:
    """To take each of several decisions that were said together; one alone goes with its card."""
    said = [data for name, data in results if name == "decide_request" and "record" in data]
    found = []
    for data in said if len(said) > 1 else ():
        record, verdict = data["record"], data["verdict"]
        value = json.dumps({"id": record["id"], "version": record["version"]})
        plain = "approve" if verdict == "approved" and not data["reason"] else ACTION_OF[verdict]
        (one,) = (a for a in decisions(value, data) if a.action == plain)
        found.append(replace(one, label=f"{one.label}: {record['fields']['role']}"))
    return found


def _reports(messages: Sequence[Any], results: list[tuple[str, dict[str, Any]]]) -> list[Action]:
    """A person for what a policy tells to report here, in the asker's words, unless one has it."""
    told = any(TELL_US in data.get("answer", "") for name, data in results if name == "ask_policy")
    said = next((str(m.text) for m in reversed(messages) if m.type == "human"), "")
    handed = any(name == "ask_person" for name, _ in results)
    return (
        [Action("ask_person", said[:1900], "Ask a person")] if told and said and not handed else []
    )
