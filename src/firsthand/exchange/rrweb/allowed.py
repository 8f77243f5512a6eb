"""What of a recorded page may be built again: everything else stays out."""

from __future__ import annotations

import re


def _named(words: str) -> frozenset[str]:
    return frozenset(words.split())


HTML = _named(
    """
    html head title body main section article header footer nav aside search h1 h2 h3 h4 h5 h6
    hgroup address div span p br hr wbr pre code blockquote q cite em strong small s u b i mark sub
    sup abbr time kbd samp var del ins bdi bdo ruby rt rp data dfn ul ol li menu dl dt dd table
    caption colgroup col thead tbody tfoot tr td th a img picture figure figcaption form fieldset
    legend label input button select option optgroup datalist textarea output progress meter details
    summary dialog slot center font tt nobr strike big style
    """
)
SVG = _named(
    """
    svg g path rect circle ellipse line polyline polygon text tspan defs lineargradient
    radialgradient stop clippath mask pattern marker symbol title desc switch filter fegaussianblur
    feoffset feblend fecolormatrix fecomposite feflood femerge femergenode fedropshadow style
    """
)
BOXES = _named("iframe frame object embed applet portal fencedframe video audio canvas map marquee")
"""Elements that hold something of their own: an empty box stands in their place."""
DROPPED = _named(
    """
    script noscript template link meta base param source track area math handler foreignobject use
    image feimage animate animatemotion animatetransform animatecolor set discard mpath listener
    frameset bgsound isindex keygen plaintext xmp listing noembed noframes
    """
)
CUSTOM = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")

ATTRIBUTES = _named(
    """
    class id title lang dir role hidden alt width height colspan rowspan span headers scope align
    valign bgcolor border cellpadding cellspacing color face size nowrap type value placeholder
    checked selected disabled readonly multiple rows cols wrap open start reversed min max step low
    high optimum datetime label media slot part popover xml:space
    """
)
DRAWN = _named(
    """
    d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy points viewbox preserveaspectratio fill stroke
    opacity transform transform-origin clip-path clip-rule mask filter offset color display
    visibility overflow cursor version rotate textlength lengthadjust spreadmethod gradientunits
    gradienttransform patternunits patterncontentunits patterntransform maskunits maskcontentunits
    clippathunits markerunits markerwidth markerheight refx refy orient vector-effect text-anchor
    dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing writing-mode
    shape-rendering text-rendering image-rendering paint-order color-interpolation-filters
    filterunits primitiveunits stddeviation in in2 result mode values operator k1 k2 k3 k4
    flood-color flood-opacity stop-color stop-opacity pathlength
    """
)
DRAWN_FAMILY = re.compile(r"(?:fill|stroke|marker|font)-[a-z-]+")
MARKED_FAMILY = re.compile(r"(?:aria|data)-[a-z0-9_.-]+")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")

PICTURE_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=.-]+)*,[\s\S]*", re.IGNORECASE)


def may_stand(name: str) -> bool:
    """Whether an attribute of that name, in small letters, can stay."""
    return name in ATTRIBUTES or is_drawn(name) or bool(MARKED_FAMILY.fullmatch(name))


def is_drawn(name: str) -> bool:
    """Whether it says how something is drawn, in words of CSS."""
    return name in DRAWN or bool(DRAWN_FAMILY.fullmatch(name))
