"""What the parts of a brief, its readers and the questions offered are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firsthand.method.briefs import Part, Reader
from firsthand.method.map_questions import Choice

PARTS: Mapping[Part, Promise] = {
    Part.SUMMARY: _("In short"),
    Part.STANDS_OUT: _("What stands out"),
    Part.QUOTES: _("In their words"),
    Part.SEEN: _("What was seen"),
    Part.OPEN: _("What to ask next"),
    Part.ONCE: _("Said once"),
}
READERS: Mapping[Reader, Promise] = {
    Reader.EVERYBODY: _("everybody"),
    Reader.PRODUCT: _("product"),
    Reader.ENGINEER: _("engineering"),
    Reader.SALES: _("sales"),
    Reader.RESEARCHER: _("research"),
}
CHOICES: Mapping[Choice, Promise] = {
    Choice.DRAINS: _("What drains them?"),
    Choice.HELPS: _("What helps them?"),
    Choice.KNOWN: _("What do we know, part by part?"),
    Choice.NOTHING: _("What rests on nothing?"),
    Choice.WHEN: _("What was seen or said, and when?"),
    Choice.ALONE: _("What did one person alone say?"),
    Choice.VOTED: _("What did people vote for?"),
    Choice.OWN: _("What is our own experience, and what theirs?"),
}
