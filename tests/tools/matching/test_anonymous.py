import json

from knowledge.talent import HeldSkill, TalentProfile
from tests.tools.matching.people import brief_of, pool_of
from tools.matching import rank
from tools.matching.anonymous import anonymised, lettered

REACT = HeldSkill(name="React")
ANA = TalentProfile(
    id="p1",
    name="Ana Silva",
    headline="Ana Silva, React developer",
    text="Silva builds React apps with TypeScript; see https://ana.example or ana@silva.example.",
    skills=(REACT,),
)
BEN = TalentProfile(id="p2", name="Ben Kent", headline="TypeScript and React", skills=(REACT,))


def test_no_name_and_no_link_is_left_in_candidates_without_names() -> None:
    shown, _ = anonymised(rank(brief_of(), pool_of(ANA, BEN)).candidates, {})
    said = json.dumps([one.as_json() for one in shown], default=str).lower()
    assert not [w for w in ("silva", "ana ", "kent", "ana.example", "@") if w in said]
    assert {one.name for one in shown} == {"Candidate A", "Candidate B"}


def test_a_candidate_keeps_the_same_letter_when_the_order_changes() -> None:
    shown = rank(brief_of(), pool_of(ANA, BEN)).candidates
    first, called = anonymised(shown, {})
    again, _ = anonymised(shown[::-1], called)
    assert {one.id: one.name for one in first} == {one.id: one.name for one in again}


def test_scores_and_ids_stay_as_they_are() -> None:
    shown = rank(brief_of(), pool_of(ANA, BEN)).candidates
    hidden, _ = anonymised(shown, {})
    assert [(o.id, o.score, o.contributions) for o in hidden] == [
        (o.id, o.score, o.contributions) for o in shown
    ]


def test_letters_go_on_after_z() -> None:
    assert [lettered(n) for n in (0, 25, 26)] == ["Candidate A", "Candidate Z", "Candidate AA"]
