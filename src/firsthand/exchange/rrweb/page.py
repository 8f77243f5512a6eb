"""The page of a recording, as far as its words and its controls go: what was on it and when.

Nothing here trusts the recording: what has not the type it should have is passed over, a node
with no place is kept apart, and no node is its own ancestor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firsthand.exchange.rrweb.reading import Json
from firsthand.method.onscreen import Effect

MOST_NODES = 400_000
_UP = 600  # levels looked upward
_ELEMENT, _TEXT = 2, 3


class Node:
    __slots__ = ("attributes", "children", "id", "parent", "tag", "text")

    def __init__(self, id_: int, tag: str, attributes: dict[str, str], text: str) -> None:
        self.id, self.tag, self.attributes, self.text = id_, tag, attributes, text
        self.parent: Node | None = None
        self.children: dict[int, Node] = {}


class Page:
    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}

    def get(self, id_: object) -> Node | None:
        return self.nodes.get(id_) if type(id_) is int else None

    def show(self, picture: Json) -> None:
        """A whole picture: whatever was before is gone."""
        self.nodes = {}
        self._add(picture.get("node"), None)

    def change(self, mutation: Json) -> tuple[Effect, ...]:
        """Applies a mutation; what is other than before."""
        effects = [effect for one in objects(mutation, "removes") for effect in self._removed(one)]
        effects += [effect for one in objects(mutation, "adds") for effect in self._added(one)]
        effects += [effect for one in objects(mutation, "texts") for effect in self._said(one)]
        effects += [
            effect for one in objects(mutation, "attributes") for effect in self._given(one)
        ]
        return tuple(effects)

    def up(self, node: Node | None) -> Iterator[Node]:
        """The node and those it stands in."""
        for _ in range(_UP):
            if node is None:
                return
            yield node
            node = node.parent

    def _add(self, tree: Any, parent: Node | None) -> Node | None:
        """The tree as nodes, without calls within calls; returns its first."""
        first: Node | None = None
        waiting: list[tuple[Any, Node | None]] = [(tree, parent)]
        while waiting:
            one, above = waiting.pop()
            if not isinstance(one, dict) or type(one.get("id")) is not int:
                continue
            if len(self.nodes) >= MOST_NODES:
                break
            node = Node(one["id"], _tag(one), strings(one.get("attributes")), _text(one))
            self._place(node, above)
            first = first or node
            children = one.get("childNodes")
            if isinstance(children, list):
                waiting += [(child, node) for child in reversed(children)]
        return first

    def _place(self, node: Node, parent: Node | None) -> None:
        old = self.nodes.get(node.id)
        if old is not None and old.parent is not None:
            old.parent.children.pop(old.id, None)
        self.nodes[node.id] = node
        node.parent = parent
        if parent is not None:
            parent.children[node.id] = node

    def _removed(self, one: Json) -> Iterator[Effect]:
        node = self.get(one.get("id"))
        if node is None:
            return
        within = node.parent.id if node.parent else node.id
        if node.parent is not None:
            node.parent.children.pop(node.id, None)
        node.parent = None
        waiting = [node]
        while waiting:
            gone = waiting.pop()
            self.nodes.pop(gone.id, None)
            waiting += gone.children.values()
        yield Effect(node.id, within, "", "there", "")

    def _added(self, one: Json) -> Iterator[Effect]:
        parent = self.get(one.get("parentId"))
        if parent is None:
            return
        came = one.get("node")
        if isinstance(came, dict) and any(above.id == came.get("id") for above in self.up(parent)):
            return  # a node in itself
        node = self._add(came, parent)
        if node is not None:
            yield Effect(node.id, parent.id, "", "", "there")

    def _said(self, one: Json) -> Iterator[Effect]:
        node = self.get(one.get("id"))
        value = one.get("value")
        if node is not None and isinstance(value, str) and value != node.text:
            yield Effect(node.id, node.id, "text", node.text, value)
            node.text = value

    def _given(self, one: Json) -> Iterator[Effect]:
        node = self.get(one.get("id"))
        given = one.get("attributes")
        if node is None or not isinstance(given, dict):
            return
        for name, value in given.items():
            before, after = node.attributes.get(name, ""), _value(value)
            if before != after:
                yield Effect(node.id, node.id, str(name), before, after)
            if value is None:
                node.attributes.pop(name, None)
            else:
                node.attributes[name] = after


def objects(of: Json, name: str) -> Sequence[Json]:
    """The objects in a list of that name; none where it is no list."""
    found = of.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def strings(of: Any) -> dict[str, str]:
    given = of if isinstance(of, Mapping) else {}
    return {name: _value(value) for name, value in given.items() if isinstance(name, str)}


def number(of: Json, name: str) -> float:
    """A number that can be a place; 0 where there is none."""
    found = of.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return 0.0
    return float(found) if abs(found) < 1e7 else 0.0


def _tag(one: Json) -> str:
    tag = one.get("tagName")
    return tag.lower() if one.get("type") == _ELEMENT and isinstance(tag, str) else ""


def _text(one: Json) -> str:
    text = one.get("textContent")
    return text if one.get("type") == _TEXT and isinstance(text, str) else ""


def _value(value: Any) -> str:
    if isinstance(value, dict):  # a style, as its parts that changed
        return "; ".join(f"{name}: {_part(part)}" for name, part in value.items())
    return value if isinstance(value, str) else "" if value is None else str(value)


def _part(part: Any) -> str:
    first = part[0] if isinstance(part, list) and part else part
    return first if isinstance(first, str) else ""
