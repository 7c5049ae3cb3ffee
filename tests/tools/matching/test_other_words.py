from knowledge.embedding import Embedder
from knowledge.talent import HeldSkill, TalentProfile
from tests.tools.matching.people import NOW
from tools.matching import Brief, build_pool, rank
from tools.matching.brief import Wanted
from tools.matching.exact import as_bytes, turned
from tools.matching.explain import Candidate
from tools.matching.other_words import credit_of_likeness, nearness
from tools.matching.reading import wanted_key

BOTH = ["Figma", "Webflow"]


def ranked(must: list[str], *texts: str, title: str = "") -> dict[str, Candidate]:
    people = [TalentProfile(id=f"p{n}", text=text) for n, text in enumerate(texts)]
    brief = Brief.from_json({"title": title, "text": "", "skills": {"must": must}})
    found = rank(brief, build_pool(people, Embedder(), NOW.date()), k=9).candidates
    return {one.id: one for one in found}


def test_a_skill_told_in_other_words_is_met_and_its_sentence_cited() -> None:
    told = "I watch people use software and see where they get stuck."
    found = ranked(["Usability testing"], f"{told} Three years of it.")
    asked = found["p0"].requirements[0]
    assert asked.status in ("met", "partly")
    assert asked.evidence is not None
    assert asked.evidence.quote == told


def test_a_sentence_about_a_rival_is_no_sentence_about_the_skill() -> None:
    said = ["I plan when money comes in and goes out.", "I work out what a firm is worth."]
    skill = Wanted("Valuation", wanted_key("Valuation"))
    vectors = as_bytes(turned(Embedder()([*said, skill.name])))
    near = nearness(vectors[:2], [skill], {skill.name: vectors[2]})["Valuation"]
    assert credit_of_likeness(near[1]) > 0.3 > credit_of_likeness(near[0])


def test_two_skills_of_one_trade_are_two_requirements() -> None:
    brief = Brief.from_json({"text": "", "skills": {"must": ["Due diligence", "Valuation"]}})
    assert len(brief.must) == 2


def test_one_of_two_skills_in_full_stays_behind_both_in_part() -> None:
    people = [
        TalentProfile(id="one", skills=(HeldSkill(name="Figma", level="expert"),)),
        TalentProfile(id="both", skills=tuple(HeldSkill(name=s, level="basic") for s in BOTH)),
    ]
    brief = Brief.from_json({"skills": {"must": BOTH}})
    assert rank(brief, build_pool(people, None, NOW.date())).candidates[0].id == "both"


def test_who_hires_is_right_where_hiring_is_the_work() -> None:
    recruiter = "I recruit developers for banks and interview candidates every day."
    wanted = ranked(["Active sourcing"], recruiter, title="Recruiter")["p0"]
    other = ranked(["Java"], recruiter, title="Java developer")["p0"]
    assert wanted.score > other.score


def test_a_name_that_only_begins_alike_is_another_skill() -> None:
    people = ("Ten years of JavaScript for web shops.", "React, Node and JavaScript.")
    for one in ranked(["Java"], *people, title="Java developer").values():
        assert one.requirements[0].status in ("not_met", "not_assessed")
