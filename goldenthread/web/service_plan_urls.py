"""The addresses of service plans, under /service-plans/: the list, a plan, its actions, and what can be done."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import service_plan_import, service_plan_steps, service_plans

urlpatterns = [
    path("", service_plans.index, name="service-plans"),
    path("movement/", service_plans.movement, name="service-plans-movement"),
    path("import/", service_plan_import.upload, name="service-plans-import"),
    path("add/", service_plan_steps.add, name="service-plans-add"),
    path("<int:pk>/", service_plans.plan, name="service-plan"),
    path("<int:pk>/actions.csv", service_plans.actions_csv, name="service-plan-actions"),
    path("<int:pk>/plan.<slug:ending>", service_plans.file, name="service-plan-file"),
    path("<int:pk>/roll-over/", service_plan_steps.roll_over, name="service-plan-roll-over"),
    path("<int:pk>/section/<int:number>/", service_plan_steps.section, name="service-plan-section"),
    path("<int:pk>/<slug:name>/", service_plan_steps.step, name="service-plan-step"),
    path("actions/<int:pk>/", service_plans.action, name="service-plan-action"),
    path("actions/<int:pk>/<slug:name>/", service_plan_steps.action_step, name="service-plan-action-step"),
]
