"""Role templates, and finding the one that a manager's words mean."""

from datetime import date

import pytest

from knowledge.embedding import Embedder
from knowledge.fields import Budget, RequestFields
from knowledge.seed.vectors import Remembering
from knowledge.skills import Taxonomy
from knowledge.templates import (
    Template,
    find_template,
    load_templates,
    match_template,
    template_of_work,
    trade_of_work,
)
from tools.scoping.doubts import plausibility
from tools.scoping.usual import usual_terms

R49 = ("Brand designer", "QA tester", "Customer support agent", "Content writer")


def test_there_are_the_five_templates_of_the_playbook_and_more_than_ten_others() -> None:
    titles = {role.title for role in load_templates()}
    assert titles >= {*R49, "Software engineer (spike)"}
    assert len(titles) >= 15


@pytest.mark.parametrize("role", load_templates(), ids=lambda role: role.id)
def test_a_template_is_complete_and_fits_the_fields_of_a_request(role: Template) -> None:
    fields = RequestFields(
        role=role.title,
        scope=role.scope,
        deliverables=role.deliverables,
        acceptance_criteria=role.acceptance_criteria,
        budget=Budget(amount=role.budget_usd.least, max=role.budget_usd.most),
        duration_weeks=role.duration_weeks.usual,
        security_classification=role.security_classification,
        sensitive_data=role.sensitive_data,
        systems=role.systems,
        billing_model=role.billing_model,
    )
    assert set(fields.missing()) == {"start_date", "business_unit", "budget_owner"}
    assert len(role.aliases) >= 10
    assert len(role.skills.must) >= 3
    assert not set(role.skills.must) & set(role.skills.nice)


@pytest.mark.parametrize("role", load_templates(), ids=lambda role: role.id)
def test_day_rates_rise_with_the_level_and_the_budget_pays_for_the_time(role: Template) -> None:
    junior, mid, senior = (role.day_rate_usd.at(level) for level in ("junior", "mid", "senior"))
    assert junior[0] < junior[1] <= mid[0] < mid[1] <= senior[0] < senior[1]
    days = role.duration_weeks.usual * 5 * role.headcount
    assert role.budget_usd.usual <= days * senior[1]
    assert role.budget_usd.usual >= days * junior[0] / 3


def test_every_alias_leads_to_one_template() -> None:
    names = [n.casefold() for role in load_templates() for n in (role.title, *role.aliases)]
    assert len(names) == len(set(names))
    for role in load_templates():
        for name in (role.title, *role.aliases):
            assert find_template(name) is role, name


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I need a freelance brand designer for three weeks, roughly $8k", "brand-designer"),
        ("grafic desinger", "brand-designer"),
        ("two QA testers for the app release", "qa-tester"),
        ("Someone to write blog posts", "content-writer"),
        ("a copywriter for the full campaign", "copywriter"),
        ("For the shop relaunch I need a frontend developer", "frontend-developer"),
        ("our campaign manager wants a product photographer", "photographer"),
        ("looking for a React dev", "frontend-developer"),
        ("an engineering spike on search", "engineering-spike"),
        ("five customer support reps for Christmas", "customer-support-agent"),
        ("help translating the catalogue", "translator"),
        ("a penetration test of the checkout", "security-tester"),
        ("UX/UI Designer", "product-designer"),
        ("a voice over artist for the advert", "voice-over-artist"),
    ],
)
def test_what_managers_write_is_understood(text: str, wanted: str) -> None:
    found = find_template(text)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "What is the policy on NDAs?",
        "podcast producer",
        "make-up artist",
        "The page was designed and developed by us",
    ],
)
def test_what_names_no_role_finds_no_template(text: str) -> None:
    assert find_template(text) is None


def test_an_exact_name_is_surer_than_a_misspelt_one() -> None:
    exact, inside, misspelt = (
        match_template(text) for text in ("data analyst", "a data analyst please", "date anlyst")
    )
    assert exact is not None
    assert inside is not None
    assert misspelt is not None
    assert exact.confidence == 1 > inside.confidence > misspelt.confidence >= 0.86
    assert exact.template is inside.template is misspelt.template


def test_every_skill_is_one_that_the_taxonomy_knows() -> None:
    taxonomy = Taxonomy.load()
    for role in load_templates():
        for skill in (*role.must, *role.nice):
            assert taxonomy.exact(skill) is not None, (role.id, skill)


@pytest.mark.parametrize(
    ("said", "skills", "title"),
    [
        ("build the checkout redesign", ("React",), "Frontend developer"),
        ("reconcile our intercompany accounts", (), "Interim financial controller"),
        ("translate our size guide into French and Spanish", (), "Translator"),
        ("clear a backlog of 400 support tickets", (), "Customer support agent"),
        ("a ux audit of the checkout", (), "UX researcher"),
        ("usability review of our app", (), "UX researcher"),
        ("make the map nicer", (), None),
    ],
)
def test_work_that_is_described_without_a_role_finds_its_template(
    said: str, skills: tuple[str, ...], title: str | None
) -> None:
    found = template_of_work(said, skills)
    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("answer the customers who write to us over black friday", "Customer support agent"),
        ("somebody good with excel macros", "Data analyst"),
        ("a freelancer for a few weeks in Hamburg", None),
        ("help with a project next month", None),
    ],
)
def test_work_in_other_words_finds_its_template_and_work_in_general_none(
    said: str, title: str | None
) -> None:
    found = template_of_work(said, embed=Remembering(Embedder()))
    assert (found.title if found else None) == title


@pytest.mark.parametrize(("role", "estimated"), [("event-host", True), ("photographer", False)])
def test_a_market_range_that_we_estimated_is_told_as_an_estimate(
    role: str, estimated: bool
) -> None:
    fields = RequestFields(role=role, budget=Budget(amount=10), duration_weeks=4)
    template = next(one for one in load_templates() if one.id == role)
    ruling = plausibility(fields, template, 10.0, date(2026, 11, 18))
    assert ruling.rules == ("PLA-4",)
    assert ("by our estimate" in ruling.reasons[0]) is estimated


@pytest.mark.parametrize(
    ("said", "priced"),
    [
        ("backend developer", "$420 to $680 a day, 20 days of backend developer work"),
        ("senior backend developer", "a day, 20 days of senior backend developer work"),
        ("lead backend developer", "a day, 20 days of senior backend developer work"),
        ("junior QA tester", "a day, 20 days of junior QA tester work"),
        ("QA tester", "a day, 20 days of QA tester work"),
    ],
)
def test_a_budget_is_doubted_at_the_level_that_the_role_names(said: str, priced: str) -> None:
    role = find_template(said)
    assert role is not None
    fields = RequestFields(role=said, budget=Budget(amount=10), duration_weeks=4)
    (doubt,) = plausibility(fields, role, 10.0, date(2026, 11, 18)).reasons
    level = next((one for one in ("junior", "senior") if one in priced), role.level)
    low, high = role.day_rate_usd.at(level)
    assert priced in doubt
    assert f"${low:,.0f} to ${high:,.0f} a day" in doubt
    assert ("more junior" in doubt) is ("junior" not in said)


def test_what_is_usual_is_told_at_the_level_that_the_role_names() -> None:
    assert usual_terms("senior backend developer")["level"] == "senior"
    assert usual_terms("backend developer")["level"] == "mid"


@pytest.mark.parametrize(
    ("work", "name"),
    [
        ("edit 6 podcast episodes", "podcast editor"),
        ("produce 4 podcast episodes", "podcast producer"),
        ("pick and pack christmas orders", "picker"),
        ("paint our office walls", "wall painter"),
        ("drive our sales", None),
        ("clean up our customer database", None),
    ],
)
def test_work_without_a_template_is_done_by_who_is_called_after_it(
    work: str, name: str | None
) -> None:
    assert trade_of_work(work, Remembering(Embedder())) == name
