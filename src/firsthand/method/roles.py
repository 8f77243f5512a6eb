"""What people do in an organisation, compared loosely: 'Senior PM' is a product manager."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

_RANKS = frozenset(
    {"senior", "junior", "lead", "leading", "head", "of", "chief", "principal", "staff", "the", "a"}
    | {"an", "our", "associate", "assistant", "sr", "jr", "trainee", "vp", "director", "team"}
)
_NAMES: Mapping[str, str] = {
    "product manager": "product manager|product management|product owner|product lead|pm|po"
    "|product|apm|cpo",
    "designer": "designer|design|ux|ui|ux designer|ui designer|ui ux designer|ux ui designer"
    "|product designer|product design|interaction designer|visual designer|service designer"
    "|ux design",
    "researcher": "researcher|research|ux researcher|user researcher|user research|ux research"
    "|design researcher",
    "engineer": "engineer|engineering|developer|development|dev|programmer|coder|software engineer"
    "|software developer|frontend|front end|backend|back end|frontend developer|backend developer"
    "|front end developer|back end developer|front end engineer|back end engineer"
    "|frontend engineer|backend engineer|full stack developer|full stack engineer|swe|tech",
    "salesperson": "salesperson|salespeople|sales|seller|sales rep|sales representative"
    "|account executive|account manager|ae|sales manager|sales person",
    "support agent": "support agent|support|customer support|customer service|service agent"
    "|support engineer|help desk|helpdesk|customer care",
}
_KNOWN = {form: name for name, forms in _NAMES.items() for form in forms.split("|")}


class Side(StrEnum):
    """Whose voice a note on a role's map is: of that role, of another, or nobody knows."""

    THEMSELVES = "themselves"
    OTHERS = "others"
    UNKNOWN = "unknown"


def plain(role: str) -> str:
    """The role without rank, case and number; the usual name where it is one of several."""
    words = [word for word in re.findall(r"[^\W_]+", role.casefold()) if word not in _RANKS]
    told = " ".join(words)
    return _KNOWN.get(told) or _KNOWN.get(told.removesuffix("s"), told.removesuffix("s"))


def side_of(role: str, centre: str, decided: Mapping[str, bool]) -> Side:
    """Where a note stands whose writer does `role`, on a map with the role `centre`.

    `decided` is what a person said of roles, by their plain name: whether it is the centre's.
    """
    told = plain(role)
    if not told:
        return Side.UNKNOWN
    own = decided.get(told, told == plain(centre))
    return Side.THEMSELVES if own else Side.OTHERS
