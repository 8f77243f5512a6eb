"""What an element is, in words, and what it promises to whoever looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.exchange.rrweb.page import Node, Page
from firsthand.method.onscreen import Looks

LONGEST = 48  # characters of an element's own words
_ENOUGH = 200  # nodes looked through for words

_CONTROL_TAGS = frozenset({"button", "summary", "label", "option", "area"})
_CONTROL_ROLES = frozenset(
    {
        *("button", "link", "tab", "checkbox", "radio", "switch", "option", "treeitem"),
        *("menuitem", "menuitemcheckbox", "menuitemradio"),
    }
)
_PRESSED_INPUTS = frozenset({"button", "submit", "reset", "image", "checkbox", "radio"})
_FIELD_TAGS = frozenset({"input", "textarea", "select", "video", "audio", "iframe"})
_FIELD_ROLES = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "slider"})
_PICTURES = frozenset({"img", "svg", "picture"})
_LEADS_OUT = re.compile(r"\s*(?:mailto|tel|sms|callto|skype|whatsapp|geo|maps):", re.IGNORECASE)
_HAND = re.compile(r"cursor\s*:\s*pointer", re.IGNORECASE)
_UNDERLINED = re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline", re.IGNORECASE)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:btn|button|link|card|tile|chip|tab|icon|clickable|cta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEAR = 3  # elements upward that a look is taken from

_KINDS = {
    "a": "link",
    "button": "button",
    "summary": "button",
    "select": "list",
    "textarea": "field",
    "img": "picture",
    "svg": "picture",
    "picture": "picture",
    "label": "label",
    "option": "choice",
    "p": "paragraph",
    "body": "page",
    "html": "page",
}


def control_of(page: Page, node: Node | None) -> tuple[Node | None, Looks]:
    """The element that a press on the node is for, and what it promises."""
    for one in page.up(node):
        looks = _own(one)
        if looks is not Looks.PLAIN:
            return one, looks
    element = next((one for one in page.up(node) if one.tag), node)
    for _, one in zip(range(_NEAR), page.up(element), strict=False):
        if _looks_like_one(one):
            return one, Looks.LIKE_ONE
    return element, Looks.PLAIN


def _own(node: Node) -> Looks:
    tag, role = node.tag, node.attributes.get("role", "").lower()
    if tag == "a" and "href" in node.attributes:
        return Looks.LEADS_OUT if _is_out(node) else Looks.CONTROL
    if tag == "input" and node.attributes.get("type", "text").lower() in _PRESSED_INPUTS:
        return Looks.CONTROL
    if tag in _FIELD_TAGS or role in _FIELD_ROLES or _is_edited(node):
        return Looks.FIELD
    pressed = tag in _CONTROL_TAGS or role in _CONTROL_ROLES or "onclick" in node.attributes
    return Looks.CONTROL if pressed else Looks.PLAIN


def _is_edited(node: Node) -> bool:
    return node.attributes.get("contenteditable", "false").lower() in ("", "true", "plaintext-only")


def _is_out(link: Node) -> bool:
    given = link.attributes
    elsewhere = given.get("target", "").lower() not in ("", "_self", "_top", "_parent")
    return "download" in given or elsewhere or bool(_LEADS_OUT.match(given["href"]))


def _looks_like_one(node: Node) -> bool:
    style = node.attributes.get("style", "")
    return (
        node.tag in _PICTURES
        or node.tag == "u"
        or bool(_HAND.search(style) or _UNDERLINED.search(style))
        or bool(_CLASS.search(node.attributes.get("class", "")))
    )


def in_words(page: Page, node: Node | None) -> str:
    """`button “Save”`, `field “Name”`, `picture “A bag of coffee”`; the kind where no word is."""
    if node is None:
        return "something"
    kind, words = _kind(node), _words(page, node)
    return f"{kind} “{words}”" if words else kind


def _kind(node: Node) -> str:
    role = node.attributes.get("role", "").lower()
    if role in ("tab", "link", "button", "switch", "checkbox", "dialog"):
        return role
    if node.tag == "input":
        type_ = node.attributes.get("type", "text").lower()
        if type_ in ("checkbox", "radio"):
            return "box"
        return "button" if type_ in _PRESSED_INPUTS else "field"
    return _KINDS.get(node.tag, node.tag or "words")


def _words(page: Page, node: Node) -> str:
    given = node.attributes
    pressed = node.tag == "input" and given.get("type", "").lower() in ("button", "submit", "reset")
    names = ("aria-label", "alt", "title", "placeholder", "name", *(("value",) if pressed else ()))
    if node.tag in ("input", "textarea", "select"):
        own = _label(page, node) or next((given[name] for name in names if given.get(name)), "")
    else:
        said = " ".join(_texts(node))
        own = given.get("aria-label") or said or next((given[n] for n in names if given.get(n)), "")
    own = " ".join(own.split())
    return own if len(own) <= LONGEST else f"{own[: LONGEST - 1].rstrip()}…"


def _label(page: Page, node: Node) -> str:
    """The words of the label around a field, or of the one that names it."""
    for one in page.up(node):
        if one.tag == "label":
            return " ".join(_texts(one)).strip()
    key = node.attributes.get("id")
    if not key:
        return ""
    labels = (one for one in page.nodes.values() if one.tag == "label")
    named = (one for one in labels if one.attributes.get("for") == key)
    return next((" ".join(_texts(one)).strip() for one in named), "")


def _texts(node: Node) -> Iterator[str]:
    waiting, looked, length = [node], 0, 0
    while waiting and looked < _ENOUGH and length <= 2 * LONGEST:
        one = waiting.pop()
        looked += 1
        if one.text.strip():
            length += len(one.text)
            yield one.text[: 4 * LONGEST]
        if one.tag not in ("script", "style", "noscript"):
            waiting += reversed(one.children.values())
