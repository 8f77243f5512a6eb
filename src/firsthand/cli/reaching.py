"""Where a workspace can be reached: what is safe, and a refusal in words of what is not."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from firsthand.method.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the server listens, and the address by which browsers know it."""

    host: str
    port: int
    origin: str

    @property
    def family(self) -> socket.AddressFamily:
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET


def reached(*, team: bool, host: str, port: int, origin: str | None) -> Reach:
    """Raises RuleBroken for what would let passwords or people's words be read on the way."""
    host = "127.0.0.1" if host == "localhost" else host.strip("[]")
    try:
        at_home = ipaddress.ip_address(host).is_loopback
    except ValueError as problem:
        raise RuleBroken(
            f"--host is the number of a network address of this machine, and {host} is none."
        ) from problem
    if not team and (origin or not at_home):
        raise RuleBroken(
            "Without log-in the workspace is for this machine only. "
            "Give --team with --host or --origin."
        )
    if not at_home and not _encrypted(origin):
        raise RuleBroken(
            f"On {host} passwords would travel readable. Put a proxy with HTTPS before it and "
            "give its address with --origin https://…, or leave --host out."
        )
    shown = f"[{host}]" if ":" in host else host
    return Reach(host, port, _origin(origin) if origin else f"http://{shown}:{port}")


def _encrypted(origin: str | None) -> bool:
    return (origin or "").startswith("https://")


def _origin(given: str) -> str:
    """Scheme, name and port, as a browser says them."""
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError as problem:
        raise RuleBroken(f"--origin {given} is no address. Give it like https://…") from problem
    if parts.scheme != "https" or not parts.hostname:
        raise RuleBroken("--origin has to begin with https://, so that passwords are encrypted.")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise RuleBroken("--origin is the name alone, without a path: like https://…")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"https://{name}" + (f":{port}" if port not in (None, 443) else "")
