"""The policy benchmarks' data: sets of questions over passages, each split in two parts.

A set is tuned on its `tune` part and reported on its `report` part. The texts come from a data
folder beside the project and are never shipped.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

from knowledge.errors import NotFound
from knowledge.library.catalogue import Edition
from knowledge.library.documents import read_document
from knowledge.library.hidden import strip_hidden
from knowledge.library.rights import ALWAYS, NEVER
from knowledge.library.sections import split_sections

PROJECT = Path(__file__).parents[2]
OWN = Path(__file__).parent / "data"
LIST = re.compile(r"^Also asked:(?:.+\n?)+", re.MULTILINE)
UNREAD = ("hospital", "logistics")
"""Sets that the cross-encoder learns nothing from: how it does in a library unknown to it."""
NEAR_MISSES = ("publisher", "housing", "film", "bank", "charity")
"""Made-up libraries, none to tune on, of whose questions two fifths narrowly have no answer."""
POLICIES = PROJECT / "knowledge" / "policies"


@dataclass(frozen=True)
class Question:
    """A question; `gold` are documents, or document#anchor for sections; none if unanswerable."""

    text: str
    gold: frozenset[str] = frozenset()
    thread: tuple[str, ...] = ()
    part: str = "report"
    kind: str = "answerable"

    @property
    def about(self) -> str:
        """What questions of one conversation, and one question asked in several ways, share."""
        return (*self.thread, self.text)[0]

    @property
    def kept_back(self) -> bool:
        """Whether the cross-encoder does not learn from it, so that the support score can."""
        return md5(self.about.encode(), usedforsecurity=False).digest()[1] % 3 == 0


@dataclass(frozen=True)
class QuestionSet:
    """Questions over one library; `by_section` says what the gold names."""

    name: str
    editions: list[Edition] = field(repr=False)
    questions: list[Question] = field(repr=False)
    by_section: bool = False


def data_folder() -> Path:
    """Where the benchmark texts lie: SOURCING_BENCH_DATA, or beside the project.

    Raises:
        NotFound: they are not there.
    """
    folder = Path(os.environ.get("SOURCING_BENCH_DATA") or PROJECT.parent / "shared" / "data")
    if not (folder / "mtrag-un").is_dir():
        raise NotFound("The benchmark data is not there: set SOURCING_BENCH_DATA to its folder.")
    return folder


def mtrag(folder: Path) -> QuestionSet:
    """Multi-turn questions over the pooled passages of all tasks."""
    tasks = [json.loads(line) for line in (folder / "mtrag-un" / "dev.jsonl").open()]
    texts: dict[str, str] = {}
    for task in tasks:
        for context in task["contexts"]:
            title = context.get("title") or ""
            texts[context["document_id"]] = f"{title}\n\n{context['text']}".strip()
    questions = [
        Question(
            text=turns[-1],
            thread=tuple(turns[:-1]),
            gold=frozenset(c["document_id"] for c in task["contexts"]),
            part=_part(task["conversation_id"]),
            kind=task["answerability"][0].lower(),
        )
        for task in tasks
        for turns in [[t["text"].strip() for t in task["input"] if t["speaker"] == "user"]]
    ]
    questions += list(_follow_ups(tasks))
    return QuestionSet(
        "mtrag-un", [edition(i, t, number=n) for n, (i, t) in enumerate(texts.items())], questions
    )


def _follow_ups(tasks: Iterable[dict[str, Any]]) -> Iterator[Question]:
    """Further last turns that strangers wrote for the tuned conversations."""
    turns = {
        task["conversation_id"]: [
            t["text"].strip() for t in task["input"] if t["speaker"] == "user"
        ]
        for task in tasks
    }
    for line in (OWN / "mtrag_follow_ups.jsonl").read_text().splitlines():
        asked = json.loads(line)
        yield Question(
            text=asked["question"],
            thread=tuple(turns[asked["conversation_id"]][: asked["turns"]]),
            gold=frozenset(asked["gold"]),
            part="tune",
            kind="answerable" if asked["gold"] else "unanswerable",
        )


def policyqa(folder: Path) -> Iterator[QuestionSet]:
    """One set for each privacy policy; whole policies are either tuned on or reported."""
    data = json.loads((folder / "policyqa" / "dev.json").read_text())["data"]
    for place, policy in enumerate(data):
        editions, questions = [], []
        golds: dict[str, set[str]] = {}
        for number, paragraph in enumerate(policy["paragraphs"]):
            name = f"{policy['title']}/{number}"
            editions.append(
                edition(name, paragraph["context"], title=policy["title"], number=number)
            )
            for asked in paragraph["qas"]:
                golds.setdefault(asked["question"], set()).add(name)
        part = "tune" if place % 2 == 0 else "report"
        questions = [Question(q, frozenset(g), part=part) for q, g in golds.items()]
        yield QuestionSet(f"policyqa/{policy['title']}", editions, questions)


def handbook(folder: Path) -> QuestionSet:
    """Our own questions over a real handbook of 240 pages, judged by section."""
    pages = folder / "handbook" / "pages"
    editions = []
    for number, file in enumerate(sorted(pages.rglob("*.md"))):
        text, _ = strip_hidden(file.read_text())
        draft = read_document(text, file.relative_to(pages).as_posix())
        editions.append(edition(draft.path, draft.text, title=draft.title, number=number))
    own = json.loads((OWN / "handbook_questions.json").read_text())
    asked = [
        Question(q["question"], _anchored(q), part=_part(q["question"])) for q in own["answerable"]
    ]
    beyond = [Question(q, part=_part(q), kind="unanswerable") for q in own["unanswerable"]]
    return QuestionSet("handbook", editions, [*asked, *beyond], by_section=True)


def handbook_near_misses(folder: Path) -> QuestionSet:
    """Questions over the handbook by strangers, none to tune on."""
    own = json.loads((OWN / "handbook_near_misses.json").read_text())
    asked = [Question(q["question"], _anchored(q), part=q["part"]) for q in own["answerable"]]
    beyond = [
        Question(q["question"], part=q["part"], kind="unanswerable") for q in own["unanswerable"]
    ]
    return replace(handbook(folder), questions=[*asked, *beyond])


def _anchored(asked: dict[str, Any]) -> frozenset[str]:
    return frozenset(f"{asked['path']}#{anchor}" for anchor in asked["anchors"])


def own_library() -> QuestionSet:
    """Colloquial questions over the project's own policies."""
    return _asked_of("own", POLICIES, "own_policy_questions.json")


def blind_library() -> QuestionSet:
    """Questions over the same policies by a writer who knew neither the program nor the others."""
    return _asked_of("blind", POLICIES, "blind_policy_questions.json")


def unlisted_library() -> QuestionSet:
    """All questions over the same policies without what they list as also asked, to tune on.

    Other people's documents have no such lists.
    """
    own, blind = own_library(), blind_library()
    editions = [replace(e, text=LIST.sub("", e.text)) for e in own.editions]
    asked = [q for q in (*own.questions, *blind.questions) if q.part == "tune"]
    return QuestionSet("unlisted", editions, asked, by_section=True)


def hospital() -> QuestionSet:
    """Questions over a made-up hospital's policies, all by strangers and all to tune on."""
    return _asked_of("hospital", OWN / "hospital", "hospital_questions.json")


def near_misses_to_tune_on() -> Iterator[QuestionSet]:
    """Questions over three libraries by strangers.

    Those that are not answered are each about what a section is about.
    """
    for name in ("university", "logistics", "town"):
        yield _asked_of(name, OWN / name, f"{name}_questions.json")


def near_misses(folder: Path) -> Iterator[QuestionSet]:
    """The same by other strangers over NEAR_MISSES and the handbook; none to tune on."""
    for name in NEAR_MISSES:
        yield _asked_of(name, OWN / name, f"{name}_questions.json")
    yield handbook_near_misses(folder)


def software() -> QuestionSet:
    """Questions over a made-up software company's handbook, by strangers; none to tune on."""
    return _asked_of("software", OWN / "software", "software_questions.json")


def _asked_of(name: str, folder: Path, file: str) -> QuestionSet:
    drafts = [read_document(path.read_text(), path.name) for path in sorted(folder.glob("*.md"))]
    editions = [
        edition(draft.id, draft.text, title=draft.title, number=number)
        for number, draft in enumerate(drafts)
        if draft.status == "in_force"
    ]
    asked = json.loads((OWN / file).read_text())
    anchors = {
        (e.document, section.heading): section.anchor
        for e in editions
        for section in split_sections(e.text, e.title)
    }
    questions = [
        Question(
            q["question"],
            frozenset({f"{q['document']}#{anchors[q['document'], q['section']]}"}),
            thread=tuple(q.get("thread", ())),
            part=q["part"],
        )
        for q in asked["answerable"]
        if (q["document"], q["section"]) in anchors
    ]
    beyond = [
        Question(
            q["question"], thread=tuple(q.get("thread", ())), part=q["part"], kind="unanswerable"
        )
        for q in asked["unanswerable"]
    ]
    return QuestionSet(name, editions, [*questions, *beyond], by_section=True)


def edition(name: str, text: str, title: str = "", number: int = 0) -> Edition:
    """A document that everyone may read and that always applies."""
    return Edition(
        id=number, document=name, path=name, title=title, owner="", version="", status="in_force",
        jurisdiction=(), department="", audience=("everyone",), source="", supersedes=(),
        review_by=None, start=ALWAYS, end=NEVER, text=text,
    )  # fmt: skip


def _part(name: str) -> str:
    return "tune" if sha256(name.encode()).digest()[0] % 2 == 0 else "report"
