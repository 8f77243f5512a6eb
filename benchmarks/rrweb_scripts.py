"""Small recordings from lines of script, as rrweb writes them.

A script is acts divided by `;`, each with its second: `1 click save; 1.3 text status Saved`.
All are played on one page, an invented shop. `gold/recordings.tsv` holds scripts with what a
careful watcher would note and at which second: they were written, and committed, before any rule.
Each is a small story; beside the cases stand those that look like them and are none.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from csv import DictReader
from pathlib import Path
from typing import Any, NamedTuple

type Json = dict[str, Any]

GOLD = Path(__file__).parent / "gold" / "recordings.tsv"
HARD = GOLD.with_name("recordings-hard.tsv")  # what the rules may get wrong; for no rule to follow

BEGAN = 1_700_000_000_000
DOCUMENT, ELEMENT, TEXT = 0, 2, 3
PLACES = 40  # pixels from one element to the next

# Each element of the page: its key, tag, words and attributes.
SHOP: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("title", "h1", "Orders of today", {}),
    ("home", "a", "Home", {"href": "https://shop.example/"}),
    ("orders", "a", "Orders", {"href": "https://shop.example/orders"}),
    ("manual", "a", "Manual", {"href": "https://shop.example/manual", "target": "_blank"}),
    ("export", "a", "Export", {"href": "https://shop.example/x.csv", "download": ""}),
    ("mail-us", "a", "Write to us", {"href": "mailto:desk@shop.example"}),
    ("tab-open", "div", "Open", {"role": "tab", "aria-selected": "true", "tabindex": "0"}),
    ("tab-sent", "div", "Sent", {"role": "tab", "aria-selected": "false", "tabindex": "0"}),
    ("tab-old", "div", "Old", {"role": "tab", "aria-selected": "false", "tabindex": "0"}),
    ("save", "button", "Save", {}),
    ("off", "button", "Delete", {"disabled": ""}),
    ("plus", "button", "+", {"aria-label": "One more"}),
    ("next", "button", "Next", {}),
    ("menu", "button", "Menu", {"aria-expanded": "false"}),
    ("details", "button", "Details", {}),
    ("status", "p", "Nothing yet", {}),
    ("clock", "p", "0", {}),
    ("prose", "p", "Whatever is ordered before noon leaves the house on the same day.", {}),
    ("card", "div", "Coffee, 250 g", {"class": "product-card"}),
    ("tile", "div", "Tea, 100 g", {"style": "cursor: pointer; color: black"}),
    ("pseudo", "span", "Learn more", {"class": "btn btn-quiet"}),
    ("blue", "span", "delivery terms", {"style": "text-decoration: underline; color: blue"}),
    ("picture", "img", "", {"alt": "A bag of coffee", "src": "https://shop.example/bag.png"}),
    ("count", "strong", "3", {}),
    ("name", "input", "", {"aria-label": "Name"}),
    ("street", "input", "", {"placeholder": "Street and number"}),
    ("agree", "input", "", {"type": "checkbox", "aria-label": "I agree"}),
    ("size", "select", "", {"aria-label": "Size"}),
    ("send", "button", "Send the order", {"type": "submit"}),
    ("blank", "main", "", {}),
)


class Labelled(NamedTuple):
    """A story, its script, and what is to be found: the act's name and the second."""

    story: str
    script: str
    found: tuple[tuple[str, float], ...]


def labelled(of: Path = GOLD) -> list[Labelled]:
    with of.open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file, delimiter="\t", quoting=3))
    return [Labelled(one["story"], one["script"], tuple(_found(one["found"]))) for one in rows]


def _found(told: str) -> Iterator[tuple[str, float]]:
    for one in told.split():
        act, _, second = one.partition("@")
        yield act, float(second)


def recording(script: str) -> list[Json]:
    """The events of the script, the page's first picture before them."""
    return list(_Writer().written(script))


class _Writer:
    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.last = 0

    def written(self, script: str) -> Iterator[Json]:
        yield from self._picture(0.0, "https://shop.example/orders")
        for act in sorted(filter(None, map(str.strip, script.split(";"))), key=_second):
            at, verb, *rest = shlex.split(act)
            yield from self._act(float(at), verb, rest)

    def _act(self, at: float, verb: str, rest: list[str]) -> Iterator[Json]:
        acts: Mapping[str, Callable[..., Iterator[Json]]] = {
            "click": self._click,
            "text": self._text,
            "attr": self._attribute,
            "add": self._add,
            "remove": self._remove,
            "input": self._input,
            "check": self._check,
            "move": self._move,
            "go": self._picture,
        }
        if verb in acts:
            yield from acts[verb](at, *rest)
        else:
            yield from self._plain(at, verb, *rest)

    def _picture(self, at: float, href: str) -> Iterator[Json]:
        self.ids = {}
        body = self._element("body", "body", "", {})
        body["childNodes"] = [self._element(*one) for one in SHOP]
        head = self._element("head", "head", "", {})
        html = self._element("html", "html", "", {})
        html["childNodes"] = [head, body]
        document = {"type": DOCUMENT, "id": self._new(), "childNodes": [html]}
        yield _event(at, 4, {"href": href, "width": 1000, "height": 1400})
        top = {"top": 0, "left": 0}
        yield _event(at, 2, {"node": document, "initialOffset": top})

    def _element(self, key: str, tag: str, words: str, attributes: dict[str, str]) -> Json:
        self.ids[key] = self._new()
        inside = []
        if words:
            self.ids[f"{key} words"] = self._new()
            inside = [{"type": TEXT, "id": self.ids[f"{key} words"], "textContent": words}]
        return {
            "type": ELEMENT,
            "id": self.ids[key],
            "tagName": tag,
            "attributes": dict(attributes),
            "childNodes": inside,
        }

    def _new(self) -> int:
        self.last += 1
        return self.last

    def _where(self, key: str) -> Json:
        place = _KEYS.index(key) if key in _KEYS else 0
        return {"id": self.ids[key], "x": 60, "y": 20 + PLACES * place}

    def _click(self, at: float, key: str, right: str = "0") -> Iterator[Json]:
        where = self._where(key)
        where["x"] += int(right)
        for kind, before in ((1, 0.08), (0, 0.0), (2, 0.0)):
            yield _event(at - before, 3, {"source": 2, "type": kind, **where})

    def _text(self, at: float, key: str, words: str) -> Iterator[Json]:
        yield self._mutation(at, texts=[{"id": self.ids[f"{key} words"], "value": words}])

    def _attribute(self, at: float, key: str, *pairs: str) -> Iterator[Json]:
        given = {name: value for name, _, value in (one.partition("=") for one in pairs)}
        yield self._mutation(at, attributes=[{"id": self.ids[key], "attributes": given}])

    def _add(self, at: float, key: str, tag: str, words: str = "", *pairs: str) -> Iterator[Json]:
        given = {name: value for name, _, value in (one.partition("=") for one in pairs)}
        parent = given.pop("in", "body")
        node = self._element(key, tag, words, given)
        adds = [{"parentId": self.ids[parent], "nextId": None, "node": {**node, "childNodes": []}}]
        adds += [
            {"parentId": node["id"], "nextId": None, "node": one} for one in node["childNodes"]
        ]
        yield self._mutation(at, adds=adds)

    def _remove(self, at: float, key: str) -> Iterator[Json]:
        yield self._mutation(at, removes=[{"parentId": self.ids["body"], "id": self.ids[key]}])

    def _mutation(self, at: float, **some: list[Json]) -> Json:
        empty: Json = {"texts": [], "attributes": [], "removes": [], "adds": []}
        return _event(at, 3, {"source": 0, **empty, **some})

    def _input(self, at: float, key: str, text: str) -> Iterator[Json]:
        yield _event(at, 3, {"source": 5, "id": self.ids[key], "text": text, "isChecked": False})

    def _check(self, at: float, key: str) -> Iterator[Json]:
        yield _event(at, 3, {"source": 5, "id": self.ids[key], "text": "on", "isChecked": True})

    def _move(self, at: float, key: str) -> Iterator[Json]:
        yield _event(at, 3, {"source": 1, "positions": [{**self._where(key), "timeOffset": 0}]})

    def _plain(self, at: float, verb: str, key: str = "") -> Iterator[Json]:
        if verb in ("focus", "blur"):
            kind = 5 if verb == "focus" else 6
            yield _event(at, 3, {"source": 2, "type": kind, "id": self.ids[key]})
        elif verb == "scroll":
            yield _event(at, 3, {"source": 3, "id": 1, "x": 0, "y": int(key)})
        elif verb == "resize":
            yield _event(at, 3, {"source": 4, "width": int(key), "height": 1400})
        elif verb == "mark":
            chosen = {"start": self.ids[f"{key} words"], "startOffset": 0}
            chosen |= {"end": self.ids[f"{key} words"], "endOffset": 5}
            yield _event(at, 3, {"source": 14, "ranges": [chosen]})
        elif verb == "url":
            yield _event(at, 5, {"tag": "$url_changed", "payload": {"href": key}})
        elif verb == "rule":
            added = [{"rule": ".a { color: red }", "index": 0}]
            yield _event(at, 3, {"source": 8, "id": self.ids["head"], "adds": added})
        elif verb == "touch":
            yield _event(at, 3, {"source": 2, "type": 7, **self._where(key)})
            yield _event(at, 3, {"source": 2, "type": 9, **self._where(key)})
        else:
            raise ValueError(verb)


_KEYS = tuple(one[0] for one in SHOP)


def _second(act: str) -> float:
    return float(act.split()[0])


def _event(at: float, kind: int, data: Json) -> Json:
    return {"type": kind, "data": data, "timestamp": BEGAN + round(at * 1000)}
