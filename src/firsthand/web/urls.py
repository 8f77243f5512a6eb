"""Every address of one person's workspace; `team_urls` has a team's, steps' folders a study's."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter


class Key(IntConverter):
    """A number that a column can hold; a longer one is no address."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")

from firsthand.web import entering  # noqa: E402  (the patterns need the converter)
from firsthand.web.dossier.urls import urlpatterns as dossier  # noqa: E402
from firsthand.web.empathize.urls import urlpatterns as empathize  # noqa: E402
from firsthand.web.empathy_map.brief_urls import urlpatterns as map_brief  # noqa: E402
from firsthand.web.empathy_map.urls import urlpatterns as empathy_map  # noqa: E402
from firsthand.web.findings.urls import urlpatterns as findings  # noqa: E402
from firsthand.web.interview.urls import urlpatterns as interview  # noqa: E402
from firsthand.web.live.urls import urlpatterns as live  # noqa: E402
from firsthand.web.locate.urls import urlpatterns as locate  # noqa: E402
from firsthand.web.problem.urls import urlpatterns as problem  # noqa: E402
from firsthand.web.rooms.urls import urlpatterns as rooms  # noqa: E402
from firsthand.web.search.urls import everywhere  # noqa: E402
from firsthand.web.search.urls import urlpatterns as search  # noqa: E402
from firsthand.web.studies import views as studies  # noqa: E402
from firsthand.web.studies.urls import urlpatterns as study  # noqa: E402
from firsthand.web.synthesize.urls import urlpatterns as synthesize  # noqa: E402
from firsthand.web.team.accounts import account  # noqa: E402
from firsthand.web.team.urls import urlpatterns as team  # noqa: E402
from firsthand.web.usability.urls import anywhere  # noqa: E402
from firsthand.web.usability.urls import urlpatterns as usability  # noqa: E402

handler400 = "firsthand.web.errors.not_understood"
handler404 = "firsthand.web.errors.not_found"
handler500 = "firsthand.web.errors.failed"

pages = [
    path("", studies.listed, name="studies"),
    path("studies/new/", studies.new, name="new-study"),
    path("studies/begun/", studies.begun, name="begun"),
    path(
        "studies/<key:key>/",
        include(
            [
                *study,
                *locate,
                *interview,
                *synthesize,
                *empathize,
                *empathy_map,
                *map_brief,
                *findings,
                *usability,
                *problem,
                *dossier,
                *search,
                *live,
                *team,
                *usability,
            ]
        ),
    ),
    *everywhere,
    *anywhere,
    *rooms,
    path("account/", account, name="account"),
]
urlpatterns = [
    *pages,
    path("enter/", entering.entrance, name="entrance"),
    path("enter/<str:token>/", entering.enter, name="enter"),
]
