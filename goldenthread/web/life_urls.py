"""The addresses of the framework's life, under /framework/life/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import life, roll_over

urlpatterns = [
    path("", life.page, name="framework-life"),
    path("approve/", life.approve, name="framework-approve"),
    path("refresh/", life.refresh, name="framework-refresh"),
    path("plan-year/", life.plan_year, name="plan-approve-year"),
    path("roll-over/", roll_over.targets, name="roll-over"),
    path("roll-over/plan/<int:pk>/", roll_over.plan, name="roll-over-plan"),
    path("move/", life.move, name="measure-move-out"),
    path("move/<path:ref>/back/", life.move_back, name="measure-move-back"),
]
