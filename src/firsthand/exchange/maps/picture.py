"""A map as a picture for a slide: SVG, PDF and PNG of one layout."""

from __future__ import annotations

from firsthand.exchange.maps import paper
from firsthand.exchange.maps.layout import laid_out
from firsthand.exchange.maps.svg import written
from firsthand.method.empathy_map import EmpathyMap


def svg(drawn: EmpathyMap) -> str:
    return written(laid_out(drawn))


def pdf(drawn: EmpathyMap) -> bytes:
    return paper.pdf(laid_out(drawn))


def png(drawn: EmpathyMap) -> bytes:
    return paper.png(laid_out(drawn))
