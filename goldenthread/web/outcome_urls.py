"""Agendas, outcomes, the tracker, changes proposed for measures, and the report on risk management."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import outcomes, proposals, risk_governance, tracked

urlpatterns = [
    # Agendas, and what came of each item
    path("agendas/", outcomes.index, name="agendas"),
    path("agendas/<int:pk>/", outcomes.agenda, name="agenda"),
    path("agendas/<int:pk>/add/", outcomes.add_item, name="agenda-item-add"),
    path("agendas/<int:pk>/confirm/<int:earlier>/", outcomes.confirm, name="agenda-confirm"),
    path("agendas/items/<int:pk>/", outcomes.item, name="agenda-item"),
    path("agendas/items/<int:pk>/<slug:name>/", outcomes.step, name="agenda-item-step"),
    path("agendas/sheets/<int:pk>/<slug:sheet>/", outcomes.sheet, name="outcome-sheet"),
    path("agendas/sheets/<int:pk>/<slug:sheet>/<slug:name>/", outcomes.sheet_file, name="outcome-file"),
    # What was asked for
    path("tracker/", tracked.tracker, name="tracker"),
    path("tracker/ask/", tracked.ask_for, name="tracker-ask"),
    path("tracker/<int:pk>/", tracked.item, name="tracker-item"),
    path("tracker/<int:pk>/<slug:name>/", tracked.step, name="tracker-step"),
    # Changes proposed for measures
    path("proposals/", proposals.index, name="proposals"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
    path("proposals/<slug:kind>/<path:ref>/", proposals.propose, name="proposal-add"),
    # How well risks are managed
    path("risk-management/<slug:which>/", risk_governance.page, name="risk-governance"),
    path("risk-management/<slug:which>/<slug:name>/", risk_governance.file, name="risk-governance-file"),
]
