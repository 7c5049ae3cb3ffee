"""`sourcing serve` and `sourcing workspace`: in Slack, and in a Slack of one's own."""

import signal
import sys
import threading
from typing import Annotated

import typer

SWITCH_SECONDS = 0.0005
"""Threads take turns more often than usual, so that an acknowledgement waits for no computation."""


def serve(
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port for Slack's signed HTTP events.")
    ] = None,
) -> None:
    """Run the Slack app: over Socket Mode with an app token, else over signed HTTP."""
    from assistant.bootstrap import open_world
    from assistant.in_slack import (
        behaviour,
        must_be_complete,
        must_be_let_in,
        policy_pages,
        slack_config,
    )
    from integrations.slack.app import build_app
    from integrations.slack.listening import run_in_thread
    from integrations.slack.serving import http_app

    world = open_world()
    config = slack_config(world)
    must_be_complete(config)
    must_be_let_in(config)
    sys.setswitchinterval(SWITCH_SECONDS)
    app = build_app(config=config, behaviour=behaviour(world, at_once=True)).start()
    where = port if port is not None else world.settings.port
    stop = run_in_thread(http_app(app, policy_pages(world)), where, "0.0.0.0")  # noqa: S104
    mode = "Socket Mode" if config.socket_mode else f"signed HTTP on port {where}"
    print(f"The assistant is in Slack, over {mode}. End with Ctrl-C.", file=sys.stderr)
    wait_for_the_end()
    stop()
    app.stop()
    world.close()


def wait_for_the_end() -> None:
    """Wait for Ctrl-C or a polite request to end."""
    ending = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ending.set())
    ending.wait()


Port = Annotated[
    int, typer.Option(min=0, max=65535, help="Port of the page, on this machine only.")
]
PORT = 8899


def workspace(
    port: Port = PORT,
    socket: Annotated[bool, typer.Option("--socket", help="Connect over Socket Mode.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget earlier messages.")] = False,
) -> None:
    """Open a local Slack in the browser, with the assistant in it: no account, no network."""
    from assistant.bootstrap import open_world
    from assistant.local_slack import LocalSlack
    from assistant.seeding import is_seeded, seed_world
    from integrations.slack.listening import must_be_free

    must_be_free("127.0.0.1", port)
    world = open_world()
    sys.setswitchinterval(SWITCH_SECONDS)
    if not is_seeded(world):
        seed_world(world)
    local = LocalSlack(world, port=port, socket=socket, fresh=fresh).start()
    print(f"Open {local.address} in a browser. End with Ctrl-C.", file=sys.stderr)
    print(local.address, flush=True)
    wait_for_the_end()
    local.stop()
    world.close()
