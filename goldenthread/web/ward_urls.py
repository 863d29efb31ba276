"""The addresses of wards and localities: who speaks for them, and the figures of a return split among them."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import wards

urlpatterns = [
    path("returns/<int:pk>/wards/", wards.enter, name="wards-enter"),
    path("set-up/wards/", wards.index, name="set-up-wards"),
    path("set-up/wards/add/", wards.add, name="set-up-ward-add"),
    path("set-up/wards/<int:pk>/end/", wards.end, name="set-up-ward-end"),
    path("set-up/wards/<int:pk>/seat/", wards.seat, name="set-up-ward-seat"),
    path("set-up/seats/<int:pk>/end/", wards.leave, name="set-up-seat-end"),
]
