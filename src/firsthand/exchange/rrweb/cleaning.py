"""A recording made harmless, for whatever it holds: the first of two lines of defence.

What comes out has the shape of rrweb's events, so far as a replay needs them, and nothing that is
not named in `allowed`: no script, no address that leads out, nothing that loads, sends or moves
the page. The second line, the sandbox with its own policy, does not rest on this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from firsthand.exchange.rrweb import css
from firsthand.exchange.rrweb.nodes import MASK, Made, Nodes
from firsthand.exchange.rrweb.ordering import in_order
from firsthand.exchange.rrweb.page import number, objects, strings
from firsthand.exchange.rrweb.reading import Happening, Json, Kind, Mouse, Recording, Step

RULES = 1
"""Raised whenever these rules become stricter: what was kept by older ones is cleaned again."""
WIDEST = 10_000
LONGEST_NOTE = 120
MOST_RULES, DEEPEST_RULE = 20_000, 8
_PROPERTY = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
_SHOWN_MOUSE = frozenset({Mouse.CLICK, Mouse.DOUBLE, Mouse.TOUCH, Mouse.DOWN, Mouse.CONTEXT_MENU})


@dataclass
class Cleaned:
    """`events` are (seconds, kind, data) in order; `left` says how often what was left out."""

    seconds: float
    events: list[tuple[float, int, Made]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


def cleaned(recording: Recording) -> Cleaned:
    made = Cleaned(recording.seconds)
    cleaner = _Cleaner(made.left)
    for event in recording.events:
        for kind, data in cleaner.of(event):
            made.events.append((event.seconds, kind, data))
    made.left = +made.left
    return made


class _Cleaner:
    def __init__(self, left: Counter[str]) -> None:
        self.left = left
        self.nodes = Nodes(left)
        self.steps: Mapping[int, Callable[[Json], Made | None]] = {
            Step.MUTATION: self._mutation,
            Step.MOUSE_MOVE: self._moves,
            Step.TOUCH_MOVE: self._moves,
            Step.DRAG: self._moves,
            Step.MOUSE: self._mouse,
            Step.SCROLL: self._scroll,
            Step.RESIZE: _size,
            Step.INPUT: self._input,
            Step.RULE: self._rules,
            Step.DECLARATION: self._declaration,
            Step.ADOPTED: self._adopted,
            Step.SELECTION: self._selection,
        }

    def of(self, event: Happening) -> Iterator[tuple[int, Made]]:
        data = event.data
        if event.kind == Kind.META:
            yield Kind.META, _size(data) | {"href": _words(data.get("href"), 2000)}
        elif event.kind == Kind.PICTURE:
            node = self.nodes.picture(data.get("node"))
            if node is not None:
                top = data.get("initialOffset")
                at = top if isinstance(top, Mapping) else {}
                place = {"left": number(at, "left"), "top": number(at, "top")}
                yield Kind.PICTURE, {"node": node, "initialOffset": place}
        elif event.kind in (Kind.CUSTOM, Kind.PLUGIN):
            key = "tag" if event.kind == Kind.CUSTOM else "plugin"
            yield event.kind, {key: _words(data.get(key), LONGEST_NOTE)}
        elif event.kind == Kind.STEP:
            source = data.get("source")
            step = self.steps.get(source) if type(source) is int else None
            found = step(data) if step else None
            if found is not None and type(source) is int:
                yield Kind.STEP, {"source": int(source), **found}

    def _mutation(self, data: Json) -> Made:
        removes: list[int] = [
            one["id"] for one in objects(data, "removes") if self._known(one.get("id"))
        ]
        for id_ in removes:
            self.nodes.forget(id_)
        adds = list(in_order(objects(data, "adds"), self.nodes))
        texts = [
            {"id": one["id"], "value": self.nodes.words(one["id"], one.get("value"))}
            for one in objects(data, "texts")
            if self._known(one.get("id")) and self.nodes.tags[one["id"]] in ("#text", "#style")
        ]
        attributes = [
            {"id": one["id"], "attributes": given}
            for one in objects(data, "attributes")
            if self._is_element(one.get("id"))
            and (given := self._given(one["id"], one.get("attributes")))
        ]
        gone = [{"id": id_} for id_ in removes]
        return {"removes": gone, "adds": adds, "texts": texts, "attributes": attributes}

    def _known(self, id_: Any) -> bool:
        return type(id_) is int and id_ in self.nodes.tags

    def _is_element(self, id_: Any) -> bool:
        return self._known(id_) and self.nodes.tags[id_][:1] not in ("", "#")

    def _given(self, id_: int, given: Any) -> Made:
        """Attributes that changed: a value, None where it went, or a style's parts."""
        found: Made = {}
        for name, value in given.items() if isinstance(given, Mapping) else ():
            if not isinstance(name, str):
                continue
            if name.lower() == "style" and isinstance(value, Mapping):
                found["style"] = self._style(value)
            elif value is None or value is False:
                if self.nodes.attribute(id_, name, "") is not None or name == "src":
                    found[name] = None
            else:
                found |= self.nodes.attributes(id_, strings({name: value}))
        return found

    def _style(self, parts: Mapping[str, Any]) -> Made:
        """By property its value and priority, False where it went."""
        found: Made = {}
        for name, part in parts.items():
            value, priority = [*part, "", ""][:2] if isinstance(part, list) else (part, "")
            if isinstance(name, str) and _PROPERTY.fullmatch(name):
                said = css.declarations(value, self.left) if isinstance(value, str) else ""
                ranked = [said, "important"] if priority == "important" else said
                found[name] = ranked if said else False
        return found

    def _moves(self, data: Json) -> Made:
        return {
            "positions": [
                {
                    "x": number(one, "x"),
                    "y": number(one, "y"),
                    "timeOffset": max(-5000.0, min(0.0, number(one, "timeOffset"))),
                }
                for one in objects(data, "positions")
            ]
        }

    def _mouse(self, data: Json) -> Made | None:
        kind = data.get("type")
        if type(kind) is not int or kind not in _SHOWN_MOUSE:
            return None
        return {"type": kind, "x": number(data, "x"), "y": number(data, "y")}

    def _scroll(self, data: Json) -> Made | None:
        id_ = data.get("id")
        if not self._known(id_):
            return None
        return {"id": id_, "x": number(data, "x"), "y": number(data, "y")}

    def _input(self, data: Json) -> Made | None:
        id_ = data.get("id")
        if not self._is_element(id_):
            return None
        assert isinstance(id_, int)
        text = data.get("text")
        text = text if isinstance(text, str) else ""
        if id_ in self.nodes.hidden:
            text = MASK * min(len(text), 12)
        return {"id": id_, "text": text, "isChecked": data.get("isChecked") is True}

    def _rules(self, data: Json) -> Made:
        adds = objects(data, "adds")[:MOST_RULES]
        whole = data.get("replaceSync", data.get("replace"))
        return {
            **self._sheet(data),
            "removes": [
                {"index": place} for one in objects(data, "removes") if (place := _place(one))
            ],
            "adds": [made for one in adds if (made := self._rule(one))],
            "replace": css.cleaned(whole, self.left) if isinstance(whole, str) else None,
        }

    def _sheet(self, data: Json) -> Made:
        """Which sheet: of a style element, or one that was adopted."""
        names = ("id", "styleId")
        return {name: data[name] for name in names if type(data.get(name)) is int}

    def _rule(self, one: Json) -> Made | None:
        rule = one.get("rule")
        if not isinstance(rule, str):
            return None
        return {"rule": css.cleaned(rule, self.left), "index": _place(one)}

    def _declaration(self, data: Json) -> Made:
        found = self._sheet(data) | {"index": _place(data)}
        for name in ("set", "remove"):
            one = data.get(name)
            if not isinstance(one, Mapping) or not isinstance(one.get("property"), str):
                continue
            worn = self._style({one["property"]: one.get("value", "")})
            for property_, value in worn.items():
                important = {"priority": "important"} if one.get("priority") == "important" else {}
                found[name] = {"property": property_, "value": value or "", **important}
        return found

    def _adopted(self, data: Json) -> Made:
        styles = [
            {
                "styleId": one["styleId"],
                "rules": [made for each in objects(one, "rules") if (made := self._rule(each))],
            }
            for one in objects(data, "styles")
            if type(one.get("styleId")) is int
        ]
        worn = data.get("styleIds")
        ids = [one for one in worn if type(one) is int] if isinstance(worn, list) else []
        return {"id": self._sheet(data).get("id", 0), "styles": styles, "styleIds": ids}

    def _selection(self, data: Json) -> Made:
        ranges = [
            {
                "start": one["start"],
                "startOffset": number(one, "startOffset"),
                "end": one["end"],
                "endOffset": number(one, "endOffset"),
            }
            for one in objects(data, "ranges")
            if self._known(one.get("start")) and self._known(one.get("end"))
        ]
        return {"ranges": ranges}


def _size(data: Json) -> Made:
    return {name: min(WIDEST, max(1, round(number(data, name)))) for name in ("width", "height")}


def _place(one: Json) -> list[int]:
    """Where a rule stands, a number for each level; empty where nothing sound is said."""
    index = one.get("index")
    levels: list[Any] = index if isinstance(index, list) else [index]
    sound = [one for one in levels if type(one) is int and 0 <= one < MOST_RULES]
    return sound if len(sound) == len(levels) <= DEEPEST_RULE else []


def _words(said: Any, most: int) -> str:
    return " ".join(said.split())[:most] if isinstance(said, str) else ""
