"""Recorded nodes to nodes that are safe to build.

A node that stays out leaves an empty comment with its number, so that what is later put before or
after it finds its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from firsthand.exchange.rrweb import allowed, css
from firsthand.exchange.rrweb.page import strings

DEEPEST = 256
MOST_NODES = 150_000  # on the page at once
LARGEST_ID = 2**53 - 1
MASK = "•"
BOX = "#box"
SHEET = "style of its own"
_PIXELS = re.compile(r"\d{1,5}(?:\.\d{1,9})?(?:px)?")

DOCUMENT, DOCTYPE, ELEMENT, TEXT, CDATA, COMMENT = range(6)

type Made = dict[str, Any]


class Nodes:
    """The nodes that are on the page, by number, with the tag each was built as."""

    def __init__(self, left: Counter[str]) -> None:
        self.left = left
        self.tags: dict[int, str] = {}
        self.above: dict[int, int] = {}
        self.inside: dict[int, list[int]] = {}
        self.hidden: set[int] = set()  # fields whose words are secret

    def picture(self, node: Any) -> Made | None:
        """The whole page; None where it is none."""
        self.tags, self.above, self.inside, self.hidden = {}, {}, {}, set()
        return self.built(node, None)

    def can_hold(self, id_: Any) -> bool:
        """Whether it is a node on the page that others can stand in."""
        tag = self.tags.get(id_, "") if type(id_) is int else ""
        return bool(tag) and tag not in ("#text", "#style", BOX, SHEET)

    def built(self, node: Any, within: int | None) -> Made | None:
        """The node and all in it; None for one without a number.

        In the order in which a replay builds them, and without calls within calls.
        """
        top: list[Made] = []
        waiting: list[tuple[Any, int | None, int, list[Made]]] = [(node, within, 0, top)]
        while waiting:
            one, parent, depth, beside = waiting.pop()
            if not isinstance(one, Mapping) or not _is_number(one.get("id")):
                self.left["broken node"] += 1
            elif depth > DEEPEST or len(self.tags) >= MOST_NODES:
                self.left["node too many"] += 1
            else:
                made = self._one(one, parent)
                beside.append(made)
                if self.can_hold(made["id"]) and isinstance(inside := one.get("childNodes"), list):
                    made["childNodes"] = []
                    waiting += [
                        (child, made["id"], depth + 1, made["childNodes"])
                        for child in reversed(inside)
                    ]
        return top[0] if top else None

    def _one(self, node: Mapping[str, Any], within: int | None) -> Made:
        kind, parent = node.get("type"), ""
        if within is not None:
            parent = self.tags.get(within, "")
            self.above[node["id"]] = within
            self.inside.setdefault(within, []).append(node["id"])
        if kind in (TEXT, CDATA):
            return self._text(node, parent)
        if kind == ELEMENT:
            return self._element(node)
        if kind == DOCUMENT and within is None:
            self.tags[node["id"]] = "#page"
            return {"type": DOCUMENT, "id": node["id"]}
        return self._gap(node)

    def _gap(self, node: Mapping[str, Any]) -> Made:
        self.tags[node["id"]] = ""
        return {"type": COMMENT, "id": node["id"]}

    def _text(self, node: Mapping[str, Any], parent: str) -> Made:
        self.tags[node["id"]] = "#style" if parent == "style" else "#text"
        return {
            "type": TEXT,
            "id": node["id"],
            "textContent": self.words(node["id"], node.get("textContent")),
        } | ({"isShadow": True} if node.get("isShadow") is True else {})

    def words(self, id_: int, words: Any) -> str:
        """The text of a text node, a style sheet's cleaned."""
        text = words if isinstance(words, str) else ""
        return css.cleaned(text, self.left) if self.tags.get(id_) == "#style" else text

    def _element(self, node: Mapping[str, Any]) -> Made:
        given = strings(node.get("attributes"))
        tag = node.get("tagName")
        drawn = node.get("isSVG") is True
        name = tag if isinstance(tag, str) else ""
        as_built = self._tag(name, drawn, given)
        if not as_built:
            return self._gap(node)
        made: Made = {"type": ELEMENT, "id": node["id"], "tagName": as_built}
        if drawn:
            made["isSVG"] = True
        small = as_built.lower()
        self.tags[node["id"]] = small
        if small == "input" and given.get("type", "").strip().lower() == "password":
            self.hidden.add(node["id"])
        if small == "form":
            given = {**given, "method": ""}
        made["attributes"] = self.attributes(node["id"], given)
        if name.lower() in allowed.BOXES and as_built == "div":
            self.tags[node["id"]] = BOX
            made["attributes"] |= _box(name.lower(), given)
            return made
        for flag in ("isShadowHost", "isShadow"):
            if node.get(flag) is True:
                made[flag] = True
        if small == "style" and "_cssText" in given:
            self.tags[node["id"]] = SHEET  # its text is said; pieces of it stay out
        return made

    def _tag(self, name: str, drawn: bool, given: Mapping[str, str]) -> str:
        """What the element is built as; empty where it stays out."""
        small = name.lower()
        if small == "link" and "_cssText" in given:
            return "style"
        if small in allowed.DROPPED or not allowed.NAME.fullmatch(name):
            self.left[_kind_of(small)] += 1
            return ""
        if drawn:
            return name if small in allowed.SVG else "g"
        if small == "canvas" and "rr_dataURL" in given:
            return "img"
        if small in allowed.BOXES:
            self.left["frame or player"] += 1
            return "div"
        known = small in allowed.HTML or allowed.CUSTOM.fullmatch(small)
        return small if known else "span"

    def attributes(self, id_: int, given: Mapping[str, str]) -> dict[str, str]:
        """Of an element's attributes those that may stand, with values that lead nowhere."""
        found = {}
        for name, value in given.items():
            kept = self.attribute(id_, name, value)
            if kept is not None:
                found["src" if name == "rr_dataURL" else name] = kept
        return found

    def attribute(self, id_: int, name: str, value: str) -> str | None:
        tag, small = self.tags[id_], name.lower()
        if small == "style":
            return css.declarations(value, self.left)
        if name == "_cssText":
            return css.cleaned(value, self.left) if tag in ("style", SHEET) else None
        if name in ("rr_width", "rr_height"):
            return value if _PIXELS.fullmatch(value) else None
        if name in ("rr_scrollLeft", "rr_scrollTop"):
            return value if value.replace(".", "", 1).isdigit() else None
        if name in ("src", "rr_dataURL") and tag == "img":
            return self._picture_of(value)
        if small == "method" and tag == "form":
            return "dialog"  # it is sent nowhere
        if small == "href" and tag == "a":
            self.left["address"] += not value.startswith("#")
            return "#"  # it looks like a link, and leads nowhere
        if not allowed.NAME.fullmatch(name) or not allowed.may_stand(small):
            self.left["script in an attribute" if small.startswith("on") else "attribute"] += 1
            return None
        if small == "value" and id_ in self.hidden:
            return MASK * min(len(value), 12)
        if small == "type" and tag in ("style", "a"):
            return None
        return css.declarations(value, self.left) if allowed.is_drawn(small) else value

    def _picture_of(self, address: str) -> str | None:
        if allowed.PICTURE_DATA.fullmatch(address.strip()):
            return address.strip()
        self.left["picture elsewhere"] += 1
        return None

    def forget(self, id_: int) -> None:
        """Takes the node and all that still stands in it off the page."""
        waiting = [id_]
        while waiting:
            gone = waiting.pop()
            self.tags.pop(gone, None)
            self.hidden.discard(gone)
            waiting += [one for one in self.inside.pop(gone, ()) if self.above.get(one) == gone]
            self.above.pop(gone, None)


def _is_number(id_: Any) -> bool:
    return type(id_) is int and 0 <= id_ <= LARGEST_ID


def _kind_of(tag: str) -> str:
    return {
        "script": "script",
        "noscript": "script",
        "link": "style sheet or file elsewhere",
        "meta": "page setting",
        "base": "page setting",
    }.get(tag, "element")


def _box(tag: str, given: Mapping[str, str]) -> dict[str, str]:
    """An empty box of the size the recording says, named for what it was."""
    kept = {"data-firsthand-was": tag}
    for name in ("width", "height"):
        value = given.get(name, "")
        if value.isdigit() and f"rr_{name}" not in given:
            kept[f"rr_{name}"] = f"{value[:5]}px"
    return kept
