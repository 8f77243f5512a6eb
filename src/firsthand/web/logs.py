"""What is written to the log: where something failed, never a link that lets somebody in."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"/(enter|invitations)/[^/\s?'\"]+")


class NoTokens(logging.Filter):
    """Puts dots in the place of the tokens in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"/\1/…", record.getMessage())
        record.args = ()
        return True
