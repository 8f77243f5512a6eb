"""The HTTP server in a process of its own: uvicorn, with our connections and our end."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from uvicorn import Config, Server

from firsthand.web.connection import Connection

PATIENCE = 3  # seconds for what is being answered when the server ends
KEPT = 60  # seconds that a connection is kept for the next thing its browser asks


class Answering(Server):
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl+C reaches us too, and is left to whoever started us."""
        if sig != signal.SIGINT:
            super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from firsthand.web.live.stream import house  # needs what the application sets up

        house.close()
        await super().shutdown(sockets)


def answer_on(listening: socket.socket, most: int) -> None:
    """Answers until it is told to end; no more than `most` at once."""
    config = Config(
        "firsthand.web.asgi:application",
        loop="asyncio",
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=most,
        backlog=most,
        timeout_keep_alive=KEPT,
        timeout_graceful_shutdown=PATIENCE,
    )
    Answering(config).run([listening])
