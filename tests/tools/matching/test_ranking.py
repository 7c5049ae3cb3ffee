from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings

from knowledge.errors import BadInput
from knowledge.talent import Engagement, TalentProfile
from tests.tools.matching.people import BRIEFS, brief_of, pool_of, pools
from tools.matching import Brief, Overrides, Ranking, rank, reweighted
from tools.matching.evidence import text_of
from tools.matching.wording import FIXED, LITTLE


def person(one: str, **fields: object) -> TalentProfile:
    return TalentProfile.model_validate({"id": one, **fields})


def ids(ranking: Ranking) -> list[str]:
    return [c.id for c in ranking.candidates]


def reason_for(ranking: Ranking, one: str) -> str:
    return next(d.reason for d in ranking.dropped if d.id == one)


@settings(max_examples=60, deadline=None)
@given(pools(), BRIEFS)
def test_contributions_add_up_exactly_to_the_score(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    for one in rank(brief, pool_of(*people), k=20).candidates:
        parts = [c.contribution for c in one.contributions]
        assert sum(parts) == sum(reversed(parts)) == one.score
        assert 0 <= one.score <= 1


@settings(max_examples=60, deadline=None)
@given(pools(), BRIEFS)
def test_every_requirement_met_quotes_the_profile(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    by_id = {one.id: one for one in people}
    for candidate in rank(brief, pool_of(*people), k=20).candidates:
        for one in candidate.requirements:
            if one.status in ("met", "partly"):
                span = one.evidence
                assert span is not None
                field = text_of(by_id[candidate.id], span.field)
                assert field[span.start : span.end] == span.quote != ""


@settings(max_examples=60, deadline=None)
@given(pools(), BRIEFS)
def test_what_speaks_for_somebody_is_not_held_against_them(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    for one in rank(brief, pool_of(*people), k=20).candidates:
        said = [FIXED[signal] for signal in LITTLE if LITTLE[signal] == one.against]
        assert not set(said) & set(one.reasons)
        assert not any("over the" in reason for reason in one.reasons)
        against = one.against or ""
        assert "within the" not in against
        assert not against.startswith("Free by")
        lacking = [r.name for r in one.requirements if r.status != "met"]
        assert not against.startswith("Does not clearly show") or lacking
        headline = f"“{one.headline}”"
        assert headline not in against or not any(headline in reason for reason in one.reasons)


@settings(max_examples=40, deadline=None)
@given(pools(least=2), BRIEFS)
def test_the_order_of_the_pool_changes_nothing(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    one = rank(brief, pool_of(*people), k=20)
    other = rank(brief, pool_of(*reversed(people)), k=20)
    assert ids(one) == ids(other)


@settings(max_examples=40, deadline=None)
@given(pools(), BRIEFS)
def test_a_brief_survives_the_record(people: tuple[TalentProfile, ...], brief: Brief) -> None:
    pool = pool_of(*people)
    again = Brief.from_record(brief.as_json())
    assert rank(again, pool).as_json() == rank(brief, pool).as_json()


def test_the_exact_skill_beats_the_one_that_sounds_alike() -> None:
    java = person("java", headline="Developer", skills=["Java"], text="Java services.")
    script = person("script", headline="Developer", skills=["JavaScript"], text="JavaScript pages.")
    brief = brief_of(title="Developer", skills={"must": ["Java"]})
    ranking = rank(brief, pool_of(script, java))
    assert ids(ranking) == ["java", "script"]
    assert ranking.candidates[1].requirements[0].status == "not_met"


def test_who_denies_a_skill_does_not_show_it() -> None:
    does = person("does", headline="Front-end developer", text="Six years of web shops in React.")
    denies = person(
        "denies", headline="React developer", skills=["React"], text="I do not do React any more."
    )
    ranking = rank(brief_of(skills={"must": ["React"]}), pool_of(denies, does))
    assert ids(ranking) == ["does", "denies"]
    (asked,) = ranking.candidates[1].requirements
    assert asked.status == "not_met"
    assert asked.evidence is not None


def test_wanting_hiring_for_and_teaching_a_skill_is_not_having_it() -> None:
    people = [
        person("has", headline="Web developer", text="I build React and TypeScript shops."),
        person("wants", headline="React developer", text="I am learning React and TypeScript."),
        person("hires", headline="Recruiter, React", text="I recruit React and TypeScript people."),
    ]
    ranking = rank(brief_of(), pool_of(*people))
    assert ids(ranking)[0] == "has"
    assert {c.requirements[0].status for c in ranking.candidates[1:]} == {"not_met"}


def test_everybody_who_is_left_out_has_a_reason() -> None:
    people = [
        person("fits", skills=["React"]),
        person("excluded", skills=["React", "WordPress"]),
        person("late", skills=["React"], available_from="2027-06-01"),
        person("barred", skills=["React"], source="fiverr"),
        person("flagged", skills=["React"], status="do_not_engage", status_reason="two failures"),
        person("old", skills=["React"], expires_at="2026-11-01T00:00:00Z"),
    ]
    brief = brief_of(
        skills={"must": ["React"], "excluded": ["WordPress"]},
        start_date="2026-12-01",
        barred={"fiverr": "customer data"},
    )
    ranking = rank(brief, pool_of(*people), now=datetime(2026, 11, 21, tzinfo=UTC))
    assert ids(ranking) == ["fits"]
    assert len(ranking.dropped) == 5
    assert "WordPress" in reason_for(ranking, "excluded")
    assert "1 Jun 2027" in reason_for(ranking, "late")
    assert "customer data" in reason_for(ranking, "barred")
    assert "two failures" in reason_for(ranking, "flagged")
    assert "fetch the profile again" in reason_for(ranking, "old")


def test_pins_come_first_and_exclusions_go_with_their_reasons() -> None:
    people = [person(one, skills=["React", "TypeScript"][:n]) for one, n in (("a", 2), ("b", 1))]
    people.append(person("c", skills=["React"]))
    said = Overrides(pinned={"b": "we know her"}, excluded={"c": "conflict of interest"})
    ranking = rank(brief_of(), pool_of(*people), overrides=said)
    assert ids(ranking) == ["b", "a"]
    assert ranking.candidates[0].pinned == "we know her"
    assert "conflict of interest" in reason_for(ranking, "c")


def test_one_person_on_two_platforms_is_one_candidate_with_two_costs() -> None:
    same = {"person": "p1", "skills": ["React", "TypeScript"], "rate": 50}
    people = [person("up", source="upwork", **same), person("direct", source="direct", **same)]
    brief = brief_of(budget={"amount": 60, "basis": "hourly"}, duration_weeks=2)
    ranking = rank(brief, pool_of(*people))
    (candidate,) = ranking.candidates
    assert candidate.id == "direct"
    costs = {route.source: route.total_cost for route in candidate.routes}
    assert costs == {"direct": 4000.0, "upwork": 4414.99}


def test_thin_evidence_never_wins() -> None:
    shown = {"skills": ["React", "TypeScript"], "source": "upwork"}
    one_review = person("thin", rating=5.0, ratings_count=1, on_time_rate=1.0, **shown)
    many = person("thick", rating=4.8, ratings_count=80, on_time_rate=0.95, **shown)
    assert ids(rank(brief_of(), pool_of(one_review, many)))[0] == "thick"


def test_popularity_alone_raises_nobody() -> None:
    shown = {"skills": ["React"], "rating": 4.4, "source": "upwork"}
    few = person("few", ratings_count=10, **shown)
    many = person("many", ratings_count=10_000, **shown)
    first, second = rank(brief_of(), pool_of(few, many)).candidates
    assert first.score == second.score


def test_a_priority_changes_the_order() -> None:
    cheap = person("cheap", skills=["React"], rate=30, available_from="2026-12-20")
    soon = person("soon", skills=["React"], rate=85, available_from="2026-11-20")
    asked = {
        "skills": {"must": ["React"]},
        "budget": {"amount": 90, "basis": "hourly"},
        "start_date": "2026-12-01",
    }
    pool = pool_of(cheap, soon)
    price = brief_of(**asked, priorities=reweighted("price matters more than speed"))
    speed = brief_of(**asked, priorities=reweighted("speed matters more than price"))
    assert ids(rank(price, pool))[0] == "cheap"
    assert ids(rank(speed, pool))[0] == "soon"


def test_an_unknown_priority_is_refused() -> None:
    with pytest.raises(BadInput, match="No signal is called 'charm'"):
        rank(brief_of(priorities={"charm": 2}), pool_of(person("a")))


def test_a_brief_that_cannot_be_read_names_the_field() -> None:
    with pytest.raises(BadInput, match="budget"):
        Brief.from_json({"title": "x", "budget": {"amount": -1}})


def test_history_with_us_counts() -> None:
    good = Engagement(rating=4.9, on_time=True, rehired=True)
    bad = Engagement(rating=2.0, on_time=False, rehired=False)
    people = [
        person("good", skills=["React"], engagements=[good, good]),
        person("bad", skills=["React"], engagements=[bad, bad]),
    ]
    ranking = rank(brief_of(), pool_of(*people))
    assert ids(ranking) == ["good", "bad"]
    assert any(flag.kind == "quality" for flag in ranking.candidates[1].red_flags)


def test_scores_do_not_depend_on_who_else_is_asked_for() -> None:
    people = [person(one, skills=["React"], rate=40 + n) for n, one in enumerate("abc")]
    tops = {
        tuple((c.id, c.score) for c in rank(brief_of(), pool_of(*order)).candidates)
        for order in permutations(people)
    }
    assert len(tops) == 1


def test_silence_is_not_assessed() -> None:
    ranking = rank(brief_of(), pool_of(person("quiet", headline="Hello", text="Hire me.")))
    assert ranking.candidates[0].band == "not_assessed"


@pytest.mark.parametrize("title", ["Caterer", "Piano tuner", "Roofer"])
def test_who_does_no_such_work_is_weak_however_well_the_rest_suits(title: str) -> None:
    other = person("other", headline="QA tester", text="I test shops.", skills=["Test planning"])
    brief = brief_of(title=title, text=f"{title} for one day", skills={})
    ranking = rank(brief, pool_of(other))
    assert {one.band for one in ranking.candidates} == {"weak"}


def test_the_start_is_compared_with_the_dates() -> None:
    free = person("free", skills=["React"], available_from=date(2026, 11, 30))
    late = person("late", skills=["React"], available_from=date(2026, 12, 15))
    ranking = rank(brief_of(start_date="2026-12-01"), pool_of(late, free))
    assert ids(ranking) == ["free", "late"]
    assert ranking.candidates[1].earliest_start == date(2026, 12, 15)


def test_who_costs_more_than_twice_the_budget_is_left_out_and_told_why() -> None:
    brief = brief_of(budget={"amount": 60, "currency": "USD", "basis": "hourly"})
    dear, near, silent = (
        person("dear", skills=["React", "TypeScript"], rate={"amount": 150, "currency": "USD"}),
        person("near", skills=["React", "TypeScript"], rate={"amount": 90, "currency": "USD"}),
        person("silent", skills=["React", "TypeScript"]),
    )
    ranking = rank(brief, pool_of(dear, near, silent))
    assert sorted(ids(ranking)) == ["near", "silent"]
    assert reason_for(ranking, "dear") == "Costs more than twice the budget of $60, fees included."


@pytest.mark.parametrize("others", [["Vue.js"], ["Vue.js", "JavaScript"], []])
def test_who_lacks_a_must_have_of_three_is_no_good_fit(others: list[str]) -> None:
    asked = brief_of(skills={"must": ["React", "TypeScript", "SQL"]})
    text = "Ten years of web shops, told at length so that silence is no reason here."
    lacking = person("lacking", headline="Web developer", text=text, skills=["React", *others])
    (one,) = rank(asked, pool_of(lacking)).candidates
    assert one.band in ("possible", "weak")
    assert any("Must-have not shown" in flag.text for flag in one.red_flags)


@pytest.mark.parametrize(
    ("fields", "good"),
    [
        ({"rate": 50}, True),
        ({"rate": 160}, False),
        ({"rate": 50, "engagements": [Engagement(rating=2), Engagement(rating=1)]}, False),
        ({"rate": 50, "engagements": [Engagement(rating=2), Engagement(rating=5)]}, True),
    ],
)
def test_far_over_the_budget_or_mostly_bad_with_us_is_no_good_fit(
    fields: dict[str, object], good: bool
) -> None:
    text = "React shops for eight years, React forms and React pages for banks and insurers."
    one = person("x", headline="React developer", text=text, skills=["React"], **fields)
    asked = brief_of(
        title="React developer",
        skills={"must": ["React"]},
        budget={"amount": 80, "basis": "hourly"},
    )
    (found,) = rank(asked, pool_of(one)).candidates
    assert (found.band in ("strong", "good")) is good


@pytest.mark.parametrize(
    ("fields", "against"),
    [
        ({"skills": ["React", "Figma"], "available_from": date(2026, 12, 29)}, "Free from 29 Dec"),
        ({"skills": ["React", "Figma"], "hours_per_week": 10}, "Has 10 of the 40 hours a week."),
        ({"skills": ["Figma"]}, "Does not clearly show React."),
    ],
)
def test_a_must_have_is_shown_or_it_is_held_against_somebody(
    fields: dict[str, object], against: str
) -> None:
    asked = brief_of(
        title="React developer",
        skills={"must": ["React"]},
        start_date="2026-12-01",
        hours_per_week=40,
    )
    (found,) = rank(asked, pool_of(person("x", **fields))).candidates
    (must,) = [one for one in found.requirements if one.kind == "must"]
    told = found.against or ""
    assert ("must-have" in told or "React" in told) is (must.status != "met")
    assert told.startswith(against)


@pytest.mark.parametrize(("currency", "mark"), [("EUR", "€"), ("GBP", "£"), ("USD", "$")])
def test_prices_are_told_in_the_currency_of_the_budget(currency: str, mark: str) -> None:
    budget = {"amount": 4000, "currency": currency, "basis": "fixed"}
    asked = brief_of(skills={"must": ["React"]}, budget=budget, duration_weeks=4, hours_per_week=40)
    people = [person("near", skills=["React"], rate=50), person("far", skills=["React"], rate=200)]
    ranking = rank(asked, pool_of(*people))
    (one,) = ranking.candidates
    assert one.against is not None
    assert f"over the {mark}4,000 budget" in one.against
    assert f"{mark}4,000" in reason_for(ranking, "far")
    assert (one.quoted is None) is (currency == "USD")
    if one.quoted and one.total_cost:
        assert one.quoted.total_cost == pytest.approx(
            one.total_cost / one.quoted.usd_per_unit, abs=0.01
        )
