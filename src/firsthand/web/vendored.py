"""Scripts of others that the workspace serves itself, each with the digest of its bytes."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

HTMX = "vendor/htmx-4.0.1.min.js"
HTMX_DIGEST = "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"


def htmx() -> SafeString:
    return format_html('<script src="{}" integrity="{}" defer></script>', static(HTMX), HTMX_DIGEST)
