"""The addresses that are open to everybody, without signing in, under /public/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import public

urlpatterns = [
    path("", public.page, name="public"),
    path("measures/", public.measures, name="public-measures"),
    path("measures/<path:ref>/", public.measure, name="public-measure"),  # a reference may have a slash
    path("figures.<slug:ending>", public.data, name="public-data"),
    path("summary/", public.summary, name="public-summary"),
    path("summary/<slug:name>/", public.summary_file, name="public-summary-file"),
    path("years/", public.annual, name="public-annual"),
    path("years/<int:year>/<slug:name>/", public.annual_file, name="public-annual-file"),
    path("papers/<int:pk>/", public.paper, name="public-paper"),
    path("papers/<int:pk>/<slug:name>/", public.paper_file, name="public-paper-file"),
    path("meetings/<int:pk>/", public.meeting, name="public-meeting"),
]
