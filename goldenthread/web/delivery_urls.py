"""Delivery plans: a year's projects and key activities, in versions."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import delivery_plans

urlpatterns = [
    path("", delivery_plans.index, name="delivery-plans"),
    path("add/", delivery_plans.add, name="delivery-plan-add"),
    path("<int:pk>/", delivery_plans.page, name="delivery-plan"),
    path("<int:pk>/propose/", delivery_plans.propose, name="delivery-plan-propose"),
    path("<int:pk>/versions/<int:number>/approve/", delivery_plans.approve, name="delivery-plan-approve"),
]
