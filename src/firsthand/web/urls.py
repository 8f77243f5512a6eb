"""Every address of the workspace; a study's own stand in its steps' folders."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter


class Key(IntConverter):
    """A number that a column can hold; a longer one is no address."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")

from firsthand.web import entering  # noqa: E402  (the patterns need the converter)
from firsthand.web.interview.urls import urlpatterns as interview  # noqa: E402
from firsthand.web.locate.urls import urlpatterns as locate  # noqa: E402
from firsthand.web.search.urls import everywhere  # noqa: E402
from firsthand.web.search.urls import urlpatterns as search  # noqa: E402
from firsthand.web.studies import views as studies  # noqa: E402
from firsthand.web.studies.urls import urlpatterns as study  # noqa: E402
from firsthand.web.synthesize.urls import urlpatterns as synthesize  # noqa: E402

handler404 = "firsthand.web.errors.not_found"
handler500 = "firsthand.web.errors.failed"

urlpatterns = [
    path("", studies.listed, name="studies"),
    path("studies/new/", studies.new, name="new-study"),
    path("studies/<key:key>/", include([*study, *locate, *interview, *synthesize, *search])),
    *everywhere,
    path("enter/", entering.entrance, name="entrance"),
    path("enter/<str:token>/", entering.enter, name="enter"),
]
