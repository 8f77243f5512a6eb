"""What a study's page has of it: where to listen, from which entry on, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def live(context: Mapping[str, Any]) -> dict[str, Any]:
    return {"study": context["study"], "me": context["request"].user.pk}
