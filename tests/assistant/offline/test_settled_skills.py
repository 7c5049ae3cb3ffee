"""What is certain of skills: their names, the tools of a trade, and what nobody needs."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("We need a Salesforce admin for 6 weeks, 20 hours a week", {"must": ["Salesforce"]}),
        ("Two Kotlin engineers and nothing else, from 4 January", {"must": ["Kotlin"]}),
        ("get me a ServiceNow consultant for the ticket backlog", {"must": ["ServiceNow"]}),
    ],
)
def test_a_tool_before_the_word_for_a_trade_is_a_must(
    read: Read, text: str, skills: dict[str, list[str]]
) -> None:
    assert read(text, context="none").fields["skills"] == skills


@pytest.mark.parametrize(
    "text",
    [
        "Photoshop isn't necessary anymore",
        "no need for Photoshop",
        "Photoshop is no longer a requirement",
        "They don't need to know Photoshop",
        "Photoshop is of no use to us",
        "no Photoshop experts needed",
    ],
)
def test_what_nobody_needs_is_no_skill_of_any_kind(read: Read, text: str) -> None:
    assert "skills" not in read(text).fields


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Skills needed: Photoshop scripting and Figma", ["Photoshop scripting", "Figma"]),
        ("She must know vanilla JS and Figma", ["vanilla JS", "Figma"]),
        ("must: Figma experience, advanced Photoshop", ["Figma", "Adobe Photoshop"]),
    ],
)
def test_a_skill_is_known_by_another_name_only_if_it_is_the_same(
    read: Read, text: str, skills: list[str]
) -> None:
    assert read(text).fields["skills"]["must"] == skills


@pytest.mark.parametrize(
    "text",
    [
        "Backend developer for 4 weeks, Go, no WordPress-only people",
        "Backend developer for 4 weeks, Go. WordPress folks need not apply.",
        "Backend developer for 4 weeks, Go. WordPress? God no.",
        "Backend developer for 4 weeks, Go. WordPress: nah.",
    ],
)
def test_people_of_a_tool_are_kept_away_by_its_name(read: Read, text: str) -> None:
    assert read(text, context="none").fields["skills"] == {
        "must": ["Go"],
        "excluded": ["WordPress"],
    }


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Figma? Yes, must. Webflow? Would be neat.", {"must": ["Figma"], "nice": ["Webflow"]}),
        ("WordPress? no. Webflow? bonus.", {"nice": ["Webflow"], "excluded": ["WordPress"]}),
    ],
)
def test_a_tool_is_asked_after_and_judged_in_one_breath(
    read: Read, text: str, skills: dict[str, list[str]]
) -> None:
    assert read(text, asked=("skills",)).fields["skills"] == skills


@pytest.mark.parametrize(
    "text",
    [
        "We need a bookkeeper who knows Xero well. Gets access to Xero and SharePoint. 3 weeks.",
        "An email marketer who knows Klaviyo inside out. She gets a login for Klaviyo.",
    ],
)
def test_a_tool_is_a_skill_and_a_system_where_both_are_said(read: Read, text: str) -> None:
    fields = read(text, context="none").fields
    assert fields["skills"]["must"][0] in fields["systems"]


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes engineer, must know Helm; Ansible we do ourselves",
        "Kubernetes engineer, must know Helm. Ansible she can learn.",
        "Kubernetes engineer, must know Helm, Ansible not required",
        "Kubernetes engineer who knows Helm. They needn't know Ansible",
        "Kubernetes engineer, must know Helm. Ansible is off the list.",
    ],
)
def test_what_others_do_or_can_be_learnt_is_no_skill(read: Read, text: str) -> None:
    skills = read(text, context="none").fields["skills"]
    assert "Ansible" not in str(skills)
    assert "Helm" in skills["must"]


@pytest.mark.parametrize(
    "text",
    [
        "She knows sound design and cuts in Audition or Hindenburg, I don't mind which.",
        "Must know Audition or Hindenburg, we don't care which",
    ],
)
def test_whichever_of_two_does_not_matter_is_still_asked_for(read: Read, text: str) -> None:
    assert "Hindenburg" in read(text).fields["skills"]["must"]


@pytest.mark.parametrize(
    "text",
    [
        "Designer with Figma for 3 weeks. Anyone but another Photoshop artist.",
        "Designer with Figma for 3 weeks, and none of that Photoshop stuff.",
        "Designer with Figma for 3 weeks. Photoshop is out of the question.",
        "Designer with Figma for 3 weeks. Photoshop looks dated to me, so rather not that.",
    ],
)
def test_what_is_refused_in_a_roundabout_way_is_excluded(read: Read, text: str) -> None:
    skills = read(text, context="none").fields["skills"]
    assert skills == {"must": ["Figma"], "excluded": ["Adobe Photoshop"]}


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Machine-learning engineer, must know spaCy/Flair", ["spaCy", "Flair"]),
        ("Video technician who knows OBS + vMix", ["OBS", "vMix"]),
        ("Controller with SAP S/4 experience", ["SAP S/4"]),
    ],
)
def test_skills_that_are_joined_by_a_sign_are_told_one_by_one(
    read: Read, text: str, skills: list[str]
) -> None:
    assert read(text, context="none").fields["skills"]["must"] == skills


def test_what_a_list_names_between_two_skills_is_one_as_well(read: Read) -> None:
    text = "UX writer (Figma, dialogue mapping, Voiceflow), 20 hours a week for 5 weeks"
    assert read(text, context="none").fields["skills"]["must"] == [
        "Figma",
        "dialogue mapping",
        "Voiceflow",
    ]


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("no staff data, and please someone with ITIL", ["ITIL"]),
        ("no personal data. Somebody certified in PRINCE2 please", ["PRINCE2"]),
        ("Site must load in 2 s. A Vue developer, 6 weeks", ["Vue.js"]),
        ("Everything must run offline. A Kotlin developer, 6 weeks", ["Kotlin"]),
        ("A Go developer, 6 weeks, NDA required", ["Go"]),
    ],
)
def test_somebody_with_a_skill_needs_it_and_what_must_do_something_is_none(
    read: Read, said: str, skills: list[str]
) -> None:
    assert read(said, asked=("sensitive_data",)).fields["skills"] == {"must": skills}
