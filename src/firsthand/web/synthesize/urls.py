"""Synthesize: patterns, suggestions, codes, and what people decide of them."""

from django.urls import path

from firsthand.web.synthesize import codes, patterns, quotes, statements, views

urlpatterns = [
    path("synthesize/", views.synthesize, name="synthesize"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("patterns/<key:number>/", patterns.pattern, name="pattern"),
    path("patterns/<key:number>/removal/", patterns.letting_go, name="letting-go"),
    path("patterns/acceptances/", patterns.acceptances, name="acceptances"),
    path("patterns/refusals/", patterns.refusals, name="refusals"),
    path("patterns/mergers/", patterns.mergers, name="mergers"),
    path("patterns/moves/", patterns.moves, name="moves"),
    path("patterns/belongings/", patterns.belongings, name="belongings"),
    path(
        "sources/<key:number>/places/<key:start>/to/<key:end>/",
        patterns.placing,
        name="placing",
    ),
    path("codes/", codes.codes, name="codes"),
    path("codes/<key:number>/", codes.code, name="code"),
    path("codes/<key:number>/merging/", codes.merging, name="code-merging"),
    path("codes/<key:number>/splitting/", codes.splitting, name="code-splitting"),
    path("codes/<key:number>/removal/", codes.removal, name="code-removal"),
    path("highlights/", quotes.quotes, name="quotes"),
    path("highlights/codings/", quotes.codings, name="codings"),
    path("statements/", statements.statements, name="statements"),
    path("statements/verdicts/", statements.verdicts, name="verdicts-of-several"),
    path("sources/<key:number>/verdicts/", views.verdicts, name="verdicts"),
    path("sources/<key:number>/statements/<key:start>/", views.statement, name="statement"),
]
