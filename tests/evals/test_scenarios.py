"""The scenarios are complete and well formed, and a sample of them passes."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from evals.runner import Result, play
from evals.scenarios import Half, Scenario, Step, address, scenarios
from evals.stage import Stage, settings
from evals.suites import run_suites, sample, summary
from knowledge.errors import BadInput
from knowledge.fields import REQUIRED, RequestFields
from knowledge.templates.catalogue import load_templates
from tests.assistant.openai_server import OpenAIServer, fails, serving

ALL = scenarios()
SAMPLE = (
    "happy-brand-designer",
    "happy-copywriter",
    "correct-duration",
    "correct-stale-card",
    "detour-policy-data",
    "people-somebody-else-clicks-confirm",
    "refuse-own-approval",
    "inject-system-voice",
    "resume-on-the-confirmation-card",
    "match-pin",
)


def test_there_are_at_least_120_scenarios_each_with_its_own_name() -> None:
    assert len(ALL) >= 120
    assert not [name for name, n in Counter(s.id for s in ALL).items() if n > 1]


def test_every_role_template_has_a_scenario_of_its_own() -> None:
    happy = {r.template for s in ALL if s.kind == "happy" for r in s.records}
    assert happy == {template.id for template in load_templates()}


def test_every_scenario_is_in_one_of_two_large_halves() -> None:
    tuned, reported = ({s.id for s in scenarios(half)} for half in get_args(Half))
    assert min(len(tuned), len(reported)) >= 0.35 * len(ALL)
    assert sorted(tuned | reported) == [s.id for s in ALL]
    assert not tuned & reported


def test_every_scenario_can_fail() -> None:
    for one in ALL:
        expects = any(step.expect for step in one.steps)
        never = one.never.acts + one.never.cited + one.never.calls + one.never.said
        assert one.records or expects or never, one.id


def test_scenarios_name_people_and_fields_that_exist() -> None:
    for one in ALL:
        for name in {s.who for s in one.steps if s.who} | {r.requester for r in one.records}:
            assert address(name)
        named = {f for r in one.records for f in (*r.fields, *r.without)}
        assert named <= set(RequestFields.model_fields), one.id
        assert set(one.answers) <= {*REQUIRED}, one.id


def test_an_unknown_colleague_is_an_error() -> None:
    with pytest.raises(BadInput, match="0 colleagues"):
        address("Zebedee")


@pytest.mark.parametrize(
    "step", [{}, {"say": "hi", "click": "confirm"}, {"sya": "hi"}, {"as": "maya"}]
)
def test_a_step_that_does_not_do_one_thing_is_refused(step: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate(step)


@pytest.fixture(scope="module")
def stage(seeded_home: Path) -> Stage:
    return Stage(seeded_home)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_scenarios_passes(name: str, stage: Stage) -> None:
    scenario = next(s for s in ALL if s.id == name)
    assert play(stage, scenario).problems == ()


def test_a_scenario_fails_when_the_records_are_not_as_expected(stage: Stage) -> None:
    scenario = next(s for s in ALL if s.id == "correct-duration")
    (expected,) = scenario.records
    wrong = expected.model_copy(update={"fields": {"duration_weeks": 7}})
    result = play(stage, scenario.model_copy(update={"records": (wrong,)}))
    assert result.problems == ("record 1 of maya: duration_weeks is 6.0, not 7",)


def test_a_click_that_is_not_offered_fails_the_scenario(stage: Stage) -> None:
    scenario = next(s for s in ALL if s.id == "correct-duration")
    early = (scenario.steps[0], Step(click="confirm"))
    result = play(stage, scenario.model_copy(update={"steps": early}))
    assert "confirm was not offered to maya.ortiz" in result.problems


def test_the_same_seed_plays_the_same_conversation(stage: Stage) -> None:
    scenario = next(s for s in ALL if s.id == "happy-copywriter")
    first, again, other = (play(stage, scenario, seed) for seed in (1, 1, 2))
    assert [t.said for t in first.turns] == [t.said for t in again.turns]
    assert [t.replies for t in first.turns] == [t.replies for t in again.turns]
    assert [t.said for t in first.turns] != [t.said for t in other.turns]


def results(*passed: tuple[str, bool], turns: int = 3) -> list[Result]:
    made = {name: Scenario.model_validate(A_SCENARIO | {"id": name}) for name, _ in passed}
    return [
        Result(made[name], n, () if ok else ("wrong",), (), turns)
        for n, (name, ok) in enumerate(passed)
    ]


A_SCENARIO: dict[str, Any] = {
    "purpose": "To count with.", "kind": "test", "complete_but_two": True, "steps": [{"say": "hi"}],
}  # fmt: skip


def test_a_scenario_passes_only_when_all_its_seeds_do() -> None:
    judged = summary(results(("a", True), ("a", False), ("b", True), ("b", True)), 2)
    passed = judged["bars"][0]
    assert (passed["name"], passed["value"], passed["ok"]) == ("scenarios.pass^2", 0.5, False)
    assert [one["id"] for one in judged["failed"]] == ["a"]


def test_the_turns_to_confirmation_are_held_to_four() -> None:
    few, many = (summary(results(("a", True), turns=n), 1)["bars"][1] for n in (4, 5))
    assert (few["ok"], many["ok"]) == (True, False)


def test_a_sample_is_spread_and_always_the_same() -> None:
    assert sample(ALL, 10) == sample(ALL, 10)
    assert len({s.kind for s in sample(ALL, 12)}) >= 5


def test_an_unknown_suite_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="understanding, scenarios"):
        run_suites("everything")


def test_a_live_model_needs_a_key(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="OPENAI_API_KEY"):
        settings(tmp_path, "some-model")


def test_the_environments_key_is_not_used_unless_a_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert settings(tmp_path, None).openai_api_key is None
    found = settings(tmp_path, "some-model")
    assert found.openai_api_key is not None
    assert found.model == "some-model"


@pytest.fixture
def live(seeded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """An endpoint named in the environment, as somebody sets it who runs a live model."""
    with serving() as endpoint:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        yield endpoint


def test_a_live_model_plays_the_same_scenarios_and_is_judged_by_them(
    seeded_home: Path, live: OpenAIServer
) -> None:
    scenario = next(s for s in ALL if s.id == "correct-duration")
    result = play(Stage(seeded_home, "some-model"), scenario)
    assert result.problems == ("0 records instead of 1", "maya has no record 1")
    assert all(json.loads(body)["model"] == "some-model" for body in live.bodies)
    assert len(live.bodies) >= 2


def test_a_run_that_the_embedded_model_answered_is_no_pass_of_the_live_one(
    seeded_home: Path, live: OpenAIServer
) -> None:
    live.last = fails(401)
    scenario = next(s for s in ALL if s.id == "correct-duration")
    result = play(Stage(seeded_home, "some-model"), scenario)
    assert "turn 1 was answered by the embedded model instead" in result.problems


def test_a_live_model_is_not_judged_on_the_embedded_models_reader() -> None:
    with pytest.raises(BadInput, match="leave out --model"):
        run_suites("understanding", model="some-model")
