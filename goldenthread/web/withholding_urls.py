"""The addresses of what is not for publication, under /withholding/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import withholding

urlpatterns = [
    path("", withholding.index, name="withholding"),
    path("mark/", withholding.mark, name="withholding-mark"),
    path("<int:pk>/lift/", withholding.lift, name="withholding-lift"),
]
