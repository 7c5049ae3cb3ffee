"""Running an ASGI application in a thread, on loopback."""

import socket
import threading
import time
from collections.abc import Callable
from typing import Any


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_in_thread(app: Any, port: int, host: str = "127.0.0.1") -> Callable[[], None]:
    """Serve until the returned function is called; returns when the port answers.

    Raises:
        RuntimeError: the port is taken.
    """
    import uvicorn

    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name=f"serve-{port}", daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError(f"port {port} is taken or the server did not start")
        time.sleep(0.005)

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    return stop
