"""What others do, as it happens."""

from django.urls import path

from firsthand.web.live import views

urlpatterns = [path("live/", views.live, name="live")]
