"""Scoring a played scenario on its records, its calls and what it showed; never on wording."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.scenarios import Expected, Never, Ranked, Scenario, Seen, address
from integrations.reply import Reply

NUMBERS_APART = 0.02
ALIKE = 75


def score(
    scenario: Scenario, records: Sequence[Mapping[str, Any]], turns: Sequence[Any]
) -> list[str]:
    """What is wrong at the end, one sentence each; nothing when the scenario passed."""
    return [
        *_records_wrong(scenario, records),
        *never_happened(scenario.never, records, turns),
        *always_true(records, turns),
    ]


def _records_wrong(scenario: Scenario, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    more = records[len(scenario.records) :] if scenario.drafts_allowed else ()
    if len(records) - len(more) != len(scenario.records):
        yield f"{len(records)} records instead of {len(scenario.records)}"
    if any(record["status"] != "draft" for record in more):
        yield "a record that nobody expected is more than a draft"
    for expected in scenario.records:
        requester = address(expected.requester)
        theirs = [r for r in records if r["requester"] == requester]
        if len(theirs) < expected.nth:
            yield f"{expected.requester} has no record {expected.nth}"
            continue
        name = f"record {expected.nth} of {expected.requester}"
        for problem in record_wrong(expected, theirs[expected.nth - 1]):
            yield f"{name}: {problem}"


def record_wrong(expected: Expected, record: Mapping[str, Any]) -> Iterator[str]:
    """How a record differs from what is expected of it."""
    if record["status"] != expected.status:
        yield f"status is {record['status']}, not {expected.status}"
    if expected.template and record["template"] != expected.template:
        yield f"template is {record['template']}, not {expected.template}"
    yield from _fields_wrong(expected, record["fields"])
    yield from _rulings_wrong(expected, record["rulings"])
    yield from _approvals_wrong(expected, record)
    yield from _trail_wrong(expected, record)
    yield from _choice_wrong(expected, record)


def _fields_wrong(expected: Expected, fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in expected.fields.items():
        if not alike(value, fields[name]):
            yield f"{name} is {fields[name]!r}, not {value!r}"
    for name, value in expected.without.items():
        if alike(value, fields[name]):
            yield f"{name} is still {fields[name]!r}"


def _rulings_wrong(expected: Expected, rulings: Mapping[str, Any]) -> Iterator[str]:
    for name, verdict in expected.rulings.items():
        ruled = rulings.get(name, {}).get("verdict")
        if ruled != verdict:
            yield f"{name} is ruled {ruled}, not {verdict}"
    for name, verdict in expected.never_ruled.items():
        if rulings.get(name, {}).get("verdict") in (None, verdict):
            yield f"{name} is ruled {verdict}, or not at all"


def alike(wanted: Any, found: Any) -> bool:
    """Whether a value is as expected: numbers nearly, texts in their words, parts of a whole."""
    if wanted == "":
        return found in (None, "", [], ()) or (isinstance(found, dict) and not any(found.values()))
    if isinstance(wanted, bool) or isinstance(found, bool):
        return bool(wanted is found)
    if isinstance(wanted, int | float):
        return isinstance(found, int | float) and abs(wanted - found) <= NUMBERS_APART * abs(wanted)
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(alike(v, found.get(k)) for k, v in wanted.items())
    if isinstance(wanted, list | tuple):
        return isinstance(found, list | tuple) and all(
            any(alike(one, other) for other in found) for one in wanted
        )
    return isinstance(found, str) and _same_words(str(wanted), found)


def _same_words(wanted: str, found: str) -> bool:
    from rapidfuzz import fuzz

    if wanted[:1].isdigit() or "@" in wanted or "_" in wanted:
        return wanted.lower() == found.lower()
    return fuzz.token_set_ratio(wanted.lower(), found.lower()) >= ALIKE


def _approvals_wrong(expected: Expected, record: Mapping[str, Any]) -> Iterator[str]:
    if expected.approvals is None:
        return
    current = max((a["version"] for a in record["approvals"]), default=0)
    found = [a for a in record["approvals"] if a["version"] == current]
    roles, wanted = sorted(a["role"] for a in found), sorted(a.role for a in expected.approvals)
    if roles != wanted:
        yield f"approvals are {roles}, not {wanted}"
        return
    for one in expected.approvals:
        asked = next(a for a in found if a["role"] == one.role)
        if asked["decision"] != one.decision:
            yield f"{one.role} is {asked['decision']}, not {one.decision}"
        if one.approver and asked["approver"] != address(one.approver):
            yield f"{one.role} is with {asked['approver']}, not {one.approver}"


def _trail_wrong(expected: Expected, record: Mapping[str, Any]) -> Iterator[str]:
    acts = iter(entry["act"] for entry in record["audit"])
    for act in expected.acts:
        if act not in acts:
            yield f"the trail has no {act} where it belongs"


def _choice_wrong(expected: Expected, record: Mapping[str, Any]) -> Iterator[str]:
    if expected.shortlist is not None:
        yield from shortlist_wrong(expected.shortlist, record)
    if expected.match is not None:
        match, first = record["match"], next((one["id"] for one in record["shortlist"]), None)
        kind = "none" if not match else "first" if match["id"] == first else "other"
        if kind != expected.match:
            yield f"the match is {kind}, not {expected.match}"
    if expected.linked is not None and bool(record["group"]) != expected.linked:
        yield "it is not linked with others" if expected.linked else "it is linked with others"


def shortlist_wrong(expected: Ranked, record: Mapping[str, Any]) -> Iterator[str]:
    """How a shortlist differs from what is expected of it."""
    ids = [one["id"] for one in record["shortlist"]]
    chosen = record["preferences"]
    if len(ids) < expected.least:
        yield f"the shortlist has {len(ids)} people, not {expected.least}"
    pinned, left_out = chosen.get("pinned", {}), chosen.get("excluded", {})
    if expected.first_is_pinned and ids[:1] != list(pinned)[:1]:
        yield "nobody who was pinned comes first"
    if expected.left_out_is_absent and (not left_out or set(left_out) & set(ids)):
        yield "somebody who was left out is in the shortlist, or nobody was left out"
    for signal in expected.weighed:
        if signal not in chosen.get("priorities", {}):
            yield f"{signal} was not weighed anew"
    if ids and ids[0] in expected.never_first:
        yield f"{ids[0]} comes first"


def never_happened(
    never: Never, records: Sequence[Mapping[str, Any]], turns: Sequence[Any]
) -> Iterator[str]:
    """What happened although it must not."""
    acts = {entry["act"] for record in records for entry in record["audit"]}
    cited = {c.document for turn in turns for reply in turn.replies for c in reply.citations}
    called = {call for turn in turns for call in turn.calls}
    words = "\n".join(reply.text for turn in turns for reply in turn.replies).lower()
    yield from (f"{act} happened" for act in never.acts if act in acts)
    yield from (f"{document} was cited" for document in never.cited if document in cited)
    yield from (f"{call} was called" for call in never.calls if call in called)
    yield from (f"it said {said!r}" for said in never.said if said.lower() in words)


def always_true(records: Sequence[Mapping[str, Any]], turns: Sequence[Any]) -> Iterator[str]:
    """What must hold in every conversation."""
    for record in records:
        for entry in record["audit"]:
            own = entry["actor"] == record["requester"]
            if entry["act"] in ("request.filed", "request.withdrawn") and not own:
                yield f"{entry['act']} was not the requester's own act"
            if entry["act"].startswith("approval.") and own:
                yield "somebody decided on their own request"
    for number, turn in enumerate(turns, 1):
        for reply in turn.replies:
            if reply.outcome == "failed":
                yield f"turn {number} failed: {reply.text[:120]}"
            if len(reply.asks) > 2:
                yield f"turn {number} asks {len(reply.asks)} questions"
            if any(not citation.quote for citation in reply.citations):
                yield f"turn {number} cites without quoting"


def seen_wrong(expected: Seen, replies: Sequence[Reply], status: str | None) -> Iterator[str]:
    """How the replies of one turn differ from what they must show."""
    offered = {action.action for reply in replies for action in reply.actions}
    cited = {citation.document for reply in replies for citation in reply.citations}
    asked = {field for reply in replies for field in reply.asks}
    kinds = {reply.card.kind for reply in replies if reply.card}
    words = " ".join(reply.text for reply in replies).lower()
    outcome = replies[0].outcome if replies else None
    if expected.outcome and outcome != expected.outcome:
        yield f"the outcome is {outcome}, not {expected.outcome}"
    if expected.cites and not cited & set(expected.cites):
        yield f"it cites {sorted(cited)}, none of {list(expected.cites)}"
    if expected.cites_nothing and cited:
        yield f"it cites {sorted(cited)}"
    yield from (f"{name} is not offered" for name in expected.offers if name not in offered)
    yield from (f"{name} is offered" for name in expected.withholds if name in offered)
    yield from (f"{name} is not asked" for name in expected.asks if name not in asked)
    yield from (f"it does not say {said!r}" for said in expected.says if said.lower() not in words)
    told = f"{words} {[reply.card.data for reply in replies if reply.card]}".lower()
    yield from (f"it tells {fact!r}" for fact in expected.silent_on if fact.lower() in told)
    if expected.status and status != expected.status:
        yield f"the request is {status}, not {expected.status}"
    if expected.shows and expected.shows not in kinds:
        yield f"it shows {sorted(kinds)}, not {expected.shows}"
    if expected.audience and expected.audience not in {reply.audience for reply in replies}:
        yield f"no reply is for {expected.audience}"
