"""Search and Ask, in a study and over all of one's studies."""

from django.urls import path

from firsthand.web.search import ask, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("ask/", ask.ask, name="ask"),
    path("ask/question/", ask.question, name="asked-question"),
]
everywhere = [
    path("search/", views.search, name="search-all"),
    path("ask/", ask.ask, name="ask-all"),
    path("known/", ask.known, name="known"),
]
