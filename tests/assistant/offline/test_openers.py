"""First messages as people write them, in one line or a mail: what they open, ask and keep."""

from typing import Any

import pytest

from tests.assistant.offline.planned import DRAFT, Ask, called


def opened(model: Ask, text: str) -> dict[str, Any]:
    """The fields that a first message opens a request with; empty if it opens none."""
    calls = called(model(text))
    return next((args["fields"] for name, args in calls if name == "update_request"), {})


def asked(model: Ask, text: str) -> list[str]:
    """What a first message has looked up in the library."""
    return [args["question"] for name, args in called(model(text)) if name == "ask_policy"]


@pytest.mark.parametrize(
    "said",
    [
        "I need a freelancer",
        "we need two freelancers please",
        "could you get me a freelancr",
        "looking for a freelancer until Friday",
    ],
)
def test_a_freelancer_is_no_role(model: Ask, said: str) -> None:
    assert "role" not in opened(model, said)


@pytest.mark.parametrize(
    "said",
    [
        "photographer for team portraits, 35 people, one day in January",
        "need a videographer for interviews, 8 people, 2 days",
        "make-up artist wanted, 12 people, 3 March",
        "Yoga teacher, 20 people, every Tuesday",
    ],
)
def test_those_who_are_pictured_or_made_up_are_not_hired(model: Ask, said: str) -> None:
    assert opened(model, said).get("headcount", 1) == 1


@pytest.mark.parametrize(
    ("said", "role", "scope"),
    [
        ("I need help with Excel macros", "data analyst", "Excel macros"),
        ("looking for some help with Google Ads", "paid media specialist", "Google Ads"),
        ("could someone help us with our WordPress site for two weeks", "frontend developer", None),
    ],
)
def test_what_help_is_wanted_with_is_the_work_and_says_the_role(
    model: Ask, said: str, role: str, scope: str | None
) -> None:
    fields = opened(model, said)
    assert (fields["role"], scope or fields["scope"]) == (role, fields["scope"])


@pytest.mark.parametrize("said", ["can you help me with this form?", "I need help with the rules"])
def test_help_with_us_is_no_work(model: Ask, said: str) -> None:
    assert opened(model, said) == {}


@pytest.mark.parametrize("said", ["translator EN > DE for 40 pages", "a translator, EN->DE"])
def test_an_arrow_between_languages_is_no_mark_of_a_quotation(model: Ask, said: str) -> None:
    assert opened(model, f"We need {said}")["role"] == "EN-DE translator"


def test_several_photographers_are_several(model: Ask) -> None:
    assert opened(model, "2 photographers for 40 people")["headcount"] == 2


RELATIVES = "Can I hire a friend or relative as a freelancer?"
KNOWN = "Can I work directly with a freelancer I know?"


@pytest.mark.parametrize(
    ("said", "role", "noted"),
    [
        ("I want to hire my cousin for the photos", "photographer", "my cousin"),
        ("can I hire my wife as a translator?", "translator", "my wife"),
        ("could my ex-colleague Ana Berg do the copywriting?", "copywriter",
         "my ex-colleague Ana Berg"),
        ("my brother-in-law could be our electrician", "electrician", "my brother-in-law"),
        ("a friend of mine does websites, is that ok?", "frontend developer", "a friend of mine"),
    ],
)  # fmt: skip
def test_a_relative_opens_a_draft_that_names_the_link_and_gets_the_rule(
    model: Ask, said: str, role: str, noted: str
) -> None:
    fields = opened(model, said)
    assert (fields["role"].lower(), fields["requirements"]) == (role, [noted])
    assert (fields["channel"], asked(model, said)) == ("direct", [RELATIVES])


@pytest.mark.parametrize(
    "said",
    [
        "is it fine to hire friends?",
        "I'd like to use my nephew",
        "may I pay my sister?",
        "My brother has a moving company, can he move our office?",
    ],
)
def test_a_relative_without_a_trade_gets_the_rule_alone(model: Ask, said: str) -> None:
    assert (asked(model, said), opened(model, said)) == ([RELATIVES], {})


@pytest.mark.parametrize(
    "said", ["my wife is ill, so I need a designer by Friday", "a friend told me to ask here"]
)
def test_a_relative_who_is_only_mentioned_is_not_engaged(model: Ask, said: str) -> None:
    assert RELATIVES not in asked(model, said)
    assert "channel" not in opened(model, said)


@pytest.mark.parametrize(
    ("said", "role", "noted"),
    [
        ("found a guy, Tom Becker, he does webflow. 600 eur a day. how do I get him in?",
         "frontend developer", ["Tom Becker"]),
        ("we found a photographer, Lea Winter, 900 a day. how do we book her?", "photographer",
         ["Lea Winter"]),
        ("met a guy at a fair who is a data engineer, want to hire him for 2 months",
         "data engineer", None),
        ("I know a good carpenter, he can build the stand in March", "carpenter", None),
    ],
)  # fmt: skip
def test_somebody_found_already_opens_a_draft_for_what_they_do(
    model: Ask, said: str, role: str, noted: list[str] | None
) -> None:
    fields = opened(model, said)
    assert (fields["role"], fields.get("requirements")) == (role, noted)
    assert asked(model, said) == [KNOWN]


@pytest.mark.parametrize(
    ("said", "role", "scope"),
    [
        ("is there someone in-house who could do a quick logo?", "brand designer", "quick logo"),
        ("Is anyone in house able to translate a page into German?", "translator",
         "translate a page into German"),
        ("do we have somebody internal for a landing page?", "frontend developer", "landing page"),
        ("any in-house designer free?", "designer", None),
        ("do we have a translator on the bench?", "translator", None),
    ],
)  # fmt: skip
def test_who_looks_inside_gets_a_draft_for_the_bench_with_the_work(
    model: Ask, said: str, role: str, scope: str | None
) -> None:
    fields = opened(model, said)
    assert (fields["role"], fields.get("scope")) == (role, scope)
    assert fields["channel"] == "internal_bench"


@pytest.mark.parametrize(
    "said", ["is there anyone internal who can approve this?", "who is on the internal bench?"]
)
def test_a_question_about_those_inside_opens_nothing(model: Ask, said: str) -> None:
    assert opened(model, said) == {}


@pytest.mark.parametrize(
    "said",
    [
        "We need someone to fix our wordpress site, it's down since this morning!!",
        "We need a photographer tomorrow",
        "our checkout is broken since yesterday, need a developer",
        "server down! need a devops engineer",
        "interpreter needed today, 2 hours",
    ],
)
def test_what_is_down_or_wanted_by_tomorrow_is_urgent(model: Ask, said: str) -> None:
    assert opened(model, said)["urgency"] == "high"


@pytest.mark.parametrize(
    "said", ["traffic is down 20%, need an SEO specialist", "need a trainer on Friday, 2 hours"]
)
def test_a_near_day_alone_is_not_urgent(model: Ask, said: str) -> None:
    assert "urgency" not in opened(model, said)


@pytest.mark.parametrize(
    "said",
    [
        "2 JS devs + 1 designer, 3 months, start asap",
        "a copywriter and an illustrator asap, 2 weeks",
    ],
)
def test_as_soon_as_possible_is_a_start_for_each_of_several(model: Ask, said: str) -> None:
    (_, first), *_ = called(model(said))
    assert first["fields"]["start_date"] == "2026-11-19"
    done = ("update_request", first, {"request": {"id": "REQ-1", "fields": {}, "origins": {}}})
    (_, second), *_ = called(model(said, done))
    assert second["fields"]["start_date"] == "2026-11-19"


@pytest.mark.parametrize(
    "said",
    [
        "Need a copywriter. Budget approx 30k, Q1",
        "looking for a copywriter in Q1",
        "copywriter wanted for the first quarter",
    ],
)
def test_a_quarter_is_the_days_between_which_work_is_done(model: Ask, said: str) -> None:
    fields = opened(model, said)
    assert (fields["start_date"], fields["deadline"]) == ("2027-01-01", "2027-03-31")
    assert not {"duration_weeks", "skills"} & {*fields}


@pytest.mark.parametrize("said", ["an illustrator for our Q1 report", "copywriter by end of Q1"])
def test_a_quarter_that_only_names_or_ends_the_work_is_no_start(model: Ask, said: str) -> None:
    assert "start_date" not in opened(model, said)


@pytest.mark.parametrize(
    "said",
    [
        "my freelancer is sick, can you find a replacement until friday?",
        "Is there anybody who could do a logo by Friday?",
        "could you get us someone by friday?",
    ],
)
def test_the_day_that_ends_a_wish_is_kept(model: Ask, said: str) -> None:
    assert opened(model, said)["deadline"] == "2026-11-20"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("our electrician quit. need new one by monday!!!", "electrician"),
        ("our welder is off sick, we need someone to cover for 3 weeks", "welder"),
        ("our nurse resigned, looking for a replacement asap", "nurse"),
    ],
)
def test_who_is_gone_says_the_role_of_whoever_comes_next(model: Ask, said: str, role: str) -> None:
    assert opened(model, said)["role"] == role


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("client event on March 3rd, need a moderator, half a day, max 1.5k", "2027-03-03"),
        ("photographer for one day on 12 March, Berlin", "2027-03-12"),
        ("yoga teacher, 14 May, one day, 300", "2027-05-14"),
    ],
)
def test_work_of_a_day_ends_on_the_day_it_begins(model: Ask, said: str, day: str) -> None:
    fields = opened(model, said)
    assert (fields["start_date"], fields["deadline"]) == (day, day)


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("Translator, 12 pages, by 15 December. Cost centre 4711.", "Cost centre 4711"),
        ("copywriter, 3 weeks, 4k, PO 45001234", "PO 45001234"),
        ("moderator on 3 March, half a day, max 1.5k incl travel", "incl travel"),
        ("photographer, one day, 900 plus travel", "900 plus travel"),
        ("run our google ads, 3000 (not incl. ad spend), 2 months", "not incl. ad spend"),
    ],
)
def test_who_books_it_and_what_the_sum_includes_are_noted(
    model: Ask, said: str, noted: str
) -> None:
    fields = opened(model, said)
    assert fields["requirements"] == [noted]
    assert fields.get("budget", {}).get("amount") != 4711


def test_a_kind_of_work_is_no_role_and_what_is_attached_is_no_word_of_it(model: Ask) -> None:
    said = "Please arrange a notary-certified translation of the attached contract by 10 December"
    assert opened(model, said)["role"] == "translator"
    mail = "Please arrange a translator for the attached 12-page manual by 15 December"
    assert opened(model, mail)["deliverables"] == ["12-page manual"]


@pytest.mark.parametrize(
    "said",
    [
        "hey, quick one: who do I talk to about getting a video editor?",
        "whom should I ask to book a video editor?",
    ],
)
def test_whom_to_ask_for_somebody_is_asked_here(model: Ask, said: str) -> None:
    assert opened(model, said)["role"].lower() == "video editor"


@pytest.mark.parametrize(
    "said",
    ["someone to teach our sales team Excel, 8 people", "somebody to film our team, 9 people"],
)
def test_those_who_are_taught_are_not_hired_where_only_the_work_is_told(
    model: Ask, said: str
) -> None:
    assert opened(model, said).get("headcount", 1) == 1


@pytest.mark.parametrize(
    ("said", "results"),
    [
        ("designer for logo refresh, key visual and style guide, 6k",
         ["logo refresh", "key visual", "style guide"]),
        ("content strategist: audit, roadmap and 3 workshops. 4 weeks",
         ["audit", "roadmap", "3 workshops"]),
        ("illustrator for a cover, ten spreads and a poster, 4k",
         ["cover", "ten spreads", "poster"]),
        ("brand designer for packaging, labels and signs, by 5 Feb",
         ["packaging", "labels", "signs"]),
    ],
)  # fmt: skip
def test_a_list_of_work_is_kept_whole(model: Ask, said: str, results: list[str]) -> None:
    assert opened(model, said)["deliverables"] == results


def test_a_list_of_subjects_is_the_work_and_no_result(model: Ask) -> None:
    fields = opened(model, "copywriter for web, mail and print, 3 weeks")
    assert (fields["scope"], "deliverables" in fields) == ("web, mail and print", False)


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("web dev, 6 weeks from 4 Jan, shop relaunch, accepted when all orders go through",
         ["all orders go through"]),
        ("video editor for 3 clips, 2k, Priya approves them", ["Priya approves them"]),
    ],
)  # fmt: skip
def test_who_accepts_the_work_owns_no_budget(model: Ask, said: str, accepted: list[str]) -> None:
    fields = opened(model, said)
    assert (fields["acceptance_criteria"], "budget_owner" in fields) == (accepted, False)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("translator, the manual, 80 pages at 30 euros a page", 2400),
        ("product photographer, 25 shoes, $80 a shoe", 2000),
        ("voice over artist, 3 spots, $300 a spot", 900),
        ("presenter for 4 fairs, 350 euros per fair", 1400),
        ("need a video editor, I have 5k left in my budget", 5000),
        ("a designer please, there's 3,400 left for this quarter", 3400),
        ("trainer in negotiation, two half days in Feb, 3500 all inclusive", 3500),
        ("copywriter, 2k per project", 2000),
    ],
)  # fmt: skip
def test_a_price_for_things_and_what_is_left_are_the_budget(
    model: Ask, said: str, amount: float
) -> None:
    budget = opened(model, said)["budget"]
    assert (budget["amount"], budget["basis"]) == (amount, "fixed")


@pytest.mark.parametrize(
    ("said", "work"),
    [
        ("Need a photographer for weddings... no wait, products", "products"),
        ("an illustrator for a kids book, sorry no, for app icons, 2k", "app icons"),
        ("copywriter for our blog, no wait, our newsletter, 3 weeks", "newsletter"),
        ("designer for posters, i mean flyers, 2k", "flyers"),
        ("translator for contracts, sorry for the rush, 3k", "contracts"),
    ],
)  # fmt: skip
def test_the_work_put_right_in_the_same_breath_is_the_work(
    model: Ask, said: str, work: str
) -> None:
    assert opened(model, said)["scope"] == work


def test_fewer_people_after_all_are_so_many(model: Ask) -> None:
    said = "we want 2 illustrators, or actually one is enough. icons, 1800"
    assert opened(model, said).get("headcount", 1) == 1


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("host for our gala 5 March, 600", "2027-03-05"),
        ("speaker for our sales kickoff, 14 January, 2k", "2027-01-14"),
        ("DJ, xmas party, 12 Dec, 1500", "2026-12-12"),
    ],
)
def test_who_works_at_an_event_works_on_its_day(model: Ask, said: str, day: str) -> None:
    fields = opened(model, said)
    assert (fields["start_date"], fields["deadline"]) == (day, day)


def test_hours_of_the_only_day_are_the_length(model: Ask) -> None:
    fields = opened(model, "event photographer on 3 Feb, 4 hrs, 800 bucks, our kickoff")
    assert (fields["duration_weeks"], "hours_per_week" in fields) == (0.1, False)


def test_work_wanted_tomorrow_begins_then(model: Ask) -> None:
    fields = opened(model, "presentation designer tmrw, 1200$, board deck, 2 days")
    assert fields["start_date"] == "2026-11-19"


@pytest.mark.parametrize(
    ("said", "day"),
    [("illustrator from 11/1 for 3 weeks", "2026-11-01"),
     ("illustrator from 10/1 for 3 weeks, 2k", "2026-10-01"),
     ("illustrator from 4/1 for 3 weeks", "2027-04-01"),
     ("illustrator from 11/1 for 3 weeks, £2,000", "2027-01-11")],
)  # fmt: skip
def test_a_day_just_gone_is_taken_as_this_years(model: Ask, said: str, day: str) -> None:
    assert opened(model, said)["start_date"] == day


@pytest.mark.parametrize("said", ["what's usual?", "hm, what's realistic?", "a ballpark?"])
def test_what_is_usual_asked_back_is_told(model: Ask, said: str) -> None:
    request = {"id": "REQ-1", "status": "draft", "fields": {"role": "copywriter"}, "origins": {}}
    state = {"context": "scoping", "request": request, "asked": ["budget", "start_date"]}
    assert called(model(said, **state)) == [("usual_terms", {"role": "copywriter"})]


def test_a_condition_amid_other_facts_leaves_them_as_they_are(model: Ask) -> None:
    said = "graphic designer for a menu, accepted when the chef likes it, 700, one week from 7 dec"
    fields = opened(model, said)
    assert fields["acceptance_criteria"] == ["the chef likes it"]
    assert (fields["budget"]["amount"], fields["start_date"]) == (700, "2026-12-07")


ONE_DAY = {**DRAFT, "fields": {"role": "photographer", "start_date": "2026-01-14",
                               "deadline": "2026-01-14", "duration_weeks": 0.2}}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("15 January instead", {"2026-01-15"}),
        ("make it the 15th of January", {"2026-01-15"}),
        ("until 15 January", {"2026-01-14", "2026-01-15"}),
    ],
)
def test_another_day_for_the_work_of_a_day_is_its_only_one(
    model: Ask, said: str, days: set[str]
) -> None:
    fields = written(model, said, ONE_DAY)
    told = {**ONE_DAY["fields"], **fields}
    assert {told["start_date"][4:], told["deadline"][4:]} == {day[4:] for day in days}


@pytest.mark.parametrize(
    "said", ["anytime", "whenever", "start is flexible", "from any day", "they can start any time"]
)
def test_any_day_to_start_is_the_next_working_day(model: Ask, said: str) -> None:
    assert "start_date" in written(model, said, DRAFT, asked=["start_date"])


@pytest.mark.parametrize(
    "said", ["access to merchant center and shopify", "a login for the broker portal"]
)
def test_who_has_its_name_in_a_system_is_not_wanted(model: Ask, said: str) -> None:
    unknown = {**DRAFT, "fields": {"scope": "the product feed"}}
    assert "role" not in written(model, said, unknown, asked=["role", "budget"])


def written(model: Ask, said: str, request: dict[str, Any], **state: Any) -> dict[str, Any]:
    """What a message writes into the request at hand."""
    calls = called(model(said, context="scoping", request=request, **state))
    return next((args["fields"] for name, args in calls if name == "update_request"), {})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (".NET developer for 3 months", {"role": ".NET developer"}),
        ("we need a .NET engineer in Milan", {"role": ".NET engineer"}),
        ("I need an editor. Net price 900 euros", {"role": "editor"}),
        ("copywriter german english, 3 days", {"language": "German, English"}),
        ("we need a host, spanish italian, for 2 days", {"language": "Spanish, Italian"}),
        ("copywriter, 4k fixed, 60 hours or so", {"duration_weeks": 1.5}),
        ("need an editor, $3000, about 80 hours", {"duration_weeks": 2.0}),
    ],
)
def test_nothing_of_a_terse_first_message_is_lost(
    model: Ask, said: str, told: dict[str, Any]
) -> None:
    assert opened(model, said).items() >= told.items()
