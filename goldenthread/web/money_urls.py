"""The addresses of money, under /money/: what stands where, then what can be done to a line, saving or table."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import money, money_import, money_steps

urlpatterns = [
    path("", money.revenue, name="money"),
    path("capital/", money.capital, name="money-capital"),
    path("savings/", money.savings, name="money-savings"),
    path("tables/", money.tables, name="money-tables"),
    path("plan/", money.plan, name="money-plan"),
    path("services/<int:pk>/", money.service, name="money-service"),
    path("lines/<int:pk>/", money.line, name="money-line"),
    # What finance does
    path("lines/add/", money_steps.add_line, name="money-line-add"),
    path("lines/<int:pk>/change/", money_steps.revise_line, name="money-line-change"),
    path("lines/<int:pk>/budget/", money_steps.change_budget, name="money-line-budget"),
    path("lines/<int:pk>/virement/", money_steps.vire, name="money-line-virement"),
    path("lines/<int:pk>/re-profile/", money_steps.reprofile, name="money-line-reprofile"),
    path("lines/<int:pk>/funding/", money_steps.fund, name="money-line-funding"),
    path("lines/<int:pk>/position/", money_steps.position, name="money-line-position"),
    path("lines/<int:pk>/explain/", money_steps.explain, name="money-line-explain"),
    path("lines/<int:pk>/pays-for/", money_steps.pays_for, name="money-line-pays"),
    path("uses/<int:pk>/end/", money_steps.stop_paying, name="money-use-end"),
    path("savings/add/", money_steps.add_saving, name="money-saving-add"),
    path("savings/<int:pk>/position/", money_steps.saving_position, name="money-saving-position"),
    path("tables/<slug:table>/row/", money_steps.table_row, name="money-table-row"),
    path("import/", money_import.upload, name="money-import"),
]
