"""The addresses of risks, under /risks/: the register, then one risk and what can be done with it."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import risk_steps, risks

urlpatterns = [
    path("", risks.index, name="risks"),
    path("heat-map/", risks.heat_map, name="risks-heat-map"),
    path("add/", risks.add, name="risks-add"),
    path("<str:ref>/", risks.risk, name="risk"),
    path("<str:ref>/<slug:name>/", risk_steps.step, name="risk-step"),
    path("<str:ref>/<slug:name>/<int:pk>/", risk_steps.step, name="risk-step-of-one"),
]
