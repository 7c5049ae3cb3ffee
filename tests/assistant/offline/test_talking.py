"""Talk beside the work: remarks, questions about the assistant, and who is to be asked."""

import pytest
from langchain_core.messages import HumanMessage

from tests.assistant.offline.planned import DRAFT, SHORTLIST, Ask, called

OPEN = {**DRAFT, "missing": ["sensitive_data"], "ask_next": ["sensitive_data"]}


@pytest.mark.parametrize(
    "said",
    [
        "let me check with Priya",
        "I'll run it by my boss first",
        "I need to ask legal and get back to you",
        "I'll talk to Helen first",
        "let me think about it",
        "I'm in a meeting",
        "later",
        "no hurry, I'll be back after the meeting",
        "not sure yet, I'll ask Helen tomorrow",
    ],
)
def test_who_goes_to_ask_somebody_is_given_time_and_nothing_is_handed_over(
    model: Ask, said: str
) -> None:
    message = model(said, context="scoping", request=OPEN, asked=["sensitive_data"])
    assert (called(message), message.text.endswith("The draft waits here as it is.")) == ([], True)


@pytest.mark.parametrize(
    "said",
    [
        "who should I talk to about taxes?",
        "whom do I call about a broken laptop?",
        "may I get in touch with the first one?",
        "should I ping Daniel again?",
        "this drives me mad, why can't I simply use a friend",
    ],
)
@pytest.mark.parametrize("context", ["none", "scoping"])
def test_a_question_is_looked_up_unless_a_person_is_asked_for(
    model: Ask, said: str, context: str
) -> None:
    request = OPEN if context == "scoping" else None
    names = [name for name, _ in called(model(said, context=context, request=request))]
    assert names == ["ask_policy"]


@pytest.mark.parametrize(
    "said",
    [
        "can I speak to somebody from procurement?",
        "get me a real person",
        "could legal have a look at this?",
        "I'd like to talk to Grace",
        "please escalate this",
        "put me through to procurement",
    ],
)
def test_whoever_asks_for_a_person_gets_one(model: Ask, said: str) -> None:
    names = [name for name, _ in called(model(said, context="scoping", request=DRAFT))]
    assert names == ["ask_person"]


def test_a_call_for_a_person_takes_along_what_was_said_before(model: Ask) -> None:
    before = [HumanMessage("our usual agency has closed down")]
    ((_, args),) = called(model("ask a person", before=before, context="none", request=None))
    assert args["question"] == "ask a person (before that: our usual agency has closed down)"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("how's it going?", "ask"),
        ("you're hopeless", "orry"),
        ("this is a waste of time", "orry"),
        ("ugh, this thing doesn't understand me", "orry"),
        ("are you kidding me?", "orry"),
        ("you never understand what I mean!", "orry"),
        ("sorry, long week", "No harm|all right"),
        ("have a nice weekend", "Bye|See you"),
        ("thanks, see you tomorrow", "Bye|See you"),
        ("what are you able to do?", "who approves"),
        ("what kind of questions can I ask?", "who approves"),
        ("what are your limits?", "approve"),
        ("do you remember our last conversation?", "thread"),
        ("do you ever get tired?", "program"),
        ("who made you?", "program"),
        ("where were you born", "program"),
        ("that's not right", "what is wrong"),
        ("I don't agree with you", "what is wrong"),
        ("ugh, why so many details?", "orry"),
        ("last year we spent 9k on this", "nothing changes"),
        ("Back in 2023 we used an agency for it", "nothing changes"),
        ("Helen is on leave until Monday", "nothing changes"),
        ("btw my boss is out of office this week", "nothing changes"),
    ],
)
@pytest.mark.parametrize("context", ["none", "scoping", "filed"])
def test_a_remark_gets_a_short_answer_of_its_own(
    model: Ask, said: str, told: str, context: str
) -> None:
    request = {"none": None, "filed": {**DRAFT, "status": "in_approval"}}.get(context, OPEN)
    message = model(said, before=[HumanMessage("hi")], context=context, request=request)
    assert called(message) == []
    assert any(part in message.text for part in told.split("|"))
    assert "sourcing assistant" not in message.text


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ("none", "Tell me who you need"),
        ("scoping", "show who fits"),
        ("shortlist_shown", "take the second"),
        ("awaiting_confirmation", "not yet"),
        ("filed", "withdraw it"),
    ],
)
@pytest.mark.parametrize("said", ["help", "can you help me?", "I'm lost"])
def test_help_says_what_can_be_done_now(model: Ask, said: str, context: str, told: str) -> None:
    request = None if context == "none" else DRAFT
    shown = SHORTLIST if context == "shortlist_shown" else []
    assert told in model(said, context=context, request=request, shortlist=shown).text


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("do you save what I type?", "messages kept"),
        ("what happens to my data?", "messages kept"),
        ("is our chat recorded?", "messages kept"),
        ("can my boss read my messages?", "colleagues see"),
        ("who can read this chat?", "colleagues see"),
        ("who sees the results?", "colleagues see"),
        ("who else gets to see the shortlist", "colleagues see"),
        ("can other managers see the candidates I pick?", "colleagues see"),
        ("are you always right?", "wrong answer"),
        ("can I rely on what you say?", "wrong answer"),
        ("what if I break the rules?", "own accounts"),
        ("am I allowed to sign off my own requests?", "sign my own"),
        ("may we approve this ourselves?", "sign my own"),
        ("Helen agreed on the phone, does that count?", "skipped"),
        ("my director wrote ok, can I start?", "skipped"),
        ("is a verbal yes enough?", "skipped"),
    ],
)
@pytest.mark.parametrize("context", ["none", "scoping"])
def test_what_the_library_says_of_the_assistant_is_looked_up(
    model: Ask, said: str, about: str, context: str
) -> None:
    request = OPEN if context == "scoping" else None
    ((name, args),) = called(model(said, context=context, request=request))
    assert (name, about in args["question"]) == ("ask_policy", True)


@pytest.mark.parametrize("said", ["what kind of data?", "like what?", "what counts as personal?"])
def test_a_word_of_the_open_question_is_explained(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=OPEN, asked=["sensitive_data"])
    asked = {"question": "What counts as sensitive data?"}
    assert called(message) == [("ask_policy", asked)]


@pytest.mark.parametrize("said", ["why are you asking?", "do I have to say that?", "is it needed?"])
def test_why_something_is_asked_is_told_for_what_is_asked(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=OPEN, asked=["sensitive_data"])
    assert called(message) == []
    assert message.text.startswith("Sensitive data decides")


@pytest.mark.parametrize(
    "said",
    [
        "it should be less complicated, 4 weeks",
        "I need help with our newsletter, a copywriter",
        "the budget is a joke, make it 12k",
        "last year we paid 9k, so make it 9k again",
    ],
)
def test_a_wish_is_no_mere_remark(model: Ask, said: str) -> None:
    assert called(model(said, context="scoping", request=DRAFT))


GIVEN = {**DRAFT, "origins": {**DRAFT["origins"], "budget": "said"}}


@pytest.mark.parametrize("said", ["I'm not sure about the budget", "not sure the budget is right"])
@pytest.mark.parametrize("context", ["scoping", "awaiting_confirmation"])
def test_a_doubt_about_what_was_given_takes_nothing_out(
    model: Ask, said: str, context: str
) -> None:
    message = model(said, context=context, request=GIVEN)
    assert called(message) == []
    assert "$8,000" in message.text
    assert ("Is it right?" in message.text) == (context == "awaiting_confirmation")


def test_what_is_not_known_after_all_is_taken_back(model: Ask) -> None:
    ((_, args),) = called(model("I don't know the budget yet", context="scoping", request=GIVEN))
    assert args["clear"] == ["budget"]


@pytest.mark.parametrize(
    "said",
    [
        "let me ask Daniel about the start date, the budget is fine",
        "I don't know the exact budget split between the teams yet",
        "not sure about the budget",
    ],
)
def test_what_was_given_stays_where_only_something_beside_it_is_not_known(
    model: Ask, said: str
) -> None:
    calls = called(model(said, context="scoping", request=GIVEN))
    assert not any("clear" in args for _, args in calls)


def test_what_was_only_assumed_is_left_open_when_it_is_not_known(model: Ask) -> None:
    assumed = {**DRAFT, "origins": {**DRAFT["origins"], "budget": "template"}}
    ((_, args),) = called(model("I don't know the budget yet", context="scoping", request=assumed))
    assert args["set_aside"] == ["budget"]


def test_the_name_of_a_field_in_a_question_is_not_what_is_unknown(model: Ask) -> None:
    said = "no idea, what do people write there?"
    calls = dict(called(model(said, context="scoping", request=OPEN, asked=["sensitive_data"])))
    assert calls["update_request"]["set_aside"] == ["sensitive_data"]


@pytest.mark.parametrize(
    "said", ["thanks, who's reviewing it?", "who is dealing with my request now?"]
)
def test_who_looks_at_a_request_is_read_from_it(model: Ask, said: str) -> None:
    filed = {**DRAFT, "status": "in_approval"}
    assert [name for name, _ in called(model(said, context="filed", request=filed))] == [
        "show_request"
    ]


@pytest.mark.parametrize("said", ["would 12k get us a better one?", "would 6k buy me somebody?"])
def test_what_more_money_would_buy_is_worked_out_by_the_rules(model: Ask, said: str) -> None:
    ((name, args),) = called(model(said, context="scoping", request=DRAFT))
    assert (name, [*args["fields"]]) == ("what_if", ["budget"])


@pytest.mark.parametrize(
    "said", ["are you chatgpt?", "are you a robot?", "am I talking to a machine?"]
)
@pytest.mark.parametrize("context", ["none", "scoping"])
def test_whoever_asks_if_this_is_software_gets_no_welcome_beside(
    model: Ask, said: str, context: str
) -> None:
    message = model(said, context=context, request=OPEN if context == "scoping" else None)
    assert message.text.startswith("I am software")
    assert not any(told in message.text for told in ("Tell me who you need", "Noted", "All right"))


@pytest.mark.parametrize("word", ["word", "asdf", "Budget", "help!"])
@pytest.mark.parametrize("context", ["none", "scoping"])
def test_one_word_over_and_over_is_neither_asked_of_the_library_nor_taken_for_work(
    model: Ask, word: str, context: str
) -> None:
    request = OPEN if context == "scoping" else {}
    message = model(f"{word} " * 1500, context=context, request=request)
    assert not {name for name, _ in called(message)} & {"ask_policy", "update_request"}


@pytest.mark.parametrize("said", ["what waits for me?", "I need a translator for 3 weeks"])
@pytest.mark.parametrize(
    "greeting", ["Hi, ", "hello there ", "Good morning! ", "Hey again - ", "evening team, "]
)
def test_what_stands_behind_a_greeting_is_done_as_without_it(
    model: Ask, said: str, greeting: str
) -> None:
    assert called(model(said))
    assert called(model(greeting + said)) == called(model(said))


@pytest.mark.parametrize("said", ["hi there!", "Hello bot", "good morning all :)", "hey again"])
def test_a_greeting_alone_is_greeted_back(model: Ask, said: str) -> None:
    assert called(model(said)) == []
    assert "the sourcing assistant" in model(said).text
