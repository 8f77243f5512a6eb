"""Of a recording nothing is kept that could run, load, send or lead away; the rest stays."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.rrweb_scripts import recording
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile_recordings import SCRIPT, STYLES, Page, recordings

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.rrweb import css
from firsthand.exchange.rrweb.allowed import DROPPED, may_stand
from firsthand.exchange.rrweb.keeping import as_json, is_current, left_of, recleaned
from firsthand.exchange.rrweb.reading import read

ROOT = "http://127.0.0.1:9/outside"
HOSTILE = recordings(ROOT)


def cleaned(events: list[Any]) -> list[Any]:
    kept: list[Any] = json.loads(as_json(read(json.dumps(events))))["events"]
    return kept


def elements(of: Any) -> Iterator[dict[str, Any]]:
    waiting = [of]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "tagName" in one:
                yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


@pytest.mark.parametrize("name", HOSTILE)
def test_no_element_and_no_attribute_is_kept_that_is_not_named(name: str) -> None:
    for one in elements(cleaned(HOSTILE[name])):
        assert one["tagName"].lower() not in DROPPED - {"image"}
        for attribute, value in one["attributes"].items():
            own = ("style", "_cssText", "href", "src", "method", "rr_width", "rr_height")
            assert attribute in own or may_stand(attribute.lower())
            assert attribute != "href" or value == "#"
            assert attribute != "method" or value == "dialog"
            assert attribute != "src" or value.startswith("data:image/")


@pytest.mark.parametrize("name", HOSTILE)
def test_cleaning_twice_is_cleaning_once(name: str) -> None:
    once = as_json(read(json.dumps(HOSTILE[name])))
    assert recleaned(once) == once


def test_what_was_left_out_is_counted_and_can_be_read_without_the_rest() -> None:
    kept = as_json(read(json.dumps(HOSTILE["script"])))
    assert left_of(kept[:200]) == {"script": 2}
    assert is_current(kept)
    assert not is_current(kept.replace(b'{"rules":1', b'{"rules":0', 1))
    assert not is_current(b"{}")


@pytest.mark.parametrize("style", STYLES)
def test_no_style_loads_anything(style: str) -> None:
    left: Counter[str] = Counter()
    text = css.cleaned(style.format(ROOT, "127.0.0.1:9/outside"), left)
    assert "@import" not in text
    addresses = [part.split(")")[0] for part in text.lower().split("url(")[1:]]
    assert [one for one in addresses if one != '"data:,"'] == []
    assert not any(f"{name}(" in text for name in ("image-set", "src", "image", "cross-fade"))


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".md\\:w-1\\/2{width:50%}", ".md\\:w-1\\/2{width:50%}"),
        ("a{content:'\\201C'}", "a{content:'\\201C'}"),
        ("a{width:calc(100% - (2px + 1em))}", "a{width:calc(100% - (2px + 1em))}"),
        ("a{fill:url(#shade)}", 'a{fill:url("#shade")}'),
        ("@media (min-width:1px){a{b:c}}", "@media (min-width:1px){a{b:c}}"),
        ("@font-face{src:url(data:font/woff2;base64,AA==)}", None),
        ("a{background:url('data:image/png;base64,AA==')}", None),
    ],
)
def test_what_only_draws_stays(style: str, kept: str | None) -> None:
    text = css.cleaned(style, Counter()).removeprefix(css.BEGINS)
    assert text == kept if kept else "base64,AA==" in text


@given(st.text(alphabet="@import url(\"')\\;{}/*#:a69 \n\x00-", max_size=60))
@settings(max_examples=400, deadline=None)
def test_a_style_cleaned_twice_is_the_same(text: str) -> None:
    once = css.cleaned(text, Counter())
    assert css.cleaned(once, Counter()) == once


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(["id", "node", "adds", "removes", "texts", "attributes",
                                         "source", "type", "childNodes", "tagName", "parentId",
                                         "nextId", "value", "positions", "ranges", "styles",
                                         "index", "rule", "set", "property", "x", "style"]),
                        inner, max_size=5), max_leaves=20), st.integers(-1, 17))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_an_event_it_is_borne(data: Any, source: int) -> None:
    page = Page()
    step = data | {"source": source} if isinstance(data, dict) else data
    events = [*page.shown(), page.event(3, step), page.event(2, data), page.end()]
    cleaned(json.loads(json.dumps(events)))


def test_what_is_secret_is_masked() -> None:
    page = Page()
    field = page.el("input", {"type": "password", "value": "hunter2"})
    shown = page.shown(field)
    said = page.event(3, {"source": 5, "id": field["id"], "text": "hunter22", "isChecked": False})
    later = page.given(field, value="hunter23")
    kept = json.dumps(cleaned([*shown, said, later, page.end()]))
    assert "hunter" not in kept
    assert kept.count("\\u2022" * 7) == 3


def test_nodes_find_their_places_beside_what_was_left_out() -> None:
    page = Page()
    script = page.el("script", {}, page.say(SCRIPT))
    first, last = page.el("b"), page.el("i")
    add = {"parentId": 4, "nextId": script["id"], "node": first}
    kept = cleaned([*page.shown(script, last), page.changed(adds=[add]), page.end()])
    assert kept[2]["data"]["adds"][0]["nextId"] == script["id"]
    body = next(one for one in elements(kept[1]) if one["tagName"] == "body")
    assert body["childNodes"][0] == {"type": 5, "id": script["id"]}


def test_nodes_added_before_their_parents_wait_for_them() -> None:
    page = Page()
    outer, inner, beside = page.el("ul"), page.el("li"), page.el("li")
    adds = [
        {"parentId": outer["id"], "nextId": beside["id"], "node": inner},
        {"parentId": outer["id"], "nextId": None, "node": beside},
        {"parentId": 4, "nextId": None, "node": outer},
    ]
    kept = cleaned([*page.shown(), page.changed(adds=adds), page.end()])
    order = [one["node"]["id"] for one in kept[2]["data"]["adds"]]
    assert order == [outer["id"], beside["id"], inner["id"]]


def test_a_moved_node_can_still_be_changed() -> None:
    page = Page()
    words = page.say("before")
    box = page.el("p", {}, words)
    shown = page.shown(box)
    moved = page.changed(
        removes=[{"parentId": 4, "id": box["id"]}],
        adds=[
            {"parentId": 4, "nextId": None, "node": {**box, "childNodes": []}},
            {"parentId": box["id"], "nextId": None, "node": words},
        ],
    )
    later = page.changed(texts=[{"id": words["id"], "value": "after"}])
    kept = cleaned([*shown, moved, later, page.end()])
    assert kept[3]["data"]["texts"] == [{"id": words["id"], "value": "after"}]


def test_a_page_without_a_page_is_refused() -> None:
    events = recording("1 move blank")
    events[1]["data"]["node"] = "x"
    with pytest.raises(UnreadableFile, match="broken"):
        as_json(read(json.dumps(events)))
