"""The addresses of assessments, of what is recognised beside them, of who was asked, and of outside sets."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import assessments, highlights, measure_sets

urlpatterns = [
    path("assessments/", assessments.index, name="assessments"),
    path("assessments/<int:round_pk>/<int:element>/", assessments.page, name="assessment"),
    path("assessments/<int:round_pk>/<int:element>/<slug:name>/", assessments.step, name="assessment-step"),
    path("assessments/<int:round_pk>/recognised/", highlights.index, name="highlights"),
    path("assessments/<int:round_pk>/recognised/add/", highlights.add, name="highlight-add"),
    path("assessments/recognised/<int:pk>/change/", highlights.change, name="highlight-change"),
    path("assessments/recognised/<int:pk>/withdraw/", highlights.withdraw, name="highlight-withdraw"),
    path("engagement/", highlights.log, name="engagement"),
    path("engagement/add/", highlights.engage, name="engagement-add"),
    path("engagement/<int:pk>/change/", highlights.change_engagement, name="engagement-change"),
    path("organisational-health/", measure_sets.perspectives, name="perspectives"),
    path("indicator-sets/", measure_sets.overview, name="indicator-sets"),
    path("indicator-sets/add/", measure_sets.add, name="indicator-set-add"),
    path("indicator-sets/of/<path:code>/", measure_sets.one, name="indicator-set"),
    path("indicator-sets/measures/<int:pk>/<slug:name>/", measure_sets.step, name="measure-fact"),
    path("indicator-sets/places/<int:pk>/end/", measure_sets.take_out, name="indicator-set-end"),
]
