"""App Home: a work queue, different a role, with buttons that work from there."""

from collections.abc import Sequence
from urllib.parse import urljoin

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from integrations.reply import Action, decisions
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.parts import button, buttons, header, small, target, text
from integrations.slack.blocks.work import Answered, Item, WorkQueue
from integrations.wording import MARK, STATUS, budget, day, person


def home_view(queue: WorkQueue, policy_url: str = "") -> View:
    """The view of one page of a person's queue; policies are linked to where their pages are."""
    first = queue.name.split()[0] if queue.name.split() else "there"
    blocks: list[Block] = [header(f"Good to see you, {clip(first, 60)}"), *_top()]
    if queue.decisions_total:
        blocks += _section("Waiting for your decision", queue.decisions_total, "oldest first")
        for item in queue.decisions:
            blocks += [*_line(item, why=item.why), *_decide(item)]
    if queue.shows_matches:
        blocks += _section("Matches to confirm", queue.matches_total, "oldest first")
        for item in queue.matches:
            look = Action("open_match", _value(item), "Look at the matches", "primary")
            blocks += [*_line(item), *buttons([look])]
    blocks += _section("Your requests", queue.mine_total, "newest first")
    for item in queue.mine:
        blocks += _line(item, own=True, accessory=button(Action("open", _value(item), "Details")))
        if item.to_change:
            blocks += buttons([Action("fill", _value(item), "Change something", "primary")])
    if not queue.mine_total:
        blocks += text("Nothing yet. Tell me what you need, and I'll ask only for what is missing.")
    if queue.answers:
        blocks += _section("Recent policy answers", len(queue.answers), "newest first")
        for answered in queue.answers:
            blocks += text("\n".join(_answered(answered, policy_url)))
    return View(type="home", callback_id="home", blocks=[*blocks, *_pager(queue)])


def _answered(answered: Answered, policy_url: str) -> list[str]:
    linked = [
        f"<{urljoin(policy_url, path)}|{clip_escaped(name, 150).replace('|', '/')}>"
        if policy_url and path
        else clip_escaped(name, 150)
        for name, path in answered.sources[:3]
    ]
    lines = [f"*{clip_escaped(answered.question, 200)}*", clip_escaped(answered.answer, 500)]
    return [*lines, *([f"See {', '.join(linked)}"] if linked else [])]


def _top() -> list[Block]:
    new = Action("new_request", "new", "Start a request", "primary")
    return buttons([new, Action("search", "search", "Search requests")])


def _section(name: str, total: int, order: str) -> list[Block]:
    count = f"{total} {'item' if total == 1 else 'items'}" if total else "Nothing right now"
    order = f", {order}" if total > 1 and order else ""
    return [DividerBlock(), header(name), small(f"{count}{order}")]


def _line(
    item: Item, *, why: str = "", own: bool = False, accessory: ButtonElement | None = None
) -> list[Block]:
    mark = MARK.get(item.status, "⚪")
    money = f" · {escape(budget(item.budget))}" if item.budget else ""
    title = item.title[:1].upper() + item.title[1:]
    lines = [f"*{clip_escaped(title, 150)}* · {escape(item.id)}{money}"]
    status = STATUS.get(item.status, item.status)
    who = "" if own else f" · {escape(person(item.requester))}"
    lines.append(f"{mark} {escape(status)}{who} · since {escape(day(item.since))}")
    lines += [clip_escaped(said, 300) for said in (why, item.to_change) if said]
    return text("\n".join(lines), accessory=accessory)


def _value(item: Item) -> str:
    return target({"id": item.id, "version": item.version})


def _decide(item: Item) -> list[Block]:
    return buttons([*decisions(_value(item)), Action("open", _value(item), "Details")])


def _pager(queue: WorkQueue) -> list[Block]:
    if queue.pages < 2:
        return []
    made: Sequence[ButtonElement | None] = [
        button(Action("page", str(queue.page - 1), "← Earlier"), 0) if queue.page else None,
        button(Action("page", str(queue.page + 1), "Later →"), 1)
        if queue.page + 1 < queue.pages
        else None,
    ]
    kept = [each for each in made if each is not None]
    line = small(f"Page {queue.page + 1} of {queue.pages}")
    return [DividerBlock(), line, ActionsBlock(elements=kept)]
