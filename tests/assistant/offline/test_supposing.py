"""What is only asked about is not written, and what was offered is answered by a yes or a no."""

from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from tests.assistant.offline.planned import SHORTLIST, Ask, Result, called

BOOK: dict[str, Any] = {
    "id": "REQ-1", "status": "draft", "version": 2, "missing": [], "ask_next": [],
    "fields": {"role": "Illustrator", "scope": "book cover", "duration_weeks": 3.0,
               "start_date": "2027-01-11", "location": "remote", "sensitive_data": False,
               "budget": {"amount": 6000, "currency": "USD", "basis": "fixed"}},
    "origins": {}, "rulings": {},
}  # fmt: skip
OPEN = {**BOOK, "missing": ["sensitive_data"], "ask_next": ["sensitive_data"]}
FILED = {**BOOK, "status": "in_approval"}
WEEKS = {"duration_weeks": 20.0}
SIXTY = {"budget": {"amount": 60000, "currency": "USD", "basis": "fixed"}}


def supposing(fields: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("what_if", {"fields": fields})]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("and if the budget were 60k?", {"amount": 60000}),
        ("what if the budget was $12,000, who approves then?", {"amount": 12000}),
        ("who signs off if it's 60k", {"amount": 60000}),
        ("would 60k need finance?", {"amount": 60000}),
        ("is 7k possible?", {"amount": 7000}),
        ("what would change if it was 12k?", {"amount": 12000}),
        ("suppose we had 12k", {"amount": 12000}),
    ],
)
def test_another_budget_is_supposed_and_not_written(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    (name, args), *more = called(model(said, context="scoping", request=BOOK))
    assert (name, more) == ("what_if", [])
    assert args["fields"]["budget"]["amount"] == fields["amount"]
    assert args["fields"].keys() == {"budget"}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("suppose it took 20 weeks, who approves then?", WEEKS),
        ("does HR have to look at it if it takes 20 weeks?", WEEKS),
        ("and with two people?", {"headcount": 2}),
        ("and in Poland?", {"location": "Poland"}),
        ("what about Germany?", {"location": "Germany"}),
        ("how about Berlin, would that need HR?", {"location": "Berlin"}),
        ("can I still change the start to 18 January?", {"start_date": "2027-01-18"}),
        ("if it took 20 weeks do we still get someone?", WEEKS),
        ("can it start on 18 January?", {"start_date": "2027-01-18"}),
        ("could the work begin in March?", {"start_date": "2027-03-01"}),
        ("is it too late to start on 18 January?", {"start_date": "2027-01-18"}),
        ("imagine it were 20 weeks: what happens?", WEEKS),
    ],
)
def test_any_value_can_be_supposed(model: Ask, said: str, fields: dict[str, Any]) -> None:
    assert called(model(said, context="scoping", request=BOOK)) == supposing(fields)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("how about 7k?", {"budget"}),
        ("make it 20 weeks", {"duration_weeks"}),
        ("could you make it 20 weeks?", {"duration_weeks"}),
        ("let's say 20 weeks", {"duration_weeks"}),
        ("if it has to be cheaper then make it 4k", {"budget"}),
    ],
)
def test_what_is_proposed_or_told_is_written(model: Ask, said: str, fields: set[str]) -> None:
    ((name, args),) = called(model(said, context="scoping", request=BOOK))
    assert name == "update_request"
    assert args["fields"].keys() == fields


def test_a_question_that_gives_what_was_asked_for_is_its_answer(model: Ask) -> None:
    request = {**BOOK, "fields": {"role": "Illustrator"}, "missing": ["location"]}
    said = model("what about Berlin?", context="scoping", request=request, asked=["location"])
    assert called(said) == [("update_request", {"fields": {"location": "Berlin"}})]


@pytest.mark.parametrize(
    "said",
    [
        "can i still change the start to 18 January?",
        "she can only start on 18 January, is that ok?",
        "Daniel wants it to start on 18 January. what now?",
        "what if we moved the start to 18 January?",
        "is a start on 18 January possible?",
    ],
)
def test_a_question_leaves_what_is_filed_where_it_is(model: Ask, said: str) -> None:
    names = [name for name, _ in called(model(said, context="filed", request=FILED))]
    assert "what_if" in names
    assert "amend_request" not in names


@pytest.mark.parametrize(
    "said",
    [
        "start on 18 January",
        "can you make it start on 18 January?",
        "actually can we make it start on 18 January?",
    ],
)
def test_an_order_amends_what_is_filed(model: Ask, said: str) -> None:
    calls = called(model(said, context="filed", request=FILED))
    assert calls == [("amend_request", {"fields": {"start_date": "2027-01-18"}})]


SHORTS = {**FILED, "fields": {**FILED["fields"], "deliverables": ["10 product shorts"]}}


@pytest.mark.parametrize(
    "said",
    ["what if we made it 20 shorts?", "what if it was 20 shorts?", "suppose it were 20 shorts?"],
)
def test_another_number_of_what_is_counted_is_supposed_and_not_written(
    model: Ask, said: str
) -> None:
    for context in ("scoping", "filed"):
        (call,) = called(model(said, context=context, request=SHORTS))
        assert call == ("what_if", {"fields": {"deliverables": ["20 product shorts"]}})


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("what if we cut it to 4500?", {"budget"}),
        ("what if I raised it to 9k?", {"budget"}),
        ("what if we moved it to 18 January?", {"start_date"}),
        ("what if you made it 20 weeks?", {"duration_weeks"}),
    ],
)
def test_what_somebody_would_do_is_supposed(model: Ask, said: str, fields: set[str]) -> None:
    ((name, args),) = called(model(said, context="scoping", request=BOOK))
    assert (name, args["fields"].keys()) == ("what_if", fields)


@pytest.mark.parametrize(
    "said",
    [
        "what if it were two videos and a trailer?",
        "what if they get ill after 3 weeks of it?",
        "what happens if she only delivers 5 covers?",
    ],
)
@pytest.mark.parametrize("context", ["scoping", "filed"])
def test_a_what_if_is_never_carried_out(model: Ask, said: str, context: str) -> None:
    names = {name for name, _ in called(model(said, context=context, request=SHORTS))}
    assert names <= {"what_if", "ask_policy"}


@pytest.mark.parametrize(
    "said",
    ["can we have him for 6 days?", "could we have them for 6 days?", "can I have her 6 days?"],
)
def test_somebody_for_so_long_is_only_asked_for_once_it_is_filed(model: Ask, said: str) -> None:
    calls = called(model(said, context="filed", request=FILED))
    assert calls == supposing({"duration_weeks": 1.2})


@pytest.mark.parametrize(
    "said",
    [
        "can we have him for 6 days?",
        "actually can we add a second illustrator?",
        "can he do two more days?",
    ],
)
def test_a_wish_that_is_written_is_no_question_to_the_library(model: Ask, said: str) -> None:
    names = {name for name, _ in called(model(said, context="scoping", request=BOOK))}
    assert names == {"update_request"}


@pytest.mark.parametrize(
    "said",
    ["can we extend it to 8 weeks without a new approval?", "can he have access for 6 weeks?"],
)
def test_a_question_on_the_rules_is_answered_whatever_it_names(model: Ask, said: str) -> None:
    names = [name for name, _ in called(model(said, context="scoping", request=BOOK))]
    assert "ask_policy" in names


@pytest.mark.parametrize(
    "said", ["forget it", "no, forget that", "no leave that", "scratch that", "oh never mind"]
)
@pytest.mark.parametrize(
    "before", ["make it 5 weeks", "actually can we make it 5 weeks?", "a week longer please"]
)
def test_a_change_just_made_is_taken_back(model: Ask, said: str, before: str) -> None:
    calls = called(model(said, before=[HumanMessage(before)], context="scoping", request=BOOK))
    assert calls == [("undo_change", {})]


@pytest.mark.parametrize("before", ["who approves this?", "what if it took 20 weeks?"])
def test_nothing_is_taken_back_where_nothing_was_changed(model: Ask, before: str) -> None:
    said = model("forget it", before=[HumanMessage(before)], context="scoping", request=BOOK)
    assert "undo_change" not in [name for name, _ in called(said)]


@pytest.mark.parametrize(
    "said",
    [
        "ok, leave it as it is",
        "keep it like that",
        "leave everything the way it was",
        "just leave it as is",
    ],
)
@pytest.mark.parametrize("context", ["scoping", "filed"])
def test_what_is_to_stay_stays(model: Ask, said: str, context: str) -> None:
    message = model(said, context=context, request=BOOK)
    assert called(message) == []
    assert "stays as it is" in message.text


@pytest.mark.parametrize("said", ["change it", "ok do it", "yes please", "yes, do that", "yes"])
def test_what_was_supposed_is_written_when_told_to(model: Ask, said: str) -> None:
    before = [HumanMessage("and if the budget were 60k?")]
    for context, tool in (("scoping", "update_request"), ("filed", "amend_request")):
        calls = called(model(said, before=before, context=context, request=BOOK))
        assert calls == [(tool, {"fields": SIXTY})]


@pytest.mark.parametrize("said", ["no thanks", "leave it as it is", "no, leave it", "not needed"])
def test_what_was_supposed_is_dropped_when_not_wanted(model: Ask, said: str) -> None:
    before = [HumanMessage("and if the budget were 60k?")]
    assert called(model(said, before=before, context="scoping", request=OPEN)) == []


def test_a_what_if_says_what_would_be_and_how_to_have_it(model: Ask) -> None:
    rulings = {
        "risk": {"verdict": "low", "reasons": []},
        "plausibility": {"verdict": "plausible", "reasons": []},
        "eligibility": {"verdict": "eligible", "reasons": []},
        "approvals": {"reasons": ["a"], "details": [{"role": "budget_owner"}, {"role": "finance"}]},
    }
    data = {"supposed": SIXTY, "fields": {}, "rulings": rulings, "before": {}, "will_decide": []}
    result = ("what_if", {"fields": SIXTY}, data)
    told = model("who decides if it's 60k?", result, context="scoping", request=BOOK).text
    assert "$60,000" in told
    assert "finance would decide" in told
    assert "change it" in told


ASK = {"asked": ["sensitive_data"], "context": "scoping", "request": OPEN}


@pytest.mark.parametrize(
    "said",
    [
        "no, I was just asking", "no, just curious", "lol no", "haha", "yes I know, one minute",
        "yes, give me a minute", "sure thing, thanks", "yes, hang on", "no worries",
        "ok got it, one moment please", "nope, only wondering", "yeah I understand",
    ],
)  # fmt: skip
def test_a_remark_answers_no_question(model: Ask, said: str) -> None:
    message = model(said, **ASK)
    assert called(message) == []
    assert "?" in message.text


@pytest.mark.parametrize(
    ("said", "sensitive"),
    [
        ("no", False), ("no, nothing of that kind", False), ("nope, only the brief", False),
        ("yes", True), ("yes, they will", True), ("sure", True), ("yeah they do", True),
    ],
)  # fmt: skip
def test_a_yes_or_no_still_answers_it(model: Ask, said: str, sensitive: bool) -> None:
    ((_, args),) = called(model(said, **ASK))
    assert args["fields"]["sensitive_data"] is sensitive


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("No, only 6 weeks", {"duration_weeks": 6.0}),
        ("no, just six weeks", {"duration_weeks": 6.0}),
        ("no, make it 6 weeks", {"duration_weeks": 6.0}),
        ("nope, it's 9k", {"budget"}),
    ],
)
def test_a_no_before_another_value_puts_that_right(model: Ask, said: str, fields: Any) -> None:
    ((_, args),) = called(model(said, **ASK))
    assert args["fields"].keys() == set(fields)


@pytest.mark.parametrize("said", ["yes please", "please do", "that would be great", "go ahead"])
def test_an_offer_to_ask_a_person_is_taken_up(model: Ask, said: str) -> None:
    asked = {"unanswered": True, "last_question": "do we have a contract with 99designs?"}
    calls = called(model(said, **ASK, **asked))
    assert calls == [("ask_person", {"question": asked["last_question"]})]


@pytest.mark.parametrize("said", ["no thanks", "not needed, thanks", "no, leave it"])
def test_an_offer_to_ask_a_person_is_declined(model: Ask, said: str) -> None:
    asked = {"unanswered": True, "last_question": "do we have a contract with 99designs?"}
    assert called(model(said, **ASK, **asked)) == []


@pytest.mark.parametrize(
    "said",
    [
        "can you repeat that?", "sorry, say that again?", "come again?", "what was the question?",
        "sorry?", "pardon?", "once more please", "I didn't catch that", "what did you ask?",
        "could you please ask that again",
    ],
)  # fmt: skip
def test_the_open_question_is_repeated(model: Ask, said: str) -> None:
    message = model(said, **ASK)
    assert called(message) == []
    assert "sensitive data?" in message.text


@pytest.mark.parametrize(
    ("context", "told"),
    [("scoping", "file"), ("awaiting_confirmation", "REQ-1"), ("none", "policy questions")],
)
def test_where_no_question_is_open_what_can_be_done_is_said_again(
    model: Ask, context: str, told: str
) -> None:
    request = BOOK if context != "none" else None
    assert told in model("sorry, say that again?", context=context, request=request).text


def test_an_answer_from_the_library_is_repeated(model: Ask) -> None:
    question = "who pays the travel of a freelancer?"
    before = [HumanMessage(question)]
    said = model("can you repeat that?", before=before, last_question=question, **ASK)
    assert called(said) == [("ask_policy", {"question": question})]


@pytest.mark.parametrize(
    "said", ["is there anyone from Berlin?", "any illustrators in Berlin?", "anybody near Berlin?"]
)
def test_whether_people_are_from_a_place_is_looked_up_and_not_written(
    model: Ask, said: str
) -> None:
    assert called(model(said, context="scoping", request=BOOK)) == [("find_talent", {})]
    found: Result = ("find_talent", {}, {"shortlist": SHORTLIST})
    assert called(model(said, found, context="scoping", request=BOOK)) == [("read_profiles", {})]
    shown = model(said, context="shortlist_shown", request=BOOK, shortlist=SHORTLIST)
    assert called(shown) == [("read_profiles", {})]


def test_who_of_the_list_is_from_a_place_is_told(model: Ask) -> None:
    said, state = "is there anyone from Germany?", {"context": "shortlist_shown", "request": BOOK}
    homes = ({"location": "Lisbon", "country": "PT"}, {"location": "Kiel", "country": "DE"})
    people = [one | {"profile": home} for one, home in zip(SHORTLIST, homes, strict=True)]
    result: Result = ("read_profiles", {}, {"shortlist": people})
    told = model(said, result, shortlist=SHORTLIST, **state).text
    assert "Jonas Frey" in told
    assert "Ana Silva" not in told


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("what would it be if we took two?", {"headcount": 2}),
        ("and if we hired three of them?", {"headcount": 3}),
        ("and if they only did 20 hours a week?", {"hours_per_week": 20.0}),
        ("what if she just worked 12 hours a week?", {"hours_per_week": 12.0}),
        ("what if we went down to 2 weeks", {"duration_weeks": 2}),
        ("ok what if we go back to 8 weeks", {"duration_weeks": 8}),
        ("what if we settle for 5 weeks", {"duration_weeks": 5}),
    ],
)
def test_what_we_or_they_would_do_is_supposed_with_or_without_a_question_mark(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    assert called(model(said, context="scoping", request=BOOK)) == supposing(fields)


@pytest.mark.parametrize("said", ["no leave it at 3", "no, keep it at 6k", "stick with 3 weeks"])
def test_a_value_that_is_told_to_stay_stays(model: Ask, said: str) -> None:
    told = model(said, context="scoping", request=BOOK)
    assert (called(told), "as it is" in told.text) == ([], True)


def test_another_value_than_the_one_there_is_not_told_to_stay(model: Ask) -> None:
    assert "as it is" not in model("leave it at 9", context="scoping", request=BOOK).text
