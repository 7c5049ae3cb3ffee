"""The policy library is complete, consistent with itself, and short enough to be quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
import pytest

from knowledge.records.people import ROLES

FOLDER = Path(__file__).parents[2] / "knowledge" / "policies"
KEYS = [
    "id",
    "title",
    "owner",
    "version",
    "status",
    "effective_from",
    "effective_until",
    "review_by",
    "jurisdiction",
    "department",
    "audience",
    "source",
    "supersedes",
]
OWNERS = {
    f"{name}@calderfinch.example"
    for name in [
        "claire.dubois",
        "daniel.brandt",
        "helen.marsh",
        "irene.castellanos",
        "tomas.lindqvist",
        "ben.whitaker",
        "grace.okafor",
        "jonas.keller",
        "lukas.weber",
        "nina.park",
        "omar.haddad",
        "ruth.adeyemi",
        "sofia.marin",
        "victor.hale",
    ]
}
DEPARTMENTS = {
    "all",
    "Marketing",
    "Product & Engineering",
    "Customer Care",
    "Operations",
    "Finance",
    "People & Legal",
}
JURISDICTIONS = {"global", "US", "US-CA", "GB", "DE", "EU"}
CURRENT = "budget-thresholds-and-approvals"
OLD = "budget-thresholds-and-approvals-2025"
THRESHOLDS = {"10,000", "50,000", "150,000"}
OLD_THRESHOLDS = {"5,000", "25,000", "100,000"}
EMPHASIS = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
"""One pair of asterisks is kept for titles of other documents."""


@dataclass(frozen=True)
class Policy:
    """A document as its file has it."""

    stem: str
    facts: dict[str, Any]
    body: str

    @property
    def open_to_all(self) -> bool:
        return list(self.facts["audience"]) == ["everyone"]

    def sections(self) -> Iterator[tuple[str, str]]:
        for part in re.split(r"(?m)^#{2,3} ", self.body)[1:]:
            heading, _, words = part.partition("\n")
            yield heading.strip(), words.strip()

    def amounts(self) -> set[str]:
        return set(re.findall(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])", self.body))


@cache
def policies() -> tuple[Policy, ...]:
    found = ((path.stem, frontmatter.load(str(path))) for path in sorted(FOLDER.glob("*.md")))
    return tuple(Policy(stem, dict(post.metadata), post.content) for stem, post in found)


def named(stem: str) -> Policy:
    return next(policy for policy in policies() if policy.stem == stem)


each_policy = pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.stem)


@each_policy
def test_the_front_matter_has_every_key_in_order_and_no_other(policy: Policy) -> None:
    opening = (FOLDER / f"{policy.stem}.md").read_text("utf-8").split("---")[1]
    assert re.findall(r"(?m)^(\w+):", opening) == KEYS


@each_policy
def test_the_id_is_the_file_name_and_the_title_is_the_first_heading(policy: Policy) -> None:
    assert policy.facts["id"] == policy.stem
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", policy.stem)
    assert policy.body.startswith(f"# {policy.facts['title']}\n")


@each_policy
def test_the_owner_is_a_known_person(policy: Policy) -> None:
    assert policy.facts["owner"] in OWNERS


@each_policy
def test_dates_run_forward_and_the_version_is_text(policy: Policy) -> None:
    facts = policy.facts
    assert re.fullmatch(r"\d+\.\d+", facts["version"])
    assert isinstance(facts["effective_from"], date)
    assert facts["review_by"] > facts["effective_from"]
    until = facts["effective_until"]
    assert until is None or until > facts["effective_from"]


@each_policy
def test_scope_and_readers_are_words_the_organisation_knows(policy: Policy) -> None:
    assert policy.facts["department"] in DEPARTMENTS
    assert set(policy.facts["jurisdiction"]) <= JURISDICTIONS
    assert set(policy.facts["audience"]) <= {"everyone", *ROLES}
    assert policy.facts["jurisdiction"]
    assert policy.facts["audience"]


@each_policy
def test_a_document_opens_with_a_two_line_summary(policy: Policy) -> None:
    summary = policy.body.split("\n## ")[0].split("\n", 1)[1].strip()
    assert len(summary.splitlines()) == 2


@each_policy
def test_a_document_has_three_sections_or_more_each_short_enough_to_quote(policy: Policy) -> None:
    sections = list(policy.sections())
    assert len(sections) >= 3
    assert len({heading for heading, _ in sections}) == len(sections)
    lengths = {heading: len(words.split()) for heading, words in sections}
    assert {heading: n for heading, n in lengths.items() if not 30 <= n <= 220} == {}


@each_policy
def test_a_reference_names_a_document_that_the_reader_may_open(policy: Policy) -> None:
    titles = {str(other.facts["title"]): other for other in policies()}
    cited = set(EMPHASIS.findall(policy.body))
    assert cited <= set(titles)
    hidden = {title for title in cited if not titles[title].open_to_all}
    assert not (policy.open_to_all and hidden)


@each_policy
def test_a_status_agrees_with_the_dates(policy: Policy) -> None:
    status = policy.facts["status"]
    assert status in {"draft", "in_force", "superseded"}
    assert (status == "superseded") == (policy.facts["effective_until"] is not None)


@each_policy
def test_legal_rules_of_a_country_say_that_they_are_no_legal_advice(policy: Policy) -> None:
    if policy.facts["jurisdiction"] != ["global"]:
        assert re.search(r"not legal advice", policy.body, re.IGNORECASE)
        assert "November 2026" in policy.body


def test_titles_are_unique() -> None:
    titles = [policy.facts["title"] for policy in policies()]
    assert len(set(titles)) == len(titles)


def test_headings_are_unique_in_the_library_so_that_a_citation_is_clear() -> None:
    headings = [heading for policy in policies() for heading, _ in policy.sections()]
    assert {heading for heading in headings if headings.count(heading) > 1} == set()


def test_at_least_25_documents_are_in_force_and_some_are_not() -> None:
    statuses = [policy.facts["status"] for policy in policies()]
    assert statuses.count("in_force") >= 25
    assert statuses.count("superseded") >= 1
    assert statuses.count("draft") >= 1


def test_a_superseded_document_is_replaced_by_one_in_force_from_the_next_day() -> None:
    current, old = named(CURRENT), named(OLD)
    assert current.facts["supersedes"] == OLD
    assert (current.facts["status"], old.facts["status"]) == ("in_force", "superseded")
    assert (current.facts["effective_from"] - old.facts["effective_until"]).days == 1


def test_the_thresholds_stand_in_the_current_document_only() -> None:
    assert named(CURRENT).amounts() >= THRESHOLDS
    others = [policy.stem for policy in policies() if policy.amounts() & THRESHOLDS]
    assert others == [CURRENT]


def test_the_old_thresholds_stand_in_the_superseded_document_only() -> None:
    assert named(OLD).amounts() >= OLD_THRESHOLDS
    others = [policy.stem for policy in policies() if policy.amounts() & OLD_THRESHOLDS]
    assert others == [OLD]


def test_some_documents_are_for_certain_roles_only() -> None:
    readers = {frozenset(p.facts["audience"]) for p in policies() if not p.open_to_all}
    assert {"procurement", "finance"} in readers
    assert {"procurement", "hr", "legal"} in readers
    assert {"security", "legal", "executive"} in readers


@pytest.mark.parametrize("requirement", [f"R{number}" for number in range(128, 134)])
def test_each_policy_question_of_the_requirements_has_a_document(requirement: str) -> None:
    assert any(requirement in str(policy.facts["source"]) for policy in policies())


def test_every_address_in_the_prose_is_at_the_company() -> None:
    addresses = {a for policy in policies() for a in re.findall(r"\S+@([\w.]+)", policy.body)}
    assert addresses <= {"calderfinch.example"}
