"""The `sourcing` command: every area registered in one place."""

import errno
import gc
import os
import sys
from importlib.metadata import entry_points
from typing import Annotated

import typer

from assistant.commands import (
    approvals,
    chat,
    matches,
    people,
    policies,
    records,
    report,
    setup,
    slack,
    talent,
    understand,
)
from assistant.commands.output import Group
from knowledge.errors import SourcingError

BETWEEN_COLLECTIONS = 100_000
"""Objects made before garbage is looked for, as what a start imports stays: a sixth of its time."""
BROKEN = "Something went wrong; nothing was half-done."
EPILOG = (
    "Exit status: 0 done, 1 refused by a rule, 2 wrong use. `sourcing doctor` says what is set."
)

app = typer.Typer(
    name="sourcing",
    cls=Group,
    help="The sourcing assistant: outside work, asked for in chat, by the rules, people deciding.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Drawing the help would take longer than anything else.
    pretty_exceptions_enable=False,
)
app.command("chat")(chat.chat)
app.command("demo")(chat.demo)
app.add_typer(records.app, name="records", cls=Group)
app.add_typer(approvals.app, name="approvals", cls=Group)
report.app.command("fairness")(matches.report_fairness)
report.app.command("policies")(policies.report)
app.add_typer(report.app, name="report", cls=Group)
app.add_typer(people.app, name="people", cls=Group)
app.add_typer(policies.app, name="policies", cls=Group)
app.add_typer(talent.talent, name="talent", cls=Group)
app.add_typer(talent.skills, name="skills", cls=Group)
app.add_typer(matches.matches, name="matches", cls=Group)
app.command("understand")(understand.understand)
app.command("serve")(slack.serve)
app.command("workspace")(slack.workspace)
app.command("seed")(setup.seed)
app.add_typer(setup.db, name="db", cls=Group)
app.command("doctor")(setup.doctor)
# What judges the assistant stands above it, so it registers its commands from there.
for _entry in entry_points(group="sourcing.commands"):
    _entry.load()(app)


@app.callback()
def logging_to_stderr(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what happens to stderr.")] = False,
) -> None:
    """The sourcing assistant: outside work, asked for in chat, by the rules, people deciding."""
    if verbose:
        os.environ["SOURCING_LOG_LEVEL"] = "debug"


def main() -> None:
    """Run the command; a refusal or wrong input is one clear line on stderr."""
    gc.set_threshold(BETWEEN_COLLECTIONS)
    try:
        _run()
    except SourcingError as problem:
        print(problem, file=sys.stderr)
        sys.exit(problem.exit_status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _let_go()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  (the last line of defence: no exception text is shown)
        print(_outside(error) or f"{BROKEN} {_kept(error)}", file=sys.stderr)
        _let_go()
        sys.exit(1)
    finally:
        # What is left goes with the process: looking through it first takes most of a second.
        gc.freeze()


def _run() -> None:
    """Run the command, and write out what it printed while a failure can still be told."""
    try:
        app()
    finally:
        sys.stdout.flush()


def _outside(error: Exception) -> str | None:
    """What is wrong outside the program: the database's file, or where the output goes."""
    from knowledge.database import fault_of

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "There is no space left on the disk, or where the output goes."
    fault = fault_of(error)
    return fault and f"The database {fault}."


def _let_go() -> None:
    """Drop what could not be written, which Python would try, and complain of, once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _kept(error: Exception) -> str:
    from assistant.logs import keep_incident
    from assistant.settings import read_settings
    from tools.context import random_id

    number = random_id("INC")
    path = keep_incident(read_settings().made_home(), number, error)
    return f"Tell whoever runs this program the number {number}; the details are in {path}."


if __name__ == "__main__":
    main()
