"""`sourcing serve` and `sourcing workspace`: in Slack, and in a Slack of one's own."""

import signal
import sys
import threading
from typing import Annotated

import typer


def serve(
    port: Annotated[int | None, typer.Option(help="Port for Slack's signed HTTP events.")] = None,
) -> None:
    """Run the Slack app: over Socket Mode with an app token, else over signed HTTP."""
    from assistant.bootstrap import open_world
    from assistant.in_slack import behaviour, must_be_complete, policy_page, slack_config
    from integrations.slack.app import build_app
    from integrations.slack.listening import run_in_thread
    from integrations.slack.serving import http_app

    world = open_world()
    config = slack_config(world)
    must_be_complete(config)
    app = build_app(config=config, behaviour=behaviour(world)).start()
    where = port if port is not None else world.settings.port
    stop = run_in_thread(http_app(app.bolt, policy_page(world)), where, "0.0.0.0")  # noqa: S104
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
