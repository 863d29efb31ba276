"""The addresses of individual objectives: one's own, and those of the people one manages."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import objectives

urlpatterns = [
    path("my-objectives/", objectives.mine, name="objectives"),
    path("my-objectives/objectives.csv", objectives.as_csv, name="objectives-csv"),
    path("my-objectives/objectives.json", objectives.as_json, name="objectives-json"),
    path("my-team/objectives/", objectives.team, name="objectives-of-team"),
    path("objectives/of/<int:pk>/add/", objectives.add, name="objective-add"),
    path("objectives/<int:pk>/change/", objectives.change, name="objective-change"),
    path("objectives/<int:pk>/remove/", objectives.remove, name="objective-remove"),
]
