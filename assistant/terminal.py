"""The terminal's view of replies, records and bars; rich does the drawing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from integrations.reply import Card, Reply

if TYPE_CHECKING:
    from assistant.doctor import Finding

console = Console()
STATE_STYLE = {"set": "green", "default": "cyan", "wrong": "bold red"}
WIDTH = 100


def show_reply(reply: Reply) -> None:
    """Print one reply: the words, what they cite, the card, and what can be clicked by number."""
    parts: list[Any] = [Markdown(reply.text)]
    for number, citation in enumerate(reply.citations, 1):
        where = f"{citation.title or citation.document} › {citation.section}"
        since = f", in force since {citation.effective_from}" if citation.effective_from else ""
        parts.append(f"[dim][{number}] {escape(where)}{since}: “{escape(citation.quote)}”[/dim]")
    if reply.card is not None:
        parts.append(_card(reply.card))
    if reply.actions:
        offers = (f"[bold]{n}[/bold] {escape(a.label)}" for n, a in enumerate(reply.actions, 1))
        parts.append("[dim]Type a number:[/dim]  " + "   ".join(offers))
    console.print(Panel(Group(*parts), title="sourcing assistant", title_align="left", width=WIDTH))


def show_record(record: dict[str, Any]) -> None:
    """Print one record whole."""
    console.print(_fields(record, everything=True))
    if record["rulings"]:
        console.print(_rulings(record["rulings"]))
    if record["approvals"]:
        shown = ("role", "approver", "decision", "decided_by", "reason", "rule")
        show_table(record["approvals"], shown, "")
    if record["shortlist"]:
        console.print(_shortlist(record))
    answers = record.get("answers", {})
    console.print(
        *(f"[bold]{_spoken(k)}?[/bold] {escape(v)}" for k, v in answers.items()), sep="\n"
    )
    show_table(record.get("audit", []), ("at", "actor", "act", "version"), "No trail yet.")


def show_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], empty: str) -> None:
    """Print rows as a table, or the sentence for none."""
    if not rows:
        console.print(empty)
        return
    table = Table(*(_spoken(column) for column in columns), header_style="bold")
    for row in rows:
        table.add_row(*(escape(_value(row.get(column))) for column in columns))
    console.print(table)


def show_bars(result: dict[str, Any]) -> None:
    """Print measured bars beside their limits."""
    table = Table("Bar", "Measured", "Limit", "", header_style="bold")
    for bar in result["bars"]:
        mark = "[green]ok[/green]" if bar["ok"] else "[bold red]not met[/bold red]"
        table.add_row(bar["name"], f"{bar['value']:g} {bar['unit']}", f"{bar['limit']:g}", mark)
    console.print(table)


def show_findings(findings: Sequence["Finding"]) -> None:
    """Print what the doctor found."""
    table = Table("Part", "State", "What it means", header_style="bold")
    for finding in findings:
        style = STATE_STYLE[finding.state]
        table.add_row(finding.part, f"[{style}]{finding.state}[/{style}]", escape(finding.says))
    console.print(table)


def _card(card: Card) -> Any:
    if card.kind == "shortlist":
        return _shortlist(card.data)
    whole = card.kind in ("confirm", "approval", "match_confirmation")
    parts: list[Any] = [_fields(card.data, everything=whole), _rulings(card.data["rulings"])]
    if card.kind in ("match_confirmation", "status") and card.data["shortlist"]:
        parts.append(_shortlist(card.data))
    return Group(*parts)


def _fields(record: dict[str, Any], *, everything: bool) -> Table:
    status = _spoken(record["status"]).lower()
    table = Table(title=f"{record['id']} · {status} · version {record['version']}", box=None)
    table.add_column(style="bold")
    table.add_column()
    table.show_header = False
    for name, value in record["fields"].items():
        if value in (None, [], "") or value == {"must": [], "nice": [], "excluded": []}:
            continue
        origin = record["origins"].get(name, "said")
        if everything or origin != "template":
            source = "" if origin == "said" else f" [dim]({origin})[/dim]"
            table.add_row(_spoken(name), escape(_value(value)) + source)
    if record["missing"]:
        table.add_row("Still needed", ", ".join(_spoken(m).lower() for m in record["missing"]))
    return table


def _rulings(rulings: dict[str, Any]) -> Table:
    table = Table(box=None, show_header=False)
    table.add_column(style="bold")
    table.add_column()
    for name, ruling in rulings.items():
        verdict = _spoken(str(ruling["verdict"]))
        if name == "approvals":
            verdict = ", ".join(_spoken(d["role"]) for d in ruling["details"]) or verdict
        score = "" if ruling.get("score") is None else f" ({ruling['score']:g})"
        reasons = " ".join(ruling["reasons"][:2])
        table.add_row(_spoken(name), f"{escape(verdict)}{score}  [dim]{escape(reasons)}[/dim]")
    return table


def _shortlist(record: dict[str, Any]) -> Table:
    table = Table("", "Who", "Fit", "Rate", "Starts", "Why", header_style="bold")
    for place, one in enumerate(record["shortlist"][:5], 1):
        flags = "".join(f"\n[red]! {escape(str(flag))}[/red]" for flag in one.get("red_flags", ()))
        why = "; ".join(str(reason) for reason in one.get("reasons", ())[:3])
        against = (
            f"\n[yellow]– {escape(str(one['against']))}[/yellow]" if one.get("against") else ""
        )
        table.add_row(
            f"{place}",
            f"{escape(str(one['name']))}\n[dim]{one['id']}[/dim]",
            f"{one['band']}\n[dim]{one['score']:.2f}[/dim]",
            escape(str(one.get("rate") or "?")),
            escape(str(one.get("earliest_start") or "?")),
            escape(why) + against + flags,
        )
    return table


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(_value(one) for one in value)
    if isinstance(value, dict) and "currency" in value:
        return _budget(value)
    if isinstance(value, dict):
        return "; ".join(f"{_spoken(k).lower()}: {_value(v)}" for k, v in value.items() if v)
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _budget(budget: dict[str, Any]) -> str:
    from knowledge.money import format_money

    upper = f" to {format_money(budget['max'], budget['currency'])}" if budget.get("max") else ""
    return f"{format_money(budget['amount'], budget['currency'])}{upper} {budget['basis']}"


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()
