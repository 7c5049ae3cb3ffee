"""What the embedded model plans where somebody asks about a request, a person or the rules."""

import json

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.offline.model import EmbeddedChatModel
from tests.assistant.offline.planned import DRAFT, Ask, Result, called


def test_who_approves_is_answered_from_the_request_itself(model: Ask) -> None:
    said = "No customer data. Who approves this?"
    message = model(said, context="scoping", request=DRAFT, asked=["sensitive_data"])
    assert [name for name, _ in called(message)] == ["update_request", "show_request"]


WAITS = {"id": "REQ-9", "title": "Video editor", "requester": "maya.ortiz@calderfinch.example"}


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("who asked for it and what does it cost?", "show_request"),
        ("why does it need me?", "show_request"),
        ("looks fine, approved", "decide_request"),
    ],
)
def test_an_approver_can_ask_about_what_waits_for_them(model: Ask, text: str, tool: str) -> None:
    said = model(text, approvals_waiting=[WAITS], context="none", request=None)
    assert called(said)[0][0] == tool
    assert called(said)[0][1]["request_id"] == "REQ-9"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("approve the editor", True),
        ("approve Maya's request, fine with me", True),
        ("approve the request", True),
        ("approve the hostess", False),
        ("reject the translator, too expensive", False),
    ],
)
def test_a_decision_is_taken_on_what_it_names(model: Ask, said: str, meant: bool) -> None:
    message = model(said, approvals_waiting=[WAITS], context="none", request=None)
    assert [name for name, _ in called(message)] == (["decide_request"] if meant else [])
    assert meant or "Video editor" in message.text


def test_procurement_can_ask_about_a_match_to_confirm(model: Ask) -> None:
    text = "who are the suggested people for the video editor?"
    said = model(text, matches_to_confirm=[WAITS], context="none", request=None)
    assert called(said) == [("show_request", {"request_id": "REQ-9"})]


@pytest.mark.parametrize(
    "text",
    [
        "what budget is normal?",
        "how much does an illustrator usually cost?",
        "the going rate?",
        "how much is a backend developer in Spain?",
        "junior designer hourly rate?",
        "the day rate for an expert copywriter?",
    ],
)
def test_what_is_usual_comes_from_the_role_and_not_from_the_library(model: Ask, text: str) -> None:
    said = model(text, request=DRAFT, context="scoping")
    assert [name for name, _ in called(said)] == ["usual_terms"]


@pytest.mark.parametrize(
    "said",
    [
        "what will it cost in total?",
        "what does it cost with platform fees?",
        "what would that cost including the fees?",
        "can it start sooner?",
        "could they finish a bit earlier?",
        "isn't that basically an employee?",
        "why is it high risk?",
        "why is that a problem?",
        "so what do I need to do now",
        "who has to sign off?",
    ],
)
def test_what_the_record_knows_is_read_from_the_record(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize(
    "said", ["is two weeks notice enough?", "we have someone who does this, but she is on leave"]
)
def test_a_rule_and_a_colleague_are_not_taken_for_the_price_or_a_known_person(
    model: Ask, said: str
) -> None:
    names = [name for name, _ in called(model(said, context="scoping", request=DRAFT))]
    assert "usual_terms" not in names
    assert {"channel": "direct"} not in [args.get("fields") for _, args in called(model(said))]


@pytest.mark.parametrize("said", ["and for 60k?", "what about Upwork?", "and now?", "in Germany?"])
def test_a_few_words_after_a_question_ask_further(said: str) -> None:
    state = {"context": "none", "last_question": "who approves 8k?", "people": []}
    messages = [HumanMessage("Hi. Who approves 8k?"), AIMessage("The budget owner.")]
    told = [*messages, SystemMessage("STATE " + json.dumps(state)), HumanMessage(said)]
    assert called(EmbeddedChatModel().invoke(told)) == [("ask_policy", {"question": said})]


ASKED = "when are freelancers paid?"


def asked_after(said: str, *earlier: str) -> list[tuple[str, dict[str, object]]]:
    """What is planned for a message after an answered policy question and other messages."""
    state = {"context": "none", "last_question": ASKED, "people": []}
    before = [m for one in (ASKED, *earlier) for m in (HumanMessage(one), AIMessage("So."))]
    told = [*before, SystemMessage("STATE " + json.dumps(state)), HumanMessage(said)]
    return called(EmbeddedChatModel().invoke(told))


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("where can I read that?", "source"),
        ("which policy is that", "source"),
        ("ok, and who decided that?", "source"),
        ("says who?", "source"),
        ("how long has that been the rule?", "since"),
        ("is this still up to date?", "since"),
        ("when did that come into force?", "since"),
        ("has that ever been different?", "change"),
        ("what were the old limits?", "change"),
        ("so what's new?", "change"),
        ("hm, really?", "certainty"),
        ("is that actually true?", "certainty"),
        ("you sure about that", "certainty"),
        ("how come?", "reason"),
        ("and what's the reason for that?", "reason"),
        ("why is it so strict", "reason"),
        ("can you give me more details?", "rest"),
        ("what else does it say?", "rest"),
        ("show me the full text please", "rest"),
        ("what's her email?", "contact"),
        ("how do I reach her", "contact"),
        ("and how can we contact him directly?", "contact"),
        ("do you have their e-mail address?", "contact"),
        ("who is that?", "contact"),
    ],
)
def test_more_is_told_of_the_answer_just_given(said: str, aspect: str) -> None:
    assert asked_after(said) == [("about_last_answer", {"aspect": aspect})]


@pytest.mark.parametrize(
    "said",
    [
        "wrong answer",
        "that does not answer my question",
        "sorry, but that's not what I was looking for",
        "You misunderstood me",
        "no, this has nothing to do with invoices",
        "your answer is wrong because the term was changed",
        "that's not helpful",
        "the section is irrelevant: we use an agency",
        "this is the wrong policy",
    ],
)
def test_an_objection_to_an_answer_is_kept_with_its_words(said: str) -> None:
    kept = [("object_to_answer", {"reason": said})]
    assert asked_after(said) == kept
    assert asked_after(said, "since when?", "that is wrong") == kept


@pytest.mark.parametrize(
    ("said", "asked", "against"),
    [
        ("no, I meant agencies", "what about agencies?", False),
        ("I asked for the fees, not the term", "what about the fees?", False),
        ("wrong answer, I wanted to know who pays the fee", "who pays the fee?", True),
        ("That's not what I asked. I meant late payment", "what about late payment?", True),
    ],
)
def test_what_was_meant_by_a_question_is_looked_up(said: str, asked: str, against: bool) -> None:
    kept = [("object_to_answer", {"reason": said})] if against else []
    assert asked_after(said) == [*kept, ("ask_policy", {"question": asked})]


@pytest.mark.parametrize(
    "said", ["which of those is strictest?", "and which rule is the tightest", "which is newer?"]
)
def test_rules_just_told_are_not_ranked_as_people_are(said: str) -> None:
    assert asked_after(said) == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Is a contractor for 10 weeks ok or will HR complain?", "When does HR have to approve?"),
        ("would HR object?", "When does HR have to approve?"),
        ("can I do that or does security mind?", "When do security and legal have to approve?"),
        (
            "could the legal team have a problem with it?",
            "When do security and legal have to approve?",
        ),
    ],
)
def test_whether_an_office_objects_is_when_it_has_to_approve(said: str, asked: str) -> None:
    assert asked_after(said) == [("ask_policy", {"question": asked})]


@pytest.mark.parametrize("said", ["how long does it take?", "where can I find all policies?"])
def test_a_question_of_its_own_is_not_asked_of_the_answer_before(said: str) -> None:
    assert asked_after(said) == [("ask_policy", {"question": said})]


@pytest.mark.parametrize(
    "said",
    [
        "ok back to the request",
        "let's go back to my draft please",
        "let's carry on with the request",
        "where did we leave off?",
        "continue",
    ],
)
def test_whoever_goes_back_to_the_request_is_shown_it(model: Ask, said: str) -> None:
    shown = [("show_request", {"request_id": "REQ-1"})]
    assert called(model(said, context="scoping", request=DRAFT)) == shown
    assert called(model(said, context="none", request=None)) == [("list_requests", {})]


@pytest.mark.parametrize("said", ["How come nobody from Fiverr", "how come there's no Upwork?"])
def test_why_a_channel_is_missing_is_read_from_the_request(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize("said", ["is that right?", "it is wrong to wait, or?", "I asked Daniel"])
def test_a_doubt_and_a_tale_are_no_objection(said: str) -> None:
    assert "object_to_answer" not in dict(asked_after(said))
    assert ("ask_policy", {"question": "what about Daniel?"}) not in asked_after(said)


@pytest.mark.parametrize("between", [("thank you!",), ("since when?", "ok, got it")])
def test_thanks_and_what_was_asked_of_an_answer_do_not_end_it(between: tuple[str, ...]) -> None:
    assert asked_after("who wrote that?", *between) == [("about_last_answer", {"aspect": "source"})]
    assert asked_after("and in February?", *between)[0][0] == "ask_policy"


@pytest.mark.parametrize("said", ["since when?", "tell me more", "what was it before?"])
def test_without_an_answer_just_given_there_is_none_to_tell_more_of(said: str) -> None:
    names = [name for name, _ in asked_after(said, "we need a translator for two weeks")]
    assert "about_last_answer" not in names


@pytest.mark.parametrize("said", ["what was it in March?", "was that different in 2025?"])
def test_the_day_of_a_rule_is_looked_up_for_the_question_before(said: str) -> None:
    assert asked_after(said) == [("ask_policy", {"question": said})]


def test_the_answer_to_an_open_question_is_no_further_question(model: Ask) -> None:
    state = {"context": "scoping", "request": DRAFT, "asked": ["start_date"], "people": []}
    state["last_question"] = "who approves 8k?"
    told = [HumanMessage("who approves 8k?"), AIMessage("He does. When should they start?")]
    told += [SystemMessage("STATE " + json.dumps(state)), HumanMessage("what about 1 December?")]
    ((name, args),) = called(EmbeddedChatModel().invoke(told))
    assert (name, list(args["fields"])) == ("update_request", ["start_date"])


@pytest.mark.parametrize("said", ["nudge Daniel", "can you chase Daniel please?"])
def test_whoever_chases_an_approver_is_shown_on_whom_it_waits(model: Ask, said: str) -> None:
    filed = {**DRAFT, "status": "in_approval"}
    message = model(said, context="filed", request=filed)
    assert called(message) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize("said", ["whats late", "what's overdue?", "who is waiting on me?"])
def test_what_waits_and_what_is_late_is_listed(model: Ask, said: str) -> None:
    assert called(model(said)) == [("list_requests", {})]


@pytest.mark.parametrize(
    "said",
    ["why hr?", "why does it need security?", "can't we just use Upwork?", "who approves it, me?"],
)
def test_what_the_rules_say_of_a_request_is_read_from_it(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message) == [("show_request", {"request_id": "REQ-1"})]


def test_who_is_good_is_no_question_for_the_library(model: Ask) -> None:
    said = "no personal data. who's good?"
    message = model(said, context="scoping", request=DRAFT, asked=["sensitive_data"])
    assert called(message) == [("update_request", {"fields": {"sensitive_data": False}})]


@pytest.mark.parametrize("said", ["whats the risk?", "why is it high"])
def test_the_risk_of_a_request_is_read_from_it(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize(
    "text",
    [
        "travel expenses",
        "IR35 - is he inside or outside?",
        "who pays for his hotel?",
        "max budget without procurement?",
        "the old freelancer left. can I replace him with another one under the same request?",
    ],
)
@pytest.mark.parametrize("request_now", [None, DRAFT])
def test_a_subject_of_the_rules_is_looked_up_and_writes_nothing(
    model: Ask, text: str, request_now: dict[str, object] | None
) -> None:
    context = "scoping" if request_now else "none"
    said = model(text, request=request_now, context=context, asked=["scope"] if request_now else [])
    assert [name for name, _ in called(said)] == ["ask_policy"]


def test_a_question_about_it_takes_along_what_was_said_of_it(model: Ask) -> None:
    said = model("They sent a bill without a PO number, what now?")
    assert "PO number" in called(said)[0][1]["question"]


def test_a_misspelt_question_on_who_approves_is_about_the_request(model: Ask) -> None:
    said = model("who aproves", request=DRAFT, context="scoping")
    assert [name for name, _ in called(said)] == ["show_request"]


def test_how_long_it_takes_beside_who_approves_is_not_how_long_the_work_is(model: Ask) -> None:
    text = "who has to approve and how long will it take?"
    said = model(text, request=DRAFT, context="scoping")
    assert [name for name, _ in called(said)] == ["show_request", "ask_policy"]


def test_what_would_lower_a_score_is_asked_of_the_rules_for_it(model: Ask) -> None:
    doubted = {**DRAFT, "rulings": {"classification": {"verdict": "resembles_employment"}}}
    said = model("what would make it better?", request=doubted, context="scoping")
    assert called(said)[0][1]["question"] == "How can I make a request less like employment?"


@pytest.mark.parametrize(
    "said",
    [
        "hm is 4,000 realistic?",
        "is 600 eur too low?",
        "would €40 an hour be enough?",
        "is 2.5k ok for that?",
        "isn't 900 a day too much?",
        "is 7k a fair price for that?",
        "would $300 a day be a reasonable rate?",
    ],
)
def test_an_amount_that_is_asked_about_is_compared_and_not_written(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT, asked=["duration_weeks"])
    assert [name for name, _ in called(message)] == ["usual_terms", "show_request"]


@pytest.mark.parametrize(
    ("asked", "tools"),
    [
        (["budget", "duration_weeks"], ["usual_terms"]),
        (["sensitive_data"], ["ask_policy"]),
        (["duration_weeks", "sensitive_data"], ["usual_terms", "ask_policy"]),
    ],
)
@pytest.mark.parametrize(
    "said", ["whatever you think", "no idea, you decide", "what do you suggest?"]
)
def test_what_is_left_to_us_is_advised_on(
    model: Ask, said: str, asked: list[str], tools: list[str]
) -> None:
    message = model(said, context="scoping", request=DRAFT, asked=asked)
    assert [name for name, _ in called(message)] == tools


@pytest.mark.parametrize(
    "said", ["hmm what do you need to know still?", "what else do you need from me?"]
)
def test_what_is_still_needed_is_shown(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=DRAFT, asked=["budget"])
    assert [name for name, _ in called(message)] == ["show_request"]


RATE = HumanMessage("what does a backend developer cost per day?")


@pytest.mark.parametrize(
    ("said", "between", "role"),
    [
        ("and a frontend developer?", (), "frontend developer"),
        ("what about a copywriter?", (), "copywriter"),
        ("and for an illustrator?", ("what about a copywriter?",), "illustrator"),
        ("and a senior?", (), "backend developer"),
        ("what about a junior?", ("and a copywriter?",), "copywriter"),
    ],
)
def test_a_question_after_a_price_asks_for_another_price(
    model: Ask, said: str, between: tuple[str, ...], role: str
) -> None:
    before = [RATE, *(HumanMessage(one) for one in between)]
    ((name, args),) = called(model(said, before=before))
    assert (name, args["role"].lower()) == ("usual_terms", role)


def test_the_level_that_is_asked_for_is_told(model: Ask) -> None:
    rates = {"mid": [400, 600], "senior": [600, 900], "source": "rate card"}
    usual = {"role": "Backend developer", "level": "mid", "day_rate_usd": rates}
    usual |= {"duration_weeks": {"least": 4, "most": 26}, "budget_usd": {"least": 1, "most": 2}}
    told = model("and a senior?", ("usual_terms", {}, usual), before=[RATE]).text
    assert "senior level, $600–900" in told
    by_hour = model("what's a senior developer's rate per hour?", ("usual_terms", {}, usual)).text
    assert "senior level, $75–112 an hour" in by_hour
    in_spain = model("how much is a developer in Spain?", ("usual_terms", {}, usual)).text
    assert "works from Spain" in in_spain


@pytest.mark.parametrize(
    "said",
    [
        "how long will this take?",
        "how soon do I hear from them?",
        "when can I expect an answer?",
        "could that be decided any faster?",
    ],
)
def test_how_long_a_decision_takes_is_told_of_a_filed_request(model: Ask, said: str) -> None:
    filed = {**DRAFT, "status": "in_approval"}
    shown, asked = called(model(said, context="filed", request=filed))
    assert (shown[0], asked[0]) == ("show_request", "ask_policy")
    assert "How long does it take" in asked[1]["question"]


def test_the_highest_rate_that_may_be_paid_is_a_rule(model: Ask) -> None:
    ((name, _),) = called(model("what is the highest day rate for a copywriter?"))
    assert name == "ask_policy"


@pytest.mark.parametrize("said", ["and 60k?", "and for 6 months?", "what about 200k?"])
def test_a_question_that_goes_on_opens_no_draft(model: Ask, said: str) -> None:
    before = [HumanMessage("who approves a 12k request?"), HumanMessage("thanks")]
    assert called(model(said, before=before)) == [("ask_policy", {"question": said})]


@pytest.mark.parametrize(
    "said",
    [
        "the freelancer wants half upfront",
        "she will use ChatGPT for the texts",
        "he can't come until February",
        "our designer sent the files in Sketch and wants 3k more",
        "my contractor needs access to Jira",
        "the agency wants to send somebody else",
        "she invoiced us 4k twice",
    ],
)
def test_what_somebody_at_work_does_opens_no_draft(model: Ask, said: str) -> None:
    assert called(model(said)) == [("ask_policy", {"question": said})]


@pytest.mark.parametrize(
    "said",
    [
        "our editor quit, we need a new one for 3 weeks, 2k",
        "the team needs a UX designer for 6 weeks",
        "she is leaving, so we are looking for a bookkeeper",
    ],
)
def test_who_is_wanted_beside_it_is_still_asked_for(model: Ask, said: str) -> None:
    assert called(model(said))[0][0] == "update_request"


@pytest.mark.parametrize(
    "said",
    [
        "who else has to approve?",
        "who still has to sign off?",
        "who has approved so far and who is missing?",
        "does daniel have to approve again?",
        "does HR need to see this one too?",
        "must finance approve it as well?",
    ],
)
def test_who_decides_on_a_request_is_answered_from_it(model: Ask, said: str) -> None:
    for context in ("scoping", "filed"):
        calls = called(model(said, context=context, request=DRAFT))
        assert calls == [("show_request", {"request_id": "REQ-1"})]


def test_who_has_decided_is_told_apart_from_who_has_not(model: Ask) -> None:
    asked = [
        {"approver": "daniel.brandt@calderfinch.example", "decision": "approved"},
        {"approver": "grace.okafor@calderfinch.example", "decision": "pending"},
    ]
    filed = {**DRAFT, "status": "in_approval", "approvals": asked}
    shown: Result = ("show_request", {}, {"record": filed})
    told = model("who has approved so far?", shown, context="filed", request=filed).text
    assert "Daniel Brandt has approved" in told
    assert "Grace Okafor has yet to decide" in told


@pytest.mark.parametrize(
    "said",
    [
        "What is the parking fee for visitors?",
        "hey, quick one: how high is the gym subsidy?",
        "where do I lock my bike?",
        "lunch allowance for guests",
        "what's the weather like tomorrow?",
    ],
)
def test_the_library_is_asked_before_anything_is_called_off_topic(model: Ask, said: str) -> None:
    assert called(model(said, context="none", request=None))[0][0] == "ask_policy"


@pytest.mark.parametrize(
    "said",
    [
        "book me a train to Hamburg",
        "could you order pizza for the team",
        "write me a haiku",
        "tell me a joke",
        "wie ist das Wetter morgen und wann ist das Spiel?",
    ],
)
def test_an_errand_and_another_language_are_no_question_to_the_library(
    model: Ask, said: str
) -> None:
    assert called(model(said, context="none", request=None)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Do the old limits still count for my request?",
        "she never replies to my mails?",
        "The last freelancer left, do we get somebody else?",
    ],
)
def test_a_question_without_a_request_is_looked_up_and_opens_nothing(model: Ask, said: str) -> None:
    assert called(model(said, context="none", request=None)) == [("ask_policy", {"question": said})]
