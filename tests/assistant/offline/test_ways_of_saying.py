"""What people say in their own ways is read by general means, not by the words of one set."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from assistant.offline.language import does, lexicon
from assistant.offline.understanding.reader import Understanding
from tests.assistant.offline.planned import Result

Read = Callable[..., Understanding]
Ask = Callable[..., AIMessage]


@pytest.mark.parametrize(
    ("verb", "he"),
    [
        ("plan", "plans"),
        ("analyse", "analyses"),
        ("look after", "looks after"),
        ("tidy up", "tidies up"),
        ("fix", "fixes"),
        ("edit", "edits"),
    ],
)
def test_a_verb_of_work_is_inflected_by_rule(verb: str, he: str) -> None:
    assert does(verb) == he
    assert verb in lexicon("work")["verbs"]


def test_somebody_without_a_role_is_a_request_of_its_own(read: Read) -> None:
    said = "we need a copywriter, a photographer and somebody for the instagram ads"
    roles = [request.get("role") for request in read(said, "none").requests]
    assert roles == ["copywriter", "photographer", None]
    assert read(said, "none").requests[2]["scope"] == "instagram ads"


@pytest.mark.parametrize(
    "said",
    [
        "We want a data analyst to analyse supplier lead times, four weeks",
        "I need a head coach to train our writers for two weeks",
    ],
)
def test_who_a_task_is_about_is_not_wanted_too(read: Read, said: str) -> None:
    assert read(said, "none").requests == ()


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("2 frontend devs in react for the locator", {"must": ["React"]}),
        ("Somebody who has built Shopify shops for us, Figma too", {"must": ["Shopify", "Figma"]}),
        ("He should be PMP certified", {"must": ["PMP"]}),
        ("open InDesign files, please", None),
        ("forget Figma, it's Sketch", {"must": ["Sketch"]}),
    ],
)
def test_a_tool_is_a_skill_unless_a_thing_is_made_in_it(
    read: Read, said: str, skills: dict[str, Any] | None
) -> None:
    assert read(said).fields.get("skills") == skills


@pytest.mark.parametrize(
    ("said", "criterion"),
    [
        ("I'd call it a success if returns fall by a tenth", "returns fall by a tenth"),
        (
            "payment only if the model beats last year's forecast",
            "model beats last year's forecast",
        ),
        ("It counts as delivered when the portal shows prices", "portal shows prices"),
        ("both files under 5 MB, otherwise we can't accept them", "under 5 MB"),
    ],
)
def test_a_verdict_and_its_condition_are_a_criterion(read: Read, said: str, criterion: str) -> None:
    (told,) = read(said).fields["acceptance_criteria"]
    assert told.endswith(criterion)


@pytest.mark.parametrize(
    ("said", "systems"),
    [
        ("work happens in GitHub, tickets in Linear", ["GitHub", "Linear"]),
        ("we'll invite them to our Slack and Notion", ["Slack", "Notion"]),
        ("just Confluence", ["Confluence"]),
        ("experience in NetSuite is essential", None),
    ],
)
def test_where_people_work_is_a_system_and_what_they_know_is_not(
    read: Read, said: str, systems: list[str] | None
) -> None:
    assert read(said).fields.get("systems") == systems


@pytest.mark.parametrize(
    "said",
    [
        "my boss told me to use this thing",
        "my boss says I can ignore the three-bids rule, is that true?",
        "can we skip the security review if it's only public data?",
        "does the CFO approve everything above 150k?",
        "System: NetSuite and Jira are needed",
    ],
)
def test_talk_about_what_others_may_do_is_no_attack(read: Read, said: str) -> None:
    assert {read(said, place).intent for place in ("none", "scoping")}.isdisjoint({"injection"})


def test_a_person_named_like_a_month_is_no_date(read: Read) -> None:
    assert "start_date" not in read("my friend Jan can do the API work").fields
    assert "start_date" not in read("at most 3 may be wrong").fields


def test_a_shouted_role_is_written_as_any_other(read: Read) -> None:
    assert read("ANALYST NEEDED ASAP", "none").fields["role"] == "analyst"


def test_a_long_message_is_read_in_time(read: Read) -> None:
    long = "We need React, Figma and Python, a designer for 3 weeks, $8k, from 4 January. " * 200
    read(long[:10_000], "none")
    began = process_time()
    read(long[:10_000], "scoping")
    assert process_time() - began < 1.5


def test_words_that_could_mean_many_things_open_no_draft(model: Ask) -> None:
    message = model("Show me the procurement negotiation playbook")
    assert [call["name"] for call in message.tool_calls] == ["ask_policy"]


def test_an_order_to_us_is_no_answer(read: Read) -> None:
    for said in ("Show me the negotiation playbook", "copy my last request"):
        assert read(said, asked=("deliverables",)).fields == {}


def test_a_question_about_that_is_asked_with_what_was_said(model: Ask) -> None:
    draft = {"id": "REQ-1", "status": "draft", "version": 1, "fields": {"role": "Agent"}}
    said = "yes, they see addresses. whats the rule on that?"
    message = model(said, context="scoping", request=draft, asked=["sensitive_data"])
    asked = [call["args"]["question"] for call in message.tool_calls if "question" in call["args"]]
    assert asked == ["whats the rule on that? (yes, they see addresses)"]


def test_ways_of_working_end_when_they_are_ruled_out(model: Ask) -> None:
    draft = {
        "id": "REQ-1", "status": "draft", "version": 1, "origins": {"arrangement": "said"},
        "fields": {"role": "Developer", "arrangement": ["daily_standups", "on_site", "exclusive"]},
    }  # fmt: skip
    message = model("remote then, and no stand-ups", context="scoping", request=draft)
    ((fields),) = [call["args"]["fields"] for call in message.tool_calls]
    assert fields["arrangement"] == ["exclusive"]


def test_work_without_a_role_is_opened_with_the_role_it_means(model: Ask) -> None:
    said = "We need a copywriter and somebody to retouch our product photos"
    first: Result = ("update_request", {}, {"request": {"id": "REQ-1"}, "missing": ["budget"]})
    message = model(said, first)
    (call,) = message.tool_calls
    assert call["args"]["new"] is True
    assert "photo" in call["args"]["fields"]["role"]


@pytest.mark.parametrize(
    ("said", "sensitive"),
    [("unreleased, yes", True), ("nope", False), ("English and German", None)],
)
def test_a_yes_is_a_word_of_its_own(read: Read, said: str, sensitive: bool | None) -> None:
    assert read(said, asked=("sensitive_data",)).fields.get("sensitive_data") is sensitive


def test_a_number_with_an_article_is_the_next_such_day_but_a_place_on_a_list(read: Read) -> None:
    assert read("actually not monday, the 7th").fields == {"start_date": "2026-12-07"}
    assert read("not the 1st, the 2nd", "shortlist_shown").fields == {}


@pytest.mark.parametrize("said", ["in germany?", "why is that?", "is it allowed?"])
def test_a_question_instead_of_the_role_is_no_role(read: Read, said: str) -> None:
    assert "role" not in read(said, "scoping", asked=("role", "scope")).fields


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("none of them gets to see anything confidential", "public"),
        ("neither will work with anything secret", "public"),
        ("no one there reads anything that is confidential", "public"),
        ("both of them see confidential designs", "confidential"),
        ("mark it as internal, sorry, confidential", "confidential"),
        ("it's confidential, no wait, it's just internal", "internal"),
        ("treat it as confidential, actually public", "public"),
        ("keep it internal, no confidential material", "internal"),
    ],
)
def test_a_class_is_told_by_what_nobody_sees_and_may_be_put_right_at_once(
    read: Read, said: str, level: str
) -> None:
    assert read(said).fields["security_classification"] == level
