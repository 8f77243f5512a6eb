"""Recordings made to run, load, send or lead away, each by one way; and some that only break.

`recordings(root)` gives them by name. All of them ask for addresses under `root`, where somebody
should listen, or run `SCRIPT`, which leaves its mark in the window it runs in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

type Json = dict[str, Any]

SCRIPT = "window.ran=(window.ran||0)+1;try{parent.postMessage('ran','*')}catch(e){}"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAW"
    "jR9awAAAABJRU5ErkJggg=="
)


class Page:
    """Makes nodes with numbers, and events on a clock."""

    def __init__(self) -> None:
        self.numbers = count(10)
        self.clock = count(1_700_000_000_000, 100)

    def el(
        self, tag: str, given: Mapping[str, Any] | None = None, *inside: Json, **more: Any
    ) -> Json:
        return {
            "type": 2,
            "id": next(self.numbers),
            "tagName": tag,
            "attributes": dict(given or {}),
            "childNodes": list(inside),
            **more,
        }

    def svg(self, tag: str, given: Mapping[str, Any] | None = None, *inside: Json) -> Json:
        return self.el(tag, given, *inside, isSVG=True)

    def say(self, words: str) -> Json:
        return {"type": 3, "id": next(self.numbers), "textContent": words}

    def event(self, kind: int, data: Any) -> Json:
        return {"type": kind, "data": data, "timestamp": next(self.clock)}

    def shown(
        self, *body: Json, head: Sequence[Json] = (), body_is: Mapping[str, Any] | None = None
    ) -> list[Json]:
        html = {"type": 2, "id": 2, "tagName": "html", "attributes": {}}
        top = {"type": 2, "id": 3, "tagName": "head", "attributes": {}, "childNodes": list(head)}
        main = {"type": 2, "id": 4, "tagName": "body", "attributes": dict(body_is or {})}
        main["childNodes"] = [*body, self.el("p", {}, self.say("A page."))]
        document = {"type": 0, "id": 1, "childNodes": [html | {"childNodes": [top, main]}]}
        return [
            self.event(4, {"href": "https://shop.example/", "width": 800, "height": 600}),
            self.event(2, {"node": document, "initialOffset": {"top": 0, "left": 0}}),
        ]

    def changed(self, **some: Any) -> Json:
        empty: Json = {"texts": [], "attributes": [], "removes": [], "adds": []}
        return self.event(3, {"source": 0, **empty, **some})

    def added(self, *nodes: Json, parent: int = 4) -> Json:
        return self.changed(
            adds=[{"parentId": parent, "nextId": None, "node": one} for one in nodes]
        )

    def given(self, node: Json, **attributes: Any) -> Json:
        return self.changed(attributes=[{"id": node["id"], "attributes": attributes}])

    def end(self) -> Json:
        return self.event(
            3, {"source": 1, "positions": [{"x": 5, "y": 5, "id": 4, "timeOffset": 0}]}
        )


def recordings(root: str) -> dict[str, list[Any]]:
    makers = {name: made for name, made in globals().items() if name.startswith("by_")}
    found = {}
    for name, made in makers.items():
        page = Page()
        found[name.removeprefix("by_").replace("_", "-")] = [*made(page, root), page.end()]
    return found


def by_script(p: Page, root: str) -> list[Json]:
    return p.shown(p.el("script", {}, p.say(SCRIPT)), head=[p.el("SCRIPT", {}, p.say(SCRIPT))])


def by_script_elsewhere(p: Page, root: str) -> list[Json]:
    src = {"src": f"{root}/script.js"}
    return p.shown(p.el("script", src), p.el("script", src | {"type": "module"}))


def by_script_added_later(p: Page, root: str) -> list[Json]:
    script = p.el("script")
    return [*p.shown(), p.added(script), p.added(p.say(SCRIPT), parent=script["id"])]


def by_script_in_svg(p: Page, root: str) -> list[Json]:
    inline = p.svg("script", {}, p.say(SCRIPT))
    return p.shown(p.svg("svg", {}, inline, p.svg("script", {"href": f"{root}/svg.js"})))


def by_attributes_with_script(p: Page, root: str) -> list[Json]:
    broken = "data:image/png;base64,AAAA"
    return p.shown(
        p.el("img", {"src": broken, "onerror": SCRIPT}),
        p.el("img", {"src": PIXEL, "OnLoad": SCRIPT}),
        p.svg("svg", {"onload": SCRIPT}),
        p.el("details", {"open": "", "ontoggle": SCRIPT}),
        p.el("input", {"autofocus": "", "onfocus": SCRIPT}),
        p.el("style", {"onload": SCRIPT}, p.say("a{}")),
        p.el("a", {"onclick": SCRIPT}, p.say("press")),
        p.el("div", {"style": "animation: x 1ms", "onanimationstart": SCRIPT}),
        p.el("style", {}, p.say("@keyframes x{}")),
        body_is={"onload": SCRIPT, "onpageshow": SCRIPT},
    )


def by_attributes_changed_to_script(p: Page, root: str) -> list[Json]:
    link, image = p.el("a", {}, p.say("press")), p.el("img")
    return [
        *p.shown(link, image),
        p.given(link, onclick=SCRIPT, href=f"javascript:{SCRIPT}"),
        p.given(image, onerror=SCRIPT, src="data:image/png;base64,AAAA"),
    ]


def by_javascript_addresses(p: Page, root: str) -> list[Json]:
    to = f"javascript:{SCRIPT}"
    odd = f" \tjava\nscript:{SCRIPT}"
    return p.shown(
        p.el("a", {"href": to}, p.say("a")),
        p.el("a", {"href": odd}, p.say("b")),
        p.svg("svg", {}, p.svg("a", {"xlink:href": to}, p.svg("text", {}, p.say("c")))),
        p.svg("svg", {}, p.svg("a", {"href": to}, p.svg("text", {}, p.say("d")))),
        p.el("form", {"action": to}, p.el("button", {"formaction": to}, p.say("e"))),
        p.el("iframe", {"src": to}),
        p.el("object", {"data": to}),
        p.el("embed", {"src": to}),
        p.el("img", {"src": to}),
        p.el("map", {}, p.el("area", {"href": to})),
    )


def by_meta_refresh(p: Page, root: str) -> list[Json]:
    meta = {"http-equiv": "refresh", "content": f"0;url={root}/refreshed"}
    return [*p.shown(p.el("meta", meta), head=[p.el("meta", meta)]), p.added(p.el("meta", meta))]


def by_meta_policy(p: Page, root: str) -> list[Json]:
    meta = {
        "http-equiv": "Content-Security-Policy",
        "content": f"report-uri {root}/report; img-src 'none'",
    }
    return p.shown(p.el("img", {"src": f"{root}/after.png"}), head=[p.el("meta", meta)])


def by_base(p: Page, root: str) -> list[Json]:
    base = p.el("base", {"href": f"{root}/base/", "target": "_top"})
    return p.shown(
        p.el("img", {"src": "picture.png"}), p.el("a", {"href": "away"}, p.say("x")), head=[base]
    )


def by_frames(p: Page, root: str) -> list[Json]:
    inside = f"<script>parent.{SCRIPT}</script><img src='{root}/srcdoc.png'>"
    return p.shown(
        p.el("iframe", {"srcdoc": inside}),
        p.el("iframe", {"src": f"{root}/frame"}),
        p.el("iframe", {"src": f"data:text/html,<img src='{root}/data.png'>"}),
        p.el("frameset", {}, p.el("frame", {"src": f"{root}/frame2"})),
        p.el("portal", {"src": f"{root}/portal"}),
        p.el("fencedframe", {"src": f"{root}/fenced"}),
    )


def by_frames_changed(p: Page, root: str) -> list[Json]:
    frame = p.el("iframe")
    attach = {
        "type": 0,
        "id": 900,
        "childNodes": [p.el("html", {}, p.el("script", {}, p.say(SCRIPT)))],
    }
    given = {"srcdoc": f"<img src='{root}/later.png'>", "src": f"{root}/later"}
    one = {"parentId": frame["id"], "nextId": None, "node": attach}
    return [*p.shown(frame), p.given(frame, **given), p.changed(adds=[one], isAttachIframe=True)]


def by_pictures(p: Page, root: str) -> list[Json]:
    return p.shown(
        p.el("img", {"src": f"{root}/img.png"}),
        p.el("img", {"src": f"//{root.partition('//')[2]}/noscheme.png"}),
        p.el("input", {"type": "image", "src": f"{root}/input.png"}),
        p.el(
            "table",
            {"background": f"{root}/table.png"},
            p.el("tr", {}, p.el("td", {"background": f"{root}/td.png"})),
        ),
        p.svg(
            "svg", {}, p.svg("image", {"href": f"{root}/svg.png", "xlink:href": f"{root}/x.png"})
        ),
        p.el("img", {"rr_dataURL": f"{root}/rr.png"}),
        p.el("canvas", {"rr_dataURL": f"{root}/canvas.png"}),
        body_is={"background": f"{root}/body.png"},
    )


def by_picture_sets(p: Page, root: str) -> list[Json]:
    return p.shown(
        p.el("img", {"srcset": f"{root}/one.png 1x, {root}/two.png 2x"}),
        p.el(
            "picture",
            {},
            p.el("source", {"srcset": f"{root}/source.png"}),
            p.el("img", {"src": PIXEL}),
        ),
        p.el(
            "img",
            {"lowsrc": f"{root}/low.png", "dynsrc": f"{root}/dyn.png", "longdesc": f"{root}/d"},
        ),
    )


def by_pictures_changed(p: Page, root: str) -> list[Json]:
    image = p.el("img", {"src": PIXEL})
    return [
        *p.shown(image),
        p.given(image, src=f"{root}/changed.png", srcset=f"{root}/changed2.png 1x"),
    ]


def by_svg_as_data(p: Page, root: str) -> list[Json]:
    drawn = (
        "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'><script>parent."
        + SCRIPT
        + f"</script><image href='{root}/inside.png'/></svg>"
    )
    return p.shown(
        p.el("img", {"src": drawn}),
        p.el("embed", {"src": drawn}),
        p.el("object", {"data": drawn}),
        p.el(
            "a", {"href": f"data:text/html,<script>{SCRIPT}</script>", "target": "_top"}, p.say("x")
        ),
    )


def by_media(p: Page, root: str) -> list[Json]:
    return p.shown(
        p.el(
            "video",
            {
                "src": f"{root}/film.mp4",
                "poster": f"{root}/poster.png",
                "autoplay": "",
                "preload": "auto",
            },
        ),
        p.el("audio", {"src": f"{root}/sound.mp3", "autoplay": "", "preload": "auto"}),
        p.el(
            "video",
            {"preload": "auto", "controls": ""},
            p.el("source", {"src": f"{root}/s.mp4"}),
            p.el("track", {"src": f"{root}/t.vtt", "default": ""}),
        ),
    )


def by_objects(p: Page, root: str) -> list[Json]:
    return p.shown(
        p.el("object", {"data": f"{root}/object", "type": "text/html"}),
        p.el("embed", {"src": f"{root}/embed", "type": "text/html"}),
        p.el("applet", {"code": f"{root}/applet", "archive": f"{root}/a.jar"}),
        p.el(
            "object",
            {"codebase": root, "classid": "java:x"},
            p.el("param", {"name": "movie", "value": f"{root}/p"}),
        ),
    )


def by_links(p: Page, root: str) -> list[Json]:
    kinds = (
        *("stylesheet", "preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload"),
        *("prerender", "icon", "manifest", "import", "alternate stylesheet"),
    )
    links = [
        p.el("link", {"rel": kind, "href": f"{root}/{kind.replace(' ', '-')}", "as": "image"})
        for kind in kinds
    ]
    rules = '{"prefetch":[{"source":"list","urls":["' + root + '/speculated"]}]}'
    return p.shown(p.el("script", {"type": "speculationrules"}, p.say(rules)), head=links)


def by_links_changed(p: Page, root: str) -> list[Json]:
    link = p.el("link", {"rel": "stylesheet", "_cssText": "p{color:red}"})
    return [
        *p.shown(head=[link]),
        p.given(link, href=f"{root}/later.css", _cssText=f"@import '{root}/text.css'"),
    ]


STYLES = (
    "@import url({0}/a.css);",
    "@import '{0}/b.css' screen;",
    "@\\69mport '{0}/c.css';",
    "/**/@import/**/url(\"{0}/d.css\");",
    "p{{background:url({0}/e.png)}}",
    "p{{background:url( '{0}/f.png' )}}",
    "p{{background:u\\72l({0}/g.png)}}",
    "p{{background:\\75 \\72 \\6C({0}/h.png)}}",
    "p{{background-image:image-set('{0}/i.png' 1x)}}",
    "p{{background-image:-webkit-image-set(url({0}/j.png) 1x)}}",
    "p{{background-image:cross-fade(url({0}/k.png),url({0}/l.png))}}",
    "@font-face{{font-family:x;src:url({0}/m.woff2)}}p{{font-family:x}}",
    "p{{cursor:url({0}/n.cur),auto}}",
    "p::before{{content:url({0}/o.png)}}",
    "p{{list-style:url({0}/p.png);display:list-item}}",
    "p{{border:1px solid;border-image:url({0}/q.png) 1}}",
    "p{{mask-image:url({0}/r.svg#x);-webkit-mask-image:url({0}/s.svg)}}",
    "p{{filter:url({0}/t.svg#f)}}",
    "p{{--x:url({0}/u.png);background:var(--x)}}",
    "p{{background:src('{0}/v.png')}}",
    "p{{content:\"\n;background:url({0}/w.png)}}",
    "p{{background:url({0}/x.png",
    "@media all{{@supports (color:red){{p{{background:url({0}/y.png)}}}}}}",
    "@namespace url({0}/z);p{{background:URL({0}/aa.png)}}",
    "p{{shape-outside:url({0}/bb.png);float:left}}",
    "p{{behavior:url({0}/cc.htc);-moz-binding:url({0}/dd.xml)}}",
    "@document url({0}){{}}p{{background:url(//{1}/ee.png)}}",
    "p{{background:paint(x),element(#a),image('{0}/ff.png')}}",
)  # fmt: skip


def _styles(root: str) -> list[str]:
    return [one.format(root, root.partition("//")[2]) for one in STYLES]


def by_styles(p: Page, root: str) -> list[Json]:
    return p.shown(head=[p.el("style", {}, p.say(one)) for one in _styles(root)])


def by_styles_as_text_of_links(p: Page, root: str) -> list[Json]:
    return p.shown(
        head=[p.el("link", {"rel": "stylesheet", "_cssText": one}) for one in _styles(root)]
    )


def by_styles_changed(p: Page, root: str) -> list[Json]:
    words = [p.say("p{}") for _ in STYLES]
    texts = [{"id": one["id"], "value": css} for one, css in zip(words, _styles(root), strict=True)]
    return [*p.shown(head=[p.el("style", {}, one) for one in words]), p.changed(texts=texts)]


def by_styles_in_pieces(p: Page, root: str) -> list[Json]:
    split = (
        ("@imp", f"ort '{root}/pieces.css';"),
        ("@import ", f"'{root}/two.css';"),
        ("p{background:u", f"rl({root}/three.png)}}"),
    )
    whole = [p.el("style", {}, *(p.say(part) for part in parts)) for parts in split]
    late = p.el("style")
    pieces = [p.say("@import /*"), p.say(f"*/ url({root}/four.css);")]
    return [*p.shown(head=[*whole, late]), *(p.added(one, parent=late["id"]) for one in pieces)]


def by_style_attributes(p: Page, root: str) -> list[Json]:
    styles = (
        f"background:url({root}/a.png)",
        f"background:u\\72l('{root}/b.png')",
        f"list-style:url({root}/c.png);display:list-item",
        f"background-image:image-set('{root}/d.png' 1x)",
    )
    return p.shown(*(p.el("div", {"style": one}, p.say("x")) for one in styles))


def by_style_attributes_changed(p: Page, root: str) -> list[Json]:
    one, two = p.el("div", {}, p.say("x")), p.el("div", {}, p.say("y"))
    parts = {
        "background-image": [f"url({root}/parts.png)", "important"],
        "cursor": f"url({root}/c.cur), auto",
    }
    return [
        *p.shown(one, two),
        p.given(one, style=f"background:url({root}/all.png)"),
        p.given(two, style=parts),
    ]


def by_rules(p: Page, root: str) -> list[Json]:
    style = p.el("style", {}, p.say("p{color:red}"))
    rules = [{"rule": one, "index": 0} for one in _styles(root)]
    worn = {
        "property": "background-image",
        "value": f"url({root}/declared.png)",
        "priority": "important",
    }
    return [
        *p.shown(head=[style]),
        p.event(3, {"source": 8, "id": style["id"], "adds": rules, "removes": []}),
        p.event(3, {"source": 13, "id": style["id"], "index": [0], "set": worn}),
    ]


def by_adopted_styles(p: Page, root: str) -> list[Json]:
    rules = [{"rule": one, "index": 0} for one in _styles(root)]
    return [
        *p.shown(),
        p.event(
            3, {"source": 15, "id": 1, "styles": [{"styleId": 1, "rules": rules}], "styleIds": [1]}
        ),
        p.event(
            3,
            {
                "source": 8,
                "styleId": 1,
                "adds": [],
                "removes": [],
                "replace": f"p{{background:url({root}/replaced.png)}}",
            },
        ),
    ]


def by_svg(p: Page, root: str) -> list[Json]:
    to = f"javascript:{SCRIPT}"
    inside = p.el(
        "body", {}, p.el("script", {}, p.say(SCRIPT)), p.el("img", {"src": f"{root}/foreign.png"})
    )
    link = p.svg(
        "a",
        {"href": "#"},
        p.svg("animate", {"attributeName": "href", "values": to, "dur": "1ms", "fill": "freeze"}),
        p.svg("text", {"y": "9"}, p.say("x")),
    )
    return p.shown(
        p.svg(
            "svg",
            {},
            p.svg("use", {"href": f"{root}/sprite.svg#a", "xlink:href": f"{root}/sprite2.svg#a"}),
        ),
        p.svg("svg", {}, p.svg("foreignObject", {}, inside)),
        p.svg(
            "svg",
            {},
            link,
            p.svg("set", {"attributeName": "onclick", "to": SCRIPT, "onbegin": SCRIPT}),
        ),
        p.svg(
            "svg",
            {},
            p.svg(
                "rect",
                {
                    "fill": f"url({root}/fill.svg#a)",
                    "filter": f"url({root}/f.svg#a)",
                    "mask": f"url({root}/m.svg#a)",
                },
            ),
        ),
        p.svg(
            "svg",
            {},
            p.svg("feImage", {"href": f"{root}/fe.png"}),
            p.svg("handler", {"ev:event": "load"}, p.say(SCRIPT)),
        ),
        p.svg(
            "svg",
            {},
            p.svg(
                "style", {}, p.say(f"@import url({root}/svg.css);rect{{fill:url({root}/s.svg)}}")
            ),
        ),
    )


def by_mathml(p: Page, root: str) -> list[Json]:
    to = f"javascript:{SCRIPT}"
    return p.shown(
        p.el("math", {"href": to}, p.el("mtext", {}, p.el("img", {"src": f"{root}/math.png"}))),
        p.el("maction", {"actiontype": "statusline#x", "xlink:href": to}, p.say("x")),
        p.el("annotation-xml", {"encoding": "text/html"}, p.el("script", {}, p.say(SCRIPT))),
    )


def by_forms(p: Page, root: str) -> list[Json]:
    send = p.el(
        "button",
        {"type": "submit", "formaction": f"{root}/formaction", "formtarget": "_top"},
        p.say("x"),
    )
    return p.shown(
        p.el("form", {"action": f"{root}/action", "method": "post", "target": "_top"}, send),
        p.el(
            "form",
            {"action": f"{root}/get"},
            p.el("input", {"name": "q", "value": "x"}),
            p.el("input", {"type": "submit"}),
        ),
        p.el(
            "form", {"action": f"{root}/dialog", "method": "dialog"}, p.el("button", {}, p.say("y"))
        ),
    )


def by_ways_out(p: Page, root: str) -> list[Json]:
    out = ("_self", "_top", "_parent", "_blank")
    links = [
        p.el(
            "a",
            {"href": f"{root}/{one}", "target": one, "ping": f"{root}/ping", "rel": "opener"},
            p.say(one),
        )
        for one in out
    ]
    load = p.el("a", {"href": f"{root}/load.exe", "download": "x"}, p.say("d"))
    area = p.el("area", {"href": f"{root}/area", "coords": "0,0,9,9", "shape": "rect"})
    return p.shown(*links, load, p.el("map", {"name": "m"}, area))


def by_templates_and_shadows(p: Page, root: str) -> list[Json]:
    inside = [
        p.el("script", {}, p.say(SCRIPT)),
        p.el("img", {"src": f"{root}/shadow.png", "onerror": SCRIPT}),
    ]
    inside.append(p.el("style", {}, p.say(f":host{{background:url({root}/host.png)}}")))
    template = p.el(
        "template", {"shadowrootmode": "open"}, p.el("img", {"src": f"{root}/template.png"})
    )
    host = p.el("div", {}, *(one | {"isShadow": True} for one in inside), isShadowHost=True)
    slotted = p.el("div", {}, template)
    style = p.el("style", {}, p.say(f"p{{background:url({root}/late.png)}}"), isShadow=True)
    return [*p.shown(host, slotted, p.el("x-y", {"is": "x-z"})), p.added(style, parent=host["id"])]


def by_polluted_names(p: Page, root: str) -> list[Json]:
    bad = {"onclick": SCRIPT, "src": f"{root}/proto.png"}
    node = p.el("img", {"__proto__": bad, "constructor": bad, "prototype": "x", "toString": "x"})
    node["__proto__"] = {"isShadowHost": True}
    odd = p.el(
        "div",
        {
            " onclick": SCRIPT,
            "on\x00click": SCRIPT,
            "ONCLICK": SCRIPT,
            "x:onclick": SCRIPT,
            "xlink:HREF": f"{root}/x",
        },
        p.say("x"),
    )
    return [
        *p.shown(node, odd),
        p.changed(
            attributes=[
                {"id": "__proto__", "attributes": bad},
                {"id": node["id"], "attributes": {"__proto__": bad, "style": {"__proto__": bad}}},
            ]
        ),
        p.changed(
            adds=[
                {
                    "parentId": "__proto__",
                    "nextId": "constructor",
                    "node": {
                        "id": "__proto__",
                        "type": 2,
                        "tagName": "script",
                        "attributes": {},
                        "__proto__": bad,
                    },
                }
            ]
        ),
        p.event(
            3,
            {
                "source": 15,
                "id": "__proto__",
                "styles": [{"styleId": "__proto__", "rules": []}],
                "styleIds": ["__proto__"],
            },
        ),
    ]


def by_names_of_the_document_s_own(p: Page, root: str) -> list[Json]:
    names = (
        "createElement",
        "adoptedStyleSheets",
        "documentElement",
        "firstChild",
        "defaultView",
        "body",
        "URL",
    )
    taken = [p.el("img", {"name": one, "id": one}) for one in names]
    methods = (
        "setAttribute",
        "parentNode",
        "insertBefore",
        "removeChild",
        "nodes",
        "style",
        "childNodes",
        "attachShadow",
    )
    form = p.el(
        "form",
        {"name": "parent", "id": "parent"},
        *(p.el("input", {"name": one, "id": one}) for one in methods),
    )
    return [
        *p.shown(*taken, form),
        p.added(p.el("b", {}, p.say("x")), parent=form["id"]),
        p.given(form, title="y"),
    ]


def by_markup_in_words(p: Page, root: str) -> list[Json]:
    script = f"<script>{SCRIPT}</script>"
    image = f'<img src={root}/words.png onerror="{SCRIPT}">'
    markup = f"</style></title></textarea>{script}{image}"
    body = [
        p.el(tag, {}, p.say(markup))
        for tag in ("p", "textarea", "title", "style", "noscript", "xmp", "plaintext", "option")
    ]
    field = p.el("input", {"value": markup, "placeholder": markup, "title": markup})
    cdata = {"type": 4, "id": 800, "textContent": markup}
    comment = {"type": 5, "id": 801, "textContent": f"--><script>{SCRIPT}</script>"}
    name = {"type": 1, "id": 802, "name": markup, "publicId": markup, "systemId": f"{root}/dtd"}
    return [
        *p.shown(*body, field, cdata, comment, name),
        p.event(3, {"source": 5, "id": field["id"], "text": markup, "isChecked": False}),
        p.event(5, {"tag": markup, "payload": {"href": f"javascript:{SCRIPT}"}}),
        p.event(6, {"plugin": markup, "payload": {"html": markup}}),
        p.event(4, {"href": f"javascript:{SCRIPT}", "width": 800, "height": 600}),
    ]


def by_noscript(p: Page, root: str) -> list[Json]:
    inside = [
        p.el("img", {"src": f"{root}/noscript.png"}),
        p.el("meta", {"http-equiv": "refresh", "content": f"0;{root}/n"}),
    ]
    return p.shown(p.el("noscript", {}, *inside))


def by_unknown_elements(p: Page, root: str) -> list[Json]:
    tags = (
        "bgsound",
        "keygen",
        "isindex",
        "layer",
        "ilayer",
        "xml",
        "x:script",
        "svg:script",
        "html:img",
        "image",
        "blink",
        "marquee",
        "nextid",
        "webview",
        "model",
    )
    return p.shown(
        *(
            p.el(
                tag,
                {
                    "src": f"{root}/{tag}",
                    "href": f"{root}/{tag}",
                    "data": f"{root}/{tag}",
                    "onstart": SCRIPT,
                },
            )
            for tag in tags
        )
    )


def by_wrong_types(p: Page, root: str) -> list[Any]:
    junk: list[Any] = [
        None,
        True,
        -1,
        1.5,
        "x",
        [],
        {},
        [[]],
        {"id": None},
        2**60,
        {"x": {"y": []}},
    ]
    events = p.shown(
        p.el("div", {"style": ["x"], "class": {"a": 1}, "id": 7, "title": None}), *junk
    )  # type: ignore[arg-type]
    for source in range(-1, 18):
        for one in junk:
            data = dict.fromkeys(
                (
                    "texts",
                    "attributes",
                    "removes",
                    "adds",
                    "positions",
                    "ranges",
                    "id",
                    "index",
                    "styles",
                    "styleIds",
                    "text",
                    "x",
                    "y",
                    "type",
                    "rule",
                ),
                one,
            )
            events.append(p.event(3, {**data, "source": source}))
    for one in junk:
        for name in ("texts", "attributes", "removes", "adds"):
            entry = {
                "id": 4,
                "parentId": 4,
                "node": one,
                "value": one,
                "attributes": one,
                "nextId": one,
            }
            events.append(p.changed(**{name: [one, entry]}))
        events += [p.event(kind, one) for kind in (0, 1, 3, 4, 5, 6, 99, -1)]
    return events


def by_deep_nesting(p: Page, root: str) -> list[Json]:
    inmost = p.el("img", {"src": f"{root}/deep.png", "onerror": SCRIPT})
    for _ in range(450):
        inmost = p.el("div", {}, inmost)
    return p.shown(inmost)


def by_circles_and_gaps(p: Page, root: str) -> list[Json]:
    one = p.el("div")
    itself = {"type": 2, "id": one["id"], "tagName": "div", "attributes": {}, "childNodes": [one]}
    a, b = p.el("i"), p.el("b")
    waits = [
        {"parentId": b["id"], "nextId": None, "node": a},
        {"parentId": a["id"], "nextId": None, "node": b},
    ]
    beside = [
        {"parentId": 4, "nextId": 701, "node": p.el("u") | {"id": 700}},
        {"parentId": 4, "nextId": 700, "node": p.el("u") | {"id": 701}},
    ]
    return [
        *p.shown(one),
        p.added(itself, parent=one["id"]),
        p.changed(adds=waits),
        p.changed(adds=beside),
        p.added(p.el("script", {}, p.say(SCRIPT)), parent=987654),
        p.changed(
            removes=[{"id": 1, "parentId": 0}, {"id": 2, "parentId": 1}, {"id": 2, "parentId": 1}]
        ),
        p.added(p.el("html", {}, p.el("body")), parent=1),
        p.changed(
            texts=[{"id": 424242, "value": "x"}],
            attributes=[{"id": 424242, "attributes": {"onclick": SCRIPT}}],
        ),
    ]


def by_flood(p: Page, root: str) -> list[Json]:
    node = p.el("div", {}, p.say("x"))
    floods = [
        p.given(
            node, **{"data-n": str(n), "onclick": SCRIPT, "style": f"background:url({root}/{n})"}
        )
        for n in range(8000)
    ]
    return [*p.shown(node), *floods, p.added(*(p.el("i") for _ in range(8000)))]
