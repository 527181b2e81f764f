"""Listening on an address and serving an application there until told to stop."""

import contextlib
import signal
import socket

import uvicorn
from starlette.types import ASGIApp

from govsweep import reasons
from govsweep.errors import InputError


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises `InputError` where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        told = f"不能在 {host} 的 {port} 端口上打开网页：{reasons.of_system(error)}"
        raise InputError(f"{told}。请换 --host 或 --port") from error


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until a signal to stop comes; what is being answered then is still answered."""
    config = uvicorn.Config(
        app,
        log_config=None,  # only what goes wrong is told, on standard error
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    # Once it has stopped, the server gives the signal on: by default that would end us at once,
    # and what is to be closed, such as jobs, would stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
