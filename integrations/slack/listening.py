"""Running an ASGI application in a thread, on loopback."""

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from knowledge.errors import Unavailable


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def must_be_free(host: str, port: int) -> None:
    """Find out before anything is set up.

    Raises:
        Unavailable: the port is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(f"Port {port} is taken: choose another with --port.") from error


def run_in_thread(app: Any, port: int, host: str = "127.0.0.1") -> Callable[[], None]:
    """Serve until the returned function is called; returns when the port answers.

    Raises:
        Unavailable: the port is taken.
    """
    import uvicorn

    must_be_free(host, port)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name=f"serve-{port}", daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise Unavailable(f"The server on port {port} did not start: try again.")
        time.sleep(0.005)

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    return stop
