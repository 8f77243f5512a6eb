"""The nodes that a mutation adds, in an order in which each finds its place."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.exchange.rrweb.nodes import Made, Nodes
from firsthand.exchange.rrweb.reading import Json


def in_order(adds: Sequence[Json], nodes: Nodes) -> Iterator[Made]:
    """Builds each node once its parent, and one of those it stands between, are on the page.

    Those that never can be placed so come last, at the end of their parent, or not at all.
    """
    coming = {_id(one) for one in adds} - {None}
    waiting: dict[int, list[Json]] = defaultdict(list)
    ready = deque(adds)
    placed: set[int] = set()
    while ready:
        one = ready.popleft()
        lacking = _lacking(one, nodes, coming, placed)
        if lacking is not None:
            waiting[lacking].append(one)
        elif (made := _built(one, nodes)) is not None:
            yield made
            for id_ in _ids(made["node"]):
                placed.add(id_)
                ready.extend(waiting.pop(id_, ()))
    for some in list(waiting.values()):
        for one in some:
            if (made := _built(one, nodes)) is not None:
                yield made


def _lacking(one: Json, nodes: Nodes, coming: set[Any], placed: set[int]) -> int | None:
    """The node that is still to come and that this one has to wait for."""
    parent = one.get("parentId")
    if parent in coming and parent not in placed and not nodes.can_hold(parent):
        return parent if type(parent) is int else None
    beside = [id_ for id_ in (one.get("nextId"), one.get("previousId")) if type(id_) is int]
    if any(id_ in nodes.tags and (id_ not in coming or id_ in placed) for id_ in beside):
        return None
    return next((id_ for id_ in beside if id_ in coming and id_ not in placed), None)


def _built(one: Json, nodes: Nodes) -> Made | None:
    parent = one.get("parentId")
    if not nodes.can_hold(parent) or type(parent) is not int:
        nodes.left["node without a place"] += 1
        return None
    node = nodes.built(one.get("node"), parent)
    if node is None:
        return None
    beside = {
        key: one[key]
        for key in ("nextId", "previousId")
        if type(one.get(key)) is int and one[key] in nodes.tags and one[key] != node["id"]
    }
    return {"parentId": parent, "node": node, **beside}


def _id(one: Json) -> Any:
    node = one.get("node")
    found = node.get("id") if isinstance(node, dict) else None
    return found if type(found) is int else None


def _ids(node: Made) -> Iterator[int]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one["id"]
        waiting += one.get("childNodes", ())
