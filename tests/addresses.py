"""Every address of the workspace, as the table of addresses has it."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PLACE = re.compile(r"(\w+)/<key:(\w+)>")  # a word, and what the number after it is called


def routes(of: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """The name of every address, and how it is written."""
    for one in (of or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, route
