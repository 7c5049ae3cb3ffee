"""The terminal's view of replies, records and bars; rich does the drawing."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from integrations import wording
from integrations.asked import asked_lines
from integrations.reply import Card, Reply

if TYPE_CHECKING:
    from assistant.doctor import Finding

console = Console()
STATE_STYLE = {"set": "green", "default": "cyan", "wrong": "bold red"}
KEYS = ("#", "id", "email", "document", "request_id", "score")
"""Columns of what is typed into other commands, or is short: never cut."""
PEOPLE = ("approver", "decided_by", "requester", "actor")
MOMENTS = ("at", "updated_at", "decided_at")
EMPTY: tuple[Any, ...] = (None, "", (), [])
WIDTH = 100
WITHOUT_FOLDS = 400
"""Characters of a line where no terminal ends it: a table for `grep` keeps a row on one line."""
SHOWN = 5

ADVICE = ("channel", "billing")
"""Rulings that advise: what the person chose stands among the fields, and holds."""


def show_reply(reply: Reply) -> None:
    """Print one reply: the words, what they cite, the card, and what can be clicked by number."""
    parts: list[Any] = [Markdown(reply.text)]
    for number, citation in enumerate(reply.citations, 1):
        where = f"{citation.title or citation.document} › {citation.section}"
        which = wording.edition(citation)
        words = wording.relied_on(citation, reply.text)
        parts.append(Text(f"[{number}] {where}, {which}: “{words}”", style="dim"))
    if reply.card is not None:
        parts.append(_card(reply.card))
    if reply.actions:
        offers = (f"[bold]{n}[/bold] {escape(a.label)}" for n, a in enumerate(reply.actions, 1))
        parts.append("[dim]Type a number:[/dim]  " + "   ".join(offers))
    console.print(Panel(Group(*parts), title="sourcing assistant", title_align="left", width=WIDTH))


def show_record(record: dict[str, Any]) -> None:
    """Print one record whole."""
    console.print(_headline(record), _fields(record, "confirm"), *_choice(record))
    if record["rulings"]:
        console.print(_rulings(record["rulings"]))
    if record["approvals"]:
        shown = ("role", "approver", "decision", "decided_by", "condition", "reason", "rule")
        show_table(_without_echo(record["approvals"]), shown, "")
    if record["shortlist"]:
        console.print(_shortlist(record))
    answers = record.get("answers", {})
    console.print(
        *(f"[bold]{_spoken(k)}?[/bold] {escape(v)}" for k, v in answers.items()), sep="\n"
    )
    show_table(record.get("audit", []), ("at", "actor", "act", "version"), "No trail yet.")


def show_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], empty: str) -> None:
    """Print rows as a table, or the sentence for none; columns that are empty are left out.

    What is typed into other commands is never cut; other columns are folded for it.
    """
    if not rows:
        console.print(empty)
        return
    table = Table(header_style="bold")
    told = [name for name in columns if any(row.get(name) not in EMPTY for row in rows)]
    for name in told:
        table.add_column(_spoken(name), no_wrap=name in KEYS, overflow="fold")
    for row in rows:
        table.add_row(*(escape(_value(name, row.get(name))) for name in told))
    _out().print(table)


def show_bars(result: dict[str, Any]) -> None:
    """Print measured bars beside their limits."""
    table = Table("Bar", "Measured", "Limit", "", header_style="bold")
    for bar in result["bars"]:
        mark = "[green]ok[/green]" if bar["ok"] else "[bold red]not met[/bold red]"
        limit = "none" if bar["limit"] is None else f"{bar['limit']:g}"
        table.add_row(bar["name"], f"{bar['value']:g} {bar['unit']}", limit, mark)
    _out().print(table)


def show_findings(findings: Sequence["Finding"]) -> None:
    """Print what the doctor found."""
    table = Table("Part", "State", "What it means", header_style="bold")
    for finding in findings:
        style = STATE_STYLE[finding.state]
        table.add_row(finding.part, f"[{style}]{finding.state}[/{style}]", escape(finding.says))
    _out().print(table)


def _out() -> Console:
    """Where tables go: folded for a terminal, or for the width that is asked for."""
    folded = console.is_terminal or "COLUMNS" in os.environ
    return console if folded else Console(width=WITHOUT_FOLDS)


def _card(card: Card) -> Any:
    record = card.data
    if card.kind == "shortlist":
        return _shortlist(record)
    if card.kind == "status":
        return Group(_headline(record), *_decisions(record), *_choice(record))
    parts: list[Any] = [_headline(record), _fields(record, card.kind), *_choice(record)]
    parts += [f"{who}: {escape(said)}" for who, said in asked_lines(record)]
    parts.append(_rulings(record["rulings"]))
    if card.kind == "match_confirmation":
        parts.append(_shortlist(record))
    return Group(*parts)


def _headline(record: dict[str, Any]) -> str:
    what = escape(record["fields"]["role"] or "Untitled request")
    status = wording.STATUS[record["status"]]
    return f"[bold]{what}[/bold] · {status} · {record['id']}, version {record['version']}"


def _fields(record: dict[str, Any], kind: str) -> Table:
    table = _grid()
    for name, value in record["fields"].items():
        told = wording.field_text(name, value)
        origin = record["origins"].get(name, "said")
        if not told or (kind == "request_summary" and origin == "template"):
            continue
        source = "" if origin == "said" else f" [dim]({origin})[/dim]"
        table.add_row(wording.LABEL.get(name, name), escape(told) + source)
    if record["missing"]:
        needed = ", ".join(wording.LABEL.get(name, name).lower() for name in record["missing"])
        table.add_row("Still needed", f"[yellow]{needed}[/yellow]")
    return table


def _rulings(rulings: dict[str, Any]) -> Table:
    table = _grid()
    for name, ruling in rulings.items():
        verdict = str(ruling["verdict"]).replace("_", " ")
        if name == "approvals":
            verdict = ", ".join(wording.ROLE[one["role"]] for one in ruling["details"])
        if name == "channel":
            verdict = wording.CHANNEL.get(ruling["verdict"], verdict)
        score = f", score {ruling['score']:g}" if name == "classification" else ""
        reason = ruling["reasons"][0] if ruling["reasons"] else ""
        label = f"Best {name}" if name in ADVICE else name.capitalize()
        table.add_row(label, f"{escape(verdict)}{score}  [dim]{escape(reason)}[/dim]")
    return table


def _why(approval: dict[str, Any]) -> str:
    if approval["condition"]:
        return f" on the condition: {escape(approval['condition'])}"
    return f" ({escape(approval['reason'])})" if approval["reason"] else ""


def _decisions(record: dict[str, Any]) -> list[Any]:
    current = [a for a in record["approvals"] if a["version"] == record["version"]]
    lines = [
        f"  {wording.ROLE[a['role']]}: {wording.person(a['decided_by'] or a['approver'])}, "
        f"{a['decision'].replace('_', ' ')}" + _why(a)
        for a in current
    ]
    if record["match"]:
        lines.append(f"  match: {escape(record['match']['name'])} ({record['match']['id']})")
    return [*lines, *(f"  {who}: {escape(said)}" for who, said in asked_lines(record))]


def _choice(record: dict[str, Any]) -> list[str]:
    told = wording.chosen(record)
    return [f"[bold]Chosen[/bold]: {escape(told)}"] if told else []


def _shortlist(record: dict[str, Any]) -> Table:
    cost_of = "Each" if (record["fields"].get("headcount") or 1) > 1 else "In all"
    table = Table("", "Who", "Fit", "Rate", cost_of, "Against", header_style="bold", box=None)
    table.caption, table.caption_justify = escape(wording.looked_at(record)) or None, "left"
    for place, one in enumerate(record["shortlist"][:SHOWN], 1):
        flags = "; ".join(flag["text"].rstrip(".") for flag in one.get("red_flags", ()))
        table.add_row(
            str(place),
            f"{escape(one['name'])} [dim]{one['id']}[/dim]",
            f"{one['band']} [dim]{one['score']:.2f}[/dim]",
            wording.budget(one.get("rate")) or "not stated",
            wording.whole_cost(one) or "not known",
            f"[red]{escape(flags)}[/red]" if flags else escape(one.get("against") or ""),
        )
    return table


def _grid() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    return table


def _without_echo(approvals: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The approvals without who decided where that is whom it waited for."""
    return [
        {**one, "decided_by": None if one["decided_by"] == one["approver"] else one["decided_by"]}
        for one in approvals
    ]


def _value(name: str, value: Any) -> str:
    if name in PEOPLE and value:
        return wording.person(str(value))
    if name in MOMENTS and value:
        return wording.moment(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()
