"""Documents of one file, their style within; nothing in them runs, or asks for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

REPORT = "firsthand.exchange.report"


def templates(package: str, finalize: Callable[[Any], Any]) -> Environment:
    """The templates of that package, and those of the report, which have the head of each."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(REPORT)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )


def styled(style: str) -> Mapping[str, Any]:
    """What `head.html` asks for: the style, and the hash by which a browser lets it apply."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_hash": digest}
