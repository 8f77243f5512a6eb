"""The events of a recording to signs: what was done, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from firsthand.exchange.rrweb.elements import control_of, in_words
from firsthand.exchange.rrweb.page import Node, Page, number, objects
from firsthand.exchange.rrweb.reading import Happening, Json, Kind, Mouse, Recording, Step
from firsthand.method.onscreen import Did, Effect, Looks, Sign

_SHOWN = {Step.RULE, Step.CANVAS, Step.DECLARATION, Step.ADOPTED, Step.MEDIA, Step.RESIZE}
_CURRENT = ("aria-selected", "aria-current")


def signs_of(recording: Recording) -> list[Sign]:
    """In order of time."""
    told = _Telling()
    signs = [sign for event in recording.events for sign in told.of(event)]
    return sorted(signs, key=lambda one: one.seconds)


class _Telling:
    def __init__(self) -> None:
        self.page = Page()
        self.href = ""
        self.field: int | None = None
        self.dialogs: set[int] = set()
        self.waited: tuple[int | None, str] = (None, "")  # for what, and how it is called

    def of(self, event: Happening) -> Iterator[Sign]:
        if event.kind == Kind.META:
            yield from self._goes(event.seconds, event.data.get("href"))
        elif event.kind == Kind.CUSTOM:
            yield from self._custom(event)
        elif event.kind == Kind.PICTURE:
            yield from self._picture(event)
        elif event.kind == Kind.STEP:
            yield from self._step(event.seconds, event.data)

    def _goes(self, at: float, href: Any) -> Iterator[Sign]:
        if isinstance(href, str) and href:
            self.href = href
            yield Sign(Did.GO, at, on=f"page {_short(href)}", where=href, waits=self.waits())

    def _custom(self, event: Happening) -> Iterator[Sign]:
        """Pages that change their address without loading, as tools on top of rrweb say it."""
        payload = event.data.get("payload")
        href = payload.get("href") if isinstance(payload, Mapping) else None
        if href != self.href:
            yield from self._goes(event.seconds, href)

    def _picture(self, event: Happening) -> Iterator[Sign]:
        self.page.show(event.data)
        self.field, self.dialogs, self.waited = None, set(), (None, "")
        for node in list(self.page.nodes.values()):
            self._is_dialog(node)
            if _is_current(node):
                yield self._section(event.seconds, node)

    def _step(self, at: float, data: Json) -> Iterator[Sign]:
        source = data.get("source")
        if source == Step.MUTATION:
            yield from self._mutation(at, data)
        elif source == Step.MOUSE:
            yield from self._mouse(at, data)
        elif source in (Step.MOUSE_MOVE, Step.TOUCH_MOVE, Step.DRAG):
            yield from self._moves(at, data)
        elif source == Step.INPUT:
            yield from self._input(at, data)
        elif source == Step.SCROLL:
            yield Sign(Did.SCROLL, at, waits=self.waits())
        elif source == Step.SELECTION and objects(data, "ranges"):
            yield Sign(Did.SELECT, at, waits=self.waits())
        elif source in _SHOWN:
            yield Sign(Did.CHANGE, at, effects=(_drawn(data, at),))

    def _mutation(self, at: float, data: Json) -> Iterator[Sign]:
        effects = self.page.change(data)
        if effects:
            yield Sign(Did.CHANGE, at, effects=effects)
        for effect in effects:
            node = self.page.get(effect.node)
            if node is None:
                self.dialogs.discard(effect.node)
                continue
            self._is_dialog(node)
            if effect.name in _CURRENT and _is_current(node):
                yield self._section(at, node)

    def _is_dialog(self, node: Node) -> None:
        role, tag = node.attributes.get("role", "").lower(), node.tag
        opened = "open" in node.attributes if tag == "dialog" else role.endswith("dialog")
        hidden = "hidden" in node.attributes or node.attributes.get("aria-hidden") == "true"
        (self.dialogs.add if opened and not hidden else self.dialogs.discard)(node.id)

    def _section(self, at: float, node: Node) -> Sign:
        group = node.parent.id if node.parent else node.id
        return Sign(Did.GO, at, on=in_words(self.page, node), where=str(node.id), group=group or -1)

    def _mouse(self, at: float, data: Json) -> Iterator[Sign]:
        kind, node = data.get("type"), self.page.get(data.get("id"))
        if kind in (Mouse.CLICK, Mouse.TOUCH, Mouse.DOUBLE):
            yield self._press(at, node, data)
        elif kind == Mouse.FOCUS and node is not None:
            control, looks = control_of(self.page, node)
            waits, self.field = self.waits(), node.id if looks is Looks.FIELD else None
            yield Sign(Did.FOCUS, at, node=control.id if control else 0, waits=waits)
        elif kind == Mouse.BLUR and node is not None and node.id == self.field:
            self.field = None

    def _press(self, at: float, node: Node | None, data: Json) -> Sign:
        control, looks = control_of(self.page, node)
        waits = self.waits()
        if control is not None and looks is Looks.FIELD:
            self.field = control.id
        did = Did.CLICK if data.get("type") == Mouse.CLICK else Did.TOUCH
        return Sign(
            did,
            at,
            node=control.id if control else 0,
            on=in_words(self.page, control),
            looks=looks,
            x=number(data, "x"),
            y=number(data, "y"),
            waits=waits,
        )

    def _moves(self, at: float, data: Json) -> Iterator[Sign]:
        for one in objects(data, "positions"):
            control, _looks = control_of(self.page, self.page.get(one.get("id")))
            when = at + max(-5000.0, min(0.0, number(one, "timeOffset"))) / 1000
            node = control.id if control else 0
            yield Sign(Did.MOVE, round(max(0.0, when), 3), node=node, waits=self.waits())

    def _input(self, at: float, data: Json) -> Iterator[Sign]:
        if data.get("userTriggered") is False:  # the page filled it in
            node = self.page.get(data.get("id"))
            place = node.id if node else 0
            yield Sign(Did.CHANGE, at, effects=(Effect(place, place, "value", "", "new"),))
        else:
            yield Sign(Did.INPUT, at, waits=self.waits())

    def waits(self) -> str:
        """What waits for an answer now: a dialog, or a field that is being filled in."""
        for_ = max((one for one in self.dialogs if one in self.page.nodes), default=self.field)
        node = self.page.get(for_)
        if node is None:
            return ""
        if self.waited[0] != node.id:
            self.waited = (node.id, in_words(self.page, node))
        return self.waited[1]


def _is_current(node: Node) -> bool:
    return node.attributes.get("aria-selected") == "true" or node.attributes.get(
        "aria-current", "false"
    ) not in ("false", "")


def _drawn(data: Json, at: float) -> Effect:
    """A change of how things look, which no node's own words show."""
    place = data.get("id") if type(data.get("id")) is int else 0
    assert isinstance(place, int)
    return Effect(place, place, "look", "", str(at))


def _short(href: str) -> str:
    return href if len(href) <= 80 else f"{href[:79]}…"
