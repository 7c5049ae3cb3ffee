"""What to look up for what is asked, and whom to hand a question over to."""

from assistant.offline import certain
from assistant.offline.changes import edits
from assistant.offline.deciders import deciding
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests import of_requests
from assistant.offline.talk import following, talking
from assistant.offline.turn import Call, Turn, has_form
from assistant.offline.understanding.text.tongues import foreign

MOST_QUESTIONS = 2
REMEMBERED = 3
"""How many messages back what is usual may have been asked."""


def ask(turn: Turn) -> list[Call]:
    """Look up the message as it is."""
    return [Call("ask_policy", {"question": turn.text.strip()})]


def beside(turn: Turn) -> list[Call]:
    """Look up what seems to be off topic too: the library may hold more than rules of sourcing.

    What is to be done for the person, and what is in another language, is no question to it.
    """
    if foreign(turn.text) or has_form(turn, "errand"):
        return []
    asked = [one for one in turn.read.questions if not certain.is_no_policy(one)]
    said = asked[:MOST_QUESTIONS] or [turn.text]
    return [Call("ask_policy", {"question": one.strip()}) for one in said]


def about_answer(turn: Turn) -> list[Call]:
    """Tell more about the answer just given."""
    return [Call("about_last_answer", {"aspect": following.aspect_of(turn.text)})]


def improve(turn: Turn) -> list[Call]:
    """Look up what would make a doubtful request better."""
    return [Call("ask_policy", {"question": certain.improvement(turn)})]


def advise(turn: Turn) -> list[Call]:
    """What helps to answer what was asked: the usual terms, what counts as sensitive data."""
    asked, role = {*(turn.state.get("asked") or ())}, str(turn.fields.get("role") or "")
    usual = asked & {"budget", "duration_weeks"} and edits.role_named(role)
    terms = [Call("usual_terms", {"role": role})] if usual else []
    question = lexicon("intents_plans")["sensitive_asked"]
    rule = [Call("ask_policy", {"question": question})] if "sensitive_data" in asked else []
    return [*terms, *rule] or edits.writes(turn)


def of_country(turn: Turn) -> list[Call]:
    """What holds for the country that a question names, however the engaging is called in it."""
    form = lexicon("intents_plans")["of_country"]
    return [Call("ask_policy", {"question": form.format(place=certain.country_asked(turn.text))})]


def of_team(turn: Turn) -> list[Call]:
    """When the office that may object has to approve, which is what it can object by."""
    minds = pattern("intents_plans", "asks_who_minds").search(turn.text)
    team = minds["team"].lower() if minds else ""
    return [Call("ask_policy", {"question": lexicon("intents_plans")["of_team"][team]})]


def how_long(turn: Turn) -> list[Call]:
    """Who has still to decide, and how long each of them may take."""
    question = lexicon("intents_plans")["how_long"]["question"]
    return [
        Call("show_request", {"request_id": turn.request["id"]}),
        Call("ask_policy", {"question": question}),
    ]


def policy(turn: Turn) -> list[Call]:
    """Answer the questions of a message, after writing what it says beside them."""
    if pattern("intents_plans", "asks_requests").search(turn.text):
        return [Call("list_requests")]
    if not turn.request and (theirs := _about_theirs(turn)):
        return theirs
    asked = questions(turn)
    if not asked and not certain.asks_who_i_am(turn.text):
        asked = [_answering(turn, turn.text.strip())]
    writes = edits.writes(turn) if turn.request or turn.read.fields.get("role") else []
    return writes if writes and edits.wishes(turn) else [*writes, *asked]


def _about_theirs(turn: Turn) -> list[Call]:
    """The request that waits for whoever asks about it; beside a price stands what is usual."""
    topic = of_requests.topic_of(turn.text)
    asks = topic or pattern("intents_plans", "about_waiting").search(turn.text)
    theirs = deciding.show_theirs(turn) if asks else []
    role = edits.role_named(turn.text) if theirs and topic == "price" else None
    return [*([Call("usual_terms", {"role": role})] if role else []), *theirs]


def questions(turn: Turn) -> list[Call]:
    """The calls that answer what a message asks; the first questions of many."""
    asked = [one for one in turn.read.questions if not certain.is_no_policy(one)]
    return [_answering(turn, one.strip()) for one in asked[:MOST_QUESTIONS]]


def _whole(turn: Turn, question: str) -> str:
    """A question about "that" with what was said of it: "they see addresses. Is that allowed?"."""
    said = turn.text.replace(question, " ").strip()
    refers = pattern("intents_plans", "refers").search(question)
    leans = not turn.read.fields and pattern("intents_plans", "leans").search(question)
    return f"{question} ({said.rstrip('.!,; ')})" if (refers or leans) and said else question


def _answering(turn: Turn, question: str) -> Call:
    """What the request or the template says itself; every other rule is in the library."""
    role = str(
        turn.read.fields.get("role") or turn.fields.get("role") or edits.role_named(question)
    )
    usual = certain.asks_what_is_usual(question, turn.read.questions)
    if usual and edits.role_named(role):
        return Call("usual_terms", {"role": role})
    if turn.request and of_requests.topic_of(question):
        return Call("show_request", {"request_id": turn.request["id"]})
    return Call("ask_policy", {"question": _whole(turn, question)})


def asks_usual_again(turn: Turn) -> bool:
    """What is usual is asked of another role or level: "and a frontend developer?"."""
    return bool(_usual_role(turn))


def usual(turn: Turn) -> list[Call]:
    """What is usual for the role that is asked on about."""
    return [Call("usual_terms", {"role": _usual_role(turn)})]


def _usual_role(turn: Turn) -> str:
    """The role that a question after one on what is usual means: its own, or with a level that."""
    asks_on = pattern("intents_plans", "further")
    said = (turn.text, *reversed(turn.earlier[-REMEMBERED:]))
    first = next((n for n, one in enumerate(said) if not asks_on.search(one)), 0)
    if not first or not certain.asks_what_is_usual(said[first]):
        return ""
    level = pattern("intents_plans", "level").search(turn.text)
    named = (edits.role_named(one) for one in (said[: first + 1] if level else said[:1]))
    return next((role for role in named if role), "")


def escalate(turn: Turn) -> list[Call]:
    """Hand the question over to a person who is asked for; any other question is looked up."""
    if talking.wants_person(turn):
        return [Call("ask_person", {"question": _handed_over(turn)})]
    return questions(turn) or (ask(turn) if talking.asks_about_people(turn) else [])


def _handed_over(turn: Turn) -> str:
    """The question a person gets: what was said before if the text only asks for somebody."""
    if len(turn.text.split()) > 9 or not turn.earlier:
        return turn.text.strip()
    asked = [said for said in turn.earlier if said.rstrip().endswith("?")] or [*turn.earlier]
    return f"{turn.text.strip()} (before that: {asked[-1].strip()})"
